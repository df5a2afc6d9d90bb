"""Lesson 22a: wrong answers that a learner could give, each with its misconception, and other right ways to write it."""

import math
import time
from datetime import UTC, datetime
from bisect import bisect_left
from itertools import dropwhile
from math import log, log2, log10

from course.clock import ManualClock

# 22a.2 · next_page


def in_two_conditions(entries, cursor, n):
    if cursor is None:
        older = entries
    else:
        at_ms, post_id = cursor
        older = [entry for entry in entries if entry[0] < at_ms or (entry[0] == at_ms and entry[1] < post_id)]
    if len(older) <= n:
        return older, None
    return older[:n], older[n - 1]


def dropping_what_was_seen(entries, cursor, n):
    rest = list(entries)
    if cursor is not None:
        rest = list(dropwhile(lambda entry: entry >= cursor, entries))
    return rest[:n], (rest[n - 1] if len(rest) > n else None)


def by_bisection(entries, cursor, n):
    rising = sorted(entries)
    end = len(rising) if cursor is None else bisect_left(rising, cursor)
    page = rising[max(0, end - n) : end][::-1]
    return [page, page[-1] if end > n else None]


def one_by_one(entries, cursor, n):
    page = []
    for entry in entries:
        if cursor is not None and entry >= cursor:
            continue
        if len(page) == n:
            return page, page[-1]
        page.append(entry)
    return page, None


def from_a_copy(entries, cursor, n):
    rest = entries.copy()
    while rest and cursor and rest[0] >= cursor:
        rest.pop(0)
    page = [list(entry) for entry in rest[:n]]
    return page, tuple(page[-1]) if len(rest) > n else None


def below_a_million(entries, cursor, n):
    rest = [entry for entry in entries if entry < (cursor or (1_000_000, 0))]
    return rest[:n], rest[n - 1] if len(rest) > n else None


def as_one_number(entries, cursor, n):
    rest = [each for each in entries if cursor is None or 1_000 * each[0] + each[1] < 1_000 * cursor[0] + cursor[1]]
    return rest[:n], rest[n - 1] if len(rest) > n else None


def calls_itself(entries, cursor, n):
    if entries and cursor and entries[0] >= cursor:
        return calls_itself(entries[1:], cursor, n)
    return entries[:n], entries[n - 1] if len(entries) > n else None


def first_unread_as_cursor(entries, cursor, n):
    rest = [entry for entry in entries if cursor is None or entry <= cursor]
    return rest[:n], rest[n] if len(rest) > n else None


def rank_as_cursor(entries, cursor, n):
    start = cursor or 0
    page = entries[start : start + n]
    return page, start + n if start + n < len(entries) else None


def page_number_as_cursor(entries, cursor, n):
    number = cursor or 0
    page = entries[number * n : (number + 1) * n]
    return page, number + 1 if (number + 1) * n < len(entries) else None


def rank_from_the_bottom(entries, cursor, n):
    start = 0 if cursor is None else len(entries) - cursor
    left = len(entries) - start - n
    return entries[start : start + n], left if left > 0 else None


def moment_alone(entries, cursor, n):
    older = [entry for entry in entries if cursor is None or entry[0] < cursor[0]]
    return older[:n], older[n - 1] if len(older) > n else None


def moment_alone_kept_alone(entries, cursor, n):
    older = [entry for entry in entries if cursor is None or entry[0] < cursor]
    return older[:n], older[n - 1][0] if len(older) > n else None


def up_to_the_cursor(entries, cursor, n):
    older = [entry for entry in entries if cursor is None or entry <= cursor]
    return older[:n], older[n - 1] if len(older) > n else None


def index_of_the_cursor(entries, cursor, n):
    start = 0 if cursor is None else entries.index(cursor) + 1
    page = entries[start : start + n]
    return page, page[-1] if start + n < len(entries) else None


def index_or_the_top(entries, cursor, n):
    start = entries.index(cursor) + 1 if cursor in entries else 0
    page = entries[start : start + n]
    return page, page[-1] if start + n < len(entries) else None


def index_or_the_end(entries, cursor, n):
    if cursor is not None and cursor not in entries:
        return [], None
    start = 0 if cursor is None else entries.index(cursor) + 1
    page = entries[start : start + n]
    return page, page[-1] if start + n < len(entries) else None


def same_moment_again(entries, cursor, n):
    older = [entry for entry in entries if cursor is None or (entry[0] <= cursor[0] and entry != cursor)]
    return older[:n], older[n - 1] if len(older) > n else None


