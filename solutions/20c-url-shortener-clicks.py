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
#     objectives: [path, crash, once, trim, cached, hours]
#     terms: [hot row, append, stream, pending, acknowledge, at least once, exactly once, header, max-age, CDN, IP address, UTC, keyed hash]
# ---

# %% [markdown] covers=["BUG-027", "URL-46"]
# # 20c · Counting clicks
#
# ## 1 · A row that everybody wants · 5 minutes
#
# An advertiser pays a tenth of a cent for each click. So every redirect adds 1 to `clicks` in the row of its link, and
# then answers. The database lets one writer into a row; the others wait. One update takes 1 ms.
#
# A link has 800 clicks a second. Then a star shares it.

# %%
import random

from course.checks import check, measured, order, predict, quiz, reveal, review, yours

predict("20c.p1")

# %% tags=["reveal"] covers=["BUG-027"]
from course.systems.url_shortener.click_faults import hot_row

visits = list(hot_row(random.Random(1), [(2_000, 60), (800, 400)], update_s=0.001))
print(f"longest wait: {max(wait_s for _, wait_s in visits):.0f} s")
late = [came_s for came_s, wait_s in visits if wait_s > 0.1]
reveal("20c.p1", f"{late[-1] - 60:.1f}", unit="s")

# %% [markdown] covers=["BUG-027"]
# <details><summary>After you ran it</summary>
#
# **299.5** seconds (virtual time: a *count*): one minute of fame, five minutes of waiting.
#
# Each second of the rush left 1,000 clicks behind, one more second of waiting: **60** s in the end. Then 800 a second
# join, so only 200 of the 60,000 go away in each. Estimate: 60,000/200 = 300 s; the last 100 clicks wait less than
# 0.1 s. More servers would wait for the same **hot row**.
#
# </details>
# <details><summary>Which failure pattern is this: everyone at once, load on the wrong tier, or clock as
# truth?</summary>Load on the wrong tier (a tier is one layer of machines: servers, cache, table): statistics stand in the
# redirect's path. Not everyone at once: an even 1,100 a second fails too. No clock is read. You would detect it by how
# long updates wait for their turn at one row.</details>

# %%
quiz("20c.q1")

# %% [markdown] covers=["BUG-027", "URL-46"]
# So let the redirect answer first, and **append** a line to a log. A worker carries the lines to the table, a
# thousand in one statement. What does that save?

# %% covers=["BUG-027", "URL-40"]
from time import perf_counter

from course.stores import open_duckdb
from course.systems.url_shortener.clicks import Click, ClickTable

row, table = open_duckdb(), ClickTable(open_duckdb())
row.execute("CREATE TABLE links (code VARCHAR PRIMARY KEY, clicks INTEGER)")
row.execute("INSERT INTO links VALUES ('sale', 0)")
start = perf_counter()
for _ in range(1_000):
    row.execute("UPDATE links SET clicks = clicks + 1 WHERE code = 'sale'")
between = perf_counter()
table.add([(str(number), Click("sale", 0.0)) for number in range(1_000)])
end = perf_counter()
figures = {"update the row": (between - start) / 1_000, "1,000 at once": (end - between) / 1_000}
measured("20c.1", figures, unit="s", at_least=("update the row", "1,000 at once", 8))

# %% [markdown] covers=["URL-46"]
# Per click, on this machine (a *clock* figure), the batch costs a small part of one update. The batch makes the gap; the
# log only makes the batch possible.
#
# ## 2 · Two bills · 6 minutes
#
# Redis calls such a log a **stream**. It hands an entry to one worker of a group, until that worker says *done*: it
# **acknowledges** the entry.
#
# | command | what it does |
# |---|---|
# | `XADD clicks …` | append an entry; Redis gives it an id that never changes |
# | `XGROUP CREATE clicks billing 0` | make a group of workers, which begins at the oldest entry |
# | `XREADGROUP GROUP billing w1 STREAMS clicks >` | hand entries that nobody had yet to the worker `w1` |
# | `XREADGROUP GROUP billing w1 STREAMS clicks 0` | hand `w1` again what it has not acknowledged |
# | `XACK clicks billing id` | these are done; do not hand them out again |
# | `XPENDING clicks billing` | what was handed out and not acknowledged |
# | `XAUTOCLAIM clicks billing w2 ms 0` | give `w2` what another worker has held for so many ms; `0`: from the oldest |

