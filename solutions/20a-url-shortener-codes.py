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
#     objectives: [clock, machine, lease, race, permute, choose]
#     terms: [Snowflake, lease, block, pool, row lock, Feistel round, FF1]
# ---

# %% [markdown]
# # 20a · Seven ways to make a code
#
# ## 1 · The second that came twice · 5 minutes
#
# > *We open a second data centre. Both must make links, even while the line between them is cut for an hour. Still
# > seven characters, never the same twice, and nobody may find a stranger's link.*
#
# In lesson 20 all servers shared one counter. A colleague says: "Ask nobody! Every server has a clock, and time never
# comes twice." Twitter made such ids: **Snowflake**.

# %% covers=["URL-33"]
from course.widgets.codes import id_layout

id_layout()

# %% covers=["BUG-012", "URL-33"]
from course.parts.snowflake import EPOCH_MS


class ClockIds:  # a design often seen
    def __init__(self, machine):
        self.machine, self.last_ms, self.count = machine, 0, 0

    def next_id(self, now_ms):
        self.count = self.count + 1 if now_ms == self.last_ms else 0
        self.last_ms = now_ms
        # << 22 moves the time 22 bits to the left; | puts the others beside it
        return (now_ms - EPOCH_MS) << 22 | self.machine << 12 | self.count


today_ms = 1_795_219_200_000  # 21 November 2026
print(ClockIds(machine=1).next_id(today_ms))

# %% [markdown]
# A clock runs a second fast. A time service sets it right, so it shows the last second again. The server makes 1,157
# links a second, at random moments.

# %%
import random
from statistics import median

from course.checks import check, order, predict, quiz, reveal, review, yours

predict("20a.p1")

# %% tags=["reveal"] covers=["BUG-012"]
from course.systems.url_shortener.code_faults import new_in_a_second_lived_twice


def new_share(seed):
    return new_in_a_second_lived_twice(ClockIds(1).next_id, random.Random(seed), links_per_s=1_157)


shares = sorted(new_share(seed) for seed in range(100))
print(f"100 runs: lowest {shares[0]:.1%}, median {median(shares):.1%}, highest {shares[-1]:.1%}")
reveal("20a.p1", f"{median(shares):.0%}")

# %% [markdown] covers=["BUG-012"]
# <details><summary>After you ran it</summary>
#
# The median is **49.4%**, no run is above **53.3%** (a *count*). Over 500 customers get an id that somebody has.
# `next_id` asks only whether the time is *equal* to the last one. An earlier time looks new, and the count begins at 0.
#
# </details>
# <details><summary>Which failure pattern is this: clock as truth, trusting the caller, or everyone at once?</summary>
# Clock as truth: it told us which ids exist. You would detect it by refused duplicates, and by an alarm on clock
# jumps.</details>
#
# ## 2 · Remember instead · 6 minutes
#
# The clock is later than the last id, equal, or earlier. A millisecond may be full: 12 bits count from 0 to 4,095.
#
# **Exercise 20a.1.** The last id was (`last_ms`, `last_count`). Return the next one as a pair, or None if no id may be
# made now. The count begins at 0 in each new millisecond.


# %% nbgrader={"grade": false, "grade_id": "answer-20a-1", "locked": false, "schema_version": 3, "solution": true, "task": false} covers=["BUG-012"]
def next_place(now_ms, last_ms, last_count):
    ### BEGIN SOLUTION
    if now_ms > last_ms:
        return now_ms, 0
    if now_ms < last_ms or last_count == 4_095:
        return None
    return last_ms, last_count + 1
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "check-20a-1", "locked": true, "points": 2.0, "schema_version": 3, "solution": false, "task": false}
check("20a.1", next_place)

# %% [markdown] tags=["instructor"]
# **Common wrong answer.** For an earlier clock, `(now_ms, last_count + 1)`: ask what happens when the clock reaches
# `last_ms` again. Some borrow the next millisecond when one is full; that is right too.

# %% covers=["BUG-012", "URL-33"]
place = yours("20a.1", next_place)
last, given = (0, 0), []
for now_ms in [*range(1_000, 2_000), *range(1_000, 2_000), *range(2_000, 3_000)]:
    found = place(now_ms, *last)
    if found is not None:
        last = tuple(found)
        given.append(last)
print(f"in the same story, {len(given) - len(set(given))} ids came twice")

