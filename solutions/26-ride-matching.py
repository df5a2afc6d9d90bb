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
#     objectives: [estimate, truth, claim, release, wait, offers, flow, roads, batch]
#     terms: [dispatcher, offer, busy flag, claim, token, owner, expiry, Lua script, deadline, confirm, withdraw,
#       greedy, batch, cost table, empty kilometres, history]
# ---

# %% [markdown]
# # 26 · Riders and cars
#
# ## 1 · Two riders, one car · 4 minutes
#
# It is Friday, it rains, and everybody wants a car. A design often seen works like this. A rider asks. The server
# looks into a list of drivers and takes the nearest one who is free. It sends him an **offer** and looks once a second
# for his answer. After a yes, it writes into Redis, a store that all servers share, that this driver is busy.
#
# Every ten seconds each driver reports where he is. Then the list also learns whether he is busy. Here each driver
# says yes after three seconds (`everybody_accepts`).

# %% covers=["RIDE-01", "RIDE-02"]
import random

from course.simulation.city import load_city
from course.systems.ride_matching.eta import city_times
from course.systems.ride_matching.often_seen import play_evening, two_riders
from course.systems.ride_matching.workload import everybody_accepts, make_day

city = load_city()
times = city_times(rain=0.85)  # how long every drive takes, in the rain
hour = make_day(city, random.Random(0), requests=2_000, drivers=160, rainy=True, hours=(18, 19))
print(f"six to seven: {len(hour.requests)} riders ask, {len(hour.shifts)} cars are out")

# %% [markdown]
# All this is virtual time.

# %%
from course.checks import check, order, predict, quiz, reveal, review, yours

predict("26.p1")

# %% tags=["reveal"] covers=["BUG-099"]
evening = play_evening(hour, times, everybody_accepts)
reveal("26.p1", evening.shared, unit="riders")

# %% [markdown] covers=["BUG-099"]
# <details><summary>After you ran it</summary>
#
# **9** riders were sent to a car that had somebody else. Nobody saw an error: each rider heard "your car is coming",
# and each driver heard "you have a trip".
#
# </details>
#
# Now two riders close up. Both stand at the station, and three drivers are near. Move the second rider: change the
# three numbers, and find the shortest gap at which they get *different* cars.

# %% covers=["BUG-099", "BUG-100"]
for gap_s in (1, 5, 15):
    print(two_riders(gap_s))

# %% [markdown] covers=["BUG-099", "BUG-100"]
# <details><summary>The shortest gap?</summary>Ten seconds: then the list is new.</details>
#
# There are two different mistakes here. After one second the first offer is still open. The driver is not busy *yet*,
# so he is offered again, and he says yes twice. After five seconds Redis knows that he is busy. But the search does
# not read Redis; it reads its list.
#
# <details><summary>Which failure pattern is the first one: check-then-act, clock as truth, or grows for ever? Name it,
# then open.</summary>Check-then-act. The server looks ("he is free") and acts three seconds later. You would detect it
# by counting, each minute, the drivers who are in two trips.</details>
# <details><summary>And the second one: two copies of one truth, space too small, or trusting the
# caller?</summary>Two copies of one truth. The <b>busy flag</b> stands in Redis and in the list, and for up to ten
# seconds they differ. You would detect it by comparing both for a few drivers, all day long.</details>

# %% [markdown] tags=["instructor"]
# **Marking note.** Let the class bet on the gap first. Most say three seconds, because the yes comes then. The right
# answer is the next report: ten seconds. Timing for a class: 9 minutes.