# %% covers=["URL-46"]
from course.clock import ManualClock
from course.stores import open_redis

redis = open_redis(ManualClock())
for reader in ("Ana", "Bo", "Cy"):
    redis.xadd("clicks", {"code": "sale", "visitor": reader})
redis.xgroup_create("clicks", "billing", id="0")
((_, entries),) = redis.xreadgroup("billing", "w1", {"clicks": ">"}, count=2)
redis.xack("clicks", "billing", entries[0][0])
print("handed out:", [fields["visitor"] for _, fields in entries])
print("pending:", redis.xpending("clicks", "billing")["pending"], "· in the stream:", redis.xlen("clicks"))

# %% [markdown]
# **1** click is **pending**: Bo's. For the bill, a worker calls this with every batch:

# %%
def write_first(batch, bill, log):
    bill.add(batch)
    log.ack(batch)


# %% [markdown]
# 1,000 clicks come in batches of 100. The power fails once: batch four stands on the bill, `log.ack` was not called. The
# worker restarts, and asks for what is pending, then for more.

# %%
predict("20c.p2")

# %% tags=["reveal"] covers=["BUG-027"]
from course.systems.url_shortener.click_faults import a_day, a_slow_day, worst_day

calls = 2 + 2 + 2 + 1  # three whole batches, and the first line of the fourth
reveal("20c.p2", a_day(write_first, crash_after=calls).on_bill, unit="clicks on the bill")

# %% [markdown]
# <details><summary>After you ran it</summary>
#
# **1,100**. The worker remembers nothing, and the log had heard nothing about batch four.
#
# </details>
#
# Exchange the two lines:

# %%
def ack_first(batch, bill, log):
    log.ack(batch)
    bill.add(batch)


predict("20c.p6")

# %% tags=["reveal"] covers=["BUG-027"]
reveal("20c.p6", a_day(ack_first, crash_after=calls).on_bill, unit="clicks on the bill")

# %% [markdown] covers=["BUG-027"]
# <details><summary>After you ran it</summary>
#
# **900**. The log had heard *done*: nobody gets those 100 again. One power cut, two bills 200 clicks apart.
#
# </details>
# <details><summary>Which failure pattern has the second program: "done" said too early, check-then-act, or space too
# small?</summary>"Done" said too early. It checks nothing, and nothing is full. You would detect both by comparing, each
# day, what was appended and what was billed.</details>
#
# ## 3 · The moment of the power cut · 3 minutes
#
# Is there an order, or a moment, that saves us? Here are 15 clicks in batches of five, written one by one. Each program
# keeps two records: *acknowledged* and *on the bill*.

# %% covers=["BUG-027"]
from course.widgets.crash_moment import crash_moment

moment = crash_moment()
moment

# %% [markdown]
# **Exercise 20c.1.** Reach the target: move the slider with the arrow keys, or write `moment.set(after=…)` in a
# new cell.

# %% tags=["instructor"]
moment.set(after=11)

# %%
check("20c.1", moment)

# %% [markdown] covers=["BUG-027"]
# No order saves us. Some moments do (such as 0, 1, 7), but nobody chooses them. Where the two records differ at the cut, the
# bill is wrong: *two copies of one truth*, changed in two steps.
#
# ## 4 · A memory of what was done · 9 minutes
#
# So keep both facts in one place. An entry has the same id each time that it is handed out. If the bill keeps this id
# with the click, in one step, it knows a second delivery. (In SQL: a primary key, and `INSERT … ON CONFLICT DO
# NOTHING`.)
#
# | call | what it does, whole or not at all |
# |---|---|
# | `bill.ids()` | the set of ids on the bill |
# | `bill.add(batch)` | put all of them on the bill |
# | `bill.add_new(batch)` | put those on the bill whose ids are not there; returns how many |
# | `log.ack(batch)` | these are done; do not hand them out again |
#
# **Exercise 20c.2.** Write `deliver(batch, bill, log)`. A batch is a list of `(id, click)` pairs. The power
# may fail before any call; your variables are gone then. A call may stop with an error; do not catch it. What is not
# acknowledged comes again: together with new clicks, in another order, after newer ones, or to a second worker while a
# slow one holds it. Each click must be billed once, and in the end acknowledged.

