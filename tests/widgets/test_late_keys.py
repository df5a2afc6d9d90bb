"""The picture of waiting keys in dive 24b."""

import random

import pytest

from course.systems.encryption.designs import double_ratchet
from course.systems.encryption.rough_talk import Arrival, Phone
from course.widgets.late_keys import finding, waiting_keys
from tests.widgets.layout import assert_legible_svg


def story(rng=None):
    """Two chains of Ana at Bo's phone; with a generator, shuffled within each."""
    ana, bo = double_ratchet(bytes(32))
    phone = Phone(bo)
    a1 = [ana.encrypt(b"a1, %d" % number) for number in range(7)]
    first = [a1[number] for number in (0, 1, 4, 2, 2)]
    phone.take(*(rng.sample(first, 5) if rng else first))
    ana.decrypt(bo.encrypt(b"got it"))
    a2 = [ana.encrypt(b"a2, %d" % number) for number in range(4)]
    second = [a2[0], a1[5], a2[3], a2[1]]
    phone.take(*(rng.sample(second, 4) if rng else second))
    return phone.arrivals


def test_the_words_tell_what_came_how_and_what_waits():
    words = finding(story())
    assert "opened at once: number 0 of a1, number 1 of a1, number 4 of a1, number 0 of a2, number 3 of a2;" in words
    assert "opened late: number 2 of a1, number 5 of a1, number 1 of a2;" in words
    assert "came again and were refused: number 2 of a1." in words
    assert words.endswith("in the end those of number 3 of a1, number 6 of a1, number 2 of a2.")


def test_what_waits_is_hatched_and_what_came_late_is_a_disc():
    svg = waiting_keys(story()).svg
    assert svg.count("url(#stripes") == 6 + 1  # numbers 2, 3, 5, 6 of a1, 1 and 2 of a2; and the legend
    assert svg.count("still waits") == 3


@pytest.mark.parametrize("seed", range(20))
def test_every_order_is_legible(seed):
    assert_legible_svg(waiting_keys(story(random.Random(seed))).svg)


def test_one_arrival_is_enough_and_none_is_refused():
    assert_legible_svg(waiting_keys([Arrival(1, 0, "next", ())]).svg)
    with pytest.raises(ValueError, match="arrive first"):
        waiting_keys([])
