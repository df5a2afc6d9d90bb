"""One second of a cache, against counting and against the queue's own arithmetic."""

import random

import pytest

from course.simulation.cache_tier import cache_second

PLAN = {"reads_per_s": 120_000, "new_links_per_s": 1_200}


def test_every_miss_adds_an_operation():
    for hit_ratio in (0.0, 0.5, 0.8, 1.0):
        second = cache_second(10, random.Random(1), **PLAN, hit_ratio=hit_ratio)
        expected = (120_000 * (2 - hit_ratio) + 1_200) / 10
        assert second.operations == pytest.approx(
            expected, abs=5 * expected**0.5 + 60
        )  # the last refills come too late


def test_what_is_over_the_machine_is_left_over():
    second = cache_second(1, random.Random(2), **PLAN, hit_ratio=0.8, each_per_s=100_000)
    assert second.unfinished == pytest.approx(145_200 - 100_000, rel=0.05)
    assert second.longest_wait_s == pytest.approx(second.unfinished / 100_000, rel=0.05)


def test_with_room_hardly_anything_is_left_over_in_100_seconds():
    left = [
        cache_second(30, random.Random(seed), **PLAN, hit_ratio=0.8, each_per_s=10_000).unfinished
        for seed in range(100)
    ]
    assert max(left) < 20


def test_the_same_seed_brings_the_same_second():
    assert cache_second(3, random.Random(4), **PLAN, hit_ratio=0.8) == cache_second(
        3, random.Random(4), **PLAN, hit_ratio=0.8
    )


@pytest.mark.parametrize("wrong", [{"machines": 0}, {"hit_ratio": 1.1}, {"hit_ratio": -0.1}])
def test_impossible_tiers_are_refused(wrong):
    with pytest.raises(ValueError, match="at least 1 machine and a ratio from 0 to 1"):
        cache_second(**({"machines": 1, "rng": random.Random(1), "hit_ratio": 0.5, **PLAN} | wrong))
