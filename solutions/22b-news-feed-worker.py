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
#     objectives: [walk, resume, join, queue, truth]
#     terms: [timeline, copy, fan-out, worker, cursor, note, edge, backfill, outbox, lane, hint]
# ---

# %% [markdown] covers=["BUG-037", "FEED-30"]
# # 22b · The worker, and what changes
#
# ## 1 · One post, a long list · 4 minutes
#
# A reader's feed is a **timeline**: a list of post ids. When you post, a program in the background, the **worker**, writes
# the id into the timeline of every follower. One such entry is a **copy**; all of them are the **fan-out**. It asks for
# the followers in batches, and remembers the last one it saw: its **cursor**.

# %% covers=["BUG-037", "FEED-30"]
from course.checks import check, order, predict, quiz, reveal, review, yours
from course.systems.news_feed.edges import Edges

edges = Edges()
for follower in range(1, 2_501):
    edges.follow(follower, 0)


def batches(author, size):
    cursor = 0
    while batch := edges.followers_after(author, cursor - 1, size):  # the next ones above cursor - 1; [] if none
        yield batch
        cursor = batch[-1]


predict("22b.p1")

# %% tags=["reveal"] covers=["BUG-037"]
from course.systems.news_feed.resumable import watch

walk = watch(batches(0, 1_000))
print(f"{walk.copies:,} copies for {walk.followers:,} followers; the last batch: {walk.last}")
reveal("22b.p1", walk.ending)

# %% [markdown] covers=["BUG-037"]
# <details><summary>After you ran it</summary>
#
# Never. **3,499** copies for **2,500** followers, and follower **2,500** comes again and again: *above cursor − 1* is
# *at the cursor or above*. That holds the cursor itself, so no batch is ever empty. No error is seen, and this worker
# takes no other job.
#
# </details>
# <details><summary>Which failure pattern is this: grows for ever, space too small, or trusting the caller?</summary>Grows
# for ever: the copies written have no limit. Nothing is full, and nobody outside is believed. You would detect it by copies
# written against followers: more than one each.</details>

# %% covers=["FEED-30"]
quiz("22b.q1")

# %% [markdown] covers=["FEED-26", "FEED-27"]
# ## 2 · Longer than a life · 5 minutes
#
# The worker gets jobs, and reports each one as *done*. When a worker gives no sign for 30 s, its job goes to the next
# one. In our sketch a worker gives signs until it dies; then the 30 s begin (ours on Redis: scene 8).
#
# Now one job has a million copies. Suppose 10,000 a second: 100 s. Machines are replaced, memory runs out: here each
# worker dies after 40 s.

# %%
predict("22b.p2")

# %% tags=["reveal"] covers=["FEED-26"]
from course.widgets.worker_lives import FOLLOWERS, ending, simulate, worker_lives

without = simulate(life_s=40, batch=FOLLOWERS)
print(f"{len(without.workers)} workers; the last one came to follower {without.workers[-1].reached:,}")
print(f"{without.written_again:,} copies written again")
reveal("22b.p2", ending(without))

# %% [markdown] covers=["FEED-26"]
# <details><summary>After you ran it</summary>
#
# Never: the **9** workers came to follower **399,990** each (40 s, less 1 ms to ask), and **3,199,920** copies were
# written again. A job can start anew only if it is shorter than a life.
#
# </details>
#
# So the worker keeps a **note**, outside itself: up to whom it came. The next worker starts there. How often should it
# write one? A note is a round trip of 1 ms.

# %% covers=["FEED-27"]
lives = worker_lives()
lives

# %% [markdown]
# **Exercise 22b.1.** Reach the target: move a slider with the arrow keys, or write `lives.set(batch=…)` in a new cell.

# %% tags=["instructor"]
lives.set(batch=1_000)

# %%
check("22b.1", lives)

