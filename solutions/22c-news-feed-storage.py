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
#     objectives: [room, lifetime, rebuild, machine, hot]
#     terms: [packed, member, lifetime, shard, scatter-gather, p99, hot key, denormalised]
# ---

# %% [markdown] covers=["BUG-049", "FEED-19"]
# # 22c · Where a feed lives
#
# ## 1 · One line · 4 minutes
#
# In lesson 22 each reader's feed is a sorted set in Redis: ids of posts, ordered by their times. One more entry, which 22
# did not show, is the **mark**: a feed without it was lost, and is built anew. A delivery adds the newest line, then trims the oldest.
#
# A published plan gives each line 20 bytes: 8 for the id, 8 for the time, 4 for Redis. We filled feeds on a real
# Redis and read how much memory it took:

# %% covers=["BUG-049", "FEED-19"]
import json
import random

from course import datasets
from course.checks import check, order, predict, quiz, reveal, review, yours

recorded = json.loads(datasets.path("measurements/22.redis-bytes.json").read_text())
full = {lines: recorded["values"][f"bytes a feed of {lines}"] for lines in (127, 128, 800)}
one_more = full[128]
print(f"127 lines: {full[127]:,.0f} B, {full[127] / 127:.1f} B a line")
print("recorded on", recorded["server"], "·", recorded["date"])

# %% [markdown]
# So the plan seems right.
#
# In this feed the lines stand **packed**: one behind the other. To find one, Redis walks along all of them.

# %%
predict("22c.p1")

# %% tags=["reveal"] covers=["BUG-049", "FEED-19"]
reveal("22c.p1", f"{one_more:,.0f} B")
print(f"800 lines, as in lesson 22: {full[800]:,.0f} B, {full[800] / 800:.0f} B a line")

# %% [markdown] covers=["BUG-049"]
# <details><summary>After you ran it</summary>
#
# **19,014** bytes: one line makes seven times as much. With 128 lines and the mark, the set has 129 **members**, and
# Redis packs at most 128. In a longer set each line is an object of its own, found through many pointers. So the 800 lines of lesson 22 took **129** B each, six times the plan. (*Recorded*: another recording differs by
# up to 3 %.)
#
# </details>
#
# ## 2 · Stay packed · 7 minutes
#
# So we keep 127 lines: with the mark 128 members, packed. Now one post is delivered. `ZADD` adds it; then
# `ZREMRANGEBYRANK` trims the oldest.

# %%
predict("22c.p2")

# %% tags=["reveal"] covers=["BUG-049"]
from course.systems.news_feed.shapes import shape

reveal("22c.p2", f"{shape(limit=128, cap=127).feed_bytes:,.0f} B")

# %% [markdown] covers=["BUG-049"]
# <details><summary>After you ran it</summary>
#
# For a moment there were 129 members. Redis unpacked the set, and while it runs it never packs it again.
#
# </details>
# <details><summary>Which failure pattern is this: space too small, "done" said too early, or place in a moving
# list?</summary>Space too small, by one, and only between two commands. Detect it with the
# command `OBJECT ENCODING`: `listpack` means packed, `skiplist` not.</details>
#
# The limit of 128 is a setting. Whoever runs our Redis allows up to 512, because each delivery walks along a packed set.
# We have 100 machines of 64 GB.

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

# %% [markdown]
# <details><summary>What you found</summary>510: two below the limit, for the mark, and for the one line more between the
# two commands.</details>

# %% covers=["FEED-19", "FEED-17", "SOC-14", "SOC-15"]
from course.estimates import find_claim
from course.systems.news_feed.shapes import BYTES, bytes_label, processors
from course.systems.news_feed.shapes import recorded as on_redis
from course.units import si

print(
    "all readers: the plan", find_claim("social.smp.feed-cache-all").stated, "TB, measured", si(500e6 * full[800], "B")
)
for packed in (False, True):
    machines = 500e6 * on_redis(BYTES)[bytes_label(packed, 800)] / 64e9
    print(f"800 lines, {'packed' if packed else 'not packed'}: {machines:,.0f} machines for memory", end=", ")
    print(f"{processors(packed, 800):.0f} processors for deliveries")
posts_a_day, pages_a_day = 500e6, 5e9
print(f"posts {posts_a_day / 86_400:,.0f}/s · pages {pages_a_day / 86_400:,.0f}/s")
print("texts of 1,000 B for a year, on disk:", si(365 * posts_a_day * 1_000, "B"))

