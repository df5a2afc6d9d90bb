"""Lesson 24b: wrong answers that a learner could give, each with its misconception, and other right ways to write it."""

import copy

from course.checks.lesson_24b.keys import ours_key_for as find
from course.systems.encryption.model import Tampered
from course.systems.encryption.primitives import unseal

# 24b.1 · key_for


def drawer_then_pop(chain, number):
    while chain.expected <= number:
        passed, key = chain.step()
        chain.waiting[passed] = key
    return chain.waiting.pop(number, None)


def until_it_was_passed(chain, number):
    while number >= chain.expected:
        passed, chain.waiting[passed] = chain.step()
    if number not in chain.waiting:
        return None
    key = chain.waiting[number]
    del chain.waiting[number]
    return key


def in_branches(chain, number):
    if number in chain.waiting:
        key = chain.waiting[number]
        del chain.waiting[number]
        return key
    if number < chain.expected:
        return None
    while chain.expected < number:
        passed, key = chain.step()
        chain.waiting[passed] = key
    return chain.step()[1]


def counting_the_gap(chain, number):
    for _ in range(number - chain.expected + 1):
        chain.waiting.update([chain.step()])
    return chain.waiting.pop(number) if number in chain.waiting else None


def the_next_key(chain, number):
    return chain.step()[1]


def the_next_key_if_not_seen(chain, number):
    if number < chain.expected:
        return None
    return chain.step()[1]


def number_of_steps(chain, number):
    for _ in range(number + 1):
        passed, key = chain.step()
        chain.waiting[passed] = key
    return chain.waiting.pop(chain.expected - 1)


def stops_before_it(chain, number):
    while chain.expected < number:
        passed, key = chain.step()
        chain.waiting[passed] = key
    return chain.waiting.pop(number, None)


def throws_away(chain, number):
    key = None
    while chain.expected <= number:
        _, key = chain.step()
    return key


def throws_away_and_fails(chain, number):
    while chain.expected <= number:
        _, key = chain.step()
    return key


def under_the_wrong_number(chain, number):
    while chain.expected <= number:
        chain.waiting[chain.expected] = chain.step()[1]
    return chain.waiting.pop(number + 1, None)


def under_the_next_number(chain, number):
    while chain.expected <= number:
        chain.waiting[chain.expected] = chain.step()[1]
    return chain.waiting.pop(number, None)


def without_a_default(chain, number):
    while chain.expected <= number:
        passed, key = chain.step()
        chain.waiting[passed] = key
    return chain.waiting.pop(number)


def in_brackets(chain, number):
    while chain.expected <= number:
        passed, key = chain.step()
        chain.waiting[passed] = key
    key = chain.waiting[number]
    del chain.waiting[number]
    return key


def steps_on_a_replay(chain, number):
    if number in chain.waiting:
        return chain.waiting.pop(number)
    while chain.expected < number:
        passed, key = chain.step()
        chain.waiting[passed] = key
    return chain.step()[1]


def never_taken_out(chain, number):
    while chain.expected <= number:
        passed, key = chain.step()
        chain.waiting[passed] = key
    return chain.waiting.get(number)


def only_late_ones_taken_out(chain, number):
    if number < chain.expected:
        return chain.waiting.pop(number, None)
    while chain.expected <= number:
        passed, key = chain.step()
        chain.waiting[passed] = key
    return key


def a_mark_for_used_ones(chain, number):
    while chain.expected <= number:
        passed, key = chain.step()
        chain.waiting[passed] = key
    key = chain.waiting.get(number)
    chain.waiting[number] = None
    return key


def the_whole_step(chain, number):
    while chain.expected < number:
        passed, key = chain.step()
        chain.waiting[passed] = key
    return chain.waiting.pop(number, None) if number < chain.expected else chain.step()


def the_whole_step_put_away(chain, number):
    while chain.expected <= number:
        passed = chain.expected
        chain.waiting[passed] = chain.step()
    return chain.waiting.pop(number, None)


def forgets_what_is_far_behind(chain, number):
    while chain.expected <= number:
        passed, key = chain.step()
        chain.waiting[passed] = key
    for old in [old for old in chain.waiting if old < number - 400]:
        del chain.waiting[old]
    return chain.waiting.pop(number, None)


def gives_up_far_ahead(chain, number):
    return None if number - chain.expected > 1_000 else drawer_then_pop(chain, number)


def a_second_drawer(chain, number):
    while chain.expected <= number:
        passed, key = chain.step()
        chain.waiting[passed] = key
        chain.waiting[-1 - passed] = key
    return chain.waiting.pop(number, None)


DRAWER = {}


def a_drawer_of_its_own(chain, number):
    if chain.expected == 0:
        DRAWER.clear()
    while chain.expected <= number:
        passed, key = chain.step()
        DRAWER[passed] = key
    return DRAWER.pop(number, None)


