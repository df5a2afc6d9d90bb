"""Zipf's shares without a table, against the table of the simulation."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from course.errors import CourseError
from course.estimates.zipf import hit_ratio_of_top, keys_for_hit_ratio
from course.simulation.popularity import ZipfKeys

EXPONENTS = [0.0, 0.5, 0.8, 0.999999, 1.0, 1.000001, 1.2, 2.0]


@pytest.mark.parametrize("exponent", EXPONENTS)
@pytest.mark.parametrize("keys", [1, 2, 999, 1000, 1001, 50_000])
def test_it_is_the_share_that_the_simulation_draws_from(exponent, keys):
    table = ZipfKeys(keys, exponent)
    for top in {0, 1, keys // 100, keys // 3, keys}:
        assert hit_ratio_of_top(top, keys, exponent) == pytest.approx(table.share_of_top(top), rel=1e-9)


@given(st.floats(0, 1), st.integers(1, 20_000), st.sampled_from(EXPONENTS))
def test_it_is_the_fewest_keys_that_reach_the_ratio(ratio, keys, exponent):
    fewest = keys_for_hit_ratio(ratio, keys, exponent)
    assert hit_ratio_of_top(fewest, keys, exponent) >= ratio or fewest == keys
    assert fewest == 0 or hit_ratio_of_top(fewest - 1, keys, exponent) < ratio


def test_the_more_keys_the_smaller_the_hot_part():
    """80/20 is no law: with a thousand keys 23 % get 80 % of the traffic, with a billion under 2 %."""
    shares = [keys_for_hit_ratio(0.8, keys) / keys for keys in (1_000, 10**6, 10**9)]
    assert shares == sorted(shares, reverse=True)
    assert shares[0] > 0.2
    assert shares[2] < 0.02


def test_nonsense_is_refused():
    with pytest.raises(CourseError, match="you gave 6 of 5"):
        hit_ratio_of_top(6, 5)
    with pytest.raises(CourseError, match="0 of 0"):
        hit_ratio_of_top(0, 0)
    with pytest.raises(CourseError, match="exponent is 0 or more"):
        hit_ratio_of_top(1, 5, -1)
    with pytest.raises(CourseError, match=r"Say 0\.8 for 80 %"):
        keys_for_hit_ratio(80, 5)
