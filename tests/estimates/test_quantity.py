"""Quantities: they print as one says them, combine as they should, and refuse to be mixed."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from course.errors import CourseError
from course.estimates import quantity

UNITS = (
    "links/day",
    "B/link",
    "redirects/link",
    "years",
    "USD/server/month",
    "Gbit/s",
    "servers",
    "kB",
    "ms",
    "%",
    "x",
    "1/s",
)
values = st.floats(min_value=1e-6, max_value=1e15)
units = st.sampled_from(UNITS)


@pytest.mark.parametrize(
    ("amount", "printed"),
    [
        (quantity(100e6, "links/day"), "100 M links/day"),
        (quantity(100e6, "links/day").per("s"), "1.16 k links/s"),
        (quantity(1157.4, "1/s"), "1.16 k/s"),
        (quantity(18.25, "TB/year"), "18.3 TB/year"),
        (quantity(4.63, "Gbit/s"), "4.63 Gbit/s"),
        (quantity(0.0012, "s"), "1.2 ms"),
        (quantity(90, "s"), "1.5 min"),
        (quantity(8.76, "h"), "8.76 h"),
        (quantity(52.56, "min"), "52.6 min"),
        (quantity(14, "days"), "14 days"),
        (quantity(5, "years"), "5 years"),
        (quantity(1, "server"), "1 server"),
        (quantity(21, "server"), "21 servers"),
        (quantity(300, "queries/day"), "300 queries/day"),
        (quantity(99.9, "%"), "99.9 %"),
        (quantity(3, "x"), "3"),
        (quantity(200, "USD/server/month"), "200 USD/server/month"),
        (quantity(0.05, "USD/GB"), "0.05 USD/GB"),
        (quantity(2, "ms/request"), "2 ms/request"),
        (quantity(0, "B"), "0 B"),
        (quantity(-2.5, "TB"), "-2.5 TB"),
        (quantity(1, "GiB"), "1.07 GB"),
    ],
    ids=str,
)
def test_it_prints_as_an_engineer_says_it(amount, printed):
    assert str(amount) == repr(amount) == printed


def test_it_prints_more_digits_when_asked():
    assert f"{quantity(115_740.74, 'redirects/s'):6}" == "115.741 k redirects/s"


@pytest.mark.parametrize(
    ("result", "printed"),
    [
        (quantity(100e6, "links/day") * quantity(500, "B/link"), "50 GB/day"),
        ((quantity(100e6, "links/day") * quantity(500, "B/link")).per("year"), "18.3 TB/year"),
        (quantity(100e6, "links/day") * quantity(500, "B/link") * quantity(5, "years"), "91.3 TB"),
        (quantity(500, "B/link") * quantity(100e6, "links/day"), "50 GB/day"),
        (quantity(10e6, "connections") / quantity(50e3, "connections/server"), "200 servers"),
        (quantity(4, "MB").to("bit") / quantity(5, "Mbit/s"), "6.4 s"),
        (1 / quantity(50, "ms/request"), "20 requests/s"),
        (3 * quantity(2, "TB"), "6 TB"),
        (quantity(2, "links") + quantity(1, "link"), "3 links"),
        (quantity(100, "links/day") - quantity(1, "link/h"), "76 links/day"),
        (sum([quantity(1, "B"), quantity(2, "kB")]), "2 kB"),
        (quantity(50, "%") + 0.25, "75 %"),
        (1 - quantity(0.1, "%"), "0.999"),
    ],
    ids=["a rate of bytes", "per year", "kept for years", "the other way round", "servers", "a download", "one over",
         "a number in front", "one and many", "days and hours", "a sum", "a share and a number", "what is left"],
)  # fmt: skip
def test_units_combine_as_one_says_them(result, printed):
    assert str(result) == printed


@pytest.mark.parametrize(
    ("mix_up", "both", "advice"),
    [
        (lambda: quantity(4, "MB") + quantity(4, "Mbit"), "add B and bit", r"8 bits.*\.to\('bit'\)"),
        (lambda: quantity(4, "MB") / quantity(1, "Gbit/s"), "divide B and bit/s", "8 bits"),
        (lambda: quantity(1, "links/s") + quantity(1, "redirects/s"), "add links/s and redirects/s", r"\.called\("),
        (lambda: quantity(1, "links/s") - 5, "subtract links/s and plain number", "Give the plain number a unit"),
        (lambda: 5 + quantity(1, "link"), "add plain number and links", "Give the plain number a unit"),
        (lambda: quantity(1, "links/s") < quantity(1, "link"), "compare links/s and links", "a rate by a time"),
        (lambda: quantity(1, "link") >= quantity(1, "B"), "compare links and B", "called"),
        (lambda: quantity(1, "TB") / quantity(0, "servers"), "1 TB by 0 servers", "really"),
        (lambda: quantity(1, "TB").to("servers"), "1 TB is counted in B, which is no kind of servers", "another unit"),
        (lambda: float(quantity(1, "TB")), "1 TB is no plain number", r"\.number\('B'\)"),
        (lambda: quantity(5, "years").per("day"), "5 years cannot be told per 'day'", "A rate"),
        (lambda: quantity(5, "links/day").per("fortnight"), "per 'fortnight'", "day, week, month, year"),
        (lambda: quantity(5, "TB").called("links"), "5 TB does not count one kind", "links"),
        (lambda: quantity(5, "Mb"), "'Mb'", "MB .bytes. or Mbit"),
        (lambda: quantity(5, "Mbps"), "'Mbps'", "Mbit/s"),
        (lambda: quantity(5, "RPS"), "'RPS'", "requests/s"),
        (lambda: quantity(5, "m"), "'m'", "min or month"),
        (lambda: quantity(5, "links per day"), "is no unit", "words and slashes"),
        (lambda: quantity(math.inf, "s"), "finite number of something; you gave inf", "divide"),
        (lambda: quantity(5, "km2"), "is no unit", "words and slashes"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)  # fmt: skip
def test_mixed_up_units_are_named_both_with_what_to_do(mix_up, both, advice):
    with pytest.raises(CourseError, match=f"(?s){both}.*{advice}"):
        mix_up()


def test_two_kinds_can_be_counted_as_one():
    redirects, links = quantity(100, "redirects/s"), quantity(1, "links/s")
    assert str(redirects.called("requests") + links.called("requests")) == "101 requests/s"


def test_equal_amounts_are_equal_however_they_are_told():
    assert quantity(1, "kB") == quantity(1000, "B")
    assert quantity(86_400, "links/day") == quantity(1, "link/s")
    assert hash(quantity(1, "kB")) == hash(quantity(1000, "B"))
    assert quantity(1, "kB") != quantity(1000, "bit")


def test_a_hair_above_a_whole_number_buys_no_further_server():
    assert quantity(0.1 + 0.2, "servers") * 10 != quantity(3, "servers")
    assert (quantity(0.1 + 0.2, "servers") * 10).rounded_up() == quantity(3, "servers")
    assert quantity(20.001, "servers").rounded_up() == quantity(21, "servers")


@given(values, units, values, units)
def test_what_is_multiplied_can_be_divided_again(a, unit_a, b, unit_b):
    left, right = quantity(a, unit_a), quantity(b, unit_b)
    if {"B", "bit"} <= {name for name, _ in left.dimensions + right.dimensions}:
        with pytest.raises(CourseError, match="Bytes and bits"):
            left * right
        return
    back = left * right / right
    assert back.dimensions == left.dimensions
    assert math.isclose(back.value, left.value, rel_tol=1e-12)


@given(values, values, units)
def test_sums_and_orders_are_those_of_the_numbers(a, b, unit):
    assert quantity(a, unit) + quantity(b, unit) == quantity(b, unit) + quantity(a, unit)
    assert (quantity(a, unit) < quantity(b, unit)) == (quantity(a, unit).value < quantity(b, unit).value)
    assert quantity(a, unit) - quantity(a, unit) == quantity(0, unit)


@given(values, units)
def test_its_unit_in_words_is_a_unit_of_its_kind(value, unit):
    amount = quantity(value, unit)
    words = "" if amount.unit == "plain number" else amount.unit
    assert quantity(1, words).dimensions == amount.dimensions
    assert math.isclose(quantity(amount.number(words), words).value, amount.value, rel_tol=1e-12)


@given(values)
def test_bytes_and_bits_go_there_and_back(value):
    size = quantity(value, "MB")
    assert math.isclose(size.to("bit").to("B").value, size.value, rel_tol=1e-12)
    assert math.isclose(size.to("bit").value, 8 * size.value, rel_tol=1e-12)


def test_a_price_per_byte_becomes_one_per_bit():
    assert quantity(8, "USD/B").to("USD/bit").value == 1
