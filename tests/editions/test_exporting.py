"""Bundles for learners, graders and readers: what is inside, what is not, and where they may be written."""

import html
import json
import re
from html.parser import HTMLParser
from pathlib import Path

import nbformat
import pytest

from course.checks.model import load
from course.editions.__main__ import main
from course.editions.export import MARKER, export
from course.editions.site import _index
from course.editions.source import edition_path, read_source
from course.editions.verify import verify
from course.errors import CourseError
from course.lessons import LESSONS, PATH, find_lesson, place_on_path
from course.widgets.figure import Picture
from tests.editions.conftest import store
from tests.editions.sample import INSTRUCTOR_LINE, LESSON, SOLUTION_LINE


def pack(kind: str, folder: Path, house: Path) -> list[str]:
    export(kind, folder, root=house, lessons=[LESSON])
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def test_the_student_bundle_holds_what_a_learner_needs_and_nothing_else(house: Path, tmp_path: Path) -> None:
    assert pack("student", tmp_path / "out", house) == [
        MARKER,
        "LICENSE",
        "LICENSE-TEXT",
        "README.md",
        "course/__init__.py",
        "course/checks/lesson_99.py",
        "datasets/urls/README.md",
        "house/lab.py",
        "notebooks/99-sample.ipynb",
        "pyproject.toml",
        "requirements.lock",
        "workbook.py",
    ]
    text = "".join(path.read_text(encoding="utf-8") for path in (tmp_path / "out").rglob("*") if path.is_file())
    assert SOLUTION_LINE not in text
    assert "[tool.pytest" not in text
    assert "| 99 | A sample | 5 | beside it | One cell of each kind. |" in text


def test_the_nbgrader_course_is_self_contained(house: Path, tmp_path: Path) -> None:
    files = pack("nbgrader", tmp_path / "out", house)
    assert {"nbgrader_config.py", "README.md", "course/__init__.py", "datasets/urls/README.md"} <= set(files)
    path = tmp_path / "out/source/99-sample/99-sample.ipynb"
    notebook = nbformat.read(path, as_version=4)
    assert not any(cell.get("outputs") or cell.get("execution_count") for cell in notebook.cells)
    assert SOLUTION_LINE in path.read_text(encoding="utf-8")
    assert INSTRUCTOR_LINE not in path.read_text(encoding="utf-8")
    compile((tmp_path / "out/nbgrader_config.py").read_text(encoding="utf-8"), "nbgrader_config.py", "exec")


