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
#     objectives: [missing, machines, latency, dominant, range, matters]
#     terms: [cache, hit, miss, redirect, average, dominant load, hit ratio, peak, peak factor, "Little's law", p99,
#       utilisation, egress, fan-out, range, middle, tornado]
# ---

# %% [markdown]
# # 01 · Estimates that run
#
# ## 1 · Three plans, one load · 4 minutes
#
# A link shortener buys machines tonight, for its **cache**: a store in memory that keeps what is often asked for. Three
# plans ask for 6, 12 and 21 machines. All three state the same load for the busiest second.

# %%
import random

plan = {"reads_per_s": 1_157_400, "new_links_per_s": 11_600}
each_per_s = 100_000  # operations that one machine can do
total = sum(plan.values())
for machines in (6, 12, 21):
    busy = 100 * total / (machines * each_per_s)
    print(f"{machines:2} machines, {total:,} operations a second: {busy:.0f} % busy")

# %% [markdown]
# A read asks the cache for a link. Four reads of five find it there: a **hit**. The fifth is a **miss**: the server
# finds the link in a table on disk, puts it into the cache, and answers. A new link only takes its number from a
# counter in the cache.

# %%
from course.checks import check, measured, order, predict, quiz, reveal, review, yours

predict("01.p1")

# %% tags=["reveal"]
from course.simulation.cache_tier import cache_second

behind = []
for machines in (6, 12, 21):
    second = cache_second(machines, random.Random(1), **plan, hit_ratio=0.8)
    print(f"{machines:2} machines: each gets {second.operations:,} operations", end="")
    print(f" and has {second.unfinished:,} still to do when the second is over")
    if second.unfinished > 100:  # a few are always in work
        behind.append(f"the {machines}")
reveal("01.p1", " and ".join(behind) + " fall behind")

# %% [markdown]
# <details><summary>After you ran it</summary>
#
# We played one machine of each plan. With 12 machines each still had **16,050** operations to do, and the next second
# adds as many again. (The 2 of the 21 are just in work. Operations differ in length: a machine does about 100,000.)
#
# Perhaps you said "only the 6": 12 · 100,000 is more than 1,169,000, and that sum is right. But each machine got
# **116,362** operations, not 97,417. Some stand in no plan: see scene 4. (These are *counts*: the same on every machine.)
#
# </details>
#
# Failures repeat in very different systems, so this course names their patterns. *Grows for ever*: work comes in faster
# than it leaves. *Everyone at once*: many do the same thing in one moment.
#
# <details><summary>Which of the two is this? Name it, then open.</summary>Grows for ever: the load is even, and no moment
# ends it. You would detect it by a queue that becomes longer while the load stays the same.</details>

# %% [markdown] tags=["instructor"]
# **Marking note.** Nearly every class says "only the 6". Let somebody compute 12 · 100,000 on the board first.
# Timing for a class: 8 minutes.

# %% [markdown] covers=["INT-01", "INT-04", "INT-05", "INT-06", "INT-11", "INT-18"]
# ## 2 · What an estimate promises · 2 minutes
#
# An estimate promises three things. It is right within a factor of two or three. It says where each number comes from.
# And it names the one load that decides. It fits on one sheet, in four steps: clarify, estimate, design, scale.

# %% [markdown] covers=["INT-17", "INT-19"]
# First you ask. How many, and in which time? How many bytes is each? How long is it kept? How fast? How often may it
# fail? Which of these matters most?
#
# "Up 99 % of the time" means: down for 1 %. A month has 30 · 24 · 60 = 43,200 minutes, so 432 may be lost. With 99.9 %
# it is 43.
#
# Three questions for yourself:
#
# <details><summary>How many bits has a byte?</summary>Eight. Lines are sold in bits, files are counted in
# bytes.</details>
# <details><summary>What is 10⁶ · 10³?</summary>10⁹, a billion: add the small numbers.</details>
# <details><summary>How many seconds has a day?</summary>86,400. In the head: 10⁵.</details>

