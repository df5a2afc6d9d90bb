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
#     objectives: [bill, zone, surge, sides, quote, repeat]
#     terms: [tariff, float, decimal, minimum fare, surge, zone, H3, cap, quote, idempotent, history]
# ---

# %% [markdown] covers=["BUG-113", "RIDE-20"]
# # 26a · Money and surge
#
# ## 1 · A bill of three lines · 4 minutes
#
# A ride costs a base, so much a kilometre and so much a minute: that is the **tariff**. A design often seen takes the
# straight line at 30 km/h, and rounds each number that it shows:

# %% covers=["BUG-113", "RIDE-20"]
import random

from course.checks import check, order, predict, quiz, reveal, review, yours
from course.systems.ride_matching.fares import often_seen_price

print(often_seen_price(air_km=2))
predict("26a.p1")

# %% tags=["reveal"] covers=["BUG-113"]
from course.simulation.city import load_city
from course.systems.ride_matching.eta import air_m, city_times

city, rng = load_city(), random.Random(0)
ways = [rng.sample(range(len(city.positions)), 2) for _ in range(1_000)]  # of lesson 26's city
bills = [often_seen_price(air_m(city, start, end) / 1_000) for start, end in ways]
off = [each for each in bills if round(each["base"] + each["distance"] + each["time"], 2) != each["total"]]
print(off[0])
reveal("26a.p1", len(off), unit="bills")

# %% [markdown] covers=["BUG-113"]
# <details><summary>After you ran it</summary>
#
# **245** of 1,000. Distance and time are each off by up to half a cent. In a quarter of all cases both together are off by
# more, and the total, which is rounded once, goes to another cent.
#
# </details>
# <details><summary>Which failure pattern is this: two copies of one truth, grows for ever, or everyone at once?</summary>Two
# copies of one truth: the price stands there as lines and as a total, each computed alone. You would detect it by adding
# up the lines of yesterday's bills.</details>
#
# ## 2 · Five lines in whole cents · 11 minutes
#
# There is a second leak. Python's **float** counts in halves, quarters, eighths …, and 0.1 is no sum of those. A
# **decimal** counts in tenths, as money does; write its value as a text. A division without an end is still cut short.
# So multiply first, then divide:

# %% covers=["BUG-113"]
from decimal import ROUND_HALF_UP, Decimal


def cents(amount):
    return amount.quantize(Decimal("0.01"), ROUND_HALF_UP)  # to two places; half a cent goes up


print("float:  ", 0.1 + 0.2, "·", round(2.675, 2))
print("decimal:", Decimal("0.1") + Decimal("0.2"), "·", cents(Decimal("2.675")))
print("162 s at 0.35 a minute:", Decimal("0.35") / 60 * 162, "or", Decimal("0.35") * 162 / 60)

# %% [markdown] covers=["RIDE-20", "RIDE-04"]
# Three types of car, in USD. The **minimum fare** is ours: without it nobody drives 600 m. **Surge**, the higher price when
# cars are few, is counted in whole per cent: 100 is the plain price, 150 is 1.5 times as much.

# %% covers=["RIDE-20", "RIDE-04", "BUG-113"]
from course.systems.ride_matching.fares import TARIFFS, UnknownCar, tariff_of

for kind, prices in TARIFFS.items():
    print(f"{kind:8}", *(f"{name} {price}" for name, price in prices.items()), sep="  ")
try:
    tariff_of("limousine")  # a design often seen stops here with a KeyError
except UnknownCar as refused:
    print(refused)

