"""Lesson 20a: wrong answers that a learner could give, each with its misconception, and other right ways to write it."""

# 20a.1 · next_place


def place_by_cases(now_ms, last_ms, last_count):
    if now_ms < last_ms:
        return None
    if now_ms == last_ms:
        return None if last_count >= 4095 else (now_ms, last_count + 1)
    return (now_ms, 0)


def trusts_memory(now_ms, last_ms, last_count):
    """Goes on with the last millisecond while the clock is behind it."""
    if now_ms > last_ms:
        return now_ms, 0
    if last_count == 4095:
        return None
    return last_ms, last_count + 1


def borrows_the_next_millisecond(now_ms, last_ms, last_count):
    if now_ms > last_ms:
        return [now_ms, 0]
    if last_count == 4095:
        return [last_ms + 1, 0]
    return [last_ms, last_count + 1]


def place_by_maximum(now_ms, last_ms, last_count):
    ms = max(now_ms, last_ms)
    count = last_count + 1 if ms == last_ms else 0
    return (ms, count) if count < 4096 else None


def as_the_design_often_seen(now_ms, last_ms, last_count):
    if now_ms == last_ms:
        return now_ms, last_count + 1
    return now_ms, 0


def full_handled_past_forgotten(now_ms, last_ms, last_count):
    if now_ms == last_ms:
        return (now_ms, last_count + 1) if last_count < 4095 else None
    return now_ms, 0


def counts_on_in_the_past(now_ms, last_ms, last_count):
    if now_ms > last_ms:
        return now_ms, 0
    return (now_ms, last_count + 1) if last_count < 4095 else None


def wraps(now_ms, last_ms, last_count):
    if now_ms < last_ms:
        return None
    if now_ms > last_ms:
        return now_ms, 0
    return now_ms, (last_count + 1) & 0xFFF


def thirteen_bits(now_ms, last_ms, last_count):
    if now_ms < last_ms:
        return None
    if now_ms > last_ms:
        return now_ms, 0
    return now_ms, last_count + 1


def one_too_many(now_ms, last_ms, last_count):
    if now_ms < last_ms or last_count > 4095:
        return None
    return (now_ms, 0) if now_ms > last_ms else (now_ms, last_count + 1)


def waits_for_each_millisecond(now_ms, last_ms, last_count):
    return (now_ms, 0) if now_ms > last_ms else None


def never_begins_again(now_ms, last_ms, last_count):
    if now_ms < last_ms or last_count == 4095:
        return None
    return now_ms, last_count + 1


def next_after_the_clock_when_full(now_ms, last_ms, last_count):
    if now_ms <= last_ms:
        return (last_ms, last_count + 1) if last_count < 4095 else (now_ms + 1, 0)
    return now_ms, 0


def restarts_far_behind(now_ms, last_ms, last_count):
    """Waits a little; a clock far behind is believed."""
    if now_ms < last_ms - 1_000:
        return now_ms, 0
    if now_ms < last_ms or (now_ms == last_ms and last_count == 4095):
        return None
    return (now_ms, 0) if now_ms > last_ms else (now_ms, last_count + 1)


def gives_the_last_one_again(now_ms, last_ms, last_count):
    if now_ms < last_ms:
        return last_ms, last_count
    if now_ms > last_ms:
        return now_ms, 0
    return (now_ms, last_count + 1) if last_count < 4095 else None


def far_back_is_a_reset(now_ms, last_ms, last_count):
    if now_ms > last_ms or last_ms - now_ms > 6_000:
        return now_ms, 0
    return place_by_cases(now_ms, last_ms, last_count)


def never_works_after_a_pause(now_ms, last_ms, last_count):
    return None if now_ms - last_ms > 10 else place_by_cases(now_ms, last_ms, last_count)


def borrows_and_counts_from_five(now_ms, last_ms, last_count):
    if now_ms == last_ms and last_count == 4095:
        return last_ms + 1, 5
    return place_by_cases(now_ms, last_ms, last_count)


def one_count_for_ever(now_ms, last_ms, last_count):
    return now_ms, (last_count + 1) % 4096


def as_often_seen_in_a_list(now_ms, last_ms, last_count):
    return [now_ms, last_count + 1 if now_ms == last_ms else 0]


def one_id_less(now_ms, last_ms, last_count):
    if now_ms > last_ms:
        return now_ms, 0
    return (now_ms, last_count + 1) if now_ms == last_ms and last_count < 4094 else None


def nothing_in_a_hurry(now_ms, last_ms, last_count):
    return None


def only_the_millisecond(now_ms, last_ms, last_count):
    return now_ms


def whole_id(now_ms, last_ms, last_count):
    return (now_ms << 12 | last_count, 0)


def waits_in_a_loop(now_ms, last_ms, last_count):
    while now_ms < last_ms:
        pass
    return (now_ms, 0) if now_ms > last_ms else (now_ms, last_count + 1)


def compares_with_is(now_ms, last_ms, last_count):
    if now_ms is last_ms:
        return (now_ms, last_count + 1) if last_count < 4095 else None
    return (now_ms, 0) if now_ms > last_ms else None


