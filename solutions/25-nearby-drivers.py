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
#     objectives: [load, rings, crowd, cut, leaf, circle, search]
#     terms: [quadtree, leaf, level, ping, look, dominant load, grid, ring, hot cell, half-open, recursion, longitude,
#       latitude, haversine, date line]
# ---

# %% [markdown]
# # 25 · Nearby drivers
#
# ## 1 · One driver logs off · 4 minutes
#
# Ten thousand drivers drive through a city. Each phone reports its place once a second. A rider opens the app and wants
# to see the cars around.
#
# Here is the map of a design often seen, a **quadtree**. It is a square. When a square holds more than 50 drivers, it is
# cut into four quarters, and those again where they are too full. Each square, cut or not, is a **cell**. A cell that is
# not cut is a **leaf**; only leaves hold drivers. The whole city is **level** 1, its quarters level 2, and so on.

# %% covers=["BUG-103", "RIDE-09"]
import inspect
import random

from course.systems.nearby_drivers.often_seen import OftenSeenTree
from course.systems.nearby_drivers.workload import MAP_KM, Fleet

fleet = Fleet(10_000, random.Random(25))  # on the roads of a made-up city


def planted(tree):
    for driver, (x, y) in fleet.places.items():  # kilometres east and north of the middle
        tree.insert(driver, x, y)
    return tree


print(f"from the whole city down to the smallest cell: {planted(OftenSeenTree(MAP_KM)).levels()} levels")
print(inspect.getsource(OftenSeenTree.remove))

# %% [markdown]
# When a driver moves, the program removes the driver and inserts them at the new place. So every report calls `remove`.
# Read its lines once more.

# %%
from course.checks import check, measured, order, predict, quiz, reveal, review, yours

predict("25.p1")


# %% tags=["reveal"] covers=["BUG-103"]
class Counted(OftenSeenTree):
    asked = 0

    def remove(self, driver):
        Counted.asked += 1
        return super().remove(driver)


tree = planted(Counted(MAP_KM))
tree.remove("d7")
reveal("25.p1", Counted.asked, unit="cells asked")
print(f"the tree has {tree.cells()} cells; remove('nobody') says {tree.remove('nobody')}")

# %% [markdown] covers=["BUG-103"]
# <details><summary>After you ran it</summary>
#
# **513** of **513** cells: all of them, and every list in them is written anew. Perhaps you thought of a tree in which
# each cell sends you to one quarter. That is how `insert` goes. But `remove` does not know where the driver was, so it
# asks everybody. And it says **True** even for somebody who was never there.
#
# </details>
#
# How long does that take? 10,000 reports a second leave 0.1 ms for each.

# %% covers=["BUG-103"]
from time import process_time


def seconds_each(tree, moves):
    start = process_time()
    for driver, x, y in moves:
        tree.move(driver, x, y)
    return (process_time() - start) / len(moves)


one_second = fleet.drive(1)  # a list of (driver, x, y): everybody's new place
figures = {"one move": seconds_each(planted(OftenSeenTree(MAP_KM)), one_second[:100])}
figures |= {"time there is for one": 1 / 10_000}
measured("25.1", figures, unit="s", at_least=("one move", "time there is for one", 5))

# %% [markdown] covers=["BUG-103"]
# (A *clock* figure: your machine, now.) Each second brings more moves than a second holds. So the queue grows, and the
# map on the rider's phone grows older. Twice as many drivers make more cells *and* twice as many moves.
#
# <details><summary>Which failure pattern is this: load on the wrong tier, check-then-act, or space too
# small?</summary>Load on the wrong tier: the map is kept in order for the searches, and each report pays for it. Nothing
# is checked first, and there is room enough. You would detect it by the age of a place: the time between a report and the
# moment when a search can see it.</details>

