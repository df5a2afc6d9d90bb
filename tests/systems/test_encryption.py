"""X3DH and the Double Ratchet: published vectors, an independent library in both directions, and a rough network."""

import random
from collections import Counter
from dataclasses import replace

import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from hypothesis import given, settings
from hypothesis import strategies as st

from course.errors import CourseError
from course.systems.encryption.designs import DESIGNS
from course.systems.encryption.double_ratchet import DoubleRatchet, chain_step
from course.systems.encryption.faults import ManInTheMiddle, PrekeySwapper, rough_network
from course.systems.encryption.model import (
    BadSignature,
    CannotOpen,
    Envelope,
    Replayed,
    Tampered,
    TooFarAhead,
    UnknownPrekey,
)
from course.systems.encryption.often_seen import HalfAgreement, StaticKey
from course.systems.encryption.primitives import (
    agree,
    agreement_key_of,
    fingerprint,
    hkdf,
    mac,
    montgomery_of,
    new_private,
    public_of,
    seal,
    unseal,
)
from course.systems.encryption.service import Device, KeyServer, safety_number
from course.systems.encryption.theft import steal, steal_chain
from course.systems.encryption.x3dh import Identity, Prekeys, initiate
from tests.systems.encryption_peers import (
    THEIR_REFUSALS,
    Peer,
    agree_with,
    answer_of,
    peer_state,
    their_bundle,
    their_identity,
)

SECRET = bytes(range(32))
ALICE = "77076d0a7318a57d3c16c17251b26645df4c2f87ebc0992ab177fba51db92c2a"
BOB_PUBLIC = "de9edb7d7b7dc1b4d35b61c2ece435373f8343c85b78674dadfc7e146f882b4f"


def pair():
    prekey = new_private()
    return DoubleRatchet.first(SECRET, public_of(prekey), b"A|B"), DoubleRatchet.second(SECRET, prekey, b"A|B")


# the black boxes


def test_the_agreement_is_that_of_rfc_7748():
    alice = X25519PrivateKey.from_private_bytes(bytes.fromhex(ALICE))
    assert public_of(alice).hex() == "8520f0098930a754748b7ddcb43ef75a0dbf3a0d26381af4eba4a98eaa9b4e6a"
    shared = agree(alice, bytes.fromhex(BOB_PUBLIC))
    assert shared.hex() == "4a5d9d5ba4ce2de1728e3bf480350f25e07e21c947d19e3376f09b3c1e161742"


def test_the_stretching_is_that_of_rfc_5869():
    made = hkdf(bytes([0x0B]) * 22, salt=bytes(range(13)), info=bytes(range(0xF0, 0xFA)), length=42)
    assert made.hex() == "3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865"


def test_the_keyed_hash_is_that_of_rfc_4231():
    assert mac(b"\x0b" * 20, b"Hi There").hex().startswith("b0344c61d8db38535ca8afceaf0bf12b")
    assert mac(b"Jefe", b"what do ya want for nothing?").hex().endswith("5a003f089d2739839dec58b964ec3843")


@given(st.binary(max_size=90), st.binary(max_size=90), st.binary(max_size=90), st.integers(1, 300))
def test_the_stretching_is_that_of_cryptography(secret, salt, info, length):
    theirs = HKDF(hashes.SHA256(), length, salt or bytes(32), info).derive(secret)
    assert hkdf(secret, salt=salt, info=info, length=length) == theirs


@pytest.mark.parametrize("length", [0, -1, 255 * 32 + 1])
def test_nothing_and_too_much_are_refused(length):
    with pytest.raises(ValueError, match="HKDF gives 1 to 8160 bytes"):
        hkdf(SECRET, salt=b"", info=b"", length=length)


@given(st.binary(max_size=100), st.binary(max_size=60))
def test_what_was_sealed_opens(text, associated):
    assert unseal(SECRET, seal(SECRET, text, associated), associated) == text


