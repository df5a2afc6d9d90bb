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
#     objectives: [room, lost, machine, hot]
#     terms: [packed, member, lifetime, single flight, shard, scatter-gather, hot key]
# ---

# %% [markdown] covers=["BUG-049", "FEED-19"]
# # 22c · Where a feed lives
#
# *40 minutes, with a place for a pause after scene 4.*
#
# ## 1 · One line · 4 minutes
#
# In lesson 22 each reader's feed is a sorted set in Redis: ids of posts, ordered by time. A delivery adds the newest line
# and trims the oldest. A published plan gives each line 20 bytes: 8 for the id, 8 for the time, 4 for Redis. On a real
# Redis:

# %% covers=["BUG-049", "FEED-19"]
import random

from course.checks import check, order, predict, quiz, reveal, review, yours
from course.recordings import recording

recorded = recording("22.redis-bytes")
full = {lines: recorded["values"][f"bytes a feed of {lines}"] for lines in (127, 128, 800)}
one_more = full[128]
print(f"127 lines: {full[127]:,.0f} B, {full[127] / 127:.1f} B a line")
print("recorded on", recorded["server"], "·", recorded["date"])

# %% [markdown]
# So the plan seems right. In this feed the lines stand **packed**: one behind the other. To find one, Redis walks along
# all of them.

# %%
predict("22c.p1")

# %% tags=["reveal"] covers=["BUG-049", "FEED-19"]
reveal("22c.p1", f"{one_more:,.0f} B")
print(f"800 lines, as in lesson 22: {full[800]:,.0f} B, {full[800] / 800:.0f} B a line")

# %% [markdown] covers=["BUG-049"]
# <details><summary>After you ran it</summary>
#
# **19,014** bytes: one line more, seven times as much. Redis packs short sets only, to keep the walk short. In a long set
# each line is an object of its own, found through many pointers. So the 800
# lines of lesson 22 took **129** B each, six times the plan. (*Recorded*: another recording differs by up to 3 %.)
#
# </details>
#
# ## 2 · Stay packed · 7 minutes
#
# Where exactly is the end? Redis packs at most 128 **members**. Besides its lines each of our sets has one more, the
# **mark** (new to you): a feed without it was lost, and is built anew. So we keep 127 lines: with the mark 128 members, packed. Now one post is delivered. `ZADD` adds it; then `ZREMRANGEBYRANK` trims the oldest.

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
# list?</summary>Space too small, by one, between two commands. Detect it with `OBJECT ENCODING`: `listpack` means packed,
# `skiplist` not.</details>
#
# The limit of 128 is a setting, `zset-max-listpack-entries`. Because each delivery walks along a packed set, whoever runs
# our Redis allows up to 512. We have 100 machines of 64 GB.

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
# <details><summary>What you found</summary>510: one place for the mark, one for the line more between the two
# commands.</details>

# %% covers=["FEED-19"]
from course.estimates import find_claim
from course.systems.news_feed.shapes import times_as_long
from course.units import si

print("800 lines: the plan", find_claim("social.smp.feed-cache-all").stated, "TB, measured", si(500e6 * full[800], "B"))
for lines in (510, 511, 800):
    print(f"limit 512, {lines} lines: {shape(limit=512, cap=lines).machines} machines")
for lines in (126, 510):
    print(f"a delivery to {lines} packed lines takes {times_as_long(lines):.1f} times as long as to lines that are not")

# %% [markdown] covers=["FEED-19"]
# The plan's 8 TB are **51.5** TB. Packed, **510** lines take **81** machines, and one line more takes **572**. The price is
# the walk: the longer the feed, the longer each delivery (*recorded*). What remains: who scrolls past line 510 waits for
# the table.
#
# ## 3 · Who left · 4 minutes
#
# The plan keeps feeds only for readers of the last seven days.

# %% covers=["BUG-050", "FEED-55", "FEED-34"]
print(f"the plan: each day come {int(find_claim('social.smp.dau').stated):,} readers", end=", ")
print(f"in seven days {int(find_claim('social.smp.active-users').stated):,}")

# %% [markdown] covers=["BUG-050", "FEED-34", "FEED-55"]
# That cannot be: whoever came today came within the week. The rule leaves out none of the **500,000,000**. But those who
# stay away should lose their feed.
#
# `EXPIRE key seconds` gives a key a **lifetime**: when it is over, Redis deletes the key. A new `EXPIRE` starts it anew.
# Ana's feed gets seven days with each delivery. Today she reads once more and leaves, and her feed holds one line. From
# tomorrow her friends post once a day, all together.

# %%
predict("22c.p3")

# %% tags=["reveal"] covers=["FEED-34", "FEED-55"]
from course.systems.news_feed.lifetimes import DESIGNS, after_the_last_read