# %% [markdown] covers=["FEED-27"]
# So "batches of 1,000" is no magic: less pays for round trips, more for what a dying worker had not noted. That is up to
# one batch a death; how much of it is luck.
#
# ## 3 · To everybody · 8 minutes
#
# Meanwhile the list moves: people come and go between two calls.
#
# | call | what it does |
# |---|---|
# | `followers.after(last, n)` | the next `n` followers above `last`, in rising order; `n` is at most 1,000 |
# | `followers.at(place, n)` | `n` followers from a place on; the first has place 0 |
# | `lists.add(batch)` | the post's id into these timelines; one that is there already changes nothing |
# | `note.read()` | the number written last; −1: none (followers have numbers from 0 on). Each post has its own note |
# | `note.write(number)` | keep this number instead |
#
# **Exercise 22b.2.** Write `deliver(followers, lists, note)`; one call of it is one worker.
#
# | what happens | what holds |
# |---|---|
# | the worker lives | Whoever follows all the time gets the post. At most 200 calls for 5,000 followers; there may be millions. |
# | it dies, at any moment, even after its last call | Your function is called again, with the same note. A death may cost at most 1,000 copies again, also if an error comes before or after it. Write no bare `except:`, it would catch the death. Workers that live only six calls must get to the end together. |
# | a call stops with an error; it did nothing | If the error leaves your function, you are called again. Returning means *done*: nobody calls you again. |

# %% nbgrader={"grade": false, "grade_id": "answer-22b-2", "locked": false, "schema_version": 3, "solution": true, "task": false} covers=["FEED-26", "FEED-27", "FEED-30"]
def deliver(followers, lists, note):
    ### BEGIN SOLUTION
    last = note.read()
    while batch := followers.after(last, 1_000):
        lists.add(batch)
        last = batch[-1]
        note.write(last)
    ### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "check-22b-2", "locked": true, "points": 3.0, "schema_version": 3, "solution": false, "task": false}
check("22b.2", deliver)

# %% [markdown] tags=["instructor"]
# **Common wrong answer.** `followers.at(place, 1_000)` with the place in the note: it survives every death, and skips
# people when an early follower leaves. Timing for a class: 12 minutes.

# %% [markdown]
# Now kill it after each call in turn, and keep the worst. Then our own worker, on Redis: 40 followers, eleven steps
# (ten batches, and "done"). A batch travels in one round trip, a *pipeline*; the note is its last command. Choose your
# moment.

# %% covers=["FEED-26", "FEED-27"]
from course.systems.news_feed.faults import kill_at
from course.systems.news_feed.resumable import worst_kill

worst = worst_kill(yours("22b.2", deliver), range(2_500))
print(f"2,500: {worst.moments} moments · {worst.missing} left out · at most {worst.written_again:,} written again")
every = [kill_at(step, followers=40, batch=4) for step in range(12)]  # some seconds
moment = 7  # 0 to 11
print(f"on Redis, killed after step {moment}: {every[moment].reached_before} had it · then {every[moment].reached_after}")
print(f"all 12 moments: {sum(k.missing for k in every)} left out · {sum(k.shown_twice for k in every)} shown twice")

# %% [markdown] covers=["FEED-26", "FEED-27"]
# Nobody is left out, and nobody sees the post twice: Redis keeps a timeline as a set. An id is in it, or it is not.
#
# <details><summary>A note that holds a <i>place</i>, 1,000, and three early followers leave: which pattern?</summary>Place in a
# moving list. All behind them move up by three; three people who follow all the time are skipped. The *number* of the
# last follower stays right even if that follower leaves. You would detect it by followers without a copy.</details>
#
# ## 4 · Somebody joins · 5 minutes
#
# Ann taps "follow". That one follows another is called an **edge**. A worker delivers to whoever has an edge when it
# passes. What was posted before must come by a **backfill**: the author's newest 20.
#
# | call | what it does |
# |---|---|
# | `edges.add(reader, author)` | the reader follows from now on; returns False if that was so before |
# | `posts.newest(author, 20)` | the newest ids, newest first; at most 20. A post stands here *before* its worker starts |
# | `feeds.add(reader, ids)` | into the reader's timeline; what is there already changes nothing |
#
# **Exercise 22b.3.** Write `follow(reader, author, edges, posts, feeds)`.
#
# | what happens | what holds |
# |---|---|
# | the author posts between any two calls | In the end the edge is there, and the newest 20 posts, and none that came meanwhile is lost. |
# | the power fails before any call, or a call stops with an error | A phone without an answer taps again. Returning is the yes; let an error pass through. |

# %% nbgrader={"grade": false, "grade_id": "answer-22b-3", "locked": false, "schema_version": 3, "solution": true, "task": false} covers=["FEED-05", "FEED-53"]
def follow(reader, author, edges, posts, feeds):
    ### BEGIN SOLUTION
    edges.add(reader, author)
    feeds.add(reader, posts.newest(author, 20))
    ### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "check-22b-3", "locked": true, "points": 2.0, "schema_version": 3, "solution": false, "task": false}
