"""Lesson 25's review cards: the same ideas, other products, fresh numbers."""

import random
from math import cos, radians

from course.checks.model import Option, Quiz, ReviewCard


def dominant(rng: random.Random) -> Quiz:
    """Which load dominates?"""
    bikes, every_s, rents = rng.choice((20_000, 60_000)), rng.choice((10, 20)), rng.choice((200_000, 400_000))
    pings, rate = bikes // every_s, rents / 86_400
    return Quiz(
        id="25.r1",
        objective="load",
        pattern="load on the wrong tier",
        question=(
            f"{bikes:,} rental bikes report their place every {every_s} s. {rents:,} are rented a day, each after five "
            "looks at the map. What does the busiest server do most?"
        ),
        options=(
            Option(f"Take places: {pings:,} a second", "Divide the bikes by the seconds between reports.", right=True),
            Option(f"Answer looks: {rents * 5:,} a day", f"That is {5 * rate:,.0f} a second. Compare in one unit."),
            Option(f"Take places: {bikes * every_s:,} a second", "A longer pause makes fewer reports, not more."),
        ),
    )


def ring(rng: random.Random) -> Quiz:
    """How far do the rings reach for sure?"""
    cell_m, rings = rng.choice((200, 500)), rng.choice((2, 3))
    reach = cell_m * rings
    return Quiz(
        id="25.r2",
        objective="rings",
        pattern=None,
        question=(
            f"Post boxes lie in square cells of {cell_m} m. You searched your cell and rings 1 to {rings}. Up to which "
            "distance do you surely know every box?"
        ),
        options=(
            Option(f"{reach} m", "You may stand at the edge of your own cell, so that it adds nothing.", right=True),
            Option(f"{reach + cell_m} m", "Only if you stood at the far edge of your cell."),
            Option(f"{reach * 1.41:.0f} m", "The corner is farther. A border is nearest at its side."),
        ),
    )


def leaving(rng: random.Random) -> Quiz:
    """Which part of the moves changes the leaf?"""
    side_m, step_m = rng.choice(((800, 8), (500, 5), (1_000, 20)))
    share = step_m / side_m
    return Quiz(
        id="25.r3",
        objective="leaf",
        pattern="load on the wrong tier",
        question=(
            f"Ships move {step_m} m between two reports, most of them straight east; a leaf is {side_m} m wide. Which part "
            "of the reports changes the leaf?"
        ),
        options=(
            Option(
                f"about {share:.0%}",
                "The step divided by the side: who is that close to the eastern border.",
                right=True,
            ),
            Option("about half", "A ship in the middle of a leaf cannot cross its border in one step."),
            Option("all", "Each has a new place, but a leaf holds many places."),
        ),
    )


def degrees(rng: random.Random) -> Quiz:
    """How wide is the box?"""
    latitude, km = rng.choice(((60, 111), (60, 55.5), (48, 74.3)))
    wide = km / (111 * cos(radians(latitude)))
    return Quiz(
        id="25.r4",
        objective="circle",
        pattern=None,
        question=f"At latitude {latitude}, how many degrees of longitude are {km:g} km? (A degree of latitude: 111 km.)",
        options=(
            Option(f"about {wide:.2g}°", "A degree there has 111 km times the cosine.", right=True),
            Option(f"about {km / 111:.2g}°", "That is so on the equator."),
            Option(
                f"about {km / 111 * cos(radians(latitude)):.2g}°", "The degrees are shorter, so you need more of them."
            ),
        ),
    )


REVIEWS = (
    ReviewCard("25.r1", "load", "load on the wrong tier", dominant),
    ReviewCard("25.r2", "rings", None, ring),
    ReviewCard("25.r3", "leaf", "load on the wrong tier", leaving),
    ReviewCard("25.r4", "circle", None, degrees),
)
