"""Base 62 against pybase62, and against the loop that everybody writes first."""

import base62 as pybase62
import pytest
from hypothesis import given
from hypothesis import strategies as st

from course.parts import base62
from course.parts.base62 import ALPHABET


def encode_digit_by_digit(number):
    digits = []
    while True:
        number, digit = divmod(number, 62)
        digits.append(ALPHABET[digit])
        if number == 0:
            return "".join(reversed(digits))


@given(st.integers(min_value=0))
def test_encode_agrees_with_pybase62_and_with_the_plain_loop(number):
    assert base62.encode(number) == pybase62.encode(number) == encode_digit_by_digit(number)


@given(st.integers(min_value=0))
def test_decode_undoes_encode(number):
    assert base62.decode(base62.encode(number)) == number


@given(st.text(ALPHABET, min_size=1))
def test_decode_agrees_with_pybase62_on_every_word(code):
    assert base62.decode(code) == pybase62.decode(code)


@pytest.mark.parametrize(
    ("number", "code"), [(0, "0"), (1, "1"), (61, "z"), (62, "10"), (3843, "zz"), (3844, "100"), (62**7 - 1, "zzzzzzz")]
)
def test_numbers_at_the_edges_of_a_length(number, code):
    assert base62.encode(number) == code
    assert base62.decode(code) == number


def test_codes_in_order_are_numbers_in_order():
    codes = [base62.encode(number).rjust(3, ALPHABET[0]) for number in range(62**2 - 5, 62**2 + 5)]
    assert codes == sorted(codes)


@pytest.mark.parametrize("number", [True, False, 1.0, "7", None])
def test_only_whole_numbers_are_encoded(number):
    with pytest.raises(TypeError, match=r"takes a whole number \(int\); you gave"):
        base62.encode(number)


def test_negative_numbers_are_refused():
    with pytest.raises(ValueError, match="from 0; you gave -1"):
        base62.encode(-1)


@pytest.mark.parametrize("code", [None, 7, b"10", ["1"]])
def test_only_words_are_decoded(code):
    with pytest.raises(TypeError, match=r"takes a word \(str\); you gave"):
        base62.decode(code)


def test_an_empty_word_is_refused():
    with pytest.raises(ValueError, match="at least one character"):
        base62.decode("")


@pytest.mark.parametrize(
    ("code", "foreign"),
    [
        ("ab-c", "'-'"),
        ("1 2", "' '"),
        ("é", "'é'"),
        ("٣", "'٣'"),
        ("a\n", r"'\\n'"),
        ("?", r"'\?'"),
        ("\ud800", r"'\\ud800'"),
    ],
)
def test_a_foreign_character_is_named(code, foreign):
    with pytest.raises(ValueError, match=f"has {foreign}"):
        base62.decode(code)
