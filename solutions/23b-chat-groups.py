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
#     objectives: [members, waiting, fan-out, order, ticks]
#     terms: [script, system message, trip, gateway, inbox, fan-out, look, partition, key, number, sorted set, cursor, receipt]
# ---

# %% [markdown] covers=["BUG-090", "CHAT-45"]
# # 23b · Many in one room
#
# ## 1 · The last place · 5 minutes
#
# A group chat may have at most 256 members. Here is a rule often seen for a new group. Ana makes two: one of `friends`,
# one of `two_address_books`.

# %% covers=["BUG-090", "CHAT-45"]
from course.checks import check, order, predict, quiz, reveal, review, yours


def often_seen(creator, invited, most=256):
    if len(invited) > most:
        return "refused"
    return [*invited, creator]


friends = [f"p{number}" for number in range(256)]
two_address_books = friends[:130] + friends[:130]  # the same 130 friends stand in both
predict("23b.p1")

# %% tags=["reveal"] covers=["BUG-090"]
first, second = often_seen("ana", friends), often_seen("ana", two_address_books)
print("members:", len(first), "·", second if second == "refused" else len(second))
words = [
    "refused" if group == "refused" else "right" if len(group) <= 256 else "one too many" for group in (first, second)
]
reveal("23b.p1", " · ".join(words))

# %% [markdown] covers=["BUG-090"]
# <details><summary>After you ran it</summary>
#
# **257** members; and refused, although these are only 131 people. The rule tests a list that came in. The group is another:
# with the creator, and each person once.
#
# </details>
#
# **Exercise 23b.1.** Write `people(creator, invited, most)`. Return everybody who will be in the group, as a list, tuple or set:
# each name once, as it is written, in any order; an empty one, if they are more than `most`. Leave `invited` as it is.


# %% nbgrader={"grade": false, "grade_id": "answer-23b-1", "locked": false, "schema_version": 3, "solution": true, "task": false} covers=["BUG-090", "CHAT-45"]
def people(creator, invited, most):
    ### BEGIN SOLUTION
    group = list({creator, *invited})
    return group if len(group) <= most else []
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "check-23b-1", "locked": true, "points": 1.0, "schema_version": 3, "solution": false, "task": false}
check("23b.1", people)

# %% [markdown] tags=["instructor"]
# **Common wrong answer.** `len(invited) + 1 > most`: it counts the creator, and still counts names. Timing for a class: 3
# minutes.

# %%
members_of = yours("23b.1", people)
print(len(members_of("ana", friends, 256)), len(members_of("ana", two_address_books, 256)))

# %% [markdown] covers=["BUG-090", "CHAT-45"]
# ## 2 · Two at one door · 5 minutes
#
# Dea and Eli tap "join" in the same moment. The server reads the list, appends a name, writes the list. There are three
# members, and room for five. `every_interleaving` plays every order in which the four calls can reach the store.

# %% covers=["BUG-090"]
from course.simulation.interleaving import every_interleaving


def join_the_list(user):
    def caller(store):
        members = (store.get("members") or "ana bo cem").split()
        if len(members) >= 5:
            return "full"
        store.set("members", " ".join([*members, user]))
        return "welcome"

    return caller


predict("23b.p2")

# %% tags=["reveal"] covers=["BUG-090"]
runs = list(every_interleaving([join_the_list("dea"), join_the_list("eli")]))
print(f"{len(runs)} orders; the list at the end of one of them: {runs[1].store['members']}")
lost = sum({"dea", "eli"} - set(run.store["members"].split()) != set() for run in runs)
reveal("23b.p2", lost)

# %% [markdown] covers=["BUG-090"]
# <details><summary>After you ran it</summary>
#
# In **4**. Both read three names; the second writes over the first.
#
# </details>
#
# So write each member alone, with a count beside them? Now there is one place, for two. Three calls each: 20 orders.


# %% covers=["BUG-090"]
def join_by_count(user):
    def caller(store):
        count = int(store.get("count") or 3)
        if count >= 4:
            return "full"
        store.set(f"member {user}", "yes")
        store.set("count", str(count + 1))
        return "welcome"

    return caller


