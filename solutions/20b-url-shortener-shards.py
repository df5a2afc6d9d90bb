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
#     objectives: [ring, balance, text, size, lag, tiers]
#     terms: [shard, hash ring, point, primary, replica, rated, tier, lag, edge, utilisation]
# ---

# %% [markdown] covers=["URL-50", "URL-51"]
# # 20b · Shards and capacity
#
# ## 1 · A fifth machine · 4 minutes
#
# On Friday you sign an order for machines. The table of lesson 20 is too small. So its links are spread over four
# machines. Each holds a part, a **shard**. The API server (it answers readers) hashes the code, and the remainder names
# the shard.

# %% covers=["URL-50", "URL-51"]
import hashlib
from itertools import count

from course.systems.url_shortener.designs import ShuffledCodes


def shard_of(code, shards):
    digest = hashlib.md5(code.encode()).digest()
    return int.from_bytes(digest[:4], "little") % shards


maker = ShuffledCodes(count(1))  # the codes of lesson 20
codes = [maker.new_code("https://example.org") for _ in range(100_000)]
tables = [set() for _ in range(4)]
for code in codes:
    tables[shard_of(code, 4)].add(code)
[len(table) for table in tables]

# %% [markdown]
# Links keep coming: you add a fifth machine.

# %%
from course.checks import check, measured, order, predict, quiz, reveal, review, yours

predict("20b.p1")

# %% tags=["reveal"] covers=["BUG-017", "URL-50"]
tables.append(set())
found = sum(code in tables[shard_of(code, 5)] for code in codes)
reveal("20b.p1", found, unit="links found")

# %% [markdown] covers=["BUG-017"]
# <details><summary>After you ran it</summary>
#
# Only **19,940** of 100,000. The remainders by 4 and by 5 agree for only four
# numbers of every twenty. For all other links, readers ask the wrong machine.
#
# </details>
# <details><summary>Which failure pattern is this: place in a moving list, space too small, or two copies of one
# truth?</summary>Place in a moving list: a remainder is a place among four, and now there are five. You detect
# it by the share of 404 answers. You can copy 80,060 links, but the next machine moves most of them again.</details>
#
# ## 2 · A circle · 7 minutes
#
# Draw a circle of 2³² places. Hash each shard's name: that is its **point**. Hash a code: that is its place. The code
# belongs to the first point *past* its place, clockwise. Past the last point comes the first again. This is a **hash
# ring**.
#
# Take points at 12 (A), 40 (B) and 77 (C). Places 30 and 12 belong to B, 40 to C, 90 to A.
#
# **Exercise 20b.1.** `points` is a list of (place, shard), lowest first. Return the shard that owns `place`.


# %% nbgrader={"grade": false, "grade_id": "answer-20b-1", "locked": false, "schema_version": 3, "solution": true, "task": false}
def owner(points, place):
    ### BEGIN SOLUTION
    for at, shard in points:
        if at > place:
            return shard
    return points[0][1]
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "check-20b-1", "locked": true, "points": 2.0, "schema_version": 3, "solution": false, "task": false}
check("20b.1", owner)

# %% [markdown] tags=["instructor"]
# **Common wrong answer.** The loop ends and nothing is returned. Let the class walk on from 90.

# %% covers=["URL-50"]
from course.parts.hash_ring import HashRing, place_of

owner_on = yours("20b.1", owner)
names = [f"shard{number}" for number in range(5)]


def owners(names):
    points = HashRing(names, points=1).points()
    return [owner_on(points, place_of(code)) for code in codes]


predict("20b.p2")

# %% tags=["reveal"] covers=["BUG-017", "URL-50"]
from collections import Counter

before, after = owners(names[:4]), owners(names)
moves = Counter(new for old, new in zip(before, after) if old != new)
reveal("20b.p2", moves.total() - moves["shard4"], unit="links between old shards")
print(f"to the new shard: {moves['shard4']:,}")
for name, links in sorted(Counter(after).items()):
    print(f"{name}: {links:,} links")

