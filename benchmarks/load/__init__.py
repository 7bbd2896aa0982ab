"""Load on running bots, from a process of its own: rated load, open conversations, scaling, soak."""
