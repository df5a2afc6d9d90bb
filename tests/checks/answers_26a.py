"""Lesson 26a: wrong answers that a learner could give, each with its misconception, and other right ways to write it."""

from decimal import ROUND_CEILING, ROUND_DOWN, ROUND_HALF_DOWN, ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal
from math import ceil, floor

from course.systems.ride_matching.fares import bill_of
from course.systems.ride_matching.surge import next_surge, zone_of

CENT = Decimal("0.01")


def cents(amount, rounding=ROUND_HALF_UP):
    return amount.quantize(CENT, rounding)


# 26a.1 · bill


def line_by_line(tariff, metres, seconds, surge):
    distance = cents(tariff["per_km"] * metres / 1000)
    time = cents(tariff["per_minute"] * seconds / 60)
    ride = tariff["base"] + distance + time
    more = cents(ride * surge / 100) - ride
    return [tariff["base"], distance, time, more, max(0, tariff["minimum"] - ride - more)]


def from_whole_cents(tariff, metres, seconds, surge):
    def half_up(number, parts):
        return (2 * number + parts) // (2 * parts)

    prices = {name: int(price * 100) for name, price in tariff.items()}
    lines = [prices["base"], half_up(prices["per_km"] * metres, 1000), half_up(prices["per_minute"] * seconds, 60)]
    lines.append(half_up(sum(lines) * (surge - 100), 100))
    lines.append(max(0, prices["minimum"] - sum(lines)))
    return tuple(Decimal(line) / 100 for line in lines)


def with_a_condition(tariff, metres, seconds, surge):
    kilometres = Decimal(metres) / 1000
    lines = [tariff["base"], cents(kilometres * tariff["per_km"]), cents(seconds * tariff["per_minute"] / 60)]
    lines.append(cents(sum(lines) * Decimal(surge - 100) / 100))
    total = sum(lines)
    lines.append(tariff["minimum"] - total if total < tariff["minimum"] else Decimal(0))
    return lines


def price_of_a_second_first(tariff, metres, seconds, surge):
    lines = bill_of(tariff, metres, seconds)[:2]
    lines.append(cents(tariff["per_minute"] / 60 * seconds))
    lines.append(cents(sum(lines) * (surge - 100) / 100))
    return [*lines, max(Decimal(0), tariff["minimum"] - sum(lines))]


def minutes_first(tariff, metres, seconds, surge):
    lines = bill_of(tariff, metres, seconds)[:2]
    lines.append(cents(Decimal(seconds) / 60 * tariff["per_minute"]))
    lines.append(cents(sum(lines) * (surge - 100) / 100))
    return [*lines, max(Decimal(0), tariff["minimum"] - sum(lines))]


def in_floats(tariff, metres, seconds, surge):
    base = float(tariff["base"])
    distance = round(float(tariff["per_km"]) * metres / 1000, 2)
    time = round(float(tariff["per_minute"]) * seconds / 60, 2)
    more = round((base + distance + time) * (surge - 100) / 100, 2)
    return [base, distance, time, more, max(0.0, float(tariff["minimum"]) - base - distance - time - more)]


def decimal_times_float(tariff, metres, seconds, surge):
    return [tariff["base"], tariff["per_km"] * (metres / 1000), tariff["per_minute"] * (seconds / 60), surge, 0]


def surge_as_a_float(tariff, metres, seconds, surge):
    lines = bill_of(tariff, metres, seconds)[:3]
    lines.append(cents(sum(lines) * (surge / 100 - 1)))
    return [*lines, max(Decimal(0), tariff["minimum"] - sum(lines))]


def rounds_nothing(tariff, metres, seconds, surge):
    lines = bill_of(tariff, metres, seconds, surge)[:4]
    return [*lines, cents(max(0, tariff["minimum"] - sum(lines)))]


def not_rounded(tariff, metres, seconds, surge):
    ride = [tariff["base"], tariff["per_km"] * metres / 1000, tariff["per_minute"] * seconds / 60]
    ride.append(sum(ride) * (surge - 100) / 100)
    return [*ride, max(Decimal(0), tariff["minimum"] - sum(ride))]