# %% [markdown] covers=["BUG-017"]
# <details><summary>After you ran it</summary>
#
# **0**. A new point cuts one arc in two, and touches no other. A link stays, or it moves to the newcomer.
#
# But **33,344** links moved, and must be copied; 20,000 would be fair. And shard0 has six times the links of shard2.
#
# </details>
#
# ## 3 · Many points · 4 minutes
#
# Give each shard many points: hash `shard0-0`, `shard0-1` and so on. Its arcs are short, and their sum comes nearer to
# the mean.
#
# Other names give other arcs. So the small squares (in text: the line "In … of 100 sets") stand for a hundred other
# sets of names.

# %% covers=["URL-50"]
from course.widgets.hash_ring import hash_ring

ring = hash_ring()
ring

# %% [markdown]
# **Exercise 20b.2.** Reach the target with the arrow keys, or with `ring.set(points=…)` in a cell of your own. For
# other names press the button, or `ring.set(names=1)`.

# %% tags=["instructor"]
ring.set(points=160)

# %%
check("20b.2", ring)

# %% [markdown]
# <details><summary>After you reached it</summary>
#
# With n points, a shard strays by about 1/√n of the mean: 8 % for 160. The *largest* of five may stray twice as far.
#
# </details>
#
# ## 4 · Which part of the code? · 2 minutes
#
# A design often seen has 62 shards, and the code's first character names one.

# %% covers=["BUG-018"]
quiz("20b.q1")

# %% covers=["BUG-018", "URL-50"]
from course.parts import base62
from course.systems.url_shortener.shards import FirstCharacter, Modulo, loads

now_ms = 185_760_000_000  # milliseconds; some more bits follow
made = {
    "shuffled counter": codes,
    "plain counter": [base62.encode(62**6 + number) for number in range(100_000)],
    "time in front": [base62.encode((now_ms + number) << 22) for number in range(100_000)],
}
for name, sample in made.items():
    first, hashed = (sum(load > 0 for load in loads(way, sample)) for way in (FirstCharacter(), Modulo(62)))
    print(f"{name}: by first character {first} of 62 shards at work, by hash {hashed}")
print(f"one first character lasts {62**6 / 100e6:.0f} days of a counter")

# %% [markdown] covers=["BUG-018"]
# One shard of 62 works, for **568** days. Hash the *whole* code.
#
# ## 5 · A machine dies · 6 minutes
#
# A dead shard takes its links with it, so each gets a second machine. The **primary** takes all writes. The
# **replica** copies them, and answers the reads. If it fails, the servers ask the primary.
#
# Friday's plan has four shards. At peak come 1,157,407 redirects and 11,574 new links a second, ten times the
# average. The cache answers 80 %. Each shard has one replica. A machine is **rated** for reads or for writes, if it
# does nothing else.

# %% covers=["URL-23", "URL-52", "BUG-023"]
from course.estimates import sourced
from course.systems.url_shortener.estimate import plan_loads
from course.systems.url_shortener.shards import ShardLoad, waits_after_a_death

total = plan_loads()  # at peak
rated = [sourced(f"plan-{name}") for name in ("replica-reads", "primary-reads", "primary-writes")]
shard = ShardLoad(total.table_reads / 4, total.table_writes / 4, *(number.value for number in rated))
print(f"each of four shards: {shard.reads_per_s:,.0f} reads/s, {shard.writes_per_s:,.0f} writes/s")
print("replica rated for", rated[0])
print("primary rated for", rated[1])
print("               or", rated[2])
predict("20b.p3")

# %% tags=["reveal"] covers=["BUG-023", "URL-52"]
from course.widgets.hash_ring import wait_curve

one = waits_after_a_death(shard, replicas=1, dies_at_s=5, for_s=15)
reveal("20b.p3", one[-1], unit="s")
two = waits_after_a_death(shard, replicas=2, dies_at_s=5, for_s=15)
wait_curve({"1 replica": one, "2 replicas": two}, dies_at_s=5, promise_s=0.1)

