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
#     objectives: [moving, cursor, rank, hydrate]
#     terms: [timeline, offset, push, pull, cursor, double, half-life]
# ---

# %% [markdown] covers=["FEED-07"]
# # 22a · Page two
#
# ## 1 · Lia is gone · 4 minutes
#
# Ana's **timeline** is a list: the posts of everybody whom she follows, newest first. Her app shows a page of 20. For the
# next page it sends an **offset**, the number of posts to leave out: 0, 20, 40 …

# %% covers=["FEED-07"]
import random

from course.checks import check, order, predict, quiz, reveal, review, yours
from course.systems.news_feed.often_seen import page_by_offset
from course.systems.news_feed.scrolls import evening

timeline = evening(random.Random(1))
page_one = page_by_offset(timeline, 0, 20)
print(*(f"{post.number} {post.author}" for post in page_one), sep=" · ")

# %% [markdown]
# Six of these are Lia's; she wrote no others. Ana unfollows her, and Lia's posts leave the list. Then Ana asks for page
# two.

# %%
predict("22a.p1")

# %% tags=["reveal"] covers=["FEED-07"]
without_lia = [post for post in timeline if post.author != "Lia"]
page_two = page_by_offset(without_lia, 20, 20)
print(f"page one: 100 to {page_one[-1].number} · page two: {page_two[0].number} to {page_two[-1].number}")
seen = {post.number for post in (*page_one, *page_two)}
reveal("22a.p1", sum(post.number > page_two[-1].number and post.number not in seen for post in without_lia))

# %% [markdown] covers=["FEED-07"]
# <details><summary>After you ran it</summary>
#
# **6**: page one ended with post **81**, page two began with **74**. Six posts vanished; six unread ones moved up into
# ranks that Ana had passed.
#
# </details>
# <details><summary>Which failure pattern is this: two copies of one truth, check-then-act, or place in a moving
# list?</summary>Place in a moving list. There is one list, and Ana only reads. A rank says where a post stands now, not
# which post it is. Detect it: compare what a scroll showed with what was there all the time.</details>
#
# ## 2 · A test that is green · 3 minutes
#
# Both movements at once:

# %% covers=["FEED-07"]
from course.widgets.moving_list import moving_list

moving = moving_list()
moving

# %% [markdown]
# **Exercise 22a.1.** Reach the target: move the sliders with the arrow keys, or write `moving.set(arrive=…, vanish=…)`
# in a new cell.

# %% tags=["instructor"]
moving.set(arrive=1, vanish=1)

# %%
check("22a.1", moving)

# %% [markdown]
# A test with such traffic is green by luck.
#
# ## 3 · Lists that stand still · 7 minutes
#
# Three designs often seen are wrong even if nothing moves. The first fetches more than it needs:
#
# ```python
# fetched = newest_first[offset : offset + limit + 50]
# return fetched[offset : offset + limit]
# ```
#
# The timeline holds 800 posts, a page 20.

# %%
predict("22a.p2")

# %% tags=["reveal"] covers=["BUG-034"]
from course.systems.news_feed.often_seen import page_by_offset_twice

posts = list(range(800, 0, -1))
pages = [page_by_offset_twice(posts, offset, 20) for offset in range(0, 800, 20)]
print("posts on each page:", *map(len, pages[:6]), "… · page two begins at rank", posts.index(pages[1][0]))
reveal("22a.p2", sum(map(len, pages)), unit="of 800")

# %% [markdown] covers=["BUG-034", "BUG-035", "BUG-036", "FEED-33", "FEED-35"]
# <details><summary>After you ran it</summary>
#
# **70**. The first line leaves out 20 posts, the second 20 more: page two begins at rank **40**. From page five on nothing
# is left.
#
# </details>
#
# The second asks Redis. A timeline is a *sorted set*: members, each with a number, its score.
#
# | command | what it does |
# |---|---|
# | `ZADD feed:7 1012 50` | put post 50 into reader 7's timeline; its score is its moment |
# | `ZREMRANGEBYRANK feed:7 0 -801` | lowest score first; the last rank is −1: remove all but the last 800 |
# | `ZREVRANGE feed:7 0 20` | highest score first: ranks 0 to 20 |

