"""The looks at the 57 slips: each can be computed, each slip has one, and the counts that lesson 01a quotes hold."""

import pytest

from course.errors import CourseError
from course.estimates import claims, quantity, stored
from course.estimates.claims import find_claim
from course.estimates.slips import CALCULATOR, KINDS, TESTS, far_apart, looks

BAD = {claim.id for claim in claims(verdict=("wrong", "inconsistent"))}


def caught(*tests):
    return {look.claim for test in tests for look in looks(test) if far_apart(look.needs, look.finds)}


def test_exactly_the_57_slips_are_looked_at():
    assert {look.claim for look in looks()} == BAD
    assert len(BAD) == 57


def test_a_slip_has_one_kind_and_a_test_looks_at_it_once():
    assert len({(look.claim, look.kind) for look in looks()}) == 57
    assert len({(look.claim, look.test) for look in looks()}) == len(looks())
    assert {look.kind for look in looks()} == set(KINDS)
    assert {look.test for look in looks()} == {CALCULATOR, *TESTS}


def test_a_question_is_short_and_every_look_can_be_computed():
    for look in looks():
        assert 10 < len(look.asks) <= 90, look
        assert look.needs >= 0, look
        assert look.finds >= 0, look


def test_the_calculator_redoes_what_the_document_states():
    for look in looks(CALCULATOR):
        stated = float(find_claim(look.claim).stated)
        if look.claim == "url-short.ru1.read-replicas":
            continue  # it redoes the servers from which the replicas follow
        assert look.needs == pytest.approx(stated, rel=0.17), look


@pytest.mark.parametrize(
    ("tests", "count"),
    [
        ((CALCULATOR,), 11),
        (("units",), 9),
        (("other side",), 25),
        (("one request",), 22),
        (("extreme",), 27),
        (("other side", "extreme"), 48),
        (TESTS, 56),
        ((CALCULATOR, *TESTS), 56),
    ],
)
def test_so_many_are_caught(tests, count):
    assert len(caught(*tests)) == count


def test_only_what_must_be_measured_escapes():
    assert BAD - caught(*TESTS) == {"social.smp.entry-size"}


def test_no_right_figure_is_accused_and_ten_wrong_ones_are_near():
    right = claims(verdict=("exact", "rounded"))
    assert len(right) == 129
    assert not [claim for claim in right if far_apart(float(claim.stated), claim.recomputed())]
    near = [claim for claim in map(find_claim, BAD) if not far_apart(float(claim.stated), claim.recomputed())]
    assert len(near) == 10


@pytest.mark.parametrize(
    ("one", "other", "far"),
    [(20, 21, False), (20, 21.1, True), (21.1, 20, True), (0, 0, False), (0, 1, True), (1, 0, True)],
)
def test_far_apart_is_over_5_percent_either_way(one, other, far):
    assert far_apart(one, other) is far


def test_nothing_is_negative():
    with pytest.raises(ValueError, match="0 or more"):
        far_apart(-1, 1)


def test_an_unknown_test_is_answered_with_the_known_ones():
    with pytest.raises(CourseError, match="other side"):
        looks("calculator")


def test_our_storage_sums_the_years_that_grow():
    """BUG-141: one year times (1 + g) to the years is the size of one year, not the sum of all."""
    links, size = quantity(100e6, "links/day"), quantity(500, "B/link")
    three_years = stored(links, size, quantity(3, "years"), yearly_growth=0.2)
    assert three_years.number("TB") == pytest.approx(18.25 * (1 + 1.2 + 1.44))
    without = stored(links, size, quantity(3, "years"))
    assert without.number("TB") == pytest.approx(54.75)