# %% [markdown] covers=["RIDE-03", "RIDE-06", "RIDE-11"]
# ## 2 · What do we promise? · 3 minutes
#
# > *At the busiest moment 100,000 of our drivers are on the road. People book a million rides a day. A rider must see the
# > cars around, and those cars must move. When can you start?*
#
# You may ask four questions. Choose, then open.
#
# <details><summary>How old may a place be?</summary>One second. Phones report once a second.</details>
# <details><summary>What does a rider ask for?</summary>The ten nearest cars within 2 km that are free, and of one kind:
# economy, comfort or premium.</details>
# <details><summary>How soon must a ride be found?</summary>Within 30 seconds. (That is lesson 26.)</details>
# <details><summary>How often does an app look?</summary>About 20 times before one ride is booked.</details>
# <details><summary>Does the rider see their own car come?</summary>Yes, every report of it, until the ride
# ends.</details>
# <details><summary>How often may it fail?</summary>99.99 % of the time it works: 4 minutes a month may be
# lost.</details>
# <details><summary>Where do you drive?</summary>Everywhere. Also in Fiji.</details>
# <details><summary>How many passengers fit into a car?</summary>It is on the driver's record.</details>
#
# Three questions; none blocks you.
#
# <details><summary>A dictionary with a million keys: how many of them does <code>d["ana"]</code> look at?</summary>About
# one. That is why this lesson likes dictionaries.</details>
# <details><summary>864,000 a day: how many a second?</summary>Ten: a day has 86,400 seconds. Not sure? Lesson
# 01.</details>
# <details><summary>A square is cut into four, each of those into four, and so on, eight times. How many steps down is
# the smallest?</summary>Eight, although there are 65,536 of the smallest.</details>

# %% [markdown] covers=["RIDE-08"]
# ## 3 · An estimate with blanks · 7 minutes
#
# A report of a driver's place is a **ping**; a
# rider's search is a **look**. The **dominant load** (lesson 01) is the one that needs the most machines. We begin with
# requests a second; scene 11 adds the seconds of work. Which comes more often here?
#
# | what | given | a second, at the busiest moment |
# |---|---|---|
# | pings | 100,000 drivers on the road at the busiest moment, a ping each second | … |
# | rides | 1 million on an average day; peak: 3 times the average | … |
# | looks | 20 before each ride | … |
#
# **Exercise 25.1.** Fill the blanks for any numbers: return the pings and the looks of one second, at the busiest moment.
# `drivers` is counted at that moment; `rides_a_day` is an average day's. In a village a rate may be less than 1: do not round.

# %% nbgrader={"grade": false, "grade_id": "answer-25-1", "locked": false, "schema_version": 3, "solution": true, "task": false} covers=["RIDE-08"]
def loads_per_s(drivers, ping_every_s, rides_a_day, looks_a_ride, peak):
    ### BEGIN SOLUTION
    rides_per_s = peak * rides_a_day / 86_400
    return drivers / ping_every_s, rides_per_s * looks_a_ride
    ### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "check-25-1", "locked": true, "points": 1.0, "schema_version": 3, "solution": false, "task": false}
check("25.1", loads_per_s)

# %% [markdown] tags=["instructor"]
# **Common wrong answer.** The peak multiplies the pings too. Ask what the 100,000 are: an average, or the drivers of the
# busiest moment? Timing for a class: 8 minutes.

# %% covers=["RIDE-08", "RIDE-03"]
from course.systems.nearby_drivers.estimate import RidePlan
from course.units import si

pings, looks = yours("25.1", loads_per_s)(100_000, 1, 1_000_000, 20, 3)
watched = RidePlan().tracked_per_s  # rides of 20 minutes, each watched by its rider
for name, rate in {"pings": pings, "looks": looks, "places sent on to riders": watched}.items():
    print(f"{name:24} {si(rate, 'per s'):>12}")
print(f"pings for one look: {pings / looks:.0f}")

# %% [markdown] covers=["RIDE-08"]
# **144** pings for each look. A design often seen begins with the search. But this map is written far more often than it
# is read. And in scene 1 a ping was expensive.

# %%
quiz("25.q1")

# %% [markdown]
# ## 4 · Rings · 8 minutes
#
# A list of places is the cheapest map to write: one entry a ping. Then every look compares all drivers.
#
# Next idea: a **grid**. Cut the map into square cells of one size, and keep a dictionary from cell to drivers. A ping
# costs one or two entries. A look begins in the rider's own cell, **ring** 0. Then come the 8 cells around it (ring 1),
# the 16 around those (ring 2), and so on.

# %%
from course.widgets.nearby import rings

rings()

# %% [markdown]
# A car is found. But across the left edge, next door, a nearer one may stand. When is it safe to stop?
#
# **Exercise 25.2.** Rings 0 to `ring` have been searched. `best_km` is the distance of the nearest car so far (None:
# nobody). The rider may stand anywhere in their cell; you do not know where. Return True if nobody outside can be
# nearer, else False. If somebody outside can only be *equally* far, stop too. Search no further than
# needed.

# %% nbgrader={"grade": false, "grade_id": "answer-25-2", "locked": false, "schema_version": 3, "solution": true, "task": false}
def may_stop(cell_km, ring, best_km):
    ### BEGIN SOLUTION
    surely_seen_km = ring * cell_km
    return best_km is not None and best_km <= surely_seen_km
    ### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "check-25-2", "locked": true, "points": 2.0, "schema_version": 3, "solution": false, "task": false}