# %% covers=["BUG-035", "BUG-036", "FEED-33", "FEED-35"]
from course.clock import ManualClock
from course.stores import open_redis

redis = open_redis(ManualClock())
redis.zadd("feed:7", {str(number): number for number in range(1_000)})
redis.zremrangebyrank("feed:7", 0, -801)
first = redis.zrevrange("feed:7", 0, 20)
second = redis.zrevrange("feed:7", len(first), 20)  # from the next rank on, 20 posts?
print(f"kept: {redis.zcard('feed:7')} · page one: {len(first)} posts · page two: {len(second)} posts")

# %% [markdown] covers=["BUG-032", "BUG-035", "BUG-036"]
# **21** posts, then **0**: the last number is a rank, and no count. `0 19` would be 20 posts.
#
# The third mixes. Ids are copied into each follower's timeline (**push**); those of celebrities are fetched when a reader
# comes (**pull**). For each page this design takes the next 20 of the timeline, adds the newest ten of each celebrity,
# sorts, and shows the first 20.
#
# Ana follows two celebrities. Tonight, after everybody else, each wrote ten posts.

# %%
predict("22a.p3")

# %% tags=["reveal"] covers=["BUG-032"]
from course.systems.news_feed.often_seen import page_with_celebrities_first
from course.systems.news_feed.scrolls import with_celebrities

ordinary, famous = with_celebrities(random.Random(1), celebrities=2, among=20)
ten_pages = [page_with_celebrities_first(ordinary, famous, page, 20) for page in range(10)]
reveal("22a.p3", len({post for page in ten_pages for post in page}), unit="different posts")

# %% [markdown] covers=["BUG-032"]
# <details><summary>After you ran it</summary>
#
# **20**: the same page, ten times. The celebrities' lists are never cut: their twenty win each time.
#
# </details>
#
# ## 4 · The last one seen · 11 minutes
#
# An offset asks "how many have I passed?". Ask instead "which one did I see last?". Such a bookmark is a **cursor**.
#
# Our promise: every post that was there when the scrolling began, and stays, stands on one page only.
#
# **Exercise 22a.2.** `entries` is a list of `(created_ms, post_id)`, newest first; in one millisecond the larger id
# stands first. Here ids are random: they say nothing about time. `cursor` is the last entry that the reader saw, or
# None at the start. Return two things:
#
# - the page: the next `n` older entries, fewer if no more are left
# - the next cursor: the last entry of this page, or None if nothing older is left
#
# Between two calls posts arrive, a late one even in the middle, and vanish. Several readers call your function.
# (Python compares pairs from the left: `(12, 70) < (12, 90)` is True.)


# %% nbgrader={"grade": false, "grade_id": "answer-22a-2", "locked": false, "schema_version": 3, "solution": true, "task": false}
def next_page(entries, cursor, n):
    ### BEGIN SOLUTION
    older = [entry for entry in entries if cursor is None or entry < cursor]
    page = older[:n]
    return page, page[-1] if len(older) > n else None
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "check-22a-2", "locked": true, "points": 3.0, "schema_version": 3, "solution": false, "task": false}
check("22a.2", next_page)

# %% [markdown] tags=["instructor"]
# **Common wrong answer.** `entries.index(cursor) + 1`: right until that post is deleted. For a class: 10 minutes.

# %% [markdown]
# Now 500 scrolls through 100 posts; before each next page up to three arrive and up to three vanish.

# %% covers=["FEED-07", "BUG-032", "BUG-034"]
from course.systems.news_feed.scrolls import by_moment, by_rank, scroll

ways = {"offset": by_rank(page_by_offset), "offset, twice": by_rank(page_by_offset_twice)}
ways |= {"moment alone": by_moment, "your cursor": yours("22a.2", next_page)}
for name, way in ways.items():
    scrolls = [scroll(random.Random(seed), way) for seed in range(500)]
    twice, never = sum(each.twice for each in scrolls), sum(each.never for each in scrolls)
    print(f"{name:14} shown twice: {twice:5,} · never: {never:6,} · scrolls with a fault: ", end="")
    print(sum(each.twice + each.never > 0 for each in scrolls))

