"""Lesson 25b: wrong answers that a learner could give, each with its misconception, and other right ways to write it."""

import time
from itertools import chain

# 25b.1 · sweep


def one_at_a_time(heard, now_s):
    gone = 0
    while names := heard.silent(now_s - 30, 1):
        if heard.drop_if_silent(names[0], now_s - 30):
            gone += 1
    return gone


def stops_at_a_short_page(heard, now_s):
    before_s, gone = now_s - 30, 0
    while True:
        names = heard.silent(before_s, 100)
        gone += sum([heard.drop_if_silent(name, before_s) for name in names])
        if len(names) < 100:
            return gone


def calls_itself(heard, now_s):
    names = heard.silent(now_s - 30, 100)
    if not names:
        return 0
    here = len([name for name in names if heard.drop_if_silent(name, now_s - 30)])
    return here + calls_itself(heard, now_s)


def asks_for_too_many(heard, now_s):
    gone = 0
    while names := heard.silent(now_s - 30, 10_000):
        gone += sum(heard.drop_if_silent(name, now_s - 30) for name in names)
    return gone


def drops(heard, now_s):
    gone = 0
    while names := heard.silent(now_s - 30, 100):
        gone += sum(heard.drop(name) for name in names)
    return gone


def looks_twice_then_drops(heard, now_s):
    gone = 0
    while names := heard.silent(now_s - 30, 100):
        for name in names:
            if name in heard.silent(now_s - 30, 100):
                gone += heard.drop(name)
    return gone


def one_page(heard, now_s):
    names = heard.silent(now_s - 30, 100)
    return sum(heard.drop_if_silent(name, now_s - 30) for name in names)


def ten_pages_of_fifty(heard, now_s):
    gone = 0
    for _ in range(10):
        gone += sum(heard.drop_if_silent(name, now_s - 30) for name in heard.silent(now_s - 30, 50))
    return gone


def ten_pages(heard, now_s):
    gone = 0
    for _ in range(10):
        gone += sum(heard.drop_if_silent(name, now_s - 30) for name in heard.silent(now_s - 30, 100))
    return gone


def until_nobody_goes(heard, now_s):
    gone = 0
    while True:
        here = sum(heard.drop_if_silent(name, now_s - 30) for name in heard.silent(now_s - 30, 100))
        if here == 0:
            return gone
        gone += here


def thirty_is_a_moment(heard, now_s):
    gone = 0
    while names := heard.silent(30, 100):
        gone += sum(heard.drop_if_silent(name, 30) for name in names)
    return gone


def now_is_the_limit(heard, now_s):
    gone = 0
    while names := heard.silent(now_s, 100):
        gone += sum(heard.drop_if_silent(name, now_s) for name in names)
    return gone


def thirty_seconds_from_now(heard, now_s):
    gone = 0
    while names := heard.silent(now_s + 30, 100):
        gone += sum(heard.drop_if_silent(name, now_s + 30) for name in names)
    return gone


def thirty_is_too_long(heard, now_s):
    gone = 0
    while names := heard.silent(now_s - 29.99, 100):
        gone += sum(heard.drop_if_silent(name, now_s - 29.99) for name in names)
    return gone


def a_second_more(heard, now_s):
    gone = 0
    while names := heard.silent(now_s - 31, 100):
        gone += sum(heard.drop_if_silent(name, now_s - 31) for name in names)
    return gone


def whole_seconds(heard, now_s):
    return asks_for_too_many(heard, int(now_s))


def counts_names(heard, now_s):
    gone = 0
    while names := heard.silent(now_s - 30, 100):
        for name in names:
            heard.drop_if_silent(name, now_s - 30)
        gone += len(names)
    return gone


def counts_pages(heard, now_s):
    pages = 0
    while names := heard.silent(now_s - 30, 100):
        pages += 1
        for name in names:
            heard.drop_if_silent(name, now_s - 30)
    return pages


def says_nothing(heard, now_s):
    while names := heard.silent(now_s - 30, 100):
        for name in names:
            heard.drop_if_silent(name, now_s - 30)


def only_counts(heard, now_s):
    return len(heard.silent(now_s - 30, 100))


def asks_for_ever(heard, now_s):
    gone = 0
    while names := heard.silent(now_s - 30, 100):
        gone += sum(heard.drop_if_silent(name, now_s - 3_000) for name in names)
    return gone


