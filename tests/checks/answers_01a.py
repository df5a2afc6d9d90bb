"""Lesson 01a: wrong answers that a learner could give, each with its misconception, and other right ways to write it."""

from fractions import Fraction

from course.simulation.tiers import furthest_over
from course.widgets.plan_desk import plan_desk

# 01a.1 · forgotten


def loads_of(clicks_per_s, chain):
    loads = {}
    for name, capacity, onwards in chain:
        loads[name] = loads.get(name, 0) + clicks_per_s / capacity
        clicks_per_s *= onwards
    return loads


def largest(loads, least=1.0):
    worst = max(loads, key=loads.get, default=None)
    return worst if worst and loads[worst] > least else None


def forgotten_by_index(clicks_per_s, chain):
    loads = {}
    for index, (name, capacity, _) in enumerate(chain):
        calls = clicks_per_s
        for _, _, share in chain[:index]:
            calls = calls * share
        loads[name] = loads.get(name, 0) + calls / capacity
    over = {name: load for name, load in loads.items() if load > 1}
    return max(over, key=over.get) if over else None


def forgotten_by_calls(clicks_per_s, chain):
    calls, room = {}, {}
    for tier, capacity, onwards in chain:
        calls[tier] = calls.setdefault(tier, 0) + clicks_per_s
        room[tier] = capacity
        clicks_per_s = clicks_per_s * onwards
    worst = max(calls, key=lambda tier: calls[tier] / room[tier])
    return worst if calls[worst] > room[worst] else None


def forgotten_by_sorting(clicks_per_s, chain):
    found = sorted((-load, place, name) for place, (name, load) in enumerate(loads_of(clicks_per_s, chain).items()))
    return found[0][2] if found and found[0][0] < -1 else None


def forgotten_by_recursion(clicks_per_s, chain, loads=()):
    if not chain:
        return largest(dict(loads))
    (name, capacity, onwards), *others = chain
    loads = dict(loads)
    loads[name] = loads.get(name, 0) + clicks_per_s / capacity
    return forgotten_by_recursion(clicks_per_s * onwards, others, loads)


def spared_by_its_own_hits(clicks_per_s, chain):
    worst, worst_load = None, 1
    for name, capacity, onwards in chain:
        clicks_per_s *= onwards
        if clicks_per_s / capacity > worst_load:
            worst, worst_load = name, clicks_per_s / capacity
    return worst


def all_clicks_everywhere(clicks_per_s, chain):
    return largest({name: clicks_per_s / capacity for name, capacity, _ in chain})


def smallest_capacity(clicks_per_s, chain):
    name, capacity, _ = min(chain, key=lambda tier: tier[1], default=(None, 1, 0))
    return name if clicks_per_s > capacity else None


def only_the_tier_before(clicks_per_s, chain):
    loads, share = {}, 1
    for name, capacity, onwards in chain:
        loads[name] = loads.get(name, 0) + clicks_per_s * share / capacity
        share = onwards
    return largest(loads)


def every_step_alone(clicks_per_s, chain):
    """What was right before a tier could stand twice."""
    worst, worst_load = None, 1
    for tier, capacity, onwards in chain:
        if clicks_per_s / capacity > worst_load:
            worst, worst_load = tier, clicks_per_s / capacity
        clicks_per_s *= onwards
    return worst


def the_last_call_counts(clicks_per_s, chain):
    loads = {}
    for name, capacity, onwards in chain:
        loads[name] = clicks_per_s / capacity
        clicks_per_s *= onwards
    return largest(loads)


def two_caches(clicks_per_s, chain):
    calls, room = {}, {}
    for tier, capacity, onwards in chain:
        calls[tier] = calls.get(tier, 0) + clicks_per_s
        room[tier] = room.get(tier, 0) + capacity
        clicks_per_s *= onwards
    return largest({tier: calls[tier] / room[tier] for tier in calls})