# %% [markdown] covers=["RIDE-20"]
# **Exercise 26a.1.** Write `bill(tariff, metres, seconds, surge)`. Metres, seconds and surge are whole numbers. Return a
# list of five amounts; their sum is what the rider pays, so there is no second total. A decimal may be multiplied and
# divided by whole numbers, but not by a float, and `surge / 100` is a float. `cents` rounds decimals only, not a plain 0.
#
# | line | amount |
# |---|---|
# | base | `tariff["base"]` |
# | distance | `cents(tariff["per_km"] * metres / 1000)` |
# | time | so too: `tariff["per_minute"]` pays for 60 s |
# | surge | `cents` of what the three lines above, as they stand, cost *more*: nothing at 100 |
# | to the minimum | what these four lack to `tariff["minimum"]`, or 0 |

# %% nbgrader={"grade": false, "grade_id": "answer-26a-1", "locked": false, "schema_version": 3, "solution": true, "task": false}
def bill(tariff, metres, seconds, surge):
    ### BEGIN SOLUTION
    lines = [tariff["base"]]
    lines.append(cents(tariff["per_km"] * metres / 1000))
    lines.append(cents(tariff["per_minute"] * seconds / 60))
    lines.append(cents(sum(lines) * (surge - 100) / 100))
    lines.append(max(0, tariff["minimum"] - sum(lines)))
    return lines
    ### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "check-26a-1", "locked": true, "points": 3.0, "schema_version": 3, "solution": false, "task": false}
check("26a.1", bill)

# %% [markdown] tags=["instructor"]
# **Common wrong answer.** The surge line is taken from the amounts before rounding. Let the class add up the lines by
# hand. Timing for a class: 10 minutes.

# %% [markdown]
# Now your bill without our minimum, over the roads, on a rainy evening, against the straight line at 30 km/h:

# %% covers=["BUG-113", "RIDE-20"]
my_bill, times = yours("26a.1", bill), city_times(rain=0.85)
shares = []
for (start, end), old in zip(ways, bills):
    leg = times.leg(0, "ride", start, end, at_s=18.5 * 3_600)
    lines = my_bill(TARIFFS["economy"], round(leg.length_m), round(leg.times_s[-1] - leg.times_s[0]), 100)
    shares.append(float(sum(lines[:4])) / old["total"])
shares.sort()
print(f"dearer by road: {sum(share > 1 for share in shares)} of 1,000; in the middle {shares[500]:.2f} times as dear")

# %% [markdown] covers=["BUG-113"]
# Roads bend, and rain is slow. All **1,000** rides were too cheap, in the middle by a factor of **1.38**. The driver pays
# for that.
#
# ## 3 · One name, several places · 9 minutes
#
# Where is it dear? The same design cuts the map into squares of a hundredth of a degree. Such a square is a **zone**:

# %% covers=["BUG-109", "RIDE-21"]
def often_seen_zone(lat, lon):
    return int(lat * 100), int(lon * 100)


print(often_seen_zone(51.507, 0.128), often_seen_zone(51.507, 0.134))
predict("26a.p2")

# %% tags=["reveal"] covers=["BUG-109", "RIDE-21"]
from collections import Counter

thousandths = [(number + 0.5) / 1_000 for number in range(-50, 50)]
sizes = Counter(often_seen_zone(lat, lon) for lat in thousandths for lon in thousandths)
reveal("26a.p2", f"{sizes[0, 0] / sizes[3, 3]:g}", unit="times as large")

# %% [markdown] covers=["BUG-109"]
# <details><summary>After you ran it</summary>
#
# `int` cuts toward zero, so all from −0.0099 to 0.0099 is 0, in both directions: four zones have one name. Our city lies
# on the line of longitude 0, far from the equator. There two zones have one name.
#
# </details>
# <details><summary>Which failure pattern is this: space too small, clock as truth, or check-then-act?</summary>Space too
# small: near 0 there are fewer names than places. You would detect it by drawing each zone, or by comparing their
# sizes.</details>
#
# **Exercise 26a.2.** Return the zone's row and column. Zone n holds the degrees from n/100, that line included, to
# (n + 1)/100, not included; so −0.005 lies in zone −1. Phones report six decimals: 0.29 means 0.290000 exactly, and lies in
# zone 29.