# %% [markdown] covers=["BUG-012"]
# **What remains.** Who waits makes no link for a second; who goes on gives wrong times. And after a restart nobody
# remembers the last id.
#
# ## 3 · Two bills for the clock · 6 minutes
#
# The middle ten bits name the machine, often from a setting. Two servers start from copies of one disk.

# %% covers=["BUG-013"]
one, copy = ClockIds(machine=1), ClockIds(machine=1)
second = range(today_ms, today_ms + 1_000)
both = {one.next_id(ms) for ms in second} & {copy.next_id(ms) for ms in second}
print(f"{len(both):,} of 1,000 ids were made by both")

# %% [markdown] covers=["BUG-013"]
# So a server takes its number from Redis, for 30 seconds: `SET machine:0 me NX PX 30000`. NX writes only if nobody has
# it; PX forgets it after so many milliseconds. This is a **lease**, renewed while the server lives. Redis also keeps
# the moment at which it ends; the next holder uses only times after that. A looks at its lease before it makes an id.

# %% covers=["BUG-013"]
from course.clock import ManualClock
from course.parts.machine_lease import LeaseLost, MachineLease
from course.stores import open_redis

clock = ManualClock(today_ms / 1_000)
store = open_redis(clock)
a = MachineLease(store, clock, ttl_s=30)
a.check(today_ms)  # raises LeaseLost if the lease is over; it is not
clock.advance(40)  # now A hangs
c = MachineLease(store, clock, ttl_s=30)
print("A is machine", a.machine, "and the new server C is machine", c.machine)
later_ms = today_ms + 40_000
print("one id for both:", ClockIds(a.machine).next_id(later_ms) == ClockIds(c.machine).next_id(later_ms))

# %% [markdown] covers=["BUG-013"]
# A looked, hung, and then acted: check-then-act. So let a server read the clock *once*, compare this time with the end
# of its lease, and put the same time into the id.

# %%
predict("20a.p2")

# %% tags=["reveal"] covers=["BUG-013"]
clock.advance(29)
read_ms = int(1_000 * clock.now_s())
c.check(read_ms)  # C reads once, and compares
clock.advance(40)
d = MachineLease(store, clock, ttl_s=30)
late, fresh = ClockIds(c.machine), ClockIds(d.machine)
of_c = {late.next_id(read_ms) for _ in range(1_000)}
of_d = {fresh.next_id(d.not_before_ms + ms) for ms in range(1, 1_001)}
reveal("20a.p2", len(of_c & of_d))
try:
    c.check(int(1_000 * clock.now_s()))
except LeaseLost as error:
    print("C reads again:", error)

# %% [markdown] covers=["BUG-013"]
# <details><summary>After you ran it</summary>
#
# **0**. However long C hangs, its ids lie before the end of its lease, and D's after it.
#
# </details>

# %%
quiz("20a.q1")

# %% [markdown] covers=["BUG-010"]
# **What remains**: servers ask after all. Cut off from Redis, a server must stop when its lease ends. The second bill
# is length.

# %% covers=["BUG-010"]
from datetime import UTC, datetime

from course.parts import base62

code = base62.encode(ClockIds(machine=1).next_id(today_ms))
longer_from_ms = (62**10 >> 22) + EPOCH_MS
print(f"{code} has {len(code)} characters,", end=" ")
print("and one more from", datetime.fromtimestamp(longer_from_ms / 1000, UTC).date())

# %% [markdown] covers=["BUG-010"]
# A column `VARCHAR(7)` refuses **10** characters in PostgreSQL.
#
# ## 4 · Ask the hash · 4 minutes
#
# "Then hash, and ask nobody." Keep seven characters of base 62, from a hash of the address and a *salt*, a new text
# each time. If the table says "taken", try the next salt. In a cut each side asks only its own table.

# %%
predict("20a.p3")

# %% tags=["reveal"] covers=["URL-29"]
from course.systems.url_shortener.code_faults import given_twice_in_a_cut
from course.widgets.codes import doubles_chart

doubles = [given_twice_in_a_cut(random.Random(seed), hours=1, links_per_s=1_157) for seed in range(100)]
reveal("20a.p3", sum(doubles) / len(doubles), unit="codes an hour, on average")
doubles_chart(doubles, links=1_157 / 2 * 3_600, space=62**7)

# %% [markdown] covers=["URL-29"]
# <details><summary>After you ran it</summary>
#
# On average **1.13** codes are given twice, in single hours 0 to **5**. The estimate is pairs divided by codes:
# 2,083,000² / 62⁷ = 1.23. An average of 100 hours varies by 0.11. You detect it when the tables are joined.
#
# </details>
#
# A design often seen writes the hash in base 64, and turns its + and / into a and b.

