"""`make test-all`: every question of our own put to the bot in one run, and compared with the run before."""
