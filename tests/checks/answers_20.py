"""Lesson 20: wrong answers that a learner could give, each with its misconception, and other right ways to write it."""

import math
import threading

from course.checks.lesson_20.codes import CODES
from course.parts import base62

ALPHABET = base62.ALPHABET


# 20.2 · to_base62


def encode_by_recursion(number):
    return (encode_by_recursion(number // 62) if number >= 62 else "") + ALPHABET[number % 62]


def encode_by_places(number):
    places = 1
    while 62**places <= number:
        places += 1
    return "".join(ALPHABET[number // 62**place % 62] for place in reversed(range(places)))


def encode_by_list(number):
    digits = []
    while True:
        number, remainder = divmod(number, 62)
        digits.append(ALPHABET[remainder])
        if number == 0:
            return "".join(digits[::-1])


def empty_zero(number):
    code = ""
    while number > 0:
        number, remainder = divmod(number, 62)
        code = ALPHABET[remainder] + code
    return code


def backwards(number):
    code = ALPHABET[number % 62]
    while number := number // 62:
        code += ALPHABET[number % 62]
    return code


def other_alphabet(number):
    return encode_by_list(number).swapcase()


def one_place(number):
    return ALPHABET[number % 62]


def stops_at_62(number):
    code = ALPHABET[number % 62]
    while number > 62:
        number //= 62
        code = ALPHABET[number % 62] + code
    return code


def floating(number):
    code = ALPHABET[int(number % 62)]
    while number := int(number / 62):
        code = ALPHABET[int(number % 62)] + code
    return code


def prints_it(number):
    print(encode_by_list(number))


async def async_encode(number):
    return base62.encode(number)


def padded_encode(number):
    return base62.encode(number).rjust(7, "0")


def places_by_logarithm(number):
    places = max(1, math.ceil(math.log(number + 1, 62)))
    return "".join(ALPHABET[number // 62**place % 62] for place in reversed(range(places)))


def digits_as_list(number):
    return list(encode_by_list(number))


# 20.4 · claim


def claim_with_if(store, name, url):
    if store.set_if_absent(name, url):
        return True
    return False  # noqa: RET505


def claim_after_a_look(store, name, url):
    if store.get(name) is not None:
        return False
    return store.set_if_absent(name, url)


def claim_keeping_the_answer(store, name, url):
    won = store.set_if_absent(name, url)
    return bool(won)


def look_then_write(store, name, url):
    if store.get(name) is None:
        store.set(name, url)
        return True
    return False


def write_then_read(store, name, url):
    store.set(name, url)
    return store.get(name) == url


def no_error_is_success(store, name, url):
    store.set_if_absent(name, url)
    return True


def remembering():
    taken = set()

    def claim(store, name, url):
        if name in taken:
            return False
        taken.add(name)
        store.set(name, url)
        return True

    return claim


def looks_then_ignores(store, name, url):
    if store.get(name) is None:
        store.set_if_absent(name, url)
        return True
    return False


def one_name_only(store, name, url):
    return store.set_if_absent("spring-sale", url)


def opposite(store, name, url):
    return not store.set_if_absent(name, url)


def forgotten_return(store, name, url):
    store.set_if_absent(name, url)


def overwrites_the_winner(store, name, url):
    won = store.set_if_absent(name, url)
    store.set(name, url)
    return won


def compares_the_kept_link(store, name, url):
    store.set_if_absent(name, url)
    return store.get(name) == url


def waits_for_ever(store, name, url):
    while store.get(name) is not None:
        pass
    return store.set_if_absent(name, url)


def claim_under_a_lock():
    lock = threading.Lock()

    def claim(store, name, url):
        with lock:
            return look_then_write(store, name, url)

    return claim


def yes_again_for_the_owner(store, name, url):
    return store.get(name) == url or store.set_if_absent(name, url)


def claims_in_small_letters(store, name, url):
    return store.set_if_absent(name.lower(), url)


def tidies_the_address(store, name, url):
    return store.set_if_absent(name, url.rstrip("/"))


async def claims_later(store, name, url):
    return store.set_if_absent(name, url)


# 20.5 · cache_ttl


def ttl_in_one_line(now_s, expires_at_s, default_s):
    return default_s if expires_at_s is None else max(0, min(default_s, expires_at_s - now_s))


def ttl_by_cases(now_s, expires_at_s, default_s):
    if expires_at_s is None or expires_at_s - now_s >= default_s:
        return default_s
    if expires_at_s <= now_s:
        return 0
    return math.floor(expires_at_s - now_s)


def ttl_by_infinity(now_s, expires_at_s, default_s):
    end = math.inf if expires_at_s is None else expires_at_s
    return max(0, min(end, now_s + default_s) - now_s)


def table_will_check(now_s, expires_at_s, default_s):
    return default_s


def time_left_only(now_s, expires_at_s, default_s):
    return default_s if expires_at_s is None else max(0, expires_at_s - now_s)


def below_zero(now_s, expires_at_s, default_s):
    return default_s if expires_at_s is None else min(default_s, expires_at_s - now_s)


def moment_as_duration(now_s, expires_at_s, default_s):
    return default_s if expires_at_s is None else min(default_s, expires_at_s)


def never_kept(now_s, expires_at_s, default_s):
    return 0 if expires_at_s is None else max(0, min(default_s, expires_at_s - now_s))


def zero_is_never(now_s, expires_at_s, default_s):
    return max(0, min(default_s, expires_at_s - now_s)) if expires_at_s else default_s


def zero_is_no_default(now_s, expires_at_s, default_s):
    return ttl_in_one_line(now_s, expires_at_s, default_s) if default_s else max(0, (expires_at_s or now_s) - now_s)


def zero_is_no_time(now_s, expires_at_s, default_s):
    return ttl_in_one_line(now_s, expires_at_s, default_s) if now_s else default_s


def default_for_the_dead(now_s, expires_at_s, default_s):
    if expires_at_s is None or expires_at_s < now_s:
        return default_s
    return min(default_s, expires_at_s - now_s)


def one_second(now_s, expires_at_s, default_s):
    if expires_at_s is not None and expires_at_s <= now_s:
        return 0
    return 1


RIGHT = {
    "20.1": [
        {"links_per_day": 100e6, "years": 5, "code_length": 8},
        {"links_per_day": 10**8, "years": 5.0, "code_length": 8},
    ],
    "20.2": [encode_by_recursion, encode_by_places, encode_by_list, base62.encode],
    "20.3": [1_000_003, 1_234_567_890_123, 2_176_477_521_929, 62**4 + 1, 10**12 + 1],
    "20.4": [
        claim_with_if,
        claim_after_a_look,
        claim_keeping_the_answer,
        lambda s, n, u: s.set_if_absent(n, u),
    ],
    "20.5": [ttl_in_one_line, ttl_by_cases, ttl_by_infinity],
}

# (the misconception that must be recognised, or None where only the case is shown; the answer)
WRONG = {
    "20.1": [
        ("fewer links instead of longer codes", {"links_per_day": 10e6, "years": 5, "code_length": 7}),
        ("fewer links instead of longer codes", {"links_per_day": 100e6, "years": 1, "code_length": 7}),
        (None, {"links_per_day": 100e6, "years": 5, "code_length": 7}),
        (None, {"links_per_day": 100e6, "years": 5, "code_length": 9}),
    ],
    "20.2": [
        ("nothing is left to write for zero", empty_zero),
        ("the first remainder stands in front", backwards),
        ("any order of the 62 characters will do", other_alphabet),
        ("one place is enough", one_place),
        ("a float keeps every digit", floating),
        (None, stops_at_62),
        (None, prints_it),
        (None, digits_as_list),
        (None, async_encode),
        (None, padded_encode),
        (None, places_by_logarithm),
    ],
    "20.3": [
        ("unique is enough", 1),
        ("any large number shuffles", 1_000_000_000_000),
        ("any large number shuffles", 31**5),
        ("backwards is another order", CODES - 1),
        ("a few places apart is far enough", 3),
        ("unique is enough", CODES + 1),
        (None, 0.5),
        (None, 973_977_447_231),
    ],
    "20.4": [
        ("looking reserves", look_then_write),
        ("reading back proves ownership", write_then_read),
        ("no error means success", no_error_is_success),
        ("no error means success", looks_then_ignores),
        ("the same address means the same owner", yes_again_for_the_owner),
        (None, claim_under_a_lock()),
        (None, claims_in_small_letters),
        (None, tidies_the_address),
        (None, claims_later),
        (None, one_name_only),
        ("no error means success", opposite),
        ("servers share memory", remembering()),
        ("the same address means the same owner", compares_the_kept_link),
        (None, forgotten_return),
        (None, overwrites_the_winner),
        (None, waits_for_ever),
    ],
    "20.5": [
        ("the table will check", table_will_check),
        ("expiry is the only limit", time_left_only),
        ("the time that is left is positive", below_zero),
        ("a moment is a duration", moment_as_duration),
        ("never expires means never kept", never_kept),
        (None, one_second),
        (None, zero_is_no_default),
        (None, zero_is_no_time),
        (None, default_for_the_dead),
        ("0 is no moment", zero_is_never),
    ],
}
