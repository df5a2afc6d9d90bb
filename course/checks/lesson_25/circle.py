"""Exercise 25.5: the box of degrees around a circle of kilometres."""

from collections.abc import Iterator
from math import asin, atan2, cos, degrees, pi, radians, sin

from course.checks.answer import Answer
from course.checks.model import Exercise, Function, Misconception, Property, Wrong, expect
from course.parts.earth import KM_PER_DEGREE, boxes_around

WORDS = ("west", "south", "east", "north")
INSIDE = 0.99999  # of the radius: 2 cm inside a circle of 2 km; the cosine alone is wrong by a third of that
MOST_TIMES = 1.05  # a box may be a little larger than needed: 111 km a degree is fine


def box_of(answer: Answer, lon: float, lat: float, radius_km: float) -> tuple[float, float, float, float]:
    """The box that the learner returns."""
    found = answer(lon, lat, radius_km)
    if len(found) != 4 or not all(type(edge) in (int, float) for edge in found):
        raise Wrong(answer.calling, "Return four numbers: west, south, east, north.")
    west, south, east, north = found
    return west, south, east, north


def along(lon: float, lat: float, bearing: float, km: float) -> tuple[float, float]:
    """The place so far away in this direction: 0 is north, then clockwise."""
    angle, phi = km / KM_PER_DEGREE * pi / 180, radians(lat)
    there = asin(sin(phi) * cos(angle) + cos(phi) * sin(angle) * cos(bearing))
    east = atan2(sin(bearing) * sin(angle) * cos(phi), cos(angle) - sin(phi) * sin(there))
    return lon + degrees(east), degrees(there)


def rim(lon: float, lat: float, radius_km: float) -> Iterator[tuple[str, float, float]]:
    """Places just inside the circle, straight ahead first."""
    for number, name in ((0, "north"), (4, "east"), (8, "south"), (12, "west"), *((n, "aslant") for n in range(16))):
        yield name, *along(lon, lat, number * pi / 8, INSIDE * radius_km)


def holds_the_circle(answer: Answer, *circles: tuple[float, float, float]) -> None:
    for lon, lat, radius_km in circles:
        west, south, east, north = box_of(answer, lon, lat, radius_km)
        case = f"{radius_km:g} km around longitude {lon:g}, latitude {lat:g}"
        expect(
            west <= lon <= east and south <= lat <= north,
            case,
            f"Your box is {west:.4g} to {east:.4g} and {south:.4g} to {north:.4g}: the rider is not in it.",
        )
        for name, x, y in rim(lon, lat, radius_km):
            expect(
                west <= x <= east and south <= y <= north,
                case,
                f"A driver {INSIDE * radius_km:.5f} km {name} of the rider stands at ({x:.6f}, {y:.6f}), outside your box.",
            )


def fits(answer: Answer, *circles: tuple[float, float, float]) -> None:
    for lon, lat, radius_km in circles:
        west, south, east, north = box_of(answer, lon, lat, radius_km)
        (needed,) = boxes_around((lon, lat), radius_km)
        case = f"{radius_km:g} km around longitude {lon:g}, latitude {lat:g}"
        for word, given, wanted in (
            ("wide", east - west, needed.east - needed.west),
            ("high", north - south, needed.north - needed.south),
        ):
            expect(given <= MOST_TIMES * wanted, case, f"Your box is {given:.4g}° {word}; {wanted:.4g}° are enough.")


EQUATOR = ((0.0, 0.0, 2.0), (10.0, 0.0, 5.0))
CITY = ((0.0, 55.5, 2.0), (-0.0584, 55.4796, 0.5), (10.0, 60.0, 2.0))
SOUTH = ((-70.0, -33.4, 3.0), (151.2, -33.9, 1.0), (25.0, 69.0, 10.0), (-68.0, -55.0, 20.0))


def on_the_equator(answer: Answer) -> None:
    holds_the_circle(answer, *EQUATOR)
    fits(answer, *EQUATOR)


def in_the_city(answer: Answer) -> None:
    holds_the_circle(answer, *CITY)


def elsewhere(answer: Answer) -> None:
    holds_the_circle(answer, *SOUTH)


def not_larger(answer: Answer) -> None:
    fits(answer, *CITY, *SOUTH)


