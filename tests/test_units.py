"""Numbers as an engineer says them."""

import pytest

from course import units
from course.units import si


@pytest.mark.parametrize(
    ("value", "unit", "text"),
    [
        (115_740.7, "redirects/s", "116 k redirects/s"),
        (1_157.4, "links/s", "1.16 k links/s"),
        (91.25e12, "B", "91.3 TB"),
        (91.24e12, "B", "91.2 TB"),
        (0.0012, "s", "1.2 ms"),
        (0.000_020_04, "s", "20 µs"),
        (2e-9, "s", "2 ns"),
        (3e-12, "s", "0.003 ns"),
        (86_400, "s", "86,400 s"),
        (1, "s", "1 s"),
        (500, "B", "500 B"),
        (0.5, "B", "0.5 B"),
        (0.052, "hits/guess", "0.052 hits/guess"),
        (999.9, "links", "1 k links"),
        (999_499, "links", "999 k links"),
        (999_500, "links", "1 M links"),
        (0, "links", "0 links"),
        (-2_500, "links", "-2.5 k links"),
        (8e9, "bit/s", "8 Gbit/s"),
        (62**7, "codes", "3.52 T codes"),
        (5e21, "codes", "5,000 E codes"),
        (1_500, "", "1.5 k"),
        (12, "", "12"),
    ],
)
def test_a_number_gets_its_prefix_and_three_digits(value, unit, text):
    assert si(value, unit) == text


def test_the_number_of_digits_can_be_chosen():
    assert si(115_740.7, "redirects/s", digits=5) == "115.74 k redirects/s"
    assert si(115_740.7, "redirects/s", digits=1) == "100 k redirects/s"


@pytest.mark.parametrize("value", [float("inf"), float("nan")])
def test_what_is_not_finite_is_refused(value):
    with pytest.raises(ValueError, match="finite"):
        si(value, "s")


def test_decimal_and_binary_units_differ():
    assert units.GB == 1000 * units.MB == 1000**3
    assert units.GiB == 1024 * units.MiB == 1024**3
    assert units.SECONDS_PER_DAY * units.DAYS_PER_YEAR == 31_536_000
