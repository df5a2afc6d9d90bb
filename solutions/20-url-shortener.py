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
#     objectives: [estimate, length, encode, walk, claim, flow, cache, expiry, stampede, redirect]
#     terms: [short code, collision, birthday bound, average, peak, hit share, base 62, counter, multiplier, alias,
#       check-then-act, conditional write, cache, hit ratio, Zipf, LRU, expiry, TTL, stampede, single flight,
#       negative entry, permanent, temporary, p50, p99]
# ---

# %% [markdown]
# # 20 · A URL shortener
#
# ## 1 · Two links, one code · 4 minutes
#
# A short link needs a short name. This program gives one. It *hashes* the address: it mixes the text into 32 hex
# digits. It keeps the first seven.

# %% covers=["URL-34"]
import hashlib
import random


def hash_code(url):
    return hashlib.md5(url.encode()).hexdigest()[:7]


hash_code("https://www.rfc-editor.org/rfc/rfc6585")

# %% [markdown]
# Each server can do this alone. A hex digit is one of sixteen, so there are 16⁷ = 268,435,456 **short codes**.
#
# Now shorten random addresses, one after another. Stop as soon as two different addresses get the same code. That is
# a **collision**: one customer's link now opens another customer's page.

# %%
from course.checks import check, measured, order, predict, quiz, reveal, review, yours

predict("20.p1")

# %% tags=["reveal"] covers=["BUG-001"]
from course.systems.url_shortener.workload import first_collision

stop = first_collision(hash_code, random.Random(1))
reveal("20.p1", stop, unit="links")

# %% [markdown] covers=["BUG-001"]
# <details><summary>After you ran it</summary>
#
# The loop stopped after **24,829** links. Less than one code in ten thousand was used.
#
# Perhaps you waited for a link that meets *one* given code. But here *any* two may meet. 24,829 links make 308
# million pairs, and every pair is a chance. There are 268 million codes: about one hit is to be expected.
#
# </details>
#
# One run proves little. Run it 100 times, with other random links each time.

# %% tags=["reveal"]
from course.widgets.shortener import collision_curve

stops = sorted(first_collision(hash_code, random.Random(seed)) for seed in range(100))
print(f"earliest {stops[0]:,} · median {(stops[49] + stops[50]) / 2:,.0f} · latest {stops[-1]:,}")
collision_curve(stops, space=16**7)

# %% [markdown] covers=["BUG-001"]
# <details><summary>After you ran it</summary>
#
# Half of the runs had their first collision by **20,585** links. The earliest came at **575**, the latest at
# **51,487**. This is a *count*: it comes out the same on every machine. Later you will meet *clock* figures, which do
# not.
#
# The dashed line is theory. With n codes, half of the runs collide by about 1.177 · √n links. For 16⁷ that is
# **19,291**. This is the **birthday bound**. At a thousand links a second that takes 20 seconds.
#
# </details>
# <details><summary>Which failure pattern is this: check-then-act, space too small, or clock as truth? Name it, then
# open.</summary>Space too small. You would detect it by writing a code only if it is free, and by counting the
# refusals.</details>

# %% [markdown] tags=["instructor"]
# **Marking note.** Most classes split between 16 million and 134 million. Ask for shared birthdays in the room first.
# Timing for a class: 8 minutes.

