"""Lost, late, doubled and forged messages: what waits, for how long, and what a thief or a backup does with it."""

import random
from dataclasses import replace

import doubleratchet
import pytest

from course.systems.encryption.designs import double_ratchet
from course.systems.encryption.double_ratchet import MOST_SKIPPED, DoubleRatchet, chain_step
from course.systems.encryption.model import CannotOpen, Header, Replayed, Tampered, TooFarAhead
from course.systems.encryption.often_seen import ObedientRatchet
from course.systems.encryption.primitives import new_private, public_of
from course.systems.encryption.receiving import ReceivingChain
from course.systems.encryption.rough_talk import Network, Phone, Talk, evenings, forged
from tests.systems.encryption_peers import Peer

SECRET = bytes(32)


def turn(first, second):
    """Second answers, and first writes with a new key."""
    first.decrypt(second.encrypt(b"answer"))
    second.decrypt(first.encrypt(b"new turn"))


def two_chains(keep_turns):
    """Numbers 1 and 2 of Ana's first chain wait at Bo's phone; returns Ana, Bo and the two."""
    ana, bo = double_ratchet(SECRET)
    bo.keep_turns = keep_turns
    bo.decrypt(ana.encrypt(b"0"))
    late = [ana.encrypt(b"1"), ana.encrypt(b"2")]
    bo.decrypt(ana.encrypt(b"3"))
    return ana, bo, late


# expiry by turns


@pytest.mark.parametrize("keep_turns", [0, 1, 2, 5])
def test_a_key_waits_for_so_many_turns_and_no_longer(keep_turns):
    ana, bo, (early, late) = two_chains(keep_turns)
    for _ in range(keep_turns):
        turn(ana, bo)
        assert len(bo.skipped) == 2
    if keep_turns:
        assert bo.decrypt(early) == b"1"
    turn(ana, bo)
    assert not bo.skipped
    with pytest.raises(Tampered):
        bo.decrypt(late)
    turn(ana, bo)  # and the talk goes on


def test_without_a_rule_a_key_waits_for_ever():
    ana, bo, late = two_chains(None)
    for _ in range(50):
        turn(ana, bo)
    assert [bo.decrypt(envelope) for envelope in late] == [b"1", b"2"]


def test_the_keys_of_the_chain_that_goes_on_do_not_expire():
    ana, bo, late = two_chains(0)
    for _ in range(50):
        bo.decrypt(ana.encrypt(b"more"))
    assert [bo.decrypt(envelope) for envelope in late] == [b"1", b"2"]


def test_a_copy_expires_by_itself():
    ana, bo, late = two_chains(1)
    turn(ana, bo)
    thief = bo.stolen()
    turn(ana, bo)
    assert not bo.skipped
    assert [thief.decrypt(envelope) for envelope in late] == [b"1", b"2"]


# evenings


def test_each_message_is_opened_or_lost_and_each_copy_refused():
    for night in evenings(20):
        assert night.opened + night.lost == night.written == 40
        assert night.closed == 0
        assert night.thief_old == 0


def test_a_thief_opens_what_waits_and_what_the_chain_still_gives():
    for seed in range(20):
        talk = Talk(random.Random(seed), Network(late=0))
        night = talk.run()
        assert night.thief_unread <= night.lost
        assert night.thief_unread >= sum(len(side.skipped) for side in talk.sides.values())


def test_forgeries_change_nothing():
    quiet, attacked = evenings(10), evenings(10, network=Network(forged=0.5))
    assert sum(night.forgeries for night in attacked) > 300
    assert [replace(night, forgeries=0) for night in attacked] == quiet


def test_expiry_loses_late_messages_and_saves_keys():
    kept = {keep_turns: evenings(20, keep_turns=keep_turns) for keep_turns in (None, 2, 0)}
    closed = [sum(night.closed for night in nights) for nights in kept.values()]
    stolen = [sum(night.thief_unread for night in nights) for nights in kept.values()]
    assert closed == sorted(closed)
    assert closed[0] == 0 < closed[2]
    assert stolen == sorted(stolen, reverse=True)
    for nights in kept.values():
        for night in nights:
            assert night.opened + night.lost + night.closed == night.written
            assert night.thief_old == 0


def test_an_evening_is_the_same_each_time():
    assert evenings(3, messages=40) == evenings(3, messages=40)


def test_a_phone_notes_which_keys_wait():
    ana, bo = double_ratchet(SECRET)
    phone = Phone(bo)
    sent = [ana.encrypt(b"%d" % number) for number in range(4)]
    phone.take(sent[0], sent[3], sent[1], sent[1])
    assert [(each.number, each.outcome) for each in phone.arrivals] == [
        (0, "next"),
        (3, "next"),
        (1, "late"),
        (1, "refused"),
    ]
    assert [each.waiting for each in phone.arrivals] == [(), ((1, 1), (1, 2)), ((1, 2),), ((1, 2),)]


# the obedient design


