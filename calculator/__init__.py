"""The rules of the kmo-portefeuille as pure functions over dated data, behind one JSON contract."""

__version__ = "0.1.0"