runs = list(every_interleaving([join_by_count("dea"), join_by_count("eli")]))
print(f"too many in {sum(run.results == ('welcome', 'welcome') for run in runs)} of {len(runs)} orders")

# %% [markdown] covers=["BUG-090", "CHAT-45"]
# <details><summary>Which failure pattern is this: space too small, check-then-act, or clock as truth?</summary>Check-then-act,
# twice: the list, then the count, had changed between look and write. In 2 of 20 orders one is done before the other looks.
# (In scene 1 nothing changed: it checked the wrong number.)
# You would detect it by counting members against the limit, and against welcomes.</details>
#
# Redis can run a small program, a **script**, as one step: no other command comes in between. Ours counts the members, and
# adds a name only if there is room.

# %% covers=["CHAT-45"]
from concurrent.futures import ThreadPoolExecutor

from course.clock import ManualClock
from course.stores import open_redis
from course.systems.chat.groups import GroupFull, Groups
from course.systems.chat.message_log import MemoryLog

clock, log = ManualClock(), MemoryLog()
groups = Groups(open_redis(clock), log, clock)
groups.create("hikers", "ana", friends[:253])
groups.join("hikers", "dea")
with ThreadPoolExecutor(8) as taps:
    said = [taps.submit(groups.join, "hikers", f"new{number}") for number in range(16)]
refused = sum(isinstance(tap.exception(), GroupFull) for tap in said)
print("refused:", refused, "of", len(said), "· members:", len(groups.members("hikers")))
lines = [line.text for line in log.after("hikers", 0)]
print(len(lines), "lines:", ", ".join(lines[:2]), "…")

# %% [markdown] covers=["CHAT-45"]
# **15** are refused. A **system message** tells everybody who came: a line that nobody typed.
#
# ## 3 · Who waits for whom · 5 minutes
#
# Phones hang on ten servers, the **gateways**. In a design often seen, Ana's gateway stores her message. For each of the others
# it asks Redis where they are, and publishes the message there. Then it answers Ana. We assume: a way to the store and
# back, a **trip**, takes 0.5 ms, a command 0.01 ms; a phone that hears nothing for 0.6 s sends again.

# %%
predict("23b.p3")

# %% tags=["reveal"] covers=["BUG-082", "CHAT-02"]
from course.systems.chat.group_delivery import answer_first, deliver, in_batches, in_one_trip, one_after_another

slow = deliver(one_after_another, 1_000)
print(f"Ana hears “stored” after {slow.answered_s:.2f} s; her phone sent {slow.sends} times")
print(f"{slow.copies:,} copies")
reveal("23b.p3", {1: "once", 2: "twice", 3: "three times", 10: "ten times"}[slow.sends])

# %% [markdown] covers=["BUG-082", "CHAT-02"]
# <details><summary>After you ran it</summary>
#
# Twice: **1,998** copies. The answer waits for 999 × 2 trips, each with its command 0.51 ms: **1.02** s. Ana's phone
# took silence for a loss.
#
# </details>
#
# Make it worse:

# %% covers=["BUG-082"]
members = 1_000  # raise it until each message comes three times
print(f"{members:,} members: Ana's phone sends {deliver(one_after_another, members).sends} times")

# %% [markdown] covers=["BUG-082"]
# <details><summary>Which failure pattern is this: load on the wrong tier, grows for ever, or clock as truth?</summary>Load on
# the wrong tier: the answer waits for work that can be done later, or at once for all. (1.2 s ÷ 1.02 ms a member: three times
# from some 1,180 on.) You would detect it by answer times drawn over group sizes.</details>
#
# Messages wait in an **inbox**, here one for each member. We fill them in batches of 100 trips side by side; in one trip with
# all commands; or after the answer.

