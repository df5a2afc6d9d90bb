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
#     objectives: [truth, sockets, telling, storm]
#     terms: [gateway, presence, hidden, ghost, ping, lease, socket, directory, sticky sessions, tell, handshake, full jitter, window, at most once]
# ---

# %% [markdown] covers=["CHAT-03", "CHAT-38", "BUG-079"]
# # 23a · Who is there?
#
# ## 1 · A quiet evening · 4 minutes
#
# Phones hold an open line to one of several servers, the **gateways**. Who has a line is online: that is **presence**. In a
# design often seen, the gateway writes a key when you connect, and deletes it when you leave. With `SET key value EX 300`,
# Redis deletes it after 300 s by itself.
#
# Who is connected and shown as offline is **hidden**; who is gone and shown as online is a **ghost**.
#
# An evening: 100 people, four gateways. You stay for 20 minutes, then you are away for 5. One in five leaves without a
# word: an empty battery. It is minute 24; no gateway has failed.

# %% covers=["BUG-079", "CHAT-38"]
from course.checks import check, order, predict, quiz, reveal, review, yours
from course.systems.chat.evening import evening, moment
from course.systems.chat.often_seen_presence import Expired, SetEachPing, SetOnce, WithoutEnd

runs = {"set once": evening(SetOnce)}
print("connected in minute 24:", moment(runs["set once"], 1_490).connected)
predict("23a.p1")

# %% tags=["reveal"] covers=["BUG-079"]
quiet, after = moment(runs["set once"], 1_490), moment(runs["set once"], 1_510)
reveal("23a.p1", quiet.hidden, unit=f"of {quiet.connected} people")
print(f"Then gateway g1 dies. Ten seconds later: {after.ghosts} ghosts.")


def other_evenings(design):
    samples = [moment(evening(design, seed, until_s=1_490), 1_490) for seed in (24, 25, 26)]
    print("hidden on three others:", ", ".join(f"{each.hidden} of {each.connected}" for each in samples))


other_evenings(SetOnce)

# %% [markdown] covers=["BUG-079"]
# <details><summary>After you ran it</summary>
#
# **61** are hidden. You stay for 20 minutes, the key for 5: a quarter is left. After the crash **4** are ghosts, for up to
# five minutes.
#
# </details>
# <details><summary>Which failure pattern is this: clock as truth, space too small, or everyone at once?</summary>Clock as
# truth: the key knows when you *came*, and says whether you *are there*. Compare with a gateway's open lines.</details>
#
# ## 2 · A ping that cannot revive · 4 minutes
#
# So each phone **pings** every 30 s: "I am still here". `EXPIRE key 60` moves the end of a key to 60 s from now. It answers
# 1, or 0 where there is no such key.

# %% covers=["BUG-076", "CHAT-38"]
from course.clock import ManualClock
from course.stores import open_redis

clock = ManualClock()
store = open_redis(clock)
store.set("presence:ana", "g1", ex=60)
for seconds in (30, 30, 60, 30, 30):  # until the next ping that arrives; try others
    clock.advance(seconds)
    print(f"EXPIRE answers {int(store.expire('presence:ana', 60))} · Ana's key: {store.get('presence:ana')}")

# %% [markdown]
# The same evening with such keys, one ping in twenty lost.

# %% covers=["BUG-076"]
runs["EXPIRE"] = evening(Expired)
print("hidden:", moment(runs["EXPIRE"], 1_490).hidden, "of 80")
other_evenings(Expired)

# %% [markdown] covers=["BUG-076"]
# **39**, not a twentieth of 80: after one lost ping you are hidden until you connect again. After *n* pings 0.95ⁿ are
# left; over a session's 40 that hides 45 of 80 on average. Nobody read the 0.
#
# <details><summary>Which failure pattern is this: two copies of one truth, or grows for ever?</summary>Two copies of one
# truth: the line lives, its key is gone, and nothing brings the copy back. You would detect it by counting the zeros.</details>
#
# Two mends: a longer time, or a ping that *writes* (`SET`).

