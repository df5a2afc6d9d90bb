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
#     objectives: [step, lifetime]
#     terms: [Redis, lifetime, sorted set, round trip, pipeline]
# ---

# %% [markdown]
# # 00a · Just enough Redis
#
# ## 1 · Two doors, one number · 3 minutes
#
# A concert hall has two doors, A and B, and both must know how many guests are inside. So the number lies where both
# can reach it: in **Redis**, a program that keeps names and their values in memory.
#
# `SET guests 0` stores 0 under the name `guests`. `GET guests` gives it back, as a text.

# %%
from course.clock import ManualClock
from course.stores import open_redis

clock = ManualClock()  # stands still until we move it
store = open_redis(clock)
store.set("guests", 0)
store.get("guests")

# %% [markdown]
# A door takes two steps for each guest. It reads the number, and then it writes one more. Between these steps the other
# door may act. Here chance decides which door makes the next step, until all guests are in.

# %%
import random


def let_in(guests, rng):
    store.set("guests", 0)
    entered, seen = 0, {}
    while entered < guests:
        door = rng.choice("AB")
        if door not in seen:
            seen[door] = int(store.get("guests"))  # first step: read
        else:
            store.set("guests", seen.pop(door) + 1)  # second step: write
            entered += 1
    return int(store.get("guests"))


# %%
from course.checks import check, predict, quiz, reveal

predict("00a.p1")

# %% tags=["reveal"]
reveal("00a.p1", let_in(200, random.Random(1)))
evenings = sorted(let_in(200, random.Random(seed)) for seed in range(100))
print(f"100 evenings: from {evenings[0]} to {evenings[-1]}")

# %% [markdown]
# <details><summary>After you ran it</summary>
#
# 200 guests are inside, and Redis says **119**. On a hundred evenings it said between **110** and **145**.
#
# Perhaps you thought: Redis does one command at a time, so nothing gets lost. But a guest takes *two* commands. A reads
# 41. B reads 41. A writes 42. B writes 42. Two guests came, and one was counted.
#
# </details>
# <details><summary>Which failure pattern is this: check-then-act, space too small, or grows for ever? Name it, then
# open.</summary>Check-then-act: what a door read is over when it writes. The space is large enough, and nothing grows.
# You would detect it by counting the torn tickets too.</details>
#
# `INCR guests` adds one and returns the new number, in one step. Nobody can come between.

# %%
store.set("guests", 0)
numbers = [store.incr("guests") for guest in range(200)]
print(numbers[:3], "…", store.get("guests"))

# %% [markdown]
# **200** of 200, whichever door sends it. What remains: a door that hears no answer asks again, and counts one guest
# twice.

# %%
quiz("00a.q1")

# %% [markdown]
# ## 2 · A name that forgets itself · 2 minutes
#
# While you pay, your seat is held for ten minutes. `SET seat:12 Ana EX 600` gives the name a **lifetime**: Redis forgets
# it after 600 seconds. `TTL seat:12` tells how many are left, or -1 if the name has no end.

# %%
store.set("seat:12", "Ana", ex=600)
clock.advance(300)
print(store.get("seat:12"), store.ttl("seat:12"))

# %% [markdown]
# Ana sees that her name is wrong. The program sends `SET seat:12 Anna`. Then she closes the page and goes to bed.

# %%
predict("00a.p2")

# %% tags=["reveal"]
store.set("seat:12", "Anna")
clock.advance(3_600)
reveal("00a.p2", f"{store.get('seat:12') or 'nobody'}'s")
print("TTL:", store.ttl("seat:12"))

# %% [markdown]
# <details><summary>After you ran it</summary>
#
# Anna's, and the TTL is **-1**: for ever. Perhaps you thought that a lifetime belongs to the name. It belongs to what was
# written last, and this SET named none.
#
# The failure pattern is *grows for ever*: such names pile up. You would detect it by counting names with TTL -1. We
# write EX in every SET.
#
# </details>
#
# `DEL seat:12` takes the name away.

# %%
store.delete("seat:12")

# %% [markdown]
# ## 3 · Only if it is free · 3 minutes
#
# One more word behind SET: with `NX` it writes only if the name is free. Python then gets True; otherwise nothing is
# written, and Python gets None.

# %%
first = store.set("piano", "Clara", nx=True)
second = store.set("piano", "Robert", nx=True)
print(first, second, store.get("piano"))

# %% [markdown]
# The words behind SET may stand together in one command.
#
# **Exercise 00a.1.** Hold a seat for a guest: the guest's name stands under the seat's name, for 600 seconds. Return True
# if this guest has it now, and False or None if somebody else does. The check lets others come between your commands,
# and it cuts the power there.

# %% nbgrader={"grade": false, "grade_id": "answer-00a-1", "locked": false, "schema_version": 3, "solution": true, "task": false}
def hold(store, seat, guest):
    ### BEGIN SOLUTION
    return store.set(seat, guest, ex=600, nx=True)
    ### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "check-00a-1", "locked": true, "points": 2.0, "schema_version": 3, "solution": false, "task": false}
check("00a.1", hold)

# %% [markdown] tags=["instructor"]
# **Common wrong answer.** `set(…, nx=True)`, then `expire(seat, 600)`. Ask who sends the second command after a crash.

# %% [markdown]
# ## 4 · Many in one trip · 2 minutes
#
# A value need not be one text. A **sorted set** keeps names in the order of a number. `ZADD waiting 7 Ben` gives Ben the
# number 7; if Ben is there already, he moves. `ZRANGE waiting 0 2` gives places 0 to 2: the three smallest. With `REV`
# (in Python `desc=True`) it begins at the other end. `ZCARD waiting` counts.
#
# Each command travels to Redis, and its answer travels back: a **round trip**. A **pipeline** collects commands here and
# sends them together.

# %%
from course.estimates import sourced

pipe = store.pipeline()
for number in range(1_000):
    pipe.zadd("waiting", {f"guest {number}": number})
answers = pipe.execute()  # only now do they travel
print(len(answers), "answers;", store.zrange("waiting", 0, 2))
store.zadd("waiting", {"guest 0": 5_000})  # guest 0 has let everybody pass
print("last:", store.zrange("waiting", 0, 1, desc=True), "of", store.zcard("waiting"))
trip = sourced("latency-round-trip-data-centre")
trip_s = trip.value / 1e9
print("one trip:", trip)
print(f"one by one: {len(answers) * trip_s:.2f} s on the way; in one pipeline: {trip_s:.4f} s")

# %% [markdown]
# A thousand trips would take **0.50** seconds, one takes **0.0005**. (The trip is a published figure, in nanoseconds. Our
# store lies inside this notebook, so nothing travels.)
#
# Redis also has hashes (a dictionary under one name), lists, and streams (logs that many can read). The lessons explain
# them when they need them.
#
# **What this leaves out.** What happens when the memory is full. What survives when Redis stops. Several servers.
#
# **The moral.** One command is one step. Between two commands somebody came, and of 200 guests **119** were counted.
