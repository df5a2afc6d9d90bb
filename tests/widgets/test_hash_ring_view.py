"""The ring of lesson 20b."""

import pytest

from course.parts.hash_ring import PLACES
from course.systems.url_shortener.shards import ShardLoad, waits_after_a_death
from course.widgets.hash_ring import (
    FEWEST_SETS,
    MOST_SHARE,
    POINTS,
    SETS_OF_NAMES,
    SHARDS,
    draw,
    hash_ring,
    ring,
    simulate,
    wait_curve,
)
from tests.widgets.layout import assert_legible

STATES = [(points, shards) for points in POINTS for shards in SHARDS]


def test_at_the_start_one_shard_has_three_times_the_mean():
    view = hash_ring()
    assert view.parameters == {"points": 1, "shards": 5, "names": 0}
    assert max(view.result.shares) > 3
    assert "shard 2 has 3.15 times the mean" in view.summary


def test_exactly_160_points_are_the_fewest_that_reach_the_target():
    kept = {points: simulate(points, 5, 0).sets_kept for points in POINTS}
    assert [points for points in POINTS if kept[points] >= FEWEST_SETS] == [160, 320]
    assert kept[80] < FEWEST_SETS - 5  # not by a hair
    assert kept[160] > FEWEST_SETS + 2


def test_five_bars_may_look_fine_where_the_target_is_missed():
    spread = simulate(80, 5, 0)
    assert spread.kept
    assert spread.sets_kept < FEWEST_SETS


@pytest.mark.parametrize(("points", "shards"), STATES)
def test_a_result_agrees_with_itself(points, shards):
    spread = simulate(points, shards, 7)
    assert sum(spread.shares) == pytest.approx(shards)
    assert 0 <= spread.sets_kept <= SETS_OF_NAMES
    largest = [max(simulate(points, shards, names).shares) for names in range(0, SETS_OF_NAMES, 9)]
    assert sum(share > spread.largest_of_most + 1e-9 for share in largest) <= SETS_OF_NAMES - FEWEST_SETS
    assert (spread.largest_of_most <= MOST_SHARE) == (spread.sets_kept >= FEWEST_SETS)
    assert sum(end - start for start, end, _ in spread.arcs) == PLACES
    owned = [sum(end - start for start, end, owner in spread.arcs if owner == shard) for shard in range(shards)]
    assert [shards * places / PLACES for places in owned] == pytest.approx(spread.shares)
    newcomer = ring(points, shards + 1, 7).shares()[f"7.shard{shards}"]
    assert spread.newcomer_takes == newcomer


@pytest.mark.parametrize(("points", "shards"), STATES)
@pytest.mark.parametrize("names", [0, 1, 5, 42])
def test_every_state_is_legible(points, shards, names):
    assert_legible(draw(simulate(points, shards, names)))


def test_a_shard_above_the_limit_differs_by_hatch_and_by_words():
    spread = simulate(1, 5, 0)
    over = sum(share > MOST_SHARE for share in spread.shares)
    svg = draw(spread).svg()
    assert svg.count("too much") == over
    assert svg.count("url(#stripes-") == over


def test_other_names_are_one_press_away_and_come_round():
    view = hash_ring()
    view.press("Other names")
    assert view.parameters["names"] == 1
    for _ in range(SETS_OF_NAMES - 1):
        view.press("Other names")
    assert view.parameters["names"] == 0


def test_the_curve_says_how_long_a_reader_waits_at_the_end():
    load = ShardLoad(60_000, 2_000, 100_000, 50_000, 10_000)
    waits = {"1 replica": waits_after_a_death(load, replicas=1, for_s=15)}
    picture = wait_curve(waits, dies_at_s=5, promise_s=0.1)
    assert "a reader who comes after 15 s: with 1 replica, 4.0 s" in picture.alt
