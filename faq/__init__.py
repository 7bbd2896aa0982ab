"""The product in plain Python: what the bot knows, how it chooses, what a Reply is. Knows neither Rasa nor Sanic."""
