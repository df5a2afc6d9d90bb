"""Lesson 25a: wrong answers that a learner could give, each with its misconception, and other right ways to write it."""

from math import floor

from course.checks.lesson_25a.around import cells_around as our_cells
from course.checks.lesson_25a.work import ours as our_work
from course.parts.geohash import box, encode, ring

# 25a.1 · halves


def by_loop(value, low, high, count):
    found = ""
    for _ in range(count):
        middle = (low + high) / 2
        if value >= middle:
            found, low = found + "1", middle
        else:
            found, high = found + "0", middle
    return found


def recursively(value, low, high, count):
    if count == 0:
        return ""
    middle = (low + high) / 2
    if value < middle:
        return "0" + recursively(value, low, middle, count - 1)
    return "1" + recursively(value, middle, high, count - 1)


def by_lower_and_width(value, low, high, count):
    found, width = "", high - low
    for _ in range(count):
        width /= 2
        upper = value >= low + width
        found += str(int(upper))
        low += upper * width
    return found


def from_the_lower_end(value, low, high, count):
    found = []
    while len(found) < count:
        middle = low + (high - low) / 2
        found.append("01"[value >= middle])
        low, high = (middle, high) if value >= middle else (low, middle)
    return "".join(found)


def by_division(value, low, high, count):
    return format(min(int((value - low) / (high - low) * 2**count), 2**count - 1), f"0{count}b") if count else ""


def by_pieces(value, low, high, count):
    pieces = 2**count
    number = min(int((value - low) / ((high - low) / pieces)), pieces - 1)
    return bin(number)[2:].zfill(count) if count else ""


def line_to_the_lower(value, low, high, count):
    found = ""
    for _ in range(count):
        middle = (low + high) / 2
        if value > middle:
            found, low = found + "1", middle
        else:
            found, high = found + "0", middle
    return found


def without_zeros(value, low, high, count):
    number = min(floor((value - low) / (high - low) * 2**count), 2**count - 1)
    return format(number, "b")


def of_the_whole_map(value, low, high, count):
    return "".join("1" if value >= (low + high) / 2 else "0" for _ in range(count))


def backwards(value, low, high, count):
    return by_loop(value, low, high, count)[::-1]


def upper_is_zero(value, low, high, count):
    return "".join("10"[int(bit)] for bit in by_loop(value, low, high, count))


def from_zero(value, low, high, count):
    found = ""
    for _ in range(count):
        middle = high / 2 if not found else (low + high) / 2
        if value >= middle:
            found, low = found + "1", middle
        else:
            found, high = found + "0", middle
    return found


def from_zero_all_the_way(value, low, high, count):
    return format(min(floor(value / high * 2**count), 2**count - 1), f"0{count}b") if count else ""


def beyond_the_end(value, low, high, count):
    number = floor((value - low) / (high - low) * 2**count)
    return format(number, f"0{count}b") if count else ""


def wraps_at_the_end(value, low, high, count):
    return by_loop(value, low, high, count) if value < high else "0" * count


def both_halves(value, low, high, count):
    found = ""
    for _ in range(count):
        middle = (low + high) / 2
        if value <= middle:
            found, high = found + "0", middle
        if value >= middle:
            found, low = found + "1", middle
    return found


def nearly_on_the_line(value, low, high, count):
    found = ""
    for _ in range(count):
        middle = (low + high) / 2
        if value >= middle - 1e-9:
            found, low = found + "1", middle
        else:
            found, high = found + "0", middle
    return found


BITS = []


def bits_outside(value, low, high, count):
    BITS.extend(by_loop(value, low, high, count))
    return "".join(BITS)


def one_more(value, low, high, count):
    return by_loop(value, low, high, count + 1)


def six_always(value, low, high, count):
    return by_loop(value, low, high, 6)


def rounds(value, low, high, count):
    return format(min(round((value - low) / (high - low) * 2**count), 2**count - 1), f"0{count}b") if count else ""


# 25a.2 · cells_around


def by_steps(name):
    west, south, east, north = box(name)
    wide, high = east - west, north - south
    found = set()
    for lon in (west - wide / 2, west + wide / 2, east + wide / 2):
        for lat in (south - high / 2, south + high / 2, north + high / 2):
            found.add(encode((lon + 180) % 360 - 180, lat, len(name)))
    return found