def box_around(lon: float, lat: float, radius_km: float) -> tuple[float, float, float, float]:
    """Ours, away from the poles and the date line."""
    west, south, east, north = boxes_around((lon, lat), radius_km)[0]
    return west, south, east, north


def half_width(answer: Answer, lat: float, radius_km: float = KM_PER_DEGREE / 10) -> float:
    """How far the box reaches east of the rider, in tenths of a degree for the radius that is left away."""
    return 10 * (box_of(answer, 40.0, lat, radius_km)[2] - 40)


def half_height(answer: Answer, lat: float) -> float:
    return 10 * (box_of(answer, 0.0, lat, KM_PER_DEGREE / 10)[3] - lat)


def near(value: float, wanted: float) -> bool:
    return abs(value - wanted) < 0.02 * abs(wanted)


BOX = Exercise(
    id="25.5",
    title="box_around(lon, lat, radius_km)",
    objective="circle",
    points=2.0,
    expects=Function(("lon", "lat", "radius_km"), (tuple, list)),
    properties=(
        Property("on the equator it holds the circle, and little more", on_the_equator),
        Property("in our city nobody in the circle is left out", in_the_city),
        Property("nor elsewhere, north and south", elsewhere),
        Property("and it is hardly larger than the circle", not_larger),
    ),
    misconceptions=(
        Misconception(
            "latitude comes first",
            "In which order do the four edges come, and which of them are longitudes?",
            lambda answer: box_of(answer, 100.0, 10.0, 1.0)[0] < 50,
        ),
        Misconception(
            "both longitudes come first",
            "Your second number is a longitude. Which edge is wanted second?",
            lambda answer: min(box_of(answer, 100.0, 10.0, 1.0)[:2]) > 50,
        ),
        Misconception(
            "a degree is a little longer",
            "How many kilometres of the lesson's Earth has a degree of latitude? A little too many, and the box is too small.",
            lambda answer: 0.98 < half_height(answer, 0) < INSIDE and 0.98 < half_width(answer, 0) < INSIDE,
        ),
        Misconception(
            "a degree is a degree",
            "At latitude 60 a degree of longitude is half as long. How many of them do 2 km need?",
            lambda answer: near(half_width(answer, 60), 1) and near(half_height(answer, 60), 1),
        ),
        Misconception(
            "shorter degrees make a narrower box",
            "Each degree is shorter there. Do you need more of them for the same kilometres, or fewer?",
            lambda answer: near(half_width(answer, 60), 0.5),
        ),
        Misconception(
            "cos takes degrees",
            "math.cos(60) is −0.95. In which unit does it count angles?",
            lambda answer: near(abs(half_width(answer, 60)), abs(1 / cos(60))),
        ),
        Misconception(
            "height shrinks as width does",
            "From south to north, does a degree grow shorter towards the pole?",
            lambda answer: near(half_height(answer, 0), 1) and not near(half_height(answer, 60), 1),
        ),
        Misconception(
            "the radius is the whole width",
            "How far is it from the rider to the western edge, and how far to the eastern one?",
            lambda answer: near(half_width(answer, 0), 0.5),
        ),
        Misconception(
            "one city is everywhere",
            "Whose latitude stands in your cosine?",
            lambda answer: near(half_width(answer, 0), 1 / cos(radians(55.5))) and near(half_height(answer, 0), 1),
        ),
        Misconception(
            "the box reaches to the corner",
            "How far is it from the rider straight to the northern edge? The corners may be farther.",
            lambda answer: near(half_height(answer, 0), 2**0.5) and near(half_width(answer, 0), 2**0.5),
        ),
        Misconception(
            "a rounded edge is the same edge",
            "Your edges are rounded. Which way may an edge go, so that nobody is lost?",
            lambda answer: all(edge == round(edge, 5) for edge in box_of(answer, 1 / 7, 100 / 7, 20 / 7)),
        ),
    ),
    steps=(
        "Divide the radius by the kilometres of a degree: half of the height, in degrees.",
        "Compute how much shorter a degree of longitude is here.",
        "Divide by that too: half of the width, in degrees.",
        "Subtract and add the half width to the longitude, the half height to the latitude.",
    ),
    sister=(
        "*At latitude 60 a ship sails 1° east: 55.6 km, half of what it sails on the equator.* For 111.195 km it needs 2°. "
        "1° north is 111.195 km everywhere."
    ),
    ours=lambda: box_around,
)