# %% [markdown] covers=["URL-09", "URL-10", "URL-11", "URL-12", "URL-13", "URL-14", "URL-15", "URL-16"]
# ## 2 · What do we promise? · 3 minutes
#
# > *We send invoices and tickets by text message, 100 million links a day. Some are private. A link is opened about a
# > hundred times. People type it from a screen, so keep it short. When can you start?*
#
# You may ask four questions. Choose, then open.
#
# <details><summary>Is it 100 million a day, or a month?</summary>A day.</details>
# <details><summary>How long must a link work?</summary>Five years.</details>
# <details><summary>How fast must a redirect be?</summary>99 of 100 within 100 ms; making a link may take 500
# ms.</details>
# <details><summary>How often may it fail?</summary>99.9 % of the time it works: 43 minutes a month may be lost.
# (99.99 % would be 4 minutes.)</details>
# <details><summary>How short?</summary>Seven characters, if you can.</details>
# <details><summary>May two addresses ever share a code?</summary>Never.</details>
# <details><summary>May a stranger find a private link?</summary>No. Codes must not be predictable.</details>
# <details><summary>Will you change the text of your messages later?</summary>Perhaps.</details>
#
# A **redirect** is the answer that sends a browser on, from the short link to the long address.
#
# Three questions; none blocks you.
#
# <details><summary>Redis: what does <code>SET x 1 EX 60</code> do?</summary>It stores 1 under the name x, and forgets
# it after 60 seconds. Not sure? Primer 00a takes ten minutes.</details>
# <details><summary>SQL: what is a primary key?</summary>A column whose values all differ; the database refuses a second
# one. Not sure? Primer 00b.</details>
# <details><summary>HTTP: what does status 404 say?</summary>"I know no such address." 200 says "here it is", 302 "look
# over there". Here you need no more.</details>

# %% [markdown] covers=["URL-17", "URL-18"]
# ## 3 · The estimate · 6 minutes
#
# A day has 86,400 seconds, so links per second are links per day divided by 86,400. That is the **average**. In the
# evening more people click; this brief plans a **peak** of three times the average. (Briefs differ: from two to ten.)

# %% covers=["URL-17", "URL-18", "URL-10", "URL-16"]
from course.estimates import sourced
from course.systems.url_shortener.estimate import LinkPlan
from course.units import si

plan = LinkPlan()
peak = sourced("peak-factor").value
for name, rate in {"links made": plan.links_per_s, "redirects": plan.redirects_per_s}.items():
    print(f"{name:17} {si(rate, 'per s')} on average, {si(peak * rate, 'per s')} at peak")
print(f"links in 5 years  {plan.links_kept / 1e9} billion")
print("storage, one copy", si(plan.storage_bytes, "B"))
for name in ("link-record", "bitly-clicks"):
    print(sourced(name))

# %% [markdown] covers=["URL-17", "URL-20"]
# Redirects are the **dominant load**: a hundred for each link made. Bitly's 6 billion clicks a month are about 2,300
# a second. Our customer asks for fifty times that.
#
# One of the customer's answers decides more than all others.

# %% covers=["URL-09"]
quiz("20.q1")

# %% [markdown] covers=["URL-20"]
# Now the length. Base 62 uses 0–9, A–Z and a–z, so seven characters give 62⁷ = 3.5 trillion codes. All links fit. But
# a stranger can type random codes. The **hit share** is the share of those guesses that open somebody's link: live
# links divided by all codes.

# %% covers=["URL-20", "URL-13", "URL-14"]
from course.widgets.link_estimate import link_estimate

estimate = link_estimate()
estimate

# %% [markdown]
# One guess in nineteen opens a stranger's invoice. **Exercise 20.1.** Bring the hit share under 1 %, with the fewest
# characters. The 100 million a day and the five years stay. Move a slider with the arrow keys, or write
# `estimate.set(…)` in a cell of your own.

# %% tags=["instructor"]
estimate.set(code_length=8)

# %%
check("20.1", estimate)

# %% [markdown] covers=["URL-13", "URL-14"]
# One more character divides the hit share by 62. No other slider can do that with one step.
#
# You send the customer your number. They answer: *"Seven. We will put a login behind every invoice."* **A short code
# is never a password.**

# %% [markdown] covers=["URL-34", "BUG-015"]
# ## 4 · An alphabet · 5 minutes
#
# Hash codes collide, so let us count instead: link 0, link 1, link 2. A number has to become a short text.
#
# In decimal, divide 157 by ten: quotient 15, remainder **7**. Divide 15: quotient 1, remainder 5. Divide 1: quotient
# 0, remainder 1. The remainders, last one in front, are 1 5 7. **Base 62** does the same with 62 characters.

# %% covers=["URL-34"]
from course.parts import base62

