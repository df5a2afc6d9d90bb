"""Exercise 24.5: whether one may write to the keys that a server hands out."""

from dataclasses import replace

from course.checks.answer import Answer
from course.checks.model import Exercise, Function, Misconception, Property, Wrong, expect
from course.systems.encryption.model import BadSignature, Bundle
from course.systems.encryption.primitives import new_private, public_of
from course.systems.encryption.x3dh import Identity, Prekeys, verify


def bundle_of(identity: Identity) -> Bundle:
    """What an honest server hands out."""
    return Prekeys(identity).bundle()


def swapped(bundle: Bundle) -> Bundle:
    """The prekey is another one."""
    return replace(bundle, signed_prekey=public_of(new_private()))


def signed_by(signer: Identity, bundle: Bundle) -> Bundle:
    """Another prekey, signed well, but by somebody else than the bundle says."""
    own = bundle_of(signer)
    return replace(own, identity=bundle.identity)


def judged(answer: Answer, bundle: Bundle, known: bytes | None, wanted: bool, case: str, why: str) -> None:
    try:
        given = answer(bundle, known)
    except Wrong as wrong:  # its case shows many bytes
        raise Wrong(case, wrong.args[1]) from None
    expect(given is wanted, case, f"You say {given}. {why}")


def an_honest_stranger(answer: Answer) -> None:
    for _ in range(2):
        judged(
            answer,
            bundle_of(Identity()),
            None,
            True,
            "Bo's own bundle; you have never compared his number",
            "Nothing speaks against it, and somebody has to be the first to write.",
        )


def an_old_friend(answer: Answer) -> None:
    bo = Identity()
    judged(
        answer,
        bundle_of(bo),
        bytes(bytearray(bo.public)),  # equal, and another object
        True,
        "Bo's own bundle, with the identity that you compared",
        "It is Bo: the two identities are equal.",
    )


def a_swapped_prekey(answer: Answer) -> None:
    bo = Identity()
    good = bundle_of(bo)
    bit = replace(good, signed_prekey=bytes([good.signed_prekey[0] ^ 1]) + good.signed_prekey[1:])
    for known in (None, bo.public):
        for bundle in (swapped(good), bit):
            judged(
                answer,
                bundle,
                known,
                False,
                f"the server swapped the prekey ({'you compared' if known else 'you never compared'} the number)",
                "It has the private half of that prekey, and waits for Bo's identity key.",
            )


def a_swap_between_two_honest_answers(answer: Answer) -> None:
    bo = Identity()
    for known in (None, bo.public):
        good = bundle_of(bo)
        for bundle, wanted, case in (
            (good, True, "Bo's own bundle"),
            (swapped(good), False, "a moment later: the same identity and signature, another prekey"),
            (good, True, "then Bo's own bundle again"),
        ):
            judged(answer, bundle, known, wanted, case, "Each bundle is looked at by itself.")


def a_signature_of_somebody_else(answer: Answer) -> None:
    bo, server = Identity(), Identity()
    good = bundle_of(bo)
    for bundle, case in (
        (signed_by(server, good), "the server signed its own prekey, and left Bo's identity in the bundle"),
        (replace(good, signature=bo.sign(bo.public)), "the signature is Bo's, but of another text"),
        (replace(good, signature=b""), "the signature is empty"),
        (replace(good, signature=bytes(64)), "the signature is 64 zero bytes"),
    ):
        judged(answer, bundle, None, False, case, "Nothing shows that Bo made this prekey.")


def another_identity(answer: Answer) -> None:
    bo, server = Identity(), Identity()
    judged(
        answer,
        bundle_of(server),
        bo.public,
        False,
        "a bundle that is signed well, with another identity than the one you compared",
        "It is well signed, by somebody who is not Bo.",
    )


def a_swapped_identity(answer: Answer) -> None:
    bo, server = Identity(), Identity()
    for bundle in (
        replace(bundle_of(bo), identity=server.public),
        replace(bundle_of(bo), identity=bo.public[:-1] + bytes([bo.public[-1] ^ 1])),
    ):
        judged(
            answer,
            bundle,
            bo.public,
            False,
            "Bo's prekey with Bo's signature, under another identity than the one you compared",
            "Your phone would agree with the identity in the bundle, and that one is not Bo's.",
        )


def ours_may_write(bundle: Bundle, known: bytes | None) -> bool:
    try:
        verify(bundle.identity, bundle.signature, data=bundle.signed_prekey)
    except BadSignature:
        return False
    return known in {None, bundle.identity}


def says(answer: Answer, bundle: Bundle, known: bytes | None) -> object:
    return answer(bundle, known)


def takes_a_swapped_one(answer: Answer) -> bool:
    bo = Identity()
    return says(answer, swapped(bundle_of(bo)), None) is True


def takes_a_swapped_one_of_a_friend(answer: Answer) -> bool:
    bo = Identity()
    bundle = swapped(bundle_of(bo))
    return says(answer, bundle, bo.public) is True and says(answer, bundle, None) is False


def remembers_an_identity(answer: Answer) -> bool:
    other, good = bundle_of(Identity()), bundle_of(Identity())
    bundles = swapped(other), good, swapped(good)
    return [says(answer, bundle, bundle.identity) for bundle in bundles] == [False, True, True]