check("22b.3", follow)

# %% [markdown] tags=["instructor"]
# **Common wrong answer.** `if edges.add(…)`: it spares work for a second tap, and never fills the feed of whoever died
# after the edge. The service had that mistake until this exercise was written. Timing for a class: 8 minutes.

# %% [markdown] covers=["FEED-53"]
# A design often seen also adds 1 to two counters (followers, following). Ours counts the edges: no retry can make that wrong.
#
# A good place for a pause.
#
# ## 5 · Between row and event · 5 minutes
#
# A design often seen writes the row of the post, and then sends a message that wakes the worker, the *event*. The power
# may fail between the two.

# %%
predict("22b.p3")

# %% tags=["reveal"] covers=["BUG-044"]
from course.systems.news_feed.faults import power_fails_between

seen = power_fails_between(outbox=False)
print(seen)
reveal("22b.p3", f"{seen.stored} rows, {seen.never_told} never told")

# %% [markdown] covers=["BUG-044"]
# <details><summary>After you ran it</summary>
#
# **50** rows for 40 posts: **10** texts stand there twice. And **10** rows nobody was ever told of: their author sees them,
# no follower does.
#
# </details>
# <details><summary>Which failure pattern is this: everyone at once, two copies of one truth, or clock as truth?</summary>Two
# copies of one truth: row and event, written in two steps. One phone is enough, and no clock is read. You would detect it
# by rows without copies.</details>
#
# So write the event into a table beside the row, both or none: one *transaction*. This table is the **outbox**. Its
# events are sent afterwards, and deleted when they are sent. And each tap gets a name that the phone repeats.

# %% covers=["BUG-044"]
for asks_again in (True, False):
    ours = power_fails_between(outbox=True, asks_again=asks_again)
    print(f"phone asks again: {asks_again!s:5} · {ours}")

# %% [markdown] covers=["BUG-043"]
# Even if the phone never asks again, the sender finds the event in the outbox. An event may now be sent twice, or late;
# your `deliver` does not mind. But where does a late post appear? A timeline in
# Redis is a *sorted set*: `ZADD` writes an id with a score; an id that is there gets the new score. The page shows the
# highest scores first.

# %%
predict("22b.p4")

# %% tags=["reveal"] covers=["BUG-043"]
from course.clock import ManualClock
from course.stores import open_redis
from course.systems.news_feed.id_lists import IdLists
from course.systems.news_feed.often_seen import push_at_worker_time

lists = IdLists(open_redis(ManualClock()), "feed")
for minute in [*range(100), 100]:
    push_at_worker_time(lists, 7, post_id=1_000 + minute % 100, now_ms=60_000 * minute)
reveal("22b.p4", lists.store.zrevrank("feed:7", "1000") + 1)

# %% [markdown] covers=["BUG-043"]
# <details><summary>After you ran it</summary>
#
# At place **1**: the oldest post on top.
#
# </details>
# <details><summary>Which failure pattern is this: clock as truth, or place in a moving list?</summary>Clock as truth: the
# worker's clock says when it worked, not when the author posted. No place was remembered. You would detect it by pages
# whose moments are not in order.</details>
#
# Ours takes the score from the post's id, which holds that moment:

# %% covers=["BUG-043"]
from course.parts.snowflake import EPOCH_MS, IdParts, join

ids = [join(IdParts(EPOCH_MS + 60_000 * minute, 1, 0)) for minute in range(100)]
for post_id in [*ids, ids[0]]:
    lists.push([8], post_id)
print("the oldest, delivered twice, stands at place", lists.store.zrevrank("feed:8", str(ids[0])) + 1)

# %% [markdown]
#
# ## 6 · One queue for all · 4 minutes
#
# Faster workers: together 100,000 copies a second. A celebrity with 1,000,000 followers posts ten times a minute. All
# others together need a tenth of the workers' time. There is one queue.

# %%
predict("22b.p5")

# %% tags=["reveal"] covers=["FEED-28"]
import random

from course.systems.news_feed.faults import busy_celebrity

others = {"ordinary_per_s": 5, "ordinary_followers": 2_000}
last_s = sorted(busy_celebrity(random.Random(seed), **others).ordinary_s[-1] for seed in range(100))
print(f"100 runs, your wait after five minutes: {last_s[0]:.0f} to {last_s[-1]:.0f} s")
reveal("22b.p5", f"{last_s[50]:.0f}", unit="s in the middle run")

