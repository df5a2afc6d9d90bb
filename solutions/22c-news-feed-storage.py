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
#     objectives: [line, room, lifetime, rebuild, machine, hot]
#     terms: [packed, member, lifetime, shard, scatter-gather, p99, hot key, denormalised]
# ---

# %% [markdown] covers=["BUG-049", "FEED-19"]
# # 22c · Where a feed lives
#
# ## 1 · One line · 4 minutes
#
# In lesson 22 a feed is a sorted set of ids in Redis: a post's time orders it, and a mark says that the set is
# complete. A delivery adds the newest line, then trims the oldest.
#
# A published plan gives each line 20 bytes: 8 for the id, 8 for the time, 4 for Redis. We filled feeds on a real
# Redis and asked for its memory:

# %% covers=["BUG-049", "FEED-19"]
import json
import random

from course import datasets
from course.checks import check, order, predict, quiz, reveal, review, yours

recorded = json.loads(datasets.path("measurements/22.redis-bytes.json").read_text())
full = {lines: recorded["values"][f"bytes a feed of {lines}"] for lines in (127, 128, 800)}
print(f"127 lines: {full[127]:,.0f} B, {full[127] / 127:.1f} B a line")
print("recorded on", recorded["server"], "·", recorded["date"])

# %% [markdown]
# So the plan seems right. It keeps 800 lines.
#
# A hint: Redis may keep a small set **packed**, one thing behind the other, and walk along it to find something. In a
# long one that takes too long; so there each line is an object of its own, in a list with short cuts and in a hash
# table, and all these places point to each other.

# %%
predict("22c.p1")

# %% tags=["reveal"] covers=["BUG-049", "FEED-19"]
reveal("22c.p1", f"{full[800]:,.0f} B, {full[800] / 800:.0f} B a line")
print(f"127 lines: {full[127]:,.0f} B · 128 lines: {full[128]:,.0f} B")

# %% [markdown] covers=["BUG-049"]
# <details><summary>After you ran it</summary>
#
# **129** B a line, six times the plan. It happens at one line: with **128** lines and the mark there are 129 **members**
# (things in the set), and Redis packs at most 128. The feed goes from **2,605** to **19,023** bytes. (Memory is a
# *count* of this version of Redis.)
#
# </details>
#
# ## 2 · Stay packed · 5 minutes
#
# Then keep 127 lines: with the mark, 128 members. A post is delivered: `ZADD` adds it, `ZREMRANGEBYRANK` trims the oldest.

# %%
predict("22c.p2")

# %% tags=["reveal"] covers=["BUG-049"]
from course.systems.news_feed.shapes import BYTES
from course.systems.news_feed.shapes import recorded as on_redis

shapes = on_redis(BYTES)
reveal("22c.p2", f"{shapes['unpacked, 127 lines']:,.0f} B")

# %% [markdown] covers=["BUG-049"]
# <details><summary>After you ran it</summary>
#
# For a moment there were 129 members. Redis unpacked the set, and never packs one again.
#
# </details>
# <details><summary>Which failure pattern is this: space too small, "done" said too early, or place in a moving
# list?</summary>Space too small, by one, and only between two commands. Detect it with `OBJECT ENCODING`: `listpack` is
# packed, `skiplist` is not. A feed that is built anew is packed again.</details>
#
# The limit of 128 can be moved (`zset-max-listpack-entries`). Our operators allow up to 512, as each delivery walks
# along a packed set.

# %% covers=["BUG-049", "FEED-19"]
from course.widgets.feed_shape import feed_shape

room = feed_shape()
room

# %% [markdown]
# **Exercise 22c.1.** Reach the target with the arrow keys, or with `room.set(lines=…, limit=…)` in a new cell.

# %% tags=["instructor"]
room.set(lines=510, limit=512)

# %%
check("22c.1", room)