def always_someone(clicks_per_s, chain):
    return largest(loads_of(clicks_per_s, chain), 0)


def full_is_over(clicks_per_s, chain):
    loads = loads_of(clicks_per_s, chain)
    worst = max(loads, key=loads.get)
    return worst if loads[worst] >= 1 else None


def turned_over(clicks_per_s, chain):
    worst, worst_load = None, 1
    for name, capacity, onwards in chain:
        if capacity / clicks_per_s > worst_load:
            worst, worst_load = name, capacity / clicks_per_s
        clicks_per_s = clicks_per_s * onwards or 1
    return worst


def most_calls(clicks_per_s, chain):
    calls, over = {}, loads_of(clicks_per_s, chain)
    for name, _, onwards in chain:
        calls[name] = calls.get(name, 0) + clicks_per_s
        clicks_per_s *= onwards
    if len(calls) < len(chain):  # right, but for this belief
        return largest(over)
    return max(calls, key=calls.get) if largest(over) else None


def first_over(clicks_per_s, chain):
    loads = loads_of(clicks_per_s, chain)
    return next((name for name, load in loads.items() if load > 1), None)


def last_over(clicks_per_s, chain):
    """The last of those that are over stays, as in a loop that overwrites a name."""
    worst, loads = None, {}
    for name, capacity, onwards in chain:
        loads[name] = loads.get(name, 0) + clicks_per_s / capacity
        if loads[name] > 1:
            worst = name
        clicks_per_s *= onwards
    return worst


def most_lost_calls(clicks_per_s, chain):
    capacity = {name: does for name, does, _ in chain}
    lost = {name: (load - 1) * capacity[name] for name, load in loads_of(clicks_per_s, chain).items()}
    return largest(lost, 0)


def every_name(clicks_per_s, chain):
    return [name for name, capacity, _ in chain if clicks_per_s > capacity]


def nobody(clicks_per_s, chain):
    return None if chain is not None else "server"


def whole_calls(clicks_per_s, chain):
    loads = {}
    for name, capacity, onwards in chain:
        loads[name] = loads.get(name, 0) + clicks_per_s / capacity
        clicks_per_s = int(clicks_per_s * onwards)
    return largest(loads)


def whole_loads(clicks_per_s, chain):
    loads = {}
    for name, capacity, onwards in chain:
        loads[name] = loads.get(name, 0) + clicks_per_s // capacity
        clicks_per_s *= onwards
    return largest(loads)


def what_is_left_goes_on(clicks_per_s, chain):
    """A full tier lets only its capacity through."""
    loads = {}
    for name, capacity, onwards in chain:
        loads[name] = loads.get(name, 0) + clicks_per_s / capacity
        clicks_per_s = min(clicks_per_s, capacity) * onwards
    return largest(loads)


# 01a.2 · the desk

SPARES = "a table in four shards"

# 01a.3 · three plans

RIGHT_SLIPS = {"library": (1, 30), "election": (3, 10), "radio": (2, 1 / 8)}


def returning(value):
    def slips():
        return value

    return slips


def but(**changes):
    return returning(RIGHT_SLIPS | changes)


def slips_one_by_one():
    found = {"library": (1, (52e6 / 86_400) / (52e6 / (30 * 86_400)))}
    found["election"] = 3, (900_000 / 14_000) / (90_000 / 14_000)
    found["radio"] = 2, 25.6 * 3_600 / 8 / 92_160
    return found


def prints_them():
    print(RIGHT_SLIPS)


def one_after_the_other():
    yield from RIGHT_SLIPS.items()


RIGHT = {
    "01a.1": [forgotten_by_calls, forgotten_by_index, forgotten_by_sorting, forgotten_by_recursion, furthest_over],
    "01a.2": [{"plan": SPARES, "test": "extreme"}, plan_desk().set(plan=SPARES, test="extreme")],
    "01a.3": [
        returning(RIGHT_SLIPS),
        slips_one_by_one,
        returning({"library": [1, 30.0], "election": [3, 65 / 7], "radio": [2, 0.125]}),
        returning({"radio": (2, 11_520 / 92_160), "election": (3, 9.3), "library": (1, 602 / 20.1)}),
        but(library=(1.0, 31)),
        but(radio=(2, Fraction(1, 8))),
    ],
}