print(base62.ALPHABET)
print(divmod(157, 10), divmod(157, 62))

# %% [markdown] covers=["BUG-015"]
# The order of the alphabet is a promise too. A service that puts a–z first reads your codes as other numbers.
#
# **Exercise 20.2.** Return the number (0 or more) in base 62, in the alphabet above. Think of the very first link.

# %% nbgrader={"grade": false, "grade_id": "answer-20-2", "locked": false, "schema_version": 3, "solution": true, "task": false} covers=["URL-34", "BUG-015"]
def to_base62(number):
    ### BEGIN SOLUTION
    code = base62.ALPHABET[number % 62]
    while number := number // 62:
        code = base62.ALPHABET[number % 62] + code
    return code
    ### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "check-20-2", "locked": true, "points": 2.0, "schema_version": 3, "solution": false, "task": false}
check("20.2", to_base62)

# %% [markdown] tags=["instructor"]
# **Common wrong answer.** `while number > 0` with an empty start: zero becomes an empty text. Ask: which customer
# gets link 0?

# %% [markdown] covers=["URL-31"]
# ## 5 · Count · 4 minutes
#
# Every server takes its next number from one shared **counter**. Redis has a command for that: `INCR name` adds one
# and returns the new value, in a single step. Here a loop plays the counter. It starts at 62⁶, so that every code has
# seven characters.

# %% covers=["URL-31", "URL-15"]
encode = yours("20.2", to_base62)
first = 62**6
counted = [encode(first + number) for number in range(1_000_000)]
print(f"{len(counted):,} links, {len(counted) - len(set(counted))} collisions")
print(counted[:3], "…", counted[-1])

# %% [markdown]
# A million links, and **0** collisions.
#
# Now look at the three codes again. A stranger orders one link for themselves. They get a code from the middle. Then
# they send 100 requests.

# %%
predict("20.p2")

# %% tags=["reveal"] covers=["BUG-011", "URL-14"]
def stranger(own, live, requests=100):
    place = base62.decode(own)
    guesses = [base62.encode(place + step) for step in range(1, requests + 1)]
    return sum(guess.rjust(7, "0") in live for guess in guesses)


reveal("20.p2", stranger(counted[500_000], set(counted)), unit="links opened")

# %% [markdown] covers=["BUG-011"]
# <details><summary>After you ran it</summary>
#
# All **100** requests opened somebody else's link. The stranger did not guess; they counted.
#
# They also learned your volume: one link today, one tomorrow, subtract.
#
# </details>
# <details><summary>Which failure pattern is this: trusting the caller, everyone at once, or space too
# small?</summary>Trusting the caller: we hoped that nobody would ask for a code that we did not give them. You would
# detect it in the log: one address that asks for codes in order.</details>

# %% [markdown] covers=["URL-14"]
# ## 6 · Shuffle · 6 minutes
#
# Keep the counter, but move its numbers apart. Imagine a clock with ten places. Link number x goes to place a · x,
# and after 9 comes 0 again: x → a · x mod 10.

# %% covers=["URL-14"]
from course.widgets.multiplier import clock_face

face = clock_face()
face

# %% [markdown] covers=["URL-14"]
# Try every value of a. Some visit all ten places; some come back too early, and then two links share a code. Which
# ones? 10 is 2 · 5. An a that shares the factor 2 or 5 with ten skips places. All others visit each place exactly
# once.
#
# But a = 1 and a = 9 visit all ten, and neighbours stay neighbours.
#
# **Exercise 20.3.** Our clock has 62⁷ = 2⁷ · 31⁷ places: 3,521,614,606,208. Choose a multiplier below 62⁷ such that
# no two links ever share a code. A million links exist; a stranger sends 100 requests, up or down from their own code,
# and must find nobody.

# %% nbgrader={"grade": false, "grade_id": "answer-20-3", "locked": false, "schema_version": 3, "solution": true, "task": false}
multiplier = (
    ### BEGIN SOLUTION
    1_234_567_890_123
    ### END SOLUTION
)

