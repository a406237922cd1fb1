"""Every check that needs no run of the program: style, types, import contracts, scripts and workflows.

python -m publishing.check
"""

from __future__ import annotations

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from publishing.bootstrap import ROOT, node_environment, tool

BIOME = next(map(str, (ROOT / "node_modules" / "@biomejs").glob("cli-*/biome")), "biome")
SCHEMA = [tool("check-jsonschema"), "--builtin-schema"]
TSC = [tool("node"), "node_modules/typescript/bin/tsc"]
# Apart from the other scripts: a service worker has another world around it than a page.
SERVICE_WORKER = "--ignoreConfig --checkJs --noEmit --strict --target ES2024 --lib ES2024,WebWorker".split()
WORKFLOWS = sorted(map(str, (ROOT / ".github" / "workflows").glob("*.yml")))
ISSUE_FORMS = sorted(map(str, (ROOT / ".github" / "ISSUE_TEMPLATE").glob("*-*.yml")))
CHECKS: dict[str, list[str]] = {
    "format": [tool("ruff"), "format", "--check", "--quiet"],
    "style": [tool("ruff"), "check", "--quiet"],
    "types": [tool("mypy")],
    "import contracts": [tool("lint-imports")],
    "types of the scripts": [*TSC, "--project", "tsconfig.json"],
    "types of the service worker": [*TSC, *SERVICE_WORKER, "publishing/finishing/offline.js"],
    "style of the scripts": [BIOME, "ci", "--colors=off", "--error-on-warnings"],
    "safety of the workflows": [tool("zizmor"), "--offline", "--pedantic", "--quiet", ".github"],
    "form of the workflows": [*SCHEMA, "vendor.github-workflows", *WORKFLOWS],
    "form of the issue forms": [*SCHEMA, "vendor.github-issue-forms", *ISSUE_FORMS],
    "form of the updates": [*SCHEMA, "vendor.dependabot", ".github/dependabot.yml"],
}


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What one check said."""

    name: str
    passed: bool
    said: str


def main() -> int:
    """Run every check, none skipped because an earlier one failed; exit status 1 where one did."""
    with ThreadPoolExecutor(max_workers=2) as pool:
        outcomes = list(pool.map(run, CHECKS))
    for outcome in outcomes:
        print(f"check: {'ok    ' if outcome.passed else 'FAILED'} {outcome.name}")
        if not outcome.passed:
            print(outcome.said)
    failed = sum(not outcome.passed for outcome in outcomes)
    print(f"check: {failed} of {len(outcomes)} failed" if failed else f"check: all {len(outcomes)} passed")
    return 1 if failed else 0


def run(name: str) -> Outcome:
    """Run one check from the root of the repository."""
    done = subprocess.run(CHECKS[name], cwd=ROOT, env=node_environment(), capture_output=True, text=True, check=False)
    return Outcome(name=name, passed=done.returncode == 0, said=done.stdout + done.stderr)


if __name__ == "__main__":
    sys.exit(main())
