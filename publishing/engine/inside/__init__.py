"""What goes into the visitor's Python beside the calculator and Pyodide, and what is run there to build it."""
