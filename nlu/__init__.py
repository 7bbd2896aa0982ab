"""Rasa graph components: language, sentence encoder, intent classifier, safety net."""
