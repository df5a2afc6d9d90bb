"""Lesson 25: wrong answers that a learner could give, each with its misconception, and other right ways to write it."""

import math
from math import cos, radians

from course.checks.lesson_25.circle import box_around
from course.checks.lesson_25.loads import loads_per_s
from course.systems.nearby_drivers.designs import rings_reach
from course.systems.nearby_drivers.leaves import move_in_leaves

# 25.1 · loads_per_s


def by_hand(drivers, ping_every_s, rides_a_day, looks_a_ride, peak):
    return [drivers / ping_every_s, peak * rides_a_day * looks_a_ride / 86_400]


def hour_by_hour(drivers, ping_every_s, rides_a_day, looks_a_ride, peak):
    rides_per_hour = rides_a_day / 24
    return 1 / ping_every_s * drivers, rides_per_hour / 3600 * looks_a_ride * peak


def rush_for_all(drivers, ping_every_s, rides_a_day, looks_a_ride, peak):
    return peak * drivers / ping_every_s, peak * rides_a_day * looks_a_ride / 86_400


def times_the_pause(drivers, ping_every_s, rides_a_day, looks_a_ride, peak):
    return drivers * ping_every_s, peak * rides_a_day * looks_a_ride / 86_400


def no_peak(drivers, ping_every_s, rides_a_day, looks_a_ride, peak):
    return drivers / ping_every_s, rides_a_day * looks_a_ride / 86_400


def no_day(drivers, ping_every_s, rides_a_day, looks_a_ride, peak):
    return drivers / ping_every_s, peak * rides_a_day * looks_a_ride


def day_of_hours(drivers, ping_every_s, rides_a_day, looks_a_ride, peak):
    return drivers / ping_every_s, peak * rides_a_day * looks_a_ride / 24


def one_look(drivers, ping_every_s, rides_a_day, looks_a_ride, peak):
    return drivers / ping_every_s, peak * rides_a_day / 86_400


def swapped(drivers, ping_every_s, rides_a_day, looks_a_ride, peak):
    return peak * rides_a_day * looks_a_ride / 86_400, drivers / ping_every_s


def whole_seconds(drivers, ping_every_s, rides_a_day, looks_a_ride, peak):
    return drivers // ping_every_s, peak * rides_a_day * looks_a_ride // 86_400


def rounded(drivers, ping_every_s, rides_a_day, looks_a_ride, peak):
    return round(drivers / ping_every_s), round(peak * rides_a_day * looks_a_ride / 86_400)


def to_one_place(drivers, ping_every_s, rides_a_day, looks_a_ride, peak):
    return drivers / ping_every_s, round(peak * rides_a_day * looks_a_ride / 86_400, 1)


def looks_wait_for_pings(drivers, ping_every_s, rides_a_day, looks_a_ride, peak):
    return drivers / ping_every_s, peak * rides_a_day * looks_a_ride / 86_400 / ping_every_s


def the_brief(drivers, ping_every_s, rides_a_day, looks_a_ride, peak):
    return 100_000, 694.4


def day_in_the_head(drivers, ping_every_s, rides_a_day, looks_a_ride, peak):
    return drivers / ping_every_s, peak * rides_a_day * looks_a_ride / 100_000


def average_pings(drivers, ping_every_s, rides_a_day, looks_a_ride, peak):
    return drivers / ping_every_s / peak, peak * rides_a_day * looks_a_ride / 86_400


def sum_only(drivers, ping_every_s, rides_a_day, looks_a_ride, peak):
    return (drivers / ping_every_s + peak * rides_a_day * looks_a_ride / 86_400,)


# 25.2 · may_stop


def nested(cell_km, ring, best_km):
    if best_km is None:
        return False
    seen_km = 0.0
    for _ in range(ring):
        seen_km += cell_km
    return best_km <= seen_km


def with_inf(cell_km, ring, best_km):
    return (math.inf if best_km is None else best_km) <= cell_km * ring


def by_rings(cell_km, ring, best_km):
    return best_km is not None and best_km / cell_km <= ring