# %% covers=["URL-30", "BUG-002"]
from collections import Counter

from course.systems.url_shortener.designs import FoldedHash

folded = [FoldedHash().new_code(f"https://example.org/{number}") for number in range(20_000)]
letters = Counter("".join(folded))
print({letter: letters[letter] for letter in "abcdeXYZ789"})
print("two customers, one address:", *(FoldedHash().new_code("https://example.org/") for _ in "12"))

# %% [markdown] covers=["URL-30", "BUG-002"]
# a and b come twice as often. Worse: one address has one code, whoever owns it. If one customer takes the link down, it
# dies for the other. You would detect it by codes with two owners. We salt, and ask a table. **What remains**: a cut.
#
# ## 5 · Buy numbers by the block · 8 minutes
#
# One counter costs a round trip a link, and whoever cannot reach it makes none. Let each server reserve a **block**
# of numbers: in Redis, `INCRBY numbers 1000` adds 1,000 in one step.
#
# **Exercise 20a.2.** Twenty servers make 58 links a second each. Reach the target. First move the block alone.

# %% covers=["URL-32"]
from course.widgets.number_blocks import number_blocks

blocks = number_blocks()
# By code: blocks.set(block=10_000, ask_at_percent=25)
# block: 1, 100, 1_000, 10_000, 30_000, 100_000, 300_000, 1_000_000 or 10_000_000
# ask_at_percent: 0, 25, 50 or 75
blocks

# %% tags=["instructor"]
blocks.set(block=300_000, ask_at_percent=75)

# %%
check("20a.2", blocks)

# %% [markdown] covers=["URL-32"]
# <details><summary>After you found it</summary>
#
# What is *left* when you ask bridges the cut. The block, plus what was left, is what a crash loses.
#
# </details>
#
# Now the counter fails. A copy, the *replica*, takes over (a *fail-over*). It never heard of the last `INCRBY`: 5,000
# links exist, and it knows of 4,000. Our service tries five codes before it says "error".

# %%
predict("20a.p4")

# %% tags=["reveal"] covers=["BUG-014"]
from course.parts.number_lease import LeasedNumbers, redis_counter
from course.systems.url_shortener.code_faults import errors_after_fail_over, table_fail_over

store.set("shortener:numbers", 4_000)  # what the replica knows
after = LeasedNumbers(redis_counter(store), block=1_000)
reveal("20a.p4", errors_after_fail_over(after, made=5_000, customers=300), unit="customers see an error")

# %% [markdown] covers=["BUG-014"]
# <details><summary>After you ran it</summary>
#
# **200**: five used numbers for each customer. Only the primary key saved the old links.
#
# </details>
# <details><summary>Which failure pattern is this: two copies of one truth, check-then-act, or clock as truth?</summary>
# Two copies of one truth: Redis and the table both say which numbers are used. You would detect it by refused codes
# after a fail-over.</details>
#
# With blocks of 300,000 the counter is asked once in four minutes. A database can do that; we need no Redis. Let the
# counter stand beside the links. Now a copy of *that* takes over, and missed the last 1,000 links.

# %% covers=["BUG-014"]
errors, again = table_fail_over(made=5_000, copied=4_000, customers=300)
print(f"errors: {errors}; customers who got the code of a lost link: {again}")

# %% [markdown] covers=["BUG-014"]
# **What remains**: the code of a lost link goes to somebody else, unless we copy *before* we answer.

# %%
review("20a", limit=1)

# %% [markdown] covers=["URL-35", "URL-41"]
# ## 6 · Keys from a pool · 6 minutes
#
# Another team makes random keys in advance, a **pool**: a table `keys(id, key, used)`. A server draws 1,000 at a time:
#
# ```sql
# UPDATE keys SET used = true
#  WHERE id IN (SELECT id FROM keys WHERE NOT used LIMIT 1000)
# RETURNING key  -- hands the changed rows over
# ```
#
# Workers A and B run it at once, on PostgreSQL. Whoever changes a row holds a **row lock** until the *commit*, when the
# change is final. A was first, and B waits. Then PostgreSQL reads the row again, and asks only the outer condition,
# here `id IN …`.

# %%
predict("20a.p5")

# %% tags=["reveal"] covers=["BUG-008", "URL-35", "URL-41"]
from course.simulation.row_locks import LockedTable  # PostgreSQL's rule, played in Python