STRANGE = "the line that looks strange made the slip"
SPARES_THE_SERVERS = "the cache spares the servers that ask it"
ENOUGH = "one test that finds it is enough to know"
TWICE = "a tier that is called twice counts once"
LINE_ENOUGH = "the line is enough"
WRONG = {
    "01a.1": [
        ("a tier is spared by what it answers itself", spared_by_its_own_hits),
        ("every tier gets all clicks", all_clicks_everywhere),
        ("every tier gets all clicks", smallest_capacity),
        ("only the tier before counts", only_the_tier_before),
        (TWICE, every_step_alone),
        (TWICE, the_last_call_counts),
        (TWICE, two_caches),
        ("someone is always to blame", always_someone),
        ("a full tier is over", full_is_over),
        ("the ratio may stand either way up", turned_over),
        ("the most calls make the worst tier", most_calls),
        ("the first one that is over is the worst", first_over),
        ("the largest number of lost calls is the worst", most_lost_calls),
        ("the last one that is over is the worst", last_over),
        (None, whole_calls),
        (None, whole_loads),
        (None, every_name),
        ("a full tier hands on only what it does", what_is_left_goes_on),
        (None, nobody),
    ],
    "01a.2": [
        (ENOUGH, {"plan": "short codes", "test": "units"}),
        (ENOUGH, {"plan": "disks for three years", "test": "other side"}),
        (ENOUGH, {"plan": "chat servers", "test": "one request"}),
        ("a plan shows its slip by itself", {"plan": SPARES, "test": "none yet"}),
        ("the right plan is enough", {"plan": SPARES, "test": "other side"}),
        ("a test that finds nothing clears the plan", {"plan": "chat servers", "test": "extreme"}),
        (None, {"plan": "pages of a list", "test": "extreme"}),
        (None, {"plan": SPARES, "test": "calculator"}),
        (None, {"wrong": 3}),
        (None, 4),
    ],
    "01a.3": [
        (STRANGE, but(library=(4, 30))),
        (STRANGE, but(library=(2, 30))),
        (STRANGE, but(radio=(3, 0.125))),
        (SPARES_THE_SERVERS, but(election=(2, 0.1))),
        (SPARES_THE_SERVERS, but(election=(1, 10))),
        ("written ÷ right", but(library=(1, 1 / 30))),
        ("written ÷ right", but(radio=(2, 8))),
        ("written ÷ right", returning({"library": (1, 1 / 30), "election": (3, 0.1), "radio": (2, 8)})),
        ("one letter is a detail", but(radio=(1, 0.125))),
        ("one letter is a detail", but(radio=(5, 6))),
        (SPARES_THE_SERVERS, but(election=(2, 0.9))),
        (SPARES_THE_SERVERS, but(election=(2, 0.9), radio=(3, 0.125))),
        (LINE_ENOUGH, but(library=(1, 24), election=(2, 0.1))),
        (LINE_ENOUGH, but(library=(1, 12))),
        ("a period is a detail", but(library=(5, 30))),
        (LINE_ENOUGH, but(election=(3, 4.3))),
        (None, but(election=(3, 0))),
        (None, but(election=(6, 10))),
        (None, but(radio=(2, "1/8"))),
        (None, but(radio=2)),
        (None, but(radio=(2, float("nan")))),
        (None, but(radio=(2, float("inf")))),
        (None, returning({"library": (1, 30)})),
        (None, returning([(1, 30), (3, 10), (2, 0.125)])),
        (None, RIGHT_SLIPS),
        (None, prints_them),
        (None, one_after_the_other),
    ],
}
