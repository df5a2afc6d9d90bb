"""Stock nbgrader on an exported lesson: full, partial, no and hostile answers get exactly their points."""

import multiprocessing
import os
import sys
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import closing
from pathlib import Path

import nbformat
import pytest
from nbgrader.api import Gradebook
from nbgrader.apps import NbGraderApp

from course.editions.export import export
from course.editions.source import read_source, written_lessons
from course.lessons import Lesson
from tests.notebooks.submissions import ONE_OF_EACH, submissions

pytestmark = [pytest.mark.slow, pytest.mark.filterwarnings("ignore")]  # nbgrader's own, about its own libraries
PATH = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")])  # nbgrader calls `alembic`
Points = dict[str, dict[str, float]]  # by the sample and the graded cell
LONG = pytest.mark.long
WRITTEN = written_lessons()
A_FEW = ("full", "exits-at-the-top", "forged-checks")  # full points, some, and none: seconds each
EVERY_WAY = ("00", "00b")  # answers are judged in a child, and (those that work on DuckDB) inside the kernel
SAMPLES = [
    *(pytest.param(one, A_FEW, id="a few") for one in WRITTEN if one.number == "00"),
    *(pytest.param(one, ONE_OF_EACH, id=one.stem, marks=LONG) for one in WRITTEN),
    *(
        pytest.param(one, (), id=f"{one.stem}, all", marks=pytest.mark.long)
        for one in WRITTEN
        if one.number in EVERY_WAY
    ),
]


def nbgrader(*arguments: str) -> None:
    """Run one stock command in this process, in the course's folder."""
    for app in (NbGraderApp, *(app for app, _ in NbGraderApp.subcommands.values())):
        app.clear_instance()
    NbGraderApp.launch_instance(list(arguments))


def graded(folder: Path, lesson: Lesson, names: Sequence[str]) -> tuple[Points, Points, float]:
    """Export a lesson, release it, hand in these samples, grade them: points given, expected, and possible in all.

    It wants a process of its own: nbgrader changes the folder and the environment, and keeps its database open.
    """
    os.environ["PATH"] = PATH
    for name in ("PYTHONPATH", "COURSE_PROGRESS"):  # only the course's own settings put `course` on the path
        os.environ.pop(name, None)
    export("nbgrader", folder, lessons=[lesson])
    os.chdir(folder)
    nbgrader("generate_assignment", lesson.stem)
    release = nbformat.read(folder / "release" / lesson.stem / f"{lesson.stem}.ipynb", as_version=4)
    samples = submissions(read_source(lesson), release)
    samples = {name: samples[name] for name in names or samples}
    for name, sample in samples.items():
        path = folder / "submitted" / name / lesson.stem / f"{lesson.stem}.ipynb"
        path.parent.mkdir(parents=True)
        nbformat.write(sample.notebook, path)
    nbgrader("autograde", lesson.stem)
    nbgrader("generate_feedback", lesson.stem)
    with closing(Gradebook("sqlite:///gradebook.db")) as book:
        notebooks = {name: book.find_submission_notebook(lesson.stem, lesson.stem, name) for name in samples}
        given = {name: {grade.name: grade.auto_score for grade in done.grades} for name, done in notebooks.items()}
    return given, {name: sample.points for name, sample in samples.items()}, sum(samples["full"].points.values())


@pytest.mark.parametrize(("lesson", "names"), SAMPLES)
def test_every_sample_gets_exactly_its_points_and_feedback(
    lesson: Lesson, names: Sequence[str], tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("fork")) as pool:
        given, expected, possible = pool.submit(graded, tmp_path, lesson, names).result(timeout=1_200)
    for name, points in given.items():
        record_property("graded", (lesson.stem, name, sum(points.values()), possible))
    assert given == expected
    for name in given:
        assert (tmp_path / "feedback" / name / lesson.stem / f"{lesson.stem}.html").exists()
