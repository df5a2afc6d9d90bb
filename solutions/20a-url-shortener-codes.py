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
# In lesson 20 all servers shared one counter. A colleague answers at once: "Ask nobody! Every server has a clock, and
# time never comes twice." Twitter made such ids in 2010 and called them **Snowflake**.

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
        return (now_ms - EPOCH_MS) << 22 | self.machine << 12 | self.count


today_ms = 1_795_219_200_000  # 21 November 2026
print(ClockIds(machine=1).next_id(today_ms))

# %% [markdown]
# A server's clock runs a second fast. A time service sets it right, so it shows the last second again. The server makes
# 1,157 links a second, at random moments. Of the ids made in the repeated second, which part is new?

# %%
import random
from statistics import median

from course.checks import check, predict, quiz, reveal, review, yours

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
# The median is **49.4%**, and no run is above **53.3%** (a *count*: the same on every machine). Over 500 customers
# get an id that somebody has.
#
# Perhaps you thought "all". But `next_id` asks only whether the time is *equal* to the last one. An earlier time looks
# new, and the count begins at 0. An id returns when its millisecond had a link both times.
#
# </details>
# <details><summary>Which failure pattern is this: clock as truth, trusting the caller, or everyone at once?</summary>
# Clock as truth: the clock told us which ids exist. No caller lied, and one link a millisecond is no crowd. You would
# detect it by refused duplicates, and by an alarm when a clock jumps.</details>
#
# ## 2 · Remember instead · 5 minutes
#
# Compare the clock with the last id: it is later, equal, or earlier. A millisecond may be full: 12 bits count from 0 to
# 4,095.
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
# `last_ms` again. Some borrow the next millisecond when one is full; that is right too. Timing for a class: 60
# minutes.

# %% covers=["BUG-012", "URL-33"]
place = yours("20a.1", next_place)
last, given, refused = (0, 0), [], 0
for now_ms in [*range(1_000, 2_000), *range(1_000, 2_000), *range(2_000, 3_000)]:
    found = place(now_ms, *last)
    if found is None:
        refused += 1
        continue
    last = tuple(found)
    given.append(last)
print(f"{len(given):,} ids, {len(given) - len(set(given))} of them twice, {refused:,} refused")

# %% [markdown] covers=["BUG-012"]
# No id comes twice. **What remains**: whoever waits makes no link for a second, and after a restart nobody remembers
# the last id.
#
# ## 3 · Two bills for the clock · 4 minutes
#
# The ten bits in the middle name the machine. Often a setting gives out these numbers. Two servers start from copies of
# one disk.

# %% covers=["BUG-013"]
one, copy = ClockIds(machine=1), ClockIds(machine=1)
second = range(today_ms, today_ms + 1_000)
both = {one.next_id(ms) for ms in second} & {copy.next_id(ms) for ms in second}
print(f"{len(both):,} of 1,000 ids were made by both")

# %% [markdown] covers=["BUG-013"]
# So a server takes its number from Redis, for 30 seconds: `SET machine:0 me NX PX 30000`. NX writes only if nobody has
# it; PX forgets it after so many milliseconds. This is a **lease**, renewed while the server lives. Redis also notes when
# it ends: the next holder makes its ids after that.

# %% covers=["BUG-013"]
from course.clock import ManualClock
from course.parts.machine_lease import LeaseLost, MachineLease
from course.stores import open_redis

clock = ManualClock()
store = open_redis(clock)
a, b = MachineLease(store, clock, ttl_s=30), MachineLease(store, clock, ttl_s=30)
print("A is machine", a.machine, "and B is machine", b.machine)
clock.advance(40)  # A hangs, and B too
print("a new server is machine", MachineLease(store, clock, ttl_s=30).machine)

# %%
quiz("20a.q1")

# %% covers=["BUG-013"]
try:
    a.check()  # before each id
except LeaseLost as error:
    print("A:", error)

# %% [markdown] covers=["BUG-010"]
# So the servers ask after all. The second bill is length. An id made today is near 2⁶⁰, and a character of base 62
# carries nearly 6 bits.

# %%
predict("20a.p2")

# %% tags=["reveal"] covers=["BUG-010"]
from datetime import UTC, datetime

