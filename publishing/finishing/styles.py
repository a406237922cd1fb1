"""The style sheets of Material without the rules for what this site does not have."""

import subprocess
from pathlib import Path

from publishing.bootstrap import ROOT, node_environment, tool

__all__ = ["SHEETS", "lighten_styles"]

SHEETS = "assets/stylesheets/*.min.css"
PURGECSS = ROOT / "node_modules" / "purgecss" / "bin" / "purgecss.js"
# Where the names stand that pages have from the start, get from a script, or get from the calculator.
NAMED_IN = ("{site}/**/*.html", "{site}/assets/**/*.js", "{site}/assets/**/*.mjs", "calculator/**/*.py")
# Material names the page so for a moment when it sets the colours, also when a page opens, for one rule about all that
# is in it: every browser then works out the whole page twice more. Without it what fades in colour takes 0.25 s.
NOT_WORTH_IT = "data-md-color-switching"


def lighten_styles(site: Path) -> None:
    """Leave out of Material's style sheets what nothing on this site is named after, in place; ours stay whole."""
    sheets = sorted(map(str, site.glob(SHEETS)))
    content = [each.format(site=site) for each in NAMED_IN]
    folder = (site / SHEETS).parent
    command = [tool("node"), str(PURGECSS), "--css", *sheets, "--content", *content]
    command += ["--blocklist", NOT_WORTH_IT, "--output", str(folder)]
    subprocess.run(command, check=True, cwd=ROOT, env=node_environment(), stdout=subprocess.DEVNULL)