# %% [markdown] covers=["RIDE-01", "RIDE-02", "RIDE-15"]
# ## 2 · What do we promise? · 3 minutes
#
# > *Our city takes a million rides a day. A rider who asks wants a driver, or an honest no, within 30 seconds. When can
# > you start?*
#
# You may ask four questions. Choose, then open.
#
# <details><summary>May two riders share a car?</summary>Never. And never two cars for one rider.</details>
# <details><summary>What if no driver is found?</summary>Say so after 30 seconds; the rider may ask again.</details>
# <details><summary>What counts as near?</summary>Who arrives first. Our riders look at a watch, not at a map.</details>
# <details><summary>Must a driver say yes?</summary>No. About 80 of 100 offers are accepted. Some phones stay
# silent.</details>
# <details><summary>May a finished ride go unpaid?</summary>No. Not if a server dies either.</details>
# <details><summary>Is waiting all that matters?</summary>We pay for every kilometre without a rider.</details>
#
# The program that finds drivers is called the **dispatcher**; several run at once. For the dispatcher a trip is in one
# of three states: it is *searching*, it is *matched*, or it ended with *no drivers*. A table of allowed steps refuses
# everything else.

# %% covers=["RIDE-15"]
from course.systems.ride_matching.trips import IllegalStep, next_state

print("searching + match →", next_state("searching", "match"))
try:
    next_state("no_drivers", "match")
except IllegalStep as refused:
    print(refused)

# %% [markdown]
# One question; it does not block you.
#
# <details><summary>Redis: what does <code>SET x 1 NX EX 15</code> do?</summary>It stores 1 under the name x if nothing
# is there (NX), and forgets it after 15 seconds (EX). Not sure? Primer 00a takes ten minutes.</details>

# %% [markdown] covers=["RIDE-02"]
# ## 3 · The estimate · 3 minutes
#
# A million rides a day. Our city's curve puts the busiest hour at nearly twice the mean. We plan 5,000 free cars at
# that hour, and eight calls of the store for a ride. (Assumed.)

# %% covers=["RIDE-02"]
from course.systems.ride_matching.estimate import load

busy = load(1e6, peak_factor=max(city.demand), accept=0.8, idle_cars=5_000)
print(f"rides       {busy.rides_per_s:9,.0f} a second")
print(f"offers      {busy.offers_per_s:9,.0f} a second (rides / 0.8)")
print(f"store calls {busy.store_calls_per_s:9,.0f} a second")
print(f"driving times {busy.pairs_per_s:7,.0f} a second: each rider with each free car")

# %%
quiz("26.q1")

# %% [markdown]
# The last line is the **dominant load**. So no map may be searched while a rider waits. Our city has 1,287 junctions. We find the driving time between every
# two of them *before* the day begins. Then a comparison is a look into a table.

# %% [markdown] covers=["BUG-099", "RIDE-18"]
# ## 4 · A claim has an owner and an expiry · 7 minutes
#
# Reserve the driver *before* you offer him a trip. Such a reservation is a **claim** (or lock): a key in Redis with
# the driver's name. It must answer two questions. *Whose is it?* It holds a **token**, a text that only this one claim has. Its
# **owner** is whoever knows that token. *What if the owner dies?* It has an **expiry**: it ends by itself.
#
# You get a store with these calls. Each is one step; between two calls another program may act, or yours may die.
#
# | call | what it does |
# |---|---|
# | `store.get(name)` | the value, or None |
# | `store.set(name, value)` | writes, whatever was there |
# | `store.set_if_absent(name, value, seconds=None)` | writes if nothing is there, and says True if it did; with `seconds` the value ends by itself |
# | `store.expire(name, seconds)` | lets a value that is there end after so many seconds |
# | `store.delete(name)` | deletes |
# | `store.delete_if(name, value)` | deletes if exactly this value is there; says True if it did |
#
# **Exercise 26.1.** Claim a driver for so many seconds. The key is `driver:7` for driver 7, its value is the token.
# Return True to exactly one caller, and False to every other. The check lets others act, and lets you die, between any two of your calls.


# %% nbgrader={"grade": false, "grade_id": "answer-26-1", "locked": false, "schema_version": 3, "solution": true, "task": false}
def claim(store, driver, token, seconds):
    ### BEGIN SOLUTION
    return store.set_if_absent(f"driver:{driver}", token, seconds)
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "check-26-1", "locked": true, "points": 2.0, "schema_version": 3, "solution": false, "task": false}
check("26.1", claim)

