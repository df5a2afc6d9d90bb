"""Every lesson in JupyterLab, as a learner who has just cloned it meets it."""

import shutil

import pytest
from playwright.sync_api import Page

from course.lessons import LESSONS, Lesson
from tests.browser.lab import PROJECT, Lab, error_outputs, run_all, stored_pictures

pytestmark = pytest.mark.browser

BUILT = [  # the dives are as their core is, and what runs in them runs in the stage of notebooks too
    pytest.param(lesson, id=lesson.stem, marks=[] if lesson.number.isdecimal() else [pytest.mark.long])
    for lesson in LESSONS
    if (PROJECT / "notebooks" / f"{lesson.stem}.ipynb").exists()
]


@pytest.fixture(params=BUILT)
def opened(request: pytest.FixtureRequest, lab: Lab, page: Page) -> Lesson:
    """A lesson, copied and opened; its kernel waits."""
    lesson: Lesson = request.param
    name = f"{lesson.stem}.ipynb"
    shutil.copyfile(PROJECT / "notebooks" / name, lab.folder / name)
    lab.open(page, name)
    return lesson


def test_a_fresh_lesson_shows_its_stored_pictures_and_then_runs_whole(opened: Lesson, page: Page) -> None:
    has_pictures = "<img " in (PROJECT / "notebooks" / f"{opened.stem}.ipynb").read_text(encoding="utf-8")
    for picture in stored_pictures(page) if has_pictures else []:  # the primers have none
        assert picture["alt"], f"{opened.stem}: a picture has no alternative text"
        assert picture["natural_width_px"] > 0, f"{opened.stem}: not shown: {picture['alt']}"
    cells = run_all(page)
    assert not error_outputs(cells)
    unrun = [cell.source for cell in cells if cell.cell_type == "code" and cell.source and not cell.execution_count]
    assert not unrun
