"""The blocks of lesson 20a."""

import pytest

from course.widgets.codes import doubles_chart, id_layout
from course.widgets.number_blocks import (
    ASK_AT_PERCENT,
    BLOCKS,
    CUT_S,
    LINKS_PER_S,
    Hours,
    draw,
    number_blocks,
    trips_words,
)
from tests.widgets.layout import assert_legible, assert_legible_svg

STATES = [(block, percent) for block in BLOCKS for percent in ASK_AT_PERCENT]


def test_at_the_start_every_link_of_the_cut_is_refused():
    view = number_blocks()
    assert view.parameters == {"block": 1_000, "ask_at_percent": 0}
    assert view.result.refused == LINKS_PER_S * CUT_S == 208_800
    assert "208,800 links are refused" in view.summary


@pytest.mark.parametrize("block", BLOCKS)
def test_no_block_is_large_enough_when_the_next_is_asked_for_with_none_left(block):
    assert Hours(block, 0).refused == LINKS_PER_S * CUT_S


@pytest.mark.parametrize(("block", "percent"), STATES)
def test_what_is_refused_is_what_was_not_left(block, percent):
    hours = Hours(block, percent)
    assert hours.refused == pytest.approx(max(0, LINKS_PER_S * CUT_S - hours.ask_at), abs=1)
    assert min(hours.left) >= 0
    assert max(hours.left) <= hours.lost_in_a_crash + (0 if block > 10 * LINKS_PER_S else 10 * LINKS_PER_S)


def test_one_state_reaches_the_target():
    assert [state for state in STATES if Hours(*state).holds] == [(300_000, 75)]


@pytest.mark.parametrize(("block", "percent"), STATES)
def test_every_state_is_legible(block, percent):
    assert_legible(draw(Hours(block, percent)))


def test_what_is_dry_differs_by_word_and_by_shape():
    assert "✗ dry" in draw(Hours(1_000, 0)).svg()
    assert "✗ dry" not in draw(Hours(300_000, 75)).svg()


def test_the_picture_of_an_id_names_its_bits():
    layout = id_layout()
    assert_legible_svg(layout.svg)
    assert "41 bits" in layout.alt


def test_the_chart_of_doubles_says_what_was_counted():
    chart = doubles_chart([0, 0, 1, 3], links=2_000_000, space=62**7)
    assert chart.alt == "Of 4 hours, 2 had 0, 1 had 1, 0 had 2, 1 had 3. On average 1.00, estimated 1.14."


@pytest.mark.parametrize(
    ("block", "words"),
    [(100, "11.57 a second"), (1_000, "1.157 a second"), (300_000, "one in 259 s"), (10_000_000, "one in 8,640 s")],
)
def test_round_trips_are_told_in_plain_figures(block, words):
    assert trips_words(Hours(block, 75)) == words