# %% [markdown] covers=["FEED-19", "FEED-17", "SOC-14", "SOC-15"]
# The plan's 8 TB are **51.5** TB, on **805** machines. If we were allowed a limit of 1,024, all 800 lines would stay
# packed: **128** machines. A delivery would take longer, but memory decides.
#
# ## 3 · Who left · 4 minutes
#
# The plan goes on: feeds only for readers who came in the last seven days.

# %% covers=["BUG-050", "FEED-55", "FEED-34"]
print(f"each day: 500,000,000 readers · in seven days: {int(find_claim('social.smp.active-users').stated):,}")
print("their feeds:", find_claim("social.smp.feed-cache-active").stated, "TB")
quiz("22c.q1")

# %% [markdown]
# `EXPIRE key seconds` gives a key a **lifetime**: when it is over, Redis
# deletes the key. A new `EXPIRE` starts it anew. Ana's feed gets seven days with each delivery. She reads once more and
# leaves. Together her friends post once a day. After 30 days:

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
# All **31**: her friends keep it alive. If only *reading* sets the lifetime, the feed dies on day 7. But the next `ZADD`
# makes a new key, and that has no lifetime: **24** lines stay for ever.
#
# So deliver to active readers only, who read in the last seven days? **1** line stays: on day 7 Ana still counts as
# active, and her feed has just died. A feed must live longer than its reader counts as active.
#
# </details>
# <details><summary>Which failure pattern is this: grows for ever, clock as truth, or check-then-act?</summary>Grows for
# ever: nobody comes who would take it away. Detect it by counting feeds and active
# readers.</details>
#
# ## 4 · All gone, at eight · 4 minutes
#
# Redis restarts, empty, in the evening. Each page must be built anew. It needs the newest posts of some
# 20 authors: one list each. One query to the table loads one list, in 20 ms; 20 queries run
# at a time. A list that is loaded lies in Redis again, for the next page too. In two seconds 400 readers come.

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
active = [user for user in range(graph.users) if graph.is_active(user)]
crowds = [random.Random(seed).choices(active, k=400) for seed in range(100)]
different = sorted(len({author for user in users for author in graph.follows[user]}) for users in crowds)
print(f"different authors of 400 readers, on 100 other evenings: {different[0]:,} to {different[-1]:,}")

# %% [markdown] covers=["SOC-22"]
# <details><summary>After you ran it</summary>
#
# Still **3,545** (virtual time; other evenings **3,448** to **3,880**). Here 400
# readers follow so many *different* authors, and each list must be loaded once. Sharing saves less than a third.
#
# A gate lets only ten pages be built at once: the longest wait is **0.27** s, not **1.59**. **225** readers are sent
# away: they see what their phone kept, and come again.
#
# </details>
# <details><summary>Which failure pattern is this: everyone at once, two copies of one truth, or load on the wrong
# tier?</summary>Everyone at once. Detect it by queries that wait; then let the gate close. What remains: an older page for more than half of
# them.</details>

# %%
quiz("22c.q2")

# %% [markdown]
# A good place for a pause.
#
# ## 5 · Which machine answers? · 9 minutes
#
# One machine cannot hold it all. Each table is cut into 1,000 **shards**, parts on machines of their own. A hash of *one
# column* says on which shard a row lies. A published plan cuts posts by author, feeds by reader, and follows (one row:
# who follows whom) by follower.

# %% covers=["FEED-49", "SOC-60"]
from course.parts.hash_ring import place_of

SHARDS = 1_000


def shard_of(user):
    return place_of(f"user {user}") % SHARDS


author = min(range(graph.users), key=lambda user: abs(graph.follower_counts[user] - 200))
print("author", author, "has", graph.follower_counts[author], "followers and lies on shard", shard_of(author))
predict("22c.p5")

# %% [markdown]
# **Exercise 22c.2.** Let code decide. A question knows some columns: `known = {"author": [3, 13]}` asks for the posts of
# these two. Return, as a list or a set, the shards that must be asked: each one where such rows may lie, once, and no
# other. `cut_by` is the hashed column; `shard_of(value)` is the shard of a value of that column, from 0 to `shards` − 1.


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
reveal("22c.p5", f"{counts[next(iter(questions))]:,}", unit="shards")
for name, count in counts.items():
    print(f"{name:45} {count:5,} shards, {count * questions[name][2]:10,} questions/s")
print("all follows, 16 B each:", si(500e6 * 200 * 16, "B"))

