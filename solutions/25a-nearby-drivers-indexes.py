# ---
# jupyter:
#   jupytext:
#     text_representation:
#       extension: .py
#       format_name: percent
#   kernelspec:
#     display_name: Python 3 (ipykernel)
#     language: python
#     name: python3
#   lesson:
#     objectives: [line, border, shape, shrink, choice]
#     terms: [geohash, half-open, H3, resolution, sorted set, k-d tree, R-tree, built once]
# ---

# %% [markdown] covers=["RIDE-10"]
# # 25a · Rival indexes
#
# ## 1 · Names for places · 4 minutes
#
# A quadtree lives in one program. A *name* for each cell can be a key in any store. That is **geohash**: halve the globe.
# West gets 0, east gets 1. Halve that half by latitude: south 0, north 1. Then by longitude again, and so on. Five such bits
# are written as one letter. So a longer name is a smaller cell, inside the cell of the shorter name.
#
# A design often seen says: near places begin with the same letters; so look up the rider's first six. The middle of our
# city lies at longitude 0.

# %% covers=["RIDE-10"]
import random

from course.checks import check, measured, order, predict, quiz, reveal, review, yours
from course.parts.geohash import LETTERS, box, encode
from course.systems.nearby_drivers.rivals import RIVALS
from course.systems.nearby_drivers.workload import Fleet, on_earth

fleet = Fleet(10_000, random.Random(25))
places = {driver: on_earth(place) for driver, place in fleet.places.items()}
print(f"in the east of the city: {encode(0.06, 55.5, 8)} and, 60 m away, {encode(0.061, 55.5, 8)}")
predict("25a.p1")

# %% tags=["reveal"] covers=["RIDE-10"]
from os.path import commonprefix

two = encode(-0.0003, 55.5, 8), encode(0.0003, 55.5, 8)
print("the two cars:", *two)
tree = RIVALS["tree, leaf known"]()
tree.build(fleet.places)
riders = Fleet(1_000, random.Random(7)).places.values()
pairs = [(on_earth(rider), places[tree.nearest(*rider, 1)[0][0]]) for rider in riders]
elsewhere = sum(encode(*rider, 6) != encode(*car, 6) for rider, car in pairs)
print(f"of 1,000 riders, the nearest car has other first six letters: {elsewhere}")
reveal("25a.p1", str(len(commonprefix(two))))

# %% [markdown] covers=["RIDE-10"]
# <details><summary>After you ran it</summary>
#
# None. The very first cut runs between them, so every later letter is another one. Greenwich is only the rudest line: **59**
# of 1,000 riders get a car that is not their nearest, because it stands across some line.
#
# </details>
# <details><summary>Which failure pattern is this: "done" said too early, grows for ever, or clock as truth?</summary>"Done"
# said too early: the search ends before it has looked next door. You would detect it by comparing some searches with a
# search through all cars.</details>
#
# ## 2 · Who owns the line? · 8 minutes
#
# First the lines themselves. In lesson 25, `remove` asked every cell of the tree. A mend that many would write: go down by
# the driver's place.

# %% covers=["BUG-106"]
import inspect

from course.systems.nearby_drivers.borders import RemoveByPlace, all_go_home, rounded

print(inspect.getsource(RemoveByPlace.remove_at))

# %% [markdown] covers=["BUG-106"]
# The rest of the tree is as it was: each quarter holds its four borders (`<=` on both sides), and `insert` tries the quarters
# one after the other. The map reaches from −10 to 10 km. Its lines lie at 0, ±5, ±2.5, ±1.25 … Phones report in steps of
# 10 m: 2,000 steps each way.

# %%
predict("25a.p2")

# %% tags=["reveal"] covers=["BUG-106"]
from course.systems.nearby_drivers.often_seen import OftenSeenTree
from course.systems.nearby_drivers.workload import MAP_KM

reports = rounded(fleet.places, 2)  # kilometres with two digits
city = OftenSeenTree(MAP_KM)
city.cut()
print("quarters that hold the point (0, 0):", sum(quarter.area.holds(0.0, 0.0) for quarter in city.quarters))
reveal("25a.p2", all_go_home(reports), unit="drivers not found")

