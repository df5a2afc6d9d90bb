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
#     objectives: [truth, ghosts, shards, death]
#     terms: [ping, ghost, transaction, sorted set, sweeper, time-out, node, owner, hash ring, router, second owner]
# ---

# %% [markdown] covers=["BUG-112", "RIDE-12"]
# # 25b · A live map
#
# A map of drivers can be wrong in two ways: it shows a car that is gone, or it hides a car that is there.
#
# ## 1 · Four servers, one city · 3 minutes
#
# In lesson 25 one process held the map. Now there are four servers. Each phone stays connected to one of them and
# **pings**: once a second it reports its place. In a design often seen, each server keeps a tree, and all share a Redis.
#
# `GEOADD set longitude latitude name` keeps a name's place in a set. `HSET name …` keeps a record with fields.

# %% covers=["BUG-112", "RIDE-12"]
import inspect
import random

from course.clock import ManualClock
from course.stores import open_redis
from course.systems.nearby_drivers.often_seen import OftenSeenServer
from course.systems.nearby_drivers.workload import MIDDLE, around

clock, rng = ManualClock(), random.Random(1)
store = open_redis(clock)
servers = [OftenSeenServer(store) for _ in range(4)]
for number, place in enumerate(around(MIDDLE, 5, 400, rng)):
    rng.choice(servers).update(f"d{number}", *place, clock.now_s())
print(inspect.getsource(OftenSeenServer.update))

# %%
from course.checks import check, order, predict, quiz, reveal, review, yours

predict("25b.p1")

# %% tags=["reveal"] covers=["BUG-112"]
found = [len(server.nearby(MIDDLE, 2)) for server in servers]
print(f"the four servers: {found}, together {sum(found)} cars · in Redis: {store.zcard('driver_locations')} drivers")
reveal("25b.p1", found[0], unit="cars")
servers[0] = OftenSeenServer(store)
print("after a restart of this server:", len(servers[0].nearby(MIDDLE, 2)))
lines = inspect.getsource(OftenSeenServer.nearby).splitlines()
print("a line of nearby:", next(line.strip() for line in lines if "tree" in line and "=" in line))

# %% [markdown] covers=["BUG-112"]
# <details><summary>After you ran it</summary>
#
# **13** of **64**, about a quarter, and **0** after a restart. Redis has all **400**. But a search asks `self.tree`; nobody
# reads Redis.
#
# </details>
# <details><summary>Which failure pattern is this: two copies of one truth, space too small, or clock as truth?</summary>Two
# copies of one truth: five maps, and no two of them agree. You would detect it by asking two servers the same.</details>
#
# So read what all share. `GEOSEARCH` finds the names of a set within a circle:

# %% covers=["BUG-112"]
from course.systems.nearby_drivers.redis_map import RedisMap

shared = RedisMap(store, clock)  # every server may have one; it remembers nothing itself
print(f"{len(shared.near(MIDDLE, 2))} cars, whichever server asks")

# %% [markdown] covers=["BUG-107"]
# ## 2 · A place that does not exist · 4 minutes
#
# Ana drives at latitude 55.5. Then her phone loses its satellites, and sends nonsense. For a place
# outside of the world, `insert` answers False; Redis raises an error.

# %% covers=["BUG-107"]
server = servers[1]


def where(name):
    tree, redis = server.places().get(name), store.geopos("driver_locations", name)[0]
    return ", ".join(
        f"{at}: {place[1]:.4g}" if place else f"{at}: nowhere" for at, place in (("tree", tree), ("Redis", redis))
    )


def ana_reports(latitude):
    try:
        server.update("ana", 0.0, latitude, clock.now_s())
    except Exception as error:
        print(f"latitude {latitude}: {error}")
    return where("ana")


print(ana_reports(55.5))
predict("25b.p2")

# %% tags=["reveal"] covers=["BUG-107"]
reveal("25b.p2", ana_reports(91))

# %% [markdown] covers=["BUG-107"]
# <details><summary>After you ran it</summary>
#
# The tree has lost Ana: she was removed, and nobody listened to the False.
#
# </details>
#
# Another latitude, one that exists:

# %% covers=["BUG-107"]
ana_reports(55.5)
print(ana_reports(86))

# %% [markdown] covers=["BUG-107", "RIDE-12"]
# Redis knows latitudes up to 85.05 only; the tree goes to 90. Now one store has changed, and the other one has not.
#
# <details><summary>Which failure pattern let the bad place in: everyone at once, trusting the caller, or grows for
# ever?</summary>Trusting the caller: the phone's place was used before anybody looked at it. You would detect it by counting
# refused reports, for each phone.</details>
#
# So look first. Then send all commands as one **transaction** (`MULTI`): no other client's commands run between them. Redis
# takes nothing back: if one command fails, the others stay done.