# %% nbgrader={"grade": true, "grade_id": "check-20-3", "locked": true, "points": 1.0, "schema_version": 3, "solution": false, "task": false}
check("20.3", multiplier)

# %% covers=["BUG-011"]
a = yours("20.3", multiplier)
shuffled = [encode(a * number % 62**7).rjust(7, "0") for number in range(1_000_000)]
opened = stranger(shuffled[500_000], set(shuffled))
print(f"{len(shuffled) - len(set(shuffled))} collisions, the stranger opens {opened} links")

# %% [markdown] covers=["BUG-011"]
# Still **0** collisions, and now the stranger opens **0** links. (A small a such as 101 passes too, and falls to
# somebody who counts in steps of 101.)
#
# How strong is this? Let the stranger order *two* links in a row, and subtract their places.

# %%
two = [base62.decode(code) for code in shuffled[500_000:500_002]]
(two[1] - two[0]) % 62**7 == a

# %% [markdown] covers=["BUG-011"]
# They have your a, and with it everybody's links: add a, and you stand at the next one. So this shuffle stops a
# curious person, not an attacker. A *keyed* permutation stops both; dive 20a builds one. And random guesses still
# hit 5.2 %, as in scene 3.

# %% [markdown] covers=["URL-04", "BUG-003"]
# ## 7 · One name, two callers · 6 minutes
#
# A customer wants `spring-sale` instead of a code: an **alias**. In a design often seen, the store has `get` and
# `set`, and several servers call it at the same time.

# %% covers=["URL-04", "BUG-003"]
def look_then_write(store, name, url):
    if store.get(name) is None:  # nobody has it yet
        store.set(name, url)
        return True  # "it is yours"
    return False


# %% [markdown]
# Server A and server B both run it for the same name. Between any two calls of the store the other server may act.
# Choose who acts next; at first A has run alone. **Target:** make both servers answer "it is yours".

# %% covers=["BUG-003"]
from functools import partial

from course.widgets.two_callers import two_callers

shops = ("https://a.example/shop", "https://b.example/shop")
race = two_callers([partial(look_then_write, name="spring-sale", url=url) for url in shops])
race

# %% [markdown] covers=["BUG-003"]
# <details><summary>The order that does it</summary>
#
# A looks: free. B looks: free. A writes. B writes over it. Both customers hear "yours", and A's posters lead to B's
# shop. Nobody sees an error.
#
# </details>
# <details><summary>Which failure pattern is this: check-then-act, clock as truth, or grows for
# ever?</summary>Check-then-act: what you saw may be over when you act. You would detect it by asking, once a day,
# whether each link that you confirmed is still the one stored.</details>
#
# A real store can look and write in one step, a **conditional write**. Redis calls it `SET name url NX`, SQL calls it
# `INSERT … ON CONFLICT DO NOTHING`. Here it is `store.set_if_absent(name, url)`. It returns True if it wrote.
#
# **Exercise 20.4.** Return True to exactly one caller, whatever the order. That caller's address is the one kept. The
# check plays *every* order of two callers, and up to 3,000 of three.

# %% nbgrader={"grade": false, "grade_id": "answer-20-4", "locked": false, "schema_version": 3, "solution": true, "task": false}
def claim(store, name, url):
    ### BEGIN SOLUTION
    return store.set_if_absent(name, url)
    ### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "check-20-4", "locked": true, "points": 2.0, "schema_version": 3, "solution": false, "task": false}
check("20.4", claim)

# %% [markdown]
# A good place for a pause. Two cards, with other numbers:

# %%
review("20", limit=2)

# %% [markdown] covers=["URL-01", "URL-43"]
# ## 8 · Where it lives · 3 minutes
#
# Two stores share the work. A **table** in DuckDB keeps every link; its primary key is the code, so it refuses a
# second owner. Redis remembers links that were just used, in memory: the **cache**. The servers between them keep
# nothing.

# %% covers=["URL-43"]
from course.widgets.shortener import shortener_architecture

shortener_architecture()