def by_lists(name):
    cell = box(name)
    x, y = (cell.west + cell.east) / 2, (cell.south + cell.north) / 2
    found = []
    for row in (-1, 0, 1):
        lat = y + row * (cell.north - cell.south)
        for column in (-1, 0, 1):
            lon = x + column * (cell.east - cell.west)
            lon = lon - 360 if lon > 180 else lon + 360 if lon < -180 else lon
            found.append(encode(lon, lat, len(name)))
    return found


def by_rings(name):
    return ring(name, 0) + ring(name, 1)


def last_letter(name):
    return {name[:-1] + letter for letter in "0123456789bcdefghjkmnpqrstuvwxyz"}


def last_letter_close(name):
    letters = "0123456789bcdefghjkmnpqrstuvwxyz"
    at = letters.index(name[-1])
    return {name[:-1] + letters[max(0, min(31, at + step))] for step in range(-1, 2)}


def stepped(name, wrap=True, corners=True, own=True, length=None, wide=None, high=None):
    cell = box(name)
    wide, high = wide or cell.east - cell.west, high or cell.north - cell.south
    x, y = (cell.west + cell.east) / 2, (cell.south + cell.north) / 2
    found = set()
    for column in (-1, 0, 1):
        for row in (-1, 0, 1):
            if (column and row and not corners) or (not column and not row and not own):
                continue
            lon, lat = x + column * wide, y + row * high
            if wrap:
                lon = (lon + 180) % 360 - 180
            if not wrap and not -180 <= lon <= 180:
                continue
            found.add(encode(lon, lat, length or len(name)))
    return found


def no_corners(name):
    return stepped(name, corners=False)


def without_itself(name):
    return stepped(name, own=False)


def one_letter_less(name):
    return stepped(name[:-1])


def of_our_city(name):
    return stepped(name, wide=360 / 2**15, high=180 / 2**15)


def ends_at_180(name):
    return stepped(name, wrap=False)


def raises_at_180(name):
    cell = box(name)
    wide, high = cell.east - cell.west, cell.north - cell.south
    return {
        encode(cell.west + wide * (column + 0.5), cell.south + high * (row + 0.5), len(name))
        for column in (-1, 0, 1)
        for row in (-1, 0, 1)
    }


def a_little_outside(name):
    cell, little = box(name), 1e-6
    return {
        encode((lon + 180) % 360 - 180, lat, len(name))
        for lon in (cell.west - little, (cell.west + cell.east) / 2, cell.east)
        for lat in (cell.south - little, (cell.south + cell.north) / 2, cell.north)
    }


def twice(name):
    return [name, *by_lists(name)]


def two_rings(name):
    return {*by_rings(name), *ring(name, 2)}


def only_ours(name):
    return our_cells("u1b58p")


# 25a.3 · work_per_s


def with_if(costs, pings_per_s, looks_per_s, max_wait_s):
    work_s = pings_per_s * costs.move_s + looks_per_s * costs.look_s
    if not costs.moves_at_once:
        work_s += costs.build_s / max_wait_s
    return work_s


def by_builds(costs, pings_per_s, looks_per_s, max_wait_s):
    builds = 0 if costs.moves_at_once else 1 / max_wait_s
    return builds * costs.build_s + looks_per_s * costs.look_s + costs.move_s * pings_per_s


def never_more_builds_than_pings(costs, pings_per_s, looks_per_s, max_wait_s):
    builds = 0 if costs.moves_at_once else min(pings_per_s, 1 / max_wait_s)
    return builds * costs.build_s + looks_per_s * costs.look_s + costs.move_s * pings_per_s


def built_twice_in_the_wait(costs, pings_per_s, looks_per_s, max_wait_s):
    builds = 0 if costs.moves_at_once else 2 / max_wait_s
    return builds * costs.build_s + looks_per_s * costs.look_s + costs.move_s * pings_per_s


def built_for_ever(costs, pings_per_s, looks_per_s, max_wait_s):
    return pings_per_s * costs.move_s + looks_per_s * costs.look_s