# %% [markdown] covers=["FEED-28"]
# <details><summary>After you ran it</summary>
#
# **233** s in the middle run. A minute brings 100 s of work for the celebrity and 6 s for all others: 46 s are left over,
# in five minutes 230 s. Some seconds more: until the celebrity's first post the workers had little to do. Runs under 230:
# your post came before the celebrity's last one.
#
# </details>
# <details><summary>Which failure pattern is this: everyone at once, or clock as truth?</summary>Everyone at once:
# all jobs stand in one queue, behind one author. No clock decides anything. You would detect it by the age of the oldest
# job.</details>
#
# Two ways out. **Lanes**: two queues, each with half of the workers. Or the hybrid of lesson 22: from 10,000 followers on
# a post is not delivered.

# %% covers=["FEED-28"]
for design in ("lanes", "hybrid"):
    behind = busy_celebrity(random.Random(1), design=design, **others)
    print(f"{design:6} · you: {behind.ordinary_s[-1]:.2f} s · the celebrity's last post: {behind.celebrity_s[-1]:.0f} s")
quiz("22b.q2")

# %% [markdown] covers=["FEED-28"]
# A lane saves you, not the celebrity: half of the workers do 3 posts a minute, and 10 come.
#
# ## 7 · After a delete · 4 minutes
#
# Two posts reached 200 followers. Now the author deletes one and blocks ten people; 40 others unfollow. A design often
# seen reads ids from the timeline, texts from a cache that keeps them for a day.

# %% covers=["BUG-048", "FEED-05"]
from course.systems.news_feed.often_seen import page_of_copies
from course.systems.news_feed.service import new_feed, on_write

feed = new_feed(ManualClock(), design=on_write)  # on_write: a worker delivers each post
for reader in range(1, 201):
    feed.follow(reader, 0)
    feed.page(reader)  # only who looks has a timeline
kept, deleted = feed.post(0, "kept"), feed.post(0, "deleted")
while feed.work():
    pass
feed.ground.table.delete(deleted.id)
for reader in range(1, 41):
    feed.unfollow(reader, 0)
for reader in range(41, 51):
    feed.block(0, reader)
predict("22b.p6")

# %% tags=["reveal"] covers=["BUG-048"]
ground = feed.ground
pages = {reader: page_of_copies(ground.redis, ground.timelines, reader, 20) for reader in range(1, 201)}
print("the other post, for those who left or were blocked:", sum(kept in pages[reader] for reader in range(1, 51)))
reveal("22b.p6", sum(deleted in page for page in pages.values()))

# %% [markdown] covers=["BUG-048"]
# <details><summary>After you ran it</summary>
#
# **200**: no page asked the row. And **50** read an author whom they left or who blocked them.
#
# </details>
# <details><summary>Which failure pattern is this: clock as truth, or two copies of one truth?</summary>Two
# copies of one truth: rows and edges changed, their copies did not. You would
# detect it by asking, for some pages, whether each post may be seen.</details>
#
# A second fan-out that takes the ids back would be as long as the first, and wrong until its end. So an id in a timeline is
# only a **hint**: the page asks the table and the edges, and cleans the timeline on the way.

# %% covers=["BUG-048", "FEED-05"]
feed.cache.drop(deleted.id)  # our delete marks the row, and does this
pages = {reader: [shown.post for shown in feed.page(reader).shown] for reader in range(1, 201)}
print("pages with the deleted post:", sum(deleted in page for page in pages.values()))
print("the other post, for those who left or were blocked:", sum(kept in pages[reader] for reader in range(1, 51)))
print("ids left in timelines, of 400:", sum(len(ids) for ids in ground.timelines.read(range(1, 201), None, 20)))

# %% [markdown] covers=["FEED-03", "FEED-04"]
# *You may skip the next cell: nothing later needs it.* Phones repeat likes and reposts too. A *repost* is a post that holds
# another one's id. Reader 199 follows 60 and 61; both repost, and each tap is sent twice:

# %% covers=["FEED-03", "FEED-04", "FEED-56"]
from course.systems.news_feed.reposts import repost, resolved

for user in (60, 61):
    feed.follow(199, user)
    for _ in ("tap", "the same tap again"):
        ground.redis.incr("likes as often seen")
        feed.like(kept.id, user)
        repost(feed, user, kept.id)
while feed.work():
    pass
