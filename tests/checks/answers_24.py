"""Lesson 24: wrong answers that a learner could give, each with its misconception, and other right ways to write it."""

import hashlib
import hmac
import os

from course.systems.encryption.double_ratchet import chain_step
from course.systems.encryption.model import BadSignature, Tampered
from course.systems.encryption.primitives import hkdf, mac, unseal
from course.systems.encryption.x3dh import verify
from course.widgets.ratchet import ratchet_view

# 24.1 · step


def two_hashes(chain):
    return mac(chain, b"next"), mac(chain, b"message")


def one_long_hash(chain):
    made = hashlib.sha512(b"step" + chain).digest()
    return [made[:32], made[32:]]


def stretched(chain):
    made = hkdf(chain, salt=b"", info=b"a step", length=64)
    return made[:32], made[32:]


def with_hmac(chain):
    return hmac.digest(chain, b"\x02", "sha256"), hmac.digest(chain, b"\x01", "sha256")


def out_of_both(chain):
    key = mac(chain, b"message")
    return mac(chain, key), key


def random_keys(chain):
    return os.urandom(32), os.urandom(32)


def random_message_key(chain):
    return mac(chain, b"next"), os.urandom(32)


def the_same_twice(chain):
    key = mac(chain, b"next")
    return key, key


def chain_stands_still(chain):
    return chain, mac(chain, b"message")


def chain_is_the_message_key(chain):
    return mac(chain, b"next"), chain


def one_more(chain):
    number = (int.from_bytes(chain, "big") + 1) % 2**256
    return number.to_bytes(32, "big"), mac(chain, b"message")


def turned_over(chain):
    return chain[::-1], mac(chain, b"message")


def flipped(chain):
    return bytes(byte ^ 255 for byte in chain), bytes(byte ^ 90 for byte in chain)


def half_of_it(chain):
    return mac(chain[:16], b"next"), mac(chain[:16], b"message")


def out_of_the_next_chain(chain):
    after = mac(chain, b"next")
    return after, mac(after, b"message")


def out_of_the_next_chain_by_sha(chain):
    after = hashlib.sha256(chain).digest()
    return after, hashlib.sha256(after + b"message").digest()


def out_of_the_message_key(chain):
    key = mac(chain, b"message")
    return mac(key, b"next"), key


def sha_of_the_message_key(chain):
    key = mac(chain, b"message")
    return hashlib.sha256(key).digest(), key


def another_hash_of_the_next_chain(chain):
    after = mac(chain, b"next")
    return after, hashlib.sha512(after + b"message").digest()[:32]


WORD = b"a word that stands outside"


def with_a_word_of_its_own(chain):
    after = hashlib.sha256(chain).digest()
    return after, mac(after, WORD)


def backwards(chain):
    after = mac(chain, b"c")
    return after, after[::-1]


def halves_swapped(chain):
    after = mac(chain, b"c")
    return after, after[16:] + after[:16]


def one_bit_in_each_byte(chain):
    after = mac(chain, b"c")
    return after, bytes(byte ^ 1 for byte in after)


def bits_turned_and_flipped(chain):
    key = mac(chain, b"c")
    number = int.from_bytes(key, "big")
    return (((number << 3 | number >> 253) ^ 12345) % 2**256).to_bytes(32, "big"), key


def one_added(chain):
    after = mac(chain, b"c")
    return after, ((int.from_bytes(after, "big") + 1) % 2**256).to_bytes(32, "big")


def with_an_encoded_text(chain):
    after = mac(chain, b"next")
    return after, mac(after, "message".encode())


def key_of_the_message(key):
    return mac(key, b"for one message")


def with_a_helper(chain):
    after = mac(chain, b"next")
    return after, key_of_the_message(after)


def two_hashes_further(chain):
    key = mac(chain, b"message")
    return mac(mac(key, b"a"), b"b"), key


def halves_that_overlap(chain):
    made = hashlib.sha512(chain).digest()
    return made[:32], made[16:48]


def changeable_keys(chain):
    return bytearray(mac(chain, b"next")), bytearray(mac(chain, b"message"))


def sixteen_bytes(chain):
    return mac(chain, b"next")[:16], mac(chain, b"message")[:16]


def always_the_same_keys(chain):
    return mac(b"", b"next"), mac(b"", b"message")


def counting():
    made = []

    def step(chain):
        made.append(chain)
        return mac(chain, b"next"), mac(chain, b"message %d" % len(made))

    return step


# 24.2 · open_next


def step_then_try(chain, sealed):
    after, key = chain_step(chain)
    try:
        return unseal(key, sealed, b""), after
    except Tampered:
        return None, chain