# %% [markdown] covers=["INT-24"]
# ## 3 · The first estimate · 4 minutes
#
# The customer writes:
#
# > *We shorten links. 100 million new links. Each is opened a hundred times, and works for five years.*
#
# Opening a short link sends the browser on to the long address: a **redirect**.

# %%
predict("01.p2")

# %% tags=["reveal"] covers=["INT-07"]
from course.estimates import average_rates, quantity

opened, found = quantity(100, "redirects/link"), []
for name, links_per_s in average_rates(quantity(100e6, "links")).items():
    found.append(f"{(links_per_s * opened).number('redirects/s'):,.0f}")
    print(f"100 million a {name:6} {found[-1]:>8} redirects a second")
reveal("01.p2", " or ".join(found))

# %% [markdown] covers=["INT-07", "INT-24"]
# <details><summary>After you ran it</summary>
#
# A day gives **115,741**, a month **3,858**. The sentence names no period. Whoever guessed wrong is off by a factor of
# 30, with perfect arithmetic. (Of four published designs, three say "a day", one "a month".)
#
# In your head: 10⁸ links in 10⁵ seconds are 10³ a second. Times 10² is 10⁵ redirects: 14 % too low. Fine.
#
# You call the customer. *"A day, of course."* So write the unit beside each number, and let the code carry it.
#
# </details>

# %% tags=["reveal"] covers=["INT-01", "INT-04", "INT-05", "INT-06", "INT-07", "INT-08", "INT-21"]
from course.errors import CourseError
from course.estimates import stored
from course.estimates.worksheet import Worksheet

sheet = Worksheet("Link shortener")
links = sheet.note("clarify", "new links", quantity(100e6, "links/day"), "asked the customer")
keep = sheet.note("clarify", "kept", quantity(5, "years"))
redirects = sheet.note("estimate", "redirects", (links * opened).per("s"), "asked: 100 each; the average")
kept = stored(links, quantity(500, "B/link"), keep, copies=3)
sheet.note("estimate", "storage", kept, "assumed: 500 B a link, three copies")
print(sheet)
try:
    links + keep
except CourseError as error:
    print("\n", error)

# %% [markdown] covers=["INT-08", "INT-21"]
# <details><summary>After you ran it</summary>Units multiply like numbers: links/day times redirects/link is
# redirects/day. Only equal kinds can be added.</details>
#
# Of all that *comes*, again and again, the **dominant load** is the line that needs the most machines. Often it is the
# one with most events a second, and that one the sheet marks. (In scene 8 it is not.) What is *held*, such as the
# storage, is no load: it is counted beside them.

# %% [markdown] covers=["INT-10", "DER-16"]
# ## 4 · The line that was missing · 5 minutes
#
# Back to the three plans, which counted reads and new links. The **hit ratio** is hits divided by hits and misses
# together; here it is 0.8.
#
# **Exercise 01.1.** Count all operations that the cache does in a second. A read is one, whether it hits or not. A new
# link takes one number from the counter, and is not put into the cache. What else?


# %% nbgrader={"grade": false, "grade_id": "answer-01-1", "locked": false, "schema_version": 3, "solution": true, "task": false}
def cache_operations(reads_per_s, new_links_per_s, hit_ratio):
    ### BEGIN SOLUTION
    misses_per_s = reads_per_s * (1 - hit_ratio)
    return reads_per_s + misses_per_s + new_links_per_s
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "check-01-1", "locked": true, "points": 2.0, "schema_version": 3, "solution": false, "task": false}
check("01.1", cache_operations)

# %% covers=["DER-16", "DER-17", "INT-10"]
operations = yours("01.1", cache_operations)(1_157_400, 11_600, 0.8)
print(f"{operations:,.0f} operations a second")
for machines in (6, 12, 21):
    print(f"{machines:2} machines: {100 * operations / (machines * each_per_s):.0f} % busy")
