"""The letters of a file: whatever a spreadsheet wrote becomes UTF-8, and what is no text is named."""

import codecs
from itertools import batched

from calculator.batch.wording import FileRefused

__all__ = ["Letters"]

# So much of a file shows what it is. The pieces in which it comes make no difference.
SHOWN_BY = 4_096
UTF_8_MARK = b"\xef\xbb\xbf"
UTF_16 = {b"\xff\xfe": "utf-16-le", b"\xfe\xff": "utf-16-be"}
# How a file starts that is no text, by the sentence that says so; the first that fits.
NO_TEXT = (
    (b"\xff\xfe\0\0", "utf_32"),
    (b"\0\0\xfe\xff", "utf_32"),
    (b"PK\x03\x04", "zipped"),
    (b"\x1f\x8b", "zipped"),
    (b"\xd0\xcf\x11\xe0", "old_workbook"),
    (b"%PDF", "pdf"),
    (b"{\\rtf", "document"),
    (b"\x89PNG", "picture"),
    (b"\xff\xd8\xff", "picture"),
)
# What a zip of an office program holds; the first that is found tells which.
DOCUMENTS = (b"word/", b"opendocument.text")
WORKBOOKS = (b"[Content_Types].xml", b"_rels/", b"xl/", b"docProps/", b"opendocument.spreadsheet", b".iwa")
# Which of its four bytes a letter of ours fills in UTF-32, either way round.
OF_FOUR_BYTES = (
    {(True, False, False, False), (True, True, False, False)},
    {(False, False, False, True), (False, False, True, True)},
)
MARKUP = (b"<!doctype", b"<html", b"<?xml", b"<table", b"<meta", b"<head")


class Letters:
    """Bytes as they come, to bytes of UTF-8 without its mark.

    Bytes that are neither UTF-8 nor UTF-16 go through as they are: which older letters they are shows line by line.
    """

    def __init__(self) -> None:
        self._waiting: bytes | None = b""
        self._decoder: codecs.IncrementalDecoder | None = None

    def feed(self, data: bytes, *, last: bool = False) -> bytes:
        """The text of these next bytes, as far as it is known what they are. Raises `FileRefused`."""
        if self._waiting is not None:
            self._waiting += data
            if len(self._waiting) < SHOWN_BY and not last:
                return b""
            data, self._waiting = self._begun(self._waiting), None
        if self._decoder is None:
            return data
        return self._decoder.decode(data, last).encode()

    def _begun(self, start: bytes) -> bytes:
        """What the file starts with, without its mark, once it is known how to read it."""
        _refuse_no_text(start[:SHOWN_BY])
        if encoding := UTF_16.get(start[:2]) or _unmarked_utf_16(start[:SHOWN_BY]):
            self._decoder = codecs.getincrementaldecoder(encoding)("replace")
            return start[2:] if start[:2] in UTF_16 else start
        _refuse_zeros(start[:SHOWN_BY])
        return start.removeprefix(UTF_8_MARK)


def _refuse_no_text(start: bytes) -> None:
    for sign, problem in NO_TEXT:
        if start.startswith(sign):
            raise FileRefused(_zipped(start) if problem == "zipped" else problem)
    if start.removeprefix(UTF_8_MARK).lstrip().lower().startswith(MARKUP):
        raise FileRefused("markup")


def _zipped(start: bytes) -> str:
    kinds = ((DOCUMENTS, "document"), (WORKBOOKS, "workbook"))
    return next((kind for names, kind in kinds if any(name in start for name in names)), "zipped")


def _refuse_zeros(start: bytes) -> None:
    """A zero in a cell is that cell's fault, and zeros behind the last row are none; a text holds no others."""
    text = start.rstrip(b"\0")
    if text.count(0) * 20 > len(text) or (start and not text):
        shapes = {tuple(map(bool, letter)) for letter in batched(start[: len(start) // 4 * 4], 4, strict=True)}
        raise FileRefused("utf_32" if any(shapes <= letters for letters in OF_FOUR_BYTES) else "no_text")


def _unmarked_utf_16(start: bytes) -> str | None:
    """Letters of our alphabet take two bytes there, of which one is zero."""
    first, second = start[::2], start[1::2]
    for zeros, letters, encoding in ((second, first, "utf-16-le"), (first, second, "utf-16-be")):
        if zeros.count(0) * 2 > len(zeros) and letters.count(0) * 10 < len(letters):
            return encoding
    return None
