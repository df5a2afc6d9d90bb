"""Data sets: found from anywhere, described, unchanged."""

import csv
import hashlib
import re
from collections import Counter
from pathlib import Path

import pytest

from course import datasets
from course.editions.source import read_source, written_lessons
from course.errors import CourseError

FILES = sorted(file for file in datasets.FOLDER.glob("*/*.csv"))


def rows(name):
    with datasets.path(name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_a_data_set_is_found_from_any_working_directory(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert (datasets.path("urls") / "urls.csv").is_file()
    assert datasets.path("urls/urls.csv").is_absolute()


def test_an_unknown_data_set_is_answered_with_the_known_ones():
    with pytest.raises(CourseError, match=r"no data set 'url'. Choose one of: .*coverage, .*urls"):
        datasets.path("url")


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_a_readme_tells_origin_licence_command_sum_and_columns(file):
    readme = (file.parent / "README.md").read_text(encoding="utf-8")
    for heading in ("File", "Origin", "Licence", "Made by", "SHA-256"):
        assert f"**{heading}**:" in readme
    assert hashlib.sha256(file.read_bytes()).hexdigest() in readme
    with file.open(encoding="utf-8", newline="") as lines:
        columns, *data = csv.reader(lines)
    heading = f"\n## {file.name}\n"  # a folder of several files has a section for each
    about = readme.partition(heading)[2].partition("\n## ")[0] if heading in readme else readme
    assert re.findall(r"^\| `(\w+)` \|", about, re.MULTILINE) == columns
    assert f", {len(data)} rows" in about
    assert {len(row) for row in data} == {len(columns)}


def test_the_addresses_are_several_hundred_and_each_stands_once():
    urls = [row["url"] for row in rows("urls/urls.csv")]
    assert len(urls) == len(set(urls)) >= 300
    assert all(re.fullmatch(r"https?://[!-~]{4,200}", url) for url in urls)


def test_every_item_of_the_lessons_so_far_has_one_home():
    ids = [row["id"] for row in rows("coverage/coverage.csv")]
    theory = [141, 142]  # growth that is not summed, sizing on averages
    bugs = [*range(1, 60), *range(72, 115), *theory]
    figures, method = [f"DER-{n:02}" for n in range(1, 81)], [f"INT-{n:02}" for n in range(1, 41)]
    feed, shortener = [f"FEED-{n:02}" for n in range(1, 57)], [f"URL-{n:02}" for n in range(1, 58)]
    platform = [f"SOC-{n}" for n in (14, 15, 18, 22, 23, 39, 42, 43, 60, 61, *range(65, 69), 82)]
    chat = [f"CHAT-{n:02}" for n in range(1, 54)]
    rides = [f"RIDE-{n:02}" for n in range(1, 24)]
    assert ids == [f"BUG-{n:03}" for n in bugs] + chat + figures + feed + method + rides + platform + shortener


def test_a_core_lives_at_most_seven_bugs_and_cards_none():
    coverage = rows("coverage/coverage.csv")
    assert {row["form"] for row in coverage} <= {"lived", "shown", "carded"}
    assert all(re.fullmatch(r"\d\d[a-z]?", row["lesson"]) for row in coverage)
    in_cores = [row for row in coverage if row["lesson"].isdigit()]
    lived = Counter(row["lesson"] for row in in_cores if row["form"] == "lived")
    assert max(lived.values()) <= 7
    assert not [row for row in in_cores if row["form"] == "carded" and row["id"].startswith("BUG")]


def cells_that_run():
    """The items that code cells cover."""
    for lesson in written_lessons():
        for cell in read_source(lesson).notebook.cells:
            if cell.cell_type == "code":
                yield from cell.metadata.get("covers", [])


@pytest.mark.slow
def test_what_is_lived_or_shown_has_a_cell_that_runs():
    # advice on interviews (INT) is shown in prose too, and figures (DER) in tables
    wanted = {
        row["id"]
        for row in rows("coverage/coverage.csv")
        if row["form"] != "carded" and row["id"].startswith(("BUG", "URL"))
    }
    assert not wanted - set(cells_that_run())


def test_a_bug_that_is_only_a_row_of_a_table_has_a_test_behind_it():
    written = {lesson.number for lesson in written_lessons()}
    carded = {
        row["id"]
        for row in rows("coverage/coverage.csv")
        if row["form"] == "carded" and row["lesson"] in written and row["id"].startswith("BUG")
    }
    tests = "".join(file.read_text(encoding="utf-8") for file in Path(__file__).parents[1].rglob("test_*.py"))
    assert not {bug for bug in carded if bug not in tests}
