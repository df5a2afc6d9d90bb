"""What lesson 01's questions claim about its own estimate."""

import random

import pytest

from course.estimates import Between, spread

RANGES = {
    "links_a_day": (50e6, 200e6),
    "redirects_a_link": (10, 100),
    "peak_factor": (2, 10),
    "requests_a_machine": (4_000, 80_000),
    "busy": (0.6, 0.8),
}


def machines(links_a_day, redirects_a_link, peak_factor, requests_a_machine, busy):
    return links_a_day * redirects_a_link / 86_400 * peak_factor / (requests_a_machine * busy)


def unsure_by(**measured):
    ranges = RANGES | {name: (value * 0.999, value * 1.001) for name, value in measured.items()}
    found = spread(machines, {name: Between(*ends) for name, ends in ranges.items()}, random.Random(1))
    return (found.high / found.low) ** 0.5


def test_measuring_the_requests_of_a_machine_nearly_halves_the_factor_as_01_q3_says():
    middle = {name: (low * high) ** 0.5 for name, (low, high) in RANGES.items()}
    assert unsure_by() == pytest.approx(8.7, abs=0.05)
    assert unsure_by(requests_a_machine=middle["requests_a_machine"]) == pytest.approx(4.7, abs=0.05)
    assert all(unsure_by(**{name: middle[name]}) > 6 for name in RANGES.keys() - {"requests_a_machine"})