def _with(rounding):
    def bill(tariff, metres, seconds, surge):
        ride = [
            tariff["base"],
            cents(tariff["per_km"] * metres / 1000, rounding),
            cents(tariff["per_minute"] * seconds / 60, rounding),
        ]
        ride.append(cents(sum(ride) * (surge - 100) / 100, rounding))
        return [*ride, max(Decimal(0), tariff["minimum"] - sum(ride))]

    return bill


to_even, upward = _with(ROUND_HALF_EVEN), _with(ROUND_CEILING)
half_down, cut_off = _with(ROUND_HALF_DOWN), _with(ROUND_DOWN)


def decimal_of_a_float(tariff, metres, seconds, surge):
    lines = [tariff["base"], cents(tariff["per_km"] * Decimal(metres / 1000)), bill_of(tariff, metres, seconds)[2]]
    lines.append(cents(sum(lines) * (surge - 100) / 100))
    return [*lines, max(Decimal(0), tariff["minimum"] - sum(lines))]


def whole_price_as_surge(tariff, metres, seconds, surge):
    lines = bill_of(tariff, metres, seconds)[:3]
    lines.append(cents(sum(lines) * surge / 100))
    return [*lines, max(Decimal(0), tariff["minimum"] - sum(lines))]


def surge_of_the_unrounded(tariff, metres, seconds, surge):
    lines = bill_of(tariff, metres, seconds)[:3]
    exact = tariff["base"] + tariff["per_km"] * metres / 1000 + tariff["per_minute"] * seconds / 60
    lines.append(cents(exact * (surge - 100) / 100))
    return [*lines, max(Decimal(0), tariff["minimum"] - sum(lines))]


def minimum_as_a_line(tariff, metres, seconds, surge):
    lines = bill_of(tariff, metres, seconds, surge)[:4]
    return [*lines, tariff["minimum"] if sum(lines) < tariff["minimum"] else Decimal(0)]


def gives_back(tariff, metres, seconds, surge):
    lines = bill_of(tariff, metres, seconds, surge)[:4]
    return [*lines, tariff["minimum"] - sum(lines)]


def minimum_before_surge(tariff, metres, seconds, surge):
    lines = bill_of(tariff, metres, seconds, surge)[:4]
    return [*lines, max(Decimal(0), tariff["minimum"] - sum(lines[:3]))]


def started_minutes(tariff, metres, seconds, surge):
    return bill_of(tariff, metres, 60 * ceil(seconds / 60), surge)


def always_economy(tariff, metres, seconds, surge):
    known = {"base": Decimal("2.00"), "per_km": Decimal("1.00"), "per_minute": Decimal("0.15")}
    return bill_of(known | {"minimum": Decimal("5.00")}, metres, seconds, surge)


def without_surge(tariff, metres, seconds, surge):
    return bill_of(tariff, metres, seconds)


def surge_on_the_minimum_too(tariff, metres, seconds, surge):
    lines = bill_of(tariff, metres, seconds)
    more = cents(sum(lines) * (surge - 100) / 100)
    return [*lines[:3], more, lines[4]]


def only_the_total(tariff, metres, seconds, surge):
    return [sum(bill_of(tariff, metres, seconds, surge))]


def changes_the_tariff(tariff, metres, seconds, surge):
    lines = bill_of(tariff, metres, seconds, surge)
    tariff["base"] += sum(lines)
    return lines


KNOWN = {}


def one_bill_for_all_tariffs(tariff, metres, seconds, surge):
    return KNOWN.setdefault((metres, seconds, surge), bill_of(tariff, metres, seconds, surge))


KEPT = []


def remembers(tariff, metres, seconds, surge):
    KEPT.append(bill_of(tariff, metres, seconds, surge))
    return KEPT[0]


# 26a.2 · zone


def through_text(lat, lon):
    return floor(Decimal(str(lat)) * 100), floor(Decimal(str(lon)) * 100)


def rounded_first(lat, lon):
    return floor(round(lat * 100, 4)), floor(round(lon * 100, 4))


def in_a_list(lat, lon):
    return [divmod(round(degrees * 1e6), 10_000)[0] for degrees in (lat, lon)]


def cut_as_seen(lat, lon):
    return int(lat * 100), int(lon * 100)