# %% covers=["BUG-107", "RIDE-12"]
from course.systems.nearby_drivers.model import Driver
from course.systems.nearby_drivers.service import BadPlace

for latitude in (55.6, 91, 86):
    try:
        shared.report(Driver("ana", (0.0, latitude)))
    except BadPlace as refused:
        print(refused)
print(f"Redis: {store.geopos('driver_locations', 'ana')[0][1]:.4g} · record: {store.hget('driver:ana', 'lat')}")

# %% [markdown] covers=["BUG-110", "RIDE-23"]
# What remains: a wrong place that exists, such as (0, 0).
#
# ## 3 · Ghosts · 5 minutes
#
# 500 drivers drive. Each minute ten phones die without a word: an empty battery, a crash, a closed app. Ten other drivers
# begin. Who is on the map and not on the road is a **ghost**.

# %% covers=["BUG-110"]
from course.systems.nearby_drivers.silence import hour_of_shifts

clock = ManualClock()
store = open_redis(clock)
shared = RedisMap(store, clock)
driving = hour_of_shifts(lambda name, place: shared.report(Driver(name, place)), clock, random.Random(25))
print(f"an hour later {len(driving)} drivers drive")
predict("25b.p3")


# %% tags=["reveal"] covers=["BUG-110"]
def ghosts(looks):  # among the ten nearest of each look
    riders = around(MIDDLE, 4, looks, random.Random(2))
    return sorted(sum(name not in driving for name in shared.near(rider, 5, limit=10)) for rider in riders)


seen = ghosts(100)
print(f"on the map: {store.zcard('driver_locations'):,} · a rider sees {seen[0]} to {seen[-1]} ghosts")
reveal("25b.p3", sum(seen) / len(seen), unit="of ten, on average")

# %% [markdown] covers=["BUG-110"]
# <details><summary>After you ran it</summary>
#
# **5.5** of ten: of **1,100** names on the map, 600 are ghosts.
#
# </details>
# <details><summary>Which failure pattern is this: grows for ever, check-then-act, or load on the wrong tier?</summary>Grows
# for ever: names come, and none has an end. You would detect it by names on the map against phones heard in the last
# minute.</details>
#
# Do the names of such a design have an end? `TTL` says in how many seconds; −1 means never.

# %% covers=["RIDE-23", "BUG-110"]
store.hset("trip:1", mapping={"status": "matched", "driver_id": "d7"})
store.set("offer:1:d7", "pending", ex=15)  # an offer to a driver: 15 s
store.set("surge:5550:0", 1.4)  # the price factor of a zone
for name in ("driver_locations", "driver:d7", "trip:1", "offer:1:d7", "surge:5550:0"):
    print(f"{name:17} {store.type(name):6} TTL {store.ttl(name)}")
quiz("25b.q2")

# %% [markdown] covers=["BUG-110"]
# Let us see. One driver is silent, another one reports:

# %% covers=["BUG-110"]
silent, speaks = "d0", sorted(driving)[0]
for _ in range(12):
    clock.advance(10)
    shared.report(Driver(speaks, MIDDLE))
    store.expire("driver_locations", 30)
store.persist("driver_locations")  # no end again
shown = store.zscore("driver_locations", silent) is not None
print(f"d0 drives: {silent in driving} · after two minutes on the map: {shown}")

# %% [markdown] covers=["BUG-110"]
# ## 4 · Who is silent? · 7 minutes
#
# So each driver needs an end of their own. A **sorted set** keeps names with a number, in order. Ours, `driver_heard`, keeps
# the moment at which *our server* heard the driver last. (The phone's own clock may be wrong by hours.) A **sweeper** looks
# for old moments every second.
#
# | call | what it does |
# |---|---|
# | `heard.silent(before_s, n)` | up to `n` names last heard *before* this moment, longest silent first; never more than 100; `[]` if none |
# | `heard.drop(name)` | takes the driver off the map; True if they were on it |
# | `heard.drop_if_silent(name, before_s)` | takes them off only if they were last heard *before* this moment, in one step; True if it did |
#
# **Exercise 25b.1.** Write `sweep(heard, now_s)`: take off the map all drivers who were last heard more than 30 s ago. Return
# how many you took off. `now_s` is this moment; all moments are numbers of seconds. Any driver may ping between two of your
# calls; whoever has pinged stays. Hundreds may be silent.


