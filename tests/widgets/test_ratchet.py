"""The stolen phone of lesson 24."""

import pytest

from course.systems.encryption.designs import double_ratchet
from course.systems.encryption.theft import steal
from course.widgets.encryption_pictures import encryption_architecture
from course.widgets.ratchet import (
    DESIGNS,
    FEWEST_AFTER,
    MESSAGES,
    TURNS,
    draw,
    ratchet_view,
    renewals,
    simulate,
    writers_of,
)
from tests.widgets.layout import assert_legible, assert_legible_svg


def test_at_the_start_five_later_messages_open_and_none_from_before():
    view = ratchet_view()
    assert view.parameters == {"design": "double ratchet", "stolen_after": 3, "turns": 2}
    assert (view.result.theft.past, view.result.theft.future) == (0, 5)
    assert "5 from after: 4, 5, 6, 7, 8." in view.summary
    assert "He has Ana's pair a2, until she reads message 7." in view.summary
    assert "From message 9 on the thief reads nothing." in view.summary


def test_the_words_tell_what_never_recovers():
    assert "never recovers" in ratchet_view().set(turns=MESSAGES).summary
    assert "Only Ana writes." in ratchet_view().set(turns=MESSAGES).summary
    assert "12 from after" in ratchet_view().set(design="one key", stolen_after=0).summary
    assert "never" not in ratchet_view().set(stolen_after=MESSAGES).summary


@pytest.mark.parametrize(("turns", "stolen_after"), [(2, 9), (4, 6), (3, 6)])
def test_a_picture_that_ends_is_no_talk_that_never_recovers(turns, stolen_after):
    words = ratchet_view().set(turns=turns, stolen_after=stolen_after).summary
    assert "does not recover within these 12 messages" in words
    assert "never" not in words
    longer = steal("double ratchet", stolen_after, writers=writers_of(turns, 2 * MESSAGES))
    assert longer.healed_after is not None


@pytest.mark.parametrize("turns", TURNS)
@pytest.mark.parametrize("phone", "AB")
def test_the_pairs_are_those_that_the_phones_make(turns, phone):
    writers = writers_of(turns)
    sides = dict(zip("AB", double_ratchet(bytes(32)), strict=True))
    seen, made = sides[phone].keys.own_public, []
    for number, writer in enumerate(writers, start=1):
        envelope = sides[writer].encrypt(b"x")
        sides["B" if writer == "A" else "A"].decrypt(envelope)
        if sides[phone].keys.own_public != seen:
            made.append(number)
            seen = sides[phone].keys.own_public
    assert made == renewals(writers, phone)


@pytest.mark.slow
def test_only_where_nobody_answers_does_a_talk_never_recover():
    never = {
        turns
        for turns in TURNS
        for step in range(MESSAGES - FEWEST_AFTER + 1)
        if steal("double ratchet", step, writers=writers_of(turns, 3 * MESSAGES)).healed_after is None
    }
    assert never == {MESSAGES}


@pytest.mark.parametrize("design", DESIGNS)
@pytest.mark.parametrize("turns", TURNS)
def test_every_state_is_legible(design, turns):
    for step in range(MESSAGES + 1):
        assert_legible(draw(simulate(design, step, turns)))


def test_what_the_thief_has_is_hatched_and_what_stays_closed_is_not():
    svg = draw(simulate("double ratchet", 6, 2)).svg()
    hatched = [path for path in svg.split("<") if "url(#stripes" in path]
    assert [path.count("M") for path in hatched] == [2, 1]  # two messages, and the legend
    assert svg.count("url(#cross") == 1 + 1  # one pair, and the legend


def test_the_picture_of_the_parts_is_legible():
    picture = encryption_architecture()
    assert_legible_svg(picture.svg)
    assert "public keys" in picture.alt
