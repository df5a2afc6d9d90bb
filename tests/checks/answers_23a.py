"""Lesson 23a: wrong answers that a learner could give, each with its misconception, and other right ways to write it."""

import math
import random
import time

# 23a.1 · online


def in_a_loop(connections, alive, now_s):
    for gateway, pinged_s in connections.values():
        if gateway in alive and pinged_s >= now_s - 75:
            return True
    return False


def by_filtering(connections, alive, now_s):
    living = [device for device, (gateway, _) in connections.items() if gateway in alive]
    return len([device for device in living if not now_s - connections[device][1] > 75]) > 0


def newest_of_the_living(connections, alive, now_s):
    pings = [pinged_s for gateway, pinged_s in connections.values() if gateway in alive]
    return bool(pings) and now_s - max(pings) <= 75


def newest_from_second_0(connections, alive, now_s):
    return max([p for g, p in connections.values() if g in alive], default=0) >= now_s - 75


def newest_from_second_0_if_any(connections, alive, now_s):
    return bool(connections) and newest_from_second_0(connections, alive, now_s)


def whole_moments(connections, alive, now_s):
    return any(g in alive and int(now_s) - int(p) <= 75 for g, p in connections.values())


def whole_pings(connections, alive, now_s):
    return any(g in alive and now_s - int(p) <= 75 for g, p in connections.values())


def rounded_age(connections, alive, now_s):
    return any(g in alive and round(now_s - p) <= 75 for g, p in connections.values())