def not_less(cell_km, ring, best_km):
    return not (best_km is None or best_km > ring * cell_km)


def found_is_enough(cell_km, ring, best_km):
    return best_km is not None


def one_more(cell_km, ring, best_km):
    return best_km is not None and ring >= 1


def own_cell_whole(cell_km, ring, best_km):
    return best_km is not None and best_km <= (ring + 1) * cell_km


def half_cell(cell_km, ring, best_km):
    return best_km is not None and best_km <= (ring + 0.5) * cell_km


def diagonal(cell_km, ring, best_km):
    return best_km is not None and best_km <= ring * cell_km * math.sqrt(2)


def cells_are_km(cell_km, ring, best_km):
    return best_km is not None and best_km <= ring


def falsy_zero(cell_km, ring, best_km):
    return bool(best_km) and best_km <= ring * cell_km


def strict(cell_km, ring, best_km):
    return best_km is not None and best_km < ring * cell_km


def careful(cell_km, ring, best_km):
    return best_km is not None and best_km <= (ring - 1) * cell_km


def never(cell_km, ring, best_km):
    return False


def always(cell_km, ring, best_km):
    return True


def ring_0_never(cell_km, ring, best_km):
    return ring > 0 and best_km is not None and best_km <= ring * cell_km


def nobody_stops(cell_km, ring, best_km):
    return best_km is None or best_km <= ring * cell_km


def after_three(cell_km, ring, best_km):
    return best_km is not None and ring >= 3


def ten_rings_at_most(cell_km, ring, best_km):
    return best_km is not None and (ring >= 10 or best_km <= ring * cell_km)


def none_compares(cell_km, ring, best_km):
    return best_km <= ring * cell_km


# 25.4 · move


def find_before(leaf_of, find_leaf, driver, x, y):
    old = leaf_of[driver]
    new = old if old.holds(x, y) else find_leaf(x, y)
    if new is not old:
        old.points.pop(driver)
        leaf_of[driver] = new
    new.points[driver] = (x, y)


def put_then_take(leaf_of, find_leaf, driver, x, y):
    old = leaf_of[driver]
    if old.holds(x, y):
        old.points[driver] = (x, y)
        return True
    new = find_leaf(x, y)
    new.points[driver] = (x, y)
    leaf_of[driver] = new
    del old.points[driver]
    return True


def tries_and_raises(leaf_of, find_leaf, driver, x, y):
    leaf = leaf_of[driver]
    if not leaf.holds(x, y):
        try:
            new = find_leaf(x, y)
        except ValueError:
            raise
        del leaf.points[driver]
        leaf_of[driver] = leaf = new
    leaf.points[driver] = x, y


def back_if_refused(leaf_of, find_leaf, driver, x, y):
    leaf = leaf_of[driver]
    if leaf.holds(x, y):
        leaf.points[driver] = (x, y)
        return
    place = leaf.points.pop(driver)
    try:
        new = find_leaf(x, y)
    except ValueError:
        leaf.points[driver] = place
        raise
    new.points[driver] = (x, y)
    leaf_of[driver] = new


def gives_back_the_leaf(leaf_of, find_leaf, driver, x, y):
    move_in_leaves(leaf_of, find_leaf, driver, x, y)
    return leaf_of[driver]


def twin(leaf_of, find_leaf, driver, x, y):
    leaf = leaf_of[driver]
    if not leaf.holds(x, y):
        leaf = leaf_of[driver] = find_leaf(x, y)
    leaf.points[driver] = (x, y)


def forgets_the_map(leaf_of, find_leaf, driver, x, y):
    leaf = leaf_of[driver]
    if not leaf.holds(x, y):
        new = find_leaf(x, y)
        del leaf.points[driver]
        leaf = new
    leaf.points[driver] = (x, y)


def always_from_the_top(leaf_of, find_leaf, driver, x, y):
    new = find_leaf(x, y)
    del leaf_of[driver].points[driver]
    leaf_of[driver] = new
    new.points[driver] = (x, y)