left = {design: after_the_last_read(design) for design in DESIGNS}
reveal("22c.p3", left["7 days from each delivery"].lines, unit="lines")
for design, feed in left.items():
    print(f"{design:41} lines: {feed.lines:2}", "· no lifetime: stays for ever" if feed.ttl_s == -1 else "")

# %% [markdown] covers=["FEED-34", "FEED-55"]
# <details><summary>After you ran it</summary>
#
# All **31**: her friends keep it alive. If only *reading* sets the lifetime, the feed dies on day 7. But the next `ZADD`
# makes a new key, and that has no lifetime: **24** lines stay for ever.
#
# And if we deliver only to readers of the last seven days? **1** line stays: on day 7 Ana still counts as active, and her
# feed has just died. It must live longer: with eight days nothing stays. What remains: who comes back on day nine
# waits for a new feed.
#
# </details>
# <details><summary>Which failure pattern is this: grows for ever, clock as truth, or check-then-act?</summary>Grows for
# ever: nobody takes it away. Detect it by counting feeds and active readers.</details>
#
# ## 4 · All gone, at eight · 4 minutes
#
# Redis restarts, empty, in the evening. Each page must be built anew: one list for each author whom its reader follows,
# some 20 in our graph (the plan has 200). The table loads 20 lists at a time, in 20 ms. A loaded list lies in Redis again,
# for the next page too.

# %%
predict("22c.p4")

# %% tags=["reveal"] covers=["SOC-22", "SOC-68"]
from course.systems.news_feed.faults import flush_feeds
from course.systems.news_feed.graph import read_graph

graph = read_graph()
ways = {"each for itself": {"single_flight": False}, "single flight": {"single_flight": True}}
ways["and at most 10 pages at once"] = {"single_flight": True, "most_rebuilds": 10}
flushed = {name: flush_feeds(graph, random.Random(1), **way) for name, way in ways.items()}
reveal("22c.p4", f"{flushed['each for itself'].slowest_s:.2f} s")
for name, seen in flushed.items():
    print(f"{name:29} {seen.list_loads:,} queries, longest wait {seen.slowest_s:.2f} s, {seen.sent_away} sent away")
active = [user for user in range(graph.users) if graph.is_active(user)]
crowds = [random.Random(seed).choices(active, k=400) for seed in range(100)]
different = sorted(len({author for user in users for author in graph.follows[user]}) for users in crowds)
print(f"different authors of 400 readers, on 100 other evenings: {different[0]:,} to {different[-1]:,}")

# %% [markdown] covers=["SOC-22", "SOC-68"]
# <details><summary>After you ran it</summary>
#
# 4,995 queries at 1,000 a second end five seconds after the start; the last reader came after two: **3.02** s (virtual
# time).
#
# In a **single flight** one query loads a list for all who wait for it. Still **3,545** queries: 400 readers follow so many
# *different* authors (on other evenings **3,448** to **3,880**). The wait only halves.
#
# A gate lets only ten pages be built at once: the longest wait is **0.27** s. But **225** readers are sent away: they see
# what their phone kept.
#
# </details>
# <details><summary>Which failure pattern is this: everyone at once, two copies of one truth, or load on the wrong
# tier?</summary>Everyone at once. Detect it by queries that wait; then close the gate. What remains: an older page for more
# than half.</details>

# %%
quiz("22c.q1")

# %% [markdown]
# A good place for a pause.
#
# ## 5 · Which machine answers? · 8 minutes
#
# What Redis lost came back from tables, on the disks of other machines.

# %% covers=["FEED-17", "SOC-14", "SOC-15", "SOC-18", "SOC-60", "FEED-49"]
from course.parts.hash_ring import place_of

SHARDS = 1_000
posts_a_day, pages_a_day, people, follows_each = 500e6, 5e9, 500e6, 200
print("texts of 1,000 B for a year:", si(365 * posts_a_day * 1_000, "B"), end=" · ")
print("follows of 16 B:", si(people * follows_each * 16, "B"))
posts_per_s, pages_per_s = int(posts_a_day / 86_400), int(pages_a_day / 86_400)
print(f"posts {posts_per_s:,}/s · pages {pages_per_s:,}/s")


def shard_of(user):
    return place_of(f"user {user}") % SHARDS


# %% [markdown] covers=["FEED-49", "SOC-60"]
# No machine of ours holds **183** TB. So each table is cut into 1,000 **shards**, on machines of their own (beside the hundred with
# Redis). A hash of *one column* says where a row lies. A published plan cuts posts by author, feeds by reader, and follows
# (one row: who follows whom) by follower.

# %%
predict("22c.p5")

# %% [markdown]
# **Exercise 22c.2.** A question knows some columns: `known = {"author": [3, 13]}` asks for the posts of
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