def drawn_by_both(skip_locked=False):
    table = LockedTable(rows=5_000)
    a = table.mark_used("A", table.select_unused(1_000, skip_locked=skip_locked))
    chosen = table.select_unused(1_000, skip_locked=skip_locked)  # B looks; A has not committed
    table.commit("A")  # what B waited for
    b = table.mark_used("B", chosen)
    return len(set(a) & set(b))


reveal("20a.p5", drawn_by_both(), unit="keys in both lists")

# %% [markdown] covers=["BUG-008", "URL-35"]
# <details><summary>After you ran it</summary>
#
# All **1,000**. B's look was over before the wait, and the ids on its list still fit: check-then-act, inside one
# statement. You would detect it by many refused codes at once.
#
# </details>

# %% [markdown] covers=["BUG-008"]
# The mend: `SELECT … FOR UPDATE SKIP LOCKED` takes rows while it looks, and passes over those that somebody holds.

# %% covers=["BUG-008"]
print("drawn by both:", drawn_by_both(skip_locked=True))

# %% [markdown] covers=["BUG-009"]
# A server's keys in hand, its *buffer*, run out. 500 callers each draw 1,000, and replace what lies there. How many
# keys are lost? Guess, then run.

# %% tags=["reveal"] covers=["BUG-009"]
from course.systems.url_shortener.code_faults import empty_buffer

for single_flight in (False, True):
    crowd = empty_buffer(callers=500, single_flight=single_flight)
    print(f"draws: {crowd.refills}, keys that nobody gets: {crowd.lost:,}")

# %% [markdown] covers=["BUG-009"]
# <details><summary>After you ran it</summary>
#
# **498,501**: 500 draws are 500,000 keys; 500 are used, and 999 still lie there. Everyone at once; the mend is lesson
# 20's single flight.
#
# </details>
#
# **What remains**: a crash loses the buffer, and every key must be stored.

# %%
quiz("20a.q2")

# %% [markdown]
# ## 7 · Hide the count with a key · 6 minutes
#
# Blocks are short and unique, but can be walked. Cut a number into halves, here of one character each: 3,844 codes. In
# a **Feistel round** the right half is scrambled with a secret key and *added* to the left one. Then they change
# places.

# %% covers=["URL-36"]
import hashlib


def scramble_of(turn):
    def scramble(half):
        return hashlib.blake2b(bytes([turn, half]), key=b"our secret").digest()[0] % 62

    return scramble


def forth(left, right, scramble):
    return right, (left + scramble(right)) % 62


scrambles = [scramble_of(turn) for turn in range(8)]
print("62 numbers become", len({scrambles[0](half) for half in range(62)}), "values")

# %%
predict("20a.p6")


# %% tags=["reveal"] covers=["URL-36"]
def eight_rounds(left, right):
    for scramble in scrambles:
        left, right = forth(left, right, scramble)
    return left, right


results = {eight_rounds(left, right) for left in range(62) for right in range(62)}
reveal("20a.p6", 3_844 - len(results), unit="codes missing")

# %% [markdown]
# <details><summary>After you ran it</summary>
#
# **0**. A round keeps the right half, and what has a way back cannot send two to one place.
#
# </details>
#
# **Exercise 20a.3.** Write the way back of one round: `back` gets the two halves that `forth` returned, and returns the
# two that `forth` was given.


# %% nbgrader={"grade": false, "grade_id": "answer-20a-3", "locked": false, "schema_version": 3, "solution": true, "task": false}
def back(left, right, scramble):
    ### BEGIN SOLUTION
    return (right - scramble(left)) % 62, left
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "check-20a-3", "locked": true, "points": 2.0, "schema_version": 3, "solution": false, "task": false}
check("20a.3", back)

# %% [markdown] tags=["instructor"]
# **Common wrong answer.** Scrambling the right half on the way back. Let two people play a round with paper: one holds
# (5, 3), the other sees only the result. Which of the two numbers did not change? Timing for a class: 12 minutes.

# %% [markdown] covers=["URL-36"]
# What we ship is **FF1**, the *keyed permutation* of lesson 20: ten rounds, scrambled with AES, a standard cipher.

# %% covers=["URL-36"]
from course.parts.format_preserving import KeyedCounter

keyed = KeyedCounter(key=bytes(range(16)))
print("numbers 0, 1, 2 become", *(base62.encode(keyed.shuffle(number)).rjust(7, "0") for number in range(3)))
hits = []  # 182.5 billion links exist; their numbers are 0 to 182.5 billion
for seed in range(100):  # a hundred strangers send a hundred random codes each
    rng = random.Random(seed)
    numbers = [keyed.unshuffle(rng.randrange(62**7)) for _ in range(100)]
    hits.append(sum(number < 182.5e9 for number in numbers))