missing = sheet.note(
    "estimate", "written after a miss", quantity(operations - total, "writes/s"), "in no plan; at peak"
)
print("now on the sheet:", missing)

# %% [markdown] covers=["DER-16", "DER-17"]
# **1,400,480**. Now the 12 machines are **117** % busy, and the 21 are **67** %. In scene 1 the second itself counted
# 12 · 116,362 = 1,396,344: 0.3 % less, by chance.
#
# The arithmetic of the plans was right. A line was missing: **231** thousand writes a second. Digits do not help against
# that.

# %% [markdown]
# ## 5 · A day has an evening · 3 minutes
#
# Now a service that makes pictures smaller. Two come in each second, on **average**. One takes 1.4 seconds of work. Four
# machines can do 4 / 1.4 = 2.86 a second: they are 70 % busy.
#
# But people sleep. The **peak** is the busiest moment, here at 20:00. The **peak factor** says how many times the
# average comes then: three. So from 16:20 to 23:40 more comes in than 2.86 a second. We play a day, from 4:00 to 4:00.

# %%
predict("01.p3")

# %% tags=["reveal"]
from course.simulation.arrivals import day_curve, varying_arrivals
from course.simulation.servers import waits_in_queue
from course.widgets.capacity import day_of_waiting

rate_at = day_curve(mean_per_s=2, peak_factor=3, peak_hour=16)  # 16 hours after 4:00
pictures = varying_arrivals(rate_at, 6, 86_400, random.Random(1))
waits = waits_in_queue(pictures, 1.4, 4, random.Random(2))
reveal("01.p3", f"{100 * sum(wait > 60 for wait in waits) / len(waits):.0f} %")
day_of_waiting(pictures, waits, capacity_per_s=4 / 1.4, begins_at_hour=4)

# %% [markdown]
# <details><summary>After you ran it</summary>
#
# **82** % waited longer than a minute, the unluckiest **4.8** hours. Perhaps you thought of the average. But most
# requests *are* the evening, and the queue does not end with the peak: it is longest near midnight. You would detect it
# in the queue, which rises for seven hours.
#
# </details>
#
# So machines are bought for the peak: 6 a second, the work of 8.4 machines. Nine would be 93 % busy. Is that too busy?

# %% [markdown] covers=["INT-09", "INT-16", "INT-26"]
# ## 6 · Room for the one that fails · 8 minutes
#
# Take a bank's 21 payment machines. **Little's law** counts what is inside: on average, as many
# requests are in work as come in a second, times the seconds that each takes. 1,995 a second, 10 ms each: 19.95 are in
# work. With 21 machines, each is busy 19.95 / 21 = 95 % of the time. That is its **utilisation**.
#
# The wait that only 1 in 100 exceeds is the **p99**. A formula of A. K. Erlang gives it, and so do five runs of our
# queue, of a hundred seconds each.

# %%
from course.estimates import wait_percentile_s
from course.simulation.servers import p99_wait_s

for per_s in (1_470, 1_995):
    theory_ms = 1000 * wait_percentile_s(0.99, per_s, 0.010, 21)
    runs = [1000 * p99_wait_s(per_s, 0.010, 21, 100, random.Random(seed)) for seed in range(5)]
    print(f"{100 * per_s * 0.010 / 21:.0f} % busy: p99 of the wait ", end="")
    print(f"{min(runs):.1f} to {max(runs):.1f} ms, in theory {theory_ms:.1f} ms")

# %% [markdown]
# Both look fine. Now a plug is pulled: two machines are dark for a hundred seconds.

# %%
predict("01.p4")

