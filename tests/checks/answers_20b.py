"""Lesson 20b: wrong answers that a learner could give, each with its misconception, and other right ways to write it."""

import math
from bisect import bisect_left, bisect_right

from course.checks.lesson_20b.capacity import machines_needed

# 20b.1 · owner


def owner_by_loop(points, place):
    for at, shard in points:
        if at > place:
            return shard
    return points[0][1]


def owner_by_next(points, place):
    return next((shard for at, shard in points if at > place), points[0][1])


def owner_by_bisect(points, place):
    number = bisect_right([at for at, _ in points], place)
    return points[number % len(points)][1]


def owner_by_distance(points, place):
    def steps(point):
        return (point[0] - place - 1) % 2**40  # the circle is closed far behind the last point

    return min(points, key=steps)[1]


def owner_by_tuples(points, place):
    after = [point for point in points if point[0] > place] + points
    return after[0][1]


def no_way_round(points, place):
    for at, shard in points:
        if at > place:
            return shard


def falls_off_the_end(points, place):
    return points[bisect_right([at for at, _ in points], place)][1]


def last_keeps_the_rest(points, place):
    for at, shard in points:
        if at > place:
            return shard
    return points[-1][1]


def point_behind(points, place):
    return points[bisect_right([at for at, _ in points], place) - 1][1]


def nearest(points, place):
    return min(points, key=lambda point: abs(point[0] - place))[1]


def at_or_past(points, place):
    return points[bisect_left([at for at, _ in points], place) % len(points)][1]


def at_or_past_no_way_round(points, place):
    for at, shard in points:
        if at >= place:
            return shard


def by_remainder(points, place):
    return points[place % len(points)][1]


def pops_the_list(points, place):
    while len(points) > 1 and points[0][0] <= place:
        points.pop(0)
    return points[0][1]


def past_names_in_capitals(points, place):
    return points[bisect_right(points, (place, "Z")) % len(points)][1]


def the_place_not_the_shard(points, place):
    for at, _ in points:
        if at > place:
            return at
    return points[0][0]


def two_points_only(points, place):
    if points[0][0] <= place < points[1][0]:
        return points[1][1]
    if points[1][0] <= place < points[-1][0]:
        return points[-1][1]
    return points[0][1]


# 20b.3 · machines


def machines_by_ceil(load_per_s, rated_per_s, utilisation, spare):
    return math.ceil(load_per_s / (rated_per_s * utilisation)) + spare


