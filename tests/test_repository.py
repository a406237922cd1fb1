"""What no file of the repository may hold."""

import re
import subprocess
from pathlib import Path

import pytest

from publishing.bootstrap import LEVELS, ROOT

# Written in pieces, so that this file does not hold them itself.
ADDRESSES = [
    "".join(pieces)
    for pieces in (
        ("pypi", r"\.org"),
        ("python", r"hosted\.org"),
        ("registry", r"\.npmjs"),
        ("registry", r"\.yarnpkg"),
        ("deb", r"\.debian\.org"),
        ("cdn", r"\.jsdelivr"),
        ("unp", r"kg\.com"),
    )
]
MACHINE_PATHS = [
    "".join(pieces) for pieces in (("/ro", "ot/"), ("/ho", "me/"), ("/tm", "p/"), ("/wo", "rk/"), ("/op", "t/"))
]


def committed() -> dict[str, str]:
    """What every file holds that is in the repository or would be with the next commit, by its path."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    paths = [ROOT / name for name in listed.split("\0") if name]
    return {
        path.relative_to(ROOT).as_posix(): path.read_text(encoding="utf-8", errors="replace")
        for path in paths
        if path.is_file()
    }


@pytest.mark.parametrize("pattern", [*ADDRESSES, *(rf"(?<![\w.@*-]){path}" for path in MACHINE_PATHS)])
def test_no_file_holds_the_address_of_a_registry_or_a_path_of_one_machine(pattern: str) -> None:
    holders = [
        f"{name}:{text.count('\n', 0, found.start()) + 1}"
        for name, text in committed().items()
        for found in re.finditer(pattern, text)
    ]
    assert holders == []


@pytest.mark.parametrize("name", ["uv.lock", "pylock.toml", "requirements.txt"])
def test_no_lock_file_of_a_kind_that_holds_addresses(name: str) -> None:
    assert name not in {path.rsplit("/", 1)[-1] for path in committed()}


def test_the_weekly_audit_reads_every_file_that_pins_packages() -> None:
    workflow = (ROOT / ".github" / "workflows" / "freshness.yml").read_text()
    listed = {kind: re.findall(rf"for {kind} in (.+); do", workflow)[0].split() for kind in ("file", "folder")}
    pinned = {Path(path) for path in committed() if re.search(r"^requirements/[^/]+\.txt$|package-lock\.json$", path)}
    audited = {Path("requirements", f"{name}.txt") for name in listed["file"]}
    assert audited | {Path(folder, "package-lock.json") for folder in listed["folder"]} == pinned


@pytest.mark.parametrize("name", [f"requirements/{level}.txt" for level in LEVELS])
def test_every_package_is_pinned_and_its_hash_checked(name: str) -> None:
    packages = re.split(r"\n(?=\w)", (ROOT / name).read_text())[1:]
    assert packages
    assert [each for each in packages if not re.match(r"[\w.-]+==\S+ \\\n    --hash=sha256:", each)] == []
