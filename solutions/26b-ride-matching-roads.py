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
#     objectives: [search, ahead, kinds, machine, log]
#     terms: [ETA, heap, Dijkstra's search, guess, look, state machine, log]
# ---

# %% [markdown] covers=["RIDE-19"]
# # 26b · Roads and trip states
#
# ## 1 · Ten minutes, says the screen · 3 minutes
#
# A rider's screen shows an **ETA**, the estimated time of arrival. A design often seen takes the straight line at 30 km/h.
# Our city's roads have traffic (assumed): here are their speeds at half past five. We play 100 rides.

# %% covers=["RIDE-19"]
import random

from course.simulation.city import load_city
from course.systems.ride_matching.eta import air_eta_s
from course.systems.ride_matching.roads import Traffic, draw_rides

city = load_city()
traffic = Traffic(city)
rides = draw_rides(city, random.Random(1), 100)
promised_s = [air_eta_s(city, start, end) for start, end in rides]
print("half past five, km/h:", {kind: round(kmh) for kind, kmh in traffic.speeds_kmh(17.5 * 3600).items()})
print(f"the promise in the middle: {sorted(promised_s)[50] / 60:.1f} minutes, at every hour")

# %%
from course.checks import check, order, predict, quiz, reveal, review, yours

predict("26b.p1")

# %% tags=["reveal"] covers=["RIDE-19"]
ways, longer = {}, {}
for hour in (4, 17.5):
    ways[hour] = [traffic.way(start, end, hour * 3600) for start, end in rides]
    driven_s = [way.arrival_s - hour * 3600 for way in ways[hour]]
    longer[hour] = sum(took > promise for took, promise in zip(driven_s, promised_s))
    print(f"leaving at {hour:4}: {sorted(driven_s)[50] / 60:4.1f} minutes in the middle, {longer[hour]} of 100 too late")
reveal("26b.p1", longer[17.5], unit="rides")

# %% [markdown] covers=["RIDE-19"]
# <details><summary>After you ran it</summary>
#
# All **100**: the drive in the middle takes **22.7** minutes. Only the motorway is quicker than the promise, and roads bend.
# At four in the morning only **28** are too late: then the promise is too *slow*. One number cannot be right at both
# hours. You would detect it by promised against driven minutes, hour by hour; the mean of a day hides it.
#
# </details>
#
# A maps service answers better, over the network, for a price each time. In this lesson we are that service.

# %% [markdown] covers=["RIDE-19"]
# ## 2 · The earliest junction first · 14 minutes
#
# **Dijkstra's search** finds the quickest way: it always goes on from the junction that is reached *earliest*.
# You leave junction A at minute 0. Roads lead to B (10 minutes) and C (1 minute). C is earliest, so look from there:
# its road to B takes 2 minutes. Now B is reached at minute 3, not 10. So a junction's arrival is final when it is the
# earliest of those that wait; not when it is first *seen*.
#
# Who waits stands in a **heap**, a list that gives out its smallest entry first. `heappush(heap, (3, "B"))` puts a pair
# in, `heappop(heap)` takes out the pair with the smallest first part. A junction may stand in it twice, as B does here;
# what comes out later is too late.
#
# Traffic changes while the car drives. You get:
#
# | | |
# |---|---|
# | `neighbours[a]` | a list of the junctions to which a road leads from `a`; it may be empty |
# | `drive_s(a, b, moment)` | the seconds that the road from `a` to `b` takes whoever enters it at this moment. Nobody arrives earlier by entering later |
#
# **Exercise 26b.1.** A car leaves `start` at the moment `leave_s`. Return the moment of its earliest arrival at `end`,
# or None if no way leads there. Ask for each road at most once. Begin with `heap = [(leave_s, start)]`, and go on while
# a pair is left.

# %% nbgrader={"grade": false, "grade_id": "answer-26b-1", "locked": false, "schema_version": 3, "solution": true, "task": false} covers=["RIDE-19"]
from heapq import heappop, heappush


def arrival_s(neighbours, drive_s, start, end, leave_s):
    ### BEGIN SOLUTION
    heap, done = [(leave_s, start)], set()
    while heap:
        moment, here = heappop(heap)
        if here == end:
            return moment
        if here not in done:
            done.add(here)
            for there in set(neighbours[here]) - done:
                heappush(heap, (moment + drive_s(here, there, moment), there))
    ### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "check-26b-1", "locked": true, "points": 3.0, "schema_version": 3, "solution": false, "task": false}
check("26b.1", arrival_s)

# %% [markdown] tags=["instructor"]
# **Common wrong answer.** `done.add(there)` where the neighbour is pushed: first seen is not first reached. Then the frozen
# clock, `drive_s(here, there, leave_s)`. Timing for a class: 12 minutes.

