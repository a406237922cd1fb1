"""The JSON of the outside: read with every field error at once, and written once."""
