"""The engine: Pyodide without what never runs, and one archive with the calculator and what it needs of Python.

`archive.py` makes the archive, `what_runs.py` leaves out of the WebAssembly what nothing needs, and `making.py` packs
all parts in one file; the whole WebAssembly lies beside it. Same sources, same bytes.
"""