# %% nbgrader={"grade": false, "grade_id": "answer-20c-2", "locked": false, "schema_version": 3, "solution": true, "task": false}
def deliver(batch, bill, log):
    ### BEGIN SOLUTION
    bill.add_new(batch)
    log.ack(batch)
    ### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "check-20c-2", "locked": true, "points": 3.0, "schema_version": 3, "solution": false, "task": false}
check("20c.2", deliver)

# %% [markdown] tags=["instructor"]
# **Common wrong answer.** `known = bill.ids()`, then `bill.add` of the rest. It survives every power cut, and fails
# with two workers. Ask whether the look was still true after the other one's write. Timing for a class: 10 minutes.

# %% [markdown]
# Now 300 clicks, and a power cut after *each* call in turn; we keep the worst.

# %% covers=["BUG-027", "URL-46"]
programs = {"A: acknowledge, write": ack_first, "B: write, acknowledge": write_first}
programs["C: your memory"] = yours("20c.2", deliver)
for name, program in programs.items():
    worst = worst_day(program)
    print(f"{name:21} · power cut: {worst.lost:3} lost, {worst.twice:3} twice")

# %% [markdown]
# Now nobody crashes. But w1 takes 100 clicks and pauses, and `XAUTOCLAIM` gives them to w2.

# %%
predict("20c.p3")

# %% tags=["reveal"] covers=["BUG-027", "URL-46"]
slow = {name: a_slow_day(program, clicks=300).twice for name, program in programs.items()}
print(*(f"{name:21} · slow worker: {twice:3} twice" for name, twice in slow.items()), sep="\n")
reveal("20c.p3", " and ".join(name[0] for name, twice in slow.items() if twice) or "none")

# %% [markdown] covers=["URL-40", "URL-46"]
# <details><summary>After you ran it</summary>
#
# A and B bill **100** clicks twice. w1 had read its batch before, and acts when that is no longer
# true: *check-then-act*. With the memory: **0**.
#
# </details>
#
# The log delivers **at least once**; the memory makes it **exactly once** on the bill. Only on *this* bill: if the money
# moves elsewhere, say at a card company, the two steps are back, unless that company keeps the id too.
#
# `XACK` deletes nothing, so the log grows. Our `log.trim()` drops what lies before the oldest click not acknowledged.

# %% covers=["URL-46"]
quiz("20c.q2")

# %% [markdown]
# A good place for a pause.
#
# ## 5 · Clicks that never come · 4 minutes
#
# With 301 you saw 1,000 of 5,000 clicks (lesson 20, scene 12). But a 302 may be kept too. An HTTP answer begins with
# lines about itself, its **headers**. One, `Cache-Control: max-age=3600`, lets a browser keep an answer 3,600 s, its **max-age**.
#
# A reader opens our link at random moments, once an hour *on average*. With this header:

# %%
predict("20c.p4")

# %% tags=["reveal"]
from course.systems.url_shortener.click_traffic import clicks_seen

hour = {"clicks_per_s": 1 / 3_600, "max_age_s": 3_600}
seen = sorted(clicks_seen(random.Random(seed), clicks=1_000, **hour) for seed in range(100))
print(f"of 1,000 clicks we see: fewest {seen[0]} · middle {seen[50]} · most {seen[-1]}")
reveal("20c.p4", f"{1 - seen[50] / 1_000:.0%}", unit="never seen")

# %% [markdown]
# <details><summary>After you ran it</summary>
#
# The middle of 100 runs is **501** of 1,000; all lie between **472** and **522**. A click that we see hides the next
# hour, and in an hour comes one more, on average. So we see one of two; in general, one of every 1 + r·m: r clicks
# come a second, a copy is kept m seconds.
#
# </details>
#
# A **CDN** is a cache near many readers. It too may keep a redirect, unless the header says `private`; then r is
# everybody's clicks.

# %%
quiz("20c.q3")

# %% [markdown] covers=["URL-03", "URL-28", "BUG-027"]
# ## 6 · Whose evening? · 9 minutes
#
# The owner asks: how many people, from where, when? So each redirect notes the referrer (the page that held the link),
# the country, the browser, and the number of the caller's connection, its **IP address**. That is personal data; we keep
# a **keyed hash**: without the key nothing can be tried. Each night the key is thrown away, so nobody, not even
# we, can tell tomorrow that a visitor came back.

