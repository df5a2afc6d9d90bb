"""The table of lesson 25a: build, move, range, nearest, memory of each index, on one city with 100,000 drivers.

The lesson shows what was recorded; this repeats it. Record anew on a calm machine with
``COURSE_RECORD=datasets/measurements python -m pytest tests/systems/test_rival_figures.py -m long -n 0``.
"""

import math
import os
import random
import subprocess
import sys
import time
from pathlib import Path

import pytest
from rtree import index

from course.clock import SystemClock
from course.parts.earth import distance_km
from course.recordings import record, recorded_values
from course.stores import open_redis
from course.stores.redis_server import claim_database
from course.systems.nearby_drivers.figures import COLUMNS, MEMORY, NEAR_KM, NEAREST, WORK, label, work_of
from course.systems.nearby_drivers.redis_geo import RedisGeo
from course.systems.nearby_drivers.rivals import RIVALS
from course.systems.nearby_drivers.workload import Fleet, on_earth

ROOT = Path(__file__).parents[2]
DRIVERS, LOOKS = 100_000, 30
SCORE = "score of a driver at (1, 2)"
FEW_MOVES = {"tree often seen": 8, "R-tree": 200, "Redis, one by one": 1_000, "Redis, in batches": 20_000}


class RTree:
    """Rectangles in larger rectangles, in a library written in C++; it wants the old place to delete it."""

    moves_at_once = True

    def build(self, places):
        self.names = list(places)
        self.places = dict(places)
        self.numbers = {name: number for number, name in enumerate(self.names)}
        self.index = index.Index(
            (number, (*places[name], *places[name]), None) for number, name in enumerate(self.names)
        )

    def move(self, driver, x, y):
        number, old = self.numbers[driver], self.places[driver]
        self.index.delete(number, (*old, *old))
        self.places[driver] = (x, y)
        self.index.insert(number, (x, y, x, y))

    def within(self, x, y, radius_km):
        box = (x - radius_km, y - radius_km, x + radius_km, y + radius_km)
        names = [self.names[number] for number in self.index.intersection(box)]
        return [name for name in names if math.dist(self.places[name], (x, y)) <= radius_km]

    def nearest(self, x, y, k):
        names = [self.names[number] for number in self.index.nearest((x, y, x, y), k)]
        return sorted(((name, math.dist(self.places[name], (x, y))) for name in names), key=lambda pair: pair[1])[:k]


MAKERS = {**RIVALS, "R-tree": RTree}


class InBatches(RedisGeo):
    """A thousand moves a round trip."""

    def __init__(self, store):
        super().__init__(store)
        self.waiting = []

    def move(self, driver, x, y):
        self.waiting.append((driver, x, y))
        if len(self.waiting) == 1_000:
            self.move_many(self.waiting)
            self.waiting.clear()


@pytest.fixture
def server(server_url):
    with claim_database(server_url, None) as client:
        yield client
        client.delete("drivers")


BUILD_AND_TELL = """
import gc, os, random, sys
from pathlib import Path
from tests.systems.test_rival_figures import DRIVERS, MAKERS, Fleet

def pages():
    return int(Path("/proc/self/statm").read_text("ascii").split()[1])

fleet, rival = Fleet(DRIVERS, random.Random(26)), MAKERS[sys.argv[1]]()
rival.build({"d0": (0.0, 0.0)})  # what it imports is no part of the map
gc.collect()
before = pages()
rival.build(fleet.places)
gc.collect()
print((pages() - before) * os.sysconf("SC_PAGE_SIZE") / DRIVERS)
"""


def bytes_a_driver(name):
    """How much more memory a process of its own takes after the build. Linux only."""
    told = subprocess.run(
        [sys.executable, "-c", BUILD_AND_TELL, name], capture_output=True, text=True, check=True, cwd=ROOT
    )
    return round(float(told.stdout), -1)


