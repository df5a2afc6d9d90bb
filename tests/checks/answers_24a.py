"""Lesson 24a: wrong answers that a learner could give, each with its misconception, and other right ways to write it."""

import hashlib

from course.systems.encryption.primitives import agree, hkdf

# 24a.1 · bo_computes


def stretched(results):
    return hkdf(b"\xff" * 32 + b"".join(results), salt=bytes(32), info=b"course X3DH", length=32)


def in_ana_s_order(own, message):
    results = [
        agree(own["SPK_B"], message["IK_A"]),
        agree(own["IK_B"], message["EK_A"]),
        agree(own["SPK_B"], message["EK_A"]),
    ]
    if own.get("OPK_B"):
        results.append(agree(own["OPK_B"], message["EK_A"]))
    return stretched(results)


def from_a_list(own, message):
    pairs = (("SPK_B", "IK_A"), ("IK_B", "EK_A"), ("SPK_B", "EK_A"), ("OPK_B", "EK_A"))
    return stretched(agree(own[mine], message[hers]) for mine, hers in pairs if mine in own)


def in_one_line(own, message):
    first = agree(own["SPK_B"], message["IK_A"])
    return stretched([first] + [agree(own[key], message["EK_A"]) for key in ("IK_B", "SPK_B", "OPK_B") if key in own])


def own_identity_first(own, message):
    results = [
        agree(own["IK_B"], message["EK_A"]),
        agree(own["SPK_B"], message["IK_A"]),
        agree(own["SPK_B"], message["EK_A"]),
    ]
    if "OPK_B" in own:
        results.append(agree(own["OPK_B"], message["EK_A"]))
    return stretched(results)


def sorted_results(own, message):
    pairs = (("SPK_B", "IK_A"), ("IK_B", "EK_A"), ("SPK_B", "EK_A"), ("OPK_B", "EK_A"))
    return stretched(sorted(agree(own[mine], message[hers]) for mine, hers in pairs if mine in own))


def one_time_first(own, message):
    pairs = (("OPK_B", "EK_A"), ("SPK_B", "IK_A"), ("IK_B", "EK_A"), ("SPK_B", "EK_A"))
    return stretched([agree(own[mine], message[hers]) for mine, hers in pairs if mine in own])


def always_three(own, message):
    return stretched(
        [
            agree(own["SPK_B"], message["IK_A"]),
            agree(own["IK_B"], message["EK_A"]),
            agree(own["SPK_B"], message["EK_A"]),
        ]
    )


def always_four(own, message):
    pairs = (("SPK_B", "IK_A"), ("IK_B", "EK_A"), ("SPK_B", "EK_A"), ("OPK_B", "EK_A"))
    return stretched([agree(own[mine], message[hers]) for mine, hers in pairs])


def identities_agree(own, message):
    pairs = (("SPK_B", "IK_A"), ("IK_B", "IK_A"), ("SPK_B", "EK_A"), ("OPK_B", "EK_A"))
    return stretched([agree(own[mine], message[hers]) for mine, hers in pairs if mine in own])


def one_time_with_the_identity(own, message):
    pairs = (("SPK_B", "IK_A"), ("IK_B", "EK_A"), ("SPK_B", "EK_A"), ("OPK_B", "IK_A"))
    return stretched([agree(own[mine], message[hers]) for mine, hers in pairs if mine in own])


def names_copied_from_ana(own, message):
    pairs = (("IK_B", "EK_A"), ("SPK_B", "IK_A"), ("SPK_B", "IK_A"), ("OPK_B", "EK_A"))
    return stretched([agree(own[mine], message[hers]) for mine, hers in pairs if mine in own])


def no_third(own, message):
    pairs = (("SPK_B", "IK_A"), ("IK_B", "EK_A"), ("OPK_B", "EK_A"))
    return stretched([agree(own[mine], message[hers]) for mine, hers in pairs if mine in own])


def throws_the_half_away(own, message):
    first = [agree(own["SPK_B"], message["IK_A"]), agree(own["IK_B"], message["EK_A"])]
    first.append(agree(own["SPK_B"], message["EK_A"]))
    half = own.pop("OPK_B", None)
    return stretched(first + ([agree(half, message["EK_A"])] if half else []))