# %% covers=["BUG-099", "RIDE-18"]
from course.clock import ManualClock
from course.stores import open_redis
from course.systems.ride_matching.claim_store import ClaimStore

claim_it = yours("26.1", claim)
clock = ManualClock()  # stands still until we move it
store = ClaimStore(open_redis(clock=clock))
print("second 0:  trip 1", claim_it(store, 7, "trip 1", 15), "· trip 2", claim_it(store, 7, "trip 2", 15))
clock.advance(15)
print("second 15: trip 2", claim_it(store, 7, "trip 2", 15))

# %% [markdown]
# ## 5 · Whose claim do you end? · 4 minutes
#
# A driver says no after two seconds. So the dispatcher ends the claim early. A design often seen calls `store.delete`, and it does so at the end of every offer.
#
# Look at the last line above. It is second 15, trip 1's claim is over, and trip 2 has the driver. The dispatcher of trip 1 was
# slow: it deletes the key at second 16. A moment later trip 3 asks for the driver.

# %%
predict("26.p2")

# %% tags=["reveal"] covers=["BUG-099"]
clock.advance(1)
store.delete("driver:7")  # trip 1 tidies up
trip = 3
print(f"trip {trip} hears", claim_it(store, 7, f"trip {trip}", 15))
reveal("26.p2", store.get("driver:7"))

# %% [markdown] covers=["BUG-099"]
# <details><summary>After you ran it</summary>
#
# The key now says **trip 3**. Trip 2 had heard True one second before, and nobody told it. Two riders, one car
# again, and this time *with* a claim.
#
# </details>
# <details><summary>What was missing: an expiry, an owner, or a second look?</summary>An owner. The expiry did its work
# at second 15. After a second look, too, time passes. The delete itself must ask whose claim it ends.</details>
#
# Redis can run a small program in one step, a **Lua script**: "if the key holds this token, delete it". Our
# `delete_if` is such a script.
#
# **Exercise 26.2.** End a claim, only if it is yours. Return True if a claim of yours has ended by this call, else False.


# %% nbgrader={"grade": false, "grade_id": "answer-26-2", "locked": false, "schema_version": 3, "solution": true, "task": false}
def release(store, driver, token):
    ### BEGIN SOLUTION
    return store.delete_if(f"driver:{driver}", token)
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "check-26-2", "locked": true, "points": 2.0, "schema_version": 3, "solution": false, "task": false}
check("26.2", release)

# %% [markdown] tags=["instructor"]
# **Common wrong answer.** `get`, compare, `delete`. It passes every test in which nothing happens in between. Ask: who
# may act between the two lines?

# %% [markdown] covers=["RIDE-16", "BUG-101"]
# ## 6 · A chain of offers · 5 minutes
#
# The design often seen searches in rings. It begins with 2 km and asks the five nearest drivers there, one after the
# other, 15 seconds each. Then it searches within 4 km, 6, 8 and 10 km in the same way. After the last ring it says "no
# drivers".

# %%
predict("26.p3")

# %% tags=["reveal"] covers=["RIDE-16", "BUG-101"]
from course.systems.ride_matching.often_seen import silent_drivers

silence = silent_drivers(5)
print("driver: how often he was asked", silence.offers)
reveal("26.p3", f"after {silence.heard_s:.0f} s")

# %% [markdown] covers=["BUG-101"]
# <details><summary>After you ran it</summary>
#
# After **375** seconds: 5 rings, 5 drivers, 15 seconds. A larger ring contains the smaller one, so each phone rang
# **5** times. The promise is 30 seconds, and no line of the program looks at it.
#
# </details>
#
# Two things mend this. Remember who was asked. And set a **deadline**: a moment at which the search ends, whatever
# happens. Asking several drivers *at once* helps too: their 15 seconds run at the same time.
#
# **Exercise 26.3.** Everybody is silent. Each driver is asked once, `at_once` of them at a time. The next ones are
# asked when these offers are over. After how many seconds does the rider hear "no drivers"? That is when all are over,
# or at the deadline, whichever comes first.