# %% [markdown] covers=["BUG-106"]
# <details><summary>After you ran it</summary>
#
# **138** drivers are home, and still on the map. The middle of the map lies in **4** quarters: `insert` gives it to the first
# that says yes, `remove_at` looks in another.
#
# </details>
# <details><summary>Which failure pattern is this: two copies of one truth, space too small, or check-then-act?</summary>Two
# copies of one truth: two rules for who owns a line. As long as only <code>insert</code> decides, nobody sees it. You would
# detect it by a remove that finds nobody.</details>
#
# So let there be one rule, in one function, for all. Halves are **half-open**: the line in the middle belongs to the *upper*
# half.
#
# **Exercise 25a.1.** Write `halves(value, low, high, count)`: halve the range from `low` to `high`, keep the half that owns
# the value, halve that, `count` times. Return the bits as a text, coarsest first: "1" for the upper half. A value exactly at
# `high` belongs to the last piece.

# %% nbgrader={"grade": false, "grade_id": "answer-25a-1", "locked": false, "schema_version": 3, "solution": true, "task": false} covers=["BUG-106", "RIDE-10"]
def halves(value, low, high, count):
    ### BEGIN SOLUTION
    bits = ""
    for _ in range(count):
        middle = (low + high) / 2
        if value >= middle:
            bits, low = bits + "1", middle
        else:
            bits, high = bits + "0", middle
    return bits
    ### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "check-25a-1", "locked": true, "points": 2.0, "schema_version": 3, "solution": false, "task": false}
check("25a.1", halves)

# %% [markdown] tags=["instructor"]
# **Common wrong answer.** `value > middle`: right for every random place, wrong for each that phones round onto a line. Let
# the class find a test that fails. Timing: 10 minutes.

# %% [markdown] covers=["BUG-106", "RIDE-10"]
# Now your function names the cells of both programs. And your bits, longitude and latitude in turn, make geohashes:

# %% covers=["BUG-106", "RIDE-10"]
from itertools import zip_longest

from course.systems.nearby_drivers.borders import all_go_home_by_name

your_halves = yours("25a.1", halves)