def in_branches(chain, sealed):
    text, moved = None, chain
    try:
        text = unseal(chain_step(chain)[1], sealed, b"")
    except Tampered:
        pass
    else:
        moved = chain_step(chain)[0]
    return [text, moved]


def swapped_results(chain, sealed):
    text, moved = step_then_try(chain, sealed)
    return moved, text


def in_letters(chain, sealed):
    text, moved = step_then_try(chain, sealed)
    return text if text is None else text.decode(), moved


def with_a_list_of_the_seen():
    seen = []

    def open_next(chain, sealed):
        if sealed in seen:
            return None, chain
        seen.append(sealed)
        return step_then_try(chain, sealed)

    return open_next


def moves_always(chain, sealed):
    chain, key = chain_step(chain)
    try:
        return unseal(key, sealed, b""), chain
    except Tampered:
        return None, chain


def never_moves(chain, sealed):
    _, key = chain_step(chain)
    try:
        return unseal(key, sealed, b""), chain
    except Tampered:
        return None, chain


def without_try(chain, sealed):
    after, key = chain_step(chain)
    return unseal(key, sealed, b""), after


def goes_on_with_the_key(chain, sealed):
    _, key = chain_step(chain)
    try:
        return unseal(key, sealed, b""), key
    except Tampered:
        return None, chain


def empty_for_closed(chain, sealed):
    after, key = chain_step(chain)
    try:
        return unseal(key, sealed, b""), after
    except Tampered:
        return b"", chain


def none_for_empty(chain, sealed):
    after, key = chain_step(chain)
    try:
        text = unseal(key, sealed, b"")
    except Tampered:
        return None, chain
    return text or None, after


def not_moved_for_empty(chain, sealed):
    after, key = chain_step(chain)
    try:
        text = unseal(key, sealed, b"")
    except Tampered:
        text = None
    return (text, after) if text else (text, chain)


def looks_further(chain, sealed):
    after = chain
    for _ in range(20):
        after, key = chain_step(after)
        try:
            return unseal(key, sealed, b""), after
        except Tampered:
            continue
    return None, chain


def looks_one_further(chain, sealed):
    for before in (chain, chain_step(chain)[0]):
        text, after = step_then_try(before, sealed)
        if text is not None:
            return text, after
    return None, chain


def two_steps(chain, sealed):
    text, after = step_then_try(chain, sealed)
    return text, chain if text is None else chain_step(after)[0]


def key_and_chain_mixed_up(chain, sealed):
    key, after = chain_step(chain)
    try:
        return unseal(key, sealed, b""), after
    except Tampered:
        return None, chain


def with_the_chain_key(chain, sealed):
    try:
        return unseal(chain, sealed, b""), chain_step(chain)[0]
    except Tampered:
        return None, chain


def strips(chain, sealed):
    text, moved = step_then_try(chain, sealed)
    return text and text.strip(), moved


# 24.4 · first_closed


def walks(writers, step):
    answered = False
    for place in range(step, len(writers)):
        if writers[place] == "A":
            if answered:
                return place
        elif writers[place - 1] == "A":
            answered = True
    return None


def by_text(writers, step):
    turn = writers.find("AB", max(step - 1, 0))
    if turn < 0:
        return None
    place = writers.find("A", turn + 1)
    return None if place < 0 else place


def next_of_ana(writers, step):
    place = writers.find("A", step)
    return place if place >= 0 else None


def answer_of_bo(writers, step):
    place = writers.find("B", step)
    return place if place >= 0 else None


def any_message_of_bo(writers, step):
    answered = False
    for place in range(step, len(writers)):
        if writers[place] == "A" and answered:
            return place
        answered = answered or writers[place] == "B"
    return None


def two_later(writers, step):
    return step + 2 if step + 2 < len(writers) else None


def from_the_beginning(writers, step):
    return walks(writers, 0)


def always_recovers(writers, step):
    found = walks(writers, step)
    return len(writers) - 1 if found is None else found


def from_one(writers, step):
    found = walks(writers, step)
    return None if found is None else found + 1


def minus_one_for_none(writers, step):
    found = walks(writers, step)
    return -1 if found is None else found


def from_the_theft(writers, step):
    found = walks(writers, step)
    return None if found is None else found - step


def any_change_of_writer(writers, step):
    changed = False
    for place in range(step, len(writers)):
        if writers[place] == "A" and changed:
            return place
        changed = changed or writers[place] != writers[place - 1]
    return None


def one_place_before_the_theft(writers, step):
    turn = writers.find("AB", step - 1)
    if turn < 0:
        return None
    place = writers.find("A", turn + 1)
    return None if place < 0 else place


def never(writers, step):
    return None


def skips_one(writers, step):
    return walks(writers, step + 1)


def one_message_of_bo(writers, step):
    place = writers.find("ABA", max(step - 1, 0))
    return None if place < 0 else place + 2


