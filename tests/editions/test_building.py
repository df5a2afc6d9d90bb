"""Running the editions: what is stored, what is said when a cell fails, and what is not done twice."""

import json
import os
import platform
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from course.editions import build as building
from course.editions import run
from course.editions.build import Stamps, build
from course.editions.run import run_edition
from course.editions.source import edition_path, read_source
from course.editions.verify import verify
from course.errors import CourseError
from tests.editions.sample import LESSON, SOURCE, write_sample

FIRST_CELL = 'print("ready:", course.__name__)'


def run_with(tmp_path: Path, code: str, edition: str = "student") -> dict[str, Any]:
    """The edition's cells by id, run with this code added to the first code cell."""
    write_sample(tmp_path, SOURCE.replace(FIRST_CELL, f"{FIRST_CELL}\n{code}"))
    notebook = json.loads(run_edition(read_source(LESSON, tmp_path), edition))
    return {cell["id"]: cell for cell in notebook["cells"]} | {"metadata": notebook["metadata"]}


@pytest.fixture
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Work from a folder in which there is no course."""
    folder = tmp_path / "elsewhere"
    folder.mkdir()
    monkeypatch.chdir(folder)
    yield folder
    assert list(folder.iterdir()) == [], "a build leaves nothing where it was started"


@pytest.mark.slow
def test_an_edition_is_run_in_surroundings_that_are_always_the_same(
    elsewhere: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COURSE_REDIS_URL", "redis://127.0.0.1:1")
    monkeypatch.delenv("PYTHONPATH", raising=False)
    code = (
        'import os\nprint(os.environ["COURSE_PROGRESS"], os.environ.get("COURSE_REDIS_URL"), hash("a"), os.listdir())'
    )
    text = "".join(run_with(elsewhere.parent, code)["cell-2"]["outputs"][0]["text"])
    assert text == f"ready: course\noff None {_hash_of_a()} ['.ipython']\n"


def _hash_of_a() -> str:
    command = [sys.executable, "-c", "print(hash('a'))"]
    return subprocess.run(
        command, env={**os.environ, "PYTHONHASHSEED": "0"}, capture_output=True, text=True, check=True
    ).stdout.strip()


@pytest.mark.slow
def test_widgets_leave_only_what_can_be_read_without_a_kernel(tmp_path: Path) -> None:
    cells = run_with(tmp_path, "import ipywidgets\ndisplay(ipywidgets.IntSlider())")
    kinds = [set(output.get("data", [])) for output in cells["cell-2"]["outputs"]]
    assert kinds == [set(), {"text/plain"}]
    assert set(cells["metadata"]) == {"kernelspec", "language_info"}


@pytest.mark.slow
def test_each_edition_keeps_its_outputs_but_the_learner_guesses_first(tmp_path: Path) -> None:
    student = run_with(tmp_path, "", "student")
    assert (student["cell-7"]["outputs"], student["cell-7"]["execution_count"]) == ([], None)
    assert student["cell-4"]["outputs"][0]["data"]["text/plain"] == ["0.0"]
    instructor = run_with(tmp_path, "", "instructor")
    assert instructor["cell-7"]["outputs"][0]["data"]["text/plain"] == ["4"]
    assert instructor["cell-4"]["outputs"][0]["data"]["text/plain"] == ["2.0"]
    assert "execution" not in instructor["cell-4"]["metadata"], "no times of day"


@pytest.mark.slow
@pytest.mark.parametrize(
    ("code", "messages"),
    [
        (
            "def f(key):\n    return {}[key]\n\nf('x')",
            ["99-sample, student edition, cell 2 (solutions/99-sample.py, line 19)", "return {}[key]", "KeyError: 'x'"],
        ),
        ("x = = 1", ["cell 2", "x = = 1", "SyntaxError"]),
        ("import time\ntime.sleep(60)", ["cell 2", "ran for over 1 s"]),
        ("import os\nos._exit(1)", ["cell 2", "killed the kernel"]),
    ],
    ids=["error", "syntax", "endless", "dead kernel"],
)
def test_a_failing_cell_stops_the_build_and_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: str, messages: list[str]
) -> None:
    monkeypatch.setattr(run, "CELL_TIMEOUT_S", 1 if "sleep" in code else 20)
    with pytest.raises(CourseError) as caught:
        run_with(tmp_path, code)
    for message in messages:
        assert message in str(caught.value)


@pytest.mark.long
def test_two_builds_give_the_same_bytes_and_the_second_does_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write_sample(tmp_path)
    assert build([LESSON], root=tmp_path) == []
    assert verify([LESSON], tmp_path) == []
    paths = [edition_path(LESSON, edition, tmp_path) for edition in ("student", "instructor")]
    first = [path.read_bytes() for path in paths]
    capsys.readouterr()

    assert build([LESSON], root=tmp_path) == []
    assert capsys.readouterr().err.endswith("99-sample: nothing changed\n")

    assert build([LESSON], root=tmp_path, force=True) == []
    assert [path.read_bytes() for path in paths] == first
    assert "99-sample student: built" in capsys.readouterr().err


@pytest.mark.long
def test_a_failure_in_one_lesson_leaves_its_old_editions_and_the_other_lessons_alone(house: Path) -> None:
    broken = replace(LESSON, number="98")
    text = SOURCE.replace("vowels = ", "if 'solution' not in globals(): vowel = ")
    (house / "solutions" / f"{broken.stem}.py").write_text(text, encoding="utf-8")
    old = edition_path(broken, "student", house)
    old.write_text("old", encoding="utf-8")

    (student, instructor) = sorted(build([LESSON, broken], root=house), key=lambda text: "student" not in text)

    assert "98-sample, student edition, cell 7" in student
    assert "98-sample, instructor edition, cell 4" in instructor
    assert old.read_text(encoding="utf-8") == "old"
    assert verify([LESSON], house) == []


def test_a_leak_in_the_source_stops_the_build_before_anything_runs(
    house: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(building, "_run_all", lambda *_: pytest.fail("ran"))
    write_sample(house, SOURCE.replace("# A **vowel**", "# return sum(1 for letter in text if letter in vowels)"))
    (problem,) = build([LESSON], root=house)
    assert "cell 1" in problem
    assert "shows a line of the solution in cell 3" in problem


@pytest.mark.parametrize(
    "changed", ["solutions/99-sample.py", "notebooks/99-sample.ipynb", "solutions/99-sample.ipynb"]
)
def test_a_changed_source_or_edition_is_built_again(house: Path, changed: str) -> None:
    stamps = Stamps(house)
    assert not stamps.fits(LESSON), "it was never built"
    stamps.renew([LESSON])
    assert Stamps(house).fits(LESSON)
    (house / changed).write_text("# other", encoding="utf-8")
    assert not Stamps(house).fits(LESSON)


@pytest.mark.parametrize("changed", ["course/urls.py", "datasets/urls/README.md", "requirements.lock"])
def test_a_change_in_what_lessons_stand_on_builds_them_again(
    house: Path, monkeypatch: pytest.MonkeyPatch, changed: str
) -> None:
    monkeypatch.setattr(building, "ROOT", house)
    Stamps(house).renew([LESSON])
    assert Stamps(house).fits(LESSON)
    (house / changed).write_text("# other", encoding="utf-8")
    assert not Stamps(house).fits(LESSON)


def test_an_unreadable_stamp_only_costs_a_build(house: Path) -> None:
    (house / ".build").mkdir()
    (house / ".build/editions.json").write_text("{", encoding="utf-8")
    assert not Stamps(house).fits(LESSON)


def test_byte_identity_is_promised_in_one_place_only(
    house: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    Stamps(house).renew([LESSON])
    monkeypatch.setattr(platform, "system", lambda: "Windows")
    build([LESSON], root=house)
    message = " ".join(capsys.readouterr().err.split())
    assert "promised on Linux with Python 3.11; this is Windows with Python" in message
