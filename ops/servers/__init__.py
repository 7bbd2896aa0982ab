"""The servers that the bot stands on when there are many machines, started on free loopback ports for `make cluster` and the tests."""