# %% covers=["URL-28", "BUG-027"]
import hashlib
from itertools import product

from course.systems.url_shortener.clicks import visitor_id

# You may skip this. A design often seen hashes without a key. A thief knows the first half of an address:
kept = hashlib.sha256(b"203.0.113.77").hexdigest()
for tries, (third, fourth) in enumerate(product(range(256), repeat=2), start=1):
    if hashlib.sha256(f"203.0.{third}.{fourth}".encode()).hexdigest() == kept:
        break
print(f"found 203.0.{third}.{fourth} after {tries:,} tries")
print("ours:", visitor_id(b"today's key", "203.0.113.77", "Firefox", at_s=1_800_000_000))

# %% [markdown] covers=["BUG-027"]
# <details><summary>Why a key?</summary>**29,006** tries found the other half; all four billion
# addresses can be tried: *space too small*.</details>
#
# Now a day of clicks, about a third each from Brazil (BR), Vietnam (VN) and Japan (JP):

# %% covers=["URL-03", "URL-26", "URL-40"]
from course.systems.url_shortener.click_traffic import day_of_clicks
from course.systems.url_shortener.clicks import ClickLog, ClickWorker

database = open_duckdb()
log, table = ClickLog(open_redis(ManualClock())), ClickTable(database)
for click in day_of_clicks(random.Random(1)):
    log.append(click)
print(f"{ClickWorker(log, table, 'w1').run():,} clicks carried")
summary = table.summary("sale")
print(f"{summary.visitors:,} visitors", summary.countries, summary.referrers, sep="\n")

# %% [markdown] covers=["URL-03"]
# `at_s` counts seconds since 1970 in **UTC**, the world's common clock. Divided by 3,600 and without the fraction (`floor`),
# it counts hours; the rest by 24 (`% 24`) is the hour of the day. `GROUP BY` makes one row of all that agree.
#
# In each country most clicks come between eight and nine in its own evening.

# %%
predict("20c.p5")

# %% tags=["reveal"] covers=["URL-03", "URL-26"]
from course.systems.url_shortener.click_traffic import busiest_hours
from course.widgets.click_hours import hours_by_country

query = """SELECT floor(at_s / 3600)::INT % 24 AS hour, country, count(*)
FROM clicks WHERE code = 'sale' GROUP BY hour, country"""
reveal("20c.p5", f"{max(summary.hours, key=summary.hours.get)}:00")
print("busiest hour of 100 other days:", busiest_hours(range(100)))
hours_by_country(database.execute(query).fetchall())

# %% [markdown] covers=["URL-03", "URL-26"]
# <details><summary>After you ran it</summary>
#
# **12:00**, with **1,410** clicks (on **84** of 100 days): 9 in Brazil, 19 in Vietnam, 21 in Japan. Two
# evenings add up. The pattern is *clock as truth*: the hour is right, but not the reader's. Detect it by countries that
# seem busy at night.
#
# </details>
#
# The table `zones` says how far each country is ahead of UTC. `JOIN zones USING (country)` puts its row beside each
# click. `count(DISTINCT visitor)` counts different visitors. Beware: in SQL, `-2 % 24` is −2.

# %%
database.execute("CREATE TABLE zones (country VARCHAR PRIMARY KEY, offset_h INTEGER)")
database.execute("INSERT INTO zones VALUES ('BR', -3), ('VN', 7), ('JP', 9)")
print(database.execute("SELECT country, offset_h FROM zones").fetchall())

# %% [markdown]
# **Exercise 20c.3.** Return a list of rows (hour, clicks, visitors) for one link, by the reader's own clock. Change the
# query above. `code` is what a stranger typed: write `?` for it, and `con.execute(query, [code]).fetchall()`.

# %% nbgrader={"grade": false, "grade_id": "answer-20c-3", "locked": false, "schema_version": 3, "solution": true, "task": false} covers=["URL-03", "URL-26"]
def local_hours(con, code):
    ### BEGIN SOLUTION
    query = """
    SELECT floor(at_s / 3600 + offset_h)::INT % 24 AS hour, count(*), count(DISTINCT visitor)
    FROM clicks JOIN zones USING (country) WHERE code = ? GROUP BY hour
    """
    return con.execute(query, [code]).fetchall()
    ### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "check-20c-3", "locked": true, "points": 2.0, "schema_version": 3, "solution": false, "task": false}
