"""Stock nbgrader on an exported lesson: full, partial, no and hostile answers get exactly their points."""

import os
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import nbformat
import pytest
from nbgrader.api import Gradebook

from course.editions.export import export
from course.editions.source import read_source, written_lessons
from course.lessons import Lesson
from tests.notebooks.submissions import Submission, submissions

pytestmark = [pytest.mark.slow, pytest.mark.filterwarnings("ignore")]  # nbgrader's own, about its own libraries
PATH = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")])  # nbgrader calls `alembic`
A_FEW = ("empty", "full", "partial", "endless", "exits-at-the-top", "forged-checks")  # four seconds each
EVERY_LESSON = [pytest.param((lesson, None), id=lesson.stem, marks=pytest.mark.long) for lesson in written_lessons()]
START = [pytest.param((lesson, A_FEW), id="a few") for lesson in written_lessons() if lesson.number == "00"]
Course = tuple[Path, Lesson, dict[str, Submission]]


def nbgrader(folder: Path, *arguments: str) -> str:
    """Run one stock command in the course's folder; only its own settings put `course` on the path."""
    environment = {name: value for name, value in os.environ.items() if name not in ("PYTHONPATH", "COURSE_PROGRESS")}
    environment["PATH"] = PATH
    done = subprocess.run(
        [sys.executable, "-m", "nbgrader", *arguments],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=600,
    )
    assert done.returncode == 0, done.stderr
    return done.stderr


@pytest.fixture(scope="module", params=[*START, *EVERY_LESSON])
def course(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Course:
    """A course folder in which every sample was graded."""
    lesson, names = request.param
    folder = tmp_path_factory.mktemp("course")
    export("nbgrader", folder, lessons=[lesson])
    nbgrader(folder, "generate_assignment", lesson.stem)
    release = nbformat.read(folder / "release" / lesson.stem / f"{lesson.stem}.ipynb", as_version=4)
    samples = submissions(read_source(lesson), release)
    samples = {name: sample for name, sample in samples.items() if names is None or name in names}
    for name, sample in samples.items():
        path = folder / "submitted" / name / lesson.stem / f"{lesson.stem}.ipynb"
        path.parent.mkdir(parents=True)
        nbformat.write(sample.notebook, path)
    nbgrader(folder, "autograde", lesson.stem)
    nbgrader(folder, "generate_feedback", lesson.stem)
    return folder, lesson, samples


def test_every_sample_gets_exactly_its_points_and_feedback(course: Course, monkeypatch: pytest.MonkeyPatch) -> None:
    """One test, because two workers would each grade the whole course."""
    monkeypatch.setenv("PATH", PATH)
    folder, lesson, samples = course
    with closing(Gradebook(f"sqlite:///{folder / 'gradebook.db'}")) as book:
        given = {
            name: {grade.name: grade.auto_score for grade in _notebook(book, lesson, name).grades} for name in samples
        }
    assert given == {name: sample.points for name, sample in samples.items()}
    for name in samples:
        assert (folder / "feedback" / name / lesson.stem / f"{lesson.stem}.html").exists()


def _notebook(book: Gradebook, lesson: Lesson, name: str):
    return book.find_submission_notebook(lesson.stem, lesson.stem, name)
