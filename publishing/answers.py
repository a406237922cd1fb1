"""The calculator's own answers, for the pages: asked over the contract, as every other client does."""

import json
from collections.abc import Mapping
from typing import Any

from calculator.contract import wire

__all__ = ["NoAnswer", "Response", "answer", "answer_text", "finding"]

type Response = Mapping[str, Any]


class NoAnswer(ValueError):
    """The calculator refuses the request."""


def answer(command: str, request: Mapping[str, object]) -> Response:
    """The response of the contract. Raises `NoAnswer` with the field errors where the request is wrong."""
    return answer_text(command, json.dumps(request))


def answer_text(command: str, request: str) -> Response:
    """As `answer`, to a request that is contract text already."""
    status, text = wire.answer(command, request)
    response: Response = json.loads(text)
    if status != 0:
        raise NoAnswer("; ".join(f"{error['field']}: {error['message']}" for error in response["errors"]))
    return response


def finding(response: Response, rule: str) -> Response:
    """What one rule found."""
    found: Response = next(found for found in response["findings"] if found["rule"] == rule)
    return found