# %% tags=["reveal"] covers=["BUG-051", "BUG-052", "SOC-61"]
asked = yours("22c.2", which_shards)
questions = {
    "who follows author 87 · follows by follower": ("follower", {"followee": [87]}, posts_per_s),
    "who follows author 87 · follows by followee": ("followee", {"followee": [87]}, posts_per_s),
    "a page from 200 authors · posts by author": ("author", {"author": list(range(300, 500))}, pages_per_s),
    "a page from the feed · feeds by reader": ("reader", {"reader": [7]}, pages_per_s),
}
counts = {name: len(asked(cut_by, known, shard_of, SHARDS)) for name, (cut_by, known, _) in questions.items()}
reveal("22c.p5", f"{counts[next(iter(questions))]:,}", unit="shards")
for name, count in counts.items():
    print(f"{name:44} {count:5,} shards, {count * questions[name][2]:10,} questions/s")

# %% [markdown] covers=["BUG-051", "BUG-052", "SOC-61"]
# <details><summary>After you ran it</summary>
#
# **1,000**: the author's number does not say where the followers' rows lie. To ask all shards and gather the answers is
# called **scatter-gather**: here **5,787,000** questions a second. So keep each follow twice, cut once by each end. The
# price: another 1.6 TB, and two copies that must change together.
#
# A page built at reading (a **pull**) from 200 authors asks **187** (on average 1,000 · (1 − 0.999²⁰⁰) = 181), and waits
# for the slowest. A feed asks **1**.
#
# </details>
# <details><summary>Which failure pattern is this: load on the wrong tier, place in a moving list, or space too
# small?</summary>Load on the wrong tier: shards work to say that they hold no such row. Detect it by counting shards for
# each question.</details>
#
# ## 6 · One post, one key · 7 minutes
#
# The texts of new posts lie in Redis too, on ten machines more, each under a key such as `post:7`. Redis answers one
# question after another, some 142,000 a second: in lesson 22 a list took 7.03 µs, and we take the same for a text. Post 7
# is a goal: ten million phones open it within a minute (an assumption).

# %% covers=["SOC-65"]
import numpy as np

from course.systems.news_feed.hot_post import ANSWERS_PER_S, READS_PER_S, copies, crowd, first_minute
from course.systems.news_feed.hot_post import shard_of as machine_of



def minute(keys, machines=10):
    return first_minute(keys, np.random.default_rng(1), machines=machines)


print(f"ten machines answer {10 * ANSWERS_PER_S:,.0f} questions/s · post 7 is asked for {READS_PER_S:,.0f} times/s")
print(f"longest wait: {minute(['post:7']).longest_wait_s:.0f} s")

# %% [markdown]
# The machines can do eight times as much. Yet phones wait.

# %%
predict("22c.p6")

# %% tags=["reveal"] covers=["SOC-65"]
reveal("22c.p6", f"{minute(['post:7'], machines=20).longest_wait_s:.1f} s")
here = machine_of("post:7")
beside = sum(machine_of(f"post:{number}") == here for number in range(8, 1_008))
print(f"with ten machines: of 1,000 other posts {beside} lie on the machine of post 7, and wait too")
print("eight copies lie on the machines", *map(machine_of, copies(7, 8)), end=": ")
eight = minute(copies(7, 8))
print(f"the busiest gets {eight.busiest_per_s:,.0f}/s, longest wait {eight.longest_wait_s:.1f} s")

# %% [markdown] covers=["SOC-65"]
# <details><summary>After you ran it</summary>
#
# Still **10.3** s (virtual time): one key lies on *one* machine, a **hot key**. 24,000 a second too many, for 60 seconds,
# are 1.5 million that wait; 142,000 go in a second. Of 1,000 other posts **102** stand in the same queue.
#
# A design often seen copies the post, `post:7:copy0` to `copy7`, and readers choose at random. That holds. But the busiest
# machine gets a quarter, **41,710** a second, not an eighth: in Redis's simple hash, names that differ in one digit reach
# four machines. Every edit must reach eight keys. And which post will be hot?
#
# </details>
# <details><summary>Which failure pattern is this: everyone at once, space too small, or grows for ever?</summary>Everyone
# at once. Detect it by questions for each key.</details>
#
# So let each of our 40 server processes remember.
#
# **Exercise 22c.3.** Return the text of a post. `now_s` is the time now, in seconds. `kept` is this process's dictionary,
# yours to fill, empty at first. `fetch(post_id)` asks Redis for the text: it may be empty (a picture alone), or `None`
# (deleted). Ask only when you must: keep what you fetched, whichever of the three, and serve it while that was *less*
# than 10 seconds ago.


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

