"""What a server and a listener see of an evening, what it costs, and how an envelope travels."""

import random

import pytest

from course.systems.encryption.designs import DESIGNS, double_ratchet
from course.systems.encryption.estimate import BUNDLE_BYTES, cost, envelope_bytes
from course.systems.encryption.model import Envelope, Replayed, Tampered
from course.systems.encryption.relay import play, readable
from course.systems.encryption.service import Device, KeyServer
from course.systems.encryption.theft import steal
from course.systems.encryption.workload import PEOPLE, evening


@pytest.mark.parametrize(
    ("transport", "end_to_end", "on_the_wire", "kept"),
    [(False, False, 60, 60), (True, False, 0, 60), (False, True, 0, 0), (True, True, 0, 0)],
)
@pytest.mark.parametrize("seed", range(3))
def test_who_reads_what(transport, end_to_end, on_the_wire, kept, seed):
    notes = evening(random.Random(seed), 60)
    relay = play(notes, transport=transport, end_to_end=end_to_end)
    assert (readable(relay.wire, notes), readable(relay.kept, notes)) == (on_the_wire, kept)
    assert len(relay.kept) == 60
    assert len(relay.wire) == 120


def test_the_server_keeps_who_wrote_to_whom_in_order():
    notes = evening(random.Random(5), 40)
    relay = play(notes, transport=True, end_to_end=True)
    rows = relay.database.execute("SELECT sender, reader FROM messages ORDER BY number").fetchall()
    assert rows == [(note.sender, note.reader) for note in notes]


def test_an_evening_repeats_no_text_and_nobody_writes_to_themselves():
    notes = evening(random.Random(1), 500)
    assert len({note.text for note in notes}) == 500
    assert all(note.sender != note.reader and {note.sender, note.reader} <= set(PEOPLE) for note in notes)
    assert notes == evening(random.Random(1), 500)


def test_an_envelope_comes_back_from_its_bytes():
    ana, bo = double_ratchet(bytes(32))
    ana.encrypt(b"lost")
    envelope = ana.encrypt(b"hello")
    assert Envelope.decode(envelope.encode()) == envelope
    assert bo.decrypt(Envelope.decode(envelope.encode())) == b"hello"
    with pytest.raises(Tampered, match="40 bytes or more; this one has 39"):
        Envelope.decode(bytes(39))


@pytest.mark.parametrize("size", [0, 1, 15, 16, 17, 100, 1_000])
def test_an_envelope_is_as_large_as_estimated(size):
    ana, _ = double_ratchet(bytes(32))
    assert len(ana.encrypt(b"x" * size).encode()) == envelope_bytes(size)


def test_a_bundle_is_as_large_as_estimated():
    server = KeyServer()
    Device("Bo", server)
    bundle = server.bundle("Bo")
    assert sum(map(len, (bundle.identity, bundle.signed_prekey, bundle.signature, bundle.one_time))) == BUNDLE_BYTES


def test_groups_dominate():
    planned = cost(86_400, messages_a_day=10, text_bytes=100, group_share=0.1, group_phones=50)
    assert planned.plain_bytes_per_s == 1_000
    assert planned.single_bytes_per_s == pytest.approx(9 * 184)
    assert planned.group_bytes_per_s == pytest.approx(49 * 184)
    assert planned.bundle_bytes_per_s == BUNDLE_BYTES
    assert planned.times_plain == pytest.approx(58 * 184 / 1_000)
    assert planned.key_store_bytes == 86_400 * (160 + 99 * 32)


@pytest.mark.parametrize(("share", "phones"), [(1.2, 5), (-0.1, 5), (0.1, 1)])
def test_a_group_that_cannot_be_is_refused(share, phones):
    with pytest.raises(ValueError, match="A share is 0 to 1"):
        cost(1, messages_a_day=1, text_bytes=1, group_share=share, group_phones=phones)


def test_a_theft_is_shown_in_one_row():
    assert [steal(design, 6).row for design in DESIGNS] == ["■■■■■■|■■■■■■", "······|■■■■■■", "······|■■····"]
    assert steal("chain", 0).row == "|■■■■■■■■■■■■"


def test_a_thief_who_writes_shows_when_the_owner_does():
    """Two phones walk one chain: the second message with a number is refused (lesson 24, scene 12)."""
    ana, bo = double_ratchet(bytes(32))
    bo.decrypt(ana.encrypt(b"hello"))
    thief = ana.stolen()
    assert bo.decrypt(thief.encrypt(b"pay me")) == b"pay me"
    with pytest.raises(Replayed, match="opened already"):
        bo.decrypt(ana.encrypt(b"it is me"))
