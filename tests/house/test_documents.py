"""What the documents promise can be done: links lead somewhere, commands exist, the lesson map is the table's."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from course.lessons import PATH, find_lesson
from house.lesson_map import lessons_are_current, readme_with_lessons

ROOT = Path(__file__).parents[2]
DOCUMENTS = [*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")]
LICENCES = {"MIT": "LICENSE", "CC-BY-4.0": "LICENSE-TEXT"}


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_every_link_leads_to_something_in_the_repository(document: Path) -> None:
    targets = re.findall(r"\]\(([^)#]+)[^)]*\)", document.read_text(encoding="utf-8"))
    assert [target for target in targets if "://" not in target and not (document.parent / target).exists()] == []


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_every_command_of_a_document_is_one_that_exists(document: Path) -> None:
    known = set(re.findall(r"^    (\w+) ", helped(), re.MULTILINE))
    used = set(re.findall(r"python3 workbook\.py (\w+)", document.read_text(encoding="utf-8")))
    assert used <= known


@pytest.mark.parametrize("command", ["lab", "test", "build", "bench", "export"])
def test_every_command_explains_itself(command: str) -> None:
    text = helped(command)
    assert len(text.splitlines()) > 6
    assert "show this help message" in text


def helped(*command: str) -> str:
    return subprocess.check_output([sys.executable, ROOT / "workbook.py", *command, "--help"], text=True)


def test_the_readme_shows_the_lessons_of_the_table() -> None:
    assert lessons_are_current(), "Run `python3 workbook.py build`."


def test_the_lesson_map_is_written_between_its_markers_only() -> None:
    readme = "before\n<!-- lessons: written by `workbook.py build` -->\nold\n<!-- end of lessons -->\nafter\n"
    written = readme_with_lessons(readme)
    assert written.startswith("before\n<!-- lessons")
    assert written.endswith("<!-- end of lessons -->\nafter\n")
    assert "\nold\n" not in written
    assert "| 20 | [A URL shortener](notebooks/20-url-shortener.ipynb) | 60 |" in written


def test_the_first_lesson_promises_the_path_of_the_table() -> None:
    lesson = " ".join((ROOT / "solutions" / "00-start-here.py").read_text(encoding="utf-8").replace("\n#", " ").split())
    minutes = sum(find_lesson(number).minutes for number in PATH)
    assert f"({', '.join(PATH)})" in lesson
    assert round(minutes / 60) == 7
    assert "take about seven hours" in lesson


def test_ci_runs_the_test_command_of_the_readme() -> None:
    (command,) = re.findall(r"^```\n(python3 workbook\.py test)\n```$", (ROOT / "README.md").read_text(), re.MULTILINE)
    assert f"\n{command} </dev/null\ngit diff --exit-code\n" in (ROOT / ".ci" / "run").read_text()


def test_the_citation_names_the_licences_and_the_version_of_the_project() -> None:
    citation = yaml.safe_load((ROOT / "CITATION.cff").read_text())
    project = (ROOT / "pyproject.toml").read_text()
    assert f'version = "{citation["version"]}"' in project
    assert f'license = "{" AND ".join(citation["license"])}"' in project
    assert set(citation["license"]) == set(LICENCES)
    assert all((ROOT / name).exists() for name in LICENCES.values())


@pytest.mark.parametrize("record", sorted(ROOT.glob("docs/adr/*.md")), ids=lambda path: path.stem[:4])
def test_a_decision_record_says_why_what_it_costs_and_when_to_look_again(record: Path) -> None:
    text = record.read_text(encoding="utf-8")
    headings = re.findall(r"^## (.*)$", text, re.MULTILINE)
    assert headings == ["Context", "Decision", "Cost", "When to revisit"]
    assert text.startswith(f"# {int(record.name[:4])}. ")
    assert len(text.split()) < 400