# %% nbgrader={"grade": false, "grade_id": "answer-25b-1", "locked": false, "schema_version": 3, "solution": true, "task": false} covers=["BUG-110"]
def sweep(heard, now_s):
    ### BEGIN SOLUTION
    before_s, gone = now_s - 30, 0
    while names := heard.silent(before_s, 100):
        for name in names:
            gone += heard.drop_if_silent(name, before_s)
    return gone
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "check-25b-1", "locked": true, "points": 2.0, "schema_version": 3, "solution": false, "task": false}
check("25b.1", sweep)

# %% [markdown] tags=["instructor"]
# **Common wrong answer.** `heard.drop(name)`: the name was right when it was listed. Ask what may happen to the hundredth
# name while the first ones are dropped. Timing for a class: 9 minutes.

# %% covers=["BUG-110"]
for name, place in zip(sorted(driving), around(MIDDLE, 5, 500, rng)):
    shared.report(Driver(name, place))  # the drivers' next pings
print(f"swept: {yours('25b.1', sweep)(shared, clock.now_s())} · ghosts among ten: {ghosts(20)[-1]} at most")

# %% [markdown]
# The **time-out** is the longest silence that is allowed. A ghost stays until the next sweep, 31 s at
# most: ten a minute make about 5 at any moment. Would 3 s be better? Suppose one ping in ten is lost. Three in
# a row: one in a thousand.

# %%
from course.systems.nearby_drivers.silence import hidden  # living drivers of 10,000, on a middle one of 100 evenings

print("time-out 3 s:", hidden(3, in_tunnel=0))
predict("25b.p4")

# %% tags=["reveal"]
evenings = hidden(3, in_tunnel=0.03)
print("time-out 3 s:", evenings)
reveal("25b.p4", evenings.middle, unit="of 10,000 hidden")
print("time-out 30 s:", hidden(30, in_tunnel=0.03))

# %% [markdown]
# <details><summary>After you ran it</summary>
#
# **275**, and not **10**. Who is in a tunnel for more than 3 s is hidden: 17/20 of 300 make 255. Some are hidden up to a
# second sooner, about 8; and 10 as before. A time-out must outlast the longest tunnel, not the lost ping: 30 s hide **0**.
#
# </details>
#
# A good place for a pause.
#
# ## 5 · A border in the city · 10 minutes
#
# One set in Redis lives on one machine, however many servers ask it. So we cut the map into square cells of 2 km. Eight
# processes, the **nodes**, keep them in memory. A **hash ring** (not lesson 25's ring of cells) deals out the cells: the nodes
# stand on a circle, a cell's name is turned into a place on it, and the next node from there is its **owner**. A *look* is a
# rider's search.

# %%
from course.systems.nearby_drivers.live_faults import NODES, Traffic
from course.systems.nearby_drivers.shards import Cutting, ShardedMap

city = ShardedMap(NODES, Cutting(2.0), tells_old=False)  # who crosses a border tells the new owner only
traffic = Traffic(1_000, random.Random(4), city)  # each phone counts its pings: 1, 2, 3 …
traffic.run(60)  # a minute of driving
riders = random.Random(5).sample(list(traffic.fleet.places.values()), 200)
predict("25b.p5")

# %% tags=["reveal"]
miss, twice = traffic.flaws(riders, 1, own_cell_only=True)
print(f"own cell: of 200 looks {miss} miss somebody")
reveal("25b.p5", miss, unit="of 200 looks")
miss, twice = traffic.flaws(riders, 1)  # all cells that the circle touches
print(f"all cells: of 200 looks {miss} miss somebody, {twice} show a car twice")
print(f"drivers who stand on more than one node: {traffic.on_two_nodes()} of 1,000")

# %% [markdown]
# <details><summary>After you ran it</summary>
#
# **188**: a circle 2 km wide stays within a cell of 2 km only if the rider stands in its very middle. In the
# other 12, nobody was outside. Asking all cells that the circle touches finds everybody, and more: **189** looks show a
# car twice. Who crossed a border stands on the old node too, until the time-out.
#
# </details>
#
# **Exercise 25b.2.** Write `one_list(answers, limit)`. `answers` has one entry for each node that was asked: a list of
# `(driver, number, km)` in any order, or None if the node did not answer. `number` counts a phone's pings, so the greatest
# number is the newest place. Return a list of `(driver, km)`: each driver once, at the newest place, nearest first, at most
# `limit` (1 or more) of them.


