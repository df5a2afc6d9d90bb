"""The birthday formulas against exact sums and against draws."""

import math
import random
import statistics

import pytest

from course.parts.birthday import (
    collision_probability,
    expected_colliding_pairs,
    expected_first_collision,
    median_first_collision,
)


def exact_probability(draws, space):
    return 1 - math.prod((space - i) / space for i in range(draws))


def first_collision(space, rng):
    seen = set()
    while (value := rng.randrange(space)) not in seen:
        seen.add(value)
    return len(seen) + 1


def test_twenty_three_people_share_a_birthday_more_often_than_not():
    assert collision_probability(22, 365) < 0.5 < exact_probability(23, 365)
    assert collision_probability(23, 365) == pytest.approx(0.50, abs=0.01)
    assert math.ceil(median_first_collision(365)) == 23


@pytest.mark.parametrize(("space", "error"), [(365, 0.011), (10_000, 0.002), (16**4, 0.0008)])
def test_the_approximation_is_as_close_as_it_says(space, error):
    step = max(1, space // 300)
    worst = max(
        abs(collision_probability(d, space) - exact_probability(d, space)) for d in range(1, int(5 * space**0.5), step)
    )
    assert worst <= error


def test_the_chance_stays_exact_where_it_is_tiny():
    assert collision_probability(2, 62**10) == pytest.approx(1 / 62**10, rel=1e-12)
    assert collision_probability(1, 10) == 0
    assert collision_probability(0, 10) == 0


def test_the_median_is_where_the_chance_is_one_half():
    assert collision_probability(median_first_collision(62**7), 62**7) == pytest.approx(0.5, abs=1e-6)


@pytest.mark.slow
def test_seven_hex_digits_collide_where_the_formulas_say():
    space = 16**7
    stops = [first_collision(space, random.Random(seed)) for seed in range(200)]
    # standard errors over 200 runs: of the mean 0.52 / √200 = 4 %, of the median about 5 %; three of them allowed
    assert statistics.mean(stops) == pytest.approx(expected_first_collision(space), rel=0.12)
    assert statistics.median(stops) == pytest.approx(median_first_collision(space), rel=0.15)


def test_the_mean_over_365_values_is_one_draw_beyond_the_formula():
    exact = sum(1 - exact_probability(draws, 365) for draws in range(366))
    assert expected_first_collision(365) == pytest.approx(exact, abs=1)


def test_pairs_that_collide_are_counted_exactly():
    rng = random.Random(7)
    draws, space, runs = 60, 500, 400
    pairs = 0
    for _ in range(runs):
        values = [rng.randrange(space) for _ in range(draws)]
        pairs += sum(values.count(value) * (values.count(value) - 1) // 2 for value in set(values))
    expected = expected_colliding_pairs(draws, space)
    assert expected == 60 * 59 / 2 / 500
    assert pairs / runs == pytest.approx(expected, abs=3 * math.sqrt(expected / runs))