# %% covers=["BUG-082", "CHAT-02", "CHAT-30", "CHAT-43"]
print(f"{'ms until':20}{'answer':>8} {'last copy':>10} {'trips':>6} {'copies':>7}")
for design in (one_after_another, in_batches, in_one_trip, answer_first):
    run = deliver(design, 1_000)
    answered, last = 1000 * run.answered_s, 1000 * run.last_copy_s
    print(f"{design.__name__:20}{answered:8.1f} {last:10.1f} {run.trips:6,} {run.copies:7,}")

# %% [markdown] covers=["CHAT-30", "CHAT-43"]
# Batches: one trip, then 10 × 2 rounds of a trip and 100 commands, 1.5 ms each: **30.5** ms. Ours, `in_one_trip`, makes
# **12** trips: one to store, one for all inboxes, a hint to each gateway. It answers when all inboxes are filled, two commands
# for each of 999: **21.0** ms. A phone that is away gets a push through its maker, without the text: the maker could read it.

# %%
quiz("23b.q1")

# %% [markdown] covers=["CHAT-44"]
# ## 4 · An entry for each, or one for all · 10 minutes
#
# One message, 1,000 inbox entries: **fan-out** on write. Or *one log*, and for each member how far they read. To open
# is one **look** at what follows: fan-out on read. We count entries and looks.
#
# | | inboxes | one log |
# |---|---|---|
# | a message | an entry for each member, the writer too (for her other devices) | one entry |
# | a member opens the app | one look, for all their groups | one look in *this* group |

# %%
predict("23b.p4")

# %% tags=["reveal"] covers=["CHAT-44"]
import random

from course.systems.chat.group_costs import crossing, day, growing

cheap = []
for name, members, messages in (("school", 1_000, 2), ("family", 8, 200)):
    played = day(members, messages, 24, random.Random(23))
    print(f"{name:6} a day · inboxes: {played.inboxes} · one log: {played.log}")
    cheap += [name] * (played.cheaper == "log")
reveal("23b.p4", f"for the {cheap[0]} only" if len(cheap) == 1 else "for both" if cheap else "for neither")

# %% [markdown] covers=["CHAT-44"]
# <details><summary>After you ran it</summary>
#
# For the family. Members stand on both sides: a message costs an entry for each *member*, and each *member* looks. Of a look
# into an inbox a twentieth is this group's: **1,200** of 24,000. What decides is messages against openings.
#
# </details>
#
# But where more people are, more is written. Say each writes a message in five days.

# %% covers=["CHAT-44"]
from course.widgets.group_pictures import growing_groups

growing_groups(growing(0.2, 24, random.Random(23)), crossing(0.2, 24, random.Random(23)))

# %% [markdown] covers=["CHAT-44"]
# With 24 openings a day, the lines cross at **116** members, who write 23 messages.
#
# **Exercise 23b.2.** Write `cheaper(members, messages, opens, groups)`: return `"inboxes"` or `"log"`, whichever asks less
# of the store in a day; `"inboxes"` if both ask alike.
#
# | argument | what it holds |
# |---|---|
# | `members` | how many this group has |
# | `messages` | how many are written in this group in a day |
# | `opens` | how often each member opens the app in a day |
# | `groups` | in how many groups each member is: of a look into an inbox count this group's part, exactly |


# %% nbgrader={"grade": false, "grade_id": "answer-23b-2", "locked": false, "schema_version": 3, "solution": true, "task": false} covers=["CHAT-44"]
def cheaper(members, messages, opens, groups):
    ### BEGIN SOLUTION
    looks = members * opens
    one_log = messages + looks
    each = messages * members + looks / groups
    return "log" if one_log < each else "inboxes"
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "check-23b-2", "locked": true, "points": 2.0, "schema_version": 3, "solution": false, "task": false}
check("23b.2", cheaper)

# %% [markdown] tags=["instructor"]
# **Common wrong answer.** A threshold on `members`, as in lesson 22. Timing for a class: 6 minutes.

# %% [markdown]
# A good place for a pause.
#
# ## 5 · Two orders · 7 minutes
#
# Gateways often hand messages to a queue. It has **partitions**; each keeps the order in which records came to it. A
# record's **key** chooses its partition; without a key it takes any. A design often seen takes the *recipient* as key: a group
# message becomes a record for each member. We assume: a record is on its way for 10 ms on average, and the slowest partition is
# 100 ms behind.
#
# Five people write ten messages in all within a second: a talk. We play a hundred.