# %% [markdown] covers=["BUG-032"]
# The offset fails in all **500** scrolls, yours in **0**. "Moment alone" loses **1,755** posts that share their
# millisecond with the last one seen.
#
# And the celebrities? Merge all lists first, then cut at the cursor:

# %% covers=["BUG-032"]
entries = sorted(((post, post) for posts in (ordinary, *famous) for post in posts), reverse=True)
page_of, cursor, shown = yours("22a.2", next_page), None, set()
for _ in range(10):
    page, cursor = page_of(entries, cursor, 20)
    shown |= set(page)
print(f"ten pages: {len(shown)} different posts")

# %%
quiz("22a.q1")

# %% [markdown] covers=["FEED-50", "BUG-058"]
# A good place for a pause.
#
# ## 5 · A browser reads the cursor · 4 minutes
#
# Our real ids are *Snowflakes*: the millisecond, then the machine, then in the last 12 bits a sequence number: 0 for the
# first post of a millisecond, then 1, 2, 3 … Sorted by id, the list has one fixed order; so the id alone can be the
# cursor. (It is nearly the order of time: the clocks of two machines differ.)
#
# JavaScript reads a number in JSON as a **double**, like Python's `float`: 53 bits, the rest is rounded. Our ids have 60
# bits: they become multiples of 2⁷ = 128. Our test makes a post each second:

# %% covers=["FEED-50", "BUG-058"]
import json

from course.parts.snowflake import Snowflake

clock = ManualClock()
maker = Snowflake(1, clock, wait=clock.advance)


def in_browser(number):
    return int(json.loads(json.dumps(number), parse_int=float))


def make_ids(moments, each):
    for _ in range(moments):
        clock.advance(1)
        yield from (maker.next_id() for _ in range(each))


quiet = list(make_ids(1_000, each=1))
print(f"rising: {quiet == sorted(quiet)} · changed: {sum(in_browser(each) != each for each in quiet)} of 1,000")

# %% [markdown]
# Green. Then a busy morning: 20 posts in one millisecond, 50 times.

# %%
predict("22a.p4")

# %% tags=["reveal"] covers=["BUG-058"]
busy = list(make_ids(50, each=20))
reveal("22a.p4", sum(in_browser(each) != each for each in busy), unit="of 1,000")
print(f"a browser sees {len({in_browser(each) for each in busy})} different ids")
as_texts = [json.loads(json.dumps(str(each)), parse_int=float) for each in busy]
print(f"sent as texts, it sees {len(set(as_texts)):,}")

# %% [markdown] covers=["BUG-058", "FEED-50"]
# <details><summary>After you ran it</summary>
#
# **950**: of 0 to 19 only 0 is a multiple of 128. **50** ids are left: a like for any of 20 posts reaches the first. The
# bug sleeps until posts meet in a millisecond. The mend: ids and cursors travel as texts, `"id": "7991…"`. Then the
# browser sees **1,000**.
#
# </details>
# <details><summary>Which failure pattern is this: clock as truth, space too small, or trusting the caller?</summary>Space
# too small: 60 bits do not fit into 53. The clock is right, and no caller lies. Detect it by reading back an id whose
# last bits are set.</details>
#
# ## 6 · Likes that never fade · 7 minutes
#
# Now the owner wants the *best* posts first. A formula often seen adds points:
#
# score = max(0, 100 − 2 · hours) + 10 · ln(likes + 1) + 15 · ln(comments + 1) + 20 · ln(shares + 1)
#
# A year ago, 30,000 people liked a post (ln 30,001 is 10.3). Nobody has since.

# %%
predict("22a.p5")

# %% tags=["reveal"] covers=["FEED-06", "FEED-40", "BUG-039"]
from course.systems.news_feed.ranked_scrolls import published_points

year_h = 8_760
for hours in (0, 1, 50):
    old, new = published_points(year_h + hours, likes=30_000), published_points(hours)
    print(f"{hours:2} hours from now: the old post {old:.1f} points · the new one {new:.1f}")
above = [hours for hours in range(year_h) if published_points(hours) > published_points(year_h + hours, likes=30_000)]
reveal("22a.p5", f"the new post is above in {len(above)} of {year_h:,} hours")