def asks_every_leaf(leaf_of, find_leaf, driver, x, y):
    new = find_leaf(x, y)
    for leaf in set(leaf_of.values()):
        leaf.points.pop(driver, None)
    leaf_of[driver] = new
    new.points[driver] = (x, y)


def walks_every_leaf(leaf_of, find_leaf, driver, x, y):
    old = leaf_of[driver]
    for leaf in leaf_of.values():
        if leaf.holds(x, y):
            break
    else:
        leaf = find_leaf(x, y)
    del old.points[driver]
    leaf.points[driver] = (x, y)
    leaf_of[driver] = leaf


def stays_as_it_was(leaf_of, find_leaf, driver, x, y):
    leaf = leaf_of[driver]
    if leaf.holds(x, y):
        return
    new = find_leaf(x, y)
    del leaf.points[driver]
    leaf_of[driver] = new
    new.points[driver] = (x, y)


def out_first(leaf_of, find_leaf, driver, x, y):
    leaf = leaf_of[driver]
    if not leaf.holds(x, y):
        del leaf.points[driver]
        leaf = leaf_of[driver] = find_leaf(x, y)
    leaf.points[driver] = (x, y)


def swallows(leaf_of, find_leaf, driver, x, y):
    leaf = leaf_of[driver]
    if not leaf.holds(x, y):
        try:
            new = find_leaf(x, y)
        except ValueError:
            return
        del leaf.points[driver]
        leaf = leaf_of[driver] = new
    leaf.points[driver] = (x, y)


def only_the_map(leaf_of, find_leaf, driver, x, y):
    if not leaf_of[driver].holds(x, y):
        leaf_of[driver] = find_leaf(x, y)


def writes_first(leaf_of, find_leaf, driver, x, y):
    leaf = leaf_of[driver]
    leaf.points[driver] = (x, y)
    if not leaf.holds(x, y):
        new = find_leaf(x, y)
        new.points[driver] = leaf.points.pop(driver)
        leaf_of[driver] = new


def old_place_moves(leaf_of, find_leaf, driver, x, y):
    leaf = leaf_of[driver]
    if leaf.holds(x, y):
        leaf.points[driver] = (x, y)
        return
    new = find_leaf(x, y)
    new.points[driver] = leaf.points.pop(driver)
    leaf_of[driver] = new


def leaf_as_value(leaf_of, find_leaf, driver, x, y):
    leaf = leaf_of[driver]
    if not leaf.holds(x, y):
        new = find_leaf(x, y)
        del leaf.points[driver]
        leaf_of[driver] = (x, y)
        leaf = new
    leaf.points[driver] = (x, y)


def twice_down(leaf_of, find_leaf, driver, x, y):
    leaf = leaf_of[driver]
    if not leaf.holds(x, y):
        find_leaf(x, y).points[driver] = (x, y)
        del leaf.points[driver]
        leaf_of[driver] = find_leaf(x, y)
    else:
        leaf.points[driver] = (x, y)


def a_short_way_stays_in_the_leaf(leaf_of, find_leaf, driver, x, y):
    leaf = leaf_of[driver]
    if math.dist(leaf.points[driver], (x, y)) >= 0.5:
        new = find_leaf(x, y)
        del leaf.points[driver]
        leaf = leaf_of[driver] = new
    leaf.points[driver] = (x, y)


def takes_the_others_along(leaf_of, find_leaf, driver, x, y):
    leaf = leaf_of[driver]
    if not leaf.holds(x, y):
        new = find_leaf(x, y)
        for name in list(leaf.points):
            new.points[name] = leaf.points.pop(name)
            leaf_of[name] = new
        leaf = new
    leaf.points[driver] = (x, y)


def remembering():
    home = {}

    def move(leaf_of, find_leaf, driver, x, y):
        leaf = home.setdefault(driver, leaf_of[driver])
        if not leaf.holds(x, y):
            new = find_leaf(x, y)
            leaf.points.pop(driver, None)
            leaf = home[driver] = leaf_of[driver] = new
        leaf.points[driver] = (x, y)

    return move


