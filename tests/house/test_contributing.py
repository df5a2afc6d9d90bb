"""Somebody follows "Add a lesson" word for word, in a copy of the repository."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from course.editions.source import read_source, source_path
from course.editions.strip import make_edition
from tests.house.test_fresh_clone import LEARNERS_SETTINGS, NOT_IN_A_CLONE, start_lab
from tests.notebooks.reading import Reading
from tests.notebooks.rules import RULES
from tests.notebooks.rules.showing import bold_numbers_were_just_measured

ROOT = Path(__file__).parents[2]
TEXT = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
STEPS = TEXT[TEXT.index("## Add a lesson") : TEXT.index("## Change a package")]
FILES = re.findall(r'```\w+ title=(\S+)(?: before="([^"]*)")?\n(.*?)```', STEPS, re.DOTALL)
COMMANDS = re.findall(r"^python3 (workbook\.py .*)$", STEPS, re.MULTILINE)


def test_the_steps_write_a_table_entry_answers_checks_and_a_source_and_then_use_them() -> None:
    assert [(name, bool(before)) for name, before, _ in FILES] == [
        ("course/lessons.py", True),
        ("tests/checks/answers_90a.py", False),
        ("course/checks/lesson_90a.py", False),
        ("solutions/90a-example-retries.py", False),
    ]
    assert COMMANDS == ["workbook.py build 90a", "workbook.py lab --instructor 90a", "workbook.py test --quick"]


def test_the_example_is_written_as_our_own_code_is(tmp_path: Path) -> None:
    for name, before, text in FILES:
        if not before and not name.startswith("solutions/"):
            path = tmp_path / name
            path.parent.mkdir(parents=True)
            path.write_text(text, encoding="utf-8")
    (tmp_path / "course/checks/__init__.py").touch()
    ruff = [sys.executable, "-m", "ruff"]
    for task in (["check"], ["format", "--check", "--diff"]):
        command = [*ruff, *task, "--config", ROOT / "pyproject.toml", "."]
        done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout


def test_the_example_keeps_the_rules_that_can_be_read_without_a_run(tmp_path: Path) -> None:
    texts = {name: text for name, _before, text in FILES}
    lesson, checks = dict[str, Any](), dict[str, Any]()
    exec(f"from course.lessons import Lesson\nlesson = (\n{texts['course/lessons.py']})[0]", lesson)
    exec(texts["course/checks/lesson_90a.py"], checks)
    path = source_path(lesson["lesson"], tmp_path)
    path.parent.mkdir()
    path.write_text(texts[f"solutions/{path.name}"], encoding="utf-8")
    source = read_source(lesson["lesson"], tmp_path)
    editions = [make_edition(source, edition) for edition in ("student", "instructor")]
    reading = Reading(source.lesson, source, *editions, checks["LESSON"], set())
    rules = [rule for rule in RULES if rule is not bold_numbers_were_just_measured]
    assert [problem for rule in rules for problem in rule(reading)] == []


@pytest.mark.long
@pytest.mark.skipif(os.name == "nt", reason="ends the lab with Ctrl-C as POSIX does")
def test_whoever_follows_the_steps_has_a_lesson_that_is_green(tmp_path: Path) -> None:
    clone = shutil.copytree(ROOT, tmp_path / "workbook", ignore=shutil.ignore_patterns(*NOT_IN_A_CLONE))
    for name, before, text in FILES:
        write(clone / name, before, text)
    settings = LEARNERS_SETTINGS | {"TMPDIR": str(tmp_path)}  # a suite runs already: this one
    for command in COMMANDS:
        program, *arguments = command.split()
        if arguments[0] == "lab":
            assert "/lab/tree/solutions/90a-example-retries.ipynb?token=" in start_lab(clone, *arguments[1:]).said
            continue
        done = subprocess.run(
            [sys.executable, program, *arguments], cwd=clone, env=settings, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stdout + done.stderr
    readme = (clone / "README.md").read_text(encoding="utf-8")
    assert "| 90a | [How long to wait before you ask again](notebooks/90a-example-retries.ipynb) | 8 |" in readme
    editions = [f"{folder}/90a-example-retries.ipynb" for folder in ("notebooks", "solutions")]
    pytest_ = [clone / ".venv/bin/python", "-m", "pytest", "--nbval", "--nbval-current-env"]
    subprocess.run([*pytest_, *editions], cwd=clone, env=settings, check=True)
    subprocess.run([*pytest_[:3], "tests/checks", "tests/notebooks", "-k", "90a"], cwd=clone, env=settings, check=True)


def write(path: Path, before: str, text: str) -> None:
    """Write a whole file, or insert text above the first line that says ``before``."""
    if before:
        lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
        lines.insert(lines.index(f"{before}\n"), text)
        text = "".join(lines)
    path.write_text(text, encoding="utf-8")