# %% covers=["URL-01", "URL-43"]
import csv

from course import datasets
from course.clock import ManualClock
from course.systems.url_shortener.service import new_shortener

clock = ManualClock()  # stands still until we move it
shortener = new_shortener(clock)  # a table in DuckDB, a cache in Redis, a shuffled counter
with (datasets.path("urls") / "urls.csv").open() as file:
    urls = [row["url"] for row in csv.DictReader(file)]
for url in urls[::120][:3]:
    print(shortener.create(url).code, "→", url)

# %% [markdown] covers=["URL-45", "URL-57"]
# Making a link is slow and careful: it returns when the table has the link, and it puts a copy into the cache. A
# redirect must be fast. So it asks the cache first. On a miss it asks the table, and copies the link into the cache.
# It notes the click in a log *after* it answered; somebody counts the log later.

# %% [markdown] covers=["URL-47", "URL-48"]
# ## 9 · How much memory? · 4 minutes
#
# The cache cannot hold every link. When it is full, it drops the link that nobody has used for the longest time. This
# rule is called **LRU**, least recently used.
#
# Links are not equally popular. A common model is **Zipf**: the second link gets half of the clicks of the first, the
# third a third, and so on. Here the first link gets 8 % of all clicks, the second 4 %. We take 100,000 links, send
# 200,000 redirects, and give the cache room for 1,000 links.

# %%
predict("20.p3")

# %% tags=["reveal"] covers=["URL-47", "URL-48"]
from course.parts.lru_cache import LruCache
from course.systems.url_shortener.workload import redirects

wanted = redirects(links=100_000, count=200_000, rng=random.Random(20))


def hit_ratio(room):
    cache = LruCache(room)
    for link in wanted:
        if cache.get(link) is None:
            cache.put(link, "address")
    return cache.hits / len(wanted)


reveal("20.p3", f"{hit_ratio(1_000):.1%}")

# %% [markdown] covers=["URL-48"]
# <details><summary>After you ran it</summary>
#
# Room for one link in a hundred answers **50.3%** of the redirects. The favourites come so often that they never grow
# old. The part that the cache answers is its **hit ratio**.
#
# </details>

# %% tags=["reveal"] covers=["URL-48"]
from course.widgets.shortener import hit_curve

hit_curve([(room / 100_000, hit_ratio(room)) for room in (300, 1_000, 3_000, 10_000, 30_000)])

# %% [markdown] covers=["URL-48"]
# <details><summary>After you ran it</summary>
#
# Each step takes three times the memory and gives about ten points more. Designs often assume a hit ratio of 80 %, or
# of 99 %. Here 80 % needs room for nearly a third of all links. Many links are asked for only once, and a first visit
# is never a hit.
#
# </details>

# %%
quiz("20.q2")

# %% [markdown] covers=["URL-05", "BUG-020"]
# ## 10 · The sale is over · 6 minutes
#
# A shop makes a link for a sale that ends in ten minutes. The link has an **expiry**: a moment at which it dies.
# Redis forgets an entry by itself when you give it a **TTL**, a time to live in seconds. A design often seen gives
# every entry an hour.
#
# We move it half an hour forward. The sale has been over for 20 minutes. Then 500 readers come.

# %%
predict("20.p4")

# %% tags=["reveal"] covers=["BUG-020", "URL-05"]
from course.systems.url_shortener.designs import ignore_expiry
from course.systems.url_shortener.faults import readers_let_through

through = readers_let_through(ignore_expiry, lifetime_s=600, later_s=1_800, readers=500)
reveal("20.p4", through, unit="readers let through")

# %% [markdown] covers=["BUG-020"]
# <details><summary>After you ran it</summary>
#
# All **500** got in. The table knows that the link is dead. On a hit nobody asks the table.
#
# </details>
# <details><summary>Which failure pattern is this: two copies of one truth, check-then-act, or load on the wrong
# tier?</summary>Two copies of one truth: the copy in the cache has a longer life of its own. You would detect it with
# a probe: make a link that dies in a minute, open it after two, and raise an alarm if it opens.</details>
#
# **Exercise 20.5.** All three numbers are whole seconds. For how many of them may the cache keep a link? Never past
# `expires_at_s` (None: it never expires), never longer than `default_s`, otherwise as long as allowed. 0 means: do
# not keep it.

