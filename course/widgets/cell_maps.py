"""The pictures of lesson 25a: named cells around a rider, and what shape a cell has farther north."""

from collections.abc import Mapping, Sequence
from math import cos, radians

from course.parts import geohash
from course.parts.earth import KM_PER_DEGREE
from course.parts.quadtree import Area, Point
from course.widgets.figure import Picture, svg_picture
from course.widgets.style import GROUND, INK, LIMIT, LIMIT_INK, MUTED, NOW, QUIET_INK, TITLE_PX, WASH
from course.widgets.svg import Box, Canvas

LEFT_PX, TOP_PX = 24.0, 52.0
MAP_PX = 420.0
SHAPES_PX_PER_KM = 82.0


def cells_around_rider(places: Mapping[str, Point], rider: Point, length: int = 6) -> Picture:
    """The rider's cell and the eight around it with their names, and every car in them; places in degrees."""
    own = geohash.encode(*rider, length)
    names = [*geohash.ring(own, 0), *geohash.ring(own, 1)]
    cells = {name: geohash.box(name) for name in names}
    whole = Area(
        min(cell.west for cell in cells.values()),
        min(cell.south for cell in cells.values()),
        max(cell.east for cell in cells.values()),
        max(cell.north for cell in cells.values()),
    )
    shrink = cos(radians(rider[1]))  # a degree east is shorter than one north
    scale = MAP_PX / ((whole.east - whole.west) * shrink)
    canvas = Canvas(720, TOP_PX + (whole.north - whole.south) * scale + 24)

    def at(place: Point) -> Point:
        return LEFT_PX + (place[0] - whole.west) * shrink * scale, TOP_PX + (whole.north - place[1]) * scale

    canvas.text((LEFT_PX, 28), "Nine cells and their names", size_px=TITLE_PX, bold=True)
    for name, cell in cells.items():
        place = Box(*at((cell.west, cell.north)), *at((cell.east, cell.south)))
        canvas.rect(place, fill=GROUND if name == own else WASH, stroke=MUTED, stroke_px=1)
    inside = [place for place in places.values() if whole.holds(*place)]
    mine = [place for place in inside if geohash.encode(*place, length) == own]
    canvas.dots([at(place) for place in inside], 1.8, fill=INK)
    home = cells[own]
    canvas.rect(Box(*at((home.west, home.north)), *at((home.east, home.south))), stroke=NOW, stroke_px=3)
    for name, cell in cells.items():
        x, y = at((cell.west, cell.north))
        canvas.text((x + 8, y + 14), name, bold=name == own, halo=True)
    canvas.circle(at(rider), 6, fill=LIMIT, stroke=GROUND)
    words = (
        ("large disc: the rider", LIMIT_INK),
        ("dots: cars", INK),
        (f"{len(mine)} cars in the rider's cell", INK),
        (f"{len(inside) - len(mine)} in the eight around", INK),
    )
    for number, (text, colour) in enumerate(words):
        canvas.text((LEFT_PX + MAP_PX + 26, TOP_PX + 60 + 28 * number), text, fill=colour)
    letters = sorted({name[0] for name in names})
    return svg_picture(
        canvas.svg(),
        f"The rider's cell {own} and the eight cells around it. Their names begin with {' and '.join(letters)}. "
        f"{len(mine)} cars stand in the rider's cell, {len(inside) - len(mine)} in the others.",
        "A car across the thick line is near, and has another name.",
    )


def cell_shapes(latitudes: Sequence[float], length: int = 6, resolution: int = 8) -> Picture:
    """One cell of geohash and one of H3 at each of these latitudes, all to one scale."""
    import h3

    columns = [TOP_PX + 190 + 180 * number for number in range(len(latitudes))]
    canvas = Canvas(720, 330)
    canvas.text((LEFT_PX, 28), "One cell at each latitude, to one scale", size_px=TITLE_PX, bold=True)
    said = []
    for middle_x, latitude in zip(columns, latitudes, strict=True):
        cell = geohash.box(geohash.encode(25.0, latitude, length))
        half_wide = (cell.east - cell.west) * KM_PER_DEGREE * cos(radians(latitude)) / 2 * SHAPES_PX_PER_KM
        half_high = (cell.north - cell.south) * KM_PER_DEGREE / 2 * SHAPES_PX_PER_KM
        box = Box(middle_x - half_wide, 120 - half_high, middle_x + half_wide, 120 + half_high)
        canvas.rect(box, fill=WASH, stroke=NOW, stroke_px=2)
        name = h3.latlng_to_cell(latitude, 25.0, resolution)
        lat, lon = h3.cell_to_latlng(name)
        corners = [
            (
                middle_x + (east - lon) * KM_PER_DEGREE * cos(radians(lat)) * SHAPES_PX_PER_KM,
                240 - (north - lat) * KM_PER_DEGREE * SHAPES_PX_PER_KM,
            )
            for north, east in h3.cell_to_boundary(name)
        ]
        canvas.polygon(corners, fill=GROUND, stroke=INK)
        canvas.text((middle_x, 62), f"{latitude:g}° north", anchor="middle", fill=QUIET_INK)
        said.append(f"at {latitude:g}° north {half_wide * 2 / SHAPES_PX_PER_KM:.2f} km wide")
    canvas.text((LEFT_PX, 120), f"geohash, {length} letters")
    canvas.text((LEFT_PX, 240), f"H3, resolution {resolution}")
    canvas.line([(LEFT_PX, 308), (LEFT_PX + SHAPES_PX_PER_KM, 308)], stroke=INK, stroke_px=2)
    canvas.text((LEFT_PX + SHAPES_PX_PER_KM + 10, 308), "1 km", fill=QUIET_INK)
    return svg_picture(
        canvas.svg(),
        f"A geohash cell is {', '.join(said)}, and always as high. The hexagons of H3 differ by less than two.",
        "Compare the widths in the upper row; then the lower row.",
    )