@given(st.binary(max_size=40), st.data())
def test_every_changed_bit_is_seen(text, data):
    sealed = bytearray(seal(SECRET, text, b"header"))
    place = data.draw(st.integers(0, 8 * len(sealed) - 1))
    sealed[place // 8] ^= 1 << place % 8
    with pytest.raises(Tampered, match="does not open"):
        unseal(SECRET, bytes(sealed), b"header")


@pytest.mark.parametrize("sealed", [b"", bytes(31), bytes(32), bytes(47)])
def test_what_is_too_short_is_refused(sealed):
    with pytest.raises(Tampered):
        unseal(SECRET, sealed, b"")


def test_a_public_key_that_makes_every_secret_zero_is_refused():
    for public in (bytes(32), b"\x01" + bytes(31), b"short"):
        with pytest.raises(Tampered, match="cannot be used"):
            agree(new_private(), public)


def test_one_identity_signs_and_agrees():
    for _ in range(20):
        identity = Identity()
        assert montgomery_of(identity.public) == public_of(identity.agrees)


@pytest.mark.parametrize("public", [b"", bytes(31), b"\x01" + bytes(31), bytes(32), b"\xff" * 32])
def test_what_is_no_point_of_a_person_is_refused(public):
    with pytest.raises(Tampered):
        montgomery_of(public)


def test_a_seed_gives_the_private_half_of_rfc_8032():
    seed = bytes.fromhex("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60")
    public = bytes.fromhex("d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a")
    assert public_of(agreement_key_of(seed)) == montgomery_of(public)


# X3DH


def test_both_sides_agree_with_and_without_a_one_time_prekey():
    writer, prekeys = Identity(), Prekeys(Identity())
    ((number, one_time),) = prekeys.one_time(1).items()
    for bundle in (prekeys.bundle(), replace(prekeys.bundle(), one_time_id=number, one_time=one_time)):
        ours, opening = initiate(writer, bundle)
        theirs, _ = prekeys.respond(opening)
        assert ours == theirs


def test_a_one_time_prekey_is_gone_once_it_was_used():
    prekeys = Prekeys(Identity())
    ((number, one_time),) = prekeys.one_time(1).items()
    _, opening = initiate(Identity(), replace(prekeys.bundle(), one_time_id=number, one_time=one_time))
    prekeys.respond(opening)
    prekeys.used(opening)
    assert prekeys.one_time_left == 0
    with pytest.raises(UnknownPrekey, match=f"Prekey {number} was used"):
        prekeys.respond(opening)


def test_the_last_signed_prekey_stays_for_one_rotation():
    prekeys = Prekeys(Identity())
    _, opening = initiate(Identity(), prekeys.bundle())
    prekeys.rotate()
    prekeys.respond(opening)
    prekeys.rotate()
    with pytest.raises(UnknownPrekey):
        prekeys.respond(opening)


def test_a_prekey_that_the_identity_did_not_sign_is_refused():
    good, bad = Prekeys(Identity()).bundle(), Prekeys(Identity()).bundle()
    for bundle in (
        replace(good, signed_prekey=bad.signed_prekey),
        replace(good, identity=bad.identity),
        replace(good, signature=bytes(64)),
        replace(good, signature=b""),
        replace(good, identity=b"nobody"),
    ):
        with pytest.raises(BadSignature, match="not signed by the identity"):
            initiate(Identity(), bundle)


def test_our_writer_agrees_with_their_reader():
    for one_time in (True, False):
        state = peer_state()
        writer = Identity()
        ours, opening = initiate(writer, their_identity(state, one_time=one_time))
        secret, associated = answer_of(state, opening, one_time=one_time)
        assert (secret, associated) == (ours.secret, ours.associated)


def test_their_writer_agrees_with_our_reader():
    for one_time in (True, False):
        prekeys = Prekeys(Identity())
        bundle = prekeys.bundle()
        if one_time:
            ((number, public),) = prekeys.one_time(1).items()
            bundle = replace(bundle, one_time_id=number, one_time=public)
        secret, associated, opening = agree_with(peer_state(), their_bundle(bundle), bundle)
        ours, _ = prekeys.respond(opening)
        assert (secret, associated) == (ours.secret, ours.associated)


# the Double Ratchet


def test_the_second_side_must_read_before_it_writes():
    _, second = pair()
    with pytest.raises(ValueError, match="must open a message before it can write"):
        second.encrypt(b"hello")


def test_every_message_has_another_key_and_another_face():
    first, second = pair()
    sealed = [first.encrypt(b"the same") for _ in range(50)]
    assert len({envelope.sealed for envelope in sealed}) == 50
    assert [second.decrypt(envelope) for envelope in sealed] == [b"the same"] * 50


def test_a_message_opens_once():
    first, second = pair()
    early, late = first.encrypt(b"early"), first.encrypt(b"late")
    assert second.decrypt(late) == b"late"
    assert second.decrypt(early) == b"early"
    for envelope in (early, late):
        with pytest.raises(Replayed):
            second.decrypt(envelope)


def test_an_old_chain_does_not_open_again_after_the_turn_changed():
    first, second = pair()
    old = first.encrypt(b"old")
    second.decrypt(old)
    first.decrypt(second.encrypt(b"answer"))
    second.decrypt(first.encrypt(b"new"))
    with pytest.raises(CannotOpen):
        second.decrypt(old)
    assert second.decrypt(first.encrypt(b"still fine")) == b"still fine"


def test_a_message_that_does_not_open_changes_nothing():
    first, second = pair()
    second.decrypt(first.encrypt(b"one"))
    good = first.encrypt(b"two")
    header = good.header
    forged = [
        Envelope(header, good.sealed[:-1] + bytes([good.sealed[-1] ^ 1])),
        Envelope(replace(header, number=header.number + 5), good.sealed),
        Envelope(replace(header, previous=7), good.sealed),
        Envelope(replace(header, ratchet_public=public_of(new_private())), good.sealed),
        Envelope(replace(header, ratchet_public=b""), good.sealed),
    ]
    for envelope in forged:
        with pytest.raises(Tampered):
            second.decrypt(envelope)
        assert not second.skipped
    assert second.decrypt(good) == b"two"


def test_who_claims_to_be_somebody_else_is_not_opened():
    prekey = new_private()
    first = DoubleRatchet.first(SECRET, public_of(prekey), b"Eve|Bo")
    second = DoubleRatchet.second(SECRET, prekey, b"Ana|Bo")
    with pytest.raises(Tampered):
        second.decrypt(first.encrypt(b"it is Ana"))


def test_too_many_missing_messages_are_refused_and_the_others_still_open():
    first, second = pair()
    second.most_skipped = 10
    envelopes = [first.encrypt(b"%d" % number) for number in range(20)]
    with pytest.raises(TooFarAhead, match="19 messages are missing before this one; we wait for 10"):
        second.decrypt(envelopes[19])
    assert second.decrypt(envelopes[10]) == b"10"
    assert second.decrypt(envelopes[19]) == b"19"


def test_a_long_silence_does_not_end_the_conversation():
    first, second = pair()
    second.most_skipped = 10
    second.decrypt(first.encrypt(b"hello"))
    for _ in range(50):
        first.encrypt(b"lost")
    first.decrypt(second.encrypt(b"are you there?"))
    assert second.decrypt(first.encrypt(b"yes")) == b"yes"
    assert len(second.skipped) == 10


def test_kept_keys_do_not_grow_for_ever():
    first, second = pair()
    second.most_kept = 25
    for _ in range(10):
        for _ in range(9):
            first.encrypt(b"lost")
        second.decrypt(first.encrypt(b"seen"))
    assert len(second.skipped) == 25


def test_no_key_is_printed():
    first, second = pair()
    second.decrypt(first.encrypt(b"x"))
    device = Device("Ana", KeyServer())
    for shown in (first, second, first.keys, device, device.identity, device.prekeys, StaticKey(SECRET)):
        text = repr(shown) + str(shown)
        assert SECRET.hex() not in text
        assert "\\x" not in text


moves = st.lists(st.tuples(st.sampled_from("AB"), st.sampled_from(["send", "deliver", "lose", "twice", "tamper"])))


@given(moves, st.randoms(use_true_random=False))
@settings(max_examples=150, deadline=None)
def test_whatever_the_network_does_each_text_is_read_at_most_once_and_right(moves, rng):
    """A state machine: two sides, two bags of messages on their way, in any order."""
    sides = dict(zip("AB", pair(), strict=True))
    on_the_way, seen, written = {"A": [], "B": []}, Counter(), 0
    for name, move in moves:
        bag = on_the_way[name]
        if move == "send":
            if name == "B" and sides["B"].keys.sending is None:
                continue
            written += 1
            text = b"%d" % written
            on_the_way["B" if name == "A" else "A"].append((text, sides[name].encrypt(text)))
        elif bag:
            text, envelope = bag.pop(rng.randrange(len(bag)))
            if move == "lose":
                continue
            if move == "tamper":
                with pytest.raises(CannotOpen):
                    sides[name].decrypt(replace(envelope, sealed=envelope.sealed[:-1] + b"?" + b"?"))
            assert sides[name].decrypt(envelope) == text
            seen[text] += 1
            if move == "twice":
                with pytest.raises(CannotOpen):
                    sides[name].decrypt(envelope)
    assert all(count == 1 for count in seen.values())


@pytest.mark.parametrize("ours_first", [True, False])
@pytest.mark.parametrize("seed", range(10))
def test_ours_and_theirs_read_each_other_over_a_rough_network(ours_first, seed):
    talk(ours_first, random.Random(seed), turns=12)


@pytest.mark.long
@pytest.mark.parametrize("ours_first", [True, False])
def test_ours_and_theirs_read_each_other_over_a_thousand_rough_networks(ours_first):
    for seed in range(1_000):
        talk(ours_first, random.Random(seed), turns=12)


def talk(ours_first, rng, turns):
    """Each turn one side writes some messages; they come shuffled, twice, much later, or never; and forged before."""
    prekey = new_private()
    private = prekey.private_bytes_raw()
    if ours_first:
        sides = [DoubleRatchet.first(SECRET, public_of(prekey), b"A|B"), Peer(SECRET, b"A|B", own_private=private)]
    else:
        theirs = Peer(SECRET, b"A|B", their_public=public_of(prekey))
        sides = [theirs, DoubleRatchet.second(SECRET, prekey, b"A|B")]
    texts, read, late = {}, set(), ([], [])
    for turn in range(turns):
        writer, reader, waiting = sides[turn % 2], sides[1 - turn % 2], late[1 - turn % 2]
        written = []
        for number in range(rng.randint(1, 6)):
            written.append(writer.encrypt(b"%d/%d" % (turn, number)))
            texts[written[-1]] = b"%d/%d" % (turn, number)
        first, *others = rough_network(written, rng) or written[:1]  # one comes, so that the other side can answer
        held = [envelope for envelope in others if rng.random() < 0.2]
        due = [first, *(envelope for envelope in others if envelope not in held)]
        if waiting:
            due.append(waiting.pop(0))
        waiting += held
        for envelope in due:
            forged = replace(envelope, sealed=bytes([envelope.sealed[0] ^ 1]) + envelope.sealed[1:])
            for refused in (forged, *([envelope] if envelope in read else [])):
                if turn > 1:  # their side is made by its first message
                    with pytest.raises((CannotOpen, *THEIR_REFUSALS)):
                        reader.decrypt(refused)
            if envelope not in read:
                assert reader.decrypt(envelope) == texts[envelope]
                read.add(envelope)
    assert len(read) > turns


# devices, servers and those in between


def test_a_first_message_is_opened_by_somebody_who_slept():
    server = KeyServer()
    ana, bo = Device("Ana", server), Device("Bo", server)
    talk_of_ana, first = ana.start("Bo", "are you awake?")
    talk_of_bo, text = bo.accept(first)
    assert text == "are you awake?"
    assert talk_of_ana.decrypt(talk_of_bo.encrypt("now I am")) == "now I am"
    assert server.one_time_left("Bo") == bo.prekeys.one_time_left == 99
    with pytest.raises(UnknownPrekey):
        bo.accept(first)  # a replay


def test_a_first_message_that_was_changed_costs_no_prekey():
    server = KeyServer()
    ana, bo = Device("Ana", server), Device("Bo", server)
    _, first = ana.start("Bo", "hello")
    envelope = first.envelope
    with pytest.raises(Tampered):
        bo.accept(replace(first, envelope=replace(envelope, sealed=envelope.sealed[::-1])))
    assert bo.accept(first)[1] == "hello"


def test_the_hundred_and_first_writer_does_without_a_one_time_prekey():
    server = KeyServer()
    bo = Device("Bo", server)
    writers = [Device(f"writer {number}", server) for number in range(3)]
    server._one_time["Bo"] = dict([*server._one_time["Bo"].items()][:2])
    firsts = [writer.start("Bo", writer.name)[1] for writer in writers]
    assert [first.opening.one_time_id is None for first in firsts] == [False, False, True]
    assert [bo.accept(first)[1] for first in firsts] == [writer.name for writer in writers]


def test_nobody_is_found_under_an_unknown_name():
    with pytest.raises(UnknownPrekey, match="Nobody named 'Zoe'"):
        Device("Ana", KeyServer()).start("Zoe", "hello?")


def test_a_swapped_prekey_is_refused():
    server = PrekeySwapper()
    ana = Device("Ana", server)
    Device("Bo", server)
    with pytest.raises(BadSignature):
        ana.start("Bo", "hello")


def test_a_man_in_the_middle_reads_everything_until_the_safety_numbers_are_compared():
    honest = KeyServer()
    liar = ManInTheMiddle(honest)
    ana, bo = Device("Ana", honest), Device("Bo", honest)
    ana.server = liar
    talk_of_ana, first = ana.start("Bo", "our secret")
    forwarded, _ = liar.pass_on(first, "Ana", "Bo")
    talk_of_bo, text = bo.accept(forwarded)
    assert text == "our secret"
    assert liar.read == ["our secret"]
    at_ana = safety_number(("Ana", ana.identity.public), ("Bo", talk_of_ana.identity))
    at_bo = safety_number(("Bo", bo.identity.public), ("Ana", talk_of_bo.identity))
    assert at_ana != at_bo


def test_a_safety_number_has_sixty_digits_and_no_first_place():
    one, other = ("Ana", Identity().public), ("Bo", Identity().public)
    number = safety_number(one, other)
    assert number == safety_number(other, one)
    assert len(number.replace(" ", "")) == 60
    assert number.replace(" ", "").isdecimal()
    assert fingerprint(one[1], "Ana") != fingerprint(one[1], "Ann")


# thefts


@pytest.mark.parametrize("step", range(13))
@pytest.mark.parametrize("victim", "AB")
def test_one_key_opens_everything(step, victim):
    theft = steal("one key", step, victim=victim)
    assert all(theft.opened)
    assert theft.healed_after is None


@pytest.mark.parametrize("step", range(13))
@pytest.mark.parametrize("victim", "AB")
def test_a_chain_protects_the_past_only(step, victim):
    theft = steal("chain", step, victim=victim)
    assert (theft.past, theft.future) == (0, 12 - step)


@pytest.mark.parametrize("step", range(13))
def test_a_step_of_ones_own_is_robbed_as_the_chain_is(step):
    assert steal_chain(chain_step, step).row == steal("chain", step, writers="A" * 12).row
    assert all(steal_chain(lambda chain: (chain, chain), step).opened)


@given(st.text("AB", min_size=1, max_size=30), st.data(), st.sampled_from("AB"))
@settings(max_examples=150, deadline=None)
def test_the_double_ratchet_protects_the_past_and_heals_when_both_have_answered(later, data, victim):
    writers = "A" + later
    step = data.draw(st.integers(0, len(writers)))
    theft = steal("double ratchet", step, writers=writers, victim=victim)
    assert theft.past == 0
    # what opens: until the victim, having read a newer key of the other side, writes with a new key of its own,
    # and the other side has answered that
    turns = [place for place in range(1, len(writers)) if writers[place] != writers[place - 1]]
    assert not any(
        theft.opened[place] for place in range(len(writers)) if sum(step < turn <= place for turn in turns) >= 3
    )


def test_a_theft_in_the_middle_opens_at_most_two_turns():
    """A A B B A A …, the device of A. After it read B's first answer it has a new key, and so on, turn by turn."""
    assert [steal("double ratchet", step).future for step in range(13)] == [4, 3, 2, 5, 4, 3, 2, 5, 4, 3, 2, 1, 0]


@pytest.mark.parametrize(
    "wrong", [("nothing", 0, {}), ("chain", 13, {}), ("chain", -1, {}), ("chain", 0, {"writers": "AXB"})]
)
def test_a_theft_that_cannot_be_is_refused(wrong):
    design, step, more = wrong
    with pytest.raises(CourseError, match="Choose one of one key, chain, double ratchet"):
        steal(design, step, **more)


def test_every_design_carries_a_conversation():
    for design in DESIGNS.values():
        first, second = design(SECRET)
        assert second.decrypt(first.encrypt(b"hello")) == b"hello"
        assert first.decrypt(second.encrypt(b"back")) == b"back"


def test_the_agreement_often_seen_ends_after_its_first_half():
    writer, reader = HalfAgreement(), HalfAgreement()
    bundle = reader.publish()
    assert bundle.one_time_id not in reader.one_time  # the private half is gone
    assert len(writer.secret_with(bundle)) == 32
    swapped = replace(bundle, signed_prekey=public_of(new_private()))
    assert len(writer.secret_with(swapped)) == 32  # nobody notices
    with pytest.raises(KeyError):
        [reader.publish() for _ in range(100)]


def test_one_key_reads_a_replay_as_news():
    first, second = DESIGNS["one key"](SECRET)
    envelope = first.encrypt(b"pay 10")
    assert [second.decrypt(envelope) for _ in range(2)] == [b"pay 10"] * 2
    with pytest.raises(Tampered):
        StaticKey(bytes(32)).decrypt(envelope)