class References(HTMLParser):
    """Everything that a browser would fetch by itself, and everything that one can click."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.fetched: list[str] = []
        self.clicked: list[str] = []
        self.tags: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        for name, value in attrs:
            if name in ("src", "href", "srcset", "data", "poster") and value:
                (self.clicked if tag == "a" else self.fetched).append(value)


def test_the_site_reads_offline(house: Path, tmp_path: Path) -> None:
    site = tmp_path / "out"
    assert pack("html", site, house) == [
        MARKER,
        "99-sample.html",
        "glossary.html",
        "index.html",
        "map.svg",
        "style.css",
    ]
    for page in site.glob("*.html"):
        references = References(page.read_text(encoding="utf-8"))
        assert "script" not in references.tags
        for address in references.fetched:
            assert address.startswith("data:") or (site / address).exists()
        for address in references.clicked:
            assert address.startswith("#") or (site / address).exists()
    assert not re.search(r"@import|url\(", (site / "style.css").read_text(encoding="utf-8"))


def test_a_page_shows_the_learners_view_with_the_measurement_folded(house: Path, tmp_path: Path) -> None:
    pack("html", tmp_path / "out", house)
    page = (tmp_path / "out/99-sample.html").read_text(encoding="utf-8")
    assert SOLUTION_LINE not in re.sub(r"<[^>]*>", "", page)
    assert INSTRUCTOR_LINE not in page
    folded = page[page.index('<details class="reveal">') :]
    assert re.search(r"<pre>4\n?</pre>", folded[: folded.index("</details>")])
    assert 'name="viewport"' in page


def test_the_index_invites_with_title_minutes_and_summary(house: Path, tmp_path: Path) -> None:
    pack("html", tmp_path / "out", house)
    page = (tmp_path / "out/index.html").read_text(encoding="utf-8")
    assert '<a href="99-sample.html">99 · A sample</a>' in page
    assert "5 minutes" in page
    assert "One cell of each kind." in page


def test_the_index_asks_the_first_question_of_each_lesson_in_the_order_of_the_path() -> None:
    page = html.unescape(_index(sorted(LESSONS, key=place_on_path), Picture("<svg/>", "all words", "a caption")))
    for lesson in LESSONS:
        assert f"What do you guess? {load(lesson.number).predictions[0].question}" in page
    places = [page.index(find_lesson(number).stem) for number in PATH]
    assert places == sorted(places)
    assert all(page.rindex("<details>", 0, page.index(f"{dive}-")) > page.index("20-") for dive in ("20a", "20d"))
    assert 'alt="all words"' in page


def test_links_between_lessons_lead_to_pages(house: Path, tmp_path: Path) -> None:
    source = house / "solutions/99-sample.py"
    source.write_text(source.read_text(encoding="utf-8").replace("# A **vowel** is", "# [again](99-sample.ipynb)"))
    store(read_source(LESSON, house), house)
    pack("html", tmp_path / "out", house)
    assert 'href="99-sample.html">again' in (tmp_path / "out/99-sample.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("kind", ["student", "html"])
def test_what_is_not_well_is_not_exported(house: Path, tmp_path: Path, kind: str) -> None:
    edition_path(LESSON, "student", house).unlink()
    assert verify([LESSON], house)
    with pytest.raises(CourseError, match=r"Nothing was exported, because:\n.*does not exist"):
        pack(kind, tmp_path / "out", house)
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("kind", ["student", "nbgrader", "html"])
def test_a_folder_with_something_else_in_it_is_left_alone(house: Path, tmp_path: Path, kind: str) -> None:
    folder = tmp_path / "out"
    folder.mkdir()
    (folder / "diary.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(CourseError, match=r"is not empty and holds no earlier \w+ export, so nothing was written"):
        pack(kind, folder, house)
    assert [path.name for path in folder.iterdir()] == ["diary.txt"]


def test_an_export_of_another_kind_is_not_overwritten(house: Path, tmp_path: Path) -> None:
    pack("html", tmp_path / "out", house)
    with pytest.raises(CourseError, match="holds no earlier student export"):
        pack("student", tmp_path / "out", house)


def test_a_file_is_no_folder(house: Path, tmp_path: Path) -> None:
    (tmp_path / "out").write_text("", encoding="utf-8")
    with pytest.raises(CourseError, match=r"is a file\. Name a new or empty folder"):
        pack("html", tmp_path / "out", house)


def test_an_earlier_export_is_renewed_and_the_learners_own_files_stay(house: Path, tmp_path: Path) -> None:
    folder = tmp_path / "out"
    pack("student", folder, house)
    (folder / "work").mkdir()
    (folder / "work/99-sample.ipynb").write_text("my answers", encoding="utf-8")
    (house / "datasets/urls/README.md").rename(house / "datasets/urls/NOTES.md")
    files = pack("student", folder, house)
    assert "datasets/urls/NOTES.md" in files
    assert "datasets/urls/README.md" not in files
    assert (folder / "work/99-sample.ipynb").read_text(encoding="utf-8") == "my answers"


def test_a_forged_list_of_files_cannot_reach_outside(house: Path, tmp_path: Path) -> None:
    folder = tmp_path / "out"
    pack("html", folder, house)
    outside = tmp_path / "outside.txt"
    outside.write_text("mine", encoding="utf-8")
    (folder / MARKER).write_text(json.dumps({"kind": "html", "files": ["../outside.txt"]}), encoding="utf-8")
    pack("html", folder, house)
    assert outside.exists()


@pytest.mark.parametrize("missing", ["workbook.py", "requirements.lock", "course"])
def test_a_bundle_is_whole_or_not_made(house: Path, tmp_path: Path, missing: str) -> None:
    (house / missing).rename(house / "gone")
    with pytest.raises(CourseError, match=f"{missing} is missing, and an export needs it"):
        pack("student", tmp_path / "out", house)


def test_the_command_line_says_what_is_wrong_in_one_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "diary.txt").write_text("mine", encoding="utf-8")
    assert main(["export", "html", str(tmp_path)]) == 1
    assert "is not empty" in capsys.readouterr().err
    assert main(["build", "21"]) == 1
    known = ", ".join(lesson.number for lesson in LESSONS)
    assert f"There is no lesson '21'. Choose one of: {known}." in capsys.readouterr().err
