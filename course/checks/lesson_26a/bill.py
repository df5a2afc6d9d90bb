"""Exercise 26a.1: a bill of five lines in decimal money."""

import random
from collections.abc import Mapping, Sequence
from decimal import ROUND_CEILING, ROUND_HALF_DOWN, ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal
from functools import partial

from course.checks.answer import Answer
from course.checks.model import Exercise, Function, Misconception, Property, Wrong, expect
from course.systems.ride_matching.fares import LINES, TARIFFS, bill_of, tariff

Tariff = Mapping[str, Decimal]
Ride = tuple[Tariff, int, int, int]
ZERO, CENT = Decimal(0), Decimal("0.01")
ECONOMY, COMFORT, PREMIUM = TARIFFS["economy"], TARIFFS["comfort"], TARIFFS["premium"]
LONG = (ECONOMY, 7_345, 1_028, 100)
HALF_ODD, HALF_EVEN = (ECONOMY, 3_125, 600, 100), (ECONOMY, 3_115, 600, 100)
DEAR = (ECONOMY, 8_000, 1_200, 150)
SHORT = (ECONOMY, 600, 120, 100)
SHORT_AND_DEAR = (ECONOMY, 1_500, 240, 150)
EXACTLY = (ECONOMY, 2_100, 360, 100)
OTHER = tariff("1.20", "0.87", "0.35", minimum="3.90")
ENDLESS = ((OTHER, 4_000, 162, 100), (tariff("1.20", "0.87", "0.06", minimum="3.90"), 4_000, 65, 100))
"""Half a cent on the time, exactly. Divided first, 0.35 / 60 and 65 / 60 have no end, and are cut a hair too small."""
NEARER = (ECONOMY, 3_451, 600, 100)


def in_words(ride: Ride) -> str:
    prices, metres, seconds, surge = ride
    names = {id(known): name for name, known in TARIFFS.items()}
    name = names.get(id(prices)) or ", ".join(f"{key} {value}" for key, value in prices.items())
    return f"{name}: {metres:,} m, {seconds:,} s, surge {surge}"


def lines(answer: Answer, ride: Ride) -> list[Decimal]:
    """What the learner's function gives, if it is five amounts of decimal money."""
    prices, metres, seconds, surge = ride
    given = dict(prices)
    got = list(answer(given, metres, seconds, surge))
    case = in_words(ride)
    expect(given == dict(prices), case, "It changed the tariff. The next bill would be another one.")
    expect(len(got) == len(LINES), case, f"It returned {len(got)} amounts; a bill has five lines.")
    for name, amount in zip(LINES, got, strict=True):
        plain = type(amount) is int or (isinstance(amount, Decimal) and amount.is_finite())
        expect(plain, case, f"The line {name!r} is {amount!r} ({type(amount).__name__}). Money is a Decimal here.")
    return [Decimal(amount) for amount in got]


def billed(rides: Sequence[Ride], answer: Answer) -> None:
    for ride in rides:
        got, right = lines(answer, ride), bill_of(*ride)
        case = in_words(ride)
        for name, amount in zip(LINES, got, strict=True):
            expect(amount == amount.quantize(Decimal("0.01")), case, f"The line {name!r} is {amount}: no whole cents.")
        for name, amount, wanted in zip(LINES, got, right, strict=True):
            if amount == wanted:
                continue
            bill = " + ".join(f"{each:.2f}" for each in got)
            expect(amount >= 0, case, f"The line {name!r} is {amount}. The bill reads {bill}.")
            more = "too much" if amount > wanted else "too little"
            expect(False, case, f"The line {name!r} is {amount}, which is {more}. The bill reads {bill}.")


def any_ride(answer: Answer) -> None:
    rng = random.Random(261)
    for number in range(300):
        known = rng.choice((ECONOMY, COMFORT, PREMIUM, OTHER))
        prices = dict(known)
        if number % 3 == 0:
            prices = {name: Decimal(rng.randint(5, 900)) / 100 for name in known}
        billed([(prices, rng.randrange(30_000), rng.randrange(5_000), rng.randrange(100, 251))], answer)