# %% covers=["FEED-19", "FEED-17", "SOC-14", "SOC-15"]
from course.estimates import find_claim
from course.systems.news_feed.shapes import WORK, processors
from course.units import si

print("all readers: the plan", find_claim("social.smp.feed-cache-all").stated, "TB, measured", si(500e6 * full[800], "B"))
for packed in (False, True):
    feed = shapes[f"{'packed' if packed else 'unpacked'}, 800 lines"]
    print(f"800 lines, packed {packed}: {500e6 * feed / 64e9:,.0f} machines for memory", end=", ")
    print(f"{processors(packed, 800):.0f} processors for deliveries")
posts_a_day, readers_a_day = 500e6, 5e9
print(f"posts {posts_a_day / 86_400:,.0f}/s · pages {readers_a_day / 86_400:,.0f}/s")
print("the texts, a year:", *(si(500e6 * 365 * size, "B") for size in (1_000, 500, 404)))

# %% [markdown] covers=["FEED-19", "FEED-17", "SOC-14", "SOC-15"]
# The plan's 8 TB are **51.5** TB. Packing all 800 lines would bring it back, for more processor time (a *clock* figure):
# a good trade, as memory rules the bill. Three plans give a post 1,000, 500 or 404 B: that is disk, not memory.
#
# ## 3 · Who left · 4 minutes
#
# The plan saves more:

# %% covers=["BUG-050", "FEED-55", "FEED-34"]
print("active in seven days:", find_claim("social.smp.active-users").stated, "of", "500 million who come each day")
print("their feeds:", find_claim("social.smp.feed-cache-active").stated, "TB")
quiz("22c.q1")

# %% [markdown]
# But who stays away should cost nothing. Redis can give a key a **lifetime**: `EXPIRE key seconds` deletes it when they are
# over; a new `EXPIRE` starts them anew. Ana's feed gets seven days at each delivery. She reads once more and leaves; her
# friends post once a day. A month later:

# %%
predict("22c.p3")

# %% tags=["reveal"] covers=["FEED-34", "FEED-55"]
from course.systems.news_feed.lifetimes import DESIGNS, after_the_last_read

left = {design: after_the_last_read(design) for design in DESIGNS}
reveal("22c.p3", left["7 days from each delivery"].lines, unit="lines")
for design, feed in left.items():
    print(f"{design:41} {feed.lines:2} lines", "· no lifetime: stays for ever" if feed.ttl_s == -1 else "")

# %% [markdown] covers=["FEED-34", "FEED-55"]
# <details><summary>After you ran it</summary>
#
# All **31**: her friends keep it alive. If only *reading* sets the lifetime, the feed dies on day 7; but the next `ZADD`
# makes a new key, without lifetime. **24** lines stay for ever. Delivering to active readers only (who read in the last
# seven days) leaves **1**: on day 7 she is still active, and her feed just died. So a feed must live longer than its
# reader counts as active.
#
# </details>
# <details><summary>Which failure pattern is this: grows for ever, clock as truth, or check-then-act?</summary>Grows for
# ever: nothing that is still alive takes it away. (The last line of one *is* found by comparing two clocks; but both are
# right.) Detect it by counting feeds against active readers.</details>
#
# ## 4 · All gone, at eight · 4 minutes
#
# The cache restarts empty in the evening. Each page is now built anew from the lists of some 20 authors; a query loads
# one list in 20 ms, 20 at a time. In two seconds 400 readers come.

# %%
predict("22c.p4")

# %% tags=["reveal"] covers=["SOC-22"]
from course.systems.news_feed.faults import flush_feeds
from course.systems.news_feed.graph import read_graph

graph = read_graph()
ways = {"each for itself": {"single_flight": False}, "single flight": {"single_flight": True}}
ways["and at most 10 pages at once"] = {"single_flight": True, "most_rebuilds": 10}
flushed = {name: flush_feeds(graph, random.Random(1), **way) for name, way in ways.items()}
reveal("22c.p4", f"{flushed['single flight'].list_loads:,}", unit="queries")
for name, seen in flushed.items():
    print(f"{name:29} {seen.list_loads:,} queries, longest wait {seen.slowest_s:.2f} s, {seen.sent_away} sent away")

