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
# ## 1 · Names for places · 5 minutes
#
# A quadtree lives in one program. A *name* for each cell can be a key in any store. That is **geohash**: halve the globe.
# West gets 0, east gets 1. Halve that half by latitude: south 0, north 1. Then by longitude again, and so on. Five such bits
# are written as one letter. So a longer name is a smaller cell, inside the cell of the shorter name.
#
# A design often seen says: near places begin with the same letters; so look up the rider's first six. Here six letters are a
# cell 0.61 km high and 0.69 wide. The middle of our city lies at longitude 0.

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
# None. The very first cut runs between them, so already the first letter is another one. Longitude 0 is only the longest
# line: **59** of 1,000 riders get a car that is not their nearest, because the nearest stands across some line.
#
# </details>
# <details><summary>Which failure pattern is this: "done" said too early, grows for ever, or clock as truth?</summary>"Done"
# said too early: the search ends before it has looked next door. You would detect it by comparing some searches with a
# search through all cars.</details>
#
# ## 2 · Who owns the line? · 11 minutes
#
# First the lines themselves. In lesson 25, `remove` asked every cell of the tree. A mend that many would write: go down by
# the driver's place, from quarter to quarter. Look at its two comparisons.

# %% covers=["BUG-106"]
import inspect

from course.systems.nearby_drivers.borders import all_go_home, quarter_of, rounded

print(inspect.getsource(quarter_of))

# %% [markdown] covers=["BUG-106"]
# The rest of the tree is as it was: each quarter holds its four borders (`<=` on both sides), and `insert` tries the quarters
# one after the other. The map reaches from −10 to 10 km. Phones report in steps of 10 m: 2,000 steps each way. The lines lie at
# the multiples of 1.25 km; finer lines (625 m apart and less) mostly fall between steps of 10 m.

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
on_lines = [{who for who, place in reports.items() if place[way] % 1.25 == 0} for way in (0, 1)]
print("on a line:", *map(len, on_lines), "· on two lines:", len(on_lines[0] & on_lines[1]))

# %% [markdown] covers=["BUG-106"]
# <details><summary>After you ran it</summary>
#
# **138** drivers are home, and still on the map. 15 of 2,000 steps are lines, so 75 of 10,000 should stand on one, each way. It
# was **81** and **60**, **3** of them on both. The middle of the map lies in **4** quarters: `insert` gives it to the first that
# says yes; who removes looks in another.
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
# the value, halve that, `count` times (0 times: an empty text). Return the bits as a text, the first halving first: "1" for the
# upper half. A value exactly at `high` belongs to the last piece. Both ends may be any numbers, such as −1.4 and 1.4.

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
# Now your function names the cells, for who puts in and for who takes out. And your bits, longitude and latitude in turn, five
# to a letter, are geohashes:

# %% covers=["BUG-106", "RIDE-10"]
from course.systems.nearby_drivers.borders import all_go_home_by_name, name_by

your_halves = yours("25a.1", halves)
print("not found with one rule:", all_go_home_by_name(reports, your_halves))
same = sum(name_by(your_halves, *place, 6) == encode(*place, 6) for place in places.values())
print(f"names as in our geohash: {same:,} of {len(places):,}")

# %% [markdown] covers=["RIDE-10"]
# What remains: one program that rounds a place, and another that does not, are two rules again. So are one that halves, and
# one that divides: 0.7 on a map from −1.4 to 1.4 comes out below the line.
#
# ## 3 · The cells around · 11 minutes
#
# The rider's cell is not enough; take the cells that touch it too. Run the picture. Then move the rider to the east, 0.001 at a
# time or faster, until all nine names begin with the same letter.

# %% covers=["RIDE-10"]
from course.widgets.cell_maps import cells_around_rider

rider_lon = -0.0003
cells_around_rider(places, (rider_lon, 55.5))

