"""The dated data of the scheme: its rows, what of them holds on one day, and how the files are read."""
