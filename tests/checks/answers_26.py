"""Lesson 26: wrong answers that a learner could give, each with its misconception, and other right ways to write it."""

from itertools import permutations
from math import ceil

from course.checks.lesson_26.pairs import closest_first, farthest, in_order, inverse, kindest_to_the_last

# 26.1 · claim


def claim_in_one_step(store, driver, token, seconds):
    key = f"driver:{driver}"
    return store.set_if_absent(key, token, seconds)


def claim_with_branches(store, driver, token, seconds):
    if store.set_if_absent("driver:" + str(driver), token, seconds=seconds):
        return True
    return False


def claim_after_a_look(store, driver, token, seconds):
    if store.get(f"driver:{driver}") is not None:
        return False
    return store.set_if_absent(f"driver:{driver}", token, seconds)


def look_then_write(store, driver, token, seconds):
    if store.get(f"driver:{driver}") is None:
        store.set(f"driver:{driver}", token)
        store.expire(f"driver:{driver}", seconds)
        return True
    return False


def look_then_write_absent(store, driver, token, seconds):
    if store.get(f"driver:{driver}") is None:
        store.set_if_absent(f"driver:{driver}", token, seconds)
        return True
    return False


def write_then_expire(store, driver, token, seconds):
    got = store.set_if_absent(f"driver:{driver}", token)
    if got:
        store.expire(f"driver:{driver}", seconds)
    return got


def no_expiry(store, driver, token, seconds):
    return store.set_if_absent(f"driver:{driver}", token)


def always_true(store, driver, token, seconds):
    store.set_if_absent(f"driver:{driver}", token, seconds)
    return True


def a_mark(store, driver, token, seconds):
    return store.set_if_absent(f"driver:{driver}", "busy", seconds)


def always_fifteen(store, driver, token, seconds):
    return store.set_if_absent(f"driver:{driver}", token, 15)


def always_driver_7(store, driver, token, seconds):
    return store.set_if_absent("driver:7", token, seconds)


def write_and_read_back(store, driver, token, seconds):
    store.set(f"driver:{driver}", token)
    store.expire(f"driver:{driver}", seconds)
    return store.get(f"driver:{driver}") == token


def whoever_asks_prolongs(store, driver, token, seconds):
    got = store.set_if_absent(f"driver:{driver}", token, seconds)
    store.expire(f"driver:{driver}", seconds)
    return got


def fifteen_at_most(store, driver, token, seconds):
    return store.set_if_absent(f"driver:{driver}", token, min(seconds, 15))


def remembers():
    taken = set()

    def claim(store, driver, token, seconds):
        if driver in taken:
            return False
        taken.add(driver)
        return store.set_if_absent(f"driver:{driver}", token, seconds)

    return claim


def a_key_for_each_token(store, driver, token, seconds):
    return store.set_if_absent(f"driver:{driver}:{token}", token, seconds)


def true_without_a_call(store, driver, token, seconds):
    return True


def claim_returns_token(store, driver, token, seconds):
    return store.set_if_absent(f"driver:{driver}", token, seconds) and token


# 26.2 · release


def release_in_one_step(store, driver, token):
    return store.delete_if(f"driver:{driver}", token)


def release_with_branches(store, driver, token):
    key = "driver:" + str(driver)
    if store.delete_if(key, token):
        return True
    return False


def release_after_a_look(store, driver, token):
    if store.get(f"driver:{driver}") != token:
        return False
    return store.delete_if(f"driver:{driver}", token)


def delete_always(store, driver, token):
    return store.delete(f"driver:{driver}")


def look_then_delete(store, driver, token):
    if store.get(f"driver:{driver}") == token:
        store.delete(f"driver:{driver}")
        return True
    return False


def look_then_delete_reply(store, driver, token):
    if store.get(f"driver:{driver}") == token:
        return store.delete(f"driver:{driver}")
    return False


def look_then_expire(store, driver, token):
    if store.get(f"driver:{driver}") == token:
        store.expire(f"driver:{driver}", 0)
        return True
    return False