def remembers_numbers(chain, number, seen=set()):  # noqa: B006 - that is the slip
    if number in seen:
        return None
    seen.add(number)
    return drawer_then_pop(chain, number)


def a_note_on_the_chain(chain, number):
    chain.used = getattr(chain, "used", set()) | {number}
    return drawer_then_pop(chain, number)


def ten_at_most(chain, number):
    for _ in range(10):
        if chain.expected <= number:
            passed, key = chain.step()
            chain.waiting[passed] = key
    return chain.waiting.pop(number, None)


def thousand_ahead(chain, number):
    while chain.expected <= number + 100:
        passed, key = chain.step()
        chain.waiting[passed] = key
    return chain.waiting.pop(number, None)


def for_ever(chain, number):
    while number not in chain.waiting:
        passed, key = chain.step()
        chain.waiting[passed] = key
    return chain.waiting.pop(number)


def forgets_older_gaps(chain, number):
    if number >= chain.expected:
        chain.waiting.clear()
    while chain.expected <= number:
        passed, key = chain.step()
        chain.waiting[passed] = key
    return chain.waiting.pop(number, None)


# 24b.2 · open_late


def on_a_copy(chain, number, sealed):
    if number - chain.expected > 1_000:
        return None, chain
    after = chain.copy()
    key = find(after, number)
    if key is None:
        return None, chain
    try:
        return unseal(key, sealed, b""), after
    except Tampered:
        return None, chain


def with_the_library(chain, number, sealed):
    before = copy.deepcopy(chain)
    if number > chain.expected + 1_000:
        return [None, before]
    key = find(chain, number)
    text = None
    if key is not None:
        try:
            text = unseal(key, sealed, b"")
        except Tampered:
            text = None
    return [text, before if text is None else chain]


def takes_it_back(chain, number, sealed):
    missing = number - chain.expected
    if missing >= 1_001:
        return None, chain
    old = chain.copy()
    key = find(chain, number)
    if not key:
        return None, old
    try:
        text = unseal(key, sealed, b"")
    except Tampered:
        return None, old
    else:
        return text, chain


def without_a_copy(chain, number, sealed):
    if number - chain.expected > 1_000:
        return None, chain
    key = find(chain, number)
    if key is None:
        return None, chain
    try:
        return unseal(key, sealed, b""), chain
    except Tampered:
        return None, chain


def a_second_name(chain, number, sealed):
    after = chain
    return without_a_copy(after, number, sealed)


def shallow(chain, number, sealed):
    if number - chain.expected > 1_000:
        return None, chain
    after = copy.copy(chain)
    key = find(after, number)
    if key is None:
        return None, chain
    try:
        return unseal(key, sealed, b""), after
    except Tampered:
        return None, chain


def keeps_the_old_one(chain, number, sealed):
    text, _ = on_a_copy(chain, number, sealed)
    return text, chain


def returns_the_copy_always(chain, number, sealed):
    if number - chain.expected > 1_000:
        return None, chain
    after = chain.copy()
    key = find(after, number)
    if key is None:
        return None, after
    try:
        return unseal(key, sealed, b""), after
    except Tampered:
        return None, after


def changes_places(chain, number, sealed):
    text, after = on_a_copy(chain, number, sealed)
    return after, text


def lets_it_raise(chain, number, sealed):
    if number - chain.expected > 1_000:
        return None, chain
    after = chain.copy()
    key = find(after, number)
    if key is None:
        return None, chain
    return unseal(key, sealed, b""), after


def no_key_is_no_matter(chain, number, sealed):
    if number - chain.expected > 1_000:
        return None, chain
    after = chain.copy()
    try:
        return unseal(find(after, number), sealed, b""), after
    except Tampered:
        return None, chain


def empty_for_closed(chain, number, sealed):
    text, after = on_a_copy(chain, number, sealed)
    return text or b"", after


def none_for_empty(chain, number, sealed):
    text, after = on_a_copy(chain, number, sealed)
    return (text, after) if text else (None, chain)


def the_next_number(chain, number, sealed):
    return on_a_copy(chain, chain.expected, sealed)


def limits_the_number(chain, number, sealed):
    return (None, chain) if number > 1_000 else on_a_copy(chain, number, sealed)


def one_too_early(chain, number, sealed):
    return (None, chain) if number - chain.expected >= 1_000 else on_a_copy(chain, number, sealed)


def without_a_limit(chain, number, sealed, most=10**10):
    if number - chain.expected > most:
        return None, chain
    after = chain.copy()
    key = find(after, number)
    if key is None:
        return None, chain
    try:
        return unseal(key, sealed, b""), after
    except Tampered:
        return None, chain


def one_too_late(chain, number, sealed):
    return without_a_limit(chain, number, sealed, most=1_001)


