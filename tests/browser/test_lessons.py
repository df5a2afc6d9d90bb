"""Every lesson in JupyterLab, as a learner who has just cloned it meets it."""

import shutil

import pytest
from playwright.sync_api import Page

from course.lessons import LESSONS, Lesson
from tests.browser.lab import PROJECT, Lab, error_outputs, run_all, stored_pictures

pytestmark = pytest.mark.browser

SHORT = ("00", "20")  # the others wait for `test --long`: what runs in them runs in the stage of notebooks too
BUILT = [
    pytest.param(lesson, id=lesson.stem, marks=[] if lesson.number in SHORT else [pytest.mark.long])
    for lesson in LESSONS
    if (PROJECT / "notebooks" / f"{lesson.stem}.ipynb").exists()
]


def open_copy(lesson: Lesson, lab: Lab, page: Page) -> None:
    """Copy a lesson as `lab` does and open it; its kernel waits."""
    name = f"{lesson.stem}.ipynb"
    shutil.copyfile(PROJECT / "notebooks" / name, lab.folder / name)
    lab.open(page, name)


@pytest.mark.parametrize("lesson", BUILT)
def test_a_fresh_lesson_shows_its_stored_pictures(lesson: Lesson, lab: Lab, page: Page) -> None:
    open_copy(lesson, lab, page)
    has_pictures = "<img " in (PROJECT / "notebooks" / f"{lesson.stem}.ipynb").read_text(encoding="utf-8")
    for picture in stored_pictures(page) if has_pictures else []:  # the primers have none
        assert picture["alt"], f"{lesson.stem}: a picture has no alternative text"
        assert picture["natural_width_px"] > 0, f"{lesson.stem}: not shown: {picture['alt']}"


@pytest.mark.parametrize("lesson", BUILT)
def test_a_lesson_runs_whole(lesson: Lesson, lab: Lab, page: Page) -> None:
    open_copy(lesson, lab, page)
    cells = run_all(page)
    assert not error_outputs(cells)
    unrun = [cell.source for cell in cells if cell.cell_type == "code" and cell.source and not cell.execution_count]
    assert not unrun