# %% nbgrader={"grade": false, "grade_id": "answer-26-3", "locked": false, "schema_version": 3, "solution": true, "task": false}
def worst_wait_s(drivers, at_once, offer_s, deadline_s):
    ### BEGIN SOLUTION
    rounds = -(-drivers // at_once)  # rounded up
    return min(rounds * offer_s, deadline_s)
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "check-26-3", "locked": true, "points": 1.0, "schema_version": 3, "solution": false, "task": false}
check("26.3", worst_wait_s)

# %% covers=["BUG-101", "RIDE-16"]
wait_s = yours("26.3", worst_wait_s)
for at_once in (1, 3):
    print(
        f"5 drivers, {at_once} at once: {wait_s(5, at_once, 15, 10**6)} s; with a deadline: {wait_s(5, at_once, 15, 30)} s"
    )

# %% [markdown] covers=["RIDE-17", "RIDE-18"]
# ## 7 · Three phones ring · 7 minutes
#
# Three drivers are claimed and asked at once. Now several may say yes. The earliest yes wins. All others must hear
# something, or they wait for ever: we **withdraw** their offers.
#
# **Exercise 26.4.** `answers` holds `(after_s, driver, reply)` with the reply "yes" or "no", in any order, no two at the
# same `after_s`. `asked` lists all who were asked; some stay silent. An answer exactly at the deadline, yes or no,
# came in time. A later one did not.
#
# Return the winner (or None), and the set of drivers from whom to withdraw. These are all who were asked, except the
# winner and those who had said no by the end. The end is the moment of the winning yes, or else the deadline. Leave
# `answers` and `asked` as they are: sort a copy.


# %% nbgrader={"grade": false, "grade_id": "answer-26-4", "locked": false, "schema_version": 3, "solution": true, "task": false}
def first_yes(answers, asked, deadline_s):
    ### BEGIN SOLUTION
    left = set(asked)
    for after_s, driver, reply in sorted(answers):
        if after_s > deadline_s:
            break
        left.discard(driver)
        if reply == "yes":
            return driver, left
    return None, left
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "check-26-4", "locked": true, "points": 2.0, "schema_version": 3, "solution": false, "task": false}
check("26.4", first_yes)

# %% [markdown] covers=["RIDE-18"]
# Real phones' clocks differ: the yes that *arrives* first wins. Two servers may each hear one in the same moment, so one
# more script in Redis decides: **confirm**. "If the trip still searches, *and* the driver's key still holds this token,
# then write the trip into the driver's key, without an expiry." One key says it all: nothing there, he is free; a
# token, he is claimed; a trip, he is busy. The flag of scene 1 is gone.

# %% covers=["RIDE-17", "RIDE-18", "BUG-100"]
from course.systems.ride_matching.board import RedisBoard

board = RedisBoard(open_redis(clock=clock))
board.open(12)
for driver in (7, 8):
    board.claim(driver, f"offer of {driver}", 20)  # seconds; scene 8 says why
for driver in (8, 7, 8):
    print(f"driver {driver} says yes:", board.confirm(12, driver, f"offer of {driver}").value)
print("trip 12:", board.trip(12), "· key of driver 8:", board.holder(8))

# %% [markdown] covers=["RIDE-17", "RIDE-18"]
# The third yes is driver 8's again: his phone did not hear the answer. He hears *again*, "yours, as before".

# %% [markdown] covers=["RIDE-17", "BUG-111"]
# ## 8 · In the last second · 5 minutes
#
# Back to the design often seen. Its offer is a key that lives for 15 seconds. The driver's yes is written into that
# key. The server reads it at seconds 0, 1, 2 and so on up to 14. At second 15 it goes on to the next driver.

# %%
predict("26.p4")

# %% tags=["reveal"] covers=["BUG-111", "RIDE-17"]
from course.systems.ride_matching.often_seen import yes_after

reveal("26.p4", str(yes_after(14.5)))

