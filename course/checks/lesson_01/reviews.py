"""Lesson 01's review cards: the same ideas, other products, fresh numbers."""

import random

from course.checks.lesson_01.machines import needed
from course.checks.model import Option, Quiz, ReviewCard
from course.units import SECONDS_PER_DAY


def period(rng: random.Random) -> Quiz:
    """What does one word change?"""
    millions, thing = rng.choice((3, 30, 90)), rng.choice(("orders", "photos", "tickets"))
    per_day, per_month = millions * 1e6 / SECONDS_PER_DAY, millions * 1e6 / SECONDS_PER_DAY / 30
    wrong, right = (f"{rate:,.0f}" if rate >= 100 else f"{rate:.3g}" for rate in (per_month, per_day))
    return Quiz(
        id="01.r1",
        objective="missing",
        pattern=None,
        question=f"A plan says “{millions} million {thing}” and calculates with {wrong} a second. What do you ask?",
        options=(
            Option("A day, or a month?", f"It took a month. A day would be {right} a second.", right=True),
            Option("Why not more digits?", "The third digit changes a hundredth. Look for a factor."),
            Option("Which database?", "No database is right before the load is."),
        ),
    )


def operations(rng: random.Random) -> Quiz:
    """How many operations does the cache see?"""
    reads, hit = rng.choice((1_000, 20_000, 400_000)), rng.choice((60, 75, 90))
    missed = reads * (100 - hit) // 100
    return Quiz(
        id="01.r2",
        objective="missing",
        pattern=None,
        question=f"{reads:,} price look-ups a second, {hit} % are in the cache; misses are copied into it. Operations there?",
        options=(
            Option(f"{reads + missed:,}", "Each look-up asks once, each miss writes once more.", right=True),
            Option(f"{reads:,}", "And who puts the missing prices there?"),
            Option(f"{missed:,}", "That is what the *table* sees."),
        ),
    )


def machines(rng: random.Random) -> Quiz:
    """How many machines?"""
    peak, each, failed = rng.choice((9_000, 26_000, 61_000)), rng.choice((700, 1_100)), rng.choice((1, 2))
    right = needed(peak, each, 0.7, failed)
    return Quiz(
        id="01.r3",
        objective="machines",
        pattern=None,
        question=f"{peak:,} requests/s at peak, {each:,} a machine, at most 70 % busy, {failed} may be down. Machines?",
        options=(
            Option(f"{right}", "Peak over what one may take, rounded up, plus those that are down.", right=True),
            Option(f"{needed(peak, each, 1, 0)}", "Busy all the time, and nobody may fail."),
            Option(f"{needed(peak, each, 0.7, 0)}", "Right, until one stops."),
        ),
    )


def width(rng: random.Random) -> Quiz:
    """How unsure is a product?"""
    inputs, unsure = rng.choice(((4, 2), (4, 5), (9, 2)))
    root = round(inputs**0.5)
    return Quiz(
        id="01.r4",
        objective="range",
        pattern=None,
        question=f"{inputs} inputs are multiplied, each unsure by a factor of {unsure} either way. The product?",
        options=(
            Option(
                f"by {unsure**root:,} either way",
                f"√{inputs} = {root} factors of {unsure}: they partly cancel.",
                right=True,
            ),
            Option(f"by {unsure**inputs:,} either way", "Only if all are wrong on the same side at once."),
            Option(f"by {unsure} either way", "That is one input alone."),
        ),
    )


def dominant(rng: random.Random) -> Quiz:
    """Which line is the longest?"""
    buses, every_s, searches = rng.choice(((20_000, 2, 300), (80_000, 5, 900), (5_000, 1, 150)))
    return Quiz(
        id="01.r5",
        objective="dominant",
        pattern=None,
        question=f"{buses:,} buses report their place every {every_s} s; {searches} people search a second. What do you size first?",
        options=(
            Option("the reports", f"{buses // every_s:,} a second, asked for by nobody.", right=True),
            Option("the searches", f"{searches} a second. Divide the buses by their seconds."),
            Option("the map", "It is read, and hardly changes. Which number comes every second?"),
        ),
    )


REVIEWS = (
    ReviewCard("01.r1", "missing", None, period),
    ReviewCard("01.r2", "missing", None, operations),
    ReviewCard("01.r3", "machines", None, machines),
    ReviewCard("01.r4", "range", None, width),
    ReviewCard("01.r5", "dominant", None, dominant),
)