# %% covers=["BUG-076"]
from functools import partial

for name, design, end_s in (("EXPIRE", Expired, 75), ("SET", SetEachPing, 60)):
    samples = evening(partial(design, end_s=end_s), until_s=1_490)  # partial: the design, with this end filled in
    print(f"{name:6} {end_s} · hidden: {moment(samples, 1_490).hidden}")

# %% [markdown] covers=["BUG-076"]
# With 75 s two lost pings in a row still hide **4**. What cures is the *writing*: the next ping brings you back: **0** are
# hidden. We take both.
# Also often seen: one hash (a key that holds fields), a field for each person, without an end.

# %% covers=["CHAT-39", "BUG-079"]
runs["SET each ping"], endless = evening(partial(SetEachPing, end_s=75)), evening(WithoutEnd)
print("ghosts 10 s before the crash, 10 s after it, 60 s after it")
for name, samples in (("SET each ping", runs["SET each ping"]), ("hash, no end", endless)):
    ghosts = [moment(samples, second).ghosts for second in (1_490, 1_510, 1_560)]
    print(f"{name:13} · {ghosts} · hidden: {moment(samples, 1_490).hidden}")

# %% [markdown] covers=["CHAT-38"]
# The hash keeps its ghosts. But our `SET` too shows **21** after the crash.
#
# ## 3 · The gateway's own word · 8 minutes
#
# *One* death made all these ghosts. So the gateway too says that it lives: `SET lease:g1#1 1 EX 6`, every 3 s. That is its
# **lease**. Each start of a gateway takes a new name (g1#2): what hung on the old one stays dead. And each ping writes, for
# its device: gateway and moment.
#
# **Exercise 23a.1.** Write `online(connections, alive, now_s)` for one person.
#
# | argument | what it holds |
# |---|---|
# | `connections` | by device, `(gateway, pinged_s)`: `{"phone": ("g1#1", 940.0), "laptop": ("g3#2", 100.0)}`; may be empty |
# | `alive` | the set of gateways whose lease runs |
# | `now_s` | this moment, in seconds. A gateway's clock may be a second ahead of it |
#
# Return True if one device at least pinged at most 75 s ago *and* that same device's gateway is alive; otherwise False.


# %% nbgrader={"grade": false, "grade_id": "answer-23a-1", "locked": false, "schema_version": 3, "solution": true, "task": false} covers=["CHAT-03", "BUG-079"]
def online(connections, alive, now_s):
    ### BEGIN SOLUTION
    for gateway, pinged_s in connections.values():
        if gateway in alive and now_s - pinged_s <= 75:
            return True
    return False
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "check-23a-1", "locked": true, "points": 2.0, "schema_version": 3, "solution": false, "task": false}
check("23a.1", online)

# %% [markdown] tags=["instructor"]
# **Common wrong answer.** Two separate questions: is any ping fresh, is any gateway alive? A silent phone on a living gateway and a
# fresh laptop on a dead one then make a person online whom no message reaches.

# %% covers=["BUG-079", "CHAT-03"]
from course.systems.chat.presence import LeasedPresence
from course.widgets.presence_pictures import presence_errors

runs["SET and lease"] = evening(partial(LeasedPresence, rule=yours("23a.1", online)))
print("ghosts 10 s, 60 s after the crash:", *(moment(runs["SET and lease"], at_s).ghosts for at_s in (1_510, 1_560)))
presence_errors(runs)

