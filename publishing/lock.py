"""Pin the newest versions that pyproject.toml and package.json allow, each with its hash and without any address.

python -m publishing.lock
"""

from __future__ import annotations

import shutil
import subprocess
import sys

from publishing.bootstrap import ROOT, VERSION, get_tools, npm
from publishing.chromium import NPM_PACKAGE

OLDEST = "3.11"  # the oldest Python that may have to fetch the tools
FILES = {
    "tools": (OLDEST, ["tools"]),
    "site": (VERSION, ["site"]),
    "test": (VERSION, ["site", "test"]),
    "check": (VERSION, ["site", "test", "check"]),
    "audit": (VERSION, ["audit"]),
}
OPTIONS = ["--quiet", "--upgrade", "--generate-hashes", "--no-emit-index-url", "--no-annotate"]


def main() -> int:
    """Write requirements/*.txt and every package-lock.json anew."""
    uv = shutil.which("uv") or str(get_tools() / "bin" / "uv")
    for name, (version, groups) in FILES.items():
        chosen = [argument for group in groups for argument in ("--group", group)]
        command = [uv, "pip", "compile", *OPTIONS, "--python-version", version, *chosen]
        written = ["--custom-compile-command", "make lock", "--output-file", f"requirements/{name}.txt"]
        subprocess.run([*command, *written], cwd=ROOT, check=True)
    for folder in (ROOT, NPM_PACKAGE):
        npm("update", "--package-lock-only", folder=folder)
    return 0


if __name__ == "__main__":
    sys.exit(main())