def test_the_obedient_phone_reads_a_rough_network_as_ours_does():
    ana, bo = double_ratchet(SECRET)
    obedient = ObedientRatchet.like(bo)
    for _ in range(4):
        sent = [ana.encrypt(b"%d" % number) for number in range(6)]
        for place in (2, 0, 5, 1, 4):
            assert obedient.decrypt(sent[place]) == b"%d" % place
        with pytest.raises(CannotOpen):
            obedient.decrypt(sent[2])
        ana.decrypt(obedient.encrypt(b"answer"))


def test_one_forged_key_ends_the_obedient_talk_and_not_ours():
    ana, bo = double_ratchet(SECRET)
    bo.decrypt(ana.encrypt(b"hello"))
    obedient = ObedientRatchet.like(bo)
    lie = forged(Header(public_of(new_private()), 0, 0), random.Random(1))
    for phone in (obedient, bo):
        with pytest.raises(Tampered):
            phone.decrypt(lie)
    envelope = ana.encrypt(b"are you there?")
    with pytest.raises(CannotOpen):
        obedient.decrypt(envelope)
    assert bo.decrypt(envelope) == b"are you there?"


def test_a_far_number_fills_the_obedient_phone_and_costs_ours_nothing():
    ana, bo = double_ratchet(SECRET)
    bo.decrypt(ana.encrypt(b"hello"))
    obedient = ObedientRatchet.like(bo)
    header = replace(ana.encrypt(b"x").header, number=5_000)
    with pytest.raises(Tampered):
        obedient.decrypt(forged(header, random.Random(1)))
    assert len(obedient.skipped) == 4_999
    with pytest.raises(TooFarAhead):
        bo.decrypt(forged(replace(header, number=2_000_000), random.Random(1)))
    assert not bo.skipped


# a backup


def test_a_restored_writer_is_refused_until_it_passes_what_was_read():
    ana, bo = double_ratchet(SECRET)
    backup = ana.stolen()
    for _ in range(3):
        bo.decrypt(ana.encrypt(b"before"))
    for _ in range(3):
        with pytest.raises(Replayed):
            bo.decrypt(backup.encrypt(b"after"))
    assert bo.decrypt(backup.encrypt(b"after")) == b"after"


def test_a_restored_reader_opens_replays():
    ana, bo = double_ratchet(SECRET)
    backup = bo.stolen()
    envelope = ana.encrypt(b"pay 10")
    assert bo.decrypt(envelope) == backup.decrypt(envelope) == b"pay 10"


# the chain of the exercises


def test_a_chain_gives_the_keys_of_the_ratchet():
    chain, key = ReceivingChain(SECRET), SECRET
    for number in range(5):
        key, message_key = chain_step(key)
        assert chain.step() == (number, message_key)
    copy = chain.copy()
    copy.step()
    copy.waiting[1] = b"x"
    assert (chain.expected, chain.waiting) == (5, {})
    assert repr(copy) == "ReceivingChain(expected=6, waiting=[1])"


# an independent library


@pytest.mark.parametrize("missing", [MOST_SKIPPED, MOST_SKIPPED + 1])
def test_ours_and_theirs_wait_for_as_many(missing):
    prekey = new_private()
    ana = DoubleRatchet.first(SECRET, public_of(prekey), b"A|B")
    ours = DoubleRatchet.second(SECRET, prekey, b"A|B")
    theirs = Peer(SECRET, b"A|B", own_private=prekey.private_bytes_raw())
    hello = ana.encrypt(b"hello")
    for _ in range(missing):
        ana.encrypt(b"lost")
    far = ana.encrypt(b"far")
    for reader in (ours, theirs):
        assert reader.decrypt(hello) == b"hello"
        if missing <= MOST_SKIPPED:
            assert reader.decrypt(far) == b"far"
        else:
            with pytest.raises((TooFarAhead, doubleratchet.DoSProtectionException)):
                reader.decrypt(far)


@pytest.mark.parametrize("seed", range(10))
@pytest.mark.parametrize("keep_turns", [0, 2])
def test_with_an_expiry_ours_still_reads_theirs(seed, keep_turns):
    """Whatever expires, nothing is opened wrongly, and the talk goes on."""
    rng, prekey = random.Random(seed), new_private()
    ours = DoubleRatchet.first(SECRET, public_of(prekey), b"A|B")
    ours.keep_turns = keep_turns
    theirs = Peer(SECRET, b"A|B", own_private=prekey.private_bytes_raw())
    late, opened, closed = [], 0, 0
    for _ in range(12):
        theirs.decrypt(ours.encrypt(b"go on"))
        written = [(b"%d" % number, theirs.encrypt(b"%d" % number)) for number in range(rng.randint(1, 5))]
        first, *others = rng.sample(written, len(written))
        assert ours.decrypt(first[1]) == first[0]
        late += others
        for _ in range(min(len(late), 2)):
            text, envelope = late.pop(rng.randrange(len(late)))
            try:
                assert ours.decrypt(envelope) == text
                opened += 1
            except CannotOpen:
                closed += 1
    assert opened
    assert closed or keep_turns