def takes_no_signature(answer: Answer) -> bool:
    good = bundle_of(Identity())
    return says(answer, replace(good, signature=b""), None) is True and says(answer, swapped(good), None) is False


def takes_another_identity(answer: Answer) -> bool:
    return says(answer, bundle_of(Identity()), Identity().public) is True


def takes_a_swapped_identity(answer: Answer) -> bool:
    bo = Identity()
    return says(answer, replace(bundle_of(bo), identity=Identity().public), bo.public) is True


def takes_a_signed_identity(answer: Answer) -> bool:
    bo = Identity()
    return says(answer, replace(bundle_of(bo), signature=bo.sign(bo.public)), None) is True


def leaves_it_to_verify(answer: Answer) -> bool:
    """Whether what ``verify`` raises, or the None that it returns, comes out of the answer."""
    try:
        says(answer, bundle_of(Identity()), None)
        says(answer, swapped(bundle_of(Identity())), None)
    except Wrong as wrong:
        return "BadSignature" in wrong.args[1] or "returned None" in wrong.args[1]
    return False


def mixes_up_places(answer: Answer) -> bool:
    """Whether it takes a bundle whose parts stand in each other's places."""
    good = bundle_of(Identity())
    seals = replace(good, signature=good.signed_prekey, signed_prekey=good.signature)
    names = replace(good, identity=good.signed_prekey, signed_prekey=good.identity)
    return any(says(answer, bundle, None) is True for bundle in (seals, names))


def refuses_a_friend(answer: Answer) -> bool:
    bo = Identity()
    return says(answer, bundle_of(bo), bo.public) is False


MAY_WRITE = Exercise(
    id="24.5",
    title="may_write(bundle, known)",
    objective="trust",
    points=2.0,
    expects=Function(("bundle", "known"), bool),
    properties=(
        Property("an honest stranger may be written to", an_honest_stranger),
        Property("so may an old friend", an_old_friend),
        Property("a swapped prekey is seen", a_swapped_prekey),
        Property("also where Bo's own was seen a moment ago", a_swap_between_two_honest_answers),
        Property("a signature of somebody else, or of something else, is seen", a_signature_of_somebody_else),
        Property("another identity than the compared one is seen", another_identity),
        Property("also where the signature is Bo's own", a_swapped_identity),
    ),
    misconceptions=(
        Misconception(
            "a signature that is there is a good one",
            "The server swapped the prekey and left the signature. What did you compute with it?",
            lambda answer: (
                takes_a_swapped_one(answer)
                and says(answer, replace(bundle_of(Identity()), signature=b""), None) is False
            ),
        ),
        Misconception(
            "a stranger cannot be checked",
            "You have never compared his number. What does the signature tell you all the same?",
            lambda answer: takes_a_swapped_one(answer) and not takes_another_identity(answer),
        ),
        Misconception(
            "who is known needs no signature",
            "The server leaves Bo's identity in the bundle and swaps the prekey. Which line of yours looks at the prekey?",
            takes_a_swapped_one_of_a_friend,
        ),
        Misconception(
            "what was checked once stays good",
            "You looked at Bo's bundle a moment ago. Which of the three in the bundle can be another one now?",
            remembers_an_identity,
        ),
        Misconception(
            "without a signature there is nothing to check",
            "The server may leave the signature out. What shows then that Bo made this prekey?",
            takes_no_signature,
        ),
        Misconception(
            "no crash means a good signature",
            "`verify` raises when the signature is bad. What does your function return then?",
            takes_a_swapped_one,
        ),
        Misconception(
            "well signed means signed by the right person",
            "The server can sign too, with its own identity. With what do you compare the identity in the bundle?",
            takes_another_identity,
        ),
        Misconception(
            "Bo's signature makes the whole bundle Bo's",
            "Bo signed the prekey only. Which identity does your phone go on with, the one you compared or the one in the bundle?",
            takes_a_swapped_identity,
        ),
        Misconception(
            "verify answers yes or no",
            "`verify` tells of a bad signature in one way only. Which one, and what does your function return then?",
            leaves_it_to_verify,
        ),
        Misconception(
            "the signature stands under the identity",
            "What would the server have to leave unchanged, and what could it swap, if only the identity were signed?",
            takes_a_signed_identity,
        ),
        Misconception(
            "the order of the three does not matter",
            "`verify(identity, signature, data)`: what stands at each of these three places in your call?",
            lambda answer: refuses_a_friend(answer) and mixes_up_places(answer),
        ),
        Misconception(
            "a good signature makes verify return something",
            "You refuse Bo's own bundle, which is well signed. What does `verify` return then, and which line of yours says no?",
            refuses_a_friend,
        ),
        Misconception(
            "a stranger is never written to",
            "Everybody is a stranger before the first message. What can you check already, and what later?",
            lambda answer: says(answer, bundle_of(Identity()), None) is False,
        ),
    ),
    steps=(
        "If you know an identity and the bundle names another one, it is False.",
        "Let `verify` look: whose signature, which signature, under what?",
        "If it raises BadSignature, it is False.",
        "Otherwise it is True.",
    ),
    sister=(
        "*A parcel service shows you a card: 'I come from Bo', with a stamp.* You hold the stamp against the light. If you have met Bo, you also "
        "compare the name on the stamp with his."
    ),
    ours=lambda: ours_may_write,
    pattern="trusting the caller",
    free=((0, 1), (0, 2)),
)