# %% [markdown] covers=["BUG-079"]
# Both jump: a lease lives up to six seconds, a `SET` key up to 75. Ten seconds after the crash: **0** ghosts instead of **21**.
#
# ## 4 · The old socket closes · 4 minutes
#
# One line of one phone is a **socket**. A gateway often keeps a table from person to socket. Ana leaves her Wi-Fi: her phone
# opens a new socket at once. The old one is silent, and closed after 20 s.
#
# ```python
# def opened(user, socket):
#     sockets[user] = socket
#
# def closed(user, socket):
#     sockets.pop(user, None)     # takes the person's entry away, if there is one
# ```
#
# An hour with 100 people, who change their network every ten minutes on average. Each always has a socket that works.

# %% covers=["BUG-083"]
import random

from course.systems.chat.socket_tables import EverySocket, OneNewestSocket, OneSocket, changing_networks

predict("23a.p2")

# %% tags=["reveal"] covers=["BUG-083"]
reached = changing_networks(OneSocket(), random.Random(6))
reveal("23a.p2", reached, unit="of 100 people")

# %% [markdown] covers=["BUG-083"]
# <details><summary>After you ran it</summary>
#
# **2**. The old socket's end deletes the new one's entry, until the next change: a phone is found for 20 s of 600, some
# 3 of 100.
#
# </details>
# <details><summary>Which failure pattern is this: place in a moving list, grows for ever, or everyone at once?</summary>Place in
# a moving list: the old socket deletes what stands in its place, and by now another one stands there. Count open lines without
# an entry.</details>

# %% covers=["BUG-083"]
for table in (OneNewestSocket(), EverySocket()):
    table.opened("ana", "phone")
    table.opened("ana", "laptop")
    reached, devices = changing_networks(type(table)(), random.Random(6)), len(table.of("ana"))
    print(f"{type(table).__name__:15} · after the hour {reached} of 100 reached · of Ana's two devices: {devices}")

# %% [markdown] covers=["BUG-083"]
# `OneNewestSocket` deletes only what closes. But the laptop still pushes the phone out: keep a *set* of sockets for each
# person. Let the key of scene 3 hold the socket's name as well: who closes ends only its own.
#
# A good place for a pause.
#
# ## 5 · Bo is on another gateway · 7 minutes
#
# Bo's gateway has a message for Ana; her socket is elsewhere. Two ways to find it:

# %% covers=["BUG-073", "CHAT-23"]
from course.systems.chat.socket_tables import found_among_own, found_by_directory

for gateways in (4, 200):
    own = found_among_own(gateways, 1_000, random.Random(1))  # a gateway has this socket or not
    asked = found_by_directory(gateways, 1_000, random.Random(1))  # or it asks a table that all share
    print(f"{gateways:3} gateways, 1,000 messages · found among own: {own} · by the table: {asked}")

# %% [markdown] covers=["BUG-073", "CHAT-23"]
# Among its own sockets a gateway finds one in *n*. A **directory** that all share says where each device is: the keys
# of scene 3 do. Then the message goes to *that* gateway's channel: `PUBLISH channel text` reaches all
# subscribers; a `pubsub(…)` subscribes; `get_message()` takes the next text, or None.

# %% covers=["BUG-087"]
import inspect

from course.systems.chat.socket_tables import BootedGateway, SubscribingGateway, copies_on_a_screen

print(inspect.getsource(SubscribingGateway.connect))  # often seen; `await sleep(0)` lets the others run
predict("23a.p3")

# %% tags=["reveal"] covers=["BUG-087"]
for design in (SubscribingGateway, BootedGateway):
    heard, copies, returned = copies_on_a_screen(design(open_redis(), "g1"), 200)
    print(
        f"{design.__name__:18} · PUBLISH heard by {heard} · copies on one phone: {copies} · connect returned: {returned}"
    )
    if design is SubscribingGateway:
        reveal("23a.p3", copies, unit="copies")

# %% [markdown] covers=["BUG-087"]
# <details><summary>After you ran it</summary>
#
# **200**: each connection subscribed, and each of the 200 listeners writes into the same socket. And `connect` never comes
# back (**0** of 200). One subscription, made at the start: **1** copy.
#
# </details>
# <details><summary>Which failure pattern is this: grows for ever, or clock as truth?</summary>Grows for ever: with each
# connection one more listener. Watch what PUBLISH returns: more than 1.</details>

