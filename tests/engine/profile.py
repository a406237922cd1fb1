"""Look anew which functions of Pyodide run, with the fuzz of the tests too, and keep that: `make profile`.

    python -m tests.engine.profile

What is kept is then looked at with another seed (`test_parity.py`).
"""

from publishing.engine.look import look_anew
from tests.engine.fuzzed import fuzzed

SEED = 20_261_129

if __name__ == "__main__":
    look_anew(also=[("calculator.page", texts) for texts in fuzzed(SEED)])
