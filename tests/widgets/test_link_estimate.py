"""The widget of lesson 20's estimate."""

from itertools import product

import pytest

from course.widgets.link_estimate import CODE_LENGTHS, LINKS_PER_DAY, YEARS, draw, hit_share_in_words, link_estimate
from tests.widgets.layout import assert_legible


def test_at_the_start_one_guess_in_nineteen_hits():
    view = link_estimate()
    assert view.parameters == {"links_per_day": 100e6, "years": 5, "code_length": 7}
    assert view.result.guess_hit_share == pytest.approx(0.0518, rel=0.001)
    assert "1 in 19 (5.2 %)" in view.summary
    assert "The limit of 1 % is broken" in view.summary


def test_forgetting_links_sooner_misses_the_target_by_a_hair_and_says_so():
    view = link_estimate().set(years=1)
    assert view.result.guess_hit_share > 0.01
    assert "1.04 %" in view.summary


def test_one_more_character_reaches_the_target():
    view = link_estimate().set(code_length=8)
    assert view.result.guess_hit_share < 0.01
    assert "The limit of 1 % is kept" in view.summary


def test_the_summary_names_the_input_that_decides():
    assert "238,328 (code length), 1,000 (links a day), 20 (years kept)" in link_estimate().summary


def test_it_says_when_the_codes_run_out():
    assert "more links than codes" in link_estimate().set(code_length=6).summary


@pytest.mark.parametrize(
    ("share", "words"),
    [
        (1, "every guess hits"),
        (0.2, "1 in 5 (20 %)"),
        (0.0104, "1 in 96 (1.04 %)"),
        (0.00084, "1 in 1,200 (0.084 %)"),
        (2.7e-8, "1 in 37 million"),
    ],
)
def test_a_share_is_said_as_odds(share, words):
    assert hit_share_in_words(share) == words


def test_every_state_is_legible():
    view = link_estimate()
    for links_per_day, years, code_length in product(LINKS_PER_DAY, YEARS, CODE_LENGTHS):
        view.set(links_per_day=links_per_day, years=years, code_length=code_length)
        assert_legible(draw(view.result))