from course.parts import base62

code = base62.encode(ClockIds(machine=1).next_id(today_ms))
longer_from_ms = (62**10 >> 22) + EPOCH_MS
print(code, "· one character more from", datetime.fromtimestamp(longer_from_ms / 1000, UTC).date())
reveal("20a.p2", len(code), unit="characters")

# %% [markdown] covers=["BUG-010"]
# <details><summary>After you ran it</summary>
#
# **10** characters, and 11 from May 2027 on. A column `VARCHAR(7)` refuses it in PostgreSQL (DuckDB ignores the 7). Nor
# is it hard to find: two ids of one millisecond stand 1 apart.
#
# </details>
#
# Such ids suit rows of a database, not this customer.
#
# ## 4 · Ask the hash · 4 minutes
#
# "Then hash, and ask nobody." Lesson 20 kept 28 bits of a hash. Keep 41.7, seven characters of base 62. Hash the address
# with a *salt*, a text that differs each time. If the table says "taken", try the next salt.
#
# Now the line is cut for an hour. Each side makes 2,083,000 links, and asks only its own table.

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
# On average **1.13** codes are given twice; single hours have 0 to **5**. The estimate is pairs divided by codes:
# 2,083,000² / 62⁷ = 1.23. An average of 100 hours varies by about 0.11, so the two agree.
#
# You detect it when the tables are joined. By then one customer's link has opened another's invoice.
#
# </details>
#
# A design often seen writes the hash in base 64, which also has + and /, and turns those into a and b.

# %% covers=["URL-30", "BUG-002"]
from collections import Counter

from course.systems.url_shortener.designs import FoldedHash

folded = [FoldedHash().new_code(f"https://example.org/{number}") for number in range(20_000)]
letters = Counter("".join(folded))
print({letter: letters[letter] for letter in "abcdeXYZ789"})
print(f"as good as {(64**2 / (60 + 2 * 2**2)) ** 7 / 62**7:.0%} of the codes")
print("two customers, one address:", *(FoldedHash().new_code("https://example.org/") for _ in "12"))

# %% [markdown] covers=["URL-30", "BUG-002"]
# a and b come twice as often, so a fifth more codes meet. Worse is the last line: one address has one code, whoever
# owns it. And this design never asks the table.
#
# ## 5 · Buy numbers by the block · 7 minutes
#
# Back to counting. One counter costs a round trip a link, and whoever cannot reach it makes none. So let each server
# reserve a **block** of numbers. In Redis, `INCRBY numbers 1000` adds 1,000 in one step.
#
# **Exercise 20a.2.** Twenty servers make 58 links a second each. Reach the target. First move the block alone.

# %% covers=["URL-32"]
from course.widgets.number_blocks import number_blocks

blocks = number_blocks()
blocks

# %% tags=["instructor"]
blocks.set(block=300_000, ask_at_percent=75)

# %%
check("20a.2", blocks)

# %% [markdown] covers=["URL-32"]
# <details><summary>Why no block was large enough at first</summary>
#
# Who asks with nothing left has, in the worst moment, nothing. What is *left* when you ask bridges the cut. The block
# decides the round trips, and what a crash loses.
#
# </details>
#
# Now the counter fails. A copy, the *replica*, takes over, and never heard of the last `INCRBY`. 5,000 links exist, in
# five blocks. Our service tries five codes before it says "error".

# %% covers=["BUG-014"]
from course.parts.number_lease import LeasedNumbers, TableCounter, redis_counter
from course.stores import open_duckdb
from course.systems.url_shortener.code_faults import errors_after_fail_over

store.set("shortener:numbers", 4_000)  # what the replica knows
after = LeasedNumbers(redis_counter(store), block=1_000)
print("counter in Redis:", errors_after_fail_over(after, made=5_000, customers=300), "customers see an error")
after = LeasedNumbers(TableCounter(open_duckdb(), first=5_000).reserve, block=1_000)
print("counter in the table:", errors_after_fail_over(after, made=5_000, customers=300))