# %% tags=["reveal"] covers=["INT-16", "INT-26"]
for down in (0, 1, 2):
    at_70, at_95 = (1000 * p99_wait_s(per_s, 0.010, 21 - down, 100, random.Random(0)) for per_s in (1_470, 1_995))
    print(f"{down} down: planned for 70 %: {at_70:4.1f} ms    planned for 95 %: {at_95:7,.1f} ms")
reveal("01.p4", f"{at_95:,.0f} ms")

# %% [markdown] covers=["INT-16", "INT-26", "INT-28"]
# <details><summary>After you ran it</summary>
#
# The plan for 95 % went to **5,031.8** ms, and the longer it lasts, the more it grows. The plan for 70 % went from
# **3.4** to **7.3** ms.
#
# Perhaps you thought: two of 21, a tenth more. But Little's law wants 19.95 machines, and 19 were left. To detect it
# *before* the failure, watch the utilisation. The wait looks fine until it is too late.
#
# </details>

# %%
quiz("01.q1")

# %% [markdown] covers=["INT-09"]
# <details><summary>Which pattern broke the plan for 95 %? Name it, then open.</summary>Grows for ever: more work comes in
# than 19 machines can do. The plan for 70 % breaks so at the seventh. To see it, write `(6, 7)` for `(0, 1, 2)` above.
# What remains: a room that burns may take more than six.</details>
#
# **Exercise 01.2.** Back to the shortener, and to the servers in front of its cache, the *API*. 1,169,000 requests a second
# come at the peak. One server can do 80,000 when it is busy all the time. None shall be more than 70 % busy, even while
# two of them are down. How many must be bought, and none too many?

# %% nbgrader={"grade": false, "grade_id": "answer-01-2", "locked": false, "schema_version": 3, "solution": true, "task": false} covers=["INT-09"]
bought = (
    ### BEGIN SOLUTION
    21 + 2  # 1,169,000 / (0.7 * 80,000) = 20.9, rounded up; and two that may be down
    ### END SOLUTION
)

# %% nbgrader={"grade": true, "grade_id": "check-01-2", "locked": true, "points": 2.0, "schema_version": 3, "solution": false, "task": false}
check("01.2", bought)

# %% covers=["INT-09", "DER-15"]
from course.estimates import servers

peak, each = quantity(1_169_000, "requests/s"), quantity(80_000, "requests/s/server")
two_down = quantity(yours("01.2", bought), "servers")
a_room_down = servers(peak, each, utilisation=0.7, zones=3, zones_down=1)
sheet.note("estimate", "requests at peak", peak, "ten times the average")
sheet.note("design", "API, two down", two_down, "one does 80,000/s: who measured it?")
sheet.note("design", "API, a room down", a_room_down, "one of three rooms")
print(f"one of three rooms down: {a_room_down}")

# %% [markdown] covers=["DER-15"]
# If a whole room of three may fail, 11 of 32 are down. And a design often seen assumes the 80,000: nobody measured it.
#
# A good place for a pause. When you come back, the kernel may be new: choose *Run All Above Selected Cell* in the menu
# *Run*, and go on.

# %% [markdown]
# ## 7 · Powers of ten, on your machine · 3 minutes
#
# What one machine can do depends on what a request waits for. Put these in order. Three questions help. How many bytes
# are touched? Must another program wake up? How far does it travel, at 200,000 km a second in a cable?

# %%
order("01.o1")

# %% tags=["reveal"]
from course.estimates import sourced
from course.parts.latencies import latencies

times = latencies()
memory, word = "look up a key in memory", "a word to another program and back"
measured("01.7", times, at_least=(word, memory, 50))
named = ("main-memory", "compress-1-kb", "read-1-mb-memory", "disk-seek", "california-netherlands-and-back")
published = {name.replace("-", " "): sourced(f"latency-{name}") for name in named}
print("published,", published["disk seek"].source, published["disk seek"].year)
for name, figure in published.items():
    print(f"{figure.quantity!s:>8}  {name}")

