"""Every lesson in JupyterLab, as a learner who has just cloned it meets it."""

import shutil
from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from course.lessons import LESSONS, Lesson
from tests.browser.lab import PROJECT, Lab, error_outputs, run_all, stored_pictures

pytestmark = pytest.mark.browser

RUN_WHOLE = ("00", "20")  # the others in `test --long`: what runs in them runs in the stage of notebooks too
LONG = pytest.mark.long


def built(*, short: Callable[[Lesson], bool]) -> list[object]:
    """The lessons that have a notebook; those that are not ``short`` wait for `test --long`."""
    return [
        pytest.param(lesson, id=lesson.stem, marks=[] if short(lesson) else [LONG])
        for lesson in LESSONS
        if (PROJECT / "notebooks" / f"{lesson.stem}.ipynb").exists()
    ]


def open_copy(lesson: Lesson, lab: Lab, page: Page) -> None:
    """Copy a lesson as `lab` does and open it; its kernel waits."""
    name = f"{lesson.stem}.ipynb"
    shutil.copyfile(PROJECT / "notebooks" / name, lab.folder / name)
    lab.open(page, name)


@pytest.mark.parametrize("lesson", built(short=lambda lesson: lesson.number.isdecimal()))
def test_a_fresh_lesson_shows_its_stored_pictures(lesson: Lesson, lab: Lab, page: Page) -> None:
    open_copy(lesson, lab, page)
    has_pictures = "<img " in (PROJECT / "notebooks" / f"{lesson.stem}.ipynb").read_text(encoding="utf-8")
    for picture in stored_pictures(page) if has_pictures else []:  # the primers have none
        assert picture["alt"], f"{lesson.stem}: a picture has no alternative text"
        assert picture["natural_width_px"] > 0, f"{lesson.stem}: not shown: {picture['alt']}"


@pytest.mark.parametrize("lesson", built(short=lambda lesson: lesson.number in RUN_WHOLE))
def test_a_lesson_runs_whole(lesson: Lesson, lab: Lab, page: Page) -> None:
    open_copy(lesson, lab, page)
    cells = run_all(page)
    assert not error_outputs(cells)
    unrun = [cell.source for cell in cells if cell.cell_type == "code" and cell.source and not cell.execution_count]
    assert not unrun