# 25.5 · box_around


def plain(lon, lat, radius_km):
    high = radius_km / 111.195
    wide = high / cos(radians(lat))
    return lon - wide, lat - high, lon + wide, lat + high


def with_111(lon, lat, radius_km):
    high = radius_km / 111
    wide = radius_km / (111 * math.cos(lat * math.pi / 180))
    return [lon - wide, lat - high, lon + wide, lat + high]


def no_cosine(lon, lat, radius_km):
    high = radius_km / 111.195
    return lon - high, lat - high, lon + high, lat + high


def times_cosine(lon, lat, radius_km):
    high = radius_km / 111.195
    wide = high * cos(radians(lat))
    return lon - wide, lat - high, lon + wide, lat + high


def cosine_of_degrees(lon, lat, radius_km):
    high = radius_km / 111.195
    wide = high / cos(lat)
    return lon - wide, lat - high, lon + wide, lat + high


def both_axes(lon, lat, radius_km):
    wide = radius_km / 111.195 / cos(radians(lat))
    return lon - wide, lat - wide, lon + wide, lat + wide


def half_only(lon, lat, radius_km):
    high = radius_km / 111.195 / 2
    wide = high / cos(radians(lat))
    return lon - wide, lat - high, lon + wide, lat + high


def longer_degrees(lon, lat, radius_km):
    return plain(lon, lat, radius_km * 111.195 / 111.32)


def a_little_small(lon, lat, radius_km):
    return plain(lon, lat, radius_km * 0.992)


def latitude_first(lon, lat, radius_km):
    west, south, east, north = plain(lon, lat, radius_km)
    return south, west, north, east


def of_our_city(lon, lat, radius_km):
    high = radius_km / 111.195
    wide = high / cos(radians(55.5))
    return lon - wide, lat - high, lon + wide, lat + high


def degree_of_111_2(lon, lat, radius_km):
    return plain(lon, lat, radius_km * 111.195 / 111.2)


def to_the_corner(lon, lat, radius_km):
    return plain(lon, lat, radius_km * math.sqrt(2))


def rounded_box(lon, lat, radius_km):
    return tuple(round(edge, 4) for edge in plain(lon, lat, radius_km))


def kilometres(lon, lat, radius_km):
    return lon - radius_km, lat - radius_km, lon + radius_km, lat + radius_km


def wrong_order(lon, lat, radius_km):
    west, south, east, north = plain(lon, lat, radius_km)
    return west, east, south, north


def twice_as_large(lon, lat, radius_km):
    return plain(lon, lat, 2 * radius_km)


def cosine_of_longitude(lon, lat, radius_km):
    high = radius_km / 111.195
    wide = high / cos(radians(lon))
    return lon - wide, lat - high, lon + wide, lat + high


def cosine_of_the_northern_edge(lon, lat, radius_km):
    high = radius_km / 111.195
    wide = high / cos(radians(lat + high))
    return lon - wide, lat - high, lon + wide, lat + high


def sine(lon, lat, radius_km):
    high = radius_km / 111.195
    wide = high / math.sin(radians(lat)) if lat else high
    return lon - wide, lat - high, lon + wide, lat + high


RIGHT = {
    "25.1": [loads_per_s, by_hand, hour_by_hour],
    "25.2": [rings_reach, nested, with_inf, by_rings, not_less],
    "25.3": [
        {"x": 0.0, "y": 0.0, "half_km": 6.0, "shape": "box", "capacity": 10, "match_over": False},
        {"x": -2.5, "y": 0.0, "half_km": 8.0, "shape": "box", "capacity": 10, "match_over": False},
        {"x": 0.5, "y": 0.0, "half_km": 6.0, "shape": "box", "capacity": 20, "match_over": False},
    ],
    "25.4": [move_in_leaves, find_before, put_then_take, tries_and_raises, back_if_refused, gives_back_the_leaf],
    "25.5": [box_around, plain, with_111],
}