check("25.2", may_stop)

# %% [markdown] tags=["instructor"]
# **Common wrong answers.** "Somebody was found", "found, and one more ring". With 300 random drivers neither fails in
# thousands of searches; draw the rider at the edge of the cell. Timing for a class: 10 minutes.

# %% [markdown]
# Your rule now steers a grid with cells of 1 km, on the fleet of scene 1. A rider in a suburb wants the five nearest cars,
# so `best_km` is the distance of the fifth.

# %%
from course.systems.nearby_drivers.designs import AskEverybody, FixedGrid

stop = yours("25.2", may_stop)


def filled(index, places):
    for driver, (x, y) in places.items():
        index.move(driver, x, y)
    return index


suburb = (5.5, 3.5)
for index in (AskEverybody(), FixedGrid(1.0, stop)):
    print(f"{type(index).__name__}: {filled(index, fleet.places).nearest(*suburb, 5).compared:,} drivers compared")

# %% [markdown]
# From **10,000** to **306**. Are we done?
#
# ## 5 · The match is over · 4 minutes
#
# People leave the stadium. 3,000 of the 10,000 drivers wait around the stadium's gate, most within 150 metres. A rider comes
# out of the gate and wants the five nearest.

# %%
predict("25.p2")

# %% tags=["reveal"]
from course.systems.nearby_drivers.workload import after_the_match, gate

crowd = after_the_match(10_000, 3_000, random.Random(25))
grid = filled(FixedGrid(1.0, stop), crowd)
reveal("25.p2", grid.nearest(*gate(), 5).compared, unit="drivers compared")
crowds = grid.crowds()  # how many stand in each cell, most first
print(f"fullest cell: {crowds[0]:,} · the one in the middle of the list: {crowds[len(crowds) // 2]}")

# %% [markdown]
# <details><summary>After you ran it</summary>
#
# **3,539**. The grid opened its usual few cells. But one of them holds **3,065** drivers, where **58** are usual: a **hot
# cell**. And everybody who leaves the stadium asks the same cell.
#
# </details>
# <details><summary>Which failure pattern is this: everyone at once, grows for ever, or clock as truth?</summary>Everyone
# at once: one place in the map gets what was planned for all. It goes away after an hour, so it does not grow for ever.
# You would detect it by the fullest cell against the one in the middle.</details>
#
# Then make the cells smaller!

# %% tags=["reveal"]
for cell_km in (1.0, 0.25, 0.06):
    grid = filled(FixedGrid(cell_km, stop), crowd)
    at_gate, outside = grid.nearest(*gate(), 5), grid.nearest(*suburb, 5)
    print(f"cells of {cell_km:4} km · gate: {at_gate.compared:5,} compared, {at_gate.cells} cells opened", end=" · ")
    print(f"suburb: {outside.compared:3} compared, {outside.cells:3} cells opened")

# %% [markdown]
# <details><summary>After you ran it</summary>
#
# Cells of 60 m are still hot at the gate: **2,180** compared. And in the suburb **225** of them are opened to find five
# cars. No size fits both. One size is right for one density.
#
# </details>

# %%
quiz("25.q2")

# %% [markdown] covers=["RIDE-09"]
# ## 6 · Cut where they are · 7 minutes
#
# That is the idea of the quadtree: small cells at the gate, large ones in the suburb, and no size to choose. For the
# five nearest it opens cells in the order of their distance. It stops where the next cell is farther than the fifth car.

# %% covers=["RIDE-09"]
from course.systems.nearby_drivers.designs import RememberedLeaves

tree = filled(RememberedLeaves(MAP_KM, capacity=50), crowd)
for name, place in {"gate": gate(), "suburb": suburb}.items():
    found = tree.nearest(*place, 5)
    print(f"{name}: {found.compared} compared, {found.cells} cells opened")

# %% [markdown]
# **68** instead of 2,180 at the gate, and **4** cells instead of 225 in the suburb. So the tree was not the mistake of
# scene 1.
#
# And the search of a box? A cell outside is left aside (**pruned**), with all that is in it. A cell inside is taken whole:
# nobody in it is compared. Only leaves on the border are looked through. Here are 3,000 drivers.

# %% covers=["RIDE-09"]
from course.widgets.quadtree import query_box

box = query_box()
box

