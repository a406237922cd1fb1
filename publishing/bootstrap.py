"""Set up what a command needs, on a machine that has only Python, pip and git.

    python3 publishing/bootstrap.py site      what building and serving the site needs
    python3 publishing/bootstrap.py test      that, and what the tests need
    python3 publishing/bootstrap.py check     that, and what looks at style and types, and Lighthouse

Makes `.venv` with Python 3.13, Node and npm, and `node_modules`; every package pinned and its hash checked.
A second run finds the stamp of the first and is done. Standard library only, and written for the Pythons
that machines come with: this file runs before Python 3.13 is there.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
SITE = ROOT / "site"
TOOLS = ROOT / ".tools"
VERSION = (ROOT / ".python-version").read_text().strip()
LEVELS = ("site", "test", "check")  # each holds the one before it


class SetupFailed(Exception):
    """What is missing on this machine and what to do about it, in one line."""


def main() -> int:
    """Set up the level named on the command line; exit status 1 and one clear line where that fails."""
    if sys.argv[1:] not in [[level] for level in LEVELS]:
        sys.exit("usage: python3 publishing/bootstrap.py " + "|".join(LEVELS))
    try:
        set_up(sys.argv[1])
    except SetupFailed as failure:
        print(f"set-up failed: {failure}", file=sys.stderr)
        return 1
    except subprocess.CalledProcessError as failure:
        print(f"set-up failed: {' '.join(map(str, failure.cmd))} gave {failure.returncode}", file=sys.stderr)
        return 1
    return 0


def set_up(level: str) -> None:
    """Bring `.venv` and `node_modules` to this level, unless their stamp says that they are there already."""
    enough = LEVELS[LEVELS.index(level) :]
    if any(stamp(each).is_file() and stamp(each).read_text() == fingerprint(each) for each in enough):
        return
    if not runs_our_version([str(PYTHON)]):
        make_environment(find_python())
    say(f"installing the Python packages of requirements/{level}.txt")
    # Python compiles what it imports, which is a fraction of what pip would compile.
    pinned = ["--require-hashes", "--requirement", str(ROOT / "requirements" / f"{level}.txt")]
    pip("install", "--no-compile", *pinned)
    say("installing the npm packages")
    npm("ci", *([] if level == "check" else ["--omit=dev", "--omit=optional"]))
    stamp(level).write_text(fingerprint(level))


def stamp(level: str) -> Path:
    """The file that says for which inputs this level was set up."""
    return VENV / f".{level}-is-ready"


def fingerprint(level: str) -> str:
    """A hash of everything that decides what this level installs."""
    inputs = (Path(f"requirements/{level}.txt"), Path("package-lock.json"), Path(".python-version"))
    return hashlib.sha256(b"\0".join((ROOT / each).read_bytes() for each in inputs)).hexdigest()


# Python


def find_python() -> str:
    """A Python of our version that really runs: of the machine, pyenv or uv, else fetched now."""
    for python in pythons_here():
        if runs_our_version([python]):
            return python
    return python_from_debian() or python_from_uv()


def pythons_here() -> Iterator[str]:
    """Where such a Python may be. The shims of pyenv can be there and not run: the caller tries each."""
    yield sys.executable
    yield from filter(None, [shutil.which(f"python{VERSION}")])
    pyenv = Path(os.environ.get("PYENV_ROOT") or Path.home() / ".pyenv")
    yield from map(str, sorted(pyenv.glob(f"versions/{VERSION}*/bin/python{VERSION}"), reverse=True))
    for uv in filter(None, [shutil.which("uv")]):
        yield output([uv, "python", "find", "--no-project", VERSION])


def runs_our_version(command: list[str]) -> bool:
    """Whether this Python starts and is of the version that the site is built for."""
    return output([*command, "-c", "import sys; print('%d.%d' % sys.version_info[:2])"]) == VERSION


def python_from_debian() -> str | None:
    """Debian's or Ubuntu's own package of our version, where we may install it and it exists."""
    package = f"python{VERSION}"
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        return None
    subprocess.run(["apt-get", "update", "-qq"], check=False)
    if "Candidate: 3" not in output(["apt-cache", "policy", package]):
        return None
    say(f"installing {package} with apt-get")
    subprocess.run(["apt-get", "install", "-y", "-qq", "--no-install-recommends", package], check=False)
    return shutil.which(package)


def python_from_uv() -> str:
    """A Python that uv fetches; uv itself comes from pip where the machine has none."""
    uv = shutil.which("uv") or str(get_tools() / "bin" / "uv")
    say(f"fetching Python {VERSION} with uv")
    if subprocess.run([uv, "python", "install", VERSION], check=False).returncode == 0:
        return output([uv, "python", "find", "--no-project", "--managed-python", VERSION])
    raise SetupFailed(f"Python {VERSION} is not here and cannot be fetched; try: pyenv install {VERSION}")


def make_environment(python: str) -> None:
    """A new `.venv`; without a pip of its own where Debian split off what puts one there."""
    say(f"making .venv with {python}")
    whole = succeeds([python, "-c", "import ensurepip"])
    options = ["--clear"] if whole else ["--clear", "--without-pip"]
    subprocess.run([python, "-m", "venv", *options, str(VENV)], check=True)


def pip(*arguments: str) -> None:
    """Run pip for `.venv`: its own, or else the one of our tools."""
    own = succeeds([str(PYTHON), "-m", "pip", "--version"])
    run_pip(str(PYTHON), *arguments, path=None if own else get_tools())


def run_pip(python: str, *arguments: str, path: Path | None = None) -> None:
    """Run the pip of this Python, or one from a folder; it says nothing unless something goes wrong."""
    environment = {**os.environ, "PIP_ROOT_USER_ACTION": "ignore", **({"PYTHONPATH": str(path)} if path else {})}
    command = [python, "-m", "pip", "-qq", "--disable-pip-version-check", "--no-input", *arguments]
    subprocess.run(command, check=True, cwd=ROOT, env=environment)


def get_tools() -> Path:
    """The folder with uv and a pip for every Python, fetched by the pip of the Python that runs this."""
    if not TOOLS.is_dir():
        say("fetching uv and pip with pip")
        pinned = ["--require-hashes", "--requirement", str(ROOT / "requirements" / "tools.txt")]
        run_pip(sys.executable, "install", "--target", str(TOOLS), *pinned)
    return TOOLS


# Node


def npm(*arguments: str, folder: Path = ROOT) -> None:
    """Run the npm of `.venv` in a folder that holds a package.json."""
    command = [tool("npm"), *arguments, "--loglevel=error"]
    subprocess.run(command, check=True, cwd=folder, env=node_environment())


def node_environment() -> dict[str, str]:
    """The environment for Node's programs: those of `.venv` first, with the machine's own npm settings."""
    settings = machine_npm_settings()
    path = os.pathsep.join([str(VENV / "bin"), os.environ.get("PATH", "")])
    return {**os.environ, "PATH": path, **({"NPM_CONFIG_GLOBALCONFIG": settings} if settings else {})}


def machine_npm_settings() -> str:
    """The settings file of an npm that the machine has: ours has another prefix and would miss it."""
    theirs = shutil.which("npm")
    return output([theirs, "config", "get", "globalconfig"]) if theirs else ""


# Small things


def tool(name: str) -> str:
    """A program of `.venv`."""
    return str(VENV / "bin" / name)


def output(command: list[str]) -> str:
    """What a command prints, or nothing where it cannot be run."""
    try:
        return subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT).stdout.strip()
    except OSError:
        return ""


def succeeds(command: list[str]) -> bool:
    """Whether a command runs and ends well."""
    return subprocess.run(command, capture_output=True, check=False, cwd=ROOT).returncode == 0


def say(line: str) -> None:
    """One line of progress."""
    print(f"set-up: {line}", flush=True)


if __name__ == "__main__":
    sys.exit(main())