def id_alone(entries, cursor, n):
    older = [entry for entry in entries if cursor is None or entry[1] < cursor[1]]
    return older[:n], older[n - 1] if len(older) > n else None


def both_smaller(entries, cursor, n):
    older = [entry for entry in entries if cursor is None or (entry[0] < cursor[0] and entry[1] < cursor[1])]
    return older[:n], older[n - 1] if len(older) > n else None


def either_smaller(entries, cursor, n):
    older = [entry for entry in entries if cursor is None or entry[0] < cursor[0] or entry[1] < cursor[1]]
    return older[:n], older[n - 1] if len(older) > n else None


def all_but_the_cursor(entries, cursor, n):
    older = [entry for entry in entries if cursor is None or (entry[0] <= cursor[0] and entry[1] != cursor[1])]
    return older[:n], older[n - 1] if len(older) > n else None


def larger_id_in_one_moment(entries, cursor, n):
    def is_next(entry):
        return entry[0] < cursor[0] or (entry[0] == cursor[0] and entry[1] > cursor[1])

    older = [entry for entry in entries if cursor is None or is_next(entry)]
    return older[:n], older[n - 1] if len(older) > n else None


def first_unread_by_a_walk(entries, cursor, n):
    page = []
    for entry in entries:
        if cursor is not None and entry > cursor:
            continue
        if len(page) == n:
            return page, entry
        page.append(entry)
    return page, None


def newer_than_the_cursor(entries, cursor, n):
    rest = [entry for entry in entries if cursor is None or entry > cursor]
    return rest[:n], rest[n - 1] if len(rest) > n else None


def full_page_means_more(entries, cursor, n):
    older = [entry for entry in entries if cursor is None or entry < cursor]
    page = older[:n]
    return page, page[-1] if len(page) == n else None


def last_of_the_page_if_any(entries, cursor, n):
    page = [entry for entry in entries if cursor is None or entry < cursor][:n]
    return page, page[-1] if page else None


def never_none(entries, cursor, n):
    page = [entry for entry in entries if cursor is None or entry < cursor][:n]
    return page, page[-1] if page else cursor


def always_the_last(entries, cursor, n):
    page = [entry for entry in entries if cursor is None or entry < cursor][:n]
    return page, page[-1]


def one_too_many(entries, cursor, n):
    older = [entry for entry in entries if cursor is None or entry < cursor]
    page = older[: n + 1]
    return page, page[-1] if len(older) > n + 1 else None


def twenty(entries, cursor, n):
    older = [entry for entry in entries if cursor is None or entry < cursor]
    return older[:20], older[19] if len(older) > 20 else None


def first_of_the_page(entries, cursor, n):
    older = [entry for entry in entries if cursor is None or entry < cursor]
    return older[:n], older[0] if len(older) > n else None


def all_seen_as_cursor(entries, cursor, n):
    seen = cursor or ()
    rest = [entry for entry in entries if entry not in seen]
    return rest[:n], (*seen, *rest[:n]) if len(rest) > n else None


def page_alone(entries, cursor, n):
    return [entry for entry in entries if cursor is None or entry < cursor][:n]


def eating_the_list(entries, cursor, n):
    page = []
    while entries and len(page) < n:
        entry = entries.pop(0)
        if cursor is None or entry < cursor:
            page.append(entry)
    return page, page[-1] if entries else None


def ids_only(entries, cursor, n):
    older = [entry for entry in entries if cursor is None or entry < cursor]
    return [post_id for _, post_id in older[:n]], older[n - 1] if len(older) > n else None


def remembering():
    seen = set()

    def next_page(entries, cursor, n):
        rest = [entry for entry in entries if entry not in seen]
        seen.update(rest[:n])
        return rest[:n], rest[n - 1] if len(rest) > n else None

    return next_page


def remembering_since_the_start():
    seen = set()

    def next_page(entries, cursor, n):
        if cursor is None:
            seen.clear()
        rest = [entry for entry in entries if entry not in seen]
        seen.update(rest[:n])
        return rest[:n], rest[n - 1] if len(rest) > n else None

    return next_page


# 22a.3 · key


def in_milliseconds(points, at_ms, half_life_h):
    return at_ms + log2(points) * half_life_h * 3_600_000


def natural(points, at_ms, half_life_h):
    return log(points) + log(2) * at_ms / 3_600_000 / half_life_h