# %% [markdown]
# **Exercise 25.3.** Reach the target. Drag the box, or a corner of it; or use the keys; or write
# `box.set(x=1, y=1, half_km=2)` in a cell of your own. (`half_km` is half of the side. The drivers a leaf, `capacity`, are
# yours to choose too. A cell taken whole counts as visited, a pruned one does not.)

# %% tags=["instructor"]
box.set(x=0.0, y=0.0, half_km=6.0, capacity=10)

# %%
check("25.3", box)

# %% [markdown] covers=["RIDE-09"]
# To *count* who is in the box, the price is at the border: a cell inside says its number in one step. Who wants the drivers
# themselves pays for each of them. Remember that for scene 10.
#
# Borders need one more rule. A driver stands exactly on the line between two quarters. If both say "mine", one program
# stores the driver here and another looks there. So a cell is **half-open**: its western and southern line belong to it, the
# eastern and northern one to its neighbour.

# %% [markdown]
# A good place for a pause. Two cards, with other numbers:

# %%
review("25", limit=2)

# %% [markdown]
# ## 7 · Fifty-one at one stand · 4 minutes
#
# Cars wait at a taxi stand, all with the same position: their phones round it off. A leaf of the tree of scene 1 takes 50.
# Then the 51st comes.

# %%
predict("25.p3")

# %% tags=["reveal"] covers=["BUG-104"]
stand = OftenSeenTree(MAP_KM)
try:
    for car in range(1, 52):
        stand.insert(f"car {car}", 1.0, 1.0)
    ended = f"{stand.levels() - 1} cuts"
except Exception as error:
    ended = f"car {car}: {type(error).__name__}"
reveal("25.p3", ended)

# %% [markdown] covers=["BUG-104"]
# <details><summary>After you ran it</summary>
#
# No number is enough; car **51** ends the program. A cut sends all 51 into the same quarter, which is too full, so it is cut, and so on. A function
# that calls itself is **recursion**; Python gives up after some hundred or thousand calls in one another. This was one
# stand. Every phone that has no position yet and sends (0, 0) stands at one point too.
#
# </details>
# <details><summary>Which failure pattern is this: grows for ever, check-then-act, or two copies of one
# truth?</summary>Grows for ever: nothing says when cutting ends. You would detect it by the depth of the tree and the
# fullest leaf, long before.</details>
#
# The mend: at some depth a leaf takes any number.

# %% covers=["BUG-104"]
from course.parts.quadtree import QuadTree

stand = QuadTree(MAP_KM, capacity=50, max_depth=12)
for car in range(5_000):
    stand.insert(f"car {car}", 1.0, 1.0)
fullest = max(len(points) for area, points in stand.leaves())
print(f"{len(stand):,} cars, {stand.cells()} cells, fullest leaf {fullest:,}")
print(f"after 12 cuts a cell is {20_000 / 2**12:.0f} m wide")

# %% [markdown] covers=["BUG-104"]
# **5,000** cars at one point, **49** cells. What remains: a look that reaches this leaf compares all of them. Choose the
# depth so that the smallest cell is a car's length: then only a wrong or rounded position makes it full, and that can be counted.
#
# ## 8 · Remember the leaf · 9 minutes
#
# Back to the pings. `remove` searched for the driver. But we put them into their leaf ourselves, a second ago! So keep a
# dictionary, `leaf_of`: driver → leaf.
#
# How much does a second change? Look at these two lengths before you guess.

# %%
from math import dist
from statistics import mean, median

from course.systems.nearby_drivers.leaves import LeafMap

leaves = LeafMap(fleet.places, MAP_KM)
before = dict(fleet.places)
moves = fleet.drive(1)
widths = [leaf.area.east - leaf.area.west for leaf in leaves.leaves if leaf.points]
steps = [dist(before[driver], (x, y)) for driver, x, y in moves]
print(f"a leaf is {1_000 * median(widths):.0f} m wide · a car moves {1_000 * mean(steps):.0f} m in a second")

# %%
predict("25.p4")

# %% tags=["reveal"]
left = [driver for driver, x, y in moves if not leaves.leaf_of[driver].holds(x, y)]
reveal("25.p4", f"{100 * len(left) / len(moves):.1f}", unit="of 100")

