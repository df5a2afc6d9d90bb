"""X3DH in pieces: by hand as the library does it, against another program's record, and with a piece left out."""

import random
from dataclasses import replace

import pytest
import x3dh

from course import datasets
from course.parts.birthday import expected_first_collision
from course.systems.encryption.lookalikes import first_digits, until_one_is_like, until_two_are_alike
from course.systems.encryption.model import Tampered, UnknownPrekey
from course.systems.encryption.primitives import fingerprint, montgomery_of, public_of, seal
from course.systems.encryption.recorded import recorded_agreements
from course.systems.encryption.service import Device, KeyServer, write_first
from course.systems.encryption.taken_apart import (
    AGREEMENTS,
    OF_ANA,
    OF_BO,
    drawn,
    glance,
    opens_at_bo,
    public_halves,
    reached,
    thefts,
)
from course.systems.encryption.x3dh import Identity, Prekeys, agreed, initiate
from tests.systems.encryption_peers import PeerState, run

KEYS = drawn(random.Random(1), *OF_ANA, *OF_BO)
PUBLIC = public_halves(KEYS)
ANA = {name: KEYS[name] for name in OF_ANA}
BO = {name: KEYS[name] for name in OF_BO}
LEFT_OUT = {number: [*AGREEMENTS[: number - 1], *AGREEMENTS[number:]] for number in (1, 2, 3, 4)}
NO_ONE_TIME = AGREEMENTS[:3]


def opened_by(pairs):
    """All thefts with which somebody reaches the secret of these agreements, and the smallest of them."""
    right = reached(KEYS, PUBLIC, pairs)
    found = [stolen for stolen in thefts() if reached({name: KEYS[name] for name in stolen}, PUBLIC, pairs) == right]
    return len(found), {stolen for stolen in found if not any(other < stolen for other in found)}


def names(*thefts):
    return {frozenset(theft.split()) for theft in thefts}


# by hand


def test_by_hand_is_what_the_library_does():
    ana, prekeys = Identity(), Prekeys(Identity())
    ((number, one_time),) = prekeys.one_time(1).items()
    bundle = replace(prekeys.bundle(), one_time_id=number, one_time=one_time)
    library, opening = initiate(ana, bundle)
    own = {
        "IK_B": prekeys.identity.agrees,
        "SPK_B": prekeys._signed[bundle.signed_prekey_id],
        "OPK_B": prekeys._one_time[number],
    }
    message = {"IK_A": montgomery_of(opening.identity), "EK_A": opening.ephemeral}
    assert reached(own, message, AGREEMENTS) == library.secret


@pytest.mark.parametrize("pairs", [AGREEMENTS, NO_ONE_TIME, *LEFT_OUT.values()])
def test_both_sides_reach_the_same_secret_also_with_an_agreement_left_out(pairs):
    """No test that plays two honest sides finds what is missing."""
    assert reached(ANA, PUBLIC, pairs) == reached(BO, PUBLIC, pairs) is not None
    assert opens_at_bo(BO, PUBLIC, seal(reached(ANA, PUBLIC, pairs), b"hello", b""), pairs)


def test_keys_drawn_from_one_seed_are_the_same():
    assert public_halves(drawn(random.Random(1), *OF_ANA, *OF_BO)) == PUBLIC
    assert len(set(PUBLIC.values())) == 5


def test_a_secret_is_shown_by_ten_digits():
    assert glance(bytes(32)) == glance(bytes(32)) != glance(bytes(31) + b"\x01")
    assert len(glance(bytes(32)).replace(" ", "")) == 10


# another program


def peer_of(row):
    """Their state from a row of ours."""
    model = x3dh.models.BaseStateModel(
        identity_key={"secret": row["reader_identity_seed"], "secret_type": "SEED"},
        signed_pre_key={"priv": row["reader_signed_prekey"], "sig": bytes(64), "timestamp": 0},
        old_signed_pre_key=None,
        pre_keys=frozenset({row["reader_one_time_prekey"]} - {b""}),
    )
    return PeerState.from_model(
        model, x3dh.IdentityKeyFormat.ED_25519, x3dh.HashFunction.SHA_256, b"course X3DH", 10**10, 1, 1
    )


def rows():
    lines = (datasets.path("agreements/agreements.csv")).read_text("ascii").splitlines()
    for line in lines[1:]:
        yield dict(zip(lines[0].split(","), map(bytes.fromhex, line.split(",")), strict=True))


def test_the_recorded_agreements_are_those_of_the_other_program_and_ours():
    recorded = list(recorded_agreements())
    assert ["OPK_B" in one.own for one in recorded] == [True, False] * 3
    for row, one in zip(rows(), recorded, strict=True):
        assert reached(one.own, one.message, AGREEMENTS if "OPK_B" in one.own else NO_ONE_TIME) == one.secret
        state = peer_of(row)
        used = public_of(one.own["OPK_B"]) if "OPK_B" in one.own else None
        header = x3dh.Header(row["writer_identity"], row["writer_ephemeral"], state.bundle.signed_pre_key, used)
        theirs, _, _ = run(state.get_shared_secret_passive(header, require_pre_key=used is not None))
        assert theirs == one.secret == row["secret"]


# left out


