"""What `make check` looks at, one module a subject."""
