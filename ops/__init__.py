"""Operating the bot: settings, training, and the processes that `make` starts."""