print(f"of 100 guesses hit: {min(hits)} to {max(hits)}, on average {sum(hits) / 100}")

# %% [markdown] covers=["URL-36"]
# **What remains.** A stranger can still guess: **5.01** of 100. (Lesson 20 estimated 5.2; ten thousand guesses vary by
# 0.2.) Length, a login, a limit on guesses help. And if you change the key, new codes meet old ones: one counter, one
# key.
#
# ## 8 · Seven rows · 3 minutes

# From your own numbers:

# %% covers=["URL-36"]
from course.systems.url_shortener.comparison import compare

in_a_cut = {
    "clock": "none made after 30 s",
    "hash and salt": f"{sum(doubles) / 100:.2f} given twice",
    "folded hash": "one code for two owners",
    "one counter": "no link is made",
    "key pool": f"1,000 keys: dry in {1_000 / 58:.0f} s",
}
print("10,000 links, one a millisecond. Opened: 100 requests, walking on from two codes")
print("way                   characters   opened   round trips   in an hour's cut")
for way in compare(10_000, random.Random(1), block=300_000, ask_at=0.75):
    cut = in_a_cut.get(way.name, "all made, none twice")
    print(f"{way.name:<22}{way.characters:>10}{way.opened:>9}{way.trips:>14,}   {cut}")

# %% [markdown] covers=["URL-36", "BUG-007"]
# The clock's row says 100: one link a millisecond, so the next id is one step away.
#
# <details><summary>Also seen</summary>
#
# | seen | what it does | what we do |
# |---|---|---|
# | pool keys from `Math.random()` (JavaScript) | who sees a few computes the next; ten million make 50 trillion pairs: 14 doubles | `secrets` (Python's safe random numbers) and a unique key |
#
# </details>

# %%
quiz("20a.q3")

# %% [markdown]
# Our answer: blocks of 300,000, the next one asked for when 75 % is left, and a key. The counter stands in one centre's
# database. **What remains**: a server that *starts* in the other one during a cut makes nothing.
#
# Cuts of a day flip it: blocks of 10 million would waste 18 % (try 75 %; a day needs 5.01 million). Then each centre
# gets a counter, for even or for odd numbers. That is two counters to guard.
#
# **What this leaves out.** A Redis that forgets a lease. Where the key lives. Codes of dead links.
#
# **The moral.** A *short* code that never comes twice needs somebody to ask. But you can ask in bulk, and hide the
# count: blocks turned 10,000 round trips into 1, a key turned 100 opened links into 0.
#
# ## 9 · Somewhere else · 4 minutes
#
# *Parcels.* Forty depots print labels, up to 3 a second each. A depot may lose its line for a day. Labels have ten
# digits and must not repeat within a year. A rival must not learn how many we ship. **Curveball:** one depot's computer
# is restored from last night's backup.
#
# Sketch yours. Then mark these, 0 to 2: a number · a decision and what flips it · the curveball.
#
# *One.* "UUIDs. They are unique everywhere."
#
# *Two.* "Time, depot and count: no network is needed."
#
# *Three.* "40 · 3 a second is 3.8 billion a year, 38 % of ten digits: random numbers collide. A day needs 259,200.
# Blocks of 520,000, the next one at half, then FF1. Each start throws its block away."
#
# <details><summary>Our marks</summary>
#
# | answer | number | decision | curveball | why |
# |---|---|---|---|---|
# | One | 0 | 0 | 0 | A UUID has 36 characters. |
# | Two | 0 | 1 | 0 | In milliseconds it does not fit. Seconds do, but tell a rival how many you ship. |
# | Three | 2 | 1 | 1 | Nothing repeats, but each start loses up to 780,000 numbers. One start a day at each depot is 11.4 billion a year, and ten digits hold 10. A curveball of 2: keep the place on disk, and a number for each start outside the backup. If it differs, throw the block away. What flips it: a week without a line. |
#
# </details>

# %% [markdown] tags=["instructor"]
# **Discuss.** A block of 300,000 turns 10,000 round trips into one, and a crash throws the rest of it away. How many
# crashes a day may you have before the codes grow by a character, and who would notice?
#
# **Discuss.** The key of the permutation leaks. What can a stranger do tomorrow, and can you change the key without
# touching the links that are printed already?