# %% [markdown]
# <details><summary>After you ran it</summary>
#
# These are *clock* figures: your machine, today. Learn the powers, not the digits. (Redis is a stand-in written in
# Python, hence slow.) A word to another program costs fifty look-ups or more: the system must stop one program and wake
# another. So a request that asks five services waits as long as one that looks into its memory 250 times, or longer.
#
# </details>

# %% [markdown] covers=["INT-23", "DER-65"]
# ## 8 · The load that decides · 8 minutes
#
# A film service. A million people watch at once in the evening, at 5 Mbit/s each. It keeps 10,000 films, 42 GB each, in
# three copies: more than a petabyte, 10¹⁵ bytes. Over a whole day 2.5 Tbit/s leave on average: about 27 petabytes. Here
# are the prices. In the meeting everybody talks about the films.

# %%
print("to keep a gigabyte:", sourced("price-storage").quantity)
print("to send a gigabyte:", sourced("price-egress"))

# %%
predict("01.p6")

# %% tags=["reveal"] covers=["INT-23", "DER-65"]
from course.estimates.plan_systems import find_system
from course.estimates.plans import plan as plan_for

few, many = (plan_for(find_system("video"), titles=titles) for titles in (10_000, 100_000))
for films in (few, many):
    print({name: str(cost) for name, cost in films.costs.items()}, "together", films.cost)
reveal("01.p6", f"{100 * (float(many.cost / few.cost) - 1):.1f} % more")

# %% tags=["reveal"] covers=["DER-65"]
from course.widgets.estimates import estimates

view = estimates(
    "video",
    question="Which input carries the bill?",
    target="Target: 25 million USD a month at most. The million viewers and the 10,000 films stay.",
)
view

# %% [markdown] covers=["INT-23", "DER-65"]
# <details><summary>After you ran both</summary>
#
# **0.6** % more. A film is stored once; a viewer takes new bytes every second. What leaves your machines is called
# **egress**: 5 Tbit/s at the peak, and nearly all of the bill. It is the dominant load, although 250 thousand requests
# a second, for pieces of film (*segments*), are more *events*. Those need 5 machines; the bytes need 715, if one sends 10
# Gbit/s and is 70 % busy.
#
# </details>
#
# The lowest part of the picture shows how far each input moves the bill if it is wrong: a **tornado**, the widest bar on
# top.
#
# **Exercise 01.3.** Reach the target. Move a slider with the arrow keys. Or name an input in a cell of your own, such as
# `view.set(mbit_per_s=10)`. The inputs are `viewers`, `titles` and `mbit_per_s`; the last takes 0.2, 0.25, 0.5, 1, 2.5,
# 5, 10, 25 or 50.

# %% tags=["instructor"]
view.set(mbit_per_s=2.5)

# %%
check("01.3", view)

# %% [markdown]
# The load that decides often stands in no brief. In ride hailing, a million drivers report their place every four
# seconds: 250,000 pings a second. (Move *System* to ride hailing, if you like.) And one message to a group of ten is ten
# deliveries, a **fan-out**. Ask of each step: how often, how many bytes, how many receivers?

# %% covers=["DER-24"]
quiz("01.q2")

# %% [markdown]
# ## 9 · Ranges in, a range out · 7 minutes
#
# Nobody knows these inputs. So write a **range**: "between 10 and 100, I am 90 % sure". Its **middle** is √(10 · 100) =
# 32: as likely too high as too low, by the same factor.
#
# Four inputs are multiplied. Each is unsure by a factor of 3, either way. The worst case is 3 · 3 · 3 · 3 = 81. We let
# chance draw each input 2,000 times.

# %%
from course.estimates import Between, spread

third_to_three = {name: Between(1 / 3, 3) for name in ("a", "b", "c", "d")}
product = spread(lambda a, b, c, d: a * b * c * d, third_to_three, random.Random(1))
print(f"between 1/{1 / product.low:.1f} and {product.high:.1f}, in nine of ten runs")

