"""Lesson 01: wrong answers that a learner could give, each with its misconception, and other right ways to write it."""

import math

from course.widgets.estimates import estimates

# 01.1


def asked_and_written(reads_per_s, new_links_per_s, hit_ratio):
    return reads_per_s * (2 - hit_ratio) + new_links_per_s


def hits_and_misses_apart(reads, new, hit):
    hits, misses = reads * hit, reads * (1 - hit)
    return hits + 2 * misses + new


def rounded_at_the_end(reads, new, hit):
    return round(reads + reads * (1 - hit) + new)


def whole_operations(reads, new, hit):
    return math.ceil(reads * (2 - hit) + new)


def what_the_plan_says(reads_per_s, new_links_per_s, hit_ratio):
    return reads_per_s + new_links_per_s


def only_what_the_table_sees(reads_per_s, new_links_per_s, hit_ratio):
    return reads_per_s * (1 - hit_ratio) + new_links_per_s


def only_what_is_found(reads_per_s, new_links_per_s, hit_ratio):
    return reads_per_s * hit_ratio + new_links_per_s


def hits_written_back(reads_per_s, new_links_per_s, hit_ratio):
    return reads_per_s + reads_per_s * hit_ratio + new_links_per_s


def new_links_that_miss(reads_per_s, new_links_per_s, hit_ratio):
    return (reads_per_s + new_links_per_s) * (2 - hit_ratio)


def without_new_links(reads_per_s, new_links_per_s, hit_ratio):
    return reads_per_s * (2 - hit_ratio)


def new_links_cached_too(reads_per_s, new_links_per_s, hit_ratio):
    return reads_per_s * (2 - hit_ratio) + 2 * new_links_per_s


def ratio_in_percent(reads_per_s, new_links_per_s, hit_ratio):
    return reads_per_s + reads_per_s * (100 - hit_ratio) / 100 + new_links_per_s


def the_plan_only(reads_per_s, new_links_per_s, hit_ratio):
    return 1_400_480


# 01.2


def ceiling_then_failed(peak_per_s, each_per_s, busy_at_most, failed):
    return math.ceil(peak_per_s / (each_per_s * busy_at_most)) + failed