# %% [markdown] covers=["SOC-22"]
# <details><summary>After you ran it</summary>
#
# Still **3,545**. In lesson 20 all wanted *one* link, and one query was enough. Here each page wants 20 lists, and few of
# them are the same: sharing saves a third. (Virtual time, one seed.)
#
# What bounds the wait is a gate: **0.27** s instead of **1.59**. **225** readers see what their phone kept, and come
# again. The order of the day: first a page, later the whole feed.
#
# </details>
# <details><summary>Which failure pattern is this: everyone at once, two copies of one truth, or load on the wrong
# tier?</summary>Everyone at once. The table always was the truth, and is asked for what only it has. Detect it by queries
# that wait, and let the gate close on them. What remains: who is sent away sees an older page.</details>
#
# ## 5 · Which machine answers? · 8 minutes
#
# One machine cannot hold it all. Each table is cut into 1,000 **shards**: a hash of *one column* says on which shard a
# row lies. A plan cuts posts by author, feeds by reader, follows by follower.

# %% covers=["FEED-49", "SOC-60"]
from course.parts.hash_ring import place_of

SHARDS = 1_000


def shard_of(user):
    return place_of(f"user {user}") % SHARDS


author = min(range(graph.users), key=lambda user: abs(graph.follower_counts[user] - 200))
print("author", author, "has", graph.follower_counts[author], "followers and lies on shard", shard_of(author))
predict("22c.p5")

# %% [markdown]
# **Exercise 22c.2.** Settle it. A question knows some columns: `known = {"author": [3, 13]}` asks for the posts of these
# two. Return the set of shards that must be asked: all where matching rows may lie, and no other. `cut_by` is the column
# that was hashed, `shard_of(value)` the shard of a value, 0 to `shards` − 1.

# %% nbgrader={"grade": false, "grade_id": "answer-22c-2", "locked": false, "schema_version": 3, "solution": true, "task": false}
def which_shards(cut_by, known, shard_of, shards):
    ### BEGIN SOLUTION
    if cut_by not in known:
        return set(range(shards))
    return {shard_of(value) for value in known[cut_by]}
    ### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "check-22c-2", "locked": true, "points": 3.0, "schema_version": 3, "solution": false, "task": false}
check("22c.2", which_shards)

# %% [markdown] tags=["instructor"]
# **Common wrong answer.** `{shard_of(v) for values in known.values() for v in values}`: it hashes a followee and asks
# the followee's shard. Let the class draw the rows of two followers on paper.

# %% tags=["reveal"] covers=["BUG-051", "BUG-052", "FEED-49", "SOC-60", "SOC-61", "SOC-18"]
asked = yours("22c.2", which_shards)
followees = list(range(300, 500))
questions = {
    "who follows the author · follows by follower": ("follower", {"followee": [author]}, 5_787),
    "who follows the author · follows by followee": ("followee", {"followee": [author]}, 5_787),
    "a page from 200 authors · posts by author": ("author", {"author": followees}, 57_870),
    "a page from the feed · feeds by reader": ("reader", {"reader": [7]}, 57_870),
}
counts = {name: len(asked(cut_by, known, shard_of, SHARDS)) for name, (cut_by, known, _) in questions.items()}
reveal("22c.p5", f"{max(counts.values()):,}", unit="shards")
for name, count in counts.items():
    print(f"{name:45} {count:5,} shards, {count * questions[name][2]:10,} questions/s")
print("all follows, 16 B each:", si(500e6 * 200 * 16, "B"))