# %% [markdown] covers=["BUG-023"]
# <details><summary>After you ran it</summary>
#
# **4.468** s, and 0.45 s more with every second. Reads need 116 % of the primary's time, writes 29 % more. Work piles
# up.
#
# </details>
# <details><summary>Which failure pattern is this: load on the wrong tier, everyone at once, or "done" said too
# early?</summary>Load on the wrong tier: all readers land on a machine that was sized for writes. (A **tier** is all
# machines with one job.) Set an alarm for when a tier's load passes what is left with one machine dead.<br>The line "2 replicas" shows the mitigation. What remains:
# until the dead one is replaced, one more death is enough.</details>
#
# ## 6 · Made, and not found · 3 minutes
#
# A replica has each row a little later: its **lag**. A design often seen fills the cache only on a read, and asks the
# primary only on an *error*, which a missing row is not. The reader hears 404, and the server notes "no such code"
# for 30 s, as in lesson 20.

# %%
predict("20b.p4")

# %% tags=["reveal"] covers=["BUG-022", "URL-52"]
from course.systems.url_shortener.shards import first_opened_s

habits = {"lag_s": 0.2, "first_try_s": 0.1, "every_s": 4}
reveal("20b.p4", first_opened_s(**habits), unit="s")
print("cache filled when made:", first_opened_s(**habits, fill_cache=True), "s")
print("primary asked on a miss:", first_opened_s(**habits, ask_primary=True), "s")

# %% [markdown] covers=["BUG-022"]
# <details><summary>After you ran it</summary>
#
# After **32.1** s: the note made a short lie long. The pattern: *two copies of one truth*. Detect it by a probe that
# opens each new link at once. Both ways out open it after **0.1** s. What remains: the cache may lose its copy.
#
# </details>

# %%
quiz("20b.q2")

# %% [markdown]
# A pause:

# %%
review("20b", limit=1)

# %% [markdown]
# ## 7 · Follow one request · 3 minutes
#
# The plan goes on: "The cache answers 80 %, so only 234,000 requests a second reach the API servers." Follow 200,000
# redirects of lesson 20 through three tiers: API server, cache, table. The cache has room for a tenth of the links.

# %%
predict("20b.p5")

# %% tags=["reveal"] covers=["BUG-029", "URL-21", "URL-22"]
import random

from course.systems.url_shortener.estimate import walk
from course.systems.url_shortener.workload import redirects

seen = walk(redirects(links=100_000, count=200_000, rng=random.Random(20)), room=10_000)
per_100 = [100 * number / seen.api for number in (seen.api, seen.cache, seen.table_reads)]
reveal("20b.p5", " · ".join(f"{number:.0f}" for number in per_100), unit="API · cache · table")
print(", ".join(f"{number:.1f}" for number in per_100))

# %% [markdown] covers=["BUG-029"]
# <details><summary>After you ran it</summary>
#
# For 100 redirects, **100.0** requests at the API servers, **127.6** operations at the cache and **27.6** reads at the
# table. The servers *ask* the cache, so it relieves the table, not them. And every miss costs the cache two operations:
# look, then fill.
#
# Only something *before* the servers relieves them: an **edge**, your network provider's cache.
#
# </details>
#
# ## 8 · How many machines? · 6 minutes
#
# Take the load at peak. Then the **utilisation**: no machine is planned over 70 %, because near its rating a queue
# grows. Then the spare ones.
#
# **Exercise 20b.3.** Return the fewest machines. `utilisation` is between 0 and 1. With `spare` machines missing, no
# other one is busier than `utilisation`.


# %% nbgrader={"grade": false, "grade_id": "answer-20b-3", "locked": false, "schema_version": 3, "solution": true, "task": false} covers=["URL-21", "URL-22", "URL-23"]
def machines(load_per_s, rated_per_s, utilisation, spare):
    ### BEGIN SOLUTION
    import math

    allowed_per_s = rated_per_s * utilisation
    return math.ceil(load_per_s / allowed_per_s) + spare
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "check-20b-3", "locked": true, "points": 2.0, "schema_version": 3, "solution": false, "task": false}
check("20b.3", machines)

# %% [markdown] tags=["instructor"]
# **Marking note.** Some fill the spare machine too. Let them remove one.

# %% [markdown]
# The plan orders 15 API servers and 3 Redis nodes, machines with Redis. First you:

# %%
quiz("20b.q3")

