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
#     objectives: [wait, race]
#     terms: [thread, coroutine, task, lock]
# ---

# %% [markdown]
# # 00c · Just enough async
#
# ## 1 · One waiter, a hundred tables · 3 minutes
#
# A restaurant has one waiter. The kitchen takes 0.1 seconds for each dish. An ordinary program takes an order, stands in
# the kitchen until the dish is ready, and then goes to the next table. Ten tables:

# %%
import time


def serve(table):
    time.sleep(0.1)  # stand in the kitchen


start = time.perf_counter()
for table in range(10):
    serve(table)
ten_s = time.perf_counter() - start
print("ten tables, one by one: at least a second?", ten_s >= 1)

# %% [markdown]
# Now there are a hundred tables, and still one waiter: one **thread**, so that only one line of Python runs at a time.
#
# `async def` makes a function that may pause, and `await` marks where it does. To call it gives only a plan. We put a
# hundred plans into a list. `asyncio.gather(*plans)` begins with all of them, and comes back when the last one is done.
# (The star hands over each plan of the list. Scene 3 says more about plans.)

# %%
import asyncio


async def serve_and_go_on(table):
    await asyncio.sleep(0.1)  # the dish cooks


# %%
from course.checks import check, measured, order, predict, quiz, reveal, review

predict("00c.p1")

# %% tags=["reveal"]
evenings = []
for evening in range(5):
    plans = []
    for table in range(100):
        plans.append(serve_and_go_on(table))
    start = time.perf_counter()
    await asyncio.gather(*plans)
    evenings.append(time.perf_counter() - start)
fastest, slowest = min(evenings), max(evenings)
reveal("00c.p1", next(f"in under {limit_s} s" for limit_s in (1, 5, 10, 60) if fastest < limit_s))
figures = {"ten tables, one by one": ten_s, "a hundred, fastest of 5": fastest, "a hundred, slowest of 5": slowest}
measured("00c.1", figures, at_least=("ten tables, one by one", "a hundred, fastest of 5", 2))

# %% [markdown]
# <details><summary>After you ran it</summary>
#
# A hundred tables took a fraction of the time that ten had taken. Perhaps you added a hundred waits: one waiter cannot do
# two things at once. True, but waiting is not doing. At each await the waiter goes on to the next table, so the hundred
# waits of 0.1 s lie over each other. What your figure has above 0.1 s is the walking: Python's own work for a hundred
# plans.
#
# The seconds are a *clock* figure: your machine, today. In a program of your own, `asyncio.run(…)` starts the first async
# function. In a notebook you may simply write `await`.
#
# </details>
#
# ## 2 · One stands in the kitchen · 2 minutes
#
# What if one function among many has no await? First your guess, for a chat:

# %%
quiz("00c.q1")

# %% [markdown]
# Now the restaurant. Table 0 is served politely, and then stubbornly. We note how many other orders are taken while its
# dish cooks.

# %%
taken = []


async def polite(table):
    taken.append(table)
    await asyncio.sleep(0.1)
    return len(taken) - 1  # other orders taken by now


async def stubborn(table):
    taken.append(table)
    time.sleep(0.1)  # no await
    return len(taken) - 1


# %%
for at_table_0 in (polite, stubborn):
    taken.clear()
    plans = [at_table_0(0)]
    for table in range(1, 100):
        plans.append(polite(table))
    others = await asyncio.gather(*plans)  # what each of them returned
    print(f"{at_table_0.__name__} at table 0: {others[0]} other orders meanwhile")

# %% [markdown]
# **99** against **0**. One function without an await stops everybody, and no error is written. A long computation does
# the same. You would detect it with a timer: ask to be called in 10 ms, and note how late the call comes.

# %% [markdown]
# ## 3 · The order that nobody awaited · 2 minutes
#
# To call an async function does nothing yet. It gives a plan, a **coroutine**. `await` carries it out.

# %%
ledger = []


async def note(table):
    await asyncio.sleep(0.01)
    ledger.append(table)


plan = note(7)
print("after the call:", ledger)
await plan
print("after the await:", ledger)

# %% [markdown]
# `asyncio.create_task` starts a plan as a **task** beside you. You need not wait for it. So this waiter does not:

# %%
async def take_order(table):
    asyncio.create_task(note(table))
    return "noted"


print(await take_order(8), "· in the ledger:", 8 in ledger)

# %% [markdown]
# The guest heard "noted", and it is not noted. If the program ends now, the order is lost. If `note` fails, the guest
# never hears of it.
#
# Lessons give such failures names, their *patterns*. This one is **"done" said too early**.
#
# <details><summary>How would you detect it, and what is the repair?</summary>Compare what guests were told with the
# ledger. The repair: await first, then say it.</details>

# %%
async def take_order(table):
    await note(table)
    return "noted"


print(await take_order(9), "· in the ledger:", 9 in ledger)

# %% [markdown]
# ## 4 · The tip jar · 3 minutes
#
# The jar stands in another room, as a database does. To read it takes a while, and to write it too.

# %%
jar = {"coins": 0}


async def read():
    await asyncio.sleep(0.001)
    return jar["coins"]


async def write(coins):
    await asyncio.sleep(0.001)
    jar["coins"] = coins


async def tip():
    coins = await read()
    await write(coins + 1)


# %%
predict("00c.p2")

# %% tags=["reveal"]
jar["coins"] = 0
plans = []
for guest in range(100):
    plans.append(tip())
await asyncio.gather(*plans)
reveal("00c.p2", jar["coins"], unit="coin")

# %% [markdown]
# <details><summary>After you ran it</summary>
#
# **1** coin. Perhaps you thought: one thread, so nobody interferes. Between two awaits that is true. But at an await the
# others go on. All hundred read 0, and then all hundred wrote 1.
#
# The failure pattern is *check-then-act*: what you read may be out of date when you write. You would detect it by counting the
# tips a second time, at the till.
#
# </details>
#
# A **lock** lets in one at a time. `async with lock:` begins a block. Whoever comes later waits at this line
# until the one inside has left the block. An error ends the block too, and the lock is free again.
#
# **Exercise 00c.1.** Add one coin, as `tip` does, but to the jar behind the `read` and `write` that you are given. The lock
# that all share is given too. No coin may be lost, however many come at once. If the write fails, the caller hears the error.

# %% nbgrader={"grade": false, "grade_id": "answer-00c-1", "locked": false, "schema_version": 3, "solution": true, "task": false}
async def add_tip(read, write, lock):
    ### BEGIN SOLUTION
    async with lock:
        coins = await read()
        await write(coins + 1)
    ### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "check-00c-1", "locked": true, "points": 2.0, "schema_version": 3, "solution": false, "task": false}
check("00c.1", add_tip)

# %% [markdown] tags=["instructor"]
# **Common wrong answer.** The lock only around the write. Ask how old the number is that is written.

# %% [markdown]
# What remains: inside the lock they go one by one, as in the kitchen of scene 1. So keep the block short. And two servers
# have two locks; then the store must do the step by itself (primer 00a).
#
# **What this leaves out.** Time limits. Work that needs a processor of its own. How many may wait at once.
#
# **The moral.** An await lets others go on: **99** orders were taken meanwhile. And it lets others come in: of a hundred
# coins **1** was left.
#
# Now back to where you came from. The lesson on chat builds on this.

# %% [markdown] tags=["instructor"]
# **Discuss.** The lock makes the tip jar right: 100 coins. Now the bar gets a second server with a lock of its own.
# What does each lock still protect, and which step must the jar do by itself?
