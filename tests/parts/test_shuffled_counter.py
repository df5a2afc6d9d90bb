"""A counter shuffled by one multiplication."""

import math

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from course.parts.shuffled_counter import ShuffledCounter

CODES = 62**7


@given(st.integers(1, 300), st.integers(-1000, 1000), st.integers(-1000, 1000))
def test_a_multiplier_without_a_shared_factor_visits_every_number_once(modulus, multiplier, offset):
    assume(math.gcd(multiplier, modulus) == 1)
    counter = ShuffledCounter(multiplier, modulus, offset)
    assert sorted(counter.shuffle(i) for i in range(modulus)) == list(range(modulus))


@given(st.integers(1, 300), st.integers(-1000, 1000))
def test_a_multiplier_with_a_shared_factor_is_refused_and_the_factor_named(modulus, multiplier):
    shared = math.gcd(multiplier, modulus)
    assume(shared != 1)
    with pytest.raises(ValueError, match=f"share the factor {shared:,}:"):
        ShuffledCounter(multiplier, modulus)
    assert len({multiplier * i % modulus for i in range(modulus)}) == modulus // shared  # so the refusal is right


@given(st.integers(0, CODES - 1), st.integers(1, CODES - 1), st.integers(0, CODES - 1))
def test_unshuffle_undoes_shuffle_for_seven_characters(i, multiplier, offset):
    assume(math.gcd(multiplier, CODES) == 1)
    counter = ShuffledCounter(multiplier, CODES, offset)
    assert counter.unshuffle(counter.shuffle(i)) == i
    assert counter.shuffle(counter.unshuffle(i)) == i


@pytest.mark.parametrize("number", [-1, 10])
def test_numbers_outside_the_range_are_refused(number):
    counter = ShuffledCounter(3, 10)
    with pytest.raises(ValueError, match=f"from 0 to 9; you gave {number}"):
        counter.shuffle(number)
    with pytest.raises(ValueError, match=f"from 0 to 9; you gave {number}"):
        counter.unshuffle(number)


def test_a_modulus_below_one_is_refused():
    with pytest.raises(ValueError, match="1 or more"):
        ShuffledCounter(3, 0)