def no_limit(chain, number, sealed):
    return without_a_limit(chain, number, sealed)


def limits_what_waits(chain, number, sealed):
    return (None, chain) if len(chain.waiting) > 1_000 else without_a_limit(chain, number, sealed)


def both_directions(chain, number, sealed):
    return (None, chain) if abs(number - chain.expected) > 1_000 else without_a_limit(chain, number, sealed)


def gap_and_what_waits(chain, number, sealed):
    ahead = number - chain.expected + len(chain.waiting)
    return (None, chain) if ahead > 1_000 else without_a_limit(chain, number, sealed)


def gap_or_what_waits(chain, number, sealed):
    full = len(chain.waiting) > 1_000 or number - chain.expected > 1_000
    return (None, chain) if full else without_a_limit(chain, number, sealed)


def takes_what_waits_first(chain, number, sealed):
    if number not in chain.waiting:
        return on_a_copy(chain, number, sealed)
    try:
        return unseal(chain.waiting.pop(number), sealed, b""), chain
    except Tampered:
        return None, chain


def stops_at_the_limit(chain, number, sealed):
    text, after = on_a_copy(chain, min(number, chain.expected + 1_000), sealed)
    return (None, chain) if number - chain.expected > 1_000 else (text, after)


def counts_afterwards(chain, number, sealed):
    text, after = without_a_limit(chain, number, sealed)
    return (None, chain) if number - chain.expected > 1_000 else (text, after)


def counts_what_waits_afterwards(chain, number, sealed):
    text, after = without_a_limit(chain, number, sealed)
    return (None, chain) if len(after.waiting) > 1_000 else (text, after)


def opens_nothing(chain, number, sealed):
    return None, chain


def only_the_text(chain, number, sealed):
    return [on_a_copy(chain, number, sealed)[0]]


RIGHT = {
    "24b.1": [drawer_then_pop, in_branches, counting_the_gap, until_it_was_passed],
    "24b.2": [on_a_copy, with_the_library, takes_it_back],
}

WRONG = {
    "24b.1": [
        ("arrival tells the number", the_next_key),
        ("arrival tells the number", the_next_key_if_not_seen),
        ("the number is read before the step", under_the_wrong_number),
        ("the number is read before the step", under_the_next_number),
        ("the number says how many steps to take", number_of_steps),
        ("to stand before a message is enough", stops_before_it),
        ("what is missing will never come", throws_away),
        ("what is missing will never come", throws_away_and_fails),
        ("what is missing will never come", forgets_older_gaps),
        ("every message comes once", without_a_default),
        ("every message comes once", in_brackets),
        ("every message comes once", for_ever),
        ("a repeated number is one more message", steps_on_a_replay),
        ("a key may stay after its use", never_taken_out),
        ("a key may stay after its use", only_late_ones_taken_out),
        ("a number that was used needs an entry", a_mark_for_used_ones),
        ("a step gives the key alone", the_whole_step),
        ("a step gives the key alone", the_whole_step_put_away),
        ("gaps are small", forgets_what_is_far_behind),
        ("gaps are small", gives_up_far_ahead),
        (None, a_second_drawer),
        ("one drawer for all talks", a_drawer_of_its_own),
        ("gaps are small", ten_at_most),
        ("a key in store does no harm", thousand_ahead),
        ("one drawer for all talks", remembers_numbers),
        (None, a_note_on_the_chain),
    ],
    "24b.2": [
        ("the two results may change places", changes_places),
        ("unseal returns, whatever comes", lets_it_raise),
        ("every number has a key", no_key_is_no_matter),
        ("the chain that I was given is the new one", keeps_the_old_one),
        ("a message that does not open has done nothing", without_a_copy),
        ("a message that does not open has done nothing", a_second_name),
        ("a message that does not open has done nothing", returns_the_copy_always),
        ("a message that does not open has done nothing", shallow),
        ("closed is the same as empty", empty_for_closed),
        ("closed is the same as empty", none_for_empty),
        ("only the next one can open", the_next_number),
        ("the number itself is the gap", limits_the_number),
        ("the limit is already too much", one_too_early),
        ("the limit itself comes on top", one_too_late),
        ("a message that does not open has done nothing", takes_what_waits_first),
        ("one may look at the limit afterwards", stops_at_the_limit),
        ("one may look at the limit afterwards", counts_afterwards),
        ("one may look at the limit afterwards", counts_what_waits_afterwards),
        ("whoever names a number means it", no_limit),
        ("whoever names a number means it", limits_what_waits),
        ("far behind is as bad as far ahead", both_directions),
        ("keys that wait already count too", gap_and_what_waits),
        ("keys that wait already count too", gap_or_what_waits),
        (None, opens_nothing),
        (None, only_the_text),
    ],
}