def name_of(lon, lat, letters):
    up = your_halves(lat, -90, 90, 5 * letters // 2)
    across = your_halves(lon, -180, 180, 5 * letters - len(up))
    bits = "".join(a + b for a, b in zip_longest(across, up, fillvalue=""))
    return "".join(LETTERS[int(bits[at : at + 5], 2)] for at in range(0, len(bits), 5))


print("not found with one rule:", all_go_home_by_name(reports, your_halves))
same = sum(name_of(*place, 6) == encode(*place, 6) for place in places.values())
print(f"names as in our geohash: {same:,} of {len(places):,}")

# %% [markdown] covers=["RIDE-10"]
# ## 3 · The cells around · 6 minutes
#
# The rider's cell is not enough; take the cells that touch it too.

# %% covers=["RIDE-10"]
from course.widgets.cell_maps import cells_around_rider

cells_around_rider(places, (-0.0003, 55.5))

# %% [markdown] covers=["RIDE-10"]
# | call | what it does |
# |---|---|
# | `box(name)` | the cell in degrees: `.west`, `.south`, `.east`, `.north` |
# | `encode(lon, lat, length)` | the name of the cell at this place; ValueError beyond ±180 or ±90 |
#
# **Exercise 25a.2.** Return the names of the cell and of the eight around it, each once, in any order, with as many letters as
# `name` has. East of the date line (180) longitudes begin again at −180. Beyond a pole there is no cell: then there are six.

# %% nbgrader={"grade": false, "grade_id": "answer-25a-2", "locked": false, "schema_version": 3, "solution": true, "task": false} covers=["RIDE-10"]
def cells_around(name):
    ### BEGIN SOLUTION
    cell, found = box(name), set()
    wide, high = cell.east - cell.west, cell.north - cell.south
    for lon in (cell.west - wide / 2, cell.west + wide / 2, cell.east + wide / 2):
        for lat in (cell.south - high / 2, cell.south + high / 2, cell.north + high / 2):
            if -90 < lat < 90:
                found.add(encode((lon + 180) % 360 - 180, lat, len(name)))
    return found
    ### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "check-25a-2", "locked": true, "points": 2.0, "schema_version": 3, "solution": false, "task": false}
check("25a.2", cells_around)

# %% [markdown] tags=["instructor"]
# **Common wrong answer.** Changing the last letter. It finds neighbours in the middle of a larger cell, and none at its rim.
# Timing: 9 minutes.

# %% covers=["RIDE-10"]
around = yours("25a.2", cells_around)
lost = sum(encode(*car, 6) not in around(encode(*rider, 6)) for rider, car in pairs)
print(f"nearest cars lost with one name: {elsewhere} · with nine: {lost}")
own = box(encode(0.0, 55.5, 6))
print(f"a cell is {(own.north - own.south) * 111.195:.3f} km high")

# %% [markdown] covers=["RIDE-10"]
# **0**, and for a reason: from anywhere in the middle cell, nine cells reach **0.611** km for sure, and no nearest car is so
# far. Who needs 2 km takes more rings (exercise 25.2). The border is not gone; it costs nine questions instead of one.
#
# A good place for a pause.
#
# ## 4 · North of the city · 4 minutes
#
# Geohash cuts degrees, and lesson 25 showed what those are: a degree east shrinks towards the poles. Some programs even
# sort cars by the difference of degrees, without kilometres.

# %%
predict("25a.p3")

# %% tags=["reveal"] covers=["RIDE-10"]
from math import dist

from course.parts.earth import distance_km
from course.systems.nearby_drivers.workload import around as places_around

for latitude in (0, 55.5, 80):
    rng, wrong = random.Random(1), 0
    sledges = places_around((25.0, latitude), 5, 100, rng)
    for here in places_around((25.0, latitude), 4, 1_000, rng):
        nearest = min(sledges, key=lambda there: distance_km(here, there))
        wrong += dist(here, min(sledges, key=lambda there: dist(here, there))) < dist(here, nearest)
    print(f"latitude {latitude}: wrong for {wrong} of 1,000")
reveal("25a.p3", wrong, unit="of 1,000")

# %% [markdown] covers=["RIDE-10"]
# <details><summary>After you ran it</summary>
#
# **518** at 80°, and **225** at our city's latitude: a degree east counts there as 0.57 of one north, but the program takes both as
# equal. On the equator it works, **0** wrong. So does every test that is made there.
#
# </details>
#
# Cells shrink in the same way. **H3** is another way to name cells. It covers the globe with hexagons, in 16 sizes; a size is
# called a **resolution**. All six neighbours of a hexagon are about equally near; of
# the eight around a square, four are 1.41 times as far. Ring k has 6k cells.

# %% covers=["RIDE-10"]
import h3

from course.widgets.cell_maps import cell_shapes

everywhere = [cell for start in h3.get_res0_cells() for cell in h3.cell_to_children(start, 2)]
sizes = sorted(h3.cell_area(cell, "km^2") for cell in everywhere if not h3.is_pentagon(cell))
print(f"H3, resolution 2: {len(everywhere):,} cells on Earth; the largest hexagon is {sizes[-1] / sizes[0]:.2f} times the smallest")
cell_shapes((0, 55.5, 80))

# %%
quiz("25a.q1")

# %% [markdown] covers=["RIDE-10"]
# (Twelve cells are pentagons, all in the sea.) In geohash the first letters of a name are the larger cell. In H3 a function
# computes the larger cell from the name of the small one. Seven small hexagons make a large one.

# %%
predict("25a.p4")

# %% tags=["reveal"] covers=["RIDE-10"]
small = {driver: h3.latlng_to_cell(lat, lon, 9) for driver, (lon, lat) in places.items()}
large = {driver: h3.latlng_to_cell(lat, lon, 8) for driver, (lon, lat) in places.items()}
reveal("25a.p4", sum(h3.cell_to_parent(small[driver], 8) != large[driver] for driver in places), unit="drivers")

# %% [markdown] covers=["RIDE-10"]
# <details><summary>After you ran it</summary>
#
# **713**. Seven hexagons have teeth, one large hexagon has none. So count by one resolution, or by the parent, but never by
# both: they are two answers to "who owns this place?".
#
# </details>
#
# ## 5 · The same in Redis · 3 minutes
#
# `GEOADD key lon lat name` stores a place, `GEOSEARCH` finds who is within a radius, `GEOHASH` tells the name. Underneath is
# a **sorted set**: members in the order of a number, the score. The score is a geohash of 52 bits. Here Redis's stand-in
# answers; the score below was recorded on a real one.

# %% covers=["RIDE-10"]
from course.stores import open_redis
from course.systems.nearby_drivers.figures import MEMORY, WORK, recorded
from course.systems.nearby_drivers.redis_geo import RedisGeo

shared = RedisGeo(open_redis())
shared.build(dict(list(fleet.places.items())[:2_000]))
print("d7 in Redis:", shared.name_of("d7")[:8], "· by your halves:", name_of(*places["d7"], 8))
lon, lat = on_earth((1.0, 2.0))
bits = zip(your_halves(lon, -180, 180, 26), your_halves(lat, -85.05112878, 85.05112878, 26), strict=True)
score = recorded(WORK)["score of a driver at (1, 2)"]
print("your 52 bits are the recorded score:", int("".join(a + b for a, b in bits), 2) == score)

# %% [markdown] covers=["RIDE-10"]
# So Redis has your borders, too. It looks into the cells around for you, and compares kilometres. And all servers share
# one map. Its price stands in the table of scene 7.
#
# ## 6 · Six festivals · 3 minutes
#
# The tree often seen has one more habit. Festivals are held at six places, one after the other; 400 drivers follow.

# %%
predict("25a.p5")

# %% tags=["reveal"] covers=["BUG-105"]
from course.systems.nearby_drivers.borders import festivals

few = dict(list(fleet.places.items())[:400])
cells = festivals(OftenSeenTree(MAP_KM), few, random.Random(25))
print("cells after each step:", *cells)
reveal("25a.p5", cells[-1], unit="cells")

# %% [markdown] covers=["BUG-105"]
# <details><summary>After you ran it</summary>
#
# **229**, for nobody. Each festival cuts new cells, and no line takes cells away. `remove` asks them all, so an empty map is
# six times as slow as the full one was.
#
# </details>
# <details><summary>Which failure pattern is this: grows for ever, everyone at once, or load on the wrong tier?</summary>Grows
# for ever: the map keeps every crowd of the past. You would detect it by cells against drivers.</details>
#
# Ours joins four quarters when they hold few together.

# %% covers=["BUG-105"]
from course.parts.quadtree import QuadTree

print("ours:", *festivals(QuadTree(MAP_KM), few, random.Random(25)))
quiz("25a.q2")

# %% [markdown] covers=["BUG-105"]
# What remains: joining is work, too. With named cells the mistake is smaller, but the same: an empty set under each name that
# was ever used. Ours deletes it; Redis does so by itself.
#
# ## 7 · One table · 5 minutes
#
# Three more indexes. *Sorted rows*: a NumPy array, sorted from west to east. A **k-d tree** (SciPy) halves the drivers, not
# the map. Both are **built once**: a move is written into a row, and seen only after they were built again. An **R-tree** keeps
# boxes in larger boxes.
#
# All get the same 100,000 drivers. *Again*: one more build from the rows. *Range*: everybody within 1 km. *Nearest*: ten.

# %% covers=["RIDE-10"]
from course.systems.nearby_drivers.figures import COLUMNS, where_recorded

SCALE = {"build": 1e3, "again": 1e3, "move": 1e6, "range": 1e6, "nearest": 1e6}  # milliseconds, microseconds
print(f"{'':20}{'build ms':>9}{'again ms':>9}{'move µs':>10}{'range µs':>9}{'nearest µs':>11}{'bytes':>6}")
for design, size in recorded(MEMORY).items():
    build, again, *others = (SCALE[what] * recorded(WORK)[f"{design} · {what}"] for what in COLUMNS)
    move, near, ten = others
    print(f"{design:20}{build:9,.0f}{again or '':9.3}{move:10,.1f}{near:9,.0f}{ten:11,.0f}{size:6,.0f}")
print(where_recorded(WORK))

# %% [markdown] covers=["RIDE-10"]
# (Processor time, in Python but for the libraries; for Redis that of both sides, on one machine. Bytes for one driver.) No row
# is best in every column. So count the work of one second.
#
# **Exercise 25a.3.** `costs` has `build_s` (for one more build), `move_s`, `look_s` and `moves_at_once`. If that is False, the
# index must be built again so often that no place is older than `max_age_s`. (How long the build takes does not count as
# age.) Return the seconds of work in one second.

# %% nbgrader={"grade": false, "grade_id": "answer-25a-3", "locked": false, "schema_version": 3, "solution": true, "task": false} covers=["RIDE-10"]
def work_per_s(costs, pings_per_s, looks_per_s, max_age_s):
    ### BEGIN SOLUTION
    work_s = pings_per_s * costs.move_s + looks_per_s * costs.look_s
    if not costs.moves_at_once:
        work_s += costs.build_s / max_age_s
    return work_s
    ### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "check-25a-3", "locked": true, "points": 2.0, "schema_version": 3, "solution": false, "task": false}
check("25a.3", work_per_s)

# %% [markdown] covers=["RIDE-10"]
# Three products, each with 100,000 things that report once a second. Parcels on a belt: one look a second. Which index needs
# the least?

# %% covers=["RIDE-10"]
from course.systems.nearby_drivers.figures import recorded_costs

your_work = yours("25a.3", work_per_s)
evening, drones, parcels = (100_000, 694, 1), (100_000, 694, 0.02), (100_000, 1, 0.1)
for load in (evening, drones, parcels):
    work = {design: your_work(costs, *load) for design, costs in recorded_costs().items()}
    print(f"{load[1]} looks a second, places at most {load[2]} s old:")
    print("  " + " · ".join(f"{design} {1e3 * work[design]:,.0f} ms" for design in sorted(work, key=work.get)[:3]))

# %% [markdown] covers=["RIDE-10"]
# In the evening all cars move. One sort a second costs less than keeping a tree in order 100,000 times. So *sorted rows*, a
# few lines of NumPy, come in front of the tree of lesson 25: not by far, and only because a place may be a second old. For drones
# that would be 50 sorts, and the tree wins. With one look a second, nothing is worth keeping in order.
#
# Now your machine: a tenth of the drivers and of the evening's load.

# %% covers=["RIDE-10"]
from course.systems.nearby_drivers.figures import costs_of

moves, figures = fleet.drive(1), {}
for design, make in RIVALS.items():
    some = moves[: 20 if design == "tree often seen" else 2_000]
    costs = costs_of(make(), dict(reports), some, list(riders)[:10])
    figures[design] = your_work(costs, 10_000, 69, 1)
measured("25a.7", figures, unit="s", at_least=("tree often seen", "tree, leaf known", 20))
quiz("25a.q3")

# %% [markdown] covers=["BUG-105", "BUG-106", "RIDE-10"]
# ## 8 · What your numbers decide · 2 minutes
#
# | what you saw | so |
# |---|---|
# | one name loses **59** of 1,000 nearest cars, nine lose **0** | a name is a key, not a neighbourhood |
# | two rules for a line lose **138** drivers, one rule **0** | one function says who owns a line |
# | by degrees, **518** of 1,000 are wrong at 80°, **0** on the equator | test in the north, and sort by kilometres |
# | the parent's hexagon is another one for **713** of 10,000 | count by one resolution |
# | **229** cells for nobody; ours: **1** | what cuts must also join |
#
# | index | take it when |
# |---|---|
# | compare all | there are few looks |
# | sorted rows, k-d tree | little moves, or a place may be old; while it is built again, looks see the old one |
# | tree, leaf known | much moves, and each move must be seen at once |
# | geohash, H3 | the name itself is needed: as a key in a store, to count, to split work among machines |
# | Redis | many servers need one map; you pay for the way, less if pings travel in batches |
# | R-tree | things have a size (streets, zones) and rarely move: here a move is a slow delete |
#
# <details><summary>On a card: S2, the third way to name cells</summary>
#
# | how | border problem | size |
# |---|---|---|
# | The globe on six faces of a cube, each face cut as a quadtree. Cells have numbers along a curve, so near cells have mostly near numbers. | stays: a near cell may have a far number | hardly shrinks to the north |
#
# It was not run here.
#
# </details>
#
# **What this leaves out.** Names around a pole, where all cells of the last row meet. Maps on several machines. Who may see
# where somebody was.
#
# **The moral.** Lesson 25 asked what moves. Ask also how old a place may be, and how many look. Then count a second's work:
# the winner changes with the question. The border stays, whatever the index: **138** drivers were lost on lines.

# %%
review("25a", limit=1)