# %% covers=["BUG-075"]
from itertools import pairwise

from course.systems.chat.group_order import seen

by_recipient = [seen("recipient", random.Random(seed)) for seed in range(100)]
short = [sum(later.at_s - earlier.at_s < 0.01 for earlier, later in pairwise(talk.written)) for talk in by_recipient]
print(f"talks with a gap under 10 ms between neighbours: {sum(gaps > 0 for gaps in short)} of {len(short)}")
predict("23b.p5")

# %% tags=["reveal"] covers=["BUG-075", "CHAT-28"]
for key in ("no key", "recipient", "conversation"):
    talks = [seen(key, random.Random(seed)) for seed in range(100)]
    differ, crossed = sum(talk.pairs_that_differ for talk in talks), sum(talk.crossed for talk in talks)
    print(f"{key:13} pairs that differ: {differ:4} · a person's own messages crossed: {crossed}")
    if key == "recipient":
        reveal("23b.p5", differ)
after_short = sum(talk.pairs_apart(0.01) for talk in by_recipient)
only_longer = sum(talk.pairs_that_differ for talk in by_recipient) - after_short
print(f"by recipient: a short gap crosses in {after_short} pairs, only longer ones in {only_longer}")
others = [
    sum(seen("recipient", random.Random(100 * n + i)).pairs_that_differ for i in range(100)) for n in range(1, 12)
]
print(f"eleven other hundreds of talks: {min(others)} to {max(others)}")

# %% [markdown] covers=["BUG-075", "CHAT-28"]
# <details><summary>After you ran it</summary>
#
# **452** pairs (other hundreds: **373** to **457**). Half of **64** × 10 are 320. A short gap crosses in **296**: the earlier message is
# ahead, and one person's never cross (nothing overtakes on one connection). But in **156** more, longer gaps do: 10 ms is an average.
#
# Without a key one record serves all, so all screens agree. But one partition is up to 100 ms behind another: a
# person's own two messages cross, **29** times.
#
# </details>

# %% covers=["BUG-075"]
from course.widgets.group_pictures import two_screens

two_screens(next(talk for talk in by_recipient if talk.screens[0] != talk.screens[1]))

# %% [markdown] covers=["BUG-075", "BUG-074", "CHAT-28"]
# <details><summary>Which failure pattern is this: two copies of one truth, check-then-act, or grows for ever?</summary>Two
# copies of one truth: each partition has an order of its own, and none is *the* order. You would detect it by comparing
# the screens of two members.</details>
#
# Take the *conversation* as key: one partition, one order, one **number** for each message, no moment: phones' clocks differ.
#
# The design often seen also saves twice: the gateway, and the reader of the queue. Each makes an id.

# %% covers=["BUG-074"]
from course.stores import open_duckdb
from course.systems.chat.message_log import DuckLog

rows = DuckLog(open_duckdb())
for saver in ("gateway", "reader of the queue"):
    rows.add("often seen", "ana", f"id from the {saver}", "hello", 0.0)  # the saver makes the id
    rows.add("ours", "ana", "ana/phone#1", "hello", 0.0)  # the phone made it
print("rows:", len(rows.after("often seen", 0)), "often seen ·", len(rows.after("ours", 0)), "ours")

# %% [markdown] covers=["BUG-074"]
# **2** rows for one message: save under the name that the phone gave.

# %%
quiz("23b.q2")

# %% [markdown] covers=["BUG-085", "CHAT-36"]
# ## 6 · The list of chats · 4 minutes
#
# Your screen lists your chats, newest message first. A design often seen has a table with the moment of the last
# message in the key. It is made for a *wide-column store*, where keys never change and no transaction spans two rows. Each
# message inserts a row, and deletes the old one. (Played in DuckDB.) At one message in twenty the gateway dies in between.
#
# Ours is a **sorted set** in Redis: entries with scores, ordered by score. `ZADD … GT` writes a score only if it is greater.