def exact_and_cut(lat, lon):
    return int(round(lat * 1_000_000) / 10_000), int(round(lon * 1_000_000) / 10_000)


def floored_float(lat, lon):
    return floor(lat * 100), floor(lon * 100)


def millionths_cut(lat, lon):
    return floor(lat * 1_000_000) // 10_000, floor(lon * 1_000_000) // 10_000


def decimal_as_stored(lat, lon):
    return floor(Decimal(lat) * 100), floor(Decimal(lon) * 100)


def floor_division_of_floats(lat, lon):
    return int(lat // 0.01), int(lon // 0.01)


def nearest(lat, lon):
    return round(lat * 100), round(lon * 100)


def minus_one_below(lat, lon):
    return int(lat * 100) - (lat < 0), int(lon * 100) - (lon < 0)


def exchanged(lat, lon):
    return zone_of(lon, lat)


def without_a_sign(lat, lon):
    return zone_of(abs(lat), abs(lon))


def two_decimals(lat, lon):
    return floor(round(lat, 4) * 100 + 1e-9), floor(round(lon, 4) * 100 + 1e-9)


def a_hair_too_much(lat, lon):
    return floor(lat * 100 + 1e-3), floor(lon * 100 + 1e-3)


def one_number(lat, lon):
    return (zone_of(lat, lon)[0],)


# 26a.3 · next_surge


def with_ifs(before, riders, cars):
    if riders == 0:
        goal = 100
    elif cars == 0:
        goal = 250
    else:
        goal = sorted([100, 100 * riders // cars, 250])[1]
    if goal > before:
        return min(before + 20, goal)
    return max(before - 20, goal)


def as_a_shift(before, riders, cars):
    goal = min(250, max(100, int(100 * riders / cars) if cars else (100, 250)[riders > 0]))
    return before + max(-20, min(20, goal - before))


def divides(before, riders, cars):
    goal = min(250, max(100, 100 * riders // cars))
    return min(before + 20, max(before - 20, goal))


def jumps(before, riders, cars):
    return min(250, max(100, 100 * riders // cars if cars else 250 * (riders > 0)))


def falls_at_once(before, riders, cars):
    goal = jumps(before, riders, cars)
    return min(before + 20, goal)


def always_a_whole_step(before, riders, cars):
    goal = jumps(before, riders, cars)
    if goal == before:
        return before
    return min(250, max(100, before + (20 if goal > before else -20)))


def plain_without_cars(before, riders, cars):
    goal = jumps(before, riders, cars) if cars else 100
    return min(before + 20, max(before - 20, goal))


def dear_without_cars(before, riders, cars):
    goal = jumps(before, riders, cars) if cars else 250
    return min(before + 20, max(before - 20, goal))


def without_a_cap(before, riders, cars):
    goal = max(100, 100 * riders // cars if cars else 1_000 * riders)
    return min(before + 20, max(before - 20, goal))


def without_a_floor(before, riders, cars):
    goal = min(250, 100 * riders // cars if cars else 250 * (riders > 0))
    return min(before + 20, max(before - 20, goal))


def upside_down(before, riders, cars):
    goal = jumps(before, cars, riders)
    return min(before + 20, max(before - 20, goal))


def one_car_more(before, riders, cars):
    goal = min(250, max(100, 100 * riders // (cars + 1)))
    return min(before + 20, max(before - 20, goal))


def forgets_before(before, riders, cars):
    return next_surge(100, riders, cars)


LAST = {"surge": 100}


def keeps_its_own(before, riders, cars):
    LAST["surge"] = next_surge(LAST["surge"], riders, cars)
    return LAST["surge"]


def half_of_the_way(before, riders, cars):
    return (before + jumps(before, riders, cars)) // 2


def never_comes_down(before, riders, cars):
    return max(before, next_surge(before, riders, cars))


def no_car_is_one_car(before, riders, cars):
    return divides(before, riders, max(1, cars))


def to_the_nearest(before, riders, cars):
    goal = min(250, max(100, round(100 * riders / cars) if cars else 250 * (riders > 0)))
    return min(before + 20, max(before - 20, goal))


def whole_but_a_float(before, riders, cars):
    return float(next_surge(before, riders, cars))


def nineteen(before, riders, cars):
    goal = jumps(before, riders, cars)
    return min(before + 19, max(before - 19, goal))


def divides_first(before, riders, cars):
    goal = min(250, max(100, int(riders / cars * 100) if cars else 250 * (riders > 0)))
    return min(before + 20, max(before - 20, goal))


def multiplies_a_float(before, riders, cars):
    goal = min(250, max(100, int(100 * (riders / cars)) if cars else 250 * (riders > 0)))
    return min(before + 20, max(before - 20, goal))


def a_car_in_a_hundred(before, riders, cars):
    goal = min(250, max(100, int(100 / cars * riders) if cars else 250 * (riders > 0)))
    return min(before + 20, max(before - 20, goal))


def whole_riders(before, riders, cars):
    goal = min(250, max(100, 100 * (riders // cars) if cars else 250 * (riders > 0)))
    return min(before + 20, max(before - 20, goal))


def bounded_late(before, riders, cars):
    goal = 100 * riders // cars if cars else 100_000 * riders
    return min(250, max(100, before + max(-20, min(20, goal - before))))


RIGHT = {
    "26a.1": [line_by_line, from_whole_cents, with_a_condition, bill_of],
    "26a.2": [through_text, rounded_first, in_a_list, zone_of],
    "26a.3": [with_ifs, as_a_shift, bounded_late, next_surge],
}

WRONG = {
    "26a.1": [
        ("a float is near enough", in_floats),
        ("a factor is a number like any other", decimal_times_float),
        ("a factor is a number like any other", surge_as_a_float),
        ("zero is a decimal", rounds_nothing),
        ("a division may come first", price_of_a_second_first),
        ("a division may come first", minutes_first),
        ("rounding can wait for the total", not_rounded),
        ("half a cent goes to the even cent", to_even),
        ("round up, to be safe", upward),
        ("half a cent is nothing", half_down),
        ("half a cent is nothing", cut_off),
        ("a decimal made of a float is exact", decimal_of_a_float),
        ("the surge line is the whole price", whole_price_as_surge),
        ("surge is taken from what nobody sees", surge_of_the_unrounded),
        ("the minimum is added", minimum_as_a_line),
        ("what is missing may be below nothing", gives_back),
        ("the minimum is for the plain price", minimum_before_surge),
        ("a started minute counts whole", started_minutes),
        (None, always_economy),
        (None, without_surge),
        (None, surge_on_the_minimum_too),
        (None, only_the_total),
        (None, changes_the_tariff),
        (None, remembers),
        (None, one_bill_for_all_tariffs),
    ],
    "26a.2": [
        ("int rounds down", cut_as_seen),
        ("exact numbers may be cut", exact_and_cut),
        ("a float is the number that I typed", floored_float),
        ("a float is the number that I typed", millionths_cut),
        ("a float is the number that I typed", decimal_as_stored),
        ("dividing floats rounds down exactly", floor_division_of_floats),
        ("the nearest line names the zone", nearest),
        ("below 0 it is always one less", minus_one_below),
        ("longitude comes first", exchanged),
        (None, without_a_sign),
        (None, two_decimals),
        (None, a_hair_too_much),
        (None, one_number),
    ],
    "26a.3": [
        ("there is always a car", divides),
        ("the price may jump", jumps),
        ("only the way up is steep", falls_at_once),
        ("a step is always 20", always_a_whole_step),
        ("without cars there is no price", plain_without_cars),
        ("no car means crowded", dear_without_cars),
        ("the cap is for later", without_a_cap),
        ("few riders make it cheap", without_a_floor),
        ("cars for a rider", upside_down),
        (None, one_car_more),
        ("each minute begins at the plain price", forgets_before),
        ("the price is kept inside", keeps_its_own),
        (None, half_of_the_way),
        (None, never_comes_down),
        ("no car counts as one", no_car_is_one_car),
        ("to the nearest whole number", to_the_nearest),
        (None, whole_but_a_float),
        (None, nineteen),
        ("divide first", divides_first),
        ("divide first", multiplies_a_float),
        ("divide first", a_car_in_a_hundred),
        ("whole riders for a car", whole_riders),
    ],
}