def machines_by_floor_of_minus(load_per_s, rated_per_s, utilisation, spare):
    return -(-load_per_s // (rated_per_s * utilisation)) + spare


def machines_by_counting(load_per_s, rated_per_s, utilisation, spare):
    count = 1
    while count * rated_per_s * utilisation < load_per_s:
        count += 1
    return count + spare


def machines_divided_twice(load_per_s, rated_per_s, utilisation, spare):
    return math.ceil(load_per_s / rated_per_s / utilisation + spare)


def machines_by_what_is_left_over(load_per_s, rated_per_s, utilisation, spare):
    whole, rest = divmod(load_per_s, rated_per_s * utilisation)
    return int(whole) + (1 if rest > 0 else 0) + spare


def machines_until_none_is_too_busy(load_per_s, rated_per_s, utilisation, spare):
    count = spare + 1
    while load_per_s / ((count - spare) * rated_per_s) > utilisation:
        count += 1
    return count


def spare_as_more_load(load_per_s, rated_per_s, utilisation, spare):
    return math.ceil((load_per_s + spare * rated_per_s) / (rated_per_s * utilisation))


def spare_taken_away(load_per_s, rated_per_s, utilisation, spare):
    return math.ceil(load_per_s / (rated_per_s * utilisation)) - spare


def rounded_down(load_per_s, rated_per_s, utilisation, spare):
    return int(load_per_s / (rated_per_s * utilisation)) + spare


def rounded(load_per_s, rated_per_s, utilisation, spare):
    return round(load_per_s / (rated_per_s * utilisation)) + spare


def one_more(load_per_s, rated_per_s, utilisation, spare):
    return int(load_per_s / (rated_per_s * utilisation)) + 1 + spare


def at_the_rating(load_per_s, rated_per_s, utilisation, spare):
    return math.ceil(load_per_s / rated_per_s) + spare


def utilisation_of_the_load(load_per_s, rated_per_s, utilisation, spare):
    return math.ceil(load_per_s * utilisation / rated_per_s) + spare


def no_spare(load_per_s, rated_per_s, utilisation, spare):
    return math.ceil(load_per_s / (rated_per_s * utilisation))


def largest_of_both(load_per_s, rated_per_s, utilisation, spare):
    return max(math.ceil(load_per_s / (rated_per_s * utilisation)), spare)


def one_spare_each(load_per_s, rated_per_s, utilisation, spare):
    return math.ceil(load_per_s / (rated_per_s * utilisation)) * (1 + spare)


def always_one_spare(load_per_s, rated_per_s, utilisation, spare):
    return math.ceil(load_per_s / (rated_per_s * utilisation)) + 1


def spare_before_rounding_the_plan(load_per_s, rated_per_s, utilisation, spare):
    return math.ceil((load_per_s / rated_per_s + spare) / utilisation)


def a_part_of_a_machine(load_per_s, rated_per_s, utilisation, spare):
    return load_per_s / (rated_per_s * utilisation) + spare


def whole_numbers_only(load_per_s, rated_per_s, utilisation, spare):
    return int((load_per_s - 1) // (rated_per_s * utilisation)) + 1 + spare


def nearly_one_more(load_per_s, rated_per_s, utilisation, spare):
    return int(load_per_s / (rated_per_s * utilisation) + 0.9999) + spare


def nearly_half_more(load_per_s, rated_per_s, utilisation, spare):
    return round(load_per_s / (rated_per_s * utilisation) + 0.4999) + spare


def rounds_what_one_may_do(load_per_s, rated_per_s, utilisation, spare):
    return math.ceil(load_per_s / round(rated_per_s * utilisation)) + spare


def cuts_what_one_may_do(load_per_s, rated_per_s, utilisation, spare):
    return math.ceil(load_per_s / int(rated_per_s * utilisation)) + spare


def the_utilisation_of_the_plan(load_per_s, rated_per_s, utilisation, spare):
    return math.ceil(load_per_s / (rated_per_s * 0.7)) + spare


def no_number(load_per_s, rated_per_s, utilisation, spare):
    return math.nan


def without_end(load_per_s, rated_per_s, utilisation, spare):
    return math.inf


RIGHT = {
    "20b.1": [owner_by_loop, owner_by_next, owner_by_bisect, owner_by_distance, owner_by_tuples],
    "20b.2": [{"points": 160, "shards": 5, "names": 0}, {"points": 160, "shards": 5, "names": 42}],
    "20b.3": [
        machines_by_ceil,
        machines_by_floor_of_minus,
        machines_by_counting,
        machines_divided_twice,
        machines_by_what_is_left_over,
        machines_until_none_is_too_busy,
        machines_needed,
    ],
}

# (the misconception that must be recognised, or None where only the case is shown; the answer)
WRONG = {
    "20b.1": [
        ("the circle has an end", no_way_round),
        ("the circle has an end", falls_off_the_end),
        ("the last point keeps the rest", last_keeps_the_rest),
        ("the circle has an end", at_or_past_no_way_round),
        ("the point behind owns the place", point_behind),
        ("the nearest point owns the place", nearest),
        ("a point owns its own place", at_or_past),
        ("the remainder chooses the point", by_remainder),
        (None, pops_the_list),
        (None, past_names_in_capitals),
        (None, the_place_not_the_shard),
        (None, two_points_only),
    ],
    "20b.2": [
        ("what fits these names fits all names", {"points": 80, "shards": 5, "names": 0}),
        ("more points can only help", {"points": 320, "shards": 5, "names": 0}),
        ("with other shards it is easier", {"points": 160, "shards": 3, "names": 0}),
        ("with other shards it is easier", {"points": 80, "shards": 4, "names": 0}),
        (None, {"points": 5, "shards": 5, "names": 0}),
        (None, {"points": 100, "shards": 5, "names": 0}),
    ],
    "20b.3": [
        ("the part after the point can be dropped", rounded_down),
        ("round to the nearest", rounded),
        ("always one more, to be safe", one_more),
        ("a machine runs at its rating all day", at_the_rating),
        ("a busier plan needs more machines", utilisation_of_the_load),
        ("the spare ones are among the busy ones", no_spare),
        ("the spare ones are among the busy ones", largest_of_both),
        ("every machine has a spare of its own", one_spare_each),
        (None, always_one_spare),
        ("the spare ones have a share of the load", spare_before_rounding_the_plan),
        ("the spare ones have a share of the load", spare_as_more_load),
        (None, spare_taken_away),
        (None, a_part_of_a_machine),
        (None, whole_numbers_only),
        (None, nearly_one_more),
        (None, nearly_half_more),
        (None, rounds_what_one_may_do),
        (None, cuts_what_one_may_do),
        (None, the_utilisation_of_the_plan),
        (None, no_number),
        (None, without_end),
    ],
}