# %% nbgrader={"grade": false, "grade_id": "answer-25b-2", "locked": false, "schema_version": 3, "solution": true, "task": false}
def one_list(answers, limit):
    ### BEGIN SOLUTION
    newest = {}
    for sightings in answers:
        for driver, number, km in sightings or []:
            if driver not in newest or number > newest[driver][0]:
                newest[driver] = (number, km)
    near = sorted((km, driver) for driver, (number, km) in newest.items())
    return [(driver, km) for km, driver in near[:limit]]
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "check-25b-2", "locked": true, "points": 2.0, "schema_version": 3, "solution": false, "task": false}
check("25b.2", one_list)

# %% [markdown] tags=["instructor"]
# **Common wrong answer.** The nearest sighting of each driver wins. It shows the ghost that drives away from the rider, and
# hides nobody, so no test of distances finds it. Timing for a class: 8 minutes.

# %%
merge = yours("25b.2", one_list)
merged = [merge(list(city.look(rider, 1).values()), 10) for rider in riders]
print("looks that show a car twice:", sum(len(found) > len(dict(found)) for found in merged))
told = Traffic(1_000, random.Random(4), ShardedMap(NODES, Cutting(2.0)))  # the old owner hears: gone since ping 8
told.run(60)
print("on two nodes, if the old owner is told:", told.on_two_nodes())

# %% [markdown]
# <details><summary>A car on two nodes: which failure pattern?</summary>Two copies of one truth. Count drivers on
# all nodes against phones heard.</details>
#
# Three nets: the old owner is told; if that message is lost, the newest ping wins; after 30 s the time-out ends it. What
# remains: a phone that starts again counts from 1, so its old places win until the time-out.
#
# ## 6 · A crowd in one cell · 4 minutes
#
# The evening of lesson 25: 3,000 of 10,000 drivers wait at the stadium's gate.

# %%
from course.systems.nearby_drivers.live_faults import spread
from course.systems.nearby_drivers.workload import after_the_match

crowd = after_the_match(10_000, 3_000, random.Random(25))
predict("25b.p6")

# %% tags=["reveal"]
from course.widgets.live_map import crowded_cells

riders = random.Random(1).sample(list(crowd.values()), 100)
cuttings = {"cells of 2 km": Cutting(2.0), "crowded ones cut": Cutting.where_crowded(crowd.values(), 2.0, most=300)}
designs = {"by driver's name": None, **cuttings, "cells of 60 m": Cutting(0.0625)}
spreads = {name: spread(crowd, cutting, riders) for name, cutting in designs.items()}
for name, result in spreads.items():
    print(f"{name:17} busiest node: {result.busiest:.1f} times the mean · nodes asked for ten cars: {result.asked:.1f}")
reveal("25b.p6", f"{spreads['cells of 2 km'].busiest:.1f}", unit="times the mean")
crowded_cells(crowd, cuttings)

# %% [markdown]
# <details><summary>After you ran it</summary>
#
# **3.2**: a ring deals out *cells* evenly, not drivers. One node has the crowd's 30 % and an eighth of the rest, 39 %: 3.1
# times the mean of 12.5 %. Dealing out drivers by name is even (**1.0**), but then each look asks all **8** nodes. Tiny cells
# are no cure: **6.2** nodes a look. So cut only where it is crowded, as the quadtree did: **1.3**, and **1.4** nodes a look.
# Hatched is the busiest node only: left it has the crowd, right a few small cells, and seven others the rest.
#
# </details>
# <details><summary>Which failure pattern is this?</summary>Everyone at once. You would detect it by the busiest node against
# the mean. What remains: cells must be cut *while* the crowd comes, and each cut moves drivers to other nodes.</details>
#
# ## 7 · A node dies · 4 minutes
#
# Node A dies at second 5. What it knew was in its memory only. **Routers** bring each ping to the
# owner of its cell. From A they get no answers. After 5 s they give its cells to other nodes.

# %%
predict("25b.p7")

# %% tags=["reveal"] covers=["BUG-112"]
from course.systems.nearby_drivers.live_faults import node_dies
from course.widgets.live_map import missing_chart

runs = {f"{copies} owner{'s' * (copies > 1)} a cell": node_dies(copies, random.Random(3)) for copies in (1, 2)}
blind = [at_s for at_s, missing in runs["1 owner a cell"] if missing]
for name, seen in runs.items():
    print(f"{name}: at most {max(missing for _, missing in seen)} of 1,000 are missing")
reveal("25b.p7", f"{blind[-1] + 0.25 - blind[0]:g} s later")
missing_chart(runs)