# %% [markdown] covers=["CHAT-08"]
# If nobody has subscribed, what is published is gone: bad for a message. "Ana is typing" goes every 3 s; when one is
# lost, the next says the same: **at most once** is right.

# %% covers=["BUG-073", "BUG-083"]
order("23a.o1")

# %% [markdown] covers=["BUG-098", "CHAT-40"]
# ## 6 · Telling everybody · 6 minutes
#
# Ana comes, Ana goes. A design often seen tells each friend each time: one message to one friend is a **tell**. Suppose 1,000
# people with 20 friends on average. In twenty minutes each has two *gaps*: 2 to 20 s without a line.
# Then a gateway dies; its 250 people are back within 60 s.

# %% covers=["CHAT-40", "BUG-098"]
from course.systems.chat.telling import Gap, friendships, on_screens, short_gaps, tells

rng = random.Random(1)
friends = friendships(1_000, 20, rng)
gaps = short_gaps(list(friends), rng)
crash = [Gap(person, 0, rng.uniform(2, 60)) for person in list(friends)[:250]]
often = {"20 minutes": sum(tells(gaps, friends).values()), "a crash": sum(tells(crash, friends).values())}
print("tells, each friend each time:", often)  # now a published plan, with the gaps above
predict("23a.p4")

# %% tags=["reveal"] covers=["BUG-098", "CHAT-18"]
from course.estimates.claims import find_claim

# d67: the published plan's name here
published = {name: find_claim(f"chat.d67.{name}") for name in ("connections", "msgs-per-s", "bandwidth")}
people = published["connections"].recomputed() * 1e6  # stated in millions
tells_per_s = often["20 minutes"] / 1_200 * (people / 1_000) * (200 / 20)  # 200 friends each, not 20
delivered_per_s = published["msgs-per-s"].recomputed() * 10
print(f"a second: {delivered_per_s:,.0f} messages delivered, {tells_per_s:,.0f} tells")
print(f"at 100 B each: {published['bandwidth'].stated} MB/s (published) and {tells_per_s / 1e4:,.0f} MB/s")
reveal("23a.p4", f"{tells_per_s / delivered_per_s:.0f}", unit="tells for a delivery")

# %% [markdown] covers=["BUG-098", "CHAT-18"]
# <details><summary>After you ran it</summary>
#
# **57**. A message goes to ten people, a gap twice to two hundred.
#
# </details>
#
# Two mends. *Patience*: "gone" is told after 30 s. *Visible contacts*: only who has this friend on the screen is told;
# suppose that a tenth look, at ten friends each.

# %% covers=["BUG-098", "CHAT-40"]
screens = on_screens(friends, rng)
mends = {"patience": {"patience_s": 30}, "visible": {"looking": screens}}
for name, mend in (mends | {"both": mends["patience"] | mends["visible"]}).items():
    short, died = (sum(tells(which, friends, **mend).values()) for which in (gaps, crash))
    print(f"{name:8} · 20 minutes {short:6,} of {often['20 minutes']:,} · a crash {died:6,} of {often['a crash']:,}")

# %%
quiz("23a.q1")

# %% [markdown] covers=["CHAT-17"]
# The price: who really leaves is shown for 30 s more.
#
# The ten million are one published plan's: a tenth of its people. Another counts all:

# %% covers=["CHAT-17"]
from course.systems.chat.estimate import published as plans

for plan in plans()[:2]:
    print(f"{plan.label:19} · {plan.connections} · {plan.gateways} of 50,000")