def remembering():
    known = set()

    def sweep(heard, now_s):
        gone = 0
        while names := [name for name in heard.silent(now_s - 30, 100) if name not in known]:
            for name in names:
                known.add(name)
                gone += heard.drop_if_silent(name, now_s - 30)
        return gone

    return sweep


def asks_the_machine(heard, now_s):
    before_s, gone = time.time() - 30, 0
    while names := heard.silent(before_s, 100):
        gone += sum(heard.drop_if_silent(name, before_s) for name in names)
    return gone


def limit_of_this_lesson(heard, now_s):
    gone = 0
    while names := heard.silent(970, 100):
        gone += sum(heard.drop_if_silent(name, 970) for name in names)
    return gone


# 25b.2 · one_list


def in_two_dictionaries(answers, limit):
    number_of, km_of = {}, {}
    for answer in answers:
        if answer is None:
            continue
        for driver, number, km in answer:
            if driver not in number_of or number >= number_of[driver]:
                number_of[driver], km_of[driver] = number, km
    return sorted(km_of.items(), key=lambda pair: pair[1])[:limit]


def by_sorting(answers, limit):
    seen = sorted((number, driver, km) for answer in answers if answer for driver, number, km in answer)
    newest = {driver: km for number, driver, km in seen}
    return sorted(newest.items(), key=lambda pair: pair[1])[:limit]


def by_alphabet(answers, limit):
    return sorted(by_sorting(answers, 1_000))[:limit]


def in_lists(answers, limit):
    flat = list(chain.from_iterable(answer or [] for answer in answers))
    names = {driver for driver, _, _ in flat}
    best = [max((s for s in flat if s[0] == name), key=lambda s: s[1]) for name in names]
    return [[driver, km] for driver, _, km in sorted(best, key=lambda s: s[2])][:limit]


def nearest_sighting(answers, limit):
    best = {}
    for answer in answers:
        for driver, _number, km in answer or []:
            best[driver] = min(km, best.get(driver, km))
    return sorted(best.items(), key=lambda pair: pair[1])[:limit]


def last_answer_wins(answers, limit):
    km_of = {driver: km for answer in answers for driver, _, km in answer or []}
    return sorted(km_of.items(), key=lambda pair: pair[1])[:limit]


def first_answer_wins(answers, limit):
    km_of = {}
    for answer in answers:
        for driver, _, km in answer or []:
            km_of.setdefault(driver, km)
    return sorted(km_of.items(), key=lambda pair: pair[1])[:limit]


def everybody_twice(answers, limit):
    found = [(driver, km) for answer in answers for driver, _, km in answer or []]
    return sorted(found, key=lambda pair: pair[1])[:limit]


def by_number(answers, limit):
    newest = {}
    for answer in answers:
        for driver, number, km in answer or []:
            if number > newest.get(driver, (0, 0))[0]:
                newest[driver] = (number, km)
    order = sorted(newest, key=lambda driver: -newest[driver][0])
    return [(driver, newest[driver][1]) for driver in order][:limit]


def cuts_first(answers, limit):
    flat = sorted((s for answer in answers for s in answer or []), key=lambda s: s[2])[:limit]
    newest = {}
    for driver, number, km in flat:
        if number > newest.get(driver, (0, 0))[0]:
            newest[driver] = (number, km)
    return sorted([(driver, km) for driver, (_, km) in newest.items()], key=lambda pair: pair[1])


def cuts_each_answer(answers, limit):
    newest = {}
    for answer in answers:
        for driver, number, km in sorted(answer or [], key=lambda s: s[2])[:limit]:
            if number > newest.get(driver, (0, 0))[0]:
                newest[driver] = (number, km)
    return sorted([(driver, km) for driver, (_, km) in newest.items()], key=lambda pair: pair[1])[:limit]


def needs_every_node(answers, limit):
    newest = {}
    for answer in answers:
        for driver, number, km in answer:
            if number > newest.get(driver, (0, 0))[0]:
                newest[driver] = (number, km)
    return sorted([(driver, km) for driver, (_, km) in newest.items()], key=lambda pair: pair[1])[:limit]


def gives_up(answers, limit):
    newest = {}
    for answer in answers:
        if answer is None:
            return []
        for driver, number, km in answer:
            if number > newest.get(driver, (0, 0))[0]:
                newest[driver] = (number, km)
    return sorted([(driver, km) for driver, (_, km) in newest.items()], key=lambda pair: pair[1])[:limit]