# %% [markdown]
# Your search drives from the stadium to the airport, beside a map that stands still since the moment of leaving:

# %% covers=["RIDE-19"]
find = yours("26b.1", arrival_s)
stadium, airport = (city.place(name).junction for name in ("stadium", "airport"))
for hour in (4, 7, 8.5, 17.5):
    leave_s = hour * 3600
    moving_s = find(traffic.neighbours, traffic.drive_s, stadium, airport, leave_s) - leave_s
    still = lambda a, b, _moment: traffic.drive_s(a, b, leave_s)
    still_s = find(traffic.neighbours, still, stadium, airport, leave_s) - leave_s
    print(f"leaving at {hour:4}: {moving_s / 60:4.1f} minutes; by the map of that moment {still_s / 60:4.1f}")

# %% [markdown] covers=["RIDE-19"]
# At seven traffic grows, and the still map promises too little: **21.5** minutes for **23.0**. At half past eight it
# melts away, and the map promises too much: **30.6** for **28.3**.
#
# <details><summary>Which failure pattern is the still map: clock as truth, trusting the caller, or everyone at
# once?</summary>Clock as truth: one moment of the clock is taken for the whole drive. You would detect it by errors that
# change their sign within the morning.</details>

# %% [markdown] covers=["RIDE-19"]
# ## 3 · Look ahead · 4 minutes
#
# Dijkstra's search also looks where nobody wants to go. A search called A\* adds a **guess** of what is left: the
# straight line at the speed of the fastest road. The smallest sum of arrival and guess comes first.

# %% covers=["RIDE-19"]
from course.widgets.road_pictures import searched_map, trip_machine, trip_services

old_town, four = city.place("old town").junction, 4 * 3600
searched_map(city, traffic.way(old_town, stadium, four), traffic.way_ahead(old_town, stadium, four))

# %% [markdown]
# A **look** is one question how long a road takes. Is a bolder guess better? We try the line at 30 km/h, in the rush:

# %% covers=["RIDE-19"]
def look_ahead(hour, guess_kmh):
    ahead = [traffic.way_ahead(*ride, hour * 3600, guess_kmh=guess_kmh) for ride in rides]
    later = sum(way.arrival_s > best.arrival_s + 1 for way, best in zip(ahead, ways[hour]))
    return sum(way.looks for way in ahead) / len(rides), later


print(f"no guess            {sum(way.looks for way in ways[17.5]) / 100:5,.0f} looks a ride")
for guess_kmh in (traffic.fastest_kmh, 30):
    looks, later = look_ahead(17.5, guess_kmh)
    print(f"guess by {guess_kmh:g} km/h   {looks:5,.0f} looks a ride, {later} of 100 ways not the quickest")
predict("26b.p3")

# %% tags=["reveal"] covers=["RIDE-19"]
looks, later = look_ahead(4, 30)
print(f"{looks:,.0f} looks a ride")
reveal("26b.p3", later, unit="rides")

# %% [markdown] covers=["RIDE-19"]
# <details><summary>After you ran it</summary>
#
# **44**. Scene 1 showed why: at four most drives are *quicker* than this line. So the guess calls junctions on the best way
# too far, and the end comes out of the heap before them. A guess may be too low, never too high. A test in the rush
# finds nothing.
#
# </details>

# %%
quiz("26b.q3")

# %% [markdown] covers=["RIDE-19"]
# And when the maps service is silent? Then show the line, at a speed learned for this hour. A good place for a pause.

# %% [markdown] covers=["BUG-102"]
# ## 4 · A comfort car, please · 5 minutes
#
# Ada wants a comfort car. In a design often seen, each report of a position writes `"economy"`, whatever the car.

# %% covers=["BUG-102"]
from collections import Counter

from course.systems.ride_matching.vehicles import ByKind, all_economy, cut_then_choose, draw_cars

cars = draw_cars(city, random.Random(2), 100)
print("in the street:", dict(Counter(car.kind for car in cars)))
print("in the index: ", dict(Counter(car.kind for car in all_economy(cars))))
riders = [start for start, _ in draw_rides(city, random.Random(3), 1_000)]
predict("26b.p2")

# %% tags=["reveal"] covers=["BUG-102"]
reveal("26b.p2", sum(not cut_then_choose(city, cars, rider, "comfort", 5).cars for rider in riders), unit="riders")

# %% [markdown] covers=["BUG-102"]
# <details><summary>After you ran it</summary>
#
# **387** of 1,000, although **17** of the 100 free cars are comfort. One near car is of another kind in 83 of 100 cases.
# Five are so in 0.83 multiplied five times: 0.39 of all cases.
#
# </details>
#
# Take more than five. Which `limit` serves everybody who wants comfort? And premium? Try some.