# %% [markdown] covers=["BUG-051", "BUG-052", "SOC-61", "SOC-18"]
# <details><summary>After you ran it</summary>
#
# **1,000**: the author's number does not say where the followers' rows lie. To ask all shards and gather the answers is
# called **scatter-gather**. With 5,787 posts a second it makes **5,787,000** questions. So keep each follow twice, cut
# once by each end. The price: another 1.6 TB, and two copies that must change together.
#
# A page built at reading (a **pull**) from 200 authors asks **187**: nearly each author lies on another shard. A
# feed asks **1**.
#
# </details>
# <details><summary>Which failure pattern is this: load on the wrong tier, place in a moving list, or space too
# small?</summary>Load on the wrong tier: shards that hold no such row work to say so. Detect it by
# counting shards asked for each question.</details>
#
# **p99** is the wait that 99 of 100 pages do not exceed.

# %%
predict("22c.p6")

# %% tags=["reveal"] covers=["BUG-052"]
from course.systems.news_feed.faults import slow_shard

waits = {lists: slow_shard(lists, random.Random(1), shards=SHARDS, reads=1_000) for lists in (1, 200)}
slow = {lists: sum(wait_s >= 0.2 for wait_s in found) / len(found) for lists, found in waits.items()}
reveal("22c.p6", f"{slow[200]:.0%}")
for lists, found in waits.items():
    print(f"lists asked: {lists:3} · {slow[lists]:.1%} of the pages are slow, p99 {1_000 * found[990]:.0f} ms")

# %% [markdown] covers=["BUG-052"]
# <details><summary>After you ran it</summary>
#
# A page escapes only if all 200 questions miss the ill shard: 0.999²⁰⁰ = 0.82. So 18 % are slow (these 1,000 pages:
# **17.3** %), and the p99 is **200** ms. One shard alone: **5** ms.
#
# </details>
#
# ## 6 · One post, one key · 5 minutes
#
# The text of a post lies in Redis too, under a key such as `post:7`. One post gets 50 million views in an hour, 13,889 a
# second, all on *one* machine: a **hot key**. A design often seen copies it under several names, `post:7:copy0` to
# `copy7`, on ten machines. Readers choose one at random.

# %% covers=["SOC-65"]
from collections import Counter

from course.systems.news_feed.hot_post import busiest, copies, crowd, most_in_a_second
from course.systems.news_feed.hot_post import shard_of as machine_of

print("machines of post 7's eight copies:", *map(machine_of, copies(7, 8)))
most = Counter(max(Counter(map(machine_of, copies(post, 8))).values()) for post in range(100))
print("posts by copies on their busiest machine:", dict(most))
for count in (1, 8, 64):
    alone, braces = busiest(copies(7, count)), busiest(copies(7, count, braces=True))
    print(f"{count:2} copies, busiest of ten machines: {alone:6,.0f}/s · in braces {braces:6,.0f}/s")

# %% [markdown] covers=["SOC-65"]
# With eight copies the busiest machine still gets **3,584** questions a second. Two copies lie on it, as
# for each of **100** posts. Redis's hash is simple: post 7's eight names differ in one digit, and reach
# four machines of ten. With
# braces, as in `{post:7}:copy3`, Redis hashes only what stands in them: one machine. And every edit must reach every copy.
#
# <details><summary>Which failure pattern is this: everyone at once, space too small, or grows for ever?</summary>Everyone
# at once: one machine of ten has all the work. Detect it by questions for each key.</details>
#
# So let each of our 40 server processes remember.
#
# **Exercise 22c.3.** Return the text of a post. `now_s` is the time now, in seconds. `kept` is this process's dictionary,
# yours to fill, empty at first. `fetch(post_id)` asks Redis (`None`: deleted). Ask only when you must: serve and keep what
# you fetched, a text or its absence, while that was *less* than 10 seconds ago.


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

# %% covers=["SOC-66", "SOC-68"]
reads_per_s, seconds = 2_000, 30
found = crowd(yours("22c.3", get), random.Random(1), reads_per_s=reads_per_s, seconds=seconds)
print(f"about {reads_per_s * seconds:,} reads in {seconds} s · questions to Redis: {len(found.asked)}", end=", ")
print(f"{most_in_a_second(found.asked)} of them in the fullest second")
print("each text was less than 10 s old:", found.oldest_s < 10)

# %% [markdown] covers=["SOC-66", "SOC-68"]
# **120** questions for **60,000** reads: three for each process, however many read. What remains: an edited or deleted
# post is seen for up to ten seconds. All 40 ask in the same second; a random lifetime would spread them. Threads of
# one process share one question (single flight).
#
# ## 7 · What the table is for · 3 minutes
#
# Questions about *all* posts go to the table, rarely. Here each post also has a counter, `like_count`: a **denormalised** column, a copy of what the rows say. Each tap raises it; some come twice.

# %% covers=["FEED-45", "FEED-46", "FEED-48", "FEED-51", "FEED-52", "BUG-059"]
from course.systems.news_feed.tables import NOW_S, three_days