# %% [markdown]
# ## 7 · Everybody knocks · 14 minutes
#
# A gateway dies, and in the same second its phones *knock*: they ask for new lines. Each needs a **handshake**:
# a shared secret, and a proof who it is. Suppose three gateways with 1,000 phones each. One makes 20
# handshakes a second, and holds 400 that wait; with more it dies too, for 30 s. A phone gives up after 5 s; its
# handshake is made anyway.
#
# First without chance: wait 1 s, then 2, 4, 8 … up to 60.

# %%
from course.parts.backoff import doubling_s
from course.systems.chat.reconnecting import reconnect

storms = {"doubling from 1 s": reconnect(lambda failures, rng: doubling_s(failures, 1, 60))}
print(storms["doubling from 1 s"])
print("gateways die in second:", *(f"{at_s:.0f}" for at_s in storms["doubling from 1 s"].falls))

# %% [markdown]
# <details><summary>Which failure pattern is this?</summary>Everyone at once: they wait equally long. Watch handshakes begun against handshakes made.</details>
#
# **Full jitter** (Amazon, 2015): wait *any* time within a **window**; double the window after each failure.
#
# **Exercise 23a.2.** Write `wait_s(failures, first_s, longest_s, rng)`: the seconds before the next knock.
#
# | argument | what it holds |
# |---|---|
# | `failures` | failed knocks since the last line, from 0 on; after a day without a network there are thousands |
# | `first_s` | the window while nothing has failed; each failure doubles it. At least 0.001 |
# | `longest_s` | no window is longer, not even the first. At most a day |
# | `rng` | the only source of chance: `rng.random()` draws from 0 to 1, `rng.uniform(a, b)` from *a* to *b* |
#
# The window begins at 0. Every moment of it is equally likely.


# %% nbgrader={"grade": false, "grade_id": "answer-23a-2", "locked": false, "schema_version": 3, "solution": true, "task": false}
def wait_s(failures, first_s, longest_s, rng):
    ### BEGIN SOLUTION
    window_s = min(first_s, longest_s)
    for _ in range(failures):
        window_s = min(2 * window_s, longest_s)
    return rng.uniform(0, window_s)
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "check-23a-2", "locked": true, "points": 2.0, "schema_version": 3, "solution": false, "task": false}
check("23a.2", wait_s)

# %% [markdown] tags=["instructor"]
# **Common wrong answer.** `min(longest_s, rng.uniform(0, first_s * 2**failures))` cuts the wait, not the window: after nine
# failures nearly all wait exactly `longest_s`.

# %%
mine = yours("23a.2", wait_s)


def jittered(first_s, longest_s=60, **more):
    return reconnect(lambda failures, rng: mine(failures, first_s, longest_s, rng), **more)


predict("23a.p5")

# %% tags=["reveal"]
storms["jitter from 1 s"] = jittered(1)
print(storms["jitter from 1 s"])
print("gateways die in second:", *(f"{at_s:.0f}" for at_s in storms["jitter from 1 s"].falls))
reveal("23a.p5", storms["jitter from 1 s"].back)

# %% [markdown]
# <details><summary>After you ran it</summary>
#
# In the first second 500 phones knock at each of the two; more than 400 wait. Windows then grow
# to 60 s; in second **55** one gateway dies, and the others with it.
#
# </details>
#
# How long must the first window be, so that all are back soon, and safely? Compute before you read on (500 phones for
# each, 20 a second), then try. Below, also with **sticky sessions**: a phone goes to its own gateway, or else to the *next* one.

# %%
first_s = 60  # change it; over 60, `longest_s` cuts the window
print(jittered(first_s))

# %% tags=["reveal"] covers=["CHAT-23"]
from course.widgets.presence_pictures import knocks_chart

for first_s in (20, 25, 30):
    storms[f"jitter from {first_s} s"] = jittered(first_s)
    print(f"first_s {first_s:2} · {storms[f'jitter from {first_s} s']}")
for first_s in (21, 25):
    print(
        f"first_s {first_s}, other dice · all back after",
        *(f"{jittered(first_s, seed=n).back_s:.0f}" for n in (24, 25, 28)),
    )