# %% covers=["BUG-102"]
limit = 10
for kind in ("comfort", "premium"):
    none = sum(not cut_then_choose(city, cars, rider, kind, limit).cars for rider in riders)
    print(f"the {limit} nearest, then {kind}: {none} of 1,000 riders find no car")

# %% [markdown] covers=["BUG-102"]
# The limit that serves everybody is a large part of the fleet, and another one tomorrow. First filter, then cut. An index
# for each kind does that:

# %% covers=["BUG-102"]
index = ByKind(city, cars)
for kind in ("comfort", "premium"):
    found = [index.nearest(rider, kind, 5) for rider in riders]
    none, looks = sum(not each.cars for each in found), max(each.looks for each in found)
    print(f"{kind}: {none} find no car; at most {looks} cars looked at")

# %% [markdown] covers=["BUG-102"]
# <details><summary>Which failure pattern was it: space too small, clock as truth, or grows for ever?</summary>Space too
# small: five places, filled with cars that do not count. You would detect it by “no drivers” for each kind, beside the
# free cars of that kind.</details>

# %%
quiz("26b.q1")

# %% [markdown] covers=["BUG-114"]
# ## 5 · Your driver has arrived · 11 minutes
#
# In a design often seen, each call of a phone sets the trip's status. Driver 7 drove into a tunnel, and a copy of his
# "arrive" comes an hour late:

# %% covers=["BUG-114"]
from course.systems.ride_matching.trip_log import state_of, take_by_state, take_by_table, take_last_word

status = {"match": "matched", "arrive": "arrived", "board": "riding", "drop_off": "completed", "pay": "paid"}
for event in ("match", "arrive", "board", "drop_off", "pay", "arrive"):
    print(status[event], end=" · ")
trip_machine()

# %% [markdown] covers=["BUG-114"]
# Ada is at home, has paid, and reads "your driver has arrived". The table in the picture refuses that. It is a **state
# machine**: states, and the only steps between them.
#
# Another evening: driver 7 says "match", his yes to an offer, and leaves. Driver 8 matches. Then a late copy of 7's
# "driver_left" comes. A message is `(number, sender, event)`. Each phone numbers its own messages 1, 2, 3 …; it never
# uses a number for two messages.

# %% covers=["BUG-114"]
from course.systems.ride_matching.trips import STEPS

history = [(1, "driver 7", "match"), (2, "driver 7", "driver_left"), (1, "driver 8", "match")]
copy = history[1]
predict("26b.p4")

# %% tags=["reveal"] covers=["BUG-114"]
print("the table says:", take_by_table(history, copy))
before = state_of([event for _, _, event in history])
reveal("26b.p4", STEPS[before, copy[2]])

# %% [markdown] covers=["BUG-114"]
# <details><summary>After you ran it</summary>
#
# *Searching*: a third driver will be sent, while driver 8 is on his way. The old message fitted once more.
#
# </details>
# <details><summary>Which failure pattern is this: trusting the caller, place in a moving list, or load on the wrong
# tier?</summary>Trusting the caller. The table reads *what* is said; not by whom, nor whether it was heard before. You
# would detect it by trips that two cars drive to.</details>
#
# So a trip keeps its **log**: the list of all messages that were accepted, oldest first. Its state is not stored; it
# follows from the log. If a phone hears no reply, it sends the same message again, with the same number. A message that
# was refused, or came too late, leaves a gap in the log's numbers.
#
# The gateway checked before that the sender is who he says, and that only the rider may cancel, the dispatcher give up,
# and the payment service pay. Whether a driver may speak, you check.
#
# **Exercise 26b.2.** Write `take(history, message)`. `history` is the log. Your function only answers, with one of three
# words, and leaves the log as it is; the program that calls it appends the message after "done". A trip begins as
# `"searching"`, and `STEPS[state, event]` is the next state.
#
# | word | when |
# |---|---|
# | `"again"` | this message stands in the log |
# | `"refused"` | the step is not in `STEPS`; or the event is one of `DRIVERS`, and the sender is not the trip's driver: whoever sent the last "match" |
# | `"done"` | otherwise |

# %% nbgrader={"grade": false, "grade_id": "answer-26b-2", "locked": false, "schema_version": 3, "solution": true, "task": false} covers=["BUG-114"]
DRIVERS = {"driver_left", "arrive", "board", "drop_off"}


def take(history, message):
    ### BEGIN SOLUTION
    if message in history:
        return "again"
    state, driver = "searching", None
    for _, sender, event in history:
        state = STEPS[state, event]
        driver = sender if event == "match" else driver
    _, sender, event = message
    stranger = event in DRIVERS and sender != driver
    return "refused" if stranger or (state, event) not in STEPS else "done"
    ### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "check-26b-2", "locked": true, "points": 3.0, "schema_version": 3, "solution": false, "task": false}
