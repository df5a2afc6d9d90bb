"""Numbers from outside: whoever is named beside one answers for it in the registry.

A machine cannot know where a number comes from. It can see a sentence, or a variable, that names somebody outside, and
ask that the number there be cited. So this finds "Twitter delivers 30 billion a day" and ``twitter_users = 150e6``;
it cannot find "a server holds 50,000 connections", where nobody is named. Reviewers look for those.
"""

import ast
import re
from collections.abc import Iterator

from course.estimates import agreement, sourced
from course.estimates.registry import NUMBERS, SourcedNumber
from course.estimates.unit_names import PERIODS
from tests.notebooks.reading import NUMBER, Problems, Reading, numbers, prose, syntax

OTHERS = ("Amazon", "Apple", "AWS", "Discord", "Dropbox", "Instagram", "LinkedIn", "Microsoft", "Reddit")
OTHERS += ("Spotify", "Telegram", "TikTok", "Uber", "Wikipedia", "YouTube")
REPORTED = r"\b(?i:according to|reported by|reports that|published figure|as published)\b"
SCALES = {"thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12, "%": 1.0, "percent": 1.0}
SCALED = re.compile(rf"(?<![\w.§#-])({NUMBER.pattern})(?:[ \u00a0]?({'|'.join(SCALES)})(?!\w))?")
LEAST_TELLING = 1_000  # smaller counts without a scale or a per cent sign are more often ours than theirs


def _names() -> tuple[str, ...]:
    """Names that one would read in a sentence: "Twitter", and "Dean" of "J. Dean"."""
    reported = {number.who.removesuffix(" et al.") for number in NUMBERS if not number.assumption}
    return tuple(sorted({who.split()[-1] for who in reported if who[0].isupper()} | set(OTHERS)))


NAMED = re.compile(rf"\b(?:{'|'.join(_names())})\b|{REPORTED}")


def numbers_from_outside_are_cited(lesson: Reading) -> Problems:
    """A number beside a name from outside stands in an output above, or a cell above cites it: ``sourced("name")``."""
    cited: list[SourcedNumber] = []
    shown: set[str] = set()
    for piece in lesson.pieces:
        if piece.kind == "code":
            yield from _assigned(lesson, piece.cell, piece.text)
            cited += _cited(piece.text)
            shown |= set(numbers(lesson.shown_by(piece.cell, "instructor")))
            continue
        for sentence in re.split(r"(?<=[.!?:])\s+|\n\s*\n", prose(piece.text)):
            for text, value in _telling(sentence) if (named := NAMED.search(sentence)) else ():
                if not any(_agree(text, value, each) for each in _values(cited, shown)):
                    yield (
                        f"{lesson.where(piece.cell)}: '{named[0]}' stands beside {text}, which no cell above cites or "
                        "shows. Put it into course/estimates/registry.py with its source and year, and print "
                        'sourced("its-name").'
                    )


def _assigned(lesson: Reading, cell: int, code: str) -> Problems:
    """``twitter_users = 150e6`` is a bare number with somebody's name on it."""
    words = {name.lower() for name in _names()}
    for node in ast.walk(syntax(code)):
        targets = node.targets if isinstance(node, ast.Assign) else [node] if isinstance(node, ast.keyword) else []
        for target in targets:
            name = target.id if isinstance(target, ast.Name) else getattr(target, "arg", None) or ""
            value = getattr(node, "value", None)
            bare = value and any(
                isinstance(one, ast.Constant) and type(one.value) in (int, float) for one in ast.walk(value)
            )
            if bare and words & set(name.lower().split("_")):
                yield (
                    f"{lesson.where(cell)} gives {name} a bare number. Put it into course/estimates/registry.py with "
                    'its source and year, and write sourced("its-name").'
                )


def _cited(code: str) -> Iterator[SourcedNumber]:
    """Registered numbers whose names stand in the code of a cell that calls ``sourced``."""
    tree = list(ast.walk(syntax(code)))
    if any(isinstance(node, ast.Name) and node.id == "sourced" for node in tree):
        texts = {node.value for node in tree if isinstance(node, ast.Constant) and isinstance(node.value, str)}
        yield from (sourced(number.name) for number in NUMBERS if number.name in texts)


def _telling(sentence: str) -> Iterator[tuple[str, float]]:
    """Numbers that somebody must have counted: "31 million", "300,000", "0.003 %"; no years, scenes or RFCs."""
    for found in SCALED.finditer(sentence):
        text, scale = found[0].rstrip(",_"), found[2]
        before = sentence[: found.start()].rstrip().rpartition(" ")[2].lower()
        year = re.fullmatch(r"(19|20)\d\d", text)
        if year or before in ("rfc", "lesson", "scene", "port", "error", "http"):
            continue
        value = float(numbers(text)[0]) * SCALES.get(scale, 1.0)
        if scale or value >= LEAST_TELLING:
            yield text, value


def _values(cited: list[SourcedNumber], shown: set[str]) -> Iterator[float]:
    """What may be said: numbers shown, with whatever prefix, and cited ones, told per any period."""
    yield from (float(number) * scale for number in shown for scale in set(SCALES.values()))
    for number in cited:
        yield number.value
        if dict(number.quantity.dimensions).get("s") == -1:
            yield from (number.quantity.value * length_s for length_s in PERIODS.values())


def _agree(text: str, value: float, known: float) -> bool:
    """Whether the printed number is the known one, or a rounding of it."""
    digits = len(re.sub(r"[^\d]", "", text).strip("0")) or 1
    return agreement(f"{value:.{digits}g}", known) != "off"


RULES = (numbers_from_outside_are_cited,)
