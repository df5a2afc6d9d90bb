"""Does a student notebook give a solution away, anywhere and in whatever wrapping?"""

import base64
import binascii
import html
import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import unquote

from nbformat import NotebookNode

from course.editions.source import LONGEST_FREE_LINE, Source, secret_lines, tagged

DEEPEST_WRAPPING = 3  # an SVG in a data address in an HTML output, and one more


def secrets(source: Source) -> dict[str, int]:
    """Each line that only the instructor edition may hold, with the number of its cell.

    Lines of cells for instructors count only where no ordinary cell has the same line.
    """
    found: dict[str, int] = {}
    open_lines = {canonical(line) for cell in source.notebook.cells for line in _open_lines(cell)}
    for number, cell in enumerate(source.notebook.cells, start=1):
        for line in secret_lines(cell):
            shared = tagged(cell, "instructor") and canonical(line) in open_lines
            if len(line) > LONGEST_FREE_LINE and re.search(r"\w", line) and not shared:
                found.setdefault(line, number)
    return found


def _open_lines(cell: NotebookNode) -> set[str]:
    return {line.strip() for line in cell.source.splitlines()} - set(secret_lines(cell))


def find_leaks(part: Any, lines: dict[str, int]) -> set[str]:  # noqa: ANN401 - any piece of a notebook's JSON
    """Those of ``lines`` that stand somewhere in this piece of JSON, plain or encoded."""
    wanted = {line: canonical(line) for line in lines}
    texts = [canonical(form) for text in _strings(part) for form in _readings(text)]
    return {line for line, needle in wanted.items() if any(needle in text for text in texts)}


def canonical(text: str) -> str:
    """Text without what a wrapping may change: white space, quotes and the backslashes before them."""
    return re.sub(r"[\s\\\"']", "", text)


def _strings(part: Any) -> Iterator[str]:  # noqa: ANN401
    if isinstance(part, str):
        yield part
    elif isinstance(part, dict):
        for key, value in part.items():
            yield str(key)
            yield from _strings(value)
    elif isinstance(part, list):
        if all(isinstance(item, str) for item in part):
            yield "".join(part)  # one text cut into pieces
        for item in part:
            yield from _strings(item)


def _readings(text: str, depth: int = 0) -> Iterator[str]:
    """The text as it stands and as a browser or a decoder would read it."""
    yield text
    if "&" in text or "<" in text:
        yield html.unescape(text)
        yield html.unescape(re.sub(r"<[^>]*>", "", text))  # highlighted code wraps each word in a tag
    if "%" in text:
        yield unquote(text)
    if depth < DEEPEST_WRAPPING:
        for payload in re.findall(r"[A-Za-z0-9+/_-]{36,}", re.sub(r"\s", "", text)):
            for inner in _decoded(payload):
                yield from _readings(inner, depth + 1)


def _decoded(payload: str) -> Iterator[str]:
    """Base64, wherever in the run of letters it begins."""
    standard = payload.translate(str.maketrans("-_", "+/"))
    for start in range(4):
        whole = standard[start:]
        try:
            data = base64.b64decode(whole[: len(whole) - len(whole) % 4] if len(whole) % 4 == 1 else whole + "==")
        except binascii.Error:
            continue
        yield data.decode("utf-8", errors="ignore")
