"""The table of the published figures."""

import pytest

from course.errors import CourseError
from course.estimates.claims import claims
from course.estimates.derived import derived_figures
from course.widgets.published_figures import MOST_ROWS, published_figures, rows


def test_every_figure_is_in_it_and_those_that_a_reader_must_compute():
    assert len(rows()) == len(claims()) + len(derived_figures()) == 463 + 80


def test_it_shows_what_was_chosen():
    table = published_figures("chat", "inconsistent")
    assert [row.quantity for row in table.chosen] == ["concurrent WebSocket connections"]
    assert "says 500,000,000 connections, gives 50,000,000 connections: inconsistent" in repr(table)
    assert "<th scope='col'" in table.html


def test_a_long_table_is_cut_and_says_so():
    table = published_figures()
    assert len(table.chosen) == 543
    assert repr(table).endswith(f"… and {543 - MOST_ROWS} more. Choose a system and a verdict.")
    assert table.html.count("<tr>") == MOST_ROWS + 1


def test_many_notes_are_folded_and_few_are_shown():
    many, one = published_figures("url-shortener", "wrong"), published_figures("chat", "inconsistent")
    notes = [row.note for row in many.chosen]
    assert many.html.count("<summary>why</summary>") == sum(map(bool, notes))
    assert not any(note in repr(many) for note in notes)
    assert "<summary>" not in one.html
    assert one.chosen[0].note in repr(one)


def test_the_buttons_choose():
    table = published_figures("chat", "wrong")
    box = table._live()
    _system, verdict, shown = box.children
    verdict.value = "left to the reader"
    assert "deliveries per second" in shown.value
    assert table.verdict == "left to the reader"
    assert {"text/plain", "text/html"} < set(table._repr_mimebundle_())


def test_a_word_chooses_by_what_is_counted_until_a_button_is_pressed():
    table = published_figures("url-shortener", "wrong", about="cache")
    assert [row.quantity for row in table.chosen][-1] == "cache writes at peak"
    assert all("cache" in row.quantity for row in table.chosen)
    assert "· about: cache" in repr(table)
    _system, verdict, shown = table._live().children
    verdict.value = "all"
    assert "about: cache" not in shown.value


@pytest.mark.parametrize("wrong", [("shop", "all"), ("chat", "off")])
def test_an_unknown_choice_is_answered_with_the_known_ones(wrong):
    with pytest.raises(CourseError, match="Choose from: all,"):
        published_figures(*wrong)