# %% covers=["BUG-085", "CHAT-36"]
from course.systems.chat.chat_list import KeyedByMoment, ScoredList

rng = random.Random(23)
moves = [(f"chat {rng.randrange(12)}", 1_000 * number) for number in range(120)]
keyed = KeyedByMoment(open_duckdb(), dies_at=range(20, 121, 20))
redis = open_redis(clock)
scored = ScoredList(redis)
for chat, at_ms in moves:
    keyed.moved(["ana"], chat, at_ms)
    scored.moved(["ana"], chat, at_ms)
for name, design in (("key with a moment", keyed), ("sorted set", scored)):
    screen = design.newest("ana")
    print(f"{name:18} lines: {len(screen)} · chats: {len(set(screen))}")
chat, at_ms = moves[-5][0], 0  # an old message of this chat comes again, late
for greater in (True, False):
    redis.zadd("list:ana", {chat: at_ms}, gt=greater)
    print(f"{'with GT' if greater else 'without'}: its chat is at place {scored.newest('ana').index(chat) + 1}")

# %% [markdown] covers=["BUG-085", "CHAT-36"]
# **18** lines for 12 chats: six old rows stay. Without `GT` a late old message moves its chat down.
#
# <details><summary>Which failure pattern is this: two copies of one truth, or place in a moving list?</summary>Two copies
# of one truth: the old row and the new one both say "here is the last message". You would detect it by chats that stand in a
# list twice.</details>
#
# ## 7 · Has everybody read it? · 9 minutes
#
# A phone's **receipt** tells how far its person is; the highest is their **cursor**, (delivered, read). A design often
# seen writes a row for each message and member.

# %% covers=["CHAT-35", "CHAT-36"]
from course.systems.chat.group_ticks import Participants, StatusRows

status_rows, participants = StatusRows(open_duckdb()), Participants(open_duckdb())
status_rows.sent(messages=100, members=256)
participants.add("hikers", groups.since("hikers"))
print(f"message_status: {status_rows.rows():,} rows · participants: {participants.rows()}")

# %% [markdown] covers=["CHAT-35", "CHAT-36", "CHAT-31"]
# One row a member is enough.
#
# **Exercise 23b.3.** Write `status(number, sender, since, cursors)`.
#
# | argument | what it holds |
# |---|---|
# | `number`, `sender` | the message's number, and who wrote it |
# | `since` | the members of now: `{"ana": 0, "dea": 7}`. Dea came after message 7; her first one is 8 |
# | `cursors` | `{"bo": (9, 8)}`: Bo has up to 9, read up to 8. Who is not in it has (0, 0). Some who left are still in it |
#
# The message is for the members of now who were here before it, without the sender. Return `"read"` if all of them have read
# it; else `"delivered"` if all have it; else `"stored"`. If it is for nobody: `"stored"`. Change neither dictionary.


# %% nbgrader={"grade": false, "grade_id": "answer-23b-3", "locked": false, "schema_version": 3, "solution": true, "task": false} covers=["CHAT-31"]
def status(number, sender, since, cursors):
    ### BEGIN SOLUTION
    mine = [user for user, after in since.items() if user != sender and after < number]
    pairs = [cursors.get(user, (0, 0)) for user in mine]
    if not pairs:
        return "stored"
    if min(read for _, read in pairs) >= number:
        return "read"
    return "delivered" if min(had for had, _ in pairs) >= number else "stored"
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "check-23b-3", "locked": true, "points": 2.0, "schema_version": 3, "solution": false, "task": false}
check("23b.3", status)

# %% [markdown] tags=["instructor"]
# **Common wrong answer.** The minimum over `cursors`: Cem, who left, holds the ticks back for ever; Dea, who was never
# heard of, does not count. Timing for a class: 5 minutes.

# %% [markdown] covers=["CHAT-31", "CHAT-30"]
# Ana writes at second 1; Cem's phone is in a tunnel; Bo and Cem read at 3 and 9.