# %% [markdown] covers=["RIDE-10"]
# <details><summary>After you moved the rider: from which longitude on, and why?</summary>From 0.011: there one whole cell lies
# between the rider's cell and the line.</details>
#
# | call | what it does |
# |---|---|
# | `box(name)` | the cell in degrees: `.west`, `.south`, `.east`, `.north` |
# | `encode(lon, lat, length)` | the name of the cell at this place; ValueError beyond ±180 or ±90 |
#
# **Exercise 25a.2.** Return the names of the cell and of the eight around it, each once, in any order, with as many letters as
# `name` has. East of the date line (180) longitudes begin again at −180. No cell of the check lies at a pole.

# %% nbgrader={"grade": false, "grade_id": "answer-25a-2", "locked": false, "schema_version": 3, "solution": true, "task": false} covers=["RIDE-10"]
def cells_around(name):
    ### BEGIN SOLUTION
    cell, found = box(name), set()
    wide, high = cell.east - cell.west, cell.north - cell.south
    for lon in (cell.west - wide / 2, cell.west + wide / 2, cell.east + wide / 2):
        for lat in (cell.south - high / 2, cell.south + high / 2, cell.north + high / 2):
            found.add(encode((lon + 180) % 360 - 180, lat, len(name)))
    return found
    ### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "check-25a-2", "locked": true, "points": 2.0, "schema_version": 3, "solution": false, "task": false}
check("25a.2", cells_around)

# %% [markdown] tags=["instructor"]
# **Common wrong answer.** Changing the last letter. It finds neighbours in the middle of a larger cell, and none at its rim.
# Timing: 9 minutes.

# %% covers=["RIDE-10"]
from course.parts.earth import distance_km

around = yours("25a.2", cells_around)
lost = sum(encode(*car, 6) not in around(encode(*rider, 6)) for rider, car in pairs)
print(f"nearest cars lost with one name: {elsewhere} · with nine: {lost}")
own = box(encode(0.0, 55.5, 6))
print(
    f"a cell is {(own.north - own.south) * 111.195:.3f} km high; the farthest nearest car is {max(distance_km(*pair) for pair in pairs):.3f} km away"
)

# %% [markdown] covers=["RIDE-10"]
# **0**, and for a reason: from anywhere in the middle cell, nine cells reach **0.611** km for sure (here a cell is wider than high),
# and no nearest car is farther than **0.147** km. Who needs 2 km takes more rings (exercise 25.2). The border is not gone; it costs nine questions instead of one.
#
# A good place for a pause.
#
# ## 4 · North of the city · 5 minutes
#
# Geohash cuts degrees, and lesson 25 showed what those are: a degree east shrinks towards the poles. Some programs even
# sort cars by the difference of degrees, without kilometres. First on the equator and in our city:

# %% covers=["RIDE-10"]
from math import dist

from course.systems.nearby_drivers.workload import around as places_around


def wrong_by_degrees(latitude):
    rng, wrong = random.Random(1), 0
    sledges = places_around((25.0, latitude), 5, 100, rng)
    for here in places_around((25.0, latitude), 4, 1_000, rng):
        nearest = min(sledges, key=lambda there: distance_km(here, there))
        wrong += dist(here, min(sledges, key=lambda there: dist(here, there))) < dist(here, nearest)
    return wrong


for latitude in (0, 55.5):
    print(f"latitude {latitude}: the wrong one for {wrong_by_degrees(latitude)} of 1,000 places")
predict("25a.p3")

# %% tags=["reveal"] covers=["RIDE-10"]
reveal("25a.p3", wrong_by_degrees(80))

# %% [markdown] covers=["RIDE-10"]
# <details><summary>After you ran it</summary>
#
# **518** at 80°, after 225 in our city: a degree east is there 0.57 of one north, and at 80° 0.17, but the program takes both as
# equal. On the equator **0** are wrong. Who tests only there sees no mistake.
#
# </details>
#
# Cells shrink in the same way. **H3** is another way to name cells. It covers the globe with hexagons (and twelve pentagons), in
# 16 sizes; a size is called a **resolution**. All six neighbours of a hexagon are about equally near; of the eight around a
# square, four are 1.41 times as far.

