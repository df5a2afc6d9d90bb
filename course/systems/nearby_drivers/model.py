"""A driver, and what a search found: records, no I/O."""

from dataclasses import dataclass

from course.parts.quadtree import Point

VEHICLES = ("economy", "comfort", "premium")


@dataclass(frozen=True, slots=True)
class Driver:
    """Who reports: where they are, what they drive, and whether they are free to take a rider."""

    name: str
    place: Point
    """Longitude and latitude, in degrees."""
    vehicle: str = "economy"
    available: bool = True

    def __post_init__(self) -> None:
        if self.vehicle not in VEHICLES:
            raise ValueError(f"{self.name}: a vehicle is one of {', '.join(VEHICLES)}; you gave {self.vehicle!r}.")


@dataclass(frozen=True, slots=True)
class Found:
    """Who is nearest, with the distance, nearest first; and what that cost."""

    drivers: tuple[tuple[str, float], ...]
    cells: int
    """How many cells were opened."""
    compared: int
    """How many drivers' places were compared with the rider's."""