# %% [markdown]
# About 9: **9.1** above, 1/**8.1** below. A high one mostly met a low one. So four inputs count like two: √4 = 2, and two
# factors of 3 are 3 · 3 = 9. Take the square root of how many inputs there are, never of the factor.
#
# **Exercise 01.4.** Nine inputs are multiplied. Each is unsure by a factor of 2, either way. By which factor is the
# product unsure, either way?

# %% nbgrader={"grade": false, "grade_id": "answer-01-4", "locked": false, "schema_version": 3, "solution": true, "task": false}
times = (
    ### BEGIN SOLUTION
    2**3
    ### END SOLUTION
)

# %% nbgrader={"grade": true, "grade_id": "check-01-4", "locked": true, "points": 1.0, "schema_version": 3, "solution": false, "task": false}
check("01.4", times)

# %% [markdown]
# Now the machines of the shortener, with the ranges that published designs span.

# %% covers=["INT-09"]
from course.estimates.shortener_bill import OF_MACHINES, machines
from course.widgets.capacity import outcomes

for name, (low, high) in OF_MACHINES.items():
    print(f"{name:18} {low:12,.12g} to {high:,.12g}")
unsure = spread(
    lambda **inputs: machines(inputs), {name: Between(*ends) for name, ends in OF_MACHINES.items()}, random.Random(1)
)
outcomes(unsure, guess=21, unit="machines")

# %% [markdown]
# Between **1** and **109** machines, the middle **13**. A plan that says "21" is not more exact. It only says less.
#
# The bill counts machines, disks, and what is sent. So it takes two more inputs: the years that a link is kept, 1 to 10,
# and the length of its code, 6 to 10 characters. Every meeting argues about the code.

# %%
predict("01.p5")

# %% tags=["reveal"] covers=["INT-15", "INT-25"]
from course.estimates import tornado
from course.estimates.shortener_bill import OF_BILL, bill
from course.widgets.capacity import tornado_bars

for_the_machines, for_the_bill = (
    tornado(lambda **inputs: model(inputs), {name: Between(*ends) for name, ends in ranges.items()})
    for model, ranges in ((machines, OF_MACHINES), (bill, OF_BILL))
)
reveal("01.p5", for_the_bill[0].name.replace("_", " "))
print(f"the machines are moved most by {for_the_machines[0].name}: {for_the_machines[0].factor:.3g}")
tornado_bars(for_the_bill, "USD a month")

# %% [markdown] covers=["INT-15", "INT-25"]
# <details><summary>After you ran it</summary>
#
# The links a day move the bill by **4**, since each part of it grows with them. The code's length moves it by
# **1.003**: a question of guessing (lesson 20), not of money.
#
# Each result has its own first input. The requests a machine move the *machines* by **20**, and the bill by **2.75**. And
# not all can be measured today: links come after the launch. The requests that one machine can do, you can measure now.
#
# </details>

# %%
quiz("01.q3")

# %% [markdown]
# ## 10 · Published figures, and one in your head · 3 minutes
#
# Five documents on design interviews print 463 figures. We computed again whatever their own inputs allow: 186. Of
# those, 57 are off: *wrong* (computed badly) or *inconsistent* (two lines contradict each other); see the dive 01a.
#
# The table has 543 rows: those 463, and 80 that their authors left to the reader. Here are two. Which is the line of
# scene 4? (RPS are requests a second.)