def from_another_year(points, at_ms, half_life_h):
    hours = (at_ms - 1_609_459_200_000) / 3_600_000
    return math.log(points, 2) + hours / half_life_h


def added(points, at_ms, half_life_h):
    return points + at_ms / (half_life_h * 3_600_000)


def power(points, at_ms, half_life_h):
    return points * 2 ** (at_ms / (half_life_h * 3_600_000))


def power_since_today(points, at_ms, half_life_h):
    return points * 2 ** ((at_ms - 1_800_000_000_000) / (half_life_h * 3_600_000))


def rounded(points, at_ms, half_life_h):
    return round(log2(points) + at_ms / (half_life_h * 3_600_000), 2)


def older_is_higher(points, at_ms, half_life_h):
    return log2(points) - at_ms / (half_life_h * 3_600_000)


def halved_by_the_moment(points, at_ms, half_life_h):
    return points * 0.5 ** (at_ms / (half_life_h * 3_600_000))


def any_log(points, at_ms, half_life_h):
    return log(points) + at_ms / (half_life_h * 3_600_000)


def decimal_log(points, at_ms, half_life_h):
    return log10(points) + at_ms / (half_life_h * 3_600_000)


def by_the_clock(points, at_ms, half_life_h):
    age_h = time.time() / 3_600 - at_ms / 3_600_000
    return log2(points) - age_h / half_life_h


def score_by_the_clock(points, at_ms, half_life_h):
    age_h = abs(time.time() / 3_600 - at_ms / 3_600_000) % 100
    return points * 0.5 ** (age_h / half_life_h)


NOW_MS = 1_800_000_000_000
NOW_S = 1_800_000_000.0
NOW = datetime(2027, 1, 15, 8, tzinfo=UTC)
clock = ManualClock()


def age_h(at_ms):
    return (NOW_MS - at_ms) / 3_600_000


def from_a_moment_of_the_notebook(points, at_ms, half_life_h):
    return log2(points) - (NOW_MS - at_ms) / 3_600_000 / half_life_h


def from_seconds_of_the_notebook(points, at_ms, half_life_h):
    return log2(points) - (NOW_S - at_ms / 1_000) / 3_600 / half_life_h


def from_a_date_of_the_notebook(points, at_ms, half_life_h):
    return log2(points) - (NOW.timestamp() - at_ms / 1_000) / 3_600 / half_life_h


def from_a_clock_of_the_notebook(points, at_ms, half_life_h):
    return log2(points) - (clock.now_s() - at_ms / 1_000) / 3_600 / half_life_h


def by_a_helper_of_the_notebook(points, at_ms, half_life_h):
    return log2(points) - age_h(at_ms) / half_life_h


def times_the_half_life(points, at_ms, half_life_h):
    return log2(points) + at_ms / 3_600_000 * half_life_h


def one_bracket_too_many(points, at_ms, half_life_h):
    return (log2(points) + at_ms / 3_600_000) / half_life_h


def log_of_the_power(points, at_ms, half_life_h):
    return log2(points * 0.5 ** (at_ms / (half_life_h * 3_600_000)))


def whole_seconds(points, at_ms, half_life_h):
    return log2(points) + int(at_ms / 1_000) / 3_600 / half_life_h


def four_digits(points, at_ms, half_life_h):
    return round(log2(points) + at_ms / (half_life_h * 3_600_000), 4)


def six_hours(points, at_ms, half_life_h):
    return log2(points) + at_ms / (6 * 3_600_000)


def without_units(points, at_ms, half_life_h):
    return log2(points) + at_ms / half_life_h


def in_seconds(points, at_ms, half_life_h):
    return log2(points) + at_ms / 1_000 / half_life_h


def in_minutes(points, at_ms, half_life_h):
    return log2(points) + at_ms / 60_000 / half_life_h


def in_days(points, at_ms, half_life_h):
    return log2(points) + at_ms / 86_400_000 / half_life_h


def at_most_ten_thousand_points(points, at_ms, half_life_h):
    return log2(min(points, 10_000)) + at_ms / 3_600_000 / half_life_h


def whole_points(points, at_ms, half_life_h):
    return log2(int(points)) + at_ms / 3_600_000 / half_life_h


def whole_half_lives(points, at_ms, half_life_h):
    return log2(points) + at_ms // (half_life_h * 3_600_000)


def points_alone(points, at_ms, half_life_h):
    return log2(points)


def moment_first(points, at_ms, half_life_h):
    return at_ms / (half_life_h * 3_600_000)