# %% [markdown] covers=["BUG-111"]
# <details><summary>After you ran it</summary>
#
# The driver sets off. The server offers the trip to somebody else, and two cars may come.
#
# </details>
# <details><summary>Which failure pattern is this: "done" said too early, space too small, or load on the wrong
# tier?</summary>"Done" said too early: his screen showed success before anybody had confirmed it. You would detect it
# by counting drivers who report "on my way" to a trip that is not theirs.</details>
#
# In ours, a yes is only a wish. The driver's phone says "one moment", and repeats the yes until it hears *done* or
# *refused*. His offer lasts 15 seconds, and his claim 20. One driver's yes comes after 14.5 seconds, another's after 21:

# %% covers=["BUG-111"]
for trip, driver, late_s in ((13, 9, 14.5), (14, 10, 21)):
    board.open(trip)
    board.claim(driver, f"offer of {driver}", 20)
    clock.advance(late_s)
    print(f"yes after {late_s} s:", board.confirm(trip, driver, f"offer of {driver}").value)

# %% [markdown] covers=["BUG-111"]
# In the last second the claim still holds: *done*. After 21 seconds it is over: *refused*, and nobody drives in vain. In
# between, the dispatcher has ended the claim at second 15, as 26.4 says; only if it is slow or dead is a yes still *done*.

# %%
quiz("26.q2")

# %% [markdown]
# A good place for a pause. One card, when you come back:

# %%
review("26", limit=1)

# %% [markdown] covers=["RIDE-16"]
# ## 9 · The other bank · 4 minutes
#
# So far "nearest" meant a straight line. Through our city runs a river with three bridges. We draw a rider anywhere
# and 30 free cars anywhere, 1,000 times.

# %%
predict("26.p5")

# %% tags=["reveal"] covers=["RIDE-16"]
from course.systems.ride_matching.eta import air_m

seven = 19 * 3600  # o'clock, in seconds
rng, junctions, lost = random.Random(26), range(len(city.positions)), []
for _ in range(1_000):
    rider, cars = rng.choice(junctions), rng.sample(junctions, 30)
    by_air = min(cars, key=lambda car: air_m(city, car, rider))
    first = min(cars, key=lambda car: times.free_s[car, rider])
    lost.append((times.seconds(by_air, rider, seven) - times.seconds(first, rider, seven), rider, cars))
reveal("26.p5", sum(lost_s > 0 for lost_s, _, _ in lost), unit="times")

# %% tags=["reveal"] covers=["RIDE-16"]
from course.widgets.ride_pictures import river_map

worst_s, rider, cars = max(lost)
print(f"more than 2 minutes lost: {sum(lost_s > 120 for lost_s, _, _ in lost)} times; at worst {worst_s / 60:.1f} min")
river_map(times, rider, cars, seven)

# %% [markdown] covers=["RIDE-16"]
# <details><summary>After you ran it</summary>
#
# **160** of 1,000 times. And **39** times it costs more than two minutes, once **21.5**: the car stands 784 m away, on the other bank, and has to drive to a bridge and back.
#
# </details>

# %%
quiz("26.q3")

# %% [markdown] covers=["RIDE-02"]
# ## 10 · Two riders, two cars · 5 minutes
#
# Two riders ask in the same second. The **cost table** tells the minutes from each car:
#
# | | car 0 | car 1 |
# |---|---|---|
# | rider 0 | 2 | 3 |
# | rider 1 | 3 | 9 |
#
# A **greedy** dispatcher serves one rider after the other. Rider 0 takes the nearest car, car 0: 2 minutes. Rider 1
# gets what is left, car 1: 9 minutes. Together they wait 11. The other way round it is 3 + 3 = 6. Rider 0 gives up
# one minute, and rider 1 wins six.
#
# **Exercise 26.5.** `minutes[rider][car]`, as many cars as riders, at most six. Return a list: for each rider the
# number of the car, each car once, with the smallest sum. (`itertools.permutations(range(3))` gives every order of
# 0, 1, 2.)

# %% nbgrader={"grade": false, "grade_id": "answer-26-5", "locked": false, "schema_version": 3, "solution": true, "task": false}
from itertools import permutations