# %% [markdown]
# <details><summary>After you ran it</summary>
#
# **2.0** of 100. Only who drives within a step of a border can cross it: 10 m in a leaf of 625 m are 1.6 %, and
# who drives to the north-east meets borders of both directions.
#
# </details>
#
# So most pings need no tree at all. They need a dictionary.
#
# | call | what it does |
# |---|---|
# | `leaf_of[driver]` | the leaf in which the driver is now |
# | `leaf.holds(x, y)` | does this leaf own the place? |
# | `leaf.points` | a dictionary: driver → (x, y) |
# | `find_leaf(x, y)` | goes down the tree to the leaf that owns the place; ValueError if it is not on the map |
#
# **Exercise 25.4.** Write `move`. Every driver already stands in a leaf. Afterwards the driver stands in the one leaf that owns the place, `leaf_of` knows it,
# and nobody went down the tree without need. If the place is not on the map, nothing has changed, and the caller gets the
# error.

# %% nbgrader={"grade": false, "grade_id": "answer-25-4", "locked": false, "schema_version": 3, "solution": true, "task": false} covers=["BUG-103"]
def move(leaf_of, find_leaf, driver, x, y):
    ### BEGIN SOLUTION
    old = leaf_of[driver]
    if old.holds(x, y):
        old.points[driver] = (x, y)
        return
    new = find_leaf(x, y)
    del old.points[driver]
    new.points[driver] = (x, y)
    leaf_of[driver] = new
    ### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "check-25-4", "locked": true, "points": 2.0, "schema_version": 3, "solution": false, "task": false}
check("25.4", move)

# %% [markdown] tags=["instructor"]
# **Common wrong answers.** The driver stands in two leaves, or `leaf_of` keeps the old one. The strong class also asks
# what a bad position does to "remove, then insert". Timing for a class: 12 minutes.

# %% covers=["BUG-103"]
your_move = yours("25.4", move)
for driver, x, y in moves:
    your_move(leaves.leaf_of, leaves.find_leaf, driver, x, y)
right = {driver: place for leaf in leaves.leaves for driver, place in leaf.points.items()} == fleet.places
print(f"{len(moves):,} moves, every driver at the right place: {right}, cells visited: {leaves.visited:,}")

# %% [markdown] covers=["BUG-103"]
# **1,261** cells for 10,000 moves, where scene 1 asked 513 for *each*. In our `QuadTree` the same dictionary stands;
# its leaves are also cut and joined while drivers move. What remains: the driver's leaf is now written down twice, in
# `leaf_of` and in `points`. Both must change together; compare them now and then. Both trees get the same second:

# %% covers=["BUG-103"]
ours = QuadTree.build(before, MAP_KM)
figures = {"often seen tree": seconds_each(planted(OftenSeenTree(MAP_KM)), moves[:100])}
figures |= {"leaf remembered": seconds_each(ours, moves)}
measured("25.8", figures, unit="s", at_least=("often seen tree", "leaf remembered", 200))
try:
    ours.remove("nobody")
except KeyError as error:
    print(f"remove('nobody'): {type(error).__name__}")

# %%
quiz("25.q3")

# %% [markdown] covers=["RIDE-13", "RIDE-14"]
# ## 9 · A circle is not a box · 8 minutes
#
# Phones do not report kilometres. They report degrees: **longitude** to the east (−180 to 180), **latitude** to the
# north (−90 to 90). A degree of latitude is 111.195 km everywhere on our ball. A degree of longitude is that on the equator, and
# shrinks towards the poles: times `cos(latitude)`.

# %% covers=["RIDE-13", "RIDE-14"]
from math import cos, radians

from course.parts.earth import KM_PER_DEGREE, distance_km

for latitude in (0, 55.5):
    wide = KM_PER_DEGREE * cos(radians(latitude))  # cos wants radians, not degrees
    there = distance_km((0, latitude), (1, latitude))
    print(f"one degree east at latitude {latitude}: {wide:.3f} km · distance_km says {there:.3f}")

# %% [markdown] covers=["RIDE-13", "RIDE-14"]
# `distance_km(a, b)` is the way of a bird on a ball; the formula is called **haversine**. Points are (longitude,
# latitude).
#
# A tree of degrees finds boxes of degrees. So a look within 2 km begins with the box around its circle.
#
# **Exercise 25.5.** Return (west, south, east, north), in degrees, of the box around a circle of `radius_km`. Nobody in
# the circle may be left out, and the box may be at most 5 % wider or higher than needed. The check asks for places up to latitude
# 70, far from longitude 180; a metre at the edge does not matter.

# %% nbgrader={"grade": false, "grade_id": "answer-25-5", "locked": false, "schema_version": 3, "solution": true, "task": false} covers=["RIDE-13"]
def box_around(lon, lat, radius_km):
    ### BEGIN SOLUTION
    half_height = radius_km / KM_PER_DEGREE
    half_width = half_height / cos(radians(lat))
    return lon - half_width, lat - half_height, lon + half_width, lat + half_height
    ### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "check-25-5", "locked": true, "points": 2.0, "schema_version": 3, "solution": false, "task": false}
