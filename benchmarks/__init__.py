"""Measurements, each by a command that stays in the repository."""