def best_pairs(minutes):
    ### BEGIN SOLUTION
    def together(cars):
        return sum(row[car] for row, car in zip(minutes, cars))

    return list(min(permutations(range(len(minutes))), key=together))
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "check-26-5", "locked": true, "points": 2.0, "schema_version": 3, "solution": false, "task": false}
check("26.5", best_pairs)

# %% [markdown] covers=["RIDE-02"]
# ## 11 · The same Friday twice · 6 minutes
#
# A **batch** collects riders and free cars for ten seconds, and then takes the best pairs. (A library, SciPy, finds
# them without trying all orders.) Is that worth ten seconds of waiting? We play a rainy Friday from five to nine with too few cars, first greedily. Riders leave after 6 to 15
# minutes without a car at the door. Drivers accept 80 of 100 offers; 8 phones stay silent. All this is assumed.

# %% covers=["RIDE-02"]
from course.systems.ride_matching.day import play_day
from course.systems.ride_matching.designs import Batched, NearestFirst
from course.systems.ride_matching.workload import drawn_answers
from course.widgets.dispatch import Track, dispatch_view, rainy_friday

friday, answers = rainy_friday(), drawn_answers(0)
played = {"nearest first": play_day(friday, NearestFirst(times), times, answers)}
greedy = played["nearest first"]
ride_km = sum(leg.length_m for leg in greedy.legs if leg.purpose != "fetch") / 1000 / greedy.served
print(f"{len(friday.requests)} riders ask; nearest first carries {greedy.served} of them")
print(f"for each a car drives {greedy.empty_km / greedy.served:.1f} km to the rider, and {ride_km:.1f} km with him")

# %%
predict("26.p6")

# %% tags=["reveal"] covers=["RIDE-02"]
batched = Batched(times, every_s=10)
played["batches"] = play_day(friday, batched, times, answers)
reveal("26.p6", played["batches"].served, unit="riders")

# %% tags=["reveal"] covers=["RIDE-02"]
view = dispatch_view(played)
view

# %% [markdown] covers=["RIDE-02"]
# <details><summary>After you ran it</summary>
#
# Batches carry **403** riders, a fifth more on this exceptional Friday, with the same cars. The largest gap in cars with a rider is at 20:10.
#
# Look at the lines there, with `view.set(hour=20.1667)`. The greedy dispatcher gives each car that becomes free to the
# rider who has waited longest, wherever he is. Most cars cross the city empty. In the batch some riders wait for a
# driver, and the drives are short, so cars are soon free again.
#
# </details>
#
# Four designs on this evening. **Empty kilometres** are driven without a rider.

# %% tags=["reveal"] covers=["RIDE-02", "RIDE-16"]
played["by air"] = play_day(friday, NearestFirst(times, metric="air"), times, answers)
played["three at once"] = play_day(friday, NearestFirst(times, offers=3), times, answers)
print(f"{'':14} {'carried':>8} {'gave up':>8} {'driver found':>13} {'in the car':>11} {'empty km a ride':>16}")
for name, evening in played.items():
    found = sorted(ride.until_told_s for ride in evening.rides if ride.told_s)
    row = f"{found[len(found) // 2]:11.0f} s {evening.waits_s[evening.served // 2]:9.0f} s"
    print(f"{name:14} {evening.served:8} {evening.cancelled:8} {row} {evening.empty_km / evening.served:16.1f}")

# %% [markdown] covers=["RIDE-02", "RIDE-16"]
# <details><summary>After you ran it</summary>
#
# (The times are medians.) Three at once finds a driver after **6** s, and carries **308** riders, the fewest: who taps
# first is often not the nearest, and cars drive **8.9** km empty for a ride. Batches drive **5.2**. Their riders sit in
# a car about as late as greedy's, **389** s against **376**: batches win by carrying more.
#
# By air **350** riders are carried, 14 more than by road. In scene 9 there were 30 free cars. Here few are free: there
# is little to choose from.
#
# </details>

# %% [markdown]
# One evening proves little. A hundred Fridays take minutes, so they were played before.

# %% tags=["reveal"] covers=["RIDE-02"]
from course.recordings import recorded_values

