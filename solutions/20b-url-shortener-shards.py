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
#     terms: [shard, hash ring, point, primary, replica, rated, lag, tier, edge, utilisation, slot]
# ---

# %% [markdown] covers=["URL-50", "URL-51"]
# # 20b · Shards and capacity
#
# ## 1 · A fifth machine · 4 minutes
#
# Lesson 20 ended with one table and too many redirects. So the links are spread over four machines. Each holds a part,
# a **shard**. The API server works out which one: it hashes the code and keeps the remainder.

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
# Even, to one in a hundred. Links keep coming, so you buy a fifth machine.

# %%
from course.checks import check, measured, predict, quiz, reveal, yours

predict("20b.p1")

# %% tags=["reveal"] covers=["BUG-017", "URL-50"]
tables.append(set())
found = sum(code in tables[shard_of(code, 5)] for code in codes)
reveal("20b.p1", found, unit="links found")

# %% [markdown] covers=["BUG-017"]
# <details><summary>After you ran it</summary>
#
# Only **19,940** of 100,000. (A *count*: the same on every machine.)
#
# Perhaps you thought 80,000, because a fifth belongs on the new shard. But a hash of 13 leaves 1 when divided by 4, and
# 3 when divided by 5. Both agree only for remainders 0 to 3 of every twenty. The other links are all there, on
# machines that nobody asks. You must move four of five while readers wait.
#
# </details>
# <details><summary>Which failure pattern is this: place in a moving list, space too small, or two copies of one
# truth?</summary>Place in a moving list: "the third of four" means nothing once there are five. There was room, and each
# link exists once. You would detect it by the share of 404, minutes after the change.</details>
#
# ## 2 · A circle · 6 minutes
#
# Give up the remainder. Draw a circle of 2³² places. Hash each shard's name: that is its **point**. Hash a code: that
# is its place. The code belongs to the first point *past* its place, clockwise. Past the last point comes the first
# again. This is a **hash ring**.
#
# Take points at 12 (A), 40 (B) and 77 (C). Place 30 belongs to B, and so does place 12. Place 40 belongs to C, place
# 90 to A.
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
# **Common wrong answer.** The loop ends and nothing is returned. Draw the circle, and let the class walk on from 90.

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
print("to the new shard:", moves["shard4"])
print("now:", sorted(Counter(after).items()))

# %% [markdown] covers=["BUG-017"]
# <details><summary>After you ran it</summary>
#
# **0**. A new point cuts one arc in two; no other arc changes. So a link stays, or it moves to the newcomer.
#
# But look at the second line: **33344** links move, not 20,000. And in the last line one shard has six times as much
# as another. The ring mended the moves and broke the balance.
#
# </details>
#
# ## 3 · Many points · 5 minutes
#
# One arc a shard is a lottery. So each shard gets many points: `shard0-0`, `shard0-1` and so on are hashed. Its arcs
# are many and short, and their sum comes nearer to the mean.
#
# How many are enough? One ring proves nothing: names are chosen by whoever buys the machine. So the squares show a
# hundred sets of names.

# %% covers=["URL-50"]
from course.widgets.hash_ring import hash_ring

ring = hash_ring()
ring

# %% [markdown]
# **Exercise 20b.2.** Reach the target with the arrow keys, or with `ring.set(points=…)` in a cell of your own.

# %% tags=["instructor"]
ring.set(points=160)

# %%
check("20b.2", ring)

# %% [markdown]
# With n points a shard strays from the mean by about 1/√n of it. So four times the points halve the error, and every
# server must keep the longer list. Widely used rings take 160.
#
# ## 4 · Which part of the code? · 2 minutes
#
# A design often seen needs no hash at all. There are 62 shards, and the code's first character names one.

# %% covers=["BUG-018"]
quiz("20b.q1")

# %% covers=["BUG-018", "URL-50"]
from course.parts import base62
from course.systems.url_shortener.shards import FirstCharacter, Modulo, loads

now_ms = 185_760_000_000  # since 2021; with 22 more bits behind it, a number as Twitter made them ("Snowflake")
made = {"shuffled counter": codes, "plain counter": [base62.encode(62**6 + n) for n in range(100_000)]}
made["time in front"] = [base62.encode((now_ms + n) << 22) for n in range(100_000)]
for name, sample in made.items():
    busy = [sum(load > 0 for load in loads(place, sample)) for place in (FirstCharacter(), Modulo(62))]
    print(f"{name:17} shards at work: {busy[0]:2} by first character, {busy[1]} by hash")