check("25.5", box_around)

# %% [markdown] tags=["instructor"]
# **Common wrong answer.** `half_height * cos(…)`: each degree is shorter, so the box seems to be narrower. Let them put
# a driver 2 km east of the rider at latitude 60.

# %% [markdown]
# A design often seen stops here: who is in the box is "nearby".

# %% covers=["BUG-108", "RIDE-13"]
from course.systems.nearby_drivers.workload import on_earth
from course.widgets.nearby import circle_in_box

box_of = yours("25.5", box_around)
rider, places = on_earth((0, 0)), {driver: on_earth(place) for driver, place in fleet.places.items()}
west, south, east, north = box_of(*rider, 2)
found = [place for place in places.values() if west <= place[0] <= east and south <= place[1] <= north]
far = [distance_km(rider, place) for place in found]
print(f"farther than 2 km: {sum(km > 2 for km in far) / len(far):.0%}, the farthest {max(far):.2f} km away")
circle_in_box(fleet.places, (0, 0), 2)

# %% [markdown] covers=["BUG-108"]
# **22%** (with our box), one of them **2.78** km away. π · r² is 79 % of (2r)²; the rest are corners. Keep the box for
# the tree, and then drop whoever is too far.
#
# "Also in Fiji." There the **date line** runs through the sea: longitude 180. Just west of it are 179.99, 179.98; just
# east of it −179.99, −179.98. A rider stands on the line, with 40 drivers around, all within 2 km.

# %%
predict("25.p6")

# %% tags=["reveal"] covers=["BUG-108"]
from course.systems.nearby_drivers.workload import around

fiji = (180.0, -17.0)
boats = around(fiji, 2, 40, random.Random(9))
west, south, east, north = box_of(*fiji, 2)
found = [boat for boat in boats if west <= boat[0] <= east and south <= boat[1] <= north]
print(f"all within 2 km: {all(distance_km(fiji, boat) <= 2 for boat in boats)}")
reveal("25.p6", len(found), unit="drivers found")

# %% [markdown] covers=["BUG-108"]
# <details><summary>After you ran it</summary>
#
# **22** of 40, with our box. The others are within 2 km too, and their numbers are 359 degrees away.
#
# </details>
# <details><summary>Which failure pattern is this: two copies of one truth, space too small, or place in a moving
# list?</summary>Two copies of one truth: one line has two names, 180 and −180, and the box knows one of them. You would
# detect it by asking for the same place under both names, and comparing.</details>
#
# And at the pole the cosine is 0: no width is enough.

# %% covers=["BUG-108"]
from course.parts.earth import boxes_around

for place in (fiji, (25.0, 90.0)):
    print(place, "→", [tuple(round(edge, 3) for edge in each) for each in boxes_around(place, 2)])
within = [boat for boat in boats if any(each.holds(*boat) for each in boxes_around(fiji, 2))]
print(f"found with two boxes: {len(within)}")

# %% [markdown] covers=["BUG-108"]
# Two boxes at the date line, and **40** of 40. Around a pole, one band through all longitudes. What remains: the Earth is
# no ball, and a bird's way is not a road. Lesson 26 drives on roads.

# %% [markdown] covers=["RIDE-11", "RIDE-13"]
# ## 10 · The whole search · 3 minutes
#
# The rider wants the ten nearest *free* cars of *one kind*. The tree knows places only; what else is on a driver's record
# stands in a dictionary beside it. Here are the steps, mixed, with two that do not belong.

# %% covers=["RIDE-13"]
order("25.o1")

# %% covers=["RIDE-11", "RIDE-13", "RIDE-03"]
from dataclasses import replace

from course.systems.nearby_drivers.model import VEHICLES, Driver
from course.systems.nearby_drivers.service import NearbyDrivers


def on_duty(places, rng):  # one of three kinds, and half of them free: one in six suits
    free = (True, False)
    return [Driver(name, on_earth(at), rng.choice(VEHICLES), rng.choice(free)) for name, at in places.items()]


drivers, here = on_duty(crowd, random.Random(25)), on_earth(gate())
(box_at_gate,) = boxes_around(here, 2)
inside = [driver for driver in drivers if box_at_gate.holds(*driver.place)]
suits = [driver for driver in inside if driver.available and driver.vehicle == "comfort"]
print(f"your steps, at the gate: {len(inside):,} drivers from the tree, {len(suits)} compared in kilometres")