def built_each_ping(costs, pings_per_s, looks_per_s, max_wait_s):
    each_s = costs.move_s if costs.moves_at_once else costs.build_s
    return pings_per_s * each_s + looks_per_s * costs.look_s


def built_each_second(costs, pings_per_s, looks_per_s, max_wait_s):
    work_s = pings_per_s * costs.move_s + looks_per_s * costs.look_s
    return work_s if costs.moves_at_once else work_s + costs.build_s


def times_the_age(costs, pings_per_s, looks_per_s, max_wait_s):
    work_s = pings_per_s * costs.move_s + looks_per_s * costs.look_s
    return work_s if costs.moves_at_once else work_s + costs.build_s * max_wait_s


def rows_are_free(costs, pings_per_s, looks_per_s, max_wait_s):
    moved_s = pings_per_s * costs.move_s if costs.moves_at_once else costs.build_s / max_wait_s
    return moved_s + looks_per_s * costs.look_s


def all_are_built(costs, pings_per_s, looks_per_s, max_wait_s):
    return pings_per_s * costs.move_s + looks_per_s * costs.look_s + costs.build_s / max_wait_s


def looks_are_free(costs, pings_per_s, looks_per_s, max_wait_s):
    return pings_per_s * costs.move_s + (0 if costs.moves_at_once else costs.build_s / max_wait_s)


def in_milliseconds(costs, pings_per_s, looks_per_s, max_wait_s):
    return 1_000 * with_if(costs, pings_per_s, looks_per_s, max_wait_s)


def to_the_millisecond(costs, pings_per_s, looks_per_s, max_wait_s):
    return round(with_if(costs, pings_per_s, looks_per_s, max_wait_s), 3)


def whole_builds(costs, pings_per_s, looks_per_s, max_wait_s):
    builds = 0 if costs.moves_at_once else max(1, int(1 / max_wait_s))
    return pings_per_s * costs.move_s + looks_per_s * costs.look_s + builds * costs.build_s


RIGHT = {
    "25a.1": [by_loop, recursively, by_lower_and_width, from_the_lower_end],
    "25a.2": [by_steps, by_lists, by_rings, our_cells],
    "25a.3": [with_if, by_builds, never_more_builds_than_pings, our_work],
}

WRONG = {
    "25a.1": [
        ("the line belongs to the lower half", line_to_the_lower),
        ("zeros in front are nothing", without_zeros),
        ("every halving is of the whole map", of_the_whole_map),
        ("the last halving comes first", backwards),
        ("0 is the upper half", upper_is_zero),
        ("every map begins at 0", from_zero),
        ("every map begins at 0", from_zero_all_the_way),
        ("the end of the map lies beyond it", beyond_the_end),
        ("the end of the map lies beyond it", wraps_at_the_end),
        ("one division finds the same piece", by_division),
        ("one division finds the same piece", by_pieces),
        ("every call begins anew", bits_outside),
        (None, both_halves),
        (None, nearly_on_the_line),
        (None, one_more),
        (None, six_always),
        (None, rounds),
    ],
    "25a.2": [
        ("neighbours differ in the last letter", last_letter),
        ("neighbours differ in the last letter", last_letter_close),
        ("only sides touch", no_corners),
        ("the cell has no drivers of its own", without_itself),
        ("a neighbour may have another size", one_letter_less),
        ("all cells are as large as ours", of_our_city),
        ("the world ends at 180", ends_at_180),
        ("the world ends at 180", raises_at_180),
        ("all cells are as large as ours", a_little_outside),
        (None, twice),
        (None, two_rings),
        (None, only_ours),
    ],
    "25a.3": [
        ("built once is built for ever", built_for_ever),
        ("every ping needs a build", built_each_ping),
        ("one build a second", built_each_second),
        ("a longer wait needs more builds", times_the_age),
        ("no move, no work", rows_are_free),
        ("whoever takes moves is built anew too", all_are_built),
        ("looks are free", looks_are_free),
        ("a report waits for two builds", built_twice_in_the_wait),
        (None, in_milliseconds),
        (None, to_the_millisecond),
        ("one build a second", whole_builds),
    ],
}