# %% [markdown] covers=["BUG-051", "BUG-052", "SOC-61", "SOC-18"]
# <details><summary>After you ran it</summary>
#
# **1,000**: the author's number does not say where the followers' rows lie. To ask all and gather is called
# **scatter-gather**; at 5,787 posts a second it is **5,787,000** questions. So the edge is kept twice, once for each
# question. The price: 1.6 TB more, and two copies that must change together.
#
# A pull is hardly better. Nothing is cut wrongly there, but nearly every author lies on a shard of his own. What is asked
# most, the feed, is cut for exactly that: **1** shard.
#
# </details>
# <details><summary>Which failure pattern is this: load on the wrong tier, place in a moving list, or space too
# small?</summary>Load on the wrong tier: 999 shards work to say "not here". Detect it by shards asked for each
# question.</details>
#
# Many machines have one more price. **p99** is the wait that 99 of 100 pages do not exceed.

# %%
predict("22c.p6")

# %% tags=["reveal"] covers=["BUG-052"]
from course.systems.news_feed.faults import slow_shard

waits = {lists: slow_shard(lists, random.Random(1), shards=SHARDS, reads=1_000) for lists in (1, 200)}
slow = {lists: sum(wait_s >= 0.2 for wait_s in found) / len(found) for lists, found in waits.items()}
reveal("22c.p6", f"{slow[200]:.0%}")
for lists, found in waits.items():
    print(f"{lists:3} lists: {slow[lists]:.1%} of the pages are slow, p99 {1_000 * found[990]:.0f} ms")

# %% [markdown] covers=["BUG-052"]
# <details><summary>After you ran it</summary>
#
# 1 − 0.999²⁰⁰ is 18 %: one ill machine in a thousand decides the p99 of everybody who asks 200.
#
# </details>
#
# ## 6 · One post, one key · 5 minutes
#
# A post gets 50 million views in an hour, 13,889 a second. Its key lies on *one* machine: a **hot key**. A design often
# seen copies it under several names.

# %%
predict("22c.p7")

# %% tags=["reveal"] covers=["SOC-65"]
from course.systems.news_feed.hot_post import busiest, copies, crowd, most_in_a_second
from course.systems.news_feed.hot_post import shard_of as machine_of

reveal("22c.p7", f"{busiest(copies(7, 8)):,.0f}", unit="questions/s")
print("machines of the copies:", *map(machine_of, copies(7, 8)))
for count in (1, 4, 8, 64):
    print(f"{count:2} copies: {busiest(copies(7, count)):6,.0f}/s · in braces {busiest(copies(7, count, braces=True)):6,.0f}/s")

# %% [markdown] covers=["SOC-65"]
# <details><summary>After you ran it</summary>
#
# Eight names on four machines: a hash spreads many names, not eight. (Another id falls elsewhere.) With braces, as in
# `{post:7}:copy3`, Redis hashes only what stands in them: all copies on one machine. And each change must reach every copy.
#
# </details>
#
# So let each of our 40 processes remember.
#
# **Exercise 22c.3.** Return the post's text. `kept` is a dict of this process, yours to fill. `fetch(post_id)` asks the shard (None:
# deleted). Ask only if you must: a text may be served while it was fetched *less* than 10 seconds ago. Never serve a deleted one longer.

# %% nbgrader={"grade": false, "grade_id": "answer-22c-3", "locked": false, "schema_version": 3, "solution": true, "task": false}
def get(post_id, now_s, kept, fetch):
    ### BEGIN SOLUTION
    if post_id in kept:
        fetched_s, text = kept[post_id]
        if now_s - fetched_s < 10:
            return text
    kept[post_id] = (now_s, fetch(post_id))
    return kept[post_id][1]
    ### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "check-22c-3", "locked": true, "points": 2.0, "schema_version": 3, "solution": false, "task": false}
check("22c.3", get)

# %% covers=["SOC-66", "SOC-68", "SOC-67"]
found = crowd(yours("22c.3", get), random.Random(1))
print(f"in 30 s the shard was asked {len(found.asked)} times, {most_in_a_second(found.asked)} times in the fullest second")
print(f"the oldest text was {found.oldest_s:.1f} s old")
quiz("22c.q2")