# %% nbgrader={"grade": false, "grade_id": "answer-20-5", "locked": false, "schema_version": 3, "solution": true, "task": false}
def cache_ttl(now_s, expires_at_s, default_s):
    ### BEGIN SOLUTION
    if expires_at_s is None:
        return default_s
    seconds_left = max(0, expires_at_s - now_s)
    return min(default_s, seconds_left)
    ### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "check-20-5", "locked": true, "points": 2.0, "schema_version": 3, "solution": false, "task": false}
check("20.5", cache_ttl)

# %% covers=["BUG-020"]
mended = yours("20.5", cache_ttl)
through = readers_let_through(mended, lifetime_s=600, later_s=1_800, readers=500)
print("readers let through:", through)

# %% [markdown] covers=["BUG-024"]
# **0** now. What remains: a link that its owner takes down *early* stays in the cache until the TTL is over, unless
# we delete that too.
#
# Here are all steps of a redirect, mixed, with two that do not belong. Two answers are new: 404 says "I know no such
# code", and 410 says "there was one, and it is gone".

# %% covers=["URL-45", "URL-57"]
order("20.o1")

# %% [markdown] covers=["BUG-024"]
# ## 11 · Everyone at once · 5 minutes
#
# One link is famous: 10,000 readers a second. A query to the table takes 20 ms. Now the copy vanishes: its TTL is
# over, or somebody restarts the cache. We cause it in virtual time.

# %%
predict("20.p5")

# %% tags=["reveal"] covers=["BUG-024"]
from course.systems.url_shortener.faults import stampede

alone = stampede(random.Random(1), reads_per_s=10_000, query_s=0.020, single_flight=False)
reveal("20.p5", alone.queries, unit="queries")

# %% [markdown] covers=["BUG-024"]
# <details><summary>After you ran it</summary>
#
# **200** queries for the same row. Everyone who came in the first 20 ms found the cache empty.
#
# This is a **stampede**. The failure pattern is *everyone at once*. You would detect it by counting the queries that
# run at the same moment for the same code. More than one is waste.
#
# </details>
#
# The mitigation is called **single flight**: the first reader asks, the others wait for that answer.

# %% tags=["reveal"] covers=["BUG-024"]
together = stampede(random.Random(1), reads_per_s=10_000, query_s=0.020, single_flight=True)
print(f"queries: {alone.queries} → {together.queries}")
print(f"longest wait: {alone.longest_wait_s * 1000:.0f} ms → {together.longest_wait_s * 1000:.0f} ms")

# %% [markdown] covers=["BUG-024"]
# <details><summary>After you ran it</summary>
#
# From 200 queries to **1**. What remains: all wait for that one query, and if it fails, it fails for all. And twenty
# servers still send twenty.
#
# </details>
#
# Now a different crowd. A poster has a misspelled link, and 500 people type it. Nothing is found, so nothing is
# cached, and every reader reaches the table. The service can note "no such code" for 30 seconds: a **negative
# entry**.

# %% covers=["BUG-024", "URL-45"]
from course.systems.url_shortener.faults import table_reads

guesses = [base62.encode(random.Random(number).randrange(62**7)) for number in range(500)]
for crowd, codes in {"one misspelled code": ["sprng-sale"] * 500, "500 random codes": guesses}.items():
    without, with_entries = (table_reads(codes, remember_unknown=keep) for keep in (False, True))
    print(f"{crowd}: {without:,} reads of the table → {with_entries:,} with negative entries")

# %%
quiz("20.q3")