# %% nbgrader={"grade": false, "grade_id": "answer-26a-2", "locked": false, "schema_version": 3, "solution": true, "task": false}
def zone(lat, lon):
    ### BEGIN SOLUTION
    def below(degrees):
        return round(degrees * 1e6) // 10_000  # whole millionths

    return below(lat), below(lon)
    ### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "check-26a-2", "locked": true, "points": 2.0, "schema_version": 3, "solution": false, "task": false}
check("26a.2", zone)

# %% [markdown]
# Your zones have one size in degrees; and in km²? Beside them stands **H3**, a library that covers the Earth with cells,
# mostly hexagons:

# %% covers=["BUG-109", "RIDE-21"]
from course.systems.ride_matching.surge import areas_km2
from course.widgets.price_pictures import dear_zone

my_zone = yours("26a.2", zone)
for name, rule in (("often seen", often_seen_zone), ("yours", my_zone)):
    print(f"{name:10}: {sum(rule(line / 100, 0)[0] != line for line in range(9_000))} of 9,000 lines a zone too low")
for lat in (0.5, 60.5, 89.5):
    square, smallest, largest = areas_km2(lat)
    print(f"at {lat:4}°: a zone {square:.2f} km², H3 cells {smallest:.2f} to {largest:.2f} km²")
dear_zone("old town")

# %% [markdown] covers=["BUG-109", "RIDE-21"]
# `int` misses **573** lines of the north, where floats are a hair too small. Your zones are right, but toward the pole they
# shrink to nothing: **1.24** km² at the equator, **0.01** at **89.5**°. H3's areas differ too, but only by a factor of about
# two, near the poles as well. So we use H3.
#
# ## 4 · Who writes the price? · 8 minutes
#
# The design often seen *reads* `surge:{zone}` from Redis, and takes 1.0 if nothing is there. No program writes it. So we
# write one. Each minute, for each cell and the two rings of cells around it, it counts *riders* who asked for a price in
# the last five minutes, and *cars* that are free now. The simplest price is 100 · riders / cars.
#
# We play lesson 26's rainy Friday, five to nine. People react to prices (all assumed): at 170 half of the riders go away.
# 40 drivers sit at home; each comes out when the price at his door reaches his wish, 120 to 200.

# %% covers=["RIDE-22"]
from course.systems.ride_matching.priced_evening import play_friday