def floor_division(peak_per_s, each_per_s, busy_at_most, failed):
    return -(-peak_per_s // (each_per_s * busy_at_most)) + failed


def one_by_one(peak_per_s, each_per_s, busy_at_most, failed):
    count = failed
    while (count - failed) * each_per_s * busy_at_most < peak_per_s:
        count += 1
    return count


def divided_twice(peak_per_s, each_per_s, busy_at_most, failed):
    return math.ceil(peak_per_s / each_per_s / busy_at_most) + failed


def cut_off(peak_per_s, each_per_s, busy_at_most, failed):
    return int(peak_per_s / (each_per_s * busy_at_most)) + failed


def to_the_nearest(peak_per_s, each_per_s, busy_at_most, failed):
    return round(peak_per_s / (each_per_s * busy_at_most)) + failed


def always_one_more(peak_per_s, each_per_s, busy_at_most, failed):
    return int(peak_per_s / (each_per_s * busy_at_most)) + 1 + failed


def rounded_after_a_half(peak_per_s, each_per_s, busy_at_most, failed):
    return round(peak_per_s / (each_per_s * busy_at_most) + 0.5) + failed


def always_busy(peak_per_s, each_per_s, busy_at_most, failed):
    return math.ceil(peak_per_s / each_per_s) + failed


def times_busy(peak_per_s, each_per_s, busy_at_most, failed):
    return math.ceil(peak_per_s * busy_at_most / each_per_s) + failed


def nobody_fails(peak_per_s, each_per_s, busy_at_most, failed):
    return math.ceil(peak_per_s / (each_per_s * busy_at_most))


def room_for_the_failed(peak_per_s, each_per_s, busy_at_most, failed):
    return math.ceil((peak_per_s / each_per_s + failed) / busy_at_most)


def failed_at_full_load(peak_per_s, each_per_s, busy_at_most, failed):
    return max(math.ceil(peak_per_s / (each_per_s * busy_at_most)), math.ceil(peak_per_s / each_per_s) + failed)


def a_part_of_a_machine(peak_per_s, each_per_s, busy_at_most, failed):
    return peak_per_s / (each_per_s * busy_at_most) + failed


# 01.3


def moved(system="video", **inputs):
    return estimates(system).set(**inputs)


FROM_ANOTHER_SYSTEM = estimates("video").set(system="rides").set(system="video", mbit_per_s=2.5)

# 01.5


def each_end_in_turn(estimate, middle, ranges):
    best, most = None, 0
    for name, (low, high) in ranges.items():
        at_low, at_high = (estimate(middle | {name: end}) for end in (low, high))
        factor = max(at_low / at_high, at_high / at_low)
        if factor > most:
            best, most = name, factor
    return best


def by_logarithms(estimate, middle, ranges):
    def width(name):
        low, high = ranges[name]
        return abs(math.log(estimate({**middle, name: high})) - math.log(estimate({**middle, name: low})))

    return max(ranges, key=width)


def with_a_sorted_list(estimate, middle, ranges):
    moves = []
    for name in ranges:
        results = sorted(estimate(dict(middle, **{name: end})) for end in ranges[name])
        moves.append((results[-1] / results[0], name))
    return sorted(moves)[-1][1]


def widest_range(estimate, middle, ranges):
    return max(ranges, key=lambda name: ranges[name][1] / ranges[name][0])


def high_over_low(estimate, middle, ranges):
    return max(
        ranges,
        key=lambda name: estimate({**middle, name: ranges[name][1]}) / estimate({**middle, name: ranges[name][0]}),
    )


def largest_difference(estimate, middle, ranges):
    def move(name):
        low, high = ranges[name]
        return abs(estimate({**middle, name: high}) - estimate({**middle, name: low}))

    return max(ranges, key=move)


def only_upwards(estimate, middle, ranges):
    usual = estimate(middle)

    def move(name):
        high = estimate({**middle, name: ranges[name][1]})
        return max(high / usual, usual / high)

    return max(ranges, key=move)


def from_the_middle_to_an_end(estimate, middle, ranges):
    usual, factor = estimate(middle), {}
    for name, ends in ranges.items():
        results = [estimate({**middle, name: end}) for end in ends]
        factor[name] = max(max(result / usual, usual / result) for result in results)
    return max(factor, key=factor.get)


def largest_result(estimate, middle, ranges):
    return max(ranges, key=lambda name: max(estimate({**middle, name: end}) for end in ranges[name]))


def largest_input(estimate, middle, ranges):
    return max(middle, key=middle.get)


def moving_all_at_once(estimate, middle, ranges):
    inputs, most, best = middle, 0, None
    for name, (low, high) in ranges.items():
        at_low = estimate({**inputs, name: low})
        inputs = {**inputs, name: high}
        factor = max(estimate(inputs) / at_low, at_low / estimate(inputs))
        if factor > most:
            most, best = factor, name
    return best


def its_factor(estimate, middle, ranges):
    return max(
        estimate({**middle, name: high}) / estimate({**middle, name: low}) for name, (low, high) in ranges.items()
    )


RIGHT = {
    "01.1": [asked_and_written, hits_and_misses_apart, rounded_at_the_end, whole_operations],
    "01.2": [ceiling_then_failed, floor_division, one_by_one, divided_twice],
    "01.3": [
        moved(mbit_per_s=2.5),
        {"system": "video", "first": 0, "second": -1, "third": 0},
        moved(mbit_per_s=2.5, titles=20_000),
        FROM_ANOTHER_SYSTEM,
    ],
    "01.4": [8, 8.0, 2**3, 2 ** (9**0.5)],
    "01.5": [each_end_in_turn, by_logarithms, with_a_sorted_list],
}

WRONG = {
    "01.1": [
        ("a miss costs the cache nothing", what_the_plan_says),
        ("a read that hits is no work for the cache", only_what_the_table_sees),
        ("a read that misses does not reach the cache", only_what_is_found),
        ("hits are written back", hits_written_back),
        ("new links miss as well", new_links_that_miss),
        (None, without_new_links),
        (None, new_links_cached_too),
        (None, ratio_in_percent),
        (None, the_plan_only),
    ],
    "01.2": [
        ("a part of a machine does not count", cut_off),
        ("a part of a machine does not count", to_the_nearest),
        ("one more is always safe", always_one_more),
        ("a machine may be busy all the time", always_busy),
        ("room makes fewer machines", times_busy),
        ("all that we buy will run", nobody_fails),
        ("a machine that is down takes load", room_for_the_failed),
        (None, rounded_after_a_half),
        (None, failed_at_full_load),
        (None, a_part_of_a_machine),
    ],
    "01.3": [
        ("what is kept is what costs", moved(titles=1_000)),
        ("what is kept is what costs", moved(titles=5_000, mbit_per_s=2.5)),
        ("fewer customers, smaller bill", moved(viewers=500_000)),
        ("the cheapest is the best", moved(mbit_per_s=1)),
        (None, moved(mbit_per_s=10)),
        (None, moved("shortener", links_per_day=50e6)),
        (None, {"system": "video", "titles": 1}),
        ("the cheapest is the best", {"system": "video", "first": 0, "second": -(10**9), "third": 0}),
        (None, {"system": "video", "first": 0, "second": "low", "third": 0}),
    ],
    "01.4": [
        ("the worst case is the range", 512),
        ("unsure inputs add up", 18),
        ("each input is as good as alone", 2),
        ("the root of the number is the factor", 3),
        ("roots and twos, mixed", 6),
        ("roots and twos, mixed", 4.5),
        ("roots and twos, mixed", 9),
        ("roots and twos, mixed", 10),
        ("roots and twos, mixed", 64),
        (None, 5),
    ],
    "01.5": [
        ("the widest range matters most", widest_range),
        ("more in means more out", high_over_low),
        ("the largest difference matters most", largest_difference),
        ("only the high end counts", only_upwards),
        ("only the high end counts", largest_result),
        ("the middle is one of the ends", from_the_middle_to_an_end),
        (None, largest_input),
        (None, moving_all_at_once),
        (None, its_factor),
    ],
}
