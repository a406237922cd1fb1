"""What Lighthouse says of the four pages most people see, on a phone, served as GitHub Pages serves.

    python -m tests.benchmarks.lighthouse

Each page is judged five times and the run in the middle counts, as Lighthouse advises: performance varies with what
else the machine does. Exit status 1 where a score is below 100, with what it costs points.
"""

import json
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from typing import Any

from publishing import build
from publishing.bootstrap import ROOT, node_environment, tool
from publishing.chromium import ARGUMENTS, chromium
from publishing.serve import PROJECT_PATH, Server

PAGES = ("", "catalogus/seo-en-sea/", "aanvragen/", "rekenhulp/")
RUNS = 5
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")


def judged(address: str) -> dict[str, Any]:
    """Lighthouse's report on this page, with its settings for a phone."""
    command = [
        *(tool("node"), str(ROOT / "node_modules/lighthouse/cli/index.js"), address, "--quiet", "--output=json"),
        *(f"--only-categories={','.join(CATEGORIES)}", f"--chrome-flags=--headless=new {' '.join(ARGUMENTS)}"),
    ]
    environment = {**node_environment(), "CHROME_PATH": os.fspath(chromium())}
    done = subprocess.run(command, capture_output=True, text=True, check=True, env=environment)
    report: dict[str, Any] = json.loads(done.stdout)
    return report


def performance(report: dict[str, Any]) -> float:
    score: float = report["categories"]["performance"]["score"]
    return score


def lost(report: dict[str, Any]) -> Iterator[str]:
    """What costs this page points."""
    for name in CATEGORIES:
        for each in report["categories"][name]["auditRefs"]:
            audit = report["audits"][each["id"]]
            if each["weight"] and audit["score"] is not None and audit["score"] < 1:
                yield f"{name}: {each['id']} {audit['score']} {audit.get('displayValue', '')}"


def main() -> int:
    build.build()
    worst = 100
    with Server(0) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        print(f"{'page':<26}" + "".join(f"{name:>16}" for name in CATEGORIES))
        for page in PAGES:
            address = f"{server.address.rstrip('/')}{PROJECT_PATH}/{page}"
            reports = sorted((judged(address) for _ in range(RUNS)), key=performance)
            report = reports[RUNS // 2]
            scores = [round(report["categories"][name]["score"] * 100) for name in CATEGORIES]
            worst = min(worst, *scores)
            print(f"/{page:<25}" + "".join(f"{score:>16}" for score in scores), flush=True)
            for reason in lost(report) if min(scores) < 100 else ():
                print(f"    {reason}", flush=True)
        server.shutdown()
    return int(worst < 100)


if __name__ == "__main__":
    sys.exit(main())