# (the misconception that must be recognised, or None where only the case is shown; the answer)
WRONG = {
    "25.1": [
        ("the rush multiplies everything", rush_for_all),
        ("a longer pause makes more pings", times_the_pause),
        ("an evening is like the mean of the day", no_peak),
        ("a day has another length", no_day),
        ("a day has another length", day_of_hours),
        ("a rider looks once", one_look),
        ("a rate is a whole number", whole_seconds),
        ("a rate is a whole number", rounded),
        (None, to_one_place),
        (None, looks_wait_for_pings),
        ("looks come first", swapped),
        ("a day has 100,000 seconds", day_in_the_head),
        ("the drivers are an average", average_pings),
        (None, the_brief),
        (None, sum_only),
    ],
    "25.2": [
        ("a lower ring is a shorter way", found_is_enough),
        ("one more ring suffices", one_more),
        ("my own cell counts whole", own_cell_whole),
        ("I stand in the middle", half_cell),
        ("reach is the diagonal", diagonal),
        ("a cell is a kilometre", cells_are_km),
        ("nought kilometres is nobody", falsy_zero),
        ("a tie is a loss", strict),
        ("another ring cannot hurt", careful),
        (None, never),
        ("a lower ring is a shorter way", always),
        (None, after_three),
        ("ring 0 never suffices", ring_0_never),
        ("nobody found is a reason to stop", nobody_stops),
        (None, ten_rings_at_most),
        (None, none_compares),
    ],
    "25.3": [
        (
            "a larger box costs more",
            {"x": 0.0, "y": 1.0, "half_km": 0.4, "shape": "box", "capacity": 50, "match_over": False},
        ),
        (
            "a larger box costs more",
            {"x": 0.0, "y": 0.0, "half_km": 2.0, "shape": "box", "capacity": 10, "match_over": False},
        ),
        (
            "a leaf on the border costs the same, however full it is",
            {"x": 0.0, "y": 0.0, "half_km": 3.0, "shape": "box", "capacity": 200, "match_over": False},
        ),
        (
            "the middle of the city is the dear part",
            {"x": 0.0, "y": 0.0, "half_km": 4.0, "shape": "circle", "capacity": 10, "match_over": False},
        ),
        (
            "a search without a border",
            {"x": 0.0, "y": 0.0, "half_km": 10.0, "shape": "box", "capacity": 50, "match_over": False},
        ),
        (None, {"x": 0.0, "y": 0.0, "half_km": 6.0, "shape": "star", "capacity": 10, "match_over": False}),
        (None, {"half": 6.0}),
    ],
    "25.4": [
        ("the new place is enough", twin),
        ("the map of leaves follows by itself", forgets_the_map),
        ("every move begins at the top", always_from_the_top),
        ("ask every leaf", asks_every_leaf),
        ("ask every leaf", walks_every_leaf),
        ("who stays in the leaf has not moved", stays_as_it_was),
        ("first out, then in", out_first),
        ("an error is nobody's business", swallows),
        ("first write, then ask", writes_first),
        ("the old place moves along", old_place_moves),
        (None, leaf_as_value),
        (None, twice_down),
        (None, remembering()),
        (None, takes_the_others_along),
        (None, a_short_way_stays_in_the_leaf),
        ("the map of leaves follows by itself", only_the_map),
    ],
    "25.5": [
        ("a degree is a degree", no_cosine),
        ("shorter degrees make a narrower box", times_cosine),
        ("cos takes degrees", cosine_of_degrees),
        ("height shrinks as width does", both_axes),
        ("the radius is the whole width", half_only),
        ("latitude comes first", latitude_first),
        ("one city is everywhere", of_our_city),
        ("the box reaches to the corner", to_the_corner),
        ("a rounded edge is the same edge", rounded_box),
        ("a degree is a little longer", degree_of_111_2),
        (None, kilometres),
        ("both longitudes come first", wrong_order),
        ("a degree is a little longer", longer_degrees),
        ("a degree is a little longer", a_little_small),
        (None, twice_as_large),
        (None, cosine_of_longitude),
        (None, cosine_of_the_northern_edge),
        (None, sine),
    ],
}