# %% [markdown] covers=["SOC-66", "SOC-67", "SOC-68"]
# Threads of one process that miss together share one question (single flight). A cache near the readers (CDN) may keep the
# text of a public post; the like count, which changes, comes by itself.
#
# ## 7 · What the table is for · 2 minutes
#
# Some questions are about *all* posts: they go to the table, rarely. A **denormalised** counter `like_count` stands in each post, so
# that nobody counts rows. Each tap raises it; some phones tap again.

# %% covers=["FEED-45", "FEED-46", "FEED-48", "FEED-51", "FEED-52", "BUG-059"]
from course.systems.news_feed.tables import NOW_S, three_days

database = three_days(random.Random(1))
print("counters, likes:", database.execute("SELECT sum(like_count), (SELECT count(*) FROM likes) FROM posts").fetchall())
trending = """SELECT post, count(*) AS n FROM likes JOIN posts ON post = posts.id
WHERE at_s > ? GROUP BY post ORDER BY n DESC LIMIT 100"""
print("trending:", database.execute(trending, [NOW_S - 86_400]).fetchall()[:3], "…")
database.execute("""CREATE TABLE author_stats AS SELECT author, count(DISTINCT id) AS posts, count(post) AS likes
FROM posts LEFT JOIN likes ON post = posts.id GROUP BY author""")
print("one author:", database.execute("SELECT * FROM author_stats ORDER BY likes DESC LIMIT 1").fetchall())
try:
    database.execute("CREATE TABLE more (id BIGINT PRIMARY KEY, media JSONB, INDEX by_id (id))")
except Exception as error:
    print(type(error).__name__, "·", str(error).splitlines()[0])

# %% [markdown] covers=["FEED-45", "FEED-46", "FEED-48", "FEED-51", "FEED-52", "BUG-059"]
# **13,200** by the counters, **10,982** by the rows: *two copies of one truth*. Raise a counter only when the row is new, and count
# anew at night. Trending and statistics are made once an hour, into one key: a hot one, for scene 6.
#
# ## 8 · What your numbers decide · 3 minutes
#
# | question | asks | cut by |
# |---|---|---|
# | my feed | **1** shard | reader |
# | who follows her, when she posts | **1**, not **1,000** | followee, a second copy |
# | her posts | 1 | author |
# | all posts of a day | every shard, once an hour | time is no shard key: today's would be one machine |
#
# <details><summary>Seen elsewhere</summary>
#
# | seen | what it does | what we do |
# |---|---|---|
# | Cassandra: counters among texts in one table | refused | likes are rows of their own |
# | Cassandra: `followers`, `following`, a flag `celebrity` in each row; the query filters by the flag | refused without a key; the flag grows old | one log of who is pulled, asked by key |
# | Cassandra: `IN` over all authors with `ORDER BY` | refused when paged | one list an author, merged |
# | MySQL's `INDEX` in a table with PostgreSQL's `JSONB` | runs on neither | `CREATE INDEX` of its own |
# | users by ranges of numbers | the newest, busiest ones share a shard | a hash |
# | search index by tweet id | every search asks every shard | the same; it is not a feed |
# | follow: copy 20 posts; unfollow: clean later; consumer: skip celebrities, `ZADD`, trim | | the same, and filter at reading |
# | names `feed:`, `post:`, `followers:`, `following:` | | one name a thing |
#
# </details>
#
# **What this leaves out.** Replicas. Moving a shard while it is read. Feeds on disk.
#
# **The moral.** A line costs 20 bytes or 129, and one line too many decides it. And a table is cut for one question: ask the
# other one, and 1,000 machines work.

# %% covers=["BUG-045", "BUG-046", "FEED-47", "SOC-23", "SOC-39", "SOC-42", "SOC-43", "SOC-82"]
review("22c", limit=2)