# %% [markdown] covers=["BUG-024"]
# Against the misspelled code a note of 30 seconds is enough: **1** read. Against random codes it does nothing. There
# you need a limit for each caller, or a filter that knows which codes *cannot* exist.
#
# ## 12 · 301 or 302 · 3 minutes
#
# A redirect has two common forms. 301 is **permanent**: "it moved for good". 302 is **temporary**: "for now, look
# over there". A browser may keep a 301 and go straight to the address next time. Ours do. The advertiser pays for
# each click that you count.

# %%
predict("20.p6")

# %% tags=["reveal"] covers=["BUG-019", "URL-25"]
from course.systems.url_shortener.workload import clicks_counted

reveal("20.p6", clicks_counted(301, browsers=1_000, clicks_each=5), unit="clicks counted")

# %% [markdown] covers=["BUG-019"]
# <details><summary>After you ran it</summary>
#
# **1,000** of 5,000. After the first click each browser knows the way. You cannot count those clicks, you cannot
# change the target, and you cannot take a dangerous link down.
#
# </details>

# %% tags=["reveal"] covers=["BUG-019", "URL-25"]
for status in (301, 302):
    print(status, clicks_counted(status, browsers=1_000, clicks_each=5))

# %%
quiz("20.q4")

# %% [markdown] covers=["URL-02", "URL-25", "URL-11"]
# ## 13 · A real socket · 3 minutes
#
# Now a real HTTP server listens on your machine, and a real client calls it.

# %% covers=["URL-01", "URL-02", "URL-04", "URL-05", "URL-25"]
import httpx

from course.parts.http_server import serve
from course.systems.url_shortener.api import create_app

rfc = "https://www.rfc-editor.org/rfc/rfc6585"
with serve(create_app(shortener)) as base, httpx.Client(base_url=base) as client:
    named = {"url": rfc, "alias": "rfc-6585"}
    for link in (named, named, {"url": "javascript:alert(1)"}):
        print("make  ", client.post("/api/links", json=link).status_code, link)
    client.post("/api/links", json={"url": rfc, "alias": "one-minute", "lifetime_s": 60})
    clock.advance(61)
    for code in ("rfc-6585", "rfc-6586", "one-minute"):
        answer = client.get(f"/{code}")
        print("follow", answer.status_code, code, answer.headers.get("location", ""))
print("clicks in the log:", shortener.clicks())

# %% [markdown] covers=["URL-11"]
# 201 made, 409 taken, 422 refused; 302 found, 404 unknown, 410 gone. Each says what happened, so the caller knows
# whether to try again.
#
# And how fast? Sort the times. The middle one is **p50**; the one that only 1 in 100 exceeds is **p99**. We promised
# a p99 of 100 ms.

# %% covers=["URL-11"]
from time import perf_counter


def times(client, codes):
    for code in codes:
        start = perf_counter()
        client.get(f"/{code}")
        yield perf_counter() - start


with serve(create_app(shortener)) as base, httpx.Client(base_url=base) as client:
    known = sorted(times(client, ["rfc-6585"] * 400))
    unknown = sorted(times(client, guesses[:400]))
figures = {"known code, p50": known[200], "known code, p99": known[396]}
figures |= {"unknown code, p50": unknown[200], "unknown code, p99": unknown[396]}
figures |= {"our promise": 0.100}
measured("20.13", figures, unit="s", at_least=("our promise", "unknown code, p50", 10))

# %% [markdown] covers=["URL-11", "URL-12"]
# This is a *clock* figure: your machine, today, one client, stores inside the process. A network comes on top.
#
# ## 14 · Against the estimate · 2 minutes
#
# The 200,000 redirects of scene 9 pass a cache with room for 10 % of the links. Each answered redirect leaves a line
# in the log.

# %% covers=["URL-48", "URL-57"]
from course.widgets.shortener import flow

absorbed = round(hit_ratio(10_000) * len(wanted))
flow({"cache": absorbed, "table": len(wanted) - absorbed, "click log": len(wanted)})

# %% covers=["URL-12", "URL-17", "URL-48"]
from course.estimates import downtime