for label, value in recorded_values("26.evenings").items():
    print(f"{value:6} {label}")

# %% [markdown] covers=["RIDE-02"]
# <details><summary>After you ran it</summary>
#
# On **91** of 100 Fridays batches carry more; at the median it is **4** % more, at best **27** %, at worst **2** %
# fewer. Ours was exceptional: only **2** gain more. Where cars are fewest, the gain is larger (**6** % against **2** %). When every rider finds a free car nearby, there is
# nothing to trade. Roads beat straight lines on **58** Fridays, lose on **35**, and carry as many on the rest.
#
# </details>

# %% [markdown] covers=["RIDE-18", "BUG-099"]
# ## 12 · Break it · 4 minutes
#
# Now everything fails at once, on Redis, for one rainy hour. Messages get lost, or come twice. Dispatchers die between two
# steps, and come back after 25 seconds with an empty memory. Their clocks run too fast or too slow. Tokens make this
# harmless: an old answer finds that its token is gone. Phones repeat their report of a ride until somebody confirms
# it, and the bank takes the fare of each trip once.
#
# A judge reads the **history**: what drivers heard, who boarded, who was paid. It never asks our database who is right.

# %% covers=["RIDE-18", "BUG-099"]
from course.systems.ride_matching.faults import Faults, play_hours
from course.systems.ride_matching.history import counts

storm = Faults(lost=0.03, repeated=0.05, killed=0.02)
for seed in (1, 2, 3):
    rng = random.Random(seed)
    small = make_day(city, rng, requests=320, drivers=45, rainy=True, hours=(18, 19))
    played_hour = play_hours(small, Batched(times), times, drawn_answers(seed, silent=0.1), storm, rng)
    print(
        f"{len(small.shifts)} cars, {len(small.requests)} riders, {played_hour.kills} dispatchers died, {played_hour.dropped} messages lost, "
        f"{counts(played_hour.events)['paid']} rides paid, {len(played_hour.broken)} promises broken"
    )

# %% [markdown] covers=["RIDE-18"]
# No car had two riders, and no ride went unpaid.
#
# What remains: when a dispatcher dies, its claimed drivers get no offers until their claims end, up to 20 seconds later. And
# if claims had no expiry? Who would end those of a dead dispatcher? Decide, then run one hour twice; only dispatchers
# die in it:

# %% covers=["BUG-099"]
from course.systems.ride_matching.board import MemoryBoard
from course.systems.ride_matching.often_seen import NeverExpires, drivers_locked

for kind in (MemoryBoard, NeverExpires):
    print(f"{kind.__name__}: {drivers_locked(kind, times)} drivers are still claimed when all has come to rest")

# %% [markdown] covers=["BUG-099"]
# A claim without an owner is ended by others. A claim without an expiry is ended by nobody: the restarted dispatcher
# has forgotten its token.  You would detect it by counting claims
# older than 20 seconds.
#
# Here are the steps of a match, mixed, with two that do not belong.

# %% covers=["RIDE-18", "RIDE-17"]
order("26.o1")

# %% [markdown] covers=["RIDE-02"]
# ## 13 · Against the estimate · 3 minutes
#
# How the parts stand together:

# %% covers=["RIDE-01", "RIDE-02"]
from course.widgets.ride_pictures import matching_architecture

matching_architecture()

# %% covers=["RIDE-02"]
batches = played["batches"]
found = [ride for ride in batches.rides if ride.told_s]
print(f"offers for a rider who finds a driver: estimate {1 / 0.8:.2f}, measured {batches.offers / len(found):.2f}")
plenty = make_day(city, random.Random(0), requests=2_000, drivers=500, rainy=True, hours=(17, 21))
for name, day in (("few cars", friday), ("many cars", plenty)):
    design = Batched(times, every_s=10)
    evening = play_day(day, design, times, answers)
    track = Track(name, evening, city)
    free = [track.side(3600 * hour).count("free") for hour in view.controls[0].values]
    estimated, measured = sum(free) / len(free), design.compared / len(day.requests)
    print(f"{name}, driving times for a rider: estimate {estimated:.1f} (free cars), measured {measured:.1f}")
    print(f"  that is {measured / estimated:.2f} times; offers for a rider {evening.offers / len(day.requests):.2f}")