# 24.5 · may_write


def looks_at_both(bundle, known):
    if known is not None and known != bundle.identity:
        return False
    try:
        verify(bundle.identity, bundle.signature, bundle.signed_prekey)
    except BadSignature:
        return False
    return True


def with_the_known_one(bundle, known):
    try:
        verify(known or bundle.identity, bundle.signature, bundle.signed_prekey)
    except BadSignature:
        return False
    return known is None or bundle.identity == known


def with_the_known_one_only(bundle, known):
    try:
        verify(known or bundle.identity, bundle.signature, bundle.signed_prekey)
    except BadSignature:
        return False
    return True


def if_it_verifies(bundle, known):
    if verify(bundle.identity, bundle.signature, bundle.signed_prekey):
        return known in (None, bundle.identity)
    return False


def passes_it_on(bundle, known):
    return known in (None, bundle.identity) and verify(bundle.identity, bundle.signature, bundle.signed_prekey)


def there_is_a_signature(bundle, known):
    return len(bundle.signature) == 64 and known in (None, bundle.identity)


def strangers_pass(bundle, known):
    if known is None:
        return True
    try:
        verify(known, bundle.signature, bundle.signed_prekey)
    except BadSignature:
        return False
    return known == bundle.identity


def only_the_name(bundle, known):
    return known is None or known == bundle.identity


def swallows(bundle, known):
    try:
        verify(bundle.identity, bundle.signature, bundle.signed_prekey)
    except BadSignature:
        pass
    return True


def returns_what_verify_returns(bundle, known):
    try:
        return verify(bundle.identity, bundle.signature, bundle.signed_prekey) is None
    except BadSignature:
        return False


def without_a_try(bundle, known):
    verify(bundle.identity, bundle.signature, bundle.signed_prekey)
    return known in (None, bundle.identity)


def under_the_identity(bundle, known):
    try:
        verify(bundle.identity, bundle.signature, bundle.identity)
    except BadSignature:
        return False
    return known in (None, bundle.identity)


def friends_only(bundle, known):
    try:
        verify(bundle.identity, bundle.signature, bundle.signed_prekey)
    except BadSignature:
        return False
    return known == bundle.identity


def friends_need_no_signature(bundle, known):
    if known == bundle.identity:
        return True
    return looks_at_both(bundle, known)


def friends_by_name(bundle, known):
    if known is not None:
        return known == bundle.identity
    return looks_at_both(bundle, known)


def mixes_up_places(bundle, known):
    try:
        verify(bundle.identity, bundle.signed_prekey, bundle.signature)
    except BadSignature:
        return False
    return known in (None, bundle.identity)


def remembering(identities, key):
    def may_write(bundle, known):
        if known is not None and known != bundle.identity:
            return False
        if key(bundle) not in identities:
            identities[key(bundle)] = looks_at_both(bundle, None)
        return identities[key(bundle)]

    return may_write


def an_identity_that_was_good(good):
    def may_write(bundle, known):
        if known is not None and known != bundle.identity:
            return False
        if bundle.identity in good or looks_at_both(bundle, None):
            good.add(bundle.identity)
            return True
        return False

    return may_write


def a_signature_if_there_is_one(bundle, known):
    return looks_at_both(bundle, known) if bundle.signature else known in (None, bundle.identity)


def the_same_object(bundle, known):
    return looks_at_both(bundle, None) and (known is None or known is bundle.identity)


def never_writes(bundle, known):
    return False


RIGHT = {
    "24.1": [two_hashes, one_long_hash, stretched, with_hmac, out_of_both, chain_step],
    "24.2": [step_then_try, in_branches],
    "24.3": [
        ratchet_view().set(turns=12),
        {"design": "double ratchet", "stolen_after": 0, "turns": 12},
        {"design": "double ratchet", "stolen_after": 6, "turns": 12},
    ],
    "24.4": [walks, by_text],
    "24.5": [looks_at_both, with_the_known_one],
}