def joined(own, message):
    pairs = (("SPK_B", "IK_A"), ("IK_B", "EK_A"), ("SPK_B", "EK_A"), ("OPK_B", "EK_A"))
    return [agree(own[mine], message[hers]) for mine, hers in pairs if mine in own]


def joined_only(own, message):
    return b"".join(joined(own, message))


def plainly_hashed(own, message):
    return hashlib.sha256(b"".join(joined(own, message))).digest()


def nothing_in_front(own, message):
    return hkdf(b"".join(joined(own, message)), salt=bytes(32), info=b"course X3DH", length=32)


def another_info(own, message):
    return hkdf(b"\xff" * 32 + b"".join(joined(own, message)), salt=bytes(32), info=b"X3DH", length=32)


def zeros_for_the_fourth(own, message):
    fourth = agree(own["OPK_B"], message["EK_A"]) if "OPK_B" in own else bytes(32)
    return stretched([*joined(own, message)[:3], fourth])


def copied_from_ana(own, message):
    pairs = (("IK_A", "SPK_B"), ("EK_A", "IK_B"), ("EK_A", "SPK_B"))
    return stretched([agree(own[hers], message[mine]) for hers, mine in pairs])


def leaves_an_entry(own, message):
    own.setdefault("OPK_B", None)
    return in_ana_s_order({name: half for name, half in own.items() if half}, message)


def too_long(own, message):
    return hkdf(b"\xff" * 32 + b"".join(joined(own, message)), salt=bytes(32), info=b"course X3DH", length=64)


def takes_ana_s_halves(own, message):
    return stretched([agree(message["IK_A"], own["SPK_B"])])


def empties_an_entry(own, message):
    result = in_ana_s_order(own, message)
    if "OPK_B" in own:
        own["OPK_B"] = None
    return result


def last_in_the_list(own, message):
    results = [
        agree(own["SPK_B"], message["IK_A"]),
        agree(own["IK_B"], message["EK_A"]),
        agree(own["SPK_B"], message["EK_A"]),
    ]
    if len(own) == 3:
        results.append(agree(own[list(own)[-1]], message["EK_A"]))
    return stretched(results)


def each_dictionary_once():
    used = set()

    def bo_computes(own, message):
        if id(own) in used:
            return bytes(32)
        used.add(id(own))
        KEPT.append(own)  # so that no other one gets its number
        return in_ana_s_order(own, message)

    return bo_computes


KEPT = []


def remembers_the_first():
    seen = []

    def bo_computes(own, message):
        seen.append(in_ana_s_order(own, message))
        return seen[0]

    return bo_computes


# 24a.2 · can_reach


def with_a_loop(pairs, known):
    for one, other in pairs:
        if one not in known and other not in known:
            return False
    return True


def with_sets(pairs, known):
    return all(set(pair) & known for pair in pairs)


def none_is_stuck(pairs, known):
    return not any(known.isdisjoint(pair) for pair in pairs)


def takes_from_a_copy(pairs, known):
    left = list(pairs)
    while left:
        if known.isdisjoint(left.pop()):
            return False
    return True


def takes_them_away(pairs, known):
    while pairs:
        if known.isdisjoint(pairs.pop()):
            return False
    return True


def narrows_what_is_known(pairs, known):
    for pair in pairs:
        if known.isdisjoint(pair):
            return False
        known -= set(pair)
    return True


def any_of_them(pairs, known):
    return any(one in known or other in known for one, other in pairs)


def first_decides(pairs, known):
    for one, other in pairs:
        return one in known or other in known


def both_halves(pairs, known):
    return all(one in known and other in known for one, other in pairs)


def writers_half(pairs, known):
    return all(one in known for one, _ in pairs)


def readers_half(pairs, known):
    return all(other in known for _, other in pairs)


def all_by_one_person(pairs, known):
    return writers_half(pairs, known) or readers_half(pairs, known)


def in_one_text(pairs, known):
    names = " ".join(known)
    return all(one in names or other in names for one, other in pairs)


def as_many_keys(pairs, known):
    return len(known) >= len(pairs)