# %% [markdown] covers=["BUG-014"]
# One lost command, **200** errors: 1,000 numbers came again, five for each customer. Only the primary key saved the old
# links. A counter that is asked so rarely needs no Redis. Keep it in the database beside the links: both are lost, or
# neither.
#
# Time for a pause. Two cards:

# %%
review("20a", limit=2)

# %% [markdown] covers=["URL-35", "URL-41"]
# ## 6 · Keys from a pool · 4 minutes
#
# Another team makes random keys in advance, a **pool**: a table `keys(id, key, used)`. A server draws 1,000 at a time.
# `UPDATE` changes rows, `RETURNING` hands them over:
#
# ```sql
# UPDATE keys SET used = true
#  WHERE id IN (SELECT id FROM keys WHERE NOT used LIMIT 1000)
# RETURNING key
# ```
#
# Workers A and B run it at the same moment, on PostgreSQL. Whoever changes a row holds a **row lock** until they
# *commit*, that is, until the change is final. A was first, and B waits.

# %%
predict("20a.p4")

# %% tags=["reveal"] covers=["BUG-008", "URL-35", "URL-41"]
from course.simulation.row_locks import LockedTable  # PostgreSQL's rule, played in Python


def drawn_by_both(skip_locked=False):
    table = LockedTable(rows=5_000)
    a = table.mark_used("A", table.select_unused(1_000, skip_locked=skip_locked))
    chosen = table.select_unused(1_000, skip_locked=skip_locked)  # B looks; A has not committed
    table.commit("A")  # what B waited for
    b = table.mark_used("B", chosen)
    return len(set(a) & set(b))


reveal("20a.p4", drawn_by_both(), unit="keys in both lists")

# %% [markdown] covers=["BUG-008", "URL-35"]
# <details><summary>After you ran it</summary>
#
# All **1,000**. In lesson 20 one statement was the mend. This one has a look inside, and the look was over before the
# wait.
#
# </details>
# <details><summary>Which failure pattern is this: two copies of one truth, check-then-act, or clock as truth?</summary>
# Check-then-act. Each row exists once, and no clock is read. You would detect it by many refused codes at
# once.</details>
#

# %% [markdown] covers=["BUG-008"]
# The mend: `SELECT … FOR UPDATE SKIP LOCKED` takes the rows while it looks, and passes over those that somebody holds.

# %% tags=["reveal"] covers=["BUG-008"]
print("drawn by both:", drawn_by_both(skip_locked=True))

# %%
quiz("20a.q2")

# %% [markdown]
# ## 7 · Hide the count with a key · 5 minutes
#
# Blocks of numbers are short and unique, but can be walked. Lesson 20 multiplied, and two codes betrayed the
# multiplier. Now cut a number into halves, here of one character each: 62 · 62 = 3,844 codes. In a **Feistel round** the
# right half is scrambled with a secret key and *added* to the left one. Then they change places.

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

# %% [markdown]
# So `scramble` has no way back. Send each of the 3,844 codes through eight rounds.

# %%
predict("20a.p5")

# %% tags=["reveal"] covers=["URL-36"]
def eight_rounds(left, right):
    for scramble in scrambles:
        left, right = forth(left, right, scramble)
    return left, right


results = {eight_rounds(left, right) for left in range(62) for right in range(62)}
reveal("20a.p5", 3_844 - len(results), unit="codes missing")

# %% [markdown]
# <details><summary>After you ran it</summary>
#
# **0**: no two codes met. Perhaps you thought of hashes, which throw information away. A round does not: the right
# half is still there. What has a way back cannot send two to one place.
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

# %%
undo, returned = yours("20a.3", back), 0
for number in range(3_844):
    pair = eight_rounds(*divmod(number, 62))
    for scramble in reversed(scrambles):
        pair = undo(*pair, scramble)
    returned += tuple(pair) == divmod(number, 62)
print(f"{returned:,} of 3,844 came back")

# %% [markdown] covers=["URL-36"]
# What we ship scrambles with AES, a standard cipher, in ten rounds, for seven characters: **FF1**. Now 182.5 billion
# links exist, with the numbers below that. A hundred strangers send a hundred random codes each.

# %% covers=["URL-36"]
from course.parts.format_preserving import KeyedCounter