# %% covers=["DER-01", "DER-02", "DER-03", "DER-04", "DER-05", "DER-06", "DER-07", "DER-08", "DER-09", "DER-10", "DER-11", "DER-12", "DER-13", "DER-14", "DER-18", "DER-19", "DER-20", "DER-21", "DER-22", "DER-23", "DER-25", "DER-26", "DER-27", "DER-28", "DER-29", "DER-30", "DER-31", "DER-32", "DER-33", "DER-34", "DER-35", "DER-36", "DER-37", "DER-38", "DER-39", "DER-40", "DER-41", "DER-42", "DER-43", "DER-44", "DER-45", "DER-46", "DER-47", "DER-48", "DER-49", "DER-50", "DER-51", "DER-52", "DER-53", "DER-54", "DER-55", "DER-56", "DER-57", "DER-58", "DER-59", "DER-60", "DER-61", "DER-62", "DER-63", "DER-64", "DER-66", "DER-67", "DER-68", "DER-69", "DER-70", "DER-71", "DER-72", "DER-73", "DER-74", "DER-75", "DER-76", "DER-77", "DER-78", "DER-79", "DER-80"]
from course.widgets.published_figures import published_figures

published_figures("url-shortener", "wrong", about="cache")

# %% [markdown] covers=["INT-12", "INT-20"]
# Now one in your head, steps aloud. **Exercise 01.5.** 30 million requests come in a day, and the peak is five times the average. How many come in a second
# at the peak? Within a factor of two is good enough.

# %% nbgrader={"grade": false, "grade_id": "answer-01-5", "locked": false, "schema_version": 3, "solution": true, "task": false}
rush_per_s = (
    ### BEGIN SOLUTION
    1_500  # 3e7 / 1e5 = 300 on average
    ### END SOLUTION
)

# %% nbgrader={"grade": true, "grade_id": "check-01-5", "locked": true, "points": 1.0, "schema_version": 3, "solution": false, "task": false}
check("01.5", rush_per_s)

# %% [markdown]
# ## 11 · Against the estimate · 3 minutes
#
# Nobody measured the 80,000 requests a second of one machine. Here is a real HTTP server, written in Python. It answers a
# redirect, and nothing else.

# %%
predict("01.p7")

# %% tags=["reveal"]
from course.parts.http_load import redirect_app, requests_per_s
from course.parts.http_server import serve

with serve(redirect_app("https://example.org/")) as base:
    here_per_s = requests_per_s(f"{base}/code", 2_000)
limits = {20_000: "a quarter or less", 100_000: "about as many"}
reveal("01.p7", next((size for limit, size in limits.items() if here_per_s < limit), "more"))
rates = {"planned for one machine": 80_000, "one program here": here_per_s}
measured("01.11", rates, unit="requests/s", at_least=("planned for one machine", "one program here", 3))
each_here = quantity(here_per_s, "requests/s/server")
counts = {"planned": two_down.value, "at the rate here": servers(peak, each_here, failed=2).value}
measured("01.machines", counts, unit="machines", at_least=("at the rate here", "planned", 3))

# %% [markdown]
# <details><summary>After you ran it</summary>
#
# The figures are *clock*: yours stand in the cards when you run it. A large gap sits in the input that nobody measured.
# This is one program on one core, beside its client; the plan thinks of eight cores and compiled code.
#
# </details>

# %%
sheet.note("scale", "breaks first", "requests a machine", "measure it on the real code, before you buy")
print(sheet)

# %% [markdown]
# | question | point estimate | what you measured |
# |---|---|---|
# | do 12 machines carry the cache? | 97 % busy: yes | **16,050** undone after one second |
# | does 70 % busy, on average, suffice? | yes | **82** % wait a minute |
# | do two of 21 matter, at 95 %? | a tenth | p99 of **5,031.8** ms, and growing |
# | do ten times the films matter? | of course | **0.6** % of the bill |
#
# The promises of scene 2. *Within a factor of two or three*: kept for the cache, once its missing line was on the sheet.
# *Where a number comes from*: the sheet asks it of the 80,000, which was measured, and far off. *The dominant load*:
# marked, with a number.
#
# **What this leaves out.** Requests that are not alike. Inputs that move together. Prices that fall with the amount.
#
# **The moral.** Find the dominant load first, and look at what is held; most other *loads* are rounding. The peak, the
# room for a failure, and what one machine can do are not. A number that nobody measured is a question.