def whole_age(connections, alive, now_s):
    return any(g in alive and (now_s - p) // 1 <= 75 for g, p in connections.values())


def forgets_the_silent(connections, alive, now_s):
    for device, (gateway, pinged_s) in list(connections.items()):
        if gateway not in alive or now_s - pinged_s > 75:
            del connections[device]
    return len(connections) > 0


def ping_only(connections, alive, now_s):
    return any(now_s - pinged_s <= 75 for _, pinged_s in connections.values())


def gateway_only(connections, alive, now_s):
    return any(gateway in alive for gateway, _ in connections.values())


def crossed(connections, alive, now_s):
    fresh = any(now_s - pinged_s <= 75 for _, pinged_s in connections.values())
    return fresh and any(gateway in alive for gateway, _ in connections.values())


def newest_without_asking(connections, alive, now_s):
    return now_s - max(pinged_s if gateway in alive else -1e9 for gateway, pinged_s in connections.values()) <= 75


def all_devices(connections, alive, now_s):
    return bool(connections) and all(g in alive and now_s - p <= 75 for g, p in connections.values())


def first_device(connections, alive, now_s):
    for gateway, pinged_s in connections.values():
        return gateway in alive and now_s - pinged_s <= 75
    return False


def first_fresh_device(connections, alive, now_s):
    for gateway, pinged_s in connections.values():
        if now_s - pinged_s <= 75:
            return gateway in alive
    return False


def up_to_76(connections, alive, now_s):
    return any(g in alive and now_s - p <= 76 for g, p in connections.values())


def last_device(connections, alive, now_s):
    there = False
    for gateway, pinged_s in connections.values():
        there = gateway in alive and now_s - pinged_s <= 75
    return there


def newest_ping(connections, alive, now_s):
    if not connections:
        return False
    gateway, pinged_s = max(connections.values(), key=lambda pair: pair[1])
    return gateway in alive and now_s - pinged_s <= 75


def within_a_name(connections, alive, now_s):
    return any(g in a and now_s - p <= 75 for g, p in connections.values() for a in alive)


def within_the_text(connections, alive, now_s):
    return any(g in str(alive) and now_s - p <= 75 for g, p in connections.values())


def begins_alike(connections, alive, now_s):
    return any(a.startswith(g) and now_s - p <= 75 for g, p in connections.values() for a in alive)


def begins_alike_turned_round(connections, alive, now_s):
    return any(g.startswith(a) and now_s - p <= 75 for g, p in connections.values() for a in alive)


def without_the_start(connections, alive, now_s):
    living = {name.partition("#")[0] for name in alive}
    return any(g.partition("#")[0] in living and now_s - p <= 75 for g, p in connections.values())


def under_75(connections, alive, now_s):
    return any(g in alive and now_s - p < 75 for g, p in connections.values())


def between_0_and_75(connections, alive, now_s):
    return any(g in alive and 0 <= now_s - p <= 75 for g, p in connections.values())


def as_a_range(connections, alive, now_s):
    return any(g in alive and p <= now_s and now_s <= p + 75 for g, p in connections.values())


def as_a_duration(connections, alive, now_s):
    return any(g in alive and p <= 75 for g, p in connections.values())


def wall_clock(connections, alive, now_s):
    return any(g in alive and time.time() - p <= 75 for g, p in connections.values())


def one_lost_ping_too_few(connections, alive, now_s):
    return any(g in alive and now_s - p <= 60 for g, p in connections.values())


def five_minutes(connections, alive, now_s):
    return any(g in alive and now_s - p <= 300 for g, p in connections.values())


def without_devices_yes(connections, alive, now_s):
    return not connections or in_a_loop(connections, alive, now_s)


def only_the_phone(connections, alive, now_s):
    return in_a_loop({"phone": connections["phone"]}, alive, now_s) if "phone" in connections else False


def gateways_of_this_lesson(connections, alive, now_s):
    return any(g in {"g1#1", "g2#1", "g3#1"} & alive and now_s - p <= 75 for g, p in connections.values())


def says_nothing(connections, alive, now_s):
    in_a_loop(connections, alive, now_s)


def without_the_last_return(connections, alive, now_s):
    if in_a_loop(connections, alive, now_s):
        return True


def kept_by(key):
    kept = {}

    def online(connections, alive, now_s):
        return kept.setdefault(key(connections, alive), in_a_loop(connections, alive, now_s))

    return online


def remembers():
    seen = set()

    def online(connections, alive, now_s):
        seen.update(g for g in alive)
        return any(g in seen and now_s - p <= 75 for g, p in connections.values())

    return online


# 23a.2 · wait_s


def step_by_step(failures, first_s, longest_s, rng):
    window_s = first_s
    for _ in range(failures):
        window_s = min(longest_s, 2 * window_s)
    return rng.random() * min(window_s, longest_s)


def by_exponent(failures, first_s, longest_s, rng):
    window_s = longest_s if failures > 60 else min(longest_s, math.ldexp(first_s, failures))
    return rng.uniform(0.0, window_s)


def in_one_line(failures, first_s, longest_s, rng):
    return rng.uniform(0, min(longest_s, first_s * 2 ** min(failures, 64)))


def with_a_net(failures, first_s, longest_s, rng):
    try:
        window_s = min(longest_s, first_s * 2.0**failures)
    except OverflowError:
        window_s = longest_s
    return (1 - rng.random()) * window_s


def up_to_a_day(failures, first_s, longest_s, rng):
    """2**27 milliseconds are longer than a day, which is the longest window that may be asked for."""
    return rng.uniform(0, min(longest_s, first_s * 2 ** min(failures, 27)))


def no_chance(failures, first_s, longest_s, rng):
    return min(longest_s, first_s * 2 ** min(failures, 60))


def same_dice_for_all(failures, first_s, longest_s, rng):
    return random.Random(failures).uniform(0, no_chance(failures, first_s, longest_s, rng))


def global_dice(failures, first_s, longest_s, rng):
    return random.uniform(0, no_chance(failures, first_s, longest_s, rng))  # noqa: S311, TID251 - a wrong answer


def a_tenth_of_chance(failures, first_s, longest_s, rng):
    return rng.uniform(0.9, 1) * no_chance(failures, first_s, longest_s, rng)


def equal_jitter(failures, first_s, longest_s, rng):
    window_s = no_chance(failures, first_s, longest_s, rng)
    return window_s / 2 + rng.uniform(0, window_s / 2)


def at_least_a_fifth(failures, first_s, longest_s, rng):
    window_s = no_chance(failures, first_s, longest_s, rng)
    return rng.uniform(window_s / 5, window_s)


def a_second_of_chance(failures, first_s, longest_s, rng):
    return max(0, no_chance(failures, first_s, longest_s, rng) - rng.random())


def whole_seconds(failures, first_s, longest_s, rng):
    return rng.randint(0, int(no_chance(failures, first_s, longest_s, rng)))


def rounded_to(digits):
    def wait_s(failures, first_s, longest_s, rng):
        return round(rng.uniform(0, no_chance(failures, first_s, longest_s, rng)), digits)

    return wait_s


def cut_the_wait(failures, first_s, longest_s, rng):
    return min(longest_s, rng.uniform(0, first_s * 2**failures))


def longest_where_it_overflows(failures, first_s, longest_s, rng):
    try:
        return rng.uniform(0, min(longest_s, first_s * 2**failures))
    except OverflowError:
        return longest_s


def never_under_a_second(failures, first_s, longest_s, rng):
    return max(1, rng.uniform(0, no_chance(failures, first_s, longest_s, rng)))


def never_under_a_hundredth(failures, first_s, longest_s, rng):
    return max(0.01, rng.uniform(0, no_chance(failures, first_s, longest_s, rng)))


def from_a_twentieth(failures, first_s, longest_s, rng):
    window_s = no_chance(failures, first_s, longest_s, rng)
    return rng.uniform(0.05 * window_s, window_s)


def not_to_the_end(failures, first_s, longest_s, rng):
    return rng.uniform(0, 0.95 * no_chance(failures, first_s, longest_s, rng))


def without_both_ends(failures, first_s, longest_s, rng):
    window_s = no_chance(failures, first_s, longest_s, rng)
    return rng.uniform(0.03 * window_s, 0.97 * window_s)


def no_limit(failures, first_s, longest_s, rng):
    return rng.uniform(0, first_s * 2**failures)


def counted_from_one(failures, first_s, longest_s, rng):
    return rng.uniform(0, min(longest_s, first_s * 2 ** (failures + 1)))


def one_doubling_less(failures, first_s, longest_s, rng):
    return rng.uniform(0, min(longest_s, first_s * 2 ** (failures - 1)))


def one_doubling_too_few(failures, first_s, longest_s, rng):
    return rng.uniform(0, no_chance(max(0, failures - 1), first_s, longest_s, rng))


def longest_from(many):
    def wait_s(failures, first_s, longest_s, rng):
        return rng.uniform(0, longest_s if failures >= many else no_chance(failures, first_s, longest_s, rng))

    return wait_s


def whole_windows(failures, first_s, longest_s, rng):
    return rng.uniform(0, int(no_chance(failures, first_s, longest_s, rng)) or first_s)


def rounded_windows(failures, first_s, longest_s, rng):
    return rng.uniform(0, round(no_chance(failures, first_s, longest_s, rng)) or first_s)


def one_more_each_time(failures, first_s, longest_s, rng):
    return rng.uniform(0, min(longest_s, first_s * (failures + 1)))


def float_power(failures, first_s, longest_s, rng):
    return rng.uniform(0, min(longest_s, first_s * 2.0**failures))


def whole_power(failures, first_s, longest_s, rng):
    return rng.uniform(0, min(longest_s, first_s * 2**failures))


def whole_power_times_chance(failures, first_s, longest_s, rng):
    return min(first_s * 2**failures, longest_s) * rng.random()


def shifted(failures, first_s, longest_s, rng):
    return rng.uniform(0, min(longest_s, first_s * (1 << failures)))


def power_of_the_rest(of):
    def wait_s(failures, first_s, longest_s, rng):
        return rng.uniform(0, min(longest_s, first_s * 2 ** (failures % of)))

    return wait_s


def at_once_from_5_000(failures, first_s, longest_s, rng):
    return 0.0 if failures >= 5_000 else in_one_line(failures, first_s, longest_s, rng)


def longest_above_3_000(failures, first_s, longest_s, rng):
    return longest_s if failures > 3_000 else in_one_line(failures, first_s, longest_s, rng)


def a_call_each(failures, first_s, longest_s, rng):
    if failures == 0:
        return rng.uniform(0, min(first_s, longest_s))
    return a_call_each(failures - 1, min(2 * first_s, longest_s), longest_s, rng)


def calls_for_ever(failures, first_s, longest_s, rng):
    return calls_for_ever(failures - 1, min(2 * first_s, longest_s), longest_s, rng)


def ten_doublings(failures, first_s, longest_s, rng):
    return rng.uniform(0, min(longest_s, first_s * 2 ** min(failures, 10)))


def sixteen_doublings(failures, first_s, longest_s, rng):
    return rng.uniform(0, min(longest_s, first_s * 2 ** min(failures, 16)))


def six_doublings(failures, first_s, longest_s, rng):
    return rng.uniform(0, min(longest_s, first_s * 2 ** min(failures, 6)))


def twenty_doublings(failures, first_s, longest_s, rng):
    return rng.uniform(0, min(longest_s, first_s * 2 ** min(failures, 20)))


def one_doubling_short_of_a_day(failures, first_s, longest_s, rng):
    return rng.uniform(0, min(longest_s, first_s * 2 ** min(failures, 26)))


def cut_after_the_draw(failures, first_s, longest_s, rng):
    return min(longest_s, rng.uniform(0, first_s * 2 ** min(failures, 60)))


def always_longest(failures, first_s, longest_s, rng):
    return rng.uniform(0, longest_s)


def never_grows(failures, first_s, longest_s, rng):
    return rng.uniform(0, min(first_s, longest_s))


def to_the_power_of_first(failures, first_s, longest_s, rng):
    return rng.uniform(0, min(longest_s, first_s ** min(failures + 1, 60)))


def more_at_the_beginning(failures, first_s, longest_s, rng):
    return rng.random() ** 2 * no_chance(failures, first_s, longest_s, rng)


def first_wins_over_longest(failures, first_s, longest_s, rng):
    return rng.uniform(0, max(first_s, no_chance(failures, first_s, longest_s, rng)))


def first_window_uncut(failures, first_s, longest_s, rng):
    window_s = first_s
    for _ in range(failures):
        window_s = min(longest_s, 2 * window_s)
    return rng.uniform(0, window_s)


def sixty_at_most(failures, first_s, longest_s, rng):
    return rng.uniform(0, min(60, first_s * 2 ** min(failures, 60)))


def longest_by_quotient(failures, first_s, longest_s, rng):
    window_s = longest_s if failures > longest_s / first_s else min(longest_s, first_s * 2**failures)
    return rng.uniform(0, window_s)


def exponential(failures, first_s, longest_s, rng):
    return rng.expovariate(1 / no_chance(failures, first_s, longest_s, rng))


def from_a_fiftieth(failures, first_s, longest_s, rng):
    window_s = no_chance(failures, first_s, longest_s, rng)
    return rng.uniform(0.02 * window_s, window_s)


def a_count_of_its_own():
    window_s = 0.0

    def wait_s(failures, first_s, longest_s, rng):
        nonlocal window_s
        window_s = min(longest_s, 2 * window_s if failures else first_s)
        return rng.uniform(0, window_s)

    return wait_s


def windows_kept():
    kept = {}

    def wait_s(failures, first_s, longest_s, rng):
        window_s = kept.setdefault(failures, no_chance(failures, first_s, longest_s, rng))
        return rng.uniform(0, window_s)

    return wait_s


def waits_here(failures, first_s, longest_s, rng):
    rng.uniform(0, 1)


RIGHT = {
    "23a.1": [in_a_loop, by_filtering, newest_of_the_living],
    "23a.2": [step_by_step, by_exponent, in_one_line, with_a_net, up_to_a_day],
}

# (the misconception that must be recognised, or None where only the case is shown; the answer)
WRONG = {
    "23a.1": [
        ("who pinged is there", ping_only),
        ("a living gateway holds living phones", gateway_only),
        ("one device must ping, any device's gateway must live", crossed),
        ("all devices must be there", all_devices),
        ("one device speaks for all", first_device),
        ("one device speaks for all", last_device),
        ("the first fresh device decides", first_fresh_device),
        ("a clock's second comes on top", up_to_76),
        ("the newest ping tells the most", newest_ping),
        ("a gateway that starts again is the same one", without_the_start),
        ("75 seconds are already too long", under_75),
        ("no ping lies ahead of now", between_0_and_75),
        ("no ping lies ahead of now", as_a_range),
        ("a moment is a duration", as_a_duration),
        (None, wall_clock),
        (None, one_lost_ping_too_few),
        (None, five_minutes),
        ("everybody has a device", without_devices_yes),
        ("everybody has a device", newest_without_asking),
        ("one device speaks for all", only_the_phone),
        (None, gateways_of_this_lesson),
        ("names that look alike are the same", within_a_name),
        ("names that look alike are the same", within_the_text),
        ("names that look alike are the same", begins_alike),
        ("names that look alike are the same", begins_alike_turned_round),
        ("a function ends by itself", says_nothing),
        ("a function ends by itself", without_the_last_return),
        ("what was true stays true", kept_by(lambda connections, alive: (str(connections), str(sorted(alive))))),
        ("who lived once lives", remembers()),
        ("who never pinged did so at second 0", newest_from_second_0),
        ("who never pinged did so at second 0", newest_from_second_0_if_any),
        ("seconds are whole", whole_moments),
        ("seconds are whole", whole_pings),
        ("seconds are whole", rounded_age),
        ("seconds are whole", whole_age),
        (None, forgets_the_silent),
    ],
    "23a.2": [
        ("a call may build on the call before", a_count_of_its_own()),
        ("a call may build on the call before", windows_kept()),
        ("everybody waits equally long", no_chance),
        ("everybody waits equally long", same_dice_for_all),
        ("chance is there, but not from rng", global_dice),
        ("the beginning of the window may stay empty", a_tenth_of_chance),
        ("the beginning of the window may stay empty", equal_jitter),
        ("the beginning of the window may stay empty", at_least_a_fifth),
        ("the beginning of the window may stay empty", a_second_of_chance),
        ("moments are round", whole_seconds),
        ("moments are round", rounded_to(1)),
        ("moments are round", rounded_to(3)),
        ("moments are round", rounded_to(6)),
        ("cut the wait, not the window", cut_the_wait),
        ("cut the wait, not the window", longest_where_it_overflows),
        ("the beginning of the window may stay empty", never_under_a_second),
        ("the beginning of the window may stay empty", never_under_a_hundredth),
        ("the beginning of the window may stay empty", from_a_twentieth),
        ("the beginning of the window may stay empty", from_a_fiftieth),
        ("the end of the window may stay empty", not_to_the_end),
        ("the beginning of the window may stay empty", without_both_ends),
        ("a wait may grow for ever", no_limit),
        ("the first try is number one", counted_from_one),
        ("the first try is number one", one_doubling_less),
        ("each window is one first_s longer", one_more_each_time),
        ("the first failure changes nothing", one_doubling_too_few),
        ("many failures mean the longest window", longest_from(6)),
        ("many failures mean the longest window", longest_from(10)),
        ("many failures mean the longest window", longest_from(16)),
        ("many failures mean the longest window", longest_from(26)),
        ("windows are whole seconds", whole_windows),
        ("windows are whole seconds", rounded_windows),
        ("nobody fails a thousand times", float_power),
        ("nobody fails a thousand times", longest_by_quotient),
        ("nobody fails a thousand times", whole_power),
        ("nobody fails a thousand times", whole_power_times_chance),
        ("nobody fails a thousand times", shifted),
        ("each failure needs a call of its own", a_call_each),
        ("each failure needs a call of its own", calls_for_ever),
        ("thousands of failures are a case of their own", power_of_the_rest(64)),
        ("thousands of failures are a case of their own", power_of_the_rest(1_024)),
        ("thousands of failures are a case of their own", at_once_from_5_000),
        ("thousands of failures are a case of their own", longest_above_3_000),
        ("a window that once was long enough need not grow", ten_doublings),
        ("a window that once was long enough need not grow", sixteen_doublings),
        ("a window that once was long enough need not grow", six_doublings),
        ("a window that once was long enough need not grow", twenty_doublings),
        ("a window that once was long enough need not grow", one_doubling_short_of_a_day),
        ("cut the wait, not the window", cut_after_the_draw),
        (None, always_longest),
        (None, never_grows),
        (None, to_the_power_of_first),
        ("short waits may be likelier", more_at_the_beginning),
        ("short waits may be likelier", exponential),
        ("the first window needs no limit", first_wins_over_longest),
        ("the first window needs no limit", first_window_uncut),
        ("a window that once was long enough need not grow", sixty_at_most),
        (None, waits_here),
    ],
}
