"""What markers put in the pages: words and numbers as of one day, computed from the data."""
