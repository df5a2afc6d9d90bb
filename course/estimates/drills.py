"""Endless questions for estimating in the head, each with its solution worked in easy numbers.

``drill(number)`` gives the same question for the same number, on every machine. Whoever leaves out a step of its
solution never gets full marks. Nothing is shown or remembered here.
"""

import math
import random
import re
from collections.abc import Callable
from dataclasses import dataclass

from course.errors import CourseError
from course.estimates.availability import downtime
from course.estimates.capacity import (
    average_rate,
    bandwidth,
    fan_out,
    inside,
    peak_rate,
    servers,
    stored,
    transfer_time,
)
from course.estimates.quantity import Quantity, quantity

FULL_MARKS_WITHIN, HALF_MARKS_WITHIN = 2.0, 10.0
SUFFIXES = {"": 1.0, "k": 1e3, "K": 1e3, "m": 1e6, "M": 1e6, "G": 1e9, "B": 1e9, "T": 1e12, "P": 1e15}
EASY = (1, 1.5, 2, 2.5, 3, 4, 5, 6, 7, 8, 9, 10)
RAISED = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")
LOWERED = {ord(raised): digit for digit, raised in zip("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹", strict=True)}
WORDS = {"thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12}
NUMBER = r"\d{1,3}(?:[ ,_]\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?|\.\d+"
TO_THE = r"\s*(?:\^|\*\*)\s*"
TIMES_TEN_TO = rf"(?:e|\s*[x*·\u00d7]\s*10{TO_THE})"
NUMBER_AND_REST = (
    rf"\s*(?:10{TO_THE}(?P<alone>[+-]?\d{{1,2}})|(?P<number>{NUMBER})(?:{TIMES_TEN_TO}(?P<power>[+-]?\d{{1,2}}))?)"
    r"\s*(?P<rest>(?:[A-Za-z].*)?)"
)
NEAR_A_SKIP = 1.2  # a guess so near to the result without a step was probably made without it


@dataclass(frozen=True, slots=True)
class Skip:
    """A step that one can leave out; the answer is ``factor`` times what one gets without it."""

    what: str
    factor: float


@dataclass(frozen=True, slots=True)
class Drill:
    """One question. The answer is a number of ``unit``; ``steps`` work it out with round numbers, then exactly.

    ``worked`` is where the round numbers end. ``skips`` are the steps that a hurried person leaves out.
    """

    kind: str
    question: str
    unit: str
    answer: float
    steps: tuple[str, ...]
    worked: float
    skips: tuple[Skip, ...]

    def skipped_by(self, guess: float) -> Skip | None:
        """The step without which one comes to this guess, if there is one."""
        if score(guess, self.answer) == 1.0:
            return None
        off = {
            skip: min(factor_off(guess, self.answer / skip.factor), factor_off(guess, self.worked / skip.factor))
            for skip in self.skips
        }
        nearest = min(off, key=lambda skip: off[skip])
        return nearest if off[nearest] <= NEAR_A_SKIP else None

    @property
    def tells_slips_apart(self) -> bool:
        """Whether nobody gets full marks who leaves out a step, in round numbers or in exact ones."""
        return all(
            score(number / skip.factor, self.answer) < 1.0
            for skip in self.skips
            for number in (self.answer, self.worked)
        )


def read_guess(text: str | float, unit: str = "") -> float:
    """Read a number as people write it: ``3e5``, ``300k``, ``300,000``, ``0.3 million``, ``3 · 10⁵``, ``24 GB``.

    ``unit`` is what was asked for; a guess in another unit of its kind is brought to it.

    Raises:
        CourseError: it is no number above 0, or its unit is of another kind.
    """
    lowered = re.sub("10[⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+", lambda found: f"10^{found[0][2:].translate(LOWERED)}", str(text))
    found = re.fullmatch(NUMBER_AND_REST, lowered, re.ASCII)
    value = 0.0
    if found:
        digits = float(re.sub(r"[ ,_]", "", found["number"] or "1")) * 10.0 ** int(
            found["power"] or found["alone"] or 0
        )
        value = _worth(digits, found["rest"].strip(), unit)
    if not 0 < value < math.inf:
        raise CourseError(f"{str(text)[:40]!r} is no number above 0. Write 3e5, 300k, 300,000 or 0.3 million.")
    return value


def _worth(number: float, rest: str, unit: str) -> float:
    """A number with what stands behind it: "k", "million", "GB" where TB are asked for; 0 if that says nothing."""
    word, _, after = rest.partition(" ")
    size = SUFFIXES.get(word, WORDS.get(word.lower(), 0.0))
    if size:
        return _worth(number * size, after.strip(), unit) if after else number * size
    if not unit or not math.isfinite(number):
        return 0.0
    return number if rest == unit else quantity(number, rest).number(unit)


def score(guess: float, answer: float) -> float:
    """1 within a factor of 2, 0.5 within a factor of 10, otherwise 0: an estimate is right about the size."""
    off = factor_off(guess, answer)
    return 1.0 if off <= FULL_MARKS_WITHIN else 0.5 if off <= HALF_MARKS_WITHIN else 0.0


def factor_off(guess: float, answer: float) -> float:
    """How many times too large or too small the guess is; 1 is exact. A hair (10⁻⁹) does not count."""
    if guess <= 0:
        return math.inf
    return max(1.0, max(guess / answer, answer / guess) * (1 - 1e-9))


def drill(number: int) -> Drill:
    """Question ``number`` (0, 1, 2 …). Each kind comes once before any comes again.

    Raises:
        CourseError: the number is negative.
    """
    if number < 0:
        raise CourseError(f"Questions are numbered from 0; you gave {number}.")
    round_number, place = divmod(number, len(KINDS))
    kinds = random.Random(f"round {round_number}").sample(sorted(KINDS), len(KINDS))
    rng = random.Random(f"drill {number}")
    asked = KINDS[kinds[place]](rng)
    while not asked.tells_slips_apart:  # hardly ever: each kind asks with factors of 3 or more
        asked = KINDS[kinds[place]](rng)
    return asked


def near(value: float) -> float:
    """The number to go on with in the head: 1, 1.5, 2, 2.5, 3, 4 … 9 and zeros. 463 becomes 500, 1,736 is 1,500."""
    size = 10.0 ** math.floor(math.log10(value) + 1e-12)
    return float(f"{min(EASY, key=lambda digit: abs(digit - value / size)) * size:.12g}")


def told(value: float) -> str:
    """An easy number as one says it in the head: 400, 2,500, "3 · 10⁵", "10⁻³"."""
    if 0.1 <= value < 1e4:
        return f"{value:,.4g}"
    power = math.floor(math.log10(value) + 1e-12)
    digit = f"{value / 10.0**power:.4g}"
    raised = f"10{str(power).translate(RAISED)}"
    return raised if digit == "1" else f"{digit} · {raised}"


def made(
    kind: str,
    question: str,
    unit: str,
    answer: Quantity,
    worked: float,
    steps: tuple[str, ...],
    skips: dict[str, float],
) -> Drill:
    """A drill whose last step tells the result without rounding on the way."""
    value = float(f"{answer.number(unit):.12g}")
    digits = f"{value:,.0f}" if value >= 1_000 else f"{value:.4g}"
    exactly = f"Without rounding: {digits} {unit}."
    left_out = tuple(Skip(what, factor) for what, factor in skips.items())
    return Drill(kind, question, unit, value, (*steps, exactly), worked, left_out)


def _count(rng: random.Random, low_power: int, high_power: int) -> float:
    return rng.choice((1, 2, 3, 5, 8)) * 10.0 ** rng.randint(low_power, high_power)


def said(number: float) -> str:
    """A count in words: "30 million"."""
    for name, size in (("billion", 1e9), ("million", 1e6)):
        if number >= size:
            return f"{number / size:.4g} {name}"
    return f"{number:,.0f}"


def _average(rng: random.Random) -> Drill:
    things, doing = rng.choice(
        (("notices", "A school app sends"), ("orders", "A shop takes"), ("checks", "Gates make"))
    )
    count, period = _count(rng, 6, 9), rng.choice(("day", "month"))
    seconds, easy = {"day": ("86,400", 1e5), "month": ("2.6 million", 2.5e6)}[period]
    worked = near(count / easy)
    return made(
        "average rate",
        f"{doing} {said(count)} {things} a {period}. How many a second, on average?",
        f"{things}/s",
        average_rate(quantity(count, things), quantity(1, period)),
        worked,
        (
            f"A {period} has {seconds} seconds: about {told(easy)}.",
            f"{told(count)} divided by {told(easy)} is about {told(worked)}.",
        ),
        {f"the seconds of a {period}": 1 / easy} | ({"the 30 days of a month": 1 / 30} if period == "month" else {}),
    )


def _peak(rng: random.Random) -> Drill:
    count, factor = _count(rng, 6, 8), rng.choice((3, 4, 5, 10))
    average = average_rate(quantity(count, "requests"), quantity(1, "day"))
    worked = near(factor * count / 1e5)
    return made(
        "peak",
        f"{said(count)} requests a day. The busiest moment is {factor} times the average. How many a second then?",
        "requests/s",
        peak_rate(average, factor),
        worked,
        (
            f"A day has about 10⁵ seconds. On average: {told(count)} / 10⁵ is {told(count / 1e5)} a second.",
            f"At the peak {factor} times that: {told(worked)}.",
        ),
        {"the peak": factor, "the seconds of a day": 1e-5},
    )


def _storage(rng: random.Random) -> Drill:
    count, size, years, copies = _count(rng, 5, 8), rng.choice((200, 500, 1_000, 4_000)), rng.choice((3, 5, 10)), 3
    kept = stored(quantity(count, "records/day"), quantity(size, "B/record"), quantity(years, "years"), copies=copies)
    day = near(count * size)
    year = near(day * 400)
    worked = near(year / 1e12 * years * copies)
    return made(
        "storage",
        f"{said(count)} records a day of {size:,} bytes, kept for {years} years in {copies} copies. "
        "How many terabytes?",
        "TB",
        kept,
        worked,
        (
            f"A day: {told(count)} · {size:,} B is about {told(day)} B.",
            f"A year has about 400 days: {told(year)} B. A terabyte is 10¹² B, so {told(year / 1e12)} TB.",
            f"{years} · {copies} = {years * copies} times that: about {told(worked)}.",
        ),
        {"the copies": copies, "the years": years, "the days of a year": 400, "the bytes of a record": size},
    )


def _egress(rng: random.Random) -> Drill:
    viewers, rate = _count(rng, 4, 7), rng.choice((4, 5, 8, 16))
    total = near(viewers * rate)
    return made(
        "bytes out",
        f"{said(viewers)} people watch at once, {rate} Mbit/s each. How many gigabits a second leave your machines?",
        "Gbit/s",
        quantity(viewers, "viewers") * quantity(rate, "Mbit/s/viewer"),
        total / 1_000,
        (
            f"{told(viewers)} · {rate} Mbit/s is about {told(total)} Mbit/s.",
            f"1,000 Mbit/s are 1 Gbit/s: {told(total / 1_000)}.",
        ),
        {"the Mbit/s of each": rate, "the step from mega to giga": 1e-3},
    )


def _line(rng: random.Random) -> Drill:
    count, size_kb = _count(rng, 3, 5), rng.choice((5, 10, 50, 200))
    total = near(count * size_kb * 1e3)
    return made(
        "line",
        f"{said(count)} answers a second, {size_kb} kB each. How many gigabits a second is that?",
        "Gbit/s",
        bandwidth(quantity(count, "answers/s"), quantity(size_kb, "kB/answer")),
        10 * total / 1e9,
        (
            f"{told(count)} · {size_kb} kB is about {told(total)} bytes a second.",
            f"A byte is 8 bits, nearly ten: {told(10 * total)} bits. A gigabit is 10⁹ bits: {told(10 * total / 1e9)}.",
        ),
        {"the bits of a byte": 8, "the kB of an answer": size_kb, "the thousand of a kB": 1e3},
    )


def _transfer(rng: random.Random) -> Drill:
    size, line = rng.choice((5, 20, 50, 100)), rng.choice((0.1, 10))
    bits = near(size * 8e12)
    worked = near(bits / (line * 1e9) / 3_600)
    return made(
        "transfer",
        f"A backup of {size} TB goes over a line of {line:g} Gbit/s. How many hours does it take?",
        "h",
        transfer_time(quantity(size, "TB"), quantity(line, "Gbit/s")),
        worked,
        (
            f"{size} TB, 8 bits a byte: {told(bits)} bits. The line takes {told(line * 1e9)} bits a second.",
            f"That is about {told(near(bits / (line * 1e9)))} seconds. An hour has 3,600: about {told(worked)}.",
        ),
        {"the bits of a byte": 8, "the seconds of an hour": 1 / 3_600, "what the line can do": 1 / line},
    )


def _inside(rng: random.Random) -> Drill:
    rate, stay_ms = _count(rng, 3, 5), rng.choice((5, 20, 50, 200))
    worked = rate * stay_ms / 1e3
    return made(
        "in work at once",
        f"{said(rate)} requests a second, each takes {stay_ms} ms. How many are in work at once, on average?",
        "requests",
        inside(quantity(rate, "requests/s"), quantity(stay_ms, "ms")),
        worked,
        (
            "Little's law: rate times time, both in seconds.",
            f"{told(rate)} · {stay_ms / 1e3:g} s is {told(worked)}.",
        ),
        {"the time that each takes": stay_ms / 1e3, "the step from ms to seconds": 1e-3},
    )


def _pings(rng: random.Random) -> Drill:
    who, every_s = rng.choice(("drivers", "scooters", "parcels")), rng.choice((4, 5, 10, 30))
    count = _count(rng, 4, 6)
    worked = near(count / every_s)
    return made(
        "pings",
        f"{said(count)} {who} report their place every {every_s} s. How many reports a second?",
        "reports/s",
        quantity(count, "reports") / quantity(every_s, "s"),
        worked,
        (
            f"In {every_s} s each sends one, so in one second a share of 1/{every_s} of them does.",
            f"{told(count)} / {every_s} is about {told(worked)}.",
        ),
        {"the seconds between two reports": 1 / every_s},
    )


def _deliveries(rng: random.Random) -> Drill:
    posts, followers = _count(rng, 6, 8), rng.choice((50, 100, 200, 500))
    worked = near(posts / 1e5 * followers)
    return made(
        "deliveries",
        f"{said(posts)} posts a day, and each goes to {followers} followers. How many deliveries a second?",
        "deliveries/s",
        fan_out(average_rate(quantity(posts, "posts"), quantity(1, "day")), followers),
        worked,
        (
            f"A day has about 10⁵ seconds: {told(posts)} / 10⁵ is {told(posts / 1e5)} posts a second.",
            f"Times {followers}: {told(worked)} deliveries a second.",
        ),
        {"the followers": followers, "the seconds of a day": 1e-5},
    )


def _machines(rng: random.Random) -> Drill:
    load, each, busy = _count(rng, 4, 5), rng.choice((500, 1_000, 2_000)), rng.choice((0.2, 0.25, 0.3))
    worked = near(load / (each * busy))
    return made(
        "machines",
        f"{said(load)} requests a second at peak. A machine can do {each:,}, and shall be at most {100 * busy:.0f} % "
        "busy, since other places may fail. How many machines?",
        "machines",
        servers(quantity(load, "requests/s"), quantity(each, "requests/s/server"), utilisation=busy).called("machines"),
        worked,
        (
            f"At {100 * busy:.0f} % a machine does {each * busy:,.0f} a second.",
            f"{told(load)} / {each * busy:,.0f} is about {told(worked)}. Round up.",
        ),
        {"how busy a machine may be": 1 / busy, "what one machine can do": 1 / each},
    )


def _memory(rng: random.Random) -> Drill:
    users, entries, size = _count(rng, 5, 8), rng.choice((100, 500, 800)), rng.choice((10, 50, 100))
    one = near(entries * size)
    worked = near(users * one) / 1e9
    return made(
        "memory",
        f"{said(users)} users, {entries} entries each, {size} bytes an entry, all in memory. How many gigabytes?",
        "GB",
        quantity(users, "users") * quantity(entries, "entries/user") * quantity(size, "B/entry"),
        worked,
        (
            f"One user: {entries} · {size} B is about {told(one)} B.",
            f"All: {told(users)} · {told(one)} B is {told(near(users * one))} B. A gigabyte is 10⁹ B: {told(worked)}.",
        ),
        {"the entries of a user": entries, "the bytes of an entry": size, "the bytes of a gigabyte": 1e-9},
    )


def _downtime(rng: random.Random) -> Drill:
    nines = rng.choice((99.0, 99.5, 99.9, 99.95, 99.99))
    lost = 1 - nines / 100
    worked = near(4e4 * lost)
    return made(
        "downtime",
        f"A service promises to be up {nines:g} % of the time. How many minutes a month may it be down?",
        "min",
        downtime(nines / 100, quantity(1, "month")),
        worked,
        (
            "A month has 30 · 24 · 60 minutes: about 4 · 10⁴.",
            f"It may lose {100 * lost:.2g} % of them, a share of {told(float(f'{lost:.2g}'))}: about {told(worked)}.",
        ),
        {
            "the hundred of a per cent": 1 / 100,
            "the minutes of an hour": 60,
            "the hours of a day": 24,
            "the days of a month": 30,
            "the word down: this is how long it is up": lost / (1 - lost),
        },
    )


KINDS: dict[str, Callable[[random.Random], Drill]] = {
    "average rate": _average,
    "peak": _peak,
    "storage": _storage,
    "bytes out": _egress,
    "line": _line,
    "transfer": _transfer,
    "in work at once": _inside,
    "pings": _pings,
    "deliveries": _deliveries,
    "machines": _machines,
    "memory": _memory,
    "downtime": _downtime,
}
