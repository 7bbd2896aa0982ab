"""The knowledge and the training questions as one spreadsheet: `make export` and `make import` (docs/decisions/0021)."""
