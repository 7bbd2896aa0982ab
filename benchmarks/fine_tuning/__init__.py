"""Learns nlu/adapter.safetensors from the training questions; not needed to build, train or run the bot."""
