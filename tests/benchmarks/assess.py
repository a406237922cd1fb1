"""The speed of the calculator, here and in the engine of the visitor's browser: `python -m tests.benchmarks.assess`."""

import json
from pathlib import Path
from tempfile import TemporaryDirectory

from publishing.engine import making, node
from tests.benchmarks import rates
from tests.engine.laid_out import laid_out

type Rates = dict[str, tuple[float, float]]


def main() -> None:
    print(f"{'assessments a second':<40}{'rules alone':>14}{'text to text':>14}")
    show("CPython", rates.rates())
    show("Pyodide", rates_in_the_browser())


def show(where: str, measured: Rates) -> None:
    for name, (rules_alone, text_to_text) in measured.items():
        print(f"{where:<10}{name:<30}{rules_alone:>14,.0f}{text_to_text:>14,.0f}", flush=True)


def rates_in_the_browser() -> Rates:
    """Measured by the engine that the site publishes, under Node instead of a browser."""
    with TemporaryDirectory() as folder:
        engine = laid_out(making.build(Path(folder) / "engine"), Path(folder), whole=True)
        measured: Rates = json.loads(node.run(Path(rates.__file__), engine=engine, archive=making.ARCHIVE))
        return measured


if __name__ == "__main__":
    main()