# %% covers=["RIDE-10"]
from course.widgets.cell_maps import cell_shapes

cell_shapes((0, 55.5, 80))

# %%
quiz("25a.q1")

# %% [markdown] covers=["RIDE-10"]
# ## 5 · The same in Redis · 3 minutes
#
# `GEOADD key lon lat name` stores a place, `GEOSEARCH` finds who is within a radius, `GEOHASH` tells the name. Underneath is
# a **sorted set**: members in the order of a number, the score. The score is a geohash of 52 bits. Here Redis's stand-in
# answers, about the two cars of scene 1.

# %% covers=["RIDE-10"]
from course.stores import open_redis

store = open_redis()
store.geoadd("cars", [-0.0003, 55.5, "west", 0.0003, 55.5, "east"])
print("in Redis:      ", *(name[:8] for name in store.geohash("cars", "west", "east")))
print("by your halves:", name_by(your_halves, -0.0003, 55.5, 8), name_by(your_halves, 0.0003, 55.5, 8))
print("within 50 m of the western car:", *store.geosearch("cars", member="west", radius=50, unit="m"))

# %% [markdown] covers=["RIDE-10"]
# The same names, so the same borders. But `GEOSEARCH` found the eastern car: it looks into the cells around for you, and
# compares kilometres. And all servers share one map.
#
# ## 6 · Six festivals · 4 minutes
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
# **229**, for nobody. Each festival cuts new cells, and no line takes cells away. Six times 28 would make 37 + 168 = 205; but
# the last two festivals stand on lines of the map, and a crowd on both sides cuts more. `remove` asks them all.
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
# What remains: joining is work, too.
#
# A good place for a pause.
#
# ## 7 · One table · 8 minutes
#
# The trees are those of lesson 25; *leaf known* is the one that remembers each driver's leaf. *Sorted rows*: a NumPy
# array, sorted from west to east; a look takes a strip around the rider. A **k-d tree** (SciPy) halves the drivers, not the
# map. Both are **built once**: a move is written into a row, and seen only after they were built again. An **R-tree** keeps
# boxes in larger boxes.
#
# All get the same 100,000 drivers. *Build*: to build it once more; empty where moves go in one by one. *Range*: everybody
# within 1 km. *Nearest*: the nearest ten. *Bytes*: for one driver. *Compare all* is a NumPy array, too: one call compares all
# rows. Grid and names are loops in Python: the table compares programs, not only ideas.

# %% covers=["RIDE-10"]
from course.systems.nearby_drivers.figures import WORK, table, where_recorded

print(table())
print(where_recorded(WORK))

# %% [markdown] covers=["RIDE-10"]
# (Processor time, the best of a few passes, in Python but for the libraries; for Redis that of both sides.) No row is best in every
# column. So count the work of one second.
#
# **Exercise 25a.3.** `costs.build_s` is the work of one more build, `costs.move_s` of one move, `costs.look_s` of one look. If
# `costs.moves_at_once` is False, a move (still paid) is only written into a row. Then the index is built again and again, just
# often enough: no report waits longer than `max_wait_s` until looks see it. (How long a build takes does not count.) Return
# the seconds of work in one second.

# %% nbgrader={"grade": false, "grade_id": "answer-25a-3", "locked": false, "schema_version": 3, "solution": true, "task": false} covers=["RIDE-10"]
def work_per_s(costs, pings_per_s, looks_per_s, max_wait_s):
    ### BEGIN SOLUTION
    work_s = pings_per_s * costs.move_s + looks_per_s * costs.look_s
    if not costs.moves_at_once:
        work_s += costs.build_s / max_wait_s
    return work_s
    ### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "check-25a-3", "locked": true, "points": 2.0, "schema_version": 3, "solution": false, "task": false}
check("25a.3", work_per_s)