def test_what_opens_a_first_message():
    assert opened_by(AGREEMENTS) == (14, names("IK_A EK_A", "EK_A SPK_B", "IK_B SPK_B OPK_B"))
    assert opened_by(NO_ONE_TIME) == (16, names("IK_A EK_A", "EK_A SPK_B", "IK_B SPK_B"))


@pytest.mark.parametrize(
    ("number", "count", "new"),
    [
        (1, 18, "EK_A"),  # whoever draws a pair writes under anybody's name
        (2, 16, "SPK_B OPK_B"),  # whoever swaps the prekeys is Bo
        (3, 15, "IK_A IK_B OPK_B"),
        (4, 16, "IK_B SPK_B"),  # whoever copies Bo's phone this week reads the week
    ],
)
def test_each_agreement_left_out_lets_somebody_in(number, count, new):
    opened, least = opened_by(LEFT_OUT[number])
    assert opened == count
    assert frozenset(new.split()) in least - opened_by(AGREEMENTS)[1]


def test_without_a_one_time_prekey_only_the_third_agreement_holds_against_both_identities():
    both = {name: KEYS[name] for name in ("IK_A", "IK_B")}
    without = {number: [pair for pair in NO_ONE_TIME if pair != AGREEMENTS[number - 1]] for number in (1, 2, 3)}
    assert [number for number, pairs in without.items() if reached(both, PUBLIC, pairs) is not None] == [3]
    assert reached(both, PUBLIC, NO_ONE_TIME) is None


def test_a_swapped_prekey_waits_for_the_identity():
    """No single swap reads at once: agreement 2 needs the identity; who steals it later reads what was recorded."""
    swapped = drawn(random.Random(2), "SPK_B", "OPK_B")
    seen = PUBLIC | public_halves(swapped)
    secret = reached(ANA, seen, AGREEMENTS)
    assert reached(swapped, seen, AGREEMENTS) is None
    assert reached(swapped | {"IK_B": KEYS["IK_B"]}, seen, AGREEMENTS) == secret


def test_a_stranger_is_not_opened_under_another_name():
    eve = drawn(random.Random(3), "EK_A", "IK_A")
    seen = PUBLIC | public_halves({"EK_A": eve["EK_A"]})
    secret = reached(eve, seen | public_halves(eve), AGREEMENTS)
    assert not opens_at_bo(BO, seen, seal(secret, b"it is Ana", b""), AGREEMENTS)
    assert not opens_at_bo({"IK_B": KEYS["IK_B"]}, seen, bytes(80), AGREEMENTS)


# bound


def test_one_bit_of_an_identity_changes_no_agreement():
    """The sign of a point: X25519 does not see it, so only the associated data does."""
    ana, reader = Identity(), Prekeys(Identity())
    secret, opening = initiate(ana, reader.bundle())
    same = []
    for bit in range(256):
        changed = bytearray(ana.public)
        changed[bit // 8] ^= 1 << bit % 8
        answer, _ = reader.respond(replace(opening, identity=bytes(changed)))
        assert answer.associated != secret.associated
        same += [bit] * (answer.secret == secret.secret)
    assert same == [255]


def test_identities_that_change_places_do_not_open():
    bo = Device("Bo", KeyServer())
    _, first = Device("Ana", bo.server).start("Bo", "hello")
    turned = replace(first, opening=replace(first.opening, identity=bo.identity.public))
    with pytest.raises(Tampered):
        bo.accept(turned)
    assert agreed([], b"A", b"B").associated == b"AB"


# once


def test_a_first_message_without_a_one_time_prekey_opens_again_and_with_one_it_does_not():
    bo = Device("Bo", KeyServer())
    bundle = bo.server.bundle("Bo")
    for given, times in ((bundle, 1), (replace(bundle, one_time_id=None, one_time=None), 3)):
        _, first = write_first(Identity(), given, "pay 10 to Cem")
        opened = 0
        for _ in range(3):
            try:
                opened += bo.accept(first)[1] == "pay 10 to Cem"
            except UnknownPrekey:
                continue
        assert opened == times


def test_two_who_got_one_one_time_prekey_only_the_first_is_read():
    bo = Device("Bo", KeyServer())
    bundle = bo.server.bundle("Bo")
    (_, one), (_, other) = (write_first(Identity(), bundle, text) for text in ("from Ana", "from Cem"))
    assert bo.accept(other)[1] == "from Cem"
    with pytest.raises(UnknownPrekey, match="was used"):
        bo.accept(one)


# alike


@pytest.mark.parametrize("digits", [1, 2])
def test_a_given_number_takes_all_tries_and_any_two_their_root(digits):
    runs = 300
    wanted = first_digits(bytes(32), "Bo", digits)
    one = sum(until_one_is_like(wanted, "Bo", random.Random(seed)) for seed in range(runs)) / runs
    two = sum(until_two_are_alike(digits, "Bo", random.Random(seed)) for seed in range(runs)) / runs
    assert one == pytest.approx(10**digits, rel=0.2)
    assert two == pytest.approx(expected_first_collision(10**digits), rel=0.2)


def test_quick_digits_are_those_of_one_round():
    assert first_digits(bytes(32), "Bo", 7) == fingerprint(bytes(32), "Bo", rounds=1).replace(" ", "")[:7]
