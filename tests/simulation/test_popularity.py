"""Zipf's law against its own shares."""

import random
from collections import Counter

import pytest

from course.simulation.popularity import ZipfKeys


@pytest.mark.parametrize("exponent", [0.0, 0.8, 1.0, 1.5])
def test_each_key_is_drawn_as_often_as_its_rank_says(exponent):
    keys, draws = 50, 100_000
    weights = [1 / (rank + 1) ** exponent for rank in range(keys)]
    counts = Counter(ZipfKeys(keys, exponent).sample(draws, random.Random(3)))
    for rank, weight in enumerate(weights):
        expected = draws * weight / sum(weights)
        assert counts[rank] == pytest.approx(expected, abs=4 * expected**0.5)  # four standard deviations


def test_the_share_of_the_top_is_the_sum_of_their_weights():
    keys = ZipfKeys(1000)
    harmonic = [sum(1 / rank for rank in range(1, n + 1)) for n in (10, 1000)]
    assert keys.share_of_top(10) == pytest.approx(harmonic[0] / harmonic[1])
    assert keys.share_of_top(0) == 0
    assert keys.share_of_top(1000) == 1


def test_the_share_of_the_top_is_what_draws_show():
    keys = ZipfKeys(100_000)
    draws = keys.sample(200_000, random.Random(1))
    assert sum(key < 1000 for key in draws) / len(draws) == pytest.approx(keys.share_of_top(1000), abs=0.005)


def test_a_sample_is_the_same_as_single_draws():
    keys = ZipfKeys(100)
    rng = random.Random(5)
    assert keys.sample(500, random.Random(5)) == [keys.draw(rng) for _ in range(500)]


def test_one_key_is_always_drawn():
    assert set(ZipfKeys(1).sample(10, random.Random(0))) == {0}


@pytest.mark.parametrize("highest", [0.0, 1 - 2**-53])
def test_the_ends_of_chance_stay_among_the_keys(highest):
    class Loaded(random.Random):
        def random(self):
            return highest

    assert ZipfKeys(10).draw(Loaded()) == (9 if highest else 0)


def test_nonsense_is_refused():
    with pytest.raises(ValueError, match="at least one key"):
        ZipfKeys(0)
    with pytest.raises(ValueError, match="0 or more"):
        ZipfKeys(10, -1)
    with pytest.raises(ValueError, match="top 11"):
        ZipfKeys(10).share_of_top(11)
