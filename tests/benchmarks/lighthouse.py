"""What Lighthouse says of the four pages most people see, on a phone, served as GitHub Pages serves.

    python -m tests.benchmarks.lighthouse

Each page is judged five times and the run in the middle counts, as Lighthouse advises: performance varies with what
else the machine does. The phone is the same on every machine: how much slower than this one it is follows from how
fast Lighthouse finds this one, as its guide asks (docs/throttling.md, "Calibrating the CPU slowdown"). Exit status 1
where a score is below 100, with what it costs points.
"""

import json
import os
import statistics
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
# Lighthouse's own phone is four times as slow as the middle of the machines it is made for (index 1500 to 2000).
PHONE = 1750 / 4
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")


def judged(address: str, slower: float = 1) -> dict[str, Any]:
    """Lighthouse's report on this page, with its settings for a phone so many times slower than this machine."""
    command = [
        *(tool("node"), str(ROOT / "node_modules/lighthouse/cli/index.js"), address, "--quiet", "--output=json"),
        f"--throttling.cpuSlowdownMultiplier={slower:.2f}",
        *(f"--only-categories={','.join(CATEGORIES)}", f"--chrome-flags=--headless=new {' '.join(ARGUMENTS)}"),
    ]
    environment = {**node_environment(), "CHROME_PATH": os.fspath(chromium())}
    done = subprocess.run(command, capture_output=True, text=True, check=True, env=environment)
    report: dict[str, Any] = json.loads(done.stdout)
    return report


def power(report: dict[str, Any]) -> float:
    """How fast this machine is, in Lighthouse's own measure."""
    index: float = report["environment"]["benchmarkIndex"]
    return index


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
        home = f"{server.address.rstrip('/')}{PROJECT_PATH}/"
        slower = max(1, statistics.median(power(judged(f"{home}404.html")) for _ in range(RUNS)) / PHONE)
        print(f"the phone is {slower:.2f} times slower than this machine")
        print(f"{'page':<26}" + "".join(f"{name:>16}" for name in CATEGORIES))
        for page in PAGES:
            reports = sorted((judged(f"{home}{page}", slower) for _ in range(RUNS)), key=performance)
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
