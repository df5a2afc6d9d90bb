"""Tiers that are too small: nothing is lost from sight, and the overload is what the arithmetic says."""

import random

import pytest

from course.simulation.tiers import furthest_over, play

PATH = (("server", 1.0), ("cache", 1.0), ("table", 0.2), ("cache", 0.2))
WIDE = {"server": 1e9, "cache": 1e9, "table": 1e9}


@pytest.mark.parametrize("seed", range(20))
def test_every_request_is_answered_or_refused_once(seed):
    rng = random.Random(seed)
    capacity = {tier: rng.randrange(50_000, 2_000_000) for tier in WIDE}
    run = play(1_000_000, PATH, capacity, rng)
    assert run.answered + sum(run.refused.values()) == run.asked
    assert all(run.calls.get(tier, 0) <= capacity[tier] * 0.02 + 1 for tier in WIDE)


def test_with_room_for_all_the_calls_are_those_of_the_path():
    run = play(2_000_000, PATH, WIDE, random.Random(3))
    assert run.share == 1
    assert not run.refused
    assert run.calls["server"] == run.asked
    assert run.calls["table"] == pytest.approx(0.2 * run.asked, rel=0.03)
    assert run.calls["cache"] == run.asked + run.calls["table"]


@pytest.mark.parametrize(
    ("capacity", "share"),
    [({"server": 400e3}, 400e3 / 1e6), ({"cache": 600e3}, 600e3 / 1.2e6), ({"table": 100e3}, 0.9)],
    ids=["server", "cache", "table"],
)
def test_one_narrow_tier_lets_its_share_through(capacity, share):
    shares = [play(1e6, PATH, WIDE | capacity, random.Random(seed)).share for seed in range(20)]
    assert sum(shares) / 20 == pytest.approx(share, rel=0.02)


def test_the_same_seed_gives_the_same_moment():
    assert play(1e5, PATH, WIDE, random.Random(1)) == play(1e5, PATH, WIDE, random.Random(1))


def test_nobody_asked_and_nothing_is_lost():
    assert play(0, PATH, WIDE, random.Random(1)).share == 1


def test_a_tier_without_a_capacity_is_named():
    with pytest.raises(ValueError, match="table"):
        play(1_000, PATH, {"server": 1, "cache": 1}, random.Random(1))


@pytest.mark.parametrize("seed", range(50))
def test_the_tier_furthest_over_is_that_of_the_obvious_version(seed):
    rng = random.Random(seed)
    chain = [(name, rng.randrange(1, 2_000), rng.choice((1.0, 0.5, 0.2))) for name in "abcd"]
    loads = {}
    for place, (name, capacity, _) in enumerate(chain):
        calls = 1_000.0
        for _, _, hands_on in chain[:place]:
            calls *= hands_on
        loads[name] = calls / capacity
    worst = max(loads, key=loads.get)
    assert furthest_over(1_000, chain) == (worst if loads[worst] > 1 else None)


def test_the_calls_of_a_tier_that_is_called_twice_add_up():
    chain = [("server", 2_000, 1.0), ("cache", 1_100, 0.2), ("table", 300, 1.0), ("cache", 1_100, 0.0)]
    assert furthest_over(1_000, chain) == "cache"
    assert furthest_over(1_000, chain[:3]) is None
    assert furthest_over(1_000, []) is None


@pytest.mark.parametrize("seed", range(20))
def test_the_tier_that_is_named_is_one_that_refuses(seed):
    rng = random.Random(seed)
    capacity = {tier: rng.randrange(200_000, 1_500_000) for tier in WIDE}
    hands_on = (1.0, 0.2, 1.0, 0.0)
    named = furthest_over(1e6, [(tier, capacity[tier], on) for (tier, _), on in zip(PATH, hands_on, strict=True)])
    refused = play(1e6, PATH, capacity, rng).refused
    assert named in refused if named else sum(refused.values()) < 500


def test_just_full_is_not_over():
    assert furthest_over(400, [("server", 400, 1.0)]) is None
    assert furthest_over(401, [("server", 400, 1.0)]) == "server"


def test_a_tier_that_does_nothing_is_refused():
    with pytest.raises(ValueError, match="cache"):
        furthest_over(1, [("cache", 0, 1.0)])