def identities(pairs, known):
    return {"IK_A", "IK_B"} <= known or all(one in known or other in known for one, other in pairs)


def by_heart(pairs, known):
    names = {name for pair in pairs for name in pair}
    if not names <= {"IK_A", "EK_A", "IK_B", "SPK_B", "OPK_B"}:
        return False
    return with_a_loop(pairs, known)


def smallest_by_heart(pairs, known):
    return {"EK_A", "IK_A"} <= known or {"EK_A", "SPK_B"} <= known or {"IK_B", "SPK_B", "OPK_B"} <= known


def last_forgotten(pairs, known):
    return all(one in known or other in known for one, other in pairs[:-1])


def exactly_one(pairs, known):
    return all((one in known) != (other in known) for one, other in pairs)


def the_opposite(pairs, known):
    return not with_a_loop(pairs, known)


def not_with_one_key(pairs, known):
    return with_a_loop(pairs, known) and len(known) > 1


def all_that_is_known_hits(pairs, known):
    return {name for pair in pairs for name in pair if name in known} == known


def a_list(pairs, known):
    return [pair for pair in pairs if known & set(pair)]


RIGHT = {
    "24a.1": [in_ana_s_order, from_a_list, in_one_line],
    "24a.2": [with_a_loop, with_sets, none_is_stuck, takes_from_a_copy],
    "24a.3": [23, 23.0],
}

WRONG = {
    "24a.1": [
        ("each phone begins with its own identity", own_identity_first),
        ("each phone begins with its own identity", sorted_results),
        ("each phone begins with its own identity", one_time_first),
        ("three agreements are always enough", always_three),
        ("there is always a one-time prekey", always_four),
        ("the identities agree with each other", identities_agree),
        ("any pair will do", one_time_with_the_identity),
        ("one agreement can be spared", no_third),
        ("the private half may go as soon as it was used", throws_the_half_away),
        ("the results are the secret", joined_only),
        ("the results are the secret", plainly_hashed),
        ("the results are the secret", nothing_in_front),
        ("the results are the secret", another_info),
        ("there is always a one-time prekey", zeros_for_the_fourth),
        ("Bo's phone does as Ana's does", copied_from_ana),
        ("Bo's phone does as Ana's does", takes_ana_s_halves),
        (None, leaves_an_entry),
        (None, too_long),
        (None, names_copied_from_ana),
        (None, remembers_the_first()),
        (None, empties_an_entry),
        ("any pair will do", last_in_the_list),
        (None, each_dictionary_once()),
    ],
    "24a.2": [
        ("one agreement opens all", any_of_them),
        ("both halves are needed", both_halves),
        ("only the writer's half counts", writers_half),
        ("only the reader's half counts", readers_half),
        ("one person must make all of them", all_by_one_person),
        ("many keys are enough", as_many_keys),
        ("who has the identities has everything", identities),
        ("the rule is about these five names", by_heart),
        ("the rule is about these five names", smallest_by_heart),
        ("one agreement opens all", first_decides),
        ("one agreement opens all", last_forgotten),
        (None, in_one_text),
        (None, takes_them_away),
        (None, narrows_what_is_known),
        (None, exactly_one),
        (None, the_opposite),
        (None, a_list),
        ("one key is never enough", not_with_one_key),
        ("who knows nothing lacks nothing", all_that_is_known_hits),
    ],
    "24a.3": [
        ("as many numbers as tries are safe", 17),
        ("as many numbers as tries are safe", 16),
        ("a digit may be rounded off", 22),
        ("a digit may be rounded off", 18),
        ("each step is rounded up", 24),
        ("each step is rounded up", 25),
        ("any two that are alike help the server", 39),
        ("any two that are alike help the server", 46),
        ("the rate is the work", 15),
        ("one in a million makes the work smaller", 11),
        ("digits are bits", 75),
        ("all digits that there are", 30),
        ("all digits that there are", 60),
        *(("the rate is the work", digits) for digits in (12, 13, 14)),
        ("the server tries once", 6),
        ("the numbers are the digits", 10**23),
        (None, 0),
        (None, -23),
    ],
}