# %% [markdown] covers=["RIDE-11", "RIDE-13"]
# Scene 5 is back: the whole crowd is fetched for ten cars. Boxes are right for whoever wants *everybody* in the circle.
# For ten, do as in scene 6: open leaves nearest first, test kind and free on the way, and stop when ten are found and the
# next leaf is farther than the tenth, or than the radius. How far away the leaf begins, a formula on
# the ball says; it knows no date line. That is the search that we ship:

# %% covers=["RIDE-11", "RIDE-13", "RIDE-03"]
service, sea = NearbyDrivers(), NearbyDrivers()
for driver in drivers:
    service.report(driver)
for driver, km in service.within(here, 2, vehicle="comfort", limit=10)[:3]:
    print(f"{driver.name}: {driver.vehicle}, {1_000 * km:.0f} m")
print(f"for ten cars: {service.opened} leaves opened, {service.compared} compared in kilometres")
for number, boat in enumerate(boats):
    sea.report(Driver(f"boat {number}", boat))
print(f"in Fiji: {len(sea.within(fiji, 2, limit=50))} of {len(boats)}")

# %% [markdown] covers=["RIDE-06", "RIDE-08"]
# ## 11 · Against the estimate · 3 minutes
#
# Now the full size: 100,000 drivers. One second of the evening brings 100,000 pings and 694 looks. Both go to the service
# of scene 10, with kind, free and radius.
#
# How many processors carry the map, if each may be busy half of the time, and one may die? Suppose that the map can be divided
# among them (dive 25b cuts it). Divide the work of one second by 0.5 s, round up, add one.

# %% covers=["RIDE-06", "RIDE-08"]
from course.systems.nearby_drivers.estimate import processors

evening, service = Fleet(100_000, random.Random(26)), NearbyDrivers()
at_first = {driver.name: driver for driver in on_duty(evening.places, random.Random(27))}
for driver in at_first.values():
    service.report(driver)
leaves, moves = LeafMap(evening.places, MAP_KM), evening.drive(1)
reports = [replace(at_first[name], place=on_earth((x, y))) for name, x, y in moves]
start = process_time()
for driver in reports:
    service.report(driver)
pings_took = process_time() - start
start = process_time()
for driver in reports[:694]:  # a rider stands where this driver is
    service.within(driver.place, 2, vehicle="comfort", limit=10)
looks_took = process_time() - start
figures = {"its pings": pings_took, "its looks": looks_took, "pings and looks": pings_took + looks_took}
figures |= {"what two processors have": 2.0}  # the third one has died
measured("25.11", figures, unit="s", at_least=("what two processors have", "pings and looks", 1))

# %% covers=["RIDE-08", "RIDE-13"]
suits = [driver for driver in reports if driver.available and driver.vehicle == "comfort"]
same = 0
for rider in reports[:5]:
    far = sorted((distance_km(rider.place, driver.place), driver.name) for driver in suits)
    found = service.within(rider.place, 2, vehicle="comfort", limit=10)
    same += [driver.name for driver, km in found] == [name for km, name in far if km <= 2][:10]
print(f"looks that find the same ten as a comparison of all: {same} of 5")

# %% covers=["RIDE-08"]
often_seen_s = seconds_each(planted(OftenSeenTree(MAP_KM)), one_second[:50])  # with a tenth of the drivers only
figures = {"leaf remembered": 1 + processors({"the second": (1, pings_took + looks_took)}, busy=0.5)}
figures |= {"often seen tree, pings only": 1 + processors({"pings": (100_000, often_seen_s)}, busy=0.5)}
measured("25.size", figures, unit="processors", at_least=("often seen tree, pings only", "leaf remembered", 10))

# %% [markdown] covers=["RIDE-08"]
# (Processor time in Python, without a network; a *clock* figure.) Compare the two loads. 144 pings come for one look, but
# the work of all pings is not 144 times the work of all looks. A ping
# touches a dictionary; a look opens leaves and computes kilometres. With the tree of scene 1, the pings were the dominant
# load by far. With the leaf remembered they still need a little more than the looks, on our machine; on yours it may be the
# other way round. Whoever makes this faster must time both.

# %%
from course.widgets.nearby import service_architecture

few = 100 * len(left) / len(fleet.places)  # scene 8
many = 100 * sum(not leaves.leaf_of[name].holds(x, y) for name, x, y in moves) / len(moves)
print(f"of 100 pings change the leaf: {few:.1f} with 10,000 drivers, {many:.1f} with 100,000")
service_architecture(many)