def one_more_point(points, at_ms, half_life_h):
    return log2(points + 1) + at_ms / (half_life_h * 3_600_000)


def whole(points, at_ms, half_life_h):
    return round(log2(points) + at_ms / (half_life_h * 3_600_000))


def product(points, at_ms, half_life_h):
    return log2(points) * at_ms / (half_life_h * 3_600_000)


RIGHT = {
    "22a.1": [{"arrive": 1, "vanish": 1}, {"arrive": 2, "vanish": 2}, {"arrive": 3, "vanish": 3}],
    "22a.2": [in_two_conditions, dropping_what_was_seen, by_bisection, one_by_one, from_a_copy],
    "22a.3": [in_milliseconds, natural, from_another_year],
}

WRONG = {
    "22a.1": [
        ("a list that stands still is wanted", {"arrive": 0, "vanish": 0}),
        ("arrivals alone are harmless", {"arrive": 1, "vanish": 0}),
        ("arrivals alone are harmless", {"arrive": 3, "vanish": 2}),
        ("what vanishes was read already, so it does no harm", {"arrive": 0, "vanish": 1}),
        ("what vanishes was read already, so it does no harm", {"arrive": 2, "vanish": 3}),
        (None, {"arrive": 4, "vanish": 4}),
    ],
    "22a.2": [
        ("a place is an identity", rank_as_cursor),
        ("a place is an identity", page_number_as_cursor),
        ("times are unique", moment_alone),
        ("times are unique", moment_alone_kept_alone),
        ("the cursor is unread", up_to_the_cursor),
        ("the cursor is what comes next", first_unread_as_cursor),
        ("the cursor is what comes next", first_unread_by_a_walk),
        ("one smaller part is enough", either_smaller),
        ("only the cursor itself was seen", same_moment_again),
        ("only the cursor itself was seen", all_but_the_cursor),
        ("in one millisecond the smaller id comes first", larger_id_in_one_moment),
        ("what I saw still exists", index_of_the_cursor),
        ("what I saw still exists", index_or_the_top),
        ("what I saw still exists", index_or_the_end),
        ("an id tells the moment", id_alone),
        ("each part must be smaller", both_smaller),
        ("a full page means that more follows", full_page_means_more),
        ("a full page means that more follows", last_of_the_page_if_any),
        ("the reader will notice the end", never_none),
        ("what was not seen comes next", all_seen_as_cursor),
        ("the server remembers one reader", remembering()),
        ("the server remembers one reader", remembering_since_the_start()),
        (None, rank_from_the_bottom),
        (None, below_a_million),
        (None, as_one_number),
        (None, calls_itself),
        (None, newer_than_the_cursor),
        (None, always_the_last),
        (None, one_too_many),
        (None, twenty),
        (None, first_of_the_page),
        (None, page_alone),
        (None, eating_the_list),
        (None, ids_only),
    ],
    "22a.3": [
        ("points and half-lives can be added", added),
        ("a power can stay a power", power),
        ("a power can stay a power", power_since_today),
        ("a key may be rounded", rounded),
        ("a key may be rounded", four_digits),
        ("a key may be rounded", whole_seconds),
        ("a power can be computed before its logarithm", log_of_the_power),
        ("a longer half-life counts each hour more", times_the_half_life),
        ("the points are divided by the half-life too", one_bracket_too_many),
        ("the key may look at the clock", from_a_moment_of_the_notebook),
        ("the key may look at the clock", from_seconds_of_the_notebook),
        ("the key may look at the clock", from_a_date_of_the_notebook),
        ("the key may look at the clock", from_a_clock_of_the_notebook),
        ("the key may look at the clock", by_a_helper_of_the_notebook),
        ("a later moment is a larger age", older_is_higher),
        ("a later moment is a larger age", halved_by_the_moment),
        ("any logarithm will do", any_log),
        ("any logarithm will do", decimal_log),
        ("the key may look at the clock", by_the_clock),
        ("the key may look at the clock", score_by_the_clock),
        ("the half-life is always that of the example", six_hours),
        ("milliseconds are hours", without_units),
        ("milliseconds are hours", in_seconds),
        ("milliseconds are hours", in_minutes),
        ("milliseconds are hours", in_days),
        (None, at_most_ten_thousand_points),
        (None, whole_points),
        ("half-lives are whole", whole_half_lives),
        (None, points_alone),
        (None, moment_first),
        ("points may be 0", one_more_point),
        ("half-lives are whole", whole),
        (None, product),
    ],
}