# %% [markdown] covers=["RIDE-02", "RIDE-16", "RIDE-18", "BUG-099", "BUG-100", "BUG-101", "BUG-111"]
# Offers: **1.24** against 1.25. The estimate of driving times compares each rider once. With many cars it is **1.25** times
# that: after a refused offer a rider is compared again, and there are **1.24** offers for a rider. With few cars it is
# **2.40** times: who finds no car is compared again in the next batch. The *load* is largest with many: **197.3**.
#
# The promises of scene 2. *One car, one rider*: kept, by a claim and a confirm. *An answer in 30 seconds*: by the
# deadline of scene 6; our evening let riders wait on. *Who arrives first*: roads; it matters where many cars are free.
# *No unpaid ride*: reports are repeated, and each trip is taken once. *Few empty kilometres*: batches.
#
# **What this leaves out.** Prices that rise when cars are few.  Traffic that differs between roads, and
# the whole life of a trip. Drivers who move toward busy places while they wait. Fairness: a batch may leave one
# rider far out to wait for ever, unless waiting counts in its cost.
#
# **The moral.** Greedy is locally kind and globally wasteful. And a claim needs an owner and an expiry.

# %% [markdown]
# ## 14 · Whiteboard, on another day · 12 minutes
#
# *Kitchen orders.* A delivery service cooks in 40 kitchens of one city and takes 60,000 orders an evening, from six to
# nine. Each order goes to one kitchen, which accepts it on a tablet within 20 seconds, or not. An order that two
# kitchens cook is thrown away. Design it in six minutes, on paper. Then take two curveballs: *a kitchen's tablet loses
# its network for two minutes*, and *a stadium orders 800 pizzas in one minute*.
#
# Before you mark your own, mark three answers of other people, 0 to 2 for each: promises · the dominant load with a
# number · a decision and what would flip it · a failure and how it is detected · honest unknowns.
#
# *Answer one.* "Kafka, and a microservice for each kitchen. The nearest kitchen cooks."
#
# *Answer two.* "60,000 in three hours are 6 a second. I claim a kitchen with SET NX for 20 seconds and send the order
# to its tablet. If it says no, the next nearest gets it."
#
# *Answer three.* "6 a second on average, perhaps 15 at half past seven. A kitchen is not one driver: it cooks 20 orders
# at once, so I claim a *place*, with a token and 25 seconds, and the tablet's yes is confirmed in one step. The order
# goes where it is ready and delivered soonest, in batches of five seconds, since 40 kitchens times 75 orders are only
# 3,000 pairs. On quiet evenings I match at once. I count orders that two kitchens report as cooked; it must be
# 0. I do not know how well a kitchen knows its own cooking time."
#
# <details><summary>Our marks</summary>
#
# One: 0 · 0 · 0 · 0 · 0. Tools are not a design, and two kitchens may cook one order. Two: 1 · 1 · 1 · 0 · 0. The rate is
# right, and the claim has an expiry. But its owner is not named, and SET NX on the *kitchen* stops all its other orders
# for 20 seconds. Three: 2 · 2 · 2 · 2 · 2.
#
# Curveballs, 2 points each. *The tablet*: its yes may be late. You said that a late yes is refused, because its token
# is over, that the tablet repeats until it hears yes or no from you, and that nobody cooks before. *The stadium*: 800
# orders are more than all places. You said what you tell the rest, and by when; and that greedy would send pizzas
# across the city.
#
# </details>
#
# Then mark yours.

# %% [markdown] tags=["instructor"]
# **Discuss.** A batch lets each rider wait up to ten seconds for a better pair. On which evenings would you switch it
# off, and which number tells you so while the evening runs?
#
# **Discuss.** One rider at the edge of the city is never in the cheapest pairing. What would you add to the cost
# table, and how much may it cost all the others?
