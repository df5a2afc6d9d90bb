"""The static site: what a learner would see, readable offline and without a script."""

import html
import re
from itertools import groupby
from pathlib import Path

import nbformat
from nbconvert import HTMLExporter
from nbconvert.filters import markdown2html_mistune
from nbformat import NotebookNode
from pygments.formatters import HtmlFormatter  # type: ignore[import-untyped]

from course.checks.model import Prediction, load
from course.editions.concept_map import concept_map, patterns_met
from course.editions.glossary import Entry, entries
from course.editions.source import ROOT, edition_path, tagged
from course.errors import CourseError
from course.lessons import Lesson, place_on_path
from course.widgets.figure import Picture

TEMPLATES = Path(__file__).parent / "templates"
LIGHT_CODE, DARK_CODE = "friendly", "monokai"


def site_pages(lessons: list[Lesson], root: Path = ROOT) -> dict[str, str]:
    """File name → content: an index with the map, one page a lesson, the glossary, and the style sheet they share."""
    terms, course, lessons = entries(root), concept_map(patterns_met()), sorted(lessons, key=place_on_path)
    pages = {"index.html": _index(lessons, course), "map.svg": course.svg}
    pages |= {"glossary.html": _glossary(terms), "style.css": _style()}
    for position, lesson in enumerate(lessons):
        after = lessons[position + 1] if position + 1 < len(lessons) else None
        pages[f"{lesson.stem}.html"] = _lesson_page(lesson, after, terms, root)
    return pages


def _glossary(terms: list[Entry]) -> str:
    items = "".join(
        f'<dt id="{_anchor(entry)}">{html.escape(entry.term)}</dt><dd>{markdown2html_mistune(entry.sentence)} '
        + ", ".join(f'<a href="{lesson.stem}.html">{lesson.number}</a>' for lesson in entry.lessons)
        + "</dd>\n"
        for entry in terms
    )
    first = {entry.term[0].upper(): entry for entry in reversed(terms)}
    letters = " ".join(f'<a href="#{_anchor(entry)}">{letter}</a>' for letter, entry in sorted(first.items()))
    top = f'<nav><a href="index.html">All lessons</a></nav>\n<main><h1>Glossary</h1><p class="letters">{letters}</p>'
    body = f"{top}<dl>{items}</dl></main>"
    return _page("Glossary", "Each term, in the sentence in which a lesson first explains it.", body)


def _anchor(entry: Entry) -> str:
    return re.sub(r"\W+", "-", entry.term.lower())


def _with_terms(content: str, lesson: Lesson, terms: list[Entry]) -> str:
    """Link each term of the lesson, where it first stands in bold, to the glossary."""
    for entry in terms:
        if lesson in entry.lessons:
            bold = re.compile(rf"<strong>({re.escape(html.escape(entry.term))}\w*)</strong>", re.IGNORECASE)
            link = rf'<strong><a class="term" href="glossary.html#{_anchor(entry)}">\1</a></strong>'
            content = bold.sub(link, content, count=1)
    return content


def _index(lessons: list[Lesson], course: Picture) -> str:
    """The path with its dives folded below each lesson; the lessons are in the order of the path."""
    families = {core: list(family) for core, family in groupby(lessons, key=lambda lesson: lesson.core)}
    items = [f"<li>{_invitation(first)}{_folded(dives)}</li>" for first, *dives in families.values()]
    first, minutes = lessons[0], sum(first.minutes for first, *_ in families.values())
    start = f'<a href="{first.stem}.html">{html.escape(first.title)}: {first.minutes} minutes</a>'
    image = f'<img src="map.svg" alt="{html.escape(course.alt)}">'
    parts = {
        "START": start,
        "COUNT": f"{len(families)} lessons on one path, about {minutes / 60:.0f} hours",
        "LESSONS": "\n".join(items),
        "MAP": f'<div class="wide">{image}</div><figcaption>{html.escape(course.caption)}</figcaption>',
    }
    body = _template("welcome.html")
    for name, part in parts.items():
        body = body.replace(name, part)
    return _page("System design, measured", "Guess, run, break, measure, mend.", body)