print(f"one first character lasts {62**6 / 100e6:.0f} days of a counter, {62**9 / 2**22 / 86.4e6:.0f} days of time")

# %% [markdown] covers=["BUG-018"]
# One shard of 62 works, **568** days long, and then the next one. Hash the *whole* code. And a 63rd shard could never
# join.
#
# ## 5 · A machine dies · 6 minutes
#
# A dead shard takes its links with it, so each has a second machine. The **primary** takes the writes. The
# **replica** copies them, and answers all reads. If it fails, the servers ask the primary.
#
# A plan lies on your desk. It expects ten times the average (lesson 20 took three), a cache that answers 80 %, and four
# shards with one replica each. A machine is **rated** for what it can do alone.

# %% covers=["URL-23", "URL-52", "BUG-023"]
from course.estimates import sourced
from course.systems.url_shortener.estimate import LinkPlan, tier_loads
from course.systems.url_shortener.shards import ShardLoad, waits_after_a_death

plan, peak = LinkPlan(), sourced("plan-peak-factor").value
redirects_per_s, links_per_s = peak * plan.redirects_per_s, peak * plan.links_per_s
total = tier_loads(redirects_per_s, links_per_s, sourced("plan-hit-ratio").value)
ratings = [sourced(f"plan-{name}") for name in ("replica-reads", "primary-reads", "primary-writes")]
shard = ShardLoad(total.table_reads / 4, total.table_writes / 4, *(rating.value for rating in ratings))
print(f"one shard: {shard.reads_per_s:,.0f} reads/s, {shard.writes_per_s:,.0f} writes/s")
print(*ratings, sep="\n")
predict("20b.p3")

# %% tags=["reveal"] covers=["BUG-023", "URL-52"]
from course.widgets.hash_ring import wait_curve

one = waits_after_a_death(shard, replicas=1, dies_at_s=5, for_s=15)
reveal("20b.p3", one[-1], unit="s")
print(f"reads {shard.reads_per_s / 50_000:.0%} + writes {shard.writes_per_s / 10_000:.0%} of the primary's time")
two = waits_after_a_death(shard, replicas=2, dies_at_s=5, for_s=15)
wait_curve({"1 replica": one, "2 replicas": two}, dies_at_s=5, promise_s=0.1)

# %% [markdown] covers=["BUG-023"]
# <details><summary>After you ran it</summary>
#
# **4.468** s, and 0.45 s more with every second. Reads need **116**% of the primary's time, writes **29**% more. Perhaps
# you counted only reads, and said 1.6 s. The machine is alive; its readers have gone.
#
# </details>
# <details><summary>Which failure pattern is this: load on the wrong tier, everyone at once, or "done" said too
# early?</summary>Load on the wrong tier: a spare door that was built for something else. Nobody came faster than before,
# and nobody was promised anything. You would detect it *before* the death: alarm when a tier's load passes what all its
# machines but one can carry.</details>
#
# The picture's second line is the mitigation, one replica more. What remains: until the dead one is replaced, which
# takes hours of copying, you stand again where one death is enough.
#
# ## 6 · Made, and not found · 3 minutes
#
# A replica copies a moment later. The delay is its **lag**. A design often seen reads the replica, and asks the primary
# only on an *error*. A missing row is no error: the reader hears 404. And a server with your negative entries of lesson
# 20 notes "no such code" for 30 s.

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
# After **32** s, for a lag of 0.2 s. The note made a short lie long. The pattern is *two copies of one truth*. You would
# detect it with a probe that makes a link and opens it at once.
#
# Both ways out open it at the first try, after **0.1** s.
#
# </details>

# %%
quiz("20b.q2")

# %% [markdown]
# ## 7 · Follow one request · 3 minutes
#
# The plan goes on: "The cache answers 80 %, so only 234,000 requests a second reach the API servers. Five servers
# instead of 21." Follow 200,000 redirects of lesson 20 through the **tiers**: server, cache, table. The cache has room
# for a tenth of the links.

# %%
predict("20b.p5")

# %% tags=["reveal"] covers=["BUG-029", "URL-21", "URL-22"]
import random

from course.systems.url_shortener.estimate import walk
from course.systems.url_shortener.workload import redirects