# %% [markdown] covers=["BUG-112"]
# <details><summary>After you ran it</summary>
#
# **6** s later: five until it is noticed, and one for the pings. Up to **87** of 1,000 are missing meanwhile. Nothing was
# restored from anywhere: the phones say it all again.
#
# The dashed line has a **second owner**: each ping goes also to the node that comes next on the circle. Nobody is missing,
# and pings double. What remains: both owners die within the same seconds.
#
# </details>

# %%
quiz("25b.q3")

# %% [markdown] covers=["RIDE-12", "RIDE-23", "BUG-107", "BUG-110", "BUG-112"]
# ## 8 · What your numbers decide · 3 minutes
#
# Is a second owner worth it? The promise of lesson 25: it works 99.99 % of the time.

# %%
from course.systems.nearby_drivers.estimate import RidePlan
from course.widgets.live_map import live_architecture

allowed_s = (1 - 0.9999) * 30 * 86_400
print(f"a month may lose {allowed_s:.0f} s: {allowed_s / 6:.0f} deaths of 6 s")
print(f"a restart of 8 nodes each day, in a month: {8 * 30}")
pings = RidePlan().pings_per_s
print(f"pings taken each second: {pings:,.0f} with one owner, {2 * pings:,.0f} with two")
live_architecture()

# %% [markdown] covers=["RIDE-12", "RIDE-23", "BUG-107", "BUG-110", "BUG-112"]
# **43** deaths are allowed, if a hole in the map counts as a failure. **240** planned restarts are not. So either each
# restart hands its cells over first, or there is a second owner. The phones' arrow brings a dead owner's
# knowledge back.
#
# | what happens | design often seen | ours |
# |---|---|---|
# | a rider asks one of four servers | **13** of 64 cars | 64 |
# | latitude 91 | driver lost | refused, and stays |
# | phones die for an hour | **5.5** ghosts among ten | just after a sweep, 0 |
# | a border is crossed | (one map) | told, newest, time-out |
# | a crowd | (one map) | busiest node **1.3** times the mean |
# | a node dies | its map is lost | **6** s blind, or 0 for twice the pings |
#
# **What this leaves out.** Places sent on to riders. Two routers that disagree on who is dead. What
# no phone repeats: who is on a trip (lesson 26).
#
# **The moral.** A live map is made of pings, and pings come again: what is lost is back as soon as somebody listens. What
# nobody says any more is what you must end yourself: **600** ghosts in an hour.

# %%
review("25b", limit=1)

# %% [markdown]
# ## 9 · Whiteboard, on another day · 5 minutes
#
# *Lift alarms.* 20,000 lifts of a country report "I run" every 10 s, over phone lines, to one of six servers. Technicians
# see on a map which lifts stand still. Design it in four lines. Then a curveball: *a phone line fails, and 3,000 lifts fall
# silent at once.*
#
# <details><summary>Only after your own lines: three answers to mark</summary>
#
# Give each, then yours, 0 to 2 for: one truth · silence · a dead server · what remains.
#
# | | answer |
# |---|---|
# | One | Each server keeps its lifts in memory, and writes to Redis with `EXPIRE` for the whole set. Silent lifts go off the map. |
# | Two | One Redis and a copy, for all servers. Each lift's own name ends after 30 s; then it goes off the map. A dead server: lifts report to the next one. What remains: both Redis die. |
# | Three | Each lift's moment in one sorted set, for all servers. Silent for 30 s: shown in grey as *unknown*, not as standing still. A dead server: after 20 s without an answer a lift takes the next one; 20 + 10 = 30 s, and all are known again. 20,000 / 10 = 2,000 reports a second: one machine and a copy. I do not know how long phone lines are down. |
#
# </details>
# <details><summary>Our marks, and the curveball</summary>
#
# | | truth | silence | death | remains | why |
# |---|---|---|---|---|---|
# | One | 0 | 0 | 0 | 0 | Seven maps, one end for all; nothing on a dead server. |
# | Two | 2 | 1 | 1 | 1 | Each has its own end, but a dead lift vanishes. Who notices the death, and when? Phone lines fail more often than both Redis. |
# | Three | 2 | 2 | 2 | 2 | Silence is a state of its own here: a taxi may vanish, a lift may not. |
#
# Curveball. 2: one event; you count the silent ones by area before you send anybody. 1: you send nobody, and do not say how
# you tell it from 3,000 faults.
#
# </details>

# %% [markdown] tags=["instructor"]
# **Discuss.** A month allows 43 deaths of 6 s, and eight nodes restarted daily make 240. Hand the cells over before
# each restart, or keep two owners? Say what each costs on a day on which nothing fails.
#
# **Discuss.** An empty place on the map, or 600 ghosts an hour: which error does a rider forgive, and which one does
# a driver who waits for work?
