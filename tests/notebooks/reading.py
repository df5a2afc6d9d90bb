"""A lesson as the rules see it: scenes, prose, calls of checks, and the numbers that its stored outputs show."""

import ast
import base64
import csv
import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from html.parser import HTMLParser
from pathlib import Path

import nbformat
from nbformat import NotebookNode

from course import datasets
from course.checks.model import LessonChecks, load
from course.editions.source import ROOT, Source, edition_path, read_source, tagged
from course.errors import CourseError
from course.lessons import Lesson

HEADING = re.compile(r"^## +(.*)$", re.MULTILINE)
SCENE = re.compile(r"(\d+) · (.+) · (\d+) minutes?")
ITEM_CALLS = ("check", "yours", "quiz", "predict", "reveal", "order", "measured")
Problems = Iterator[str]  # what a rule yields
NUMBER = re.compile(r"\d[\d,_]*(?:\.\d+)?")


@dataclass(frozen=True)
class Call:
    """``predict("20.p1")`` in cell 6 of scene 1."""

    name: str
    item: str
    cell: int
    scene: int


@dataclass(frozen=True)
class Piece:
    """A code cell, or the part of a Markdown cell that belongs to one scene."""

    cell: int
    kind: str
    text: str
    reveal: bool


@dataclass(frozen=True)
class Scene:
    """From one level-2 heading to the next; scene 0 is what stands before the first."""

    heading: str
    pieces: tuple[Piece, ...]

    @property
    def match(self) -> re.Match[str] | None:
        return SCENE.fullmatch(self.heading)

    @property
    def title(self) -> str:
        return self.match[2] if self.match else self.heading

    @property
    def minutes(self) -> int:
        return int(self.match[3]) if self.match else 0

    @property
    def markdown(self) -> str:
        return "\n\n".join(piece.text for piece in self.pieces if piece.kind == "markdown")


@dataclass
class Reading:
    """Everything that a rule may ask about one lesson. Cells for instructors only are not read."""

    lesson: Lesson
    source: Source
    student: NotebookNode
    instructor: NotebookNode
    checks: LessonChecks
    items: set[str]  # rows of datasets/coverage for this lesson

    @property
    def kind(self) -> str:
        """``start`` for lesson 00, ``primer`` for 00a, ``core`` for 20, ``dive`` for 20a."""
        number, letter = self.lesson.number[:2], self.lesson.number[2:]
        if number == "00":
            return "primer" if letter else "start"
        return "dive" if letter else "core"

    @cached_property
    def cells(self) -> list[tuple[int, NotebookNode]]:
        """Number and cell, as in messages."""
        numbered = enumerate(self.source.notebook.cells, start=1)
        return [(number, cell) for number, cell in numbered if not tagged(cell, "instructor")]

    @cached_property
    def pieces(self) -> list[Piece]:
        """The lesson from top to bottom, Markdown cut where a scene begins."""
        return [
            Piece(number, cell.cell_type, text, tagged(cell, "reveal"))
            for number, cell in self.cells
            for text in (re.split(r"(?m)^(?=## )", cell.source) if cell.cell_type == "markdown" else [cell.source])
            if text
        ]

    @cached_property
    def scenes(self) -> list[Scene]:
        scenes: list[tuple[str, list[Piece]]] = [("", [])]
        for piece in self.pieces:
            heading = HEADING.match(piece.text) if piece.kind == "markdown" else None
            if heading:
                scenes.append((heading[1].strip(), []))
            scenes[-1][1].append(piece)
        return [Scene(heading, tuple(pieces)) for heading, pieces in scenes]

    @cached_property
    def timed_scenes(self) -> list[Scene]:
        """Those of one sitting: the whiteboard is for another day."""
        return [scene for scene in self.scenes[1:] if "whiteboard" not in scene.title.lower()]

    @cached_property
    def markdown(self) -> str:
        return "\n\n".join(scene.markdown for scene in self.scenes)

    @cached_property
    def calls(self) -> list[Call]:
        """Every call of a check, in order."""
        return [
            Call(name, item, piece.cell, number)
            for number, scene in enumerate(self.scenes)
            for piece in scene.pieces
            if piece.kind == "code"
            for name, item in item_calls(piece.text)
        ]

    def called(self, *names: str) -> list[str]:
        """The ids given to these functions, each once, in order."""
        return list(dict.fromkeys(call.item for call in self.calls if call.name in names))

    def where(self, cell: int) -> str:
        """``cell 14 (solutions/20-url-shortener.py, line 212)``."""
        return self.source.where(cell)

    def shown_by(self, cell: int, edition: str) -> str:
        """What a cell's stored outputs show."""
        notebook = self.student if edition == "student" else self.instructor
        for stored in notebook.cells:
            if stored.id == f"cell-{cell}":
                return "\n".join(readable(output) for output in stored.get("outputs", []))
        return ""


