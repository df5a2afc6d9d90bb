"""FF1 against the sample vectors of NIST, and a keyed permutation against what "permutation" means."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from course.parts.format_preserving import FF1, KeyedCounter

KEY = bytes.fromhex("2B7E151628AED2A6ABF7158809CF4F3CEF4359D8D580AA4F7F036D6F04FC6A94")
DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
TEXT, LONG = "0123456789", "0123456789abcdefghi"
TWEAK, LONG_TWEAK = "39383736353433323130", "3737373770717273373737"


@pytest.mark.parametrize(
    ("key_bytes", "radix", "tweak", "plain", "cipher"),
    [  # the nine samples that NIST published with SP 800-38G
        (16, 10, "", TEXT, "2433477484"),
        (16, 10, TWEAK, TEXT, "6124200773"),
        (16, 36, LONG_TWEAK, LONG, "a9tv40mll9kdu509eum"),
        (24, 10, "", TEXT, "2830668132"),
        (24, 10, TWEAK, TEXT, "2496655549"),
        (24, 36, LONG_TWEAK, LONG, "xbj3kv35jrawxv32ysr"),
        (32, 10, "", TEXT, "6657667009"),
        (32, 10, TWEAK, TEXT, "1001623463"),
        (32, 36, LONG_TWEAK, LONG, "xs8a0azh2avyalyzuwd"),
    ],
)
def test_the_samples_of_the_standard(key_bytes, radix, tweak, plain, cipher):
    ff1 = FF1(KEY[:key_bytes], radix, len(plain), bytes.fromhex(tweak))
    given_digits, wanted = ([DIGITS.index(letter) for letter in text] for text in (plain, cipher))
    assert ff1.encrypt(given_digits) == wanted
    assert ff1.decrypt(wanted) == given_digits


@given(st.data(), st.integers(2, 100), st.binary(min_size=16, max_size=16), st.binary(max_size=40))
def test_decrypt_undoes_encrypt_for_every_base_length_and_tweak(data, radix, key, tweak):
    shortest = next(length for length in range(2, 30) if radix**length >= 1_000_000)
    length = data.draw(st.integers(shortest, shortest + 30))
    digits = data.draw(st.lists(st.integers(0, radix - 1), min_size=length, max_size=length))
    ff1 = FF1(key, radix, length, tweak)
    mixed = ff1.encrypt(digits)
    assert len(mixed) == length
    assert all(0 <= digit < radix for digit in mixed)
    assert ff1.decrypt(mixed) == digits


@pytest.mark.slow
def test_a_whole_range_is_visited_once():
    ff1 = FF1(KEY[:16], 10, 6)
    assert len({ff1.encrypt_number(number) for number in range(100_000)}) == 100_000
    keyed = KeyedCounter(KEY[:16], 10, 6)
    assert all(keyed.unshuffle(keyed.shuffle(number)) == number for number in range(0, 10**6, 997))


@given(st.integers(0, 62**7 - 1))
def test_another_key_is_another_permutation_and_each_undoes_itself(number):
    one, other = KeyedCounter(KEY[:16]), KeyedCounter(KEY[16:])
    assert one.unshuffle(one.shuffle(number)) == number == other.unshuffle(other.shuffle(number))
    assert one.shuffle(number) != other.shuffle(number)  # they agree once in 3.5 trillion


@pytest.mark.parametrize(("radix", "length"), [(1, 30), (62, 3), (1_000_000, 1), (2**16 + 1, 4)])
def test_ranges_that_the_standard_forbids_are_refused(radix, length):
    with pytest.raises(ValueError, match="at least 1,000,000 words"):
        FF1(KEY[:16], radix, length)


def test_wrong_digits_and_numbers_are_refused():
    with pytest.raises(ValueError, match="Give 7 digits from 0 to 61"):
        FF1(KEY[:16], 62, 7).encrypt([0] * 6)
    with pytest.raises(ValueError, match="Give 7 digits from 0 to 61"):
        FF1(KEY[:16], 62, 7).decrypt([62] * 7)
    for number in (-1, 62**7):
        with pytest.raises(ValueError, match="from 0 to 3,521,614,606,207"):
            KeyedCounter(KEY[:16]).shuffle(number)
        with pytest.raises(ValueError, match="from 0 to 3,521,614,606,207"):
            KeyedCounter(KEY[:16]).unshuffle(number)
    with pytest.raises(ValueError, match="key"):
        FF1(b"short", 62, 7)