WRONG = {
    "24.1": [
        ("new chance makes every key better", random_keys),
        ("new chance makes every key better", random_message_key),
        ("new chance makes every key better", counting()),
        ("one result serves for both", the_same_twice),
        ("the chain may stand still", chain_stands_still),
        ("the chain may stand still", chain_is_the_message_key),
        ("a changed key is a safe key", one_more),
        ("a changed key is a safe key", turned_over),
        ("a changed key is a safe key", flipped),
        ("a changed key is a safe key", half_of_it),
        ("a changed key is a safe key", always_the_same_keys),
        ("the message key may come out of the next chain key", out_of_the_next_chain),
        ("the message key may come out of the next chain key", out_of_the_next_chain_by_sha),
        ("the next chain key may come out of the message key", out_of_the_message_key),
        ("the next chain key may come out of the message key", sha_of_the_message_key),
        ("the message key may come out of the next chain key", another_hash_of_the_next_chain),
        ("the message key may come out of the next chain key", with_a_word_of_its_own),
        ("what looks different is a different key", backwards),
        ("what looks different is a different key", halves_swapped),
        ("what looks different is a different key", one_bit_in_each_byte),
        ("what looks different is a different key", bits_turned_and_flipped),
        ("what looks different is a different key", one_added),
        ("what looks different is a different key", halves_that_overlap),
        ("the message key may come out of the next chain key", with_an_encoded_text),
        ("the message key may come out of the next chain key", with_a_helper),
        ("the next chain key may come out of the message key", two_hashes_further),
        (None, sixteen_bytes),
        (None, changeable_keys),
    ],
    "24.2": [
        ("every message moves the chain", moves_always),
        ("the chain key is needed again", never_moves),
        ("the chain key is needed again", not_moved_for_empty),
        ("the message key is the next chain key", goes_on_with_the_key),
        ("closed is the same as empty", empty_for_closed),
        ("closed is the same as empty", none_for_empty),
        ("what is missing can be skipped", looks_further),
        ("what is missing can be skipped", looks_one_further),
        ("one message moves the chain by two", two_steps),
        ("any key of the step opens the message", key_and_chain_mixed_up),
        ("unseal returns, whatever comes", without_try),
        ("the two results may change places", swapped_results),
        ("a text is a str", in_letters),
        ("what was opened must be remembered", with_a_list_of_the_seen()),
        ("any key of the step opens the message", with_the_chain_key),
        (None, strips),
    ],
    "24.3": [
        ("another design was asked for", {"design": "one key", "stolen_after": 6, "turns": 2}),
        ("another design was asked for", {"design": "chain", "stolen_after": 0, "turns": 12}),
        ("a late theft never heals", {"design": "double ratchet", "stolen_after": 11, "turns": 2}),
        ("a late theft never heals", {"design": "double ratchet", "stolen_after": 7, "turns": 12}),
        ("the moment of the theft decides", {"design": "double ratchet", "stolen_after": 3, "turns": 2}),
        ("the moment of the theft decides", {"design": "double ratchet", "stolen_after": 0, "turns": 1}),
        (
            "the end of the picture is the end of the talk",
            {"design": "double ratchet", "stolen_after": 6, "turns": 3},
        ),
        (
            "the end of the picture is the end of the talk",
            {"design": "double ratchet", "stolen_after": 6, "turns": 4},
        ),
        ("long turns are enough", {"design": "double ratchet", "stolen_after": 0, "turns": 4}),
        ("long turns are enough", {"design": "double ratchet", "stolen_after": 2, "turns": 3}),
        (None, {"design": "double ratchet", "stolen_after": 6, "turns": 99}),
    ],
    "24.4": [
        ("Ana's next message is safe", next_of_ana),
        ("Bo's answer is safe", answer_of_bo),
        ("every message of Bo brings a new key", any_message_of_bo),
        ("a round is two messages", two_later),
        ("the theft is at the beginning", from_the_beginning),
        ("every talk recovers", always_recovers),
        ("counting from one", from_one),
        ("a number can stand for none", minus_one_for_none),
        ("counting from the theft", from_the_theft),
        ("every change of writer counts", any_change_of_writer),
        ("before the first message stands another one", one_place_before_the_theft),
        (None, never),
        ("the message before the theft does not count", skips_one),
        ("a turn of Bo is one message", one_message_of_bo),
    ],
    "24.5": [
        ("a signature that is there is a good one", there_is_a_signature),
        ("a stranger cannot be checked", strangers_pass),
        ("a stranger cannot be checked", only_the_name),
        ("no crash means a good signature", swallows),
        ("well signed means signed by the right person", returns_what_verify_returns),
        ("the signature stands under the identity", under_the_identity),
        ("a stranger is never written to", friends_only),
        ("who is known needs no signature", friends_need_no_signature),
        ("who is known needs no signature", friends_by_name),
        ("Bo's signature makes the whole bundle Bo's", with_the_known_one_only),
        ("verify answers yes or no", without_a_try),
        ("verify answers yes or no", if_it_verifies),
        ("verify answers yes or no", passes_it_on),
        ("the order of the three does not matter", mixes_up_places),
        ("a good signature makes verify return something", never_writes),
        (None, the_same_object),
        ("what was checked once stays good", an_identity_that_was_good(set())),
        ("what was checked once stays good", remembering({}, lambda bundle: bundle.identity)),
        ("without a signature there is nothing to check", a_signature_if_there_is_one),
    ],
}