seen = walk(redirects(links=100_000, count=200_000, rng=random.Random(20)), room=10_000)
per_100 = [100 * number / seen.api for number in (seen.api, seen.cache, seen.table_reads)]
reveal("20b.p5", " · ".join(f"{number:.0f}" for number in per_100), unit="API · cache · table")
print(per_100)

# %% [markdown] covers=["BUG-029"]
# <details><summary>After you ran it</summary>
#
# **100** requests at the API servers, **127.6285** operations at the cache, **27.6285** reads at the table. Servers ask the
# cache, so it cannot relieve them. It relieves the table. And a miss costs the cache twice: look, then fill. So the
# plan's estimate of one operation each was 28 short.
#
# Only something *before* the servers relieves them: an **edge**, a cache in the provider's network near the reader.
# But clicks that end there do not reach your log.
#
# </details>
#
# ## 8 · How many machines? · 5 minutes
#
# A tier is sized in three steps. The load at peak. The **utilisation**: no machine is planned over 70 %, for near its
# rating queues grow. And the spare ones: so many may be missing, and the others still keep to 70 %.

# %%
quiz("20b.q3")

# %% [markdown] covers=["URL-21", "URL-22", "URL-23"]
# **Exercise 20b.3.** Return the number of machines. `utilisation` is a part of 1. With `spare` machines missing, no
# other one is busier than that.

# %% nbgrader={"grade": false, "grade_id": "answer-20b-3", "locked": false, "schema_version": 3, "solution": true, "task": false}
def machines(load_per_s, rated_per_s, utilisation, spare):
    ### BEGIN SOLUTION
    import math

    allowed_per_s = rated_per_s * utilisation
    return math.ceil(load_per_s / allowed_per_s) + spare
    ### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "check-20b-3", "locked": true, "points": 2.0, "schema_version": 3, "solution": false, "task": false}
check("20b.3", machines)

# %% covers=["BUG-029", "URL-19", "URL-21", "URL-22", "URL-23", "URL-49"]
from course.units import si

needed = yours("20b.3", machines)
edge = tier_loads(redirects_per_s, links_per_s, 0.8, sourced("edge-hit-ratio").value)
orders = {"API servers": ("api", "api-server", 15), "Redis": ("cache", "redis-node", 3)}
for name, (tier, machine, ordered) in orders.items():
    load, rated = getattr(total, tier), sourced(f"plan-{machine}").value
    print(f"{name:12}{load:>10,.0f}/s, {rated:,.0f} each: {ordered} ordered; one missing:"
          f" {load / rated / (ordered - 1):.0%} busy; needed {needed(load, rated, 0.7, 1)},"
          f" behind an edge {needed(getattr(edge, tier), rated, 0.7, 1)}")
print("replicas of one shard: 1 ordered, needed", needed(shard.reads_per_s, 100_000, 0.7, 1))
print("in", si(links_per_s * 500, "B/s"), "· out", si(redirects_per_s * 500, "B/s"), "(500 B each)")
print(f"table reads with your hit ratio: {redirects_per_s * per_100[2] / 100:,.0f}/s")

# %% [markdown] covers=["BUG-029", "URL-49"]
# Fifteen servers would be **104**% busy on the day one is missing. Three Redis nodes, **700**%. An edge that answers
# half saves about half of both. But it takes the *popular* half, so fewer of the rest will hit your cache.
#
# ## 9 · What a machine holds · 2 minutes
#
# Three layouts of the table, each made on two shards. An index is a sorted copy that every insert must keep up.

# %% covers=["URL-37", "URL-38", "URL-39", "BUG-028"]
from course.systems.url_shortener.layouts import LAYOUTS, layout_cost

for name in LAYOUTS:
    print(f"{name:36}", layout_cost(name))

# %% [markdown] covers=["URL-42", "BUG-026"]
# The first keeps three indexes, and both shards gave key **1**. The code itself is the better key. A click counter in
# the row is a write for each redirect; dive 20c has a log.
#
# Another design keeps links in Redis only, under two keys. Recorded on a real server (fakeredis has no memory limit):

# %% covers=["URL-42", "BUG-026"]
import json

from course import datasets

redis = json.loads(datasets.path("measurements/20b.redis.json").read_text())
print(redis["server"], redis["values"])
print("all links:", si(plan.links_kept * redis["values"]["bytes a link, 2 keys"], "B"), "of memory; estimate:",
      si(plan.storage_bytes, "B"))