share = 1 - absorbed / len(wanted)
print(f"look-ups that reach the table: {share:.1%}")
reads_per_s = share * plan.redirects_per_s
print("on average", si(reads_per_s, "reads/s"), "· at peak", si(peak * reads_per_s, "reads/s"))
print("a cache for 10 % of the links:", si(0.1 * plan.storage_bytes, "B"))
print("99.9 % of the time leaves", downtime(0.999), "a year for being down")

# %% [markdown] covers=["URL-31", "URL-15", "URL-13", "URL-14", "BUG-001", "BUG-011"]
# If the curve of scene 9 holds for all links, the cache absorbs most, and the table still gets nearly a hundred
# thousand reads a second at peak. One table cannot carry that, and 9 TB of memory is many machines.
#
# | how codes are made | links until a collision | a stranger counts up: of 100 requests open | servers must agree |
# |---|---|---|---|
# | seven hex digits of a hash | **20,585** | not measured | never |
# | counter | never | **100** | on one counter, 1,157 times a second |
# | shuffled counter | never | **0**, until they own two in a row | on one counter, 1,157 times a second |
#
# (With a million links. After five years 100 *random* guesses of seven base-62 characters open about five. Seven hex
# digits are used up in three days.)
#
# The promises of scene 2: unique, kept by the primary key. Short: seven characters. Not predictable: for the curious
# only. Fast: on this machine, without a network. Expiry: kept by the TTL. Counted: 302 and a log. Available 99.9 % of
# the time: not shown, since one table can fail.
#
# **What this leaves out.** Shards and replicas, so that the table survives a machine. Click statistics that survive a
# crash. Limits for strangers who guess, and addresses that must be refused. A keyed permutation, leased ranges and
# other ways to make codes. The dives 20a to 20d build them.
#
# **The moral.** A short code is a decision about collisions, guessing and coordination, and you can put a number on
# each.

# %% [markdown]
# ## 15 · Whiteboard, on another day · 12 minutes
#
# *Printed tickets.* A ticket office prints 2 million tickets a day. Each carries a code that is typed in at a gate,
# once. A code that opens the gate twice costs a seat. Design it in six minutes, on paper. Then take two curveballs:
# *the gate is offline*, and *the printer leaks 1,000 codes in a row*.
#
# Before you mark your own, mark three answers of other people, 0 to 2 for each: promises · the dominant load with a
# number · a decision and what would flip it · a failure and how it is detected · honest unknowns.
#
# *Answer one.* "I would use microservices and Kafka, Redis for speed, and UUIDs as codes."
#
# *Answer two.* "Two million a day is 23 a second: small. Codes of eight characters from a counter, in one table, the
# code its primary key. The gate asks the table."
#
# *Answer three.* "23 a second on average. A concert lets 20,000 people in within half an hour: 11 a second. The hard
# part is one code, one entry: a conditional write 'used, if not used before'. Ten characters from a shuffled counter;
# ten wrong codes lock a gate's keypad. Offline a gate accepts signed codes and reports later. Two gates may then
# admit the same ticket; I would count how often. I do not know how many tickets are copied today."
#
# <details><summary>Our marks</summary>
#
# One: 0 · 0 · 0 · 0 · 0. Tools are not a design. Two: 1 · 1 · 1 · 0 · 0. The number is right; no failure is named,
# and a counter can be walked. Three: 2 · 2 · 1 · 2 · 2. Its shuffled counter does not survive the leak: from two
# codes in a row a stranger computes all others (scene 6). Random codes, written only if free, would lose just the
# 1,000.
#
# Curveballs, 2 points each. *Offline*: you said what the gate may still decide alone, and how you count the damage
# afterwards. *Leak*: you said which codes fall with the 1,000, and void those.
#
# </details>
#
# Then mark yours.

# %% [markdown] tags=["instructor"]
# **Discuss.** The customer now wants six characters: 62⁶ is 56.8 billion codes, at 100 million links a day. Which
# promise of scene 2 breaks first, in which month, and what do you offer instead?
#
# **Discuss.** 302 counts every click and pays for every click. At which load would you answer 301, and which of the
# customer's wishes must be given up in writing?