def _invitation(lesson: Lesson) -> str:
    """Title, minutes, summary, and the first question that the lesson asks: nobody reads past an open question."""
    questions = [prediction.question for prediction in _predictions(lesson)[:1]]
    guess = "".join(f'<p class="guess">What do you guess? {html.escape(question)}</p>' for question in questions)
    return (
        f'<a href="{lesson.stem}.html">{html.escape(lesson.name)}</a> '
        f'<span class="minutes">{lesson.minutes} minutes</span><p>{html.escape(lesson.summary)}</p>{guess}'
    )


def _folded(dives: list[Lesson]) -> str:
    titles = " · ".join(html.escape(dive.title) for dive in dives)
    items = "".join(f"<li>{_invitation(dive)}</li>" for dive in dives)
    return f"<details><summary>Deeper: {titles}</summary><ul>{items}</ul></details>" if dives else ""


def _predictions(lesson: Lesson) -> tuple[Prediction, ...]:
    try:
        return load(lesson.number).predictions
    except CourseError:  # a lesson without checks asks nothing
        return ()


def _lesson_page(lesson: Lesson, after: Lesson | None, terms: list[Entry], root: Path) -> str:
    notebook = _with_reveals(lesson, root)
    exporter = HTMLExporter(  # type: ignore[no-untyped-call]
        template_name="site",
        extra_template_basedirs=[str(TEMPLATES)],
        exclude_input_prompt=True,
        exclude_output_prompt=True,
        anchor_link_text="",
    )
    content, _resources = exporter.from_notebook_node(notebook)
    content = re.sub(r'<a class="anchor-link"[^>]*></a>', "", content)
    content = re.sub(r'(href="[^":]*)\.ipynb(["#])', r"\1.html\2", content)
    content = _with_terms(content, lesson, terms)
    onward = f' · next: <a href="{after.stem}.html">{html.escape(after.title)}</a>' if after else ""
    top = (
        '<nav><a href="index.html">All lessons</a> · <a href="glossary.html">Glossary</a>'
        f" · {lesson.minutes} minutes</nav>\n"
    )
    bottom = f'\n<footer><hr><a href="index.html">All lessons</a>{onward}</footer>'
    body = f"{top}{_scenes(content)}<main>{content}</main>{bottom}"
    return _page(lesson.name, lesson.summary, body)


def _with_reveals(lesson: Lesson, root: Path) -> NotebookNode:
    """The student edition, with the outputs of its reveal cells from the instructor edition."""
    student, instructor = (_read(edition_path(lesson, edition, root)) for edition in ("student", "instructor"))
    outputs = {cell.id: cell.outputs for cell in instructor.cells if cell.cell_type == "code"}
    for cell in student.cells:
        if cell.cell_type == "code" and tagged(cell, "reveal"):
            cell.outputs = outputs[cell.id]
    return student


def _scenes(content: str) -> str:
    """A list of the scenes, to jump to."""
    headings = re.findall(r'<h2 id="([^"]+)">(.*?)</h2>', content, flags=re.DOTALL)
    items = "".join(f'<li><a href="#{anchor}">{title}</a></li>' for anchor, title in headings)
    return f"<nav><details><summary>Scenes</summary><ul>{items}</ul></details></nav>\n" if items else ""


def _page(title: str, summary: str, body: str) -> str:
    head, tail = _template("page.html").split("BODY")
    head = head.replace("TITLE", html.escape(title)).replace("SUMMARY", html.escape(summary))
    return head + body + tail


def _style() -> str:
    light = HtmlFormatter(style=LIGHT_CODE).get_style_defs(".highlight")
    dark = HtmlFormatter(style=DARK_CODE).get_style_defs(".highlight")
    # After the style sheets of the two code styles comes ours: the ground of the code is the page's business.
    return f"{light}\n@media (prefers-color-scheme: dark) {{\n{dark}\n}}\n{_template('style.css')}"


def _template(name: str) -> str:
    return (TEMPLATES / "site" / name).read_text(encoding="utf-8")


def _read(path: Path) -> NotebookNode:
    return nbformat.reads(path.read_text(encoding="utf-8"), as_version=4)  # type: ignore[no-untyped-call, no-any-return]