# %% [markdown]
# ## 12 · Whiteboard, on another day · 18 minutes
#
# First a drill, which asks without end. It marks the size, not the digits, and works the solution out.
#
# <details><summary>Two to practise without a kernel</summary>
#
# *2 million drivers report their place every 4 seconds.* 2 · 10⁶ / 4 = 5 · 10⁵ a second.
#
# *A backup of 20 TB over 10 Gbit/s.* 1.6 · 10¹⁴ bits / 10¹⁰ = 1.6 · 10⁴ seconds: over 4 hours.
#
# </details>

# %%
from course.checks.lesson_01.trainer import drill, two_minutes

drill()

# %% [markdown]
# Answer it. Then run `two_minutes()` in a cell of your own.
#
# *Election night.* A country publishes its results on one page. 3 million people have it open, and the page asks for
# news every 10 seconds: 20 kB. 90,000 polling stations report once each, within four hours. Take an empty sheet, on
# paper or as `Worksheet("Election night")`, and six minutes; draw while you speak. Then two *curveballs*, news that
# nobody planned for: *a presenter reads the address out, and 10 million come within a minute*, and *one station
# reported wrong numbers*.
#
# Before you mark your own, mark three answers of other people, 0 to 2 for each: promises · the dominant load with a
# number · a decision and what would flip it · a failure and how it is detected · honest unknowns.
#
# <details><summary>Three answers of other people: open them when your sheet is full</summary>
#
# One word for answer three: a *CDN* is another company's machines near the readers, which hand out copies of your files.
#
# *Answer one.* "Elections are critical, so a cluster of ten database servers, Kafka for the stations, and Kubernetes."
#
# *Answer two.* "90,000 reports in an evening are 6 a second: small. 3 million people are many, so a cache before the
# database. 50 machines."
#
# *Answer three.* "Reports: 6 a second. Page: 3 million / 10 s = 300,000 a second, 20 kB each: 48 Gbit/s out. That is
# the load. The page is the same for all, so it is one file, made anew every 10 s, at a CDN; send only what changed, 1
# kB, and it is 2.4 Gbit/s. If each reader wanted their own page, that falls. I watch the age of the file: over 30 s is
# an alarm. I do not know how many have it open at the peak: between 1 and 10 million."
#
# </details>
#
# <details><summary>Our marks</summary>
#
# One: 0 · 0 · 0 · 0 · 0. No number, so nobody can disagree with it. Two: 0 · 1 · 1 · 0 · 0. It saw which side is small.
# "Many" is no load, and 50 has no source. Three: 1 · 2 · 2 · 2 · 2. It never says how fresh the page must be; that
# decides the 10 s.
#
# Curveballs, 2 points each. *The presenter*: 10 million more in a minute are 167,000 first pages a second, and after that
# minute 1 million a second more from asking again: 160 Gbit/s. You said which part is not at the CDN, and kept it small.
# *The wrong numbers*: you said how old a copy may be, and how a reader sees that a number was corrected.
#
# </details>
#
# Then mark yours. Here is a list to mark by, and where to go on:

# %% covers=["INT-02", "INT-03", "INT-13", "INT-14", "INT-22", "INT-27", "INT-29", "INT-30", "INT-31", "INT-32", "INT-33", "INT-34", "INT-35", "INT-36", "INT-37", "INT-38", "INT-39", "INT-40"]
from course.estimates.method import advice

print(advice("steps", "do", "do not", "at the end", "where to go on"))

# %% [markdown] tags=["instructor"]
# **Discuss.** The 80,000 requests a second of one machine were measured by nobody, and the machines must be ordered
# on Friday. What do you order, and what do you write beside the number?
#
# **Discuss.** Your estimate is a range, and your manager wants one number. Which end do you say for buying disks,
# which for promising a date, and why not the middle?