# %% [markdown] covers=["BUG-026"]
# Twice the estimate, for the address is stored twice, once as a key. And with a full memory and the rule "drop what was
# not used lately", no write is refused. Of 100,000 customers' links **62510** are left.
#
# Is DuckDB a good table, then? Compare it with SQLite, which comes with Python.

# %% covers=["URL-51"]
from course.systems.url_shortener.record_stores import store_times

times = store_times(codes)
measured("20b.9", times, at_least=("500 look-ups · DuckDB", "500 look-ups · SQLite", 5))

# %% [markdown]
# Row by row SQLite wins, by tens. Counting all rows, DuckDB does. It stands here because it is embedded and the course
# counts a great deal. For the table of links, buy a row store.
#
# ## 10 · The order · 2 minutes

# %% covers=["URL-50", "URL-53", "URL-54", "URL-55", "BUG-017"]
from course.systems.url_shortener.shards import Ring, Slots, moved

ways = {"remainder": Modulo(4), "first character": FirstCharacter(4), "ring, 1 point": Ring(4, points=1)}
ways |= {"ring, 160 points": Ring(4), "16,384 slots": Slots.even(4)}
for name, four in ways.items():
    five = four.grown()
    largest = 5 * max(loads(five, codes)) / len(codes)
    print(f"{name:17} {moved(four, five, codes):>6,} links move, largest of five {largest:.2f} × the mean")
lost = loads(five, codes)[0] / len(codes)
for name, writes, left in (("five shards", links_per_s / 5, 1 - lost), ("five masters", links_per_s, 1)):
    print(f"{name}: {writes:,.0f} writes/s on each; one dies: {left:.0%} of the links still open")

# %% [markdown] covers=["URL-50", "URL-52", "URL-53", "URL-54", "URL-55", "BUG-016", "BUG-028"]
# | way | of 100,000 links move when a fifth joins | largest of five | choose it when |
# |---|---|---|---|
# | remainder | **80,060** | **1.01** × | the number of machines never changes |
# | first character | **48,386** | **1.05** × | never: it hangs on how codes are made |
# | ring, 160 points | **17,488** | **1.09** × | machines come and go, and nobody keeps a table |
# | slots | **19,993** | **1.00** × | Redis Cluster: code → one of 16,384 **slots** for ever; a table says who has the slot, and gives a dead primary's slots to its replica |
# | masters that all have everything | none | all the same | reads are the trouble: each takes *every* write, and two may say yes to one name (lesson 20, scene 7) |
#
# | seen elsewhere | what it does | what we do |
# |---|---|---|
# | `abs(hashCode(code)) % shards`, in Java | `aAgaAXq` hashes to the smallest int, whose abs is negative: with six shards, shard −2 | a hash without a sign, and Python's % |
# | `UNIQUE` and one more index on the same column, a number for each shard | three indexes, equal keys (scene 9) | the code is the primary key |
#
# **What this leaves out.** Moving links while readers read. One link so popular that its shard is full. Readers who give
# up and ask again. Who decides that a primary is dead. A second region.
#
# **The moral.** A tier is sized for the day on which one of its machines is missing: one death took a shard from half
# its rating to 145 %. And the cache relieves the table (28 of 100), not the servers in front of it (100 of 100).
#
# ## 11 · Somewhere else · 4 minutes
#
# *Bag tags.* Belts of an airport ask 30 million times a day "tag 0220123456: which exit?" 70 % of that comes within
# four hours. The first three digits name the airline. A server is rated for 200 look-ups a second. Order the servers.
# Curveball: *one burns at six in the morning.*
#
# Mark these, 0 to 2 for each: the dominant load with a number · a decision and what would flip it · a failure and its
# detection · honest unknowns.
#
# *One.* "Servers that scale by themselves, and Redis, so that they see only the misses."
#
# *Two.* "347 a second, 140 for each server: three. Shards by airline, so that its bags are together."
#
# *Three.* "In the morning 1,458 a second; 140 each: eleven, and one that may burn. A ring over the whole tag, for the
# home airline may have half the bags; if belts cannot hash, slots in a table. A tag printed a minute ago is asked for
# on the primary. I do not know how long a bag can circle; that decides the 70 %."
#
# <details><summary>Our marks</summary>
#
# One: 0 · 0 · 0 · 0. The servers ask the cache, so they see everything. Two: 1 · 0 · 0 · 0. The average of a day that
# has a morning; nobody may burn; and by first digits one shard gets half. Three: 2 · 2 · 1 · 2. It names the failures,
# and nobody would notice them: count the bags that circle twice.
#
# </details>