def read_lesson(lesson: Lesson, root: Path = ROOT) -> Reading:
    """Read one lesson's source, editions, checks and rows of the coverage table.

    Raises:
        CourseError: an edition or the checks are not there yet.
    """
    paths = [edition_path(lesson, edition, root) for edition in ("student", "instructor")]
    if not all(path.exists() for path in paths):
        raise CourseError(f"Lesson {lesson.number} is not built yet. Run `python3 workbook.py build {lesson.number}`.")
    student, instructor = (nbformat.read(path, as_version=4) for path in paths)
    with (datasets.path("coverage") / "coverage.csv").open(encoding="utf-8", newline="") as file:
        items = {row["id"] for row in csv.DictReader(file) if row["lesson"] == lesson.number}
    return Reading(lesson, read_source(lesson, root), student, instructor, load(lesson.number), items)


def syntax(code: str) -> ast.Module:
    """The code's tree; an empty one where it is not Python (a rule of its own says so)."""
    try:
        return ast.parse(code)
    except SyntaxError:
        return ast.parse("")


def item_calls(code: str) -> Iterator[tuple[str, str]]:
    """Name and id of every call of a check, from left to right."""
    calls = [node for node in ast.walk(syntax(code)) if isinstance(node, ast.Call)]
    for node in sorted(calls, key=lambda node: (node.lineno, node.col_offset)):
        if isinstance(node.func, ast.Name) and node.func.id in ITEM_CALLS and node.args:
            first = node.args[0]
            if isinstance(first, ast.Constant) and isinstance(first.value, str):
                yield node.func.id, first.value


def prose(markdown: str) -> str:
    """What one reads aloud: no code blocks, tags, tables, addresses or marks."""
    text = re.sub(r"(?ms)^```.*?^```", "", markdown)
    text = re.sub(r"(?m)^\|.*$", "", text)
    text = re.sub(r"!?\[([^\]]*)\]\([^)]*\)", r"\1", text)
    text = re.sub(r"</?(summary|details|p|li|br|div)\b[^>]*>", "\n\n", text)
    text = html.unescape(re.sub(r"<[^>]+>", "", text))
    return re.sub(r"[*_`]|(?m:^[>#\-]+ +)|(?m:^\d+\. +)", "", text)


def words(text: str) -> list[str]:
    """Its words; numbers are words, lone signs are not."""
    return [word for word in text.split() if re.search(r"\w", word)]


def sentences(markdown: str) -> list[str]:
    """Its sentences, without headings; a paragraph or a list's item ends one too."""
    body = re.sub(r"(?m)^#+ .*$", "", markdown)
    body = re.sub(r"(?m)^(\s*[-*] |\d+\. )", r"\n\n\1", body)
    parts = [part for paragraph in re.split(r"\n\s*\n", prose(body)) for part in re.split(r"(?<=[.!?:])\s+", paragraph)]
    return [part.strip() for part in parts if words(part)]


def unfolded(markdown: str) -> str:
    """Without what is folded away."""
    return re.sub(r"(?s)<details>.*?</details>", "", markdown)


def folded(markdown: str) -> str:
    """Only what is folded away."""
    return "\n".join(re.findall(r"(?s)<details>(.*?)</details>", markdown))


def bold_numbers(markdown: str) -> list[str]:
    """``24829`` for ``**24,829**``: bold that begins with a digit is a measured number."""
    bold = [text for text in re.findall(r"\*\*([^*]+)\*\*", markdown) if "·" not in text]
    return [numbers(text)[0] for text in bold if re.match(r"[≈~+-]?\d", text)]


def numbers(text: str) -> list[str]:
    """Its numbers, without separators between thousands."""
    return [re.sub(r"[,_]", "", number.rstrip(",_")) for number in NUMBER.findall(text)]


class _Readable(HTMLParser):
    """Text, alternative texts, and the text inside embedded SVG pictures."""

    def __init__(self) -> None:
        super().__init__()
        self.parts: list[str] = []
        self.pictures: list[str | None] = []  # one alternative text each

    def handle_data(self, data: str) -> None:
        self.parts.append(data)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "img":
            values = dict(attrs)
            self.pictures.append(values.get("alt"))
            self.parts.append(values.get("alt") or "")
            for payload in re.findall(r"data:image/svg\+xml;base64,([A-Za-z0-9+/=]+)", values.get("src") or ""):
                svg = base64.b64decode(payload).decode("utf-8", errors="replace")
                self.parts += [html.unescape(text) for text in re.findall(r">([^<>]+)</(?:text|tspan|title)>", svg)]


def readable(output: NotebookNode) -> str:
    """What an output says, with its alternative texts and the words in its pictures."""
    data = output.get("data", {})
    page = _Readable()
    page.feed(data.get("text/html", ""))
    return "\n".join([output.get("text", ""), data.get("text/plain", ""), " ".join(page.parts)])


def pictures(output: NotebookNode) -> list[str | None]:
    """The alternative text of each picture in an output; None where a picture has none."""
    data = output.get("data", {})
    page = _Readable()
    page.feed(data.get("text/html", ""))
    return page.pictures + [None for kind in data if kind.startswith("image/")]