# %% [markdown] covers=["RIDE-10"]
# First our evening: a look is for the nearest ten, the column *Nearest*. Work out two rows of the table.

# %%
predict("25a.p6")

# %% tags=["reveal"] covers=["RIDE-10"]
from course.systems.nearby_drivers.figures import recorded_costs

your_work = yours("25a.3", work_per_s)
products = {
    "the evening, looks for the nearest ten": ("nearest", 694, 1),
    "the evening, looks for all within 1 km": ("range", 694, 1),
    "as many drones, each report seen at most 0.02 s later": ("nearest", 694, 0.02),
    "as many parcels, one look a second, seen at most 0.1 s later": ("nearest", 1, 0.1),
}
works = []
for product, (look, looks_per_s, wait_s) in products.items():
    works.append({who: your_work(costs, 100_000, looks_per_s, wait_s) for who, costs in recorded_costs(look).items()})
    best = sorted(works[-1], key=works[-1].get)[:3]
    print(f"{product}:\n  " + " · ".join(f"{who} {1e3 * works[-1][who]:,.0f} ms" for who in best))
reveal("25a.p6", min(works[0], key=works[0].get))

# %% [markdown] covers=["RIDE-10"]
# <details><summary>After you ran it</summary>
#
# Sorted rows: 100,000 moves of 0.9 µs, 694 looks of 140 µs and one sort of 11 ms make **199** ms. To keep the tree in order
# costs more: **289**. That hangs on the question. For all within 1 km the tree wins: **1,170** ms against **1,770**. Drones,
# seen 20 ms after their report, need 50 sorts a second: **726**. With one look a second, nothing is worth keeping in order.
#
# </details>
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

# %% [markdown]
# The quickest few may stand in another order in the next run. Between indexes that are close, take the simpler one, or measure
# at your load.

# %% [markdown] covers=["BUG-105", "BUG-106", "RIDE-10"]
# ## 8 · What your numbers decide · 3 minutes
#
# | what you saw | so |
# |---|---|
# | one name loses **59** of 1,000 nearest cars, nine lose **0** | a name is a key, not a neighbourhood |
# | two rules for a line lose **138** drivers, one rule **0** | one function says who owns a line |
# | by degrees, **518** of 1,000 are wrong at 80°, **0** on the equator | test in the north, and sort by kilometres |
# | **229** cells for nobody; ours: **1** | what cuts must also join |
#
# | index | take it when |
# |---|---|
# | compare all | there are few looks |
# | sorted rows, k-d tree | few things move, or a report may wait; while it is built again, looks see the old one |
# | tree, leaf known | many things move, and each move must be seen at once; or looks want all within a radius |
# | geohash, H3 | the name itself is needed: as a key in a store, to count, to split work among machines |
# | Redis | many servers need one map; you pay for the way, less if pings travel in batches |
# | R-tree | things have a size (streets, zones) and rarely move: here a move is a slow delete |
#
# <details><summary>On a card: S2, the third way to name cells</summary>
#
# The globe on six faces of a cube, each face cut as a quadtree. Cells have numbers along a curve, so near cells have mostly near
# numbers. The border stays: a near cell may have a far number. Cells hardly shrink to the north. It was not run here.
#
# </details>
#
# **What this leaves out.** Names around a pole, where all cells of the last row meet. Maps on several machines. Who may see
# where somebody was.
#
# **The moral.** Lesson 25 asked what moves. Ask also how long a report may wait, and how many look. Then count a second's work:
# the winner changes with the question. The border stays, whatever the index: **138** drivers were lost on lines.

# %%
review("25a", limit=1)

# %% [markdown] tags=["instructor"]
# **Discuss.** Name one product for which cells with names win, and one for which the tree wins. Point at the number
# of the table that decides, and at the one that would flip it.
#
# **Discuss.** 138 drivers were lost on lines between cells, because phones round. Who would report that: a rider, a
# driver, a chart? What would the report say?