database = three_days(random.Random(1))
print(
    "counters, likes:", database.execute("SELECT sum(like_count), (SELECT count(*) FROM likes) FROM posts").fetchall()
)
trending = """SELECT post, count(*) AS n FROM likes JOIN posts ON post = posts.id
WHERE at_s > ? GROUP BY post ORDER BY n DESC LIMIT 100"""
print("most liked of a day (post, likes):", database.execute(trending, [NOW_S - 86_400]).fetchall()[0])
database.execute("""CREATE TABLE author_stats AS SELECT author, count(DISTINCT id) AS posts, count(post) AS likes
FROM posts LEFT JOIN likes ON post = posts.id GROUP BY author""")
print(
    "most liked author (number, posts, likes):",
    database.execute("SELECT * FROM author_stats ORDER BY likes DESC LIMIT 1").fetchall(),
)
for column in ("media JSONB", "id BIGINT, INDEX by_id (id)"):
    try:
        database.execute(f"CREATE TABLE more ({column})")
    except Exception as error:
        print(column, "→", str(error).splitlines()[0])

# %% [markdown] covers=["FEED-45", "FEED-46", "FEED-48", "FEED-51", "FEED-52", "BUG-059", "BUG-045", "BUG-046", "FEED-47", "SOC-23", "SOC-39", "SOC-42", "SOC-43", "SOC-67", "SOC-82"]
# **13,200** likes by the counters, **10,982** by the rows: *two copies of one truth*. Raise a counter only when the row
# is new, and count anew at night. The two lists above ask all rows: compute them once an hour, and keep
# them under one key, a hot one.
#
# A design often seen has both last lines in one table. `JSONB` is PostgreSQL's, an `INDEX` in it MySQL's: no
# database takes both.
#
# ## 8 · What your numbers decide · 2 minutes
#
# | question | shards asked | cut by |
# |---|---|---|
# | my feed | **1** | reader |
# | who follows this author | **1**, not **1,000** | followee (a second copy) |
# | the author's posts | 1 | author |
# | all posts of a day, once an hour | all | author (if cut by day, one machine would have all of today's) |
#
# <details><summary>Seen elsewhere</summary>
#
# | seen | what goes wrong | we |
# |---|---|---|
# | likes as a counter beside the text (Cassandra, a store, refuses it) | a tap counted twice stays so | a like is a row |
# | a search by a flag `celebrity`, or for many authors in order (Cassandra refuses both) | it asks all shards | one list an author, merged |
# | keys `feed:7`, `post:7`, `followers:7`, `following:7` | a follow changes two | follows in tables |
# | a CDN (a cache near the readers) keeps the whole post | its likes grow old | it keeps the text; likes are asked for apart |
# | a follow copies 20 posts, an unfollow cleans later, celebrities are not delivered | old posts are seen | filter when reading |
#
# </details>
#
# **What this leaves out.** Replicas. Moving a shard. Feeds on disk.
#
# **The moral.** A line costs 20 bytes or 129, and one line too many, for one moment, decides which. A table is cut for
# one question: ask another one, and **1,000** machines work.

# %%
review("22c", limit=2)

# %% [markdown]
# ## 9 · Somewhere else · 2 minutes
#
# *A railway's departure boards.* Design them in four lines.
#
# | a row: train, station, time | in each second |
# |---|---|
# | phones ask for all trains of a station | 50,000 times, 10,000 of them for one station |
# | phones ask for all stations of a train (15) | 5,000 times |
# | a train changes its times | 10 times |
# | one of the 100 machines answers | 5,000 questions |
#
# <details><summary>After your own lines: two answers to mark</summary>
#
# | | answer: mark each, then yours, 0 to 2, for promise · dominant load, as a number · decision · what would flip it |
# |---|---|
# | One | Boards are always right. The dominant load is 50,000 boards a second. Cut the rows by train: a delay changes one machine. More machines if it gets slow. |
# | Two | A board is at most ten seconds old. Boards dominate: cut by train, each asks 100 machines, 5 million questions/s; cut by station, one. So keep each row twice, cut by station and by train; a delay writes 15 rows more, 150/s. Each of 40 servers remembers a board for ten seconds: the hot one is asked for 4 times/s, not 10,000. If trains changed more often than boards are read, one copy, by train. |
#
# </details>
# <details><summary>Our marks</summary>
#
# | | promise | load | decision | flip | why |
# |---|---|---|---|---|---|
# | One | 1 | 1 | 0 | 0 | It counts boards, not machines asked: each board asks all 100. More machines make more questions. |
# | Two | 2 | 2 | 2 | 2 | It counts questions for each cut, names the price of the second copy, and cools the hot station. |
#
# </details>
