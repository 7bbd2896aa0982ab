"""Doors: Sanic blueprints through which messages come in and Replies go out."""