# %% covers=["CHAT-31", "CHAT-30"]
from course.systems.chat.group_play import one_message, receipts_told
from course.systems.chat.workload import Away

tell, since = yours("23b.3", status), {"ana": 0, "bo": 0, "cem": 0}
participants.add("crew", since)
run = one_message(("ana", "bo", "cem"), away=[Away(0.5, "cem/phone", 4.0)], reads_s={"bo": 3.0, "cem": 9.0})
for event in run.events:
    if event.what == "ticks" and event.device == "ana/phone":
        participants.raised("crew", event.user, event.cursor)
        cursors = participants.cursors("crew")
        print(f"second {event.at_s:.0f}: {event.user} {cursors[event.user]} → {tell(1, 'ana', since, cursors)}")

# %% [markdown] covers=["CHAT-31"]
# How many receipts are told for one message? Count *delivered* alone:

# %% covers=["CHAT-31"]
for size in (10, 20, 30):
    crowd = one_message([f"p{number}" for number in range(size)])
    print(f"{size} members, one message: {receipts_told(crowd):,} receipts told")

# %% [markdown] covers=["BUG-074", "BUG-075", "BUG-082", "BUG-085", "BUG-090"]
# Each member, the writer too, sends one, and it goes to all: *n* × *n*.
#
# ## 8 · What your numbers decide · 3 minutes
#
# | what happens | design often seen | ours |
# |---|---|---|
# | Ana invites 256 | **257** members | refused |
# | two join at once | lost in **4** of 6 orders | one step; **256** |
# | a message to 1,000 | answer after **1.02** s, **1,998** copies | **21.0** ms, **999** copies |
# | a hundred talks of five people | **452** of 1,000 pairs differ | 0 |
# | one message, two savers | **2** rows | 1 |
# | 12 chats | **18** lines | 12 |
#
# | what remains | what to watch |
# |---|---|
# | **900** receipts for one message to 30, *delivered* alone. Tell the sender alone, or show no ticks in large groups. | receipts against messages |
# | One busy group has one partition. | the oldest record of each partition |
#
# **What this leaves out.** Administrators. Bans. A new member who should see what was before.
#
# **The moral.** A group multiplies (**1,998** copies, **900** receipts). Ask of each step whether it is done for each member, for
# each message, or once; and who waits for it.

# %%
review("23b", limit=1)

# %% [markdown]
# ## 9 · Whiteboard, on another day · 6 minutes
#
# *Gate changes.* An airport tells passengers of a flight, 180 to 500, that the gate has changed: up to 3 messages a flight.
# Ground staff, 40 a shift, get 900 a day on one channel. Everybody looks 30 times a day into an app with 20 channels. Design both in
# four lines. Then a curveball: *a passenger books onto the flight a minute after the change.*
#
# <details><summary>Only after your own lines: two answers to mark</summary>
#
# Give each, then yours, 0 to 2 for: fan-out · who waits · order · "seen by all".
#
# | | answer |
# |---|---|
# | One | Passengers: one log, they are many. Staff: inboxes, they are few. Sent to each in turn, then "done". Sorted by the phone's clock. All must have seen it. |
# | Two | Passengers: inboxes, 3 messages. Staff: one log. Stored, inboxes in one trip, then "done". One number a flight. "Seen by all": the lowest place among those who are booked. |
#
# </details>
# <details><summary>Our marks, and the curveball</summary>
#
# One: 0 0 0 1. Messages against looks decide, 3 or 900 against 30, not size; and phones' clocks differ. Two: 2 2 2 2.
#
# Curveball. 2: the new passenger is owed what comes after; so the *present* gate is read at booking, not from messages. 1: "send
# it again to all".
#
# </details>

# %% [markdown] tags=["instructor"]
# **Discuss.** A message to 1,000 members: 1,998 copies and 1.02 s, or 999 and 21 ms. What do members lose who open
# the chat once a week, and would they notice?
#
# **Discuss.** One order for all makes somebody wait. Of two members on two continents, whom, and what would you do
# for a group in which nobody minds the order?
