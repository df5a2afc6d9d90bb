"""The map of the course shows the path, the dives, and where each failure pattern is met."""

import xml.etree.ElementTree as ET

import pytest

from course.checks.model import PATTERNS
from course.editions import concept_map as module
from course.editions.concept_map import PAGE, concept_map, map_problems, write_map
from course.lessons import LESSONS, PATH
from tests.widgets.layout import assert_legible_svg

EVERYWHERE = {lesson.number: PATTERNS for lesson in LESSONS}
STALE = [f"{PAGE}: it does not show the lessons as they are. Run `python3 workbook.py build`."]


def words(svg):
    return [text.text for text in ET.fromstring(svg).iterfind(".//{*}text")]


@pytest.mark.parametrize("met", [{}, EVERYWHERE], ids=["nothing", "everything"])
def test_every_word_is_legible_however_much_is_met(met):
    assert_legible_svg(concept_map(met).svg)


def test_every_lesson_of_the_table_has_its_place():
    drawn = words(concept_map({}).svg)
    assert {*PATH, *PATTERNS} <= set(drawn)
    assert all(lesson.number in drawn for lesson in LESSONS)
    assert [word for word in drawn if word in PATH] == list(PATH)


def test_a_pattern_is_marked_where_it_is_met():
    bare, marked = (concept_map(met).svg for met in ({}, {"20": {"clock as truth"}, "20c": {"clock as truth"}}))
    assert marked.count("<circle") == bare.count("<circle") + 2
    assert words(marked).count("c") == words(bare).count("c") + 1


def test_the_words_say_the_same_as_the_picture():
    alt = concept_map({"20": {"clock as truth"}, "25b": {"clock as truth", "everyone at once"}}).alt
    assert "The path: 00 Start here, 01 Estimates that run, 20 A URL shortener, 25 Nearby drivers, 22" in alt
    assert "20 by 20a, 20b, 20c, 20d;" in alt
    assert "clock as truth in 20, 25b;" in alt
    assert "everyone at once in 25b;" in alt
    assert "check-then-act in none;" in alt


def test_a_map_that_differs_is_a_problem_and_the_build_mends_it(tmp_path, monkeypatch):
    met = {"20": {"clock as truth"}}
    monkeypatch.setattr(module, "patterns_met", lambda: met)
    (tmp_path / "docs" / "images").mkdir(parents=True)
    readme = tmp_path / "README.md"
    readme.write_text(f"before\n\n![old words]({PAGE})\n\nafter\n")
    assert map_problems(tmp_path) == STALE
    write_map(tmp_path)
    assert map_problems(tmp_path) == []
    assert readme.read_text().startswith("before\n\n![A map of the course.")
    assert readme.read_text().endswith("\n\nafter\n")
    met["26"] = {"clock as truth"}
    assert map_problems(tmp_path) == STALE
    write_map(tmp_path)
    readme.write_text("no picture")
    assert map_problems(tmp_path) == STALE
