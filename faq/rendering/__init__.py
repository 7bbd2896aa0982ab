"""Rendering: a Reply as each kind of door shows it, one module a kind."""
