"""The glossary, ``docs/glossary.md``: each term in the sentence of the lesson that first needs it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from course.editions.source import ROOT, Source, read_source, written_lessons
from course.errors import CourseError
from course.lessons import Lesson

HEAD = """# Glossary

Each term, in the sentence in which a lesson first explains it. `python3 workbook.py build` writes this page from the
lessons.
"""
SHORT_WORDS = 9  # "This is a ring." makes sense only behind the sentence before it
SENTENCE_ENDS = re.compile(r"(?<=[.?!])\s+(?=[A-Z*`\"(])|(?<=[.?!][*\"”)])\s+(?=[A-Z*`\"(])")


@dataclass(frozen=True, slots=True)
class Entry:
    """A term, the sentence that explains it, and the lessons that list it; the sentence is of the first one."""

    term: str
    sentence: str
    lessons: tuple[Lesson, ...]


def entries(root: Path = ROOT) -> list[Entry]:
    """All terms of the lessons, in the order of the alphabet.

    Raises:
        CourseError: a lesson lists a term that its text does not have.
    """
    places: dict[str, list[tuple[Source, str]]] = {}
    for lesson in written_lessons(root):
        source = read_source(lesson, root)
        for term in map(str, source.front.get("terms", [])):
            places.setdefault(term.lower(), []).append((source, term))
    return [_entry(places[term]) for term in sorted(places)]


def glossary(root: Path = ROOT) -> str:
    """The whole page, made from the sources of the lessons. Raises as :func:`entries` does."""
    return HEAD + "".join(_line(entry) for entry in entries(root))


def defining_sentence(texts: list[str], term: str) -> str | None:
    """The first sentence with the term in bold, or the first that has it at all; a short one with the one before it."""
    sentences = [sentence for text in texts for sentence in _sentences(text)]
    for pattern in (rf"\*\*{re.escape(term)}", rf"\b{re.escape(term)}"):
        for number, sentence in enumerate(sentences):
            if re.search(pattern, sentence, re.IGNORECASE):
                whole = [sentence]
                if number and len(sentence.split()) < SHORT_WORDS:
                    whole.insert(0, sentences[number - 1])
                if sentence.endswith(":"):
                    whole += sentences[number + 1 : number + 2]
                return " ".join(whole).replace("**", "")
    return None


def _entry(places: list[tuple[Source, str]]) -> Entry:
    source, term = places[0]
    texts = [cell.source for cell in source.notebook.cells if cell.cell_type == "markdown"]
    sentence = defining_sentence(texts, term)
    if sentence is None:
        raise CourseError(f"{source.path.name} lists the term {term!r}, and its text does not have it.")
    return Entry(term, sentence, tuple(place.lesson for place, _ in places))


def _line(entry: Entry) -> str:
    first, *others = entry.lessons
    also = "".join(f", {lesson.number}" for lesson in others)
    return f"\n**{entry.term}** · {entry.sentence} ([{first.number}](../notebooks/{first.stem}.ipynb){also})\n"


def _sentences(text: str) -> Iterator[str]:
    """A cell's sentences, without headings, tables and code; each item of a list is one of its own."""
    text = re.sub(r"</?b>", "**", re.sub(r"```.*?```|<summary>After.*?</summary>", "", text, flags=re.DOTALL))
    text = re.sub(r"<[^>]+>", "\n\n", text)
    text = re.sub(r"^\s*(?:- |> |\d+\. )", "\n", text, flags=re.MULTILINE)
    text = re.sub(r"^\s*[#|].*$", "\n", text, flags=re.MULTILINE)
    for paragraph in re.split(r"\n\s*\n", text):
        yield from filter(None, SENTENCE_ENDS.split(" ".join(paragraph.split())))