# %% covers=["BUG-029", "URL-21", "URL-22", "URL-23", "URL-49"]
needed = yours("20b.3", machines)
most, at_edge = (float(sourced(name).quantity) for name in ("plan-utilisation", "edge-hit-ratio"))
server, node = (sourced(name).value for name in ("plan-api-server", "plan-redis-node"))
print(f"an API server is rated for {server:,} requests/s; an edge answers {at_edge:.0%}")
hits = 1 - per_100[2] / 100
cases = {
    "its 80 %": plan_loads(),
    f"your {100 * hits:.0f} %": plan_loads(hits),
    "and an edge": plan_loads(hits, at_edge),
}
for name, load in cases.items():
    print(f"{name}: API servers {needed(load.api, server, most, 1)}", end=", ")
    print(f"Redis nodes {needed(load.cache, node, most, 1)}", end=", ")
    print(f"replicas a shard {needed(load.table_reads / 4, rated[0].value, most, 1)}")

# %% [markdown]
# Plans often seen order 10 or 21 API servers; 3, 6 or 12 Redis nodes. The day on which one is missing:

# %% covers=["BUG-029", "URL-21", "URL-22", "URL-53"]
tiers = {"API servers": (total.api / server, (10, 15, 21, 22)), "Redis nodes": (total.cache / node, (3, 6, 12, 22))}
for tier, (full_ones, orders) in tiers.items():
    print(tier, *(f"{number}: {full_ones / (number - 1):.0%} busy" for number in orders), sep=" · ")
print(f"a primary whose only replica is missing: {shard.primary_busy(shard.reads_per_s):.0%} busy")

# %% [markdown] covers=["BUG-029", "URL-49", "URL-53"]
# Only **22** keep to 70 %: with 21, each is **73** % busy. (Ten come from a cache that spares the table, not the
# servers. Of six nodes, three only wait.)
#
# You measured **72** %, not 80. The table notices: **3** replicas, not **2**. The row "and an edge" is
# too kind: an edge answers the *popular* half.
#
# 23 nodes carry the operations. Each must also hold about 400 GB, a tenth of the links.

# %% covers=["URL-19"]
from course.units import si

print(
    "in",
    si(500 * total.table_writes, "B/s"),
    "· out",
    si(500 * (total.api - total.table_writes), "B/s"),
    "(500 B each)",
)

# %% [markdown] covers=["URL-19", "URL-42", "BUG-026"]
# Per server 26 MB/s; a cable of 1 Gbit/s carries 125.
#
# ## 9 · Only Redis? · 2 minutes
#
# Another design keeps all links in Redis. When memory is full, it may drop what was not used lately. We tried that.

# %%
predict("20b.p6")

# %% tags=["reveal"] covers=["URL-42", "BUG-026"]
from course.recordings import recording

recorded = recording("20b.redis")
tried = recorded["values"]
reveal("20b.p6", f"{tried['writes refused']} · {tried['links left']:,}", unit="refused · left")
print("recorded on", recorded["server"], "·", recorded["date"])
memory_bytes = 100e6 * 365 * 5 * tried["bytes a link, 2 keys"]
print("address to code too, five years of links:", si(memory_bytes, "B"), "of memory")

# %% [markdown] covers=["URL-42", "BUG-026"]
# <details><summary>After you ran it</summary>
#
# No write was refused, **62,510** links are left. And 194 TB is twice lesson 20's estimate: each address is stored
# twice.
#
# </details>
# <details><summary>Which failure pattern is this: "done" said too early, two copies of one truth, or everyone at
# once?</summary>"Done" said too early: each customer was told that the link is kept. There is one copy, and they came
# one by one. Detect it by `evicted_keys`, the keys that Redis dropped. The setting `noeviction` refuses writes instead.
# What remains: then nobody can make a link.</details>
#
# ## 10 · The order · 3 minutes
#
# Redis Cluster: a code has one of 16,384 **slots** for ever; a table names each slot's primary. Masters:
# every machine has all links, and takes every write.

# %% covers=["URL-50", "URL-53", "URL-54", "URL-55", "BUG-017"]
from course.systems.url_shortener.shards import Ring, Slots, moved