check("26b.2", take)

# %% [markdown] tags=["instructor"]
# **Common wrong answer.** "again" for whoever asks for the state that stands: driver 8 hears yes to a trip of driver 7.
# Timing for a class: 12 minutes.

# %% [markdown]
# Break it: 1,000 trips on a network that loses a tenth of all messages and replies. Of three in ten a copy comes late. A
# phone repeats until it hears "done" or "again".

# %% covers=["BUG-114"]
from course.systems.ride_matching.trip_storm import play_trips

rules = {"last word": take_last_word, "table": take_by_table, "table + same event": take_by_state}
rules["yours"] = yours("26b.2", take)
for name, rule in rules.items():
    print(f"{name:18} {play_trips(rule, 1_000, random.Random(0))}")

# %% [markdown] covers=["BUG-114"]
# The last word is false on **247** trips. By the table alone **495** are stuck: a reply was lost, and the repeat is
# refused. "Who says the last event again hears *again*" leaves **23** false ones. Numbers and senders leave none in this
# storm.

# %% [markdown] covers=["RIDE-05", "BUG-114"]
# ## 6 · Five minutes at the door · 4 minutes
#
# Ada cancelled. She owes a fee if driver 7 had waited for five minutes. He says he had. The often seen row says:
# `cancelled, driver 7, 20:14`. Our log lies in Redis. A message is judged on the log that was read, and written only if
# the log is still as long:

# %% covers=["RIDE-05", "BUG-114"]
from course.clock import ManualClock
from course.stores import open_redis
from course.systems.ride_matching.trip_log import TripLog

trips = TripLog(open_redis(clock=ManualClock()))
trips.open(11, "ada", at_s=64_800)
trips.hear(11, (1, "dispatcher", "give_up"), at_s=64_830)
trips.open(12, "ada", at_s=72_000)
for minute, message in ((1, (1, "driver 7", "match")), (10.5, (2, "driver 7", "arrive")), (14, (1, "ada", "cancel"))):
    trips.hear(12, message, at_s=72_000 + 60 * minute)
at_s = {said.event: said.at_s for said in trips.said(12)}
print(f"he waited {(at_s['cancel'] - at_s['arrive']) / 60} minutes")
print("at 20:12 her screen said:", trips.state(12, until_s=72_000 + 720))
print("her trips, newest first:", [(trip, trips.state(trip)) for trip in trips.trips_of("ada", 10)])

# %% [markdown] covers=["RIDE-05", "RIDE-07"]
# **3.5** minutes: no fee. The time is the server's, when it *accepted* a message. An "arrive" that was stuck in a tunnel
# costs the driver minutes; but his phone's own clock he could set.
#
# Other services hear of a trip by messages from its log. Each fact has one owner:

# %% covers=["RIDE-07"]
trip_services()

# %%
quiz("26b.q4")

# %% [markdown] covers=["RIDE-07", "RIDE-19", "BUG-102", "BUG-114"]
# ## 7 · What your numbers decide · 2 minutes
#
# | what happens | design often seen | ours |
# |---|---|---|
# | half past five | **100** of 100 too late | the drive as it is |
# | Ada wants comfort | **387** of 1,000 find none | **0** |
# | a late copy | **247** of 1,000 trips false | **0** |
# | "did he wait?" | nobody knows | **3.5** minutes |
#
# | what remains | what to watch |
# |---|---|
# | The maps service is silent: the line at the hour's speed. | how often it was shown |
# | A phone is gone for good. | matched trips whose car stands |
# | A stranger cancels or pays: our log believes the gateway. | events by a sender of the wrong kind |
#
# **What this leaves out.** One-way roads, turns and accidents. Cars that all take the way that we name, and fill it. Fares,
# payment and rating.
#
# **The moral.** A road's time belongs to the moment at which you enter it, and a driver's word to the trip that is his
# now. Ask for both.

# %%
review("26b", limit=1)

# %% [markdown]
# ## 8 · Somewhere else · 2 minutes
#
# *A hospital's blood bag.* A porter takes it out of the fridge, and brings it back. Another one takes it. Now the first
# one's scanner sends a late copy: "brought back". What does it hear, and what if it had a new number?
#
# <details><summary>Ours</summary>
#
# With its old number "again", with a new one "refused": only the porter who took it last may bring it back. Had the
# *first* "brought back" been late, the other porter's "takes it" would have been refused: he must scan once more.
#
# </details>

# %% [markdown] tags=["instructor"]
# **Discuss.** All cars take the way that you name, and fill it. From which share of the cars on would you name
# different ways, and how would you find out that it has begun?
#
# **Discuss.** A driver's phone was silent for twenty minutes, and then says "arrived". For which trip is that true,
# and what would you tell the rider meanwhile?