page = [shown.post for shown in feed.page(199).shown]
print("likes: one more a tap", ground.redis.get("likes as often seen"), "· ours", feed.page(199).shown[-1].counts.likes)
print("on the page:", len(page), "entries ·", len(resolved(feed, 199, page)), "post")
print("keys in Redis begin with:", *sorted({name.split(":")[0] for name in ground.redis.scan_iter()}), sep=" · ")

# %% [markdown] covers=["FEED-03", "FEED-04"]
# **4** likes by two people; ours are **2**: who liked is a set, and the count changes only with it.

# %%
quiz("22b.q3")

# %% [markdown] covers=["BUG-040", "BUG-041", "FEED-08", "FEED-43", "FEED-54", "FEED-56"]
# ## 8 · What your numbers decide · 2 minutes
#
# | what happens meanwhile | design often seen | ours |
# |---|---|---|
# | the walk comes to its end | **3,499** copies and more | one each |
# | workers die after 40 s | never done | done; at most a batch a death |
# | power between row and event | **10** of 40 never told, **10** twice | **0**, **0** |
# | a job comes late | oldest post at place **1** | at its own place |
# | your wait behind a celebrity | **233** s | **0.02** s |
# | a delete | on **200** of 200 pages | on **0** |
#
# | what remains | what to watch |
# |---|---|
# | A worker lives, but is silent for 30 s (a pause, a slow store; ours on Redis gives no sign while it walks): a second one walks too. Copies twice, no harm. | copies against followers |
# | Each server keeps texts for up to 10 s: so long a deleted post may be seen there. | the oldest kept text |
#
# <details><summary>On cards: seen elsewhere</summary>
#
# | seen | what it does | here |
# |---|---|---|
# | every celebrity's post also goes into one global set, `celebrity-posts` | it grows for ever, and nobody reads it | one short list an author, read by the page |
# | commands of two Redis libraries in one program; `MGET` (many keys at once) of none | an error: a new reader's first page fails | one library; an empty page asks nothing |
# | the request writes the search index too | search is down: the row exists, the author hears "failed" | the outbox feeds the index, later |
# | a WebSocket (an open line to the phone) brings new posts | the line breaks: posts lost | it says only "look", and the page asks; without a line the phone asks now and then |
# | nine services: posts, fan-out, feed, users, ranking, search, notices, gateway, images | each call can fail | modules of one program |
# | names: `post-created`, the job `fanout`, `trending:posts` | | `fanout-events`, `feed:…`, `post:…` |
#
# </details>
#
# **What this leaves out.** A job that fails each time. Workers that share one long list. Hiding an author.
#
# **The moral.** Between "posted" and "everybody has it" lies a job longer than a worker's life: **9** workers without a
# note never ended it. A note, a set and the post's own moment make it safe to repeat. The page makes it safe to be late.

# %%
review("22b", limit=1)

# %% [markdown]
# ## 9 · Somewhere else · 3 minutes
#
# *A recall.* A car maker must write to the owners of 300,000 cars: the brakes fail. A printing house takes letters one by
# one, a euro each. Cars are sold meanwhile. Design it in four lines on paper. Then a curveball: *after 100,000 letters the
# text turns out to be wrong.*
#
# <details><summary>Only after your own lines: two answers to mark</summary>
#
# Give each, then yours, 0 to 2 for: who gets it · a death · a change · what remains.
#
# | | answer |
# |---|---|
# | One | A walk by car number, with a note after each thousand. After a death, a thousand letters may go twice. |
# | Two | The same walk. Recall, car and owner name the letter; the printing house takes each name once. A sale sends the new owner's letter itself. Each night: owners without a letter. Letters lost in the post remain. |
#
# </details>
# <details><summary>Our marks, and the curveball</summary>
#
# | | who | death | change | remains | why |
# |---|---|---|---|---|---|
# | One | 2 | 1 | 0 | 1 | A thousand euros a death: paper is no set. Whoever buys a car behind the note hears nothing. |
# | Two | 2 | 2 | 2 | 2 | The name makes it safe to repeat; the sale is the backfill. |
#
# Curveball: the text's version joins the name, and the walk begins anew. A letter cannot be taken back: here no page asks
# for the truth.
#
# </details>

# %% [markdown] tags=["instructor"]
# **Discuss.** A note for each batch costs a write, and a death costs at most 1,000 copies again. Where would you put
# the limit for a store that is slow this evening, and which number tells you that it was wrong?
#
# **Discuss.** A post is deleted while its job has reached 400,000 of a million lists. Who still sees it, for how
# long, and which promise covers that?
