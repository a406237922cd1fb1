"""What a visitor takes along of an answer, asked as the page asks it."""

import json
from typing import Any

from calculator.page import respond


def taken(answered: Any, **around: Any) -> Any:
    """The files and the mail of what the page answered."""
    return json.loads(respond(json.dumps({"action": "take", "link": answered["fragment"], **around})))


def text_of(answered: Any, **around: Any) -> str:
    """The result as a text."""
    return str(taken(answered, **around)["files"]["text"]["text"])
