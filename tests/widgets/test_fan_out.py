"""The three designs of lesson 22, side by side."""

import pytest

from course.systems.news_feed.costs import THRESHOLDS, simulate
from course.widgets.fan_out import READS, SHARES, TEXTBOOK, draw, fan_out, simulate_designs
from tests.widgets.layout import assert_legible


def test_at_the_start_the_textbooks_threshold_is_as_dear_as_push_and_far_from_the_bottom():
    view = fan_out()
    assert view.parameters == {"threshold": TEXTBOOK, "celebrity_share": 0.06, "reads_per_post": 10}
    day = view.result
    assert day.best.threshold == 20
    assert day.hybrid.usd_per_day == pytest.approx(day.push.usd_per_day)
    assert day.hybrid.usd_per_day > 4 * day.best.usd_per_day
    assert "the cheapest is 20 at 1.21 USD; this is 4.8 times as dear" in view.summary


def test_the_graphs_own_setting_is_the_arithmetic_of_the_graph_itself():
    day = simulate_designs(200, 0.06, 10)
    # the graph has 10.0 reads a post only nearly
    assert day.hybrid.usd_per_day == pytest.approx(simulate(200).usd_per_day, rel=0.01)
    assert day.pull.usd_per_day == pytest.approx(simulate(0, design="pull").usd_per_day, rel=0.01)


@pytest.mark.slow
def test_exactly_one_setting_makes_the_textbook_right():
    right = [
        (share, reads)
        for share in SHARES
        for reads in READS
        if simulate_designs(10, share, reads).best.threshold == TEXTBOOK
    ]
    assert right == [(0.02, 500)]


def test_more_reads_move_the_bottom_up():
    bottoms = [simulate_designs(10, 0.06, reads).best.threshold for reads in READS]
    assert bottoms == sorted(bottoms)


@pytest.mark.parametrize("threshold", THRESHOLDS)
@pytest.mark.parametrize(("share", "reads"), [(0.06, 10), (0.02, 500), (0.5, 2), (0.5, 500), (0.02, 2)])
def test_every_state_is_legible(threshold, share, reads):
    assert_legible(draw(simulate_designs(threshold, share, reads)))


def test_the_worst_is_said_in_words_and_the_designs_differ_by_hatch():
    svg = draw(simulate_designs(20, 0.06, 10)).svg()
    assert "5.73 USD, worst" in svg
    assert "stripes-" in svg
    assert "dots-" in svg