def twice(answer: Answer) -> None:
    first, second = lines(answer, DEAR), lines(answer, DEAR)
    expect(first == second, f"{in_words(DEAR)}, asked twice", "The second bill is not the first one.")


def raw(answer: Answer, ride: Ride) -> list[object]:
    prices, *rest = ride
    return list(answer(dict(prices), *rest))


def has_floats(answer: Answer) -> bool:
    return any(isinstance(amount, float) for amount in raw(answer, LONG))


def unrounded(answer: Answer) -> bool:
    return lines(answer, LONG)[2] == Decimal("2.57") and lines(answer, LONG)[1] == Decimal("7.345")


def rounds_like(rounding: str, answer: Answer) -> bool:
    """Does it round the distance in this way, at half a cent and a little above a cent?"""
    rides = (HALF_ODD, HALF_EVEN, NEARER)
    exact = [Decimal(metres) / 1000 for _, metres, _, _ in rides]
    return all(
        lines(answer, ride)[1] == each.quantize(Decimal("0.01"), rounding)
        for ride, each in zip(rides, exact, strict=True)
    )


def surge_line(ride: Ride, answer: Answer) -> Decimal:
    return lines(answer, ride)[3]


def surge_of_unrounded() -> Ride:
    """A ride on which it shows: the lines as they stand against the amounts before rounding."""
    rng = random.Random(2611)
    while True:
        ride = (ECONOMY, rng.randrange(3_000, 20_000), rng.randrange(600, 3_000), 250)
        if bill_of(*ride)[3] != loose_surge(ride):
            return ride


def loose_surge(ride: Ride) -> Decimal:
    prices, metres, seconds, surge = ride
    exact = prices["base"] + prices["per_km"] * metres / 1000 + prices["per_minute"] * seconds / 60
    return (exact * (surge - 100) / 100).quantize(Decimal("0.01"), ROUND_HALF_UP)


LOOSE = surge_of_unrounded()


def stops_with(error: str, name: str, answer: Answer) -> bool:
    """Does it stop with this error, whose text names this?"""
    try:
        raw(answer, LONG)
    except Wrong as wrong:
        return error in wrong.args[1] and name in wrong.args[1]
    return False


def divides_first(answer: Answer) -> bool:
    """Is only half a cent on the time too small?"""
    times = [(lines(answer, ride)[2], bill_of(*ride)[2]) for ride in (*ENDLESS, LONG, DEAR)]
    whole = all(lines(answer, ride)[1] == bill_of(*ride)[1] for ride in (HALF_ODD, HALF_EVEN))
    return (
        whole and any(got < right for got, right in times) and all(right - got in {ZERO, CENT} for got, right in times)
    )