def ratio(before, riders, cars):
    return max(100, 100 * riders // max(1, cars))


predict("26a.p3")

# %% tags=["reveal"] covers=["RIDE-22"]
alone = play_friday(ratio, at_home=40)
station = alone.prices["station"]  # minute by minute
print(f"highest: {max(station)}")
reveal("26a.p3", max(abs(then - now) for now, then in zip(station, station[1:])))

# %% [markdown] covers=["RIDE-22"]
# <details><summary>After you ran it</summary>
#
# **500**, from one minute to the next. When one car is free, it decides alone: it is taken, or a second one stops, and the
# price jumps. And it reached **700**.
#
# </details>
#
# Two bounds help: a **cap**, which the price never passes, and small steps *toward* the wanted price.
#
# **Exercise 26a.3.** Write `next_surge(before, riders, cars)` in whole per cent. Wanted is 100 · riders / cars, rounded
# down. It is kept between 100 and 250. Without a free car 250 is wanted; without a rider 100, cars or not. From `before`
# (100 to 250) the price goes to the wanted one, but at most 20 up or down.

# %% nbgrader={"grade": false, "grade_id": "answer-26a-3", "locked": false, "schema_version": 3, "solution": true, "task": false}
def next_surge(before, riders, cars):
    ### BEGIN SOLUTION
    wanted = 100 * riders // cars if cars else 250 * (riders > 0)
    wanted = min(250, max(100, wanted))
    return max(before - 20, min(before + 20, wanted))
    ### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "check-26a-3", "locked": true, "points": 2.0, "schema_version": 3, "solution": false, "task": false}
check("26a.3", next_surge)

# %% covers=["RIDE-22"]
from course.widgets.price_pictures import prices_at

mine = yours("26a.3", next_surge)
surged = play_friday(mine, at_home=40)
prices_at("station", {"riders / cars": station, "yours": surged.prices["station"]})

# %% [markdown]
# A good place for a pause.
#
# ## 5 · Both sides · 5 minutes
#
# A price speaks to two sides: riders may go, drivers may come. First only the riders hear it: no driver sits at home. `wait`
# runs from the request to the seat; it is the middle one of those who were *carried*.

# %%
from course.systems.ride_matching.surge import never

print("no surge:     ", play_friday(never, at_home=0))
predict("26a.p4")

# %% tags=["reveal"] covers=["RIDE-22"]
print("riders hear it:", only_riders := play_friday(mine, at_home=0))
print("both hear it:  ", surged)
reveal("26a.p4", only_riders.carried, unit="carried")

# %% [markdown] covers=["RIDE-22"]
# <details><summary>After you ran it</summary>
#
# **351**, fewer than without surge. A price gives no car to anybody; it only chooses who goes away. Some who go would
# have had a car. With drivers who come out, **516** are carried.
#
# </details>

# %%
quiz("26a.q1")

# %% [markdown]
# Thirty Fridays were played before, each with few cars (as here) and with many.

# %% covers=["RIDE-22"]
from course.recordings import recorded_values

recorded = recorded_values("26a.evenings")
print("riders carried, against no surge, in %    worst  middle  best Friday")
for name in ("few cars, nobody comes out", "few cars, 40 drivers at home", "many cars, nobody comes out", "many cars, 40 drivers at home"):
    worst, middle, best = (recorded[f"{name}: % more riders carried, {which}"] for which in ("least", "median", "most"))
    print(f"{name:40} {worst:+6} {middle:+7} {best:+5}")

# %% [markdown] covers=["RIDE-22"]
# If nobody comes out, fewer are carried on every Friday. With drivers at home it depends on the cars that are out already:
# where they are few, **21** % more are carried in the middle; where they are many, **6** % fewer. Why, was not tested here.
#
# ## 6 · The price that you were told · 8 minutes
#
# A rider looks at a price, says yes, waits, rides. The price moves on.

# %%
print(f"{surged.carried} riders were carried")
predict("26a.p5")

# %% tags=["reveal"] covers=["BUG-113"]
moved = [ride for ride in surged.rides if ride.told != ride.at_end]
minutes = sorted((each.ride.dropped_s - each.ride.request.at_s) / 60 for each in surged.rides)
print(f"from the question to the end: {minutes[len(minutes) // 2]:.0f} min in the middle")
print(f"at worst {max(ride.total(ride.at_end) - ride.total(ride.told) for ride in moved)} USD more")
reveal("26a.p5", len(moved), unit="riders")

# %% [markdown] covers=["BUG-113", "RIDE-04"]
# <details><summary>After you ran it</summary>
#
# **267** of 516: in the middle it takes **20** min to the end, and the price may move each minute. But many rides
# begin and end at the plain price. One rider would pay **28.08** USD more than he was told.
#
# </details>
# <details><summary>Which failure pattern is this: check-then-act, grows for ever, or trusting the
# caller?</summary>Check-then-act: he looked at one price and acted on it, and by then it had changed. You would detect it by
# comparing, for each ride, the price shown and the price paid.</details>
#
# So store what you say, in Redis. A **quote** holds a total for 120 s; its surge is only noted, for the receipt. With a yes
# it belongs to one trip, and has no end any more. The total holds, whatever way the driver takes.

# %% covers=["BUG-113", "RIDE-04"]
from course.clock import ManualClock
from course.stores import open_duckdb, open_redis
from course.systems.ride_matching.fares import QuoteOver, Quotes

clock = ManualClock()
quotes = Quotes(open_redis(clock))
for number in ("q1", "q2"):
    quotes.tell(number, sum(my_bill(TARIFFS["economy"], 8_000, 1_200, 150)), surge=150)
clock.advance(90)
print(quotes.accept("q1", trip=7))
clock.advance(3_600)
print("an hour later:", quotes.accept("q1", trip=7).total)
try:
    quotes.accept("q2", trip=8)
except QuoteOver as refused:
    print(refused)

# %%
quiz("26a.q2")

# %% [markdown] covers=["RIDE-04"]
# Then the money. The bank is somebody else's machine. Every tenth answer gets lost: it took the money, and we do not know. So
# we ask again. A bank takes money once for each *key*, a text. One program names the attempt in it, another only the trip.
# (Rides stand in the **history**, in DuckDB, a database inside our program.)

# %% covers=["RIDE-04"]
from course.systems.ride_matching.payments import Bank, History, settle
from course.systems.ride_matching.priced_evening import write_down

for key in ("trip {}, attempt {}", "trip {}"):
    history = write_down(surged.rides, History(open_duckdb()))
    done = settle(history, Bank(lost=lambda call: call % 10 == 0), key.format)
    print(f"{key:19}: owed {done.owed}, taken {done.taken}; {done.twice} trips paid twice, {done.unpaid} not")

# %% [markdown] covers=["RIDE-04"]
# With the attempt in the key, **57** paid twice. With the trip alone, owed and taken agree to the cent. A step that changes
# nothing when it is repeated is **idempotent**. So a job may look in the history for rides without a payment, and ask the
# bank again, with the same key. What remains: a bank may forget old keys.

# %%
quiz("26a.q3")

# %% [markdown] covers=["BUG-109", "BUG-113", "RIDE-22"]
# ## 7 · What your numbers decide · 1 minute
#
# | what happens | design often seen | ours |
# |---|---|---|
# | lines against total | **245** of 1,000 differ | one sum |
# | zone at 0, 0 | four zones | one |
# | price in a minute | jumps by **500** | by 20 |
# | told against paid | **267** of 516 differ | a quote |
# | surge, drivers at home | none written | few cars: **21** % more carried; many: **6** % fewer |
#
# **What this leaves out.** Tips, tolls and taxes; ratings. Prices in Redis, for all servers. Drivers who move toward dear cells.
#
# **The moral.** A higher price carries nobody: **351** for **403**. Where cars are few, a driver who comes out does: **516**.
# Where they are many, surge costs riders even then. And money is what you said, once, to the cent.

# %%
review("26a", limit=1)

# %% [markdown]
# ## 8 · Somewhere else · 4 minutes
#
# *Fast chargers.* A chain of charging stations lets its price follow the queue. A driver sees a price on the way, arrives 20
# minutes later, charges, and pays by card. Four lines on paper: the bill, the price's bounds, which price holds, the payment.
# Then a curveball: *the card terminal prints two receipts.*
#
# <details><summary>Only after your own lines: an answer to mark, 0 to 2 for each line</summary>
#
# "Start fee, energy, and a total, each rounded by itself. Price = cars / places, at most double. The price that he saw.
# If the terminal is silent, charge again."
#
# Our marks: 0 · 1 · 1 · 0. Its lines need not add up. There is a cap, but the price may jump. The price holds, but for how
# long? And who pays twice? For 2: the total is the sum of whole cents; small steps, too; an end for the promise; one key a
# charging session. Curveball: with one key the money was taken once. Count payments, not paper.
#
# </details>

# %% [markdown] tags=["instructor"]
# **Discuss.** Surge alone carried 351 riders, no surge 403, and surge with drivers who come out 516. Your manager has
# only seen the 516. Which experiment do you propose before the price is changed?
#
# **Discuss.** 267 of 516 prices had moved between the screen and the end of the trip. Who carries the difference if
# you keep your word, and when would you stop quoting?