keyed = KeyedCounter(key=bytes(range(16)))
print("numbers 0, 1, 2 become", *(base62.encode(keyed.shuffle(number)).rjust(7, "0") for number in range(3)))
hits = []
for seed in range(100):
    rng = random.Random(seed)
    numbers = [keyed.unshuffle(rng.randrange(62**7)) for _ in range(100)]
    hits.append(sum(number < 182.5e9 for number in numbers))
print(f"of 100 guesses hit: fewest {min(hits)}, median {median(hits):g}, most {max(hits)}")
print("on average", sum(hits) / 100)

# %% [markdown] covers=["URL-36"]
# **What remains.** A stranger can still guess: **5.01** of 100. (Lesson 20 estimated 5.2; ten thousand guesses vary by
# 0.2.) Only length and a login help. And the key must never change: a second key repeats codes of the first.
#
# ## 8 · Seven rows · 2 minutes

# %% covers=["URL-36"]
from course.systems.url_shortener.comparison import compare

print("10,000 links, one a millisecond   characters   opened by walking (100 requests)   round trips")
for way in compare(10_000, random.Random(1)):
    print(f"{way.name:<33}{way.characters:>11}{way.opened:>35}{way.trips:>14,}")

# %% covers=["BUG-009"]
from course.systems.url_shortener.code_faults import empty_buffer

for single_flight in (False, True):
    crowd = empty_buffer(callers=500, single_flight=single_flight)
    print(f"500 callers find the buffer of keys empty. Refills: {crowd.refills}, keys lost: {crowd.lost:,}")

# %% [markdown] covers=["URL-36", "BUG-007", "BUG-009"]
# | way | what you pay |
# |---|---|
# | clock | **10** characters, **100** links opened, a lease for the machine number |
# | hash and salt | **1.13** doubles in an hour of a cut; the table is asked for each link |
# | folded hash | a fifth more doubles, and nobody asks |
# | one counter | **100** links opened, **10,000** questions |
# | numbers by the block | **100** links opened |
# | key pool | a table with every key, and its locks |
# | blocks and a key | **10** questions, and a secret that may never change |
#
# | also seen | what it does | what we do |
# |---|---|---|
# | 500 callers find the buffer of keys empty; each fetches 1,000 and replaces the others' | **498,501** keys lost for 500 links | single flight: one fetches for all (lesson 20, scene 11) |
# | the pool as two tables, free and used; B deletes from the first | B finds A's rows gone, and draws nothing | SKIP LOCKED here too |
# | pool keys from `Math.random()` | who sees a few keys computes the next ones; ten million keys hold 14 doubles | a keyed permutation, or `secrets` and a unique key |

# %%
quiz("20a.q3")

# %% [markdown]
# Our answer to the mail: blocks of 300,000, and a key. Cuts of a day would flip it: then one side takes the even
# numbers, the other the odd ones.
#
# **What this leaves out.** A Redis that forgets a lease. Where the key lives. Codes of dead links, used again.
#
# **The moral.** You cannot do without asking, but you can ask in bulk and hide the count: blocks turned 10,000 round
# trips into 10, and a key turned 100 opened links into 0.
#
# ## 9 · Somewhere else · 4 minutes
#
# *Parcels.* Forty depots print labels, up to 3 a second each. A depot may lose its line for a day. Labels have ten digits
# and must not repeat within a year. A rival who sends two parcels a day must not learn how many we ship.
# **Curveball:** one depot's computer is restored from last night's backup.
#
# Sketch yours. Then mark these, 0 to 2: a number · a decision and what flips it · the curveball.
#
# *One.* "UUIDs. They are unique everywhere."
#
# *Two.* "Time, depot and count: no network is needed."
#
# *Three.* "40 · 3 a second is 3.8 billion a year, 38 % of ten digits: random numbers collide. A day needs 259,200. Blocks
# of 520,000, the next one at half, then FF1. After any start a depot throws its block away."
#
# <details><summary>Our marks</summary>
#
# One: 0 · 0 · 0. A UUID has 36 characters. Two: 0 · 1 · 0. Ten digits hold 33 bits; the time alone has 41, and tells how
# many you ship. Three: 2 · 1 · 2. It does not say what flips it: a week without a line.
#
# </details>