BILL = Exercise(
    id="26a.1",
    title="bill(tariff, metres, seconds, surge)",
    objective="bill",
    points=3.0,
    expects=Function(("tariff", "metres", "seconds", "surge"), (list, tuple)),
    properties=(
        Property(
            "five lines in decimal money", partial(billed, ((ECONOMY, 4_000, 600, 100), (PREMIUM, 4_000, 600, 100)))
        ),
        Property("each line is in whole cents", partial(billed, (LONG, (COMFORT, 5_432, 777, 100)))),
        Property("the nearer cent, and half a cent goes up", partial(billed, (HALF_ODD, HALF_EVEN, NEARER))),
        Property("half a cent of time, at 0.35 and 0.06 a minute", partial(billed, ENDLESS)),
        Property(
            "surge is what the three lines, as they stand, cost more",
            partial(billed, (DEAR, (COMFORT, 5_000, 900, 130), LOOSE)),
        ),
        Property("a short ride reaches the minimum", partial(billed, (SHORT, EXACTLY, SHORT_AND_DEAR))),
        Property("any tariff, any ride", any_ride),
        Property("the same ride again, the same bill", twice),
    ),
    misconceptions=(
        Misconception(
            "a factor is a number like any other",
            "Print type(surge / 100). In which order would you work with whole numbers and decimals only?",
            partial(stops_with, "TypeError", "float"),
            case="A float met a decimal, and Python refused to count on (TypeError).\nWhich type is 0.5? Which is surge / 100?",
        ),
        Misconception(
            "zero is a decimal",
            "What do you hand to cents() when nothing is missing? Does that need to be rounded at all?",
            partial(stops_with, "AttributeError", "quantize"),
            case="cents() got something that is no decimal, and cannot round it (AttributeError).\nWhich type is 0? Which of your lines rounds it?",
        ),
        Misconception(
            "a float is near enough",
            "Print 0.1 + 0.2. Which part of your line is a float: does it come from float(), or from dividing two whole numbers?",
            has_floats,
        ),
        Misconception(
            "rounding can wait for the total",
            "The rider reads 7.345 USD. Which coin is that? And do the lines that he reads add up?",
            unrounded,
        ),
        Misconception(
            "half a cent goes to the even cent",
            "7.345 USD. What does the first cell of this scene do with half a cent, and what does quantize do unless you tell it?",
            partial(rounds_like, ROUND_HALF_EVEN),
        ),
        Misconception(
            "half a cent is nothing",
            "3.125 USD lies in the middle between two cents. Which of them does the first cell of this scene take?",
            partial(rounds_like, ROUND_HALF_DOWN),
        ),
        Misconception(
            "a decimal made of a float is exact",
            "Print Decimal(7.345), without quotes. Who made a float of 7,345 metres before it became a decimal?",
            lambda answer: lines(answer, LONG)[1] == Decimal("7.34") and lines(answer, HALF_ODD)[1] == Decimal("3.13"),
        ),
        Misconception(
            "round up, to be safe",
            "3.451 USD became 3.46. Which of the two cents is nearer?",
            partial(rounds_like, ROUND_CEILING),
        ),
        Misconception(
            "the surge line is the whole price",
            "A ride costs 13.00 at surge 100. What should its surge line say at 100, and what at 150?",
            lambda answer: surge_line(DEAR, answer) == Decimal("19.50"),
        ),
        Misconception(
            "surge is taken from what nobody sees",
            "Add the three lines above it by hand, and take the surge from that. Which sum did you take it from?",
            lambda answer: lines(answer, LOOSE)[:4] == [*bill_of(*LOOSE)[:3], loose_surge(LOOSE)],
        ),
        Misconception(
            "the minimum is added",
            "The ride costs 2.90, the minimum is 5.00. What is missing?",
            lambda answer: lines(answer, SHORT)[4] == Decimal("5.00"),
        ),
        Misconception(
            "what is missing may be below nothing",
            "A long ride costs more than the minimum. What does your last line do to it?",
            lambda answer: lines(answer, DEAR)[4] < 0,
        ),
        Misconception(
            "the minimum is for the plain price",
            "At surge 150 this short ride costs 6.15 by itself. What is missing to 5.00?",
            lambda answer: lines(answer, SHORT_AND_DEAR)[3:] == [Decimal("2.05"), Decimal("0.90")],
        ),
        Misconception(
            "a started minute counts whole",
            "1,028 s are 17 minutes and 8 seconds. What are the eight seconds worth?",
            lambda answer: lines(answer, LONG)[2] == Decimal("2.70"),
        ),
        Misconception(
            "a division may come first",
            "Print this line before you round it, in both orders. Which of them is exactly half a cent?",
            divides_first,
        ),
    ),
    steps=(
        "Take the base, and compute distance and time: multiply, then divide by 1000 and by 60.",
        "Round both to cents.",
        "Add these three; the surge line is that sum times (surge − 100) / 100, in cents.",
        "The last line is the minimum less the sum of the four, or 0 if that is below 0.",
    ),
    sister=(
        "*A copy shop.* 37 pages at 0.045 are 1.665: in whole cents 1.67. A cover costs 0.80. In the rush it takes 20 of 100 "
        "more: 2.47 × 0.20 = 0.494, that is 0.49. Together 2.96; the smallest order is 3.00, so one more line says 0.04."
    ),
    ours=lambda: bill_of,
    pattern="two copies of one truth",
)