# %% [markdown] covers=["BUG-039", "FEED-40"]
# <details><summary>After you ran it</summary>
#
# Never: the old post keeps its **103.1** points, a new one begins with **100.0** and only loses. Likes have no limit and
# never fade.
#
# </details>
# <details><summary>Which failure pattern is this: grows for ever, everyone at once, or clock as truth?</summary>Grows for
# ever: points are only added. The clock is right, and it hits a single reader too. Detect it by the age of what stands on
# page one.</details>
#
# So multiply: score = points · ½^(age / half-life). After one **half-life**, say 6 hours, half is left. (Points: 100, and
# those for likes, comments and shares.) But now every score changes every moment.
#
# `log2` counts doublings: log2(8) is 3. Each half-life takes one doubling away:
#
# log2(score) = log2(points) − (now − posted) / half-life
#
# One part of this is the same for all posts at any moment, so it changes no order.
#
# **Exercise 22a.3.** Write `key(points, at_ms, half_life_h)`: a number that is stored once, beside the post. Sorted by
# it, largest first, posts stand in the order of their scores, now and later. `at_ms` is the moment of the post, in
# milliseconds; an hour has 3,600,000. `points` is above 0.

# %% nbgrader={"grade": false, "grade_id": "answer-22a-3", "locked": false, "schema_version": 3, "solution": true, "task": false}
from math import log2


def key(points, at_ms, half_life_h):
    ### BEGIN SOLUTION
    return log2(points) + at_ms / (half_life_h * 3_600_000)
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "check-22a-3", "locked": true, "points": 2.0, "schema_version": 3, "solution": false, "task": false}
check("22a.3", key)

# %% [markdown] covers=["FEED-41", "FEED-42"]
# Your key, for the two posts. And another design often seen: a product of five *signals*, each from 0 to 1.

# %% covers=["BUG-039", "FEED-42"]
from course.systems.news_feed.ranking import Signals

rank, noon_ms = yours("22a.3", key), 1_800_000_000_000
old, new = rank(203.1, noon_ms - year_h * 3_600_000, 6), rank(100, noon_ms, 6)
print(f"the new post stands {new - old:,.0f} doublings above the old one")

lie = Signals(engagement=1, relationship=1, content=1, freshness=1, quality=0)
print(f"five signals of a lie that all love: {lie.score():.1f}")

# %% [markdown] covers=["FEED-06", "FEED-41", "FEED-42"]
# **1,459**: a year has 1,460 half-lives; the old post's 203.1 points (100 + 103.1) win one doubling back. And in a product
# one 0 is enough: **0.0**.
#
# ## 7 · Page two of a ranking · 3 minutes
#
# Ana scrolls through 100 ranked posts:
#
# - **A**: take each page by time, with your cursor; sort this page by itself.
# - **B**: for each page rank all 100 anew, and cut at offset 0, 20, 40 …
# - **C**: rank all 100 once, keep this list for Ana, and cut it at offset 0, 20, 40 …
#
# Before each next page ten posts get more likes.

# %%
predict("22a.p6")

# %% tags=["reveal"] covers=["FEED-06", "BUG-039"]
from course.systems.news_feed.ranked_scrolls import WAYS, ranked_scroll, totals

found = {way: totals([ranked_scroll(random.Random(seed), way, rank) for seed in range(100)]) for way in WAYS}
print("100 scrolls             | best 20 on page one (middle) | twice (sum) | never (sum)")
for way, total in found.items():
    print(f"{way:23} | {total.best_first:28} | {total.twice:11} | {total.never:11}")
reveal("22a.p6", " and ".join(way[0] for way, total in found.items() if total.twice) or "none")

# %% [markdown] covers=["FEED-06", "BUG-039"]
# <details><summary>After you ran it</summary>
#
# B shows **374** twice, **374** never: a liked post rises, and others sink past the cut. A repeats nothing, but only
# **13** of the best 20 stand on page one. C shows the best **20**, and each post once: its list stands still, so an
# offset is right. The price: a list for each reader, and what comes meanwhile waits.
#
# </details>
#
# ## 8 · From ids to posts · 2 minutes
#
# A timeline holds ids. `MGET` asks Redis for many posts in one trip. Who asks the table for those that Redis lacks?
#
# - *Read-through*: the cache itself, and it keeps them.
# - *Cache-aside*: the caller, who then writes them into the cache.
#
# Ours reads through. It is empty; two readers want one page.

