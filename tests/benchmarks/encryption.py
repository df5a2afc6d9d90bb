"""The pairs of lesson 24: an agreement, a talk in one direction, and one in which each message changes the turn."""

from functools import partial

from course.systems.encryption.double_ratchet import DoubleRatchet
from course.systems.encryption.primitives import new_private, public_of
from course.systems.encryption.x3dh import Identity, Prekeys, initiate
from tests.benchmarks.pairs import Pair
from tests.systems.encryption_peers import Peer, bare_state, run

SECRET = bytes(range(32))
MESSAGES, TURNS, AGREEMENTS = 1_500, 300, 100
TEXT = b"See you at the station at ten past eight, by the clock. "


def encryption_pairs() -> list[Pair]:
    """Both sides by us, against both sides by them."""
    return [
        Pair("X3DH, both sides", "X3DH", our_agreements, their_agreements, 1.8),
        Pair("Double Ratchet, one way", "DoubleRatchet", partial(one_way, ours), partial(one_way, theirs), 2.0),
        Pair("Double Ratchet, turn by turn", "DoubleRatchet", partial(in_turn, ours), partial(in_turn, theirs), 1.6),
    ]


def ours():
    prekey = new_private()
    return DoubleRatchet.first(SECRET, public_of(prekey), b"A|B"), DoubleRatchet.second(SECRET, prekey, b"A|B")


def theirs():
    prekey = new_private()
    return (
        Peer(SECRET, b"A|B", their_public=public_of(prekey)),
        Peer(SECRET, b"A|B", own_private=prekey.private_bytes_raw()),
    )


def one_way(sides):
    first, second = sides()
    for _ in range(MESSAGES):
        text = second.decrypt(first.encrypt(TEXT))
    return text


def in_turn(sides):
    first, second = sides()
    for _ in range(TURNS):
        second.decrypt(first.encrypt(TEXT))
        text = first.decrypt(second.encrypt(TEXT))
    return text


def our_agreements():
    writer, prekeys = Identity(), Prekeys(Identity())
    bundle = prekeys.bundle()
    for _ in range(AGREEMENTS):
        agreed, opening = initiate(writer, bundle)
        same = prekeys.respond(opening)[0] == agreed
    return same


def their_agreements():
    """Without one-time prekeys on either side: theirs computes the public halves of all of them each time."""
    writer, reader = bare_state(), bare_state()
    bundle = reader.bundle
    for _ in range(AGREEMENTS):
        secret, _, header = run(writer.get_shared_secret_active(bundle, require_pre_key=False))
        same = run(reader.get_shared_secret_passive(header, require_pre_key=False))[0] == secret
    return same