def release_says_true(store, driver, token):
    store.delete_if(f"driver:{driver}", token)
    return True


def leaves_it(store, driver, token):
    return store.get(f"driver:{driver}") == token


def waits_for_the_end(store, driver, token):
    store.expire(f"driver:{driver}", 15)
    return store.get(f"driver:{driver}") == token


def release_driver_7(store, driver, token):
    return store.delete_if("driver:7", token)


def look_is_not_free(store, driver, token):
    if store.get(f"driver:{driver}"):
        return store.delete(f"driver:{driver}")
    return False


# 26.3 · worst wait


def by_ceil(drivers, at_once, offer_s, deadline_s):
    return min(ceil(drivers / at_once) * offer_s, deadline_s)


def by_negative_floor(drivers, at_once, offer_s, deadline_s):
    return min(-(-drivers // at_once) * offer_s, deadline_s)


def by_loop(drivers, at_once, offer_s, deadline_s):
    wait_s = 0
    while drivers > 0 and wait_s < deadline_s:
        drivers -= at_once
        wait_s += offer_s
    return min(wait_s, deadline_s)


def floor_rounds(drivers, at_once, offer_s, deadline_s):
    return min(drivers // at_once * offer_s, deadline_s)


def split_rounds(drivers, at_once, offer_s, deadline_s):
    return min(drivers / at_once * offer_s, deadline_s)


def no_deadline(drivers, at_once, offer_s, deadline_s):
    return ceil(drivers / at_once) * offer_s


def one_by_one(drivers, at_once, offer_s, deadline_s):
    return min(drivers * offer_s, deadline_s)


def the_deadline(drivers, at_once, offer_s, deadline_s):
    return deadline_s


def the_later(drivers, at_once, offer_s, deadline_s):
    return max(ceil(drivers / at_once) * offer_s, deadline_s)


def one_round_more(drivers, at_once, offer_s, deadline_s):
    return min((drivers // at_once + 1) * offer_s, deadline_s)


def whole_rounds_before(drivers, at_once, offer_s, deadline_s):
    return min(ceil(drivers / at_once), deadline_s // offer_s) * offer_s


def at_least_one_round(drivers, at_once, offer_s, deadline_s):
    return min(max(1, ceil(drivers / at_once)) * offer_s, deadline_s)


def fifteen_seconds(drivers, at_once, offer_s, deadline_s):
    return min(ceil(drivers / at_once) * 15, deadline_s)


# 26.4 · first yes


def by_sorting(answers, asked, deadline_s):
    left = set(asked)
    for after_s, driver, reply in sorted(answers):
        if after_s > deadline_s:
            break
        left.discard(driver)
        if reply == "yes":
            return driver, left
    return None, left


def with_lists(answers, asked, deadline_s):
    in_time = sorted(answer for answer in answers if answer[0] <= deadline_s)
    for place, (_, driver, reply) in enumerate(in_time):
        if reply == "yes":
            gone = [d for _, d, _ in in_time[:place]]
            return driver, [d for d in asked if d != driver and d not in gone]
    return None, [d for d in asked if d not in [d for _, d, _ in in_time]]


def in_a_list(answers, asked, deadline_s):
    return list(by_sorting(answers, asked, deadline_s))


def first_in_the_list(answers, asked, deadline_s):
    end_s, winner = next(((s, d) for s, d, r in answers if r == "yes" and s <= deadline_s), (deadline_s, None))
    no = {d for s, d, r in answers if r == "no" and s <= end_s}
    return winner, set(asked) - no - {winner}


def nobody_else_hears(answers, asked, deadline_s):
    winner = by_sorting(answers, asked, deadline_s)[0]
    return winner, set()


def silent_ones_only(answers, asked, deadline_s):
    winner = by_sorting(answers, asked, deadline_s)[0]
    return winner, set(asked) - {d for _, d, _ in answers}


def every_no_counts(answers, asked, deadline_s):
    winner = by_sorting(answers, asked, deadline_s)[0]
    return winner, set(asked) - {d for _, d, r in answers if r == "no"} - {winner}


def no_deadline_yes(answers, asked, deadline_s):
    return by_sorting(answers, asked, 10**9)


def before_the_deadline(answers, asked, deadline_s):
    return by_sorting(answers, asked, deadline_s - 0.001)


def no_before_the_deadline(answers, asked, deadline_s):
    yes = sorted((s, d) for s, d, r in answers if r == "yes" and s <= deadline_s)
    if yes:
        end_s, winner = yes[0]
        return winner, {d for d in asked if d != winner} - {d for s, d, r in answers if r == "no" and s < end_s}
    return None, set(asked) - {d for s, d, r in answers if r == "no" and s < deadline_s}


def no_at_the_deadline_is_skipped(answers, asked, deadline_s):
    left = set(asked)
    for after_s, driver, reply in sorted(answers):
        if after_s > deadline_s or (after_s == deadline_s and reply == "no"):
            continue
        left.discard(driver)
        if reply == "yes":
            return driver, left
    return None, left


def last_in_the_list(answers, asked, deadline_s):
    return first_in_the_list(answers[::-1], asked, deadline_s)


def everybody_hears(answers, asked, deadline_s):
    winner = by_sorting(answers, asked, deadline_s)[0]
    return winner, set(asked) - {winner}


def winner_too(answers, asked, deadline_s):
    return by_sorting(answers, asked, deadline_s)[0], set(asked)


def at_fifteen(answers, asked, deadline_s):
    return by_sorting(answers, [d for d in asked if d < 50], 15)


def always_fifteen_seconds(answers, asked, deadline_s):
    return by_sorting(answers, asked, 15)


def no_driver_0(answers, asked, deadline_s):
    winner, left = by_sorting(answers, asked, deadline_s)
    return winner or None, left


def smallest_number_wins(answers, asked, deadline_s):
    yes = [d for s, d, r in answers if r == "yes" and s <= deadline_s]
    return (min(yes), set(asked) - {min(yes)}) if yes else (None, set(asked))


def no_winner_no_word(answers, asked, deadline_s):
    winner, left = by_sorting(answers, asked, deadline_s)
    return winner, left if winner is not None else set()


def only_the_winner(answers, asked, deadline_s):
    return by_sorting(answers, asked, deadline_s)[0]


# 26.5 · pairs


def all_orders(minutes):
    best, best_sum = None, None
    for cars in permutations(range(len(minutes))):
        total = sum(minutes[rider][car] for rider, car in enumerate(cars))
        if best is None or total < best_sum:
            best, best_sum = cars, total
    return list(best)


def as_tuple(minutes):
    return tuple(min(permutations(range(len(minutes))), key=lambda cars: sum(map(list.__getitem__, minutes, cars))))


def by_recursion(minutes):
    def best(rider, left):
        if rider == len(minutes):
            return 0, []
        tries = []
        for car in left:
            rest, cars = best(rider + 1, left - {car})
            tries.append((minutes[rider][car] + rest, [car, *cars]))
        return min(tries)

    return best(0, frozenset(range(len(minutes))))[1]


def own_nearest(minutes):
    return [row.index(min(row)) for row in minutes]


def swaps_of_two(minutes):
    cars, better = in_order(minutes), True
    while better:
        better = False
        for one in range(len(cars)):
            for other in range(one):
                now = minutes[one][cars[one]] + minutes[other][cars[other]]
                if minutes[one][cars[other]] + minutes[other][cars[one]] < now:
                    cars[one], cars[other], better = cars[other], cars[one], True
    return cars


def two_at_most(minutes):
    if len(minutes) != 2:
        return in_order(minutes)
    return all_orders(minutes)


def at_most_999_minutes(minutes):
    best, best_sum = [], 999
    for cars in permutations(range(len(minutes))):
        total = sum(minutes[rider][car] for rider, car in enumerate(cars))
        if total < best_sum:
            best, best_sum = list(cars), total
    return best


def no_minutes_are_no_sum(minutes):
    best, best_sum = [], 0
    for cars in permutations(range(len(minutes))):
        total = sum(minutes[rider][car] for rider, car in enumerate(cars))
        if not best_sum or total < best_sum:
            best, best_sum = list(cars), total
    return best


def numbers_with_a_point(minutes):
    return [float(car) for car in all_orders(minutes)]


def straight(minutes):
    return list(range(len(minutes)))


def the_sum(minutes):
    return [sum(minutes[rider][car] for rider, car in enumerate(all_orders(minutes)))]


RIGHT = {
    "26.1": [claim_in_one_step, claim_with_branches, claim_after_a_look],
    "26.2": [release_in_one_step, release_with_branches, release_after_a_look],
    "26.3": [by_ceil, by_negative_floor, by_loop],
    "26.4": [by_sorting, with_lists, in_a_list],
    "26.5": [all_orders, as_tuple, by_recursion],
}

WRONG = {
    "26.1": [
        ("looking reserves", look_then_write),
        ("looking reserves", look_then_write_absent),
        ("two calls in a row are one step", write_then_expire),
        ("its owner will tidy up", no_expiry),
        ("no error means success", always_true),
        ("a mark is enough", a_mark),
        ("asking is free of effects", whoever_asks_prolongs),
        (None, fifteen_at_most),
        (None, always_fifteen),
        (None, always_driver_7),
        ("no error means success", write_and_read_back),
        ("my variable is everybody's", remembers()),
        ("any name will do", a_key_for_each_token),
        ("no error means success", true_without_a_call),
        (None, claim_returns_token),
    ],
    "26.2": [
        ("what I claimed is still mine", delete_always),
        ("reading proves ownership", look_then_delete),
        ("reading proves ownership", look_then_delete_reply),
        ("reading proves ownership", look_then_expire),
        ("no error means success", release_says_true),
        ("it will expire anyway", leaves_it),
        ("it will expire anyway", waits_for_the_end),
        (None, release_driver_7),
        ("what I claimed is still mine", look_is_not_free),
    ],
    "26.3": [
        ("a round that is not full does not count", floor_rounds),
        ("rounds may be split", split_rounds),
        ("the search ends when all were asked", no_deadline),
        ("parallel offers change nothing", one_by_one),
        ("the deadline is the wait", the_deadline),
        ("the search ends when all were asked", the_later),
        ("one round more, to be safe", one_round_more),
        ("only whole rounds count", whole_rounds_before),
        ("there is always a round", at_least_one_round),
        (None, fifteen_seconds),
    ],
    "26.4": [
        ("the list is in order of time", first_in_the_list),
        ("the others see it by themselves", nobody_else_hears),
        ("a second yes needs no reply", silent_ones_only),
        ("a no is a no, whenever it comes", every_no_counts),
        ("an offer has no end", no_deadline_yes),
        ("in time means before the deadline", before_the_deadline),
        ("a no at the deadline is silence", no_before_the_deadline),
        ("a no at the deadline is silence", no_at_the_deadline_is_skipped),
        ("the list is in order of time", last_in_the_list),
        (None, everybody_hears),
        ("the winner's offer ends too", winner_too),
        ("without a winner nobody must hear", no_winner_no_word),
        (None, at_fifteen),
        (None, always_fifteen_seconds),
        (None, no_driver_0),
        (None, smallest_number_wins),
        (None, only_the_winner),
    ],
    "26.5": [
        ("the best for each in turn is the best for all", in_order),
        ("the shortest drives first", closest_first),
        ("the longest drive decides", kindest_to_the_last),
        ("a car for a rider, or a rider for a car", inverse),
        ("more is better", farthest),
        ("a car serves two at once", own_nearest),
        ("swaps of two find the best", swaps_of_two),
        ("the best for each in turn is the best for all", two_at_most),
        (None, at_most_999_minutes),
        (None, no_minutes_are_no_sum),
        (None, numbers_with_a_point),
        (None, straight),
        (None, the_sum),
    ],
}
