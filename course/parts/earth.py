"""Kilometres on a round Earth, and the flat boxes of degrees that hold a circle. Points are (longitude, latitude)."""

from math import asin, atan2, cos, degrees, pi, radians, sin

from course.parts.quadtree import WORLD, Area, Point
from course.simulation.city import EARTH_RADIUS_M, air_distance_m

EARTH_RADIUS_KM = EARTH_RADIUS_M / 1_000
KM_PER_DEGREE = pi * EARTH_RADIUS_KM / 180
"""From south to north anywhere, and from west to east on the equator; elsewhere times the cosine of the latitude."""

_A_HAIR = 1e-9  # degrees, a tenth of a millimetre: who stands exactly on the circle is not lost to rounding


def distance_km(a: Point, b: Point) -> float:
    """The way of a bird (haversine), on a ball: up to 0.6 % off the real Earth."""
    return air_distance_m(*a, *b) / 1_000


def km_to_area(centre: Point, area: Area) -> float:
    """How far anybody in this flat box of degrees is at least; 0 inside. The date line is no border, a pole no wall."""
    longitude, latitude = centre
    if area.west <= longitude <= area.east:
        return max(area.south - latitude, latitude - area.north, 0.0) * KM_PER_DEGREE
    edge = area.west if (area.west - longitude) % 360 < (longitude - area.east) % 360 else area.east
    phi = radians(latitude)
    foot = degrees(atan2(sin(phi), cos(phi) * cos(radians(edge - longitude))))  # the nearest point of that meridian
    if area.south <= foot <= area.north:
        return distance_km(centre, (edge, foot))
    return min(distance_km(centre, (edge, area.south)), distance_km(centre, (edge, area.north)))


def boxes_around(centre: Point, radius_km: float) -> list[Area]:
    """Flat boxes that together hold everything within ``radius_km``, and little more.

    One box; two where the circle crosses the meridian of 180°; a band around the world where it holds a pole.

    Raises:
        ValueError: the centre is no place on Earth, or the radius is below 0.
    """
    longitude, latitude = centre
    if not WORLD.holds(longitude, latitude) or not radius_km >= 0:
        raise ValueError(f"Give a longitude, a latitude and a radius of 0 or more; you gave {centre}, {radius_km} km.")
    half_height_deg = radius_km / KM_PER_DEGREE + _A_HAIR
    south, north = max(-90.0, latitude - half_height_deg), min(90.0, latitude + half_height_deg)
    if south == -90 or north == 90:
        return [Area(-180.0, south, 180.0, north)]
    half_width_deg = degrees(asin(min(1.0, sin(radians(half_height_deg)) / cos(radians(latitude))))) + _A_HAIR
    west, east = longitude - half_width_deg, longitude + half_width_deg
    if west < -180:
        return [Area(west + 360, south, 180.0, north), Area(-180.0, south, east, north)]
    if east > 180:
        return [Area(west, south, 180.0, north), Area(-180.0, south, east - 360, north)]
    return [Area(west, south, east, north)]
