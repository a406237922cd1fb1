"""A list of firms or projects as CSV: one reader, one check of a row and one writer for browser and command line.

The bytes of a file go in piece by piece and rows come out, so that a file of any length needs the same memory:
reading -> columns -> checking -> writing, and a tally of all rows beside it.
"""
