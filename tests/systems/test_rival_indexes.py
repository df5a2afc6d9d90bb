"""Rival indexes: each finds what comparing all finds, before and after drivers have moved."""

import math
import random

import pytest

from course.systems.nearby_drivers.rivals import RIVALS, NamedCells
from course.systems.nearby_drivers.workload import Fleet, after_the_match, gate

PLACES = [(random.Random(3).uniform(-8, 8), random.Random(number).uniform(-8, 8)) for number in range(30)]


def refreshed(rival):
    if not rival.moves_at_once:
        rival.rebuild()
    return rival


@pytest.mark.parametrize("make", RIVALS.values(), ids=RIVALS)
def test_it_finds_what_comparing_all_finds_while_drivers_drive(make):
    fleet = Fleet(600, random.Random(1))
    rival = make()
    rival.build(fleet.places)
    for _ in range(3):
        for driver, x, y in fleet.drive(30):
            rival.move(driver, x, y)
        refreshed(rival)
        for here in [*PLACES, (9.9, 9.9), (0.0, 0.0)]:
            kms = sorted((math.dist(here, place), driver) for driver, place in fleet.places.items())
            assert sorted(rival.within(*here, 1.3)) == sorted(driver for km, driver in kms if km <= 1.3)
            assert [km for _, km in rival.nearest(*here, 10)] == pytest.approx([km for km, _ in kms[:10]])
        assert len(rival.nearest(0.0, 0.0, 1_000)) == 600


@pytest.mark.parametrize("make", RIVALS.values(), ids=RIVALS)
def test_it_finds_the_crowd_at_the_gate(make):
    places = after_the_match(1_000, 300, random.Random(2))
    rival = make()
    rival.build(places)
    expected = {driver for driver, place in places.items() if math.dist(place, gate()) <= 0.1}
    assert set(rival.within(*gate(), 0.1)) == expected


@pytest.mark.parametrize("name", [name for name, make in RIVALS.items() if isinstance(make(), NamedCells)])
def test_a_cell_that_nobody_is_in_is_forgotten(name):
    rival = RIVALS[name]()
    rival.build({"ana": (0.0, 0.0), "bo": (0.01, 0.0)})
    for step in range(100):
        rival.move("ana", step / 20, 0.3)
        rival.move("bo", step / 20, 0.3)
    assert rival.cells() == 1