def in_32_bits(now_ms, last_ms, last_count):
    place = place_by_cases(now_ms, last_ms, last_count)
    return place and (place[0] & 0xFFFFFFFF, place[1])


def a_new_millisecond_while_behind(now_ms, last_ms, last_count):
    """Wasteful, and never a double."""
    if now_ms < last_ms:
        return last_ms + 1, 0
    return place_by_cases(now_ms, last_ms, last_count)


# 20a.3 · back


def back_in_steps(left, right, scramble):
    old_right = left
    old_left = right - scramble(old_right)
    if old_left < 0:
        old_left += 62
    return old_left, old_right


def back_as_list(left, right, scramble):
    return [(right + 62 - scramble(left)) % 62, left]


def back_by_search(left, right, scramble):
    for old_left in range(62):
        if (old_left + scramble(left)) % 62 == right:
            return old_left, left


def back_by_table(left, right, scramble):
    table = {((b), (a + scramble(b)) % 62): (a, b) for a in range(62) for b in range(62)}
    return table[left, right]


def back_by_divmod(left, right, scramble):
    for number in range(3_844):
        a, b = divmod(number, 62)
        if (b, (a + scramble(b)) % 62) == (left, right):
            return a, b


def back_in_floats(left, right, scramble):
    return (right - scramble(left)) % 62.0, float(left)


def forth_again(left, right, scramble):
    return right, (left + scramble(right)) % 62


def adds_going_back(left, right, scramble):
    return (right + scramble(left)) % 62, left


def wrong_half(left, right, scramble):
    return (right - scramble(right)) % 62, left


def subtracts_without_swapping_back(left, right, scramble):
    return (left - scramble(right)) % 62, right


def stays_in_place(left, right, scramble):
    return left, (right - scramble(left)) % 62


def below_zero(left, right, scramble):
    return right - scramble(left), left


def only_swaps(left, right, scramble):
    return right, left


def takes_the_absolute(left, right, scramble):
    return abs(right - scramble(left)), left


def of_four_thousand(left, right, scramble):
    return (right - scramble(left)) % 3844, left


def one_number(left, right, scramble):
    return ((right - scramble(left)) % 62,)


def inverts_the_scramble(left, right, scramble):
    return next(half for half in range(62) if scramble(half) == left), right


RIGHT = {
    "20a.1": [
        place_by_cases,
        trusts_memory,
        borrows_the_next_millisecond,
        place_by_maximum,
        a_new_millisecond_while_behind,
    ],
    "20a.2": [{"block": 300_000, "ask_at_percent": 75}, {"block": 3e5, "ask_at_percent": 75.0}],
    "20a.3": [back_in_steps, back_as_list, back_by_search, back_by_table, back_by_divmod],
}

WRONG = {
    "20a.1": [
        ("another time is a new time", as_the_design_often_seen),
        ("another time is a new time", full_handled_past_forgotten),
        ("the count goes on in the past", counts_on_in_the_past),
        ("full: then the next one after the clock", next_after_the_clock_when_full),
        (None, restarts_far_behind),
        (None, far_back_is_a_reset),
        (None, never_works_after_a_pause),
        (None, borrows_and_counts_from_five),
        ("the count never begins again", one_count_for_ever),
        ("another time is a new time", as_often_seen_in_a_list),
        (None, gives_the_last_one_again),
        ("a full count may begin again", wraps),
        ("twelve bits hold any count", thirteen_bits),
        ("twelve bits hold any count", one_too_many),
        ("one id a millisecond is enough", waits_for_each_millisecond),
        ("the count never begins again", never_begins_again),
        (None, one_id_less),
        ("equal numbers are one object", compares_with_is),
        (None, in_32_bits),
        ("one id a millisecond is enough", nothing_in_a_hurry),
        (None, only_the_millisecond),
        (None, whole_id),
        (None, waits_in_a_loop),
    ],
    "20a.2": [
        ("a large block bridges any cut", {"block": 10_000_000, "ask_at_percent": 0}),
        ("a large block bridges any cut", {"block": 300_000, "ask_at_percent": 0}),
        ("to ask early is enough", {"block": 1_000, "ask_at_percent": 75}),
        ("to ask early is enough", {"block": 300_000, "ask_at_percent": 50}),
        ("more is safer", {"block": 1_000_000, "ask_at_percent": 25}),
        ("more is safer", {"block": 10_000_000, "ask_at_percent": 75}),
        (None, {"block": 250_000, "ask_at_percent": 75}),
    ],
    "20a.3": [
        ("forth again leads back", forth_again),
        ("what went forth adding goes back adding", adds_going_back),
        ("scramble the half on the right", wrong_half),
        ("scramble the half on the right", subtracts_without_swapping_back),
        ("the halves stay where they are", stays_in_place),
        ("below zero is a place too", below_zero),
        (None, only_swaps),
        (None, takes_the_absolute),
        (None, of_four_thousand),
        (None, back_in_floats),
        (None, one_number),
        (None, inverts_the_scramble),
    ],
}
