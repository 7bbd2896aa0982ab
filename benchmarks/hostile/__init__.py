"""Hostile input through every door: nothing may end a process, fail as 5xx, or show what another person said."""