def test_the_r_tree_and_redis_find_what_comparing_all_finds(server):
    fleet = Fleet(500, random.Random(1))
    for rival, tolerance in ((RTree(), 1e-9), (RedisGeo(server), 3e-3), (RedisGeo(open_redis()), 3e-3)):
        rival.build(fleet.places)
        for driver, x, y in fleet.drive(20):
            rival.move(driver, x, y)
        for here in ((0.0, 0.0), (5.5, 3.5), (-9.0, 9.0)):
            kms = sorted((math.dist(here, place), driver) for driver, place in fleet.places.items())
            assert [km for _, km in rival.nearest(*here, 10)] == pytest.approx(
                [km for km, _ in kms[:10]], rel=tolerance
            )
            sure = {driver for km, driver in kms if km <= 1.5 * (1 - tolerance)}
            maybe = {driver for km, driver in kms if km <= 1.5 * (1 + tolerance)}
            assert sure <= set(rival.within(*here, 1.5)) <= maybe


@pytest.mark.redis
def test_the_score_in_redis_is_a_geohash_of_52_bits(server):
    place = on_earth((1.0, 2.0))
    RedisGeo(server).build({"ana": (1.0, 2.0)})
    score = int(server.zscore("drivers", "ana"))
    recorded = recorded_values(WORK)
    lon = math.floor((place[0] + 180) / 360 * 2**26)
    lat = math.floor((place[1] + 85.05112878) / (2 * 85.05112878) * 2**26)
    assert score == sum((lat >> bit & 1) << 2 * bit | (lon >> bit & 1) << 2 * bit + 1 for bit in range(26))
    assert score == recorded[SCORE]
    back = tuple(map(float, server.geopos("drivers", "ana")[0]))
    assert distance_km(place, back) < 0.001


def all_work(server):
    fleet = Fleet(DRIVERS, random.Random(26))
    places, moves = dict(fleet.places), fleet.drive(1)
    heres = random.Random(27).choices(list(fleet.places.values()), k=LOOKS)

    def both_sides_s():
        cpu = server.info("cpu")
        return time.process_time() + cpu["used_cpu_user"] + cpu["used_cpu_sys"]

    work = {}
    for name, make in MAKERS.items():
        costs = work_of(make(), places, moves[: FEW_MOVES.get(name)], heres)
        work |= {label(name, column): seconds for column, seconds in costs.items()}
    for name, make in (("Redis, one by one", RedisGeo), ("Redis, in batches", InBatches)):
        costs = work_of(make(server), places, moves[: FEW_MOVES[name]], heres, timer=both_sides_s)
        work |= {label(name, column): seconds for column, seconds in costs.items()}
    RedisGeo(server).build({"ana": (1.0, 2.0)})
    return work | {SCORE: int(server.zscore("drivers", "ana"))}


def all_memory(server):
    memory = {name: bytes_a_driver(name) for name in MAKERS}
    places = Fleet(DRIVERS, random.Random(26)).places
    before = server.info("memory")["used_memory"]
    RedisGeo(server).build(places)
    in_redis = round((server.info("memory")["used_memory"] - before) / len(places), -1)
    return memory | dict.fromkeys(("Redis, one by one", "Redis, in batches"), in_redis)


@pytest.mark.redis
@pytest.mark.long  # times, on a machine that must be calm
@pytest.mark.parametrize(
    ("name", "unit", "measure", "within"),
    [(WORK, "s", all_work, 4), (MEMORY, "B", all_memory, 1.3)],
    ids=[WORK, MEMORY],
)
def test_the_table_comes_out_again(server, name, unit, measure, within):
    values = measure(server)
    if folder := os.environ.get("COURSE_RECORD"):
        facts = {"name": name, "unit": unit, "values": values, "server": f"Redis {server.info()['redis_version']}"}
        record(Path(folder, f"{name}.json"), facts, SystemClock())
    recorded = recorded_values(name)
    assert values.keys() == recorded.keys()
    for what, value in values.items():
        assert recorded[what] / within <= value <= recorded[what] * within, what


def test_every_figure_of_the_table_is_recorded():
    recorded = recorded_values(WORK)
    memory = recorded_values(MEMORY)
    assert set(recorded) == {label(name, column) for name in memory for column in COLUMNS} | {SCORE}
    assert NEAR_KM == 1
    assert NEAREST == 10