check("20c.3", local_hours)

# %% covers=["URL-03", "URL-26"]
local = yours("20c.3", local_hours)(database, "sale")
when, clicks, visitors = max(local, key=lambda row: row[1])
print(f"busiest: 12:00 in UTC, {int(when)}:00 on the readers' clocks, with {clicks:,} clicks of {visitors:,} visitors")
print(f"visitors of all hours, added up: {sum(row[2] for row in local):,} · of the day: {summary.visitors:,}")

# %% [markdown] covers=["URL-26"]
# So **20:00** leads. Visitors of different hours do not add up: who comes at noon and at eight
# stands in both rows.

# %% [markdown] covers=["BUG-027", "URL-46"]
# ## 7 · What your numbers decide · 3 minutes
#
# | how clicks are counted | the minute of fame: longest wait | worst power cut, of 300 | slow worker |
# |---|---|---|---|
# | 1 added to one row | **60** s, and over after **299.5** s | not measured | not measured |
# | log; acknowledge, write | the reader does not wait | **100** lost | **100** twice |
# | log; write, acknowledge | the reader does not wait | **100** twice | **100** twice |
# | log; write with the ids, acknowledge | the reader does not wait | **0** | **0** |
#
# | what remains after the mending | what to watch |
# |---|---|
# | A server that dies between its answer and `XADD` loses that click. No reader waits for the log. | redirects answered against clicks appended |
# | The memory of ids grows. An id may go only when the log cannot hand its click out again. | rows in the table, oldest pending click |
#
# | seen elsewhere | what it does | here |
# |---|---|---|
# | the click is sent to a queue, and nobody awaits the answer | an error loses the click in silence | the call stops with an error, which can be counted |
# | the hour in which the *worker* wrote | a worker that was down makes a false peak | `at_s`: when the reader clicked |
# | `redis.incr` while the reader waits | Redis is down, and so are redirects | the answer goes first |
#
# **What this leaves out.** A Redis that loses its memory. Clicks by robots. Summaries, for a table
# too large to scan.
#
# **The moral.** Exactly once is at least once plus a memory of what was done, kept in one step with the bill: **100**
# clicks wrong without, **0** with.

# %%
review("20c", limit=2)

# %% [markdown]
# ## 8 · Somewhere else · 5 minutes
#
# *Bus rides.* A bus notes each ride. At night it sends the list by radio to the depot, which takes 2 euros a ride from
# the passenger's card. Some nights the radio breaks off; the bus sends again. Design it in six lines on paper. Then a
# curveball: *a bus gets a new computer, which numbers its rides from 1 again.*
#
# <details><summary>Only after your own lines: three answers to mark</summary>
#
# Give each, then yours, 0 to 2 for: promise · failure and its detection · what remains.
#
# *One.* "A queue with exactly-once delivery."
#
# *Two.* "Each ride is paid once: its number is the depot's primary key, so a list that comes twice changes nothing. The
# bus sends its list and deletes it."
#
# *Three.* "Each ride is paid once. The depot sends the key, bus and ride number, with each payment; the card company
# takes each key once. When it has said yes, the depot answers; only then the bus deletes. Each night compare rides and
# payments. A computer that dies by day loses its rides."
#
# </details>
# <details><summary>Our marks, and the curveball</summary>
#
# | | promise | failure | what remains | why |
# |---|---|---|---|---|
# | One | 1 | 0 | 0 | Between queue and card there are still two steps, and the power can fail between them. |
# | Two | 1 | 1 | 0 | It knows the second list, not the lost one: the bus says *done* too early. Two buses share a number. |
# | Three | 2 | 2 | 2 | The memory stands where the money moves. |
#
# Curveball: the computer's own number joins the key. Without it, new rides look old.
#
# </details>

# %% [markdown] tags=["instructor"]
# **Discuss.** Without a memory of what was done 100 clicks were wrong, with it none. How long must the memory keep an
# id, and what does the bill do with a click that comes later?
#
# **Discuss.** A customer in another time zone doubts the bill of last evening. Which rows do you show, and whose
# evening do you write into the contract?
