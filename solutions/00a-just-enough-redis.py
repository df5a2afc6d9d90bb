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
#     terms: [Redis, lifetime, round trip, pipeline]
# ---

# %% [markdown]
# # 00a · Just enough Redis
#
# ## 1 · Two doors, one number · 4 minutes
#
# A concert hall has two doors, A and B, and both must know how many guests are inside. So the number lies where both
# can reach it: in **Redis**, a program that keeps names and their values in memory. It does one command at a time. (Here a
# stand-in inside this notebook plays Redis.)
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
# door may act. Here chance (`rng`) decides which door makes the next step, until all guests are in.

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
from course.checks import check, order, predict, quiz, reveal, review

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
# Perhaps you thought: one command at a time, so nothing gets lost. But a guest takes *two* commands. A reads 41. B reads
# 41. A writes 42. B writes 42. Two guests came, and one was counted.
#
# </details>
# Lessons give such failures names, their *patterns*. This one is **check-then-act**: first look, or read; then act on
# what you saw, although it may be out of date.
#
# <details><summary>How would you detect it, in a real hall?</summary>Count the tickets at the doors too, and
# compare.</details>
#
# `INCR guests` adds one and returns the new number. That is one command, so one step. Again chance picks the doors:

# %%
def let_in_by_incr(guests, rng):
    store.set("guests", 0)
    through = {"A": 0, "B": 0}
    for guest in range(guests):
        door = rng.choice("AB")
        store.incr("guests")  # the only step
        through[door] += 1
    return int(store.get("guests")), through


print(let_in_by_incr(200, random.Random(1)))
evenings = sorted(let_in_by_incr(200, random.Random(seed))[0] for seed in range(100))
print(f"100 evenings: from {evenings[0]} to {evenings[-1]}")

# %% [markdown]
# **200** of 200, on every evening. Between two guests the other door may come, but nothing half done lies there. What
# remains: a door that hears no answer asks again, and counts one guest twice.

# %%
quiz("00a.q1")

# %% [markdown]
# ## 2 · A name that forgets itself · 2 minutes
#
# While you pay, your seat is held for ten minutes. `SET seat:12 Ana EX 600` gives the name a **lifetime**: Redis forgets
# it after 600 seconds; in Python `ex=600`. `TTL seat:12` tells how many are left, or -1 if the name has no end.

# %%
store.set("seat:12", "Ana", ex=600)
clock.advance(300)
print(store.get("seat:12"), store.ttl("seat:12"))

# %% [markdown]
# Ana wants to give the seat to Eva. The program sends `SET seat:12 Eva`. Then both close the page and go to bed.

# %%
predict("00a.p2")

# %% tags=["reveal"]
store.set("seat:12", "Eva")
clock.advance(3_600)
reveal("00a.p2", f"{store.get('seat:12') or 'nobody'}'s")
print("TTL:", store.ttl("seat:12"))

# %% [markdown]
# <details><summary>After you ran it</summary>
#
# Eva's, and the TTL is **-1**: for ever. Perhaps you thought that a lifetime belongs to the name. It does
# while INCR changes the value. But SET replaces both, and this one named no lifetime.
#
# The failure pattern is *grows for ever*: such names pile up. You would detect it by counting names with TTL -1. So
# each SET of a seat has its EX.
#
# </details>
#
# `DEL seat:12` takes the name away.

# %%
store.delete("seat:12")

# %% [markdown]
# ## 3 · Only if it is free · 3 minutes
#
# One more word behind SET: with `NX` (in Python `nx=True`) it writes only if the name is free. Python then gets True;
# otherwise nothing is written, and Python gets None.

# %%
first = store.set("piano", "Clara", nx=True)
second = store.set("piano", "Robert", nx=True)
print(first, second, store.get("piano"))

# %% [markdown]
# The words behind SET may stand together in one command.
#
# **Exercise 00a.1.** Hold a seat for a guest: the guest's name stands under the seat's name, for 600 seconds. Each guest
# asks once. Return True if this call got the seat, else False or None. The check lets others come between your commands,
# and it stops *your program* there; Redis goes on.

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
# ## 4 · Many in one trip · 1 minute
#
# Each command travels to Redis, and its answer travels back: a **round trip**. A **pipeline** collects commands here and
# sends them together. It saves trips, and that is all we use it for.

# %%
from course.estimates import sourced

pipe = store.pipeline()
for guest in range(1_000):
    pipe.incr("guests")
answers = pipe.execute()  # only now do they travel
trip = sourced("latency-round-trip-data-centre")
trip_s = trip.value / 1e9
print("one trip:", trip)
print(f"{len(answers)} answers, one by one: {len(answers) * trip_s:.2f} s on the way; in one pipeline: {trip_s:.4f} s")

# %% [markdown]
# A thousand trips would take **0.50** seconds, one takes **0.0005**. (The trip is a published figure, in nanoseconds; our
# stand-in needs none.)
#
# **What this leaves out.** Values that are more than one text: lessons explain them when they need them. What happens when
# the memory is full. What survives when Redis stops. Several servers.
#
# **The moral.** One command is one step. Between two commands somebody came, and of 200 guests **119** were counted.
#
# Now back to the lesson that sent you here; else on to the next on the path.

# %% [markdown] tags=["instructor"]
# **Discuss.** Of 200 guests 119 were counted, and no program reported an error. Which number of the house, written
# down by somebody else, would have shown it, and when?
#
# **Discuss.** The seat is held for 600 seconds, and a payment takes eleven minutes. Who has the seat then, and what
# must the payment ask before it takes money?