# %% covers=["FEED-38", "FEED-39", "BUG-056"]
from types import SimpleNamespace

from course.systems.news_feed.model import Post
from course.systems.news_feed.post_cache import PostCache

posts = {number: Post(number, 1, "hello") for number in quiet}
table = SimpleNamespace(find=lambda ids: {number: posts[number] for number in ids})
cache = PostCache(redis, table, clock, local_s=0)  # it keeps posts in Redis alone
for reader in (7, 8):
    before = cache.table_ids
    page = cache.get_many(quiet[-20:])
    print(f"reader {reader}: {len(page)} posts; the table was asked for {cache.table_ids - before}")
print(redis.get(f"post:{quiet[-1]}"))

# %% [markdown] covers=["FEED-38", "FEED-39", "BUG-056"]
# In designs often seen this text holds the author's name and the likes too: they grow old.

# %%
quiz("22a.q2")

# %% [markdown] covers=["FEED-41", "BUG-033", "BUG-038", "BUG-047", "BUG-055"]
# ## 9 · What your numbers decide · 1 minute
#
# | page two begins | 500 scrolls: twice | never |
# |---|---|---|
# | at an offset | **4,732** | **1,259** |
# | below the last moment | **0** | **1,755** |
# | below the last (moment, id) | **0** | **0** |
#
# **What remains.** Late posts: watch the delays. A ranking is kept ten minutes; then Ana begins at the top.
#
# <details><summary>On cards: seen elsewhere</summary>
#
# | design often seen | what goes wrong | ours |
# |---|---|---|
# | A cached moment is a text, and JavaScript subtracts two of them. | The result is no number: nothing is sorted. | `at_ms` is a number. |
# | For each followed account the page asks: a celebrity? | 200 accounts: 200 questions a page. | One command asks for all. |
# | A timeline's rows (user, id, moment) are shown as posts. | They have no text. | Ids first, then `MGET`. |
# | Keys lie on several Redis machines; one `MGET` asks for 20. | An error. | One `MGET` for each group of keys that lie together. |
# | A *ranking service* learns the five signals from what people did. | It needs time, and their history. | The five are given. |
#
# </details>
#
# **What this leaves out.** A sign that new posts wait. Paging back. Two devices.
#
# **The moral.** A place in a moving list is no bookmark: **4,732** repeats by offset, **0** by the last entry seen. What comes
# late may wait above. Where the order moves, keep it.

# %%
review("22a", limit=2)

# %% [markdown]
# ## 10 · Somewhere else · 3 minutes
#
# *A dispatcher's board.* Fire alarms, most urgent first, 15 a screen. Urgency rises while nobody answers; answered ones
# leave. Design it in six lines. Curveball: *boards in two rooms must show the same page two.*
#
# <details><summary>Only after your own lines: two answers to mark</summary>
#
# Each, then yours, 0 to 2: promise · failure and its detection · what remains.
#
# *One.* "Cursor (urgency, id) of the last alarm seen, so nothing repeats."
#
# *Two.* "No open alarm stays unseen: rank once, keep the order, page inside it; what is new or has risen rings. Each
# minute we count open alarms never shown. A screen may be a minute old."
#
# </details>
# <details><summary>Our marks, and the curveball</summary>
#
# | | promise | failure | what remains | why |
# |---|---|---|---|---|
# | One | 1 | 0 | 0 | It repeats nothing. But an alarm that rises jumps above the cursor, unseen, and nobody counts. |
# | Two | 2 | 2 | 2 | What moves is kept still, what is new has its own way, somebody counts. |
#
# Curveball: the kept order has an id; both rooms name it.
#
# </details>

# %% [markdown] tags=["instructor"]
# **Discuss.** 4,732 repeats by offset, none by the last entry seen. The design team wants page numbers 1 to 10 below
# the list all the same. What can you promise for page 7, and in which words?
