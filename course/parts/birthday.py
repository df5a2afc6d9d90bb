"""How soon do two random draws meet? Sooner than one thinks: every pair is a chance.

All four take draws as independent and every value as equally likely. Two use the usual approximation, that pairs meet
independently of each other: for 365 values it is 0.011 off at most, for more values less.
"""

import math


def expected_colliding_pairs(draws: float, space: float) -> float:
    """Return how many pairs among ``draws`` have equal values, on average: pairs / ``space``, exactly."""
    return draws * (draws - 1) / 2 / space


def collision_probability(draws: float, space: float) -> float:
    """Return the chance that at least two of ``draws`` are equal: 1 - exp(-pairs / ``space``), approximately."""
    return -math.expm1(-expected_colliding_pairs(draws, space))


def median_first_collision(space: float) -> float:
    """Return after how many draws half of all runs have collided: √(2 · ln 2 · ``space``), less than a draw off."""
    return math.sqrt(2 * math.log(2) * space)


def expected_first_collision(space: float) -> float:
    """Return after how many draws the first collision comes on average: √(π/2 · ``space``), less than a draw off."""
    return math.sqrt(math.pi / 2 * space)