# %% covers=["SOC-66"]
keep = yours("22c.3", get)
for reads_per_s in (500, 2_000):
    found = crowd(keep, random.Random(1), reads_per_s=reads_per_s, seconds=30)
    print(f"about {30 * reads_per_s:,} reads in 30 s: {len(found.asked)} questions to Redis", end=", ")
    print("no text 10 s old" if found.oldest_s < 10 else f"a text {found.oldest_s:.1f} s old")

# %% [markdown] covers=["SOC-66"]
# **120** questions, for **15,000** reads as for **60,000**: three for each process. Our ten million would make 240. What remains: an edited or deleted post is seen for up to ten seconds.
#
# ## 7 · What your numbers decide · 2 minutes
#
# | decision | because |
# |---|---|
# | 510 lines, with a limit of 512 | **81** machines, not **572** |
# | reading gives eight days more, deliveries go to readers of seven days | **0** lines left behind, not **31** |
# | after a loss, ten pages at once | longest wait **0.27** s, not **3.02**; **225** sent away |
# | each follow twice, cut by each end | **1** shard asked, not **1,000** |
# | each process keeps a text for ten seconds | **120** questions to Redis for **60,000** reads |

# %% [markdown] covers=["BUG-045", "BUG-046", "BUG-059", "FEED-45", "FEED-46", "FEED-47", "FEED-48", "FEED-51", "FEED-52", "SOC-23", "SOC-39", "SOC-42", "SOC-43", "SOC-67", "SOC-82"]
# <details><summary>On cards, for another day: seen elsewhere</summary>
#
# | a design often seen | what happens | ours |
# |---|---|---|
# | A column `like_count` goes up with each tap. | A tap sent twice counts twice: in our test 13,200, and 10,982 rows. (Cassandra, a store, refuses such a table.) | A like is a row; the counter is counted anew at night. |
# | Each visit asks for the day's most liked posts, or for each author's likes. | It asks all shards. | Counted hourly, kept under one key. |
# | One query asks Cassandra for followed accounts flagged `celebrity`, or for many authors' posts in order. | As often written, it is refused. | One list an author, merged. |
# | `CREATE TABLE` with `JSONB` and an `INDEX` inside | PostgreSQL's and MySQL's: neither takes both (nor does DuckDB, in our test). | Indexes apart: posts by author and time, follows by followee, comments by post. |
# | A CDN (a cache near the readers) keeps the whole post. | Its likes grow old. | It may keep the text. |
# | Redis holds `feed:7`, `post:7`, `followers:7`, `following:7`. | A follow changes two keys. | Two rows (scene 5). |
# | A follow copies 20 posts, an unfollow removes them later; celebrities are not delivered. | Meanwhile posts of somebody left are seen. | The page filters. |
#
# </details>
#
# **What this leaves out.** Replicas. Moving a shard. Feeds on disk.
#
# **The moral.** A line costs 20 bytes or seven times that, and one line too many, for one moment, decides which. A table is cut for
# one question: ask it by another column, and **1,000** shards work for one answer.

# %%
review("22c", limit=2)

# %% [markdown]
# ## 8 · Somewhere else · 4 minutes
#
# *A railway's departure boards.* Write three lines: the dominant load as a number, your decision, and what would flip it.
#
# | a row: train, station, time | in each second |
# |---|---|
# | phones ask for all trains of a station | 50,000 times, 10,000 of them for one station |
# | phones ask for all stations of a train (15; the phone knows the train only) | 5,000 times |
# | a train changes its times | 10 times |
# | one of the 100 machines answers | 5,000 questions |
#
# <details><summary>After your own lines: two answers, 0 to 2 points for each of the three</summary>
#
# | | answer |
# |---|---|
# | One | 50,000 boards a second. Cut by train: a delay changes one machine. If it gets slow, more machines. |
# | Two | By train, each board asks 100 machines: 5 million questions/s; they answer 500,000. By station, boards ask one and trains 100: 550,000, still too many. So each row twice, cut by each: 55,000, and up to 160 writes. 40 servers keep a board for ten seconds: the hot one is asked for 4 times/s, not 10,000. With 1,000 train questions/s (150,000 in all) one copy would do, by station. |
#
# </details>
# <details><summary>Our points</summary>
#
# | | load | decision | flip | why |
# |---|---|---|---|---|
# | One | 1 | 0 | 0 | It counts boards, not machines asked. More machines make more questions. |
# | Two | 2 | 2 | 2 | It counts for each cut, cools the hot board, and its flip is a number. |
#
# If your phone sends the 15 stations, one copy by station takes 125,000: also 2, 2.
#
# </details>

# %% [markdown] tags=["instructor"]
# **Discuss.** One line too many, for one moment, makes a list seven times as dear for good. Would your memory chart
# of last month show it? What do you watch instead?
#
# **Discuss.** Follows are cut by follower, so "who follows 87?" asks 1,000 shards. Would you keep a second table, cut
# by followee? Who writes it, and what may be wrong between the two for a minute?