for name, four in {"remainder": Modulo(4), "ring, 160 points": Ring(4), "slots": Slots.even(4)}.items():
    five = four.grown()
    largest = 5 * max(loads(five, codes)) / len(codes)
    print(f"{name:16} {moved(four, five, codes):>6,} links move, largest {largest:.2f} × the mean")
lost = loads(five, codes)[0] / len(codes)
print(f"five shards: {total.table_writes / 5:,.0f} writes/s each; one dies without a replica: {1 - lost:.0%} open")
print(f"five masters: {total.table_writes:,.0f} writes/s each; one dies: all links open")

# %% [markdown] covers=["URL-50", "URL-52", "URL-53", "URL-54", "URL-55"]
# Ring: where machines come and go. Slots: with Redis Cluster. Remainder: where the number never changes. Masters: only
# where writes must go on while one is dead; two may say yes to one name.
#
# | Friday's order | plan | on the day one is missing | sign |
# |---|---|---|---|
# | API servers | 15 | **104** % busy | **22** |
# | Redis nodes | 3 | **700** % busy | **23** |
# | replicas a shard | 1 | primary **145** % busy | **3** |
#
# For those with time: layouts, and two databases.

# %% covers=["URL-37", "URL-38", "URL-39", "BUG-028"]
from course.systems.url_shortener.layouts import LAYOUTS, layout_cost

for name in LAYOUTS:
    cost = layout_cost(name)
    print(f"{name}: {cost.indexes} index(es), first keys of two shards {cost.keys}")

# %% covers=["URL-51"]
from course.systems.url_shortener.record_stores import store_times

measured("20b.9", store_times(codes), at_least=("500 look-ups · DuckDB", "500 look-ups · SQLite", 5))

# %% [markdown] covers=["URL-37", "URL-38", "URL-39", "URL-51", "BUG-016", "BUG-028"]
# Row by row SQLite wins, here 50 to 70 times; counting all rows, DuckDB wins.
#
# <details><summary>Seen elsewhere</summary>
#
# | seen | what it does | what we do |
# |---|---|---|
# | a number as key, **3** indexes (sorted copies) | both shards gave the key **1**: rows clash; each insert writes every copy | the code is the key |
# | Java: `abs(hashCode(code)) % 6` | `aAgaAXq` hashes to the smallest int, abs leaves it negative: shard **-2** | a hash without a sign |
#
# </details>
#
# **What this leaves out.** Moving links while readers read. One link too popular for its shard. Who decides that a
# primary is dead.
#
# **The moral.** Size a tier for the day on which one of its machines is missing: one death asked 145 % of a primary.
# And the cache relieves the table (28 of 100), not the servers before it (100 of 100).
#
# ## 11 · Somewhere else · 4 minutes
#
# *Bag tags.* Belts of an airport ask 30 million times a day: "tag 0220123456, which exit?" Two thirds come within four
# hours. The first three digits name the airline. A server is rated for 200 look-ups a second. Curveball: *one burns at
# six in the morning.*
#
# Write your order, then mark, 0 to 2 each: load, with a number · a decision, and what flips it · the fire: who
# takes over, who notices · honest unknowns.
#
# *One.* "Servers that scale by themselves. Redis behind them, so they see only misses."
#
# *Two.* "347 a second, 140 each: three. Shards by airline: its bags are together."
#
# *Three.* "1,389 a second in the morning, 140 each: ten shards, each with a replica in another room. A ring over the
# whole tag: one airline may own half the bags. If the number never changes, a remainder. I do not know how late an
# answer may be."
#
# <details><summary>Our marks</summary>
#
# One: 0 · 0 · 0 · 0. The servers ask Redis, so they see everything. Two: 1 · 0 · 0 · 0. An average; one shard may get
# half the bags. Three: 2 · 2 · 1 · 2. An eleventh machine would have none of the burnt one's tags; a replica has. But
# nobody notices the fire: count the bags that circle twice.
#
# </details>

# %% [markdown] tags=["instructor"]
# **Discuss.** One death asked 145 % of a primary. The finance team pays for one replica a shard, not for two. Which
# day do you show them, and what do you promise less?
#
# **Discuss.** The table sees 28 of 100 requests, as long as the cache lives. Which tier falls first in the ten
# minutes after the cache was emptied, and what could you turn away?