def stops_at_silence(answers, limit):
    newest = {}
    for answer in answers:
        if answer is None:
            break
        for driver, number, km in answer:
            if number > newest.get(driver, (0, 0))[0]:
                newest[driver] = (number, km)
    return sorted([(driver, km) for driver, (_, km) in newest.items()], key=lambda pair: pair[1])[:limit]


def no_limit(answers, limit):
    return in_two_dictionaries(answers, 10**6)


def always_ten(answers, limit):
    return in_two_dictionaries(answers, 10)


def farthest_first(answers, limit):
    return in_two_dictionaries(answers, 10**6)[::-1][:limit]


def names_only(answers, limit):
    return [driver for driver, _ in in_two_dictionaries(answers, limit)]


def whole_sightings(answers, limit):
    return sorted((s for answer in answers for s in answer or []), key=lambda s: s[2])[:limit]


def numbers_as_text(answers, limit):
    newest = {}
    for answer in answers:
        for driver, number, km in answer or []:
            if str(number) > newest.get(driver, ("", 0))[0]:
                newest[driver] = (str(number), km)
    return sorted([(driver, km) for driver, (_, km) in newest.items()], key=lambda pair: pair[1])[:limit]


def by_distance(answers, limit):
    driver_at = {km: driver for driver, km in in_two_dictionaries(answers, 10**6)}
    return [(driver_at[km], km) for km in sorted(driver_at)][:limit]


def nobody_at_zero(answers, limit):
    return [(driver, km) for driver, km in in_two_dictionaries(answers, 10**6) if km][:limit]


def two_nodes_only(answers, limit):
    return in_two_dictionaries(answers[:2], limit)


def remembers_sightings():
    newest = {}

    def one_list(answers, limit):
        for answer in answers:
            for driver, number, km in answer or []:
                if number > newest.get(driver, (0, 0))[0]:
                    newest[driver] = (number, km)
        return sorted([(driver, km) for driver, (_, km) in newest.items()], key=lambda pair: pair[1])[:limit]

    return one_list


RIGHT = {
    "25b.1": [one_at_a_time, stops_at_a_short_page, calls_itself, asks_for_too_many],
    "25b.2": [in_two_dictionaries, by_sorting, in_lists],
}

# (the misconception that must be recognised, or None where only the case is shown; the answer)
WRONG = {
    "25b.1": [
        ("who was silent is silent", drops),
        ("who was silent is silent", looks_twice_then_drops),
        ("one question lists everybody", one_page),
        ("one question lists everybody", ten_pages_of_fifty),
        ("one question lists everybody", ten_pages),
        ("a list from which nobody goes is the last one", until_nobody_goes),
        ("a duration is a moment", thirty_is_a_moment),
        ("silent means not speaking now", now_is_the_limit),
        ("silent means not speaking now", thirty_seconds_from_now),
        ("30 seconds are already too long", thirty_is_too_long),
        (None, a_second_more),
        (None, whole_seconds),
        ("who was listed was dropped", counts_names),
        (None, counts_pages),
        (None, says_nothing),
        (None, only_counts),
        ("the next question brings the next names", asks_for_ever),
        ("dropped once is gone for ever", remembering()),
        ("this machine's clock is the map's", asks_the_machine),
        (None, limit_of_this_lesson),
    ],
    "25b.2": [
        ("the nearer sighting is the better one", nearest_sighting),
        ("the order of the answers is the order of time", last_answer_wins),
        ("the order of the answers is the order of time", first_answer_wins),
        ("a driver stands on one node", everybody_twice),
        ("a newer ping is a nearer car", by_number),
        ("names are in the order of distances", by_alphabet),
        ("cut first, then look", cuts_first),
        ("cut first, then look", cuts_each_answer),
        ("every node answers", needs_every_node),
        ("a silent node ends the search", gives_up),
        ("a silent node ends the search", stops_at_silence),
        ("the limit is a wish", no_limit),
        ("the limit is a wish", always_ten),
        (None, farthest_first),
        (None, names_only),
        ("a driver stands on one node", whole_sightings),
        (None, numbers_as_text),
        (None, by_distance),
        (None, nobody_at_zero),
        (None, two_nodes_only),
        ("the last rider's cars are still there", remembers_sightings()),
    ],
}