# %% [markdown] covers=["RIDE-03", "RIDE-06", "RIDE-08", "RIDE-09"]
# | design | cells that a ping touches | five nearest at the gate | five nearest in the suburb |
# |---|---|---|---|
# | a list | 1 | **10,000** compared | 10,000 compared |
# | grid of 1 km | 1 or 2 | **3,539** compared | **220** compared |
# | grid of 60 m | 1 or 2 | **2,180** compared | **11** compared, **225** cells opened |
# | tree that asks everybody | **513** | not run | not run |
# | tree that remembers the leaf | 1, and **1,261** for 10,000 pings on the way down | **68** compared | **35** compared, **4** cells opened |
#
# (Second column, not bold: reasoned, not counted.)
#
# The promises of scene 2. A place at most a second old: kept, while two processors can do the pings *and* the looks
# of a second within a second. The ten nearest within 2 km, free, of one kind: kept in **5** looks of 5 at full size, and at the date line. The rider sees their car come: the
# places are known, but 41,667 messages a second must be sent; not shown. 99.99 %: not shown; when this process dies, so does the map.
#
# **What this leaves out.** Cells with names, such as geohash and H3, that can be stored in Redis (dive 25a). Drivers who
# fall silent, several servers, and a restart (dive 25b). Roads, offers and money (lesson 26). Who may see where a driver
# was last night.
#
# **The moral.** Build for the motion, not only for the map. Of 100 pings **2.0** change a leaf with 10,000 drivers, **9.0** with
# 100,000: more drivers, smaller leaves. So a dictionary carries the load that dominated, and the tree is there for the looks. Then time both again: the dominant load may have changed.

# %% [markdown]
# ## 12 · Whiteboard, on another day · 12 minutes
#
# *Free parking.* A city has 40,000 parking spots. Each has a sensor, which reports when a car comes or goes. About 100,000
# drivers a day search for a spot; their app shows free ones within 300 m. Design it in six minutes, on paper. Then take
# two curveballs: *a street festival: everybody wants the same street*, and *a sensor's battery is empty*.
#
# Before you mark your own, mark three answers of other people, 0 to 2 for each: promises · the dominant load with a
# number · a decision and what would flip it · a failure and how it is detected · honest unknowns.
#
# <details><summary>Only after your own lines: three answers to mark</summary>
#
# *One.* "A quadtree, which is the best index for maps. Kafka for the sensors, Redis for speed."
#
# *Two.* "40,000 spots report ten times a day: 5 a second. As with the drivers, I remember the leaf of each spot, so that
# reports are cheap. A look asks the tree for 300 m."
#
# *Three.* "Free spots within 300 m, at most 10 s old. Reports: 5 a second. Looks: 100,000 searches of 8 minutes, one
# look in 5 seconds: 9.6 million a day, 111 a second, 333 at a peak of 3. Looks dominate, and spots never move. So a fixed grid of 300 m, made once, with the free spots
# of each cell; my cell and ring 1 are enough. It would flip if spots were scooters. Two drivers see the same last spot:
# I show each spot to at most two searchers, and count arrivals at taken spots. I do not know how many park
# without a sensor."
#
# </details>
# <details><summary>Our marks, and the curveballs</summary>
#
# | | promises | load | decision | failure | unknowns | why |
# |---|---|---|---|---|---|---|
# | One | 0 | 0 | 0 | 0 | 0 | Tools are not a design. |
# | Two | 1 | 1 | 0 | 0 | 0 | Right numbers, but it never asked what the looks are; nothing moves here, so there is no leaf to remember. |
# | Three | 2 | 2 | 2 | 2 | 2 | It promises an age, saw that the loads are the other way round, and said what would turn them again. |
#
# Curveballs, 2 points each. *Festival*: you said that all are sent to the same few spots (everyone at once), and spread
# them: different spots for different searchers, or a reservation of two minutes. *Battery*: a silent sensor is not a free
# spot; you gave each spot an age, said after how long it counts as unknown, and how you would notice.
#
# </details>
#
# Then mark yours.

# %% [markdown] tags=["instructor"]
# **Discuss.** Of 100 pings 9.0 change a leaf at full size. A customer wants places ten times a second. Which part of the work
# grows tenfold, which hardly, and what does the phone's battery say?
#
# **Discuss.** Pings and looks now cost about the same. You have one week. Which of the two do you make faster, and
# which change in the city would prove you wrong?
