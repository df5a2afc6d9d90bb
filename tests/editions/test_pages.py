"""The pages of docs/ that are made from the lessons: they are current, and a class can be taught from them."""

import re
from functools import cache
from pathlib import Path

import pytest

from course.checks.model import load
from course.editions.export import STUDENT_FILES
from course.editions.pages import PAGES, page_problems
from course.editions.source import is_graded, read_source, written_lessons
from course.editions.teaching import SESSION_MINUTES, questions_to_discuss, scenes, teaching
from course.lessons import Lesson

page = cache(teaching)


@cache
def parts() -> dict[str, str]:
    return {part.split()[0]: part for part in re.split(r"(?m)^## ", page())[1:]}


def test_a_page_that_differs_is_a_problem_with_a_way_out(tmp_path: Path) -> None:
    (tmp_path / "docs").mkdir()
    for name in PAGES:
        (tmp_path / name).write_text("old")
    assert page_problems(tmp_path) == [
        f"{name}: it does not say what the lessons say. Run `python3 workbook.py build`." for name in PAGES
    ]


@pytest.mark.parametrize("lesson", written_lessons(), ids=lambda lesson: lesson.stem)
def test_a_class_finds_objectives_timings_points_wrong_answers_and_a_question(lesson: Lesson) -> None:
    part, checks, source = parts()[lesson.number], load(lesson.number), read_source(lesson)
    assert all(sentence in part for sentence in checks.objectives.values())
    assert all(one.name in part and one.question in part for each in checks.exercises for one in each.misconceptions)
    points = sum(cell.metadata.nbgrader.points for cell in source.notebook.cells if is_graded(cell))
    assert f"\n{points:g} points." in part
    assert sum(scene.minutes for scene in scenes(source) if not scene.on_another_day) == lesson.minutes
    assert part.count("\n- ", part.index("**To discuss**")) == len(questions_to_discuss(source)) >= 1


def test_a_term_has_every_lesson_but_the_primers_and_no_session_is_too_long() -> None:
    term = parts()["Schedules"].partition("### One term")[2]
    planned = re.findall(r"\[(\d\d[a-z]?)\]", term)
    assert sorted(planned) == [lesson.number for lesson in written_lessons() if not re.match("00[a-z]", lesson.number)]
    assert max(int(minutes) for minutes in re.findall(r"\| (\d+) \|$", term, re.MULTILINE)) <= SESSION_MINUTES


def test_a_link_inside_the_page_leads_to_a_heading() -> None:
    headings = {re.sub(r"[^\w -]", "", line.lower()).replace(" ", "-") for line in re.findall(r"(?m)^## (.*)$", page())}
    assert set(re.findall(r"\]\(#([^)]+)\)", page())) <= headings


def test_learners_do_not_get_the_page() -> None:
    assert not any(name.startswith("docs") for name in STUDENT_FILES)