for first_s in (30, 50):
    print(f"sticky sessions, first_s {first_s} ·", jittered(first_s, sticky=True))
knocks_chart({name: storms[name] for name in ("doubling from 1 s", "jitter from 1 s", "jitter from 30 s")}, 40)

# %% [markdown] covers=["CHAT-23"]
# <details><summary>After you ran it</summary>
#
# 500 phones at 20 a second: 25 s, and all are back after **27**. With 20 s phones give up, and handshakes are made for
# nobody: **65** s. With 21 s it is luck: **54**, **26** or **67** s. From 1 s the line is over the limit in all **180**
# seconds, from 30 s in **1**.
#
# Sticky, all 1,000 knock at one gateway: with 30 s not all are back in **180**, with 50 s after **51**.
#
# </details>
#
# ## 8 · What your numbers decide · 3 minutes
#
# | what happens | a design often seen | ours |
# |---|---|---|
# | a quiet evening, minute 24 | `SET` once: **61** of 80 hidden | 0 |
# | one ping in twenty lost, minute 24 | `EXPIRE`, 60 s: **39** of 80 hidden | 0 |
# | a gateway dies: ghosts after 10 s, 60 s | hash without end: **25**, **26** | **0**, **1** |
# | a phone changes its network | one socket a person: **2** of 100 reached | 100 |
# | Ana is on another of 200 gateways | only own sockets: **5** of 1,000 found | all |
# | friends come and go | each friend each time: **57** tells for a delivery | none for a short gap |
# | 1,000 phones come back | from 1 s, doubled: all gateways die | from a window of 25 s: all back after **27** s |
#
# **What remains.** An empty battery: a ghost for up to 75 s. All gateways at once: 3,000 / 60 = 50 s
# until all are back (computed). So restart one by one, and let a full gateway refuse.
#
# **What this leaves out.** Large groups. Clocks minutes apart. Who may see it.
#
# **The moral.** Give each fact an end of its own, and let each sign of life write it anew (**61** hidden, **25** ghosts). Give each
# phone a moment of its own (in 25 s: back after **27** s, not over **180**).

# %%
review("23a", limit=1)

# %% [markdown]
# ## 9 · Whiteboard, on another day · 6 minutes
#
# *Heating after a power cut.* 90,000 controllers hold a line to one of six servers; a map shows which are reachable.
# A server makes 300 handshakes a second. Design it in four lines. Then a curveball: *one server stays dead.*
#
# <details><summary>Only after your own lines: two answers to mark</summary>
#
# Give each, then yours, 0 to 2 for: storm · reachable · dead server · remains.
#
# | | answer |
# |---|---|
# | One | Random wait up to 10 s, doubled to 60. Ping every 30 s, key of 75 s. A dead server's controllers go to the next one. |
# | Two | 90,000 / (6 × 300) = 50 s: first wait anywhere in 50 s. Pings, and a lease for each server, whose 15,000 are spread over five. Remains: for a minute the map is grey, "unknown". |
#
# </details>
# <details><summary>Our marks, and the curveball</summary>
#
# | | storm | reachable | dead | remains | why |
# |---|---|---|---|---|---|
# | One | 1 | 1 | 0 | 0 | Chance, but 9,000 a second against 1,800. A dead server's all fall on one. |
# | Two | 2 | 2 | 2 | 2 | The window is computed; what remains is named. |
#
# Curveball. 2: five servers make 1,500 a second: 60 s, so you widen it. 1: "it still works".
#
# </details>

# %% [markdown] tags=["instructor"]
# **Discuss.** Keys of five minutes hid 61 of 80 people; keys that end late show ghosts. Which error costs more in a
# chat of friends, and which in a hospital's list of doctors on duty?
#
# **Discuss.** All phones are back after 27 s. The head of support wants 5 s. What does it cost in handshakes a
# second, and on how many days of the year is it worth that?
