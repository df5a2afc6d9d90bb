"""What lesson 01's questions claim about its own estimate."""

import random

import pytest

from course.estimates import Between, spread, tornado
from course.estimates.shortener_bill import MIDDLE, OF_BILL, OF_MACHINES, bill, machines

RANGES = OF_MACHINES


def unsure_by(**measured):
    ranges = RANGES | {name: (value * 0.999, value * 1.001) for name, value in measured.items()}
    found = spread(
        lambda **inputs: machines(inputs), {name: Between(*ends) for name, ends in ranges.items()}, random.Random(1)
    )
    return (found.high / found.low) ** 0.5


def test_measuring_the_requests_of_a_machine_nearly_halves_the_factor_as_01_q3_says():
    middle = {name: (low * high) ** 0.5 for name, (low, high) in RANGES.items()}
    assert unsure_by() == pytest.approx(8.7, abs=0.05)
    assert unsure_by(requests_a_machine=middle["requests_a_machine"]) == pytest.approx(4.7, abs=0.05)
    assert all(unsure_by(**{name: middle[name]}) > 6 for name in RANGES.keys() - {"requests_a_machine"})


def test_the_bill_is_the_sum_of_its_parts_and_the_code_hardly_moves_it():
    assert bill(MIDDLE) == pytest.approx(8_481, abs=1)
    ends = [bill(MIDDLE | {"code_length": length}) for length in OF_BILL["code_length"]]
    assert ends[1] / ends[0] == pytest.approx(1.003, abs=0.0005)


def test_the_links_a_day_move_the_bill_most_and_a_machine_of_the_widest_range_moves_the_machines():
    def factors(model, ranges):
        inputs = {name: Between(*ends) for name, ends in ranges.items()}
        return {bar.name: bar.factor for bar in tornado(lambda **values: model(values), inputs)}

    of_the_bill, of_the_machines = factors(bill, OF_BILL), factors(machines, OF_MACHINES)
    assert next(iter(of_the_bill)) == "links_a_day"
    assert of_the_bill["links_a_day"] > 1.3 * max(of_the_bill["years"], of_the_bill["requests_a_machine"])
    assert next(iter(of_the_machines)) == "requests_a_machine"
