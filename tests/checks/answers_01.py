"""Lesson 01: wrong answers that a learner could give, each with its misconception, and other right ways to write it."""

import math

from course.estimates import quantity, servers
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


# 01.3


def moved(system="video", **inputs):
    return estimates(system).set(**inputs)


FROM_ANOTHER_SYSTEM = estimates("video").set(system="rides").set(system="video", mbit_per_s=2.5)

PEAK, EACH = quantity(1_169_000, "requests/s"), quantity(80_000, "requests/s/server")

RIGHT = {
    "01.1": [asked_and_written, hits_and_misses_apart, rounded_at_the_end, whole_operations],
    "01.2": [
        23,
        23.0,
        math.ceil(1_169_000 / 56_000) + 2,
        -(-1_169_000 // 56_000) + 2,
        quantity(23, "servers"),
        servers(PEAK, EACH, utilisation=0.7, failed=2),
    ],
    "01.3": [
        moved(mbit_per_s=2.5),
        {"system": "video", "first": 0, "second": -1, "third": 0},
        moved(mbit_per_s=2.5, titles=20_000),
        FROM_ANOTHER_SYSTEM,
    ],
    "01.4": [8, 8.0, 2**3, 2 ** (9**0.5)],
    "01.5": [
        1_500,
        30e6 / 86_400 * 5,
        2_000.0,
        900,
        quantity(150e6, "requests/day"),
        quantity(150e6, "requests/day").per("s"),
        quantity(1_500, "requests/s"),
    ],
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
        ("a part of a machine does not count", 22),
        ("a part of a machine does not count", int(1_169_000 / 56_000)),
        ("all that we buy will run", math.ceil(1_169_000 / 56_000)),
        ("a machine may be busy all the time", math.ceil(1_169_000 / 80_000) + 2),
        ("a machine may be busy all the time", math.ceil(1_169_000 / 80_000)),
        ("room makes fewer machines", math.ceil(1_169_000 * 0.7 / 80_000) + 2),
        ("all that we buy will run", servers(PEAK, EACH, utilisation=0.7)),
        (None, quantity(23, "requests/s")),
        (None, quantity(23.4, "servers")),
        ("a machine that is down takes load", math.ceil((1_169_000 / 80_000 + 2) / 0.7)),
        (None, 1_169_000 / 56_000 + 2),
        (None, 32),
        (None, 1),
        (None, -23),
        (None, float("inf")),
    ],
    "01.3": [
        ("what is kept is what costs", moved(titles=1_000)),
        ("what is kept is what costs", moved(titles=5_000, mbit_per_s=2.5)),
        ("fewer customers, smaller bill", moved(viewers=500_000)),
        ("fewer customers, smaller bill", moved(viewers=500_000, titles=5_000)),
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
        ("the factors of the run that was shown", 9),
        ("the factors of the run that was shown", 27),
        ("roots and twos, mixed", 10),
        ("roots and twos, mixed", 64),
        (None, 5),
    ],
    "01.5": [
        ("the average is enough", 347),
        ("the average is enough", 300),
        ("the average is enough", quantity(30e6, "requests/day")),
        (None, quantity(1_500, "USD/s")),
        ("the peak makes the rate smaller", 69),
        ("a period is a detail", 58),
        ("a period is a detail", 104_167),
        ("a period is a detail", 6_250_000),
        ("a day's requests are a rate", 150_000_000),
        ("a day's requests are a rate", 30e6),
        (None, 800),
        (None, 4_000),
        (None, 0),
        (None, -1_500),
    ],
}
