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
#     objectives: [load, ticks, stored, confirm, once, gaps, window]
#     terms: [gateway, socket, copy, acknowledge, tick, publish, directory, lease, bell, receipt, WebSocket, token, durable,
#       inbox, confirm, at-least-once, hint, exactly once, number, clock skew, window, availability]
# ---

# %% [markdown] covers=["CHAT-01", "CHAT-29"]
# # 23 · A chat
#
# ## 1 · Kill a server · 4 minutes
#
# A phone that chats holds an open connection, a **socket**, to a server, all day. Such a server is a **gateway**. Here
# are two of them, with four phones. (`publishing`: scene 4; `store_first`: 7; `TrustingClient`: 8.)

# %% covers=["CHAT-01"]
from course.systems.chat.live import LiveChat
from course.systems.chat.members import Members
from course.systems.chat.often_seen import Table, TrustingClient, publishing

members = Members()
for user in ("ana", "bo", "cem", "dea"):
    members.add_user(user)
members.add_conversation("trip", ("ana", "bo", "cem", "dea"))
with LiveChat(members, make_gateway=publishing(store_first=False), make_client=TrustingClient) as live:
    for device in live.devices:
        live.type(device, "trip", "hello")
    live.settle()
    verdict = live.verdict()
print(f"{verdict.typed} messages, {verdict.copies} copies, lost: {verdict.lost}")

# %% [markdown]
# A **copy** is one message on one device that should show it; the writer's own device counts too. To count exactly, we
# let the same program run by a clock of its own: 200 phones and laptops, three gateways, 500 messages in five seconds.

# %% covers=["CHAT-01"]
import random

from course.systems.chat.run import Chat
from course.systems.chat.workload import Crash, Plan, talk

day = talk(random.Random(23), users=160, messages=500, over_s=5)


def play(plan, make_gateway, make_client=TrustingClient, **more):
    chat = Chat(day, plan, random.Random(23), make_gateway=make_gateway, make_client=make_client, **more)
    return chat.play(rest_s=12)


calm = play(Plan(), publishing(store_first=False))
print(f"{len(day.devices)} devices, {calm.verdict.copies:,} copies, lost: {calm.verdict.lost}")

# %% [markdown]
# A gateway **acknowledges** a message: it answers "stored". A phone sends a message again until it hears that. Now kill
# gateway `g1`. Its phones notice after a second, and half a second later most have another gateway. A copy needs
# some 25 ms on a wire.

# %%
from course.checks import check, order, predict, quiz, reveal, review, yours

predict("23.p1")

# %% tags=["reveal"] covers=["BUG-080"]
from course.widgets.chat_pictures import lost_by_second

kill = Plan(crashes=(Crash(2.9, "g1"),))  # at 2.9 s; try another moment, then set it back
table = Table()  # what the gateways write
hope = play(kill, publishing(store_first=False, table=table))
reveal("23.p1", hope.verdict.lost)
lost_by_second(hope, day.members, kill.crashes[0])

# %% [markdown] covers=["BUG-080"]
# <details><summary>After you ran it</summary>
#
# **108** copies. A third of 374 copies a second would go to phones of `g1`: 125. But a third of the writers cannot
# send: 83. Most phones are away for 1 to 1.5 s: some 83 to 125. Nobody got an error.
#
# </details>

# %% [markdown] covers=["CHAT-05", "CHAT-09", "CHAT-11", "CHAT-12", "CHAT-13", "CHAT-14"]
# ## 2 · What do we promise? · 2 minutes
#
# > *Families and football teams write to each other. People have a phone and a laptop, and ride through tunnels. When can
# > you start?*
#
# Beside a message its writer sees **ticks**: one is "stored", two are "delivered". You may ask four of these seven
# questions. Choose, then open.
#
# <details><summary>May a message be lost?</summary>Never, once we said that we have it. Better twice than never.</details>
# <details><summary>May it be shown twice?</summary>No.</details>
# <details><summary>In which order?</summary>Within a conversation the same for everybody.</details>
# <details><summary>What do the ticks mean?</summary>One: we have it. Two: one of the other's devices has it; in a group,
# each reader has two of their own. Blue: they have read it. A tick never lies, and never goes back.</details>
# <details><summary>How fast?</summary>Within 100 ms, if the other is connected.</details>
# <details><summary>And if not?</summary>Their phone rings, and gets everything when it is back.</details>
# <details><summary>How often may it fail?</summary>99.9 % <b>availability</b>: 43 minutes a month may be lost. Minutes,
# not messages.</details>
#
# Two questions; none blocks you.
#
# <details><summary>In Python, what is <code>{3, 5} | {4}</code>?</summary>A new set: {3, 4, 5}.</details>
# <details><summary>Redis: two servers change one key. Who sees it?</summary>Both: they share one store. Not sure?
# Primer 00a.</details>

# %% [markdown] covers=["CHAT-15"]
# ## 3 · The estimate · 3 minutes
#
# Three published designs differ by a factor of 50 in messages and storage, and of 100 in connections. Each plans texts
# of 100 bytes. Where a design does not say how many users are connected at once, we take a tenth.

# %% covers=["CHAT-15"]
from course.estimates import find_claim
from course.systems.chat.estimate import load
from course.units import si

plans = {}
for name, source, share in (("first", "ru1", 0.1), ("second", "d67", 0.1), ("third", "cs", 1.0)):
    users, messages = (float(find_claim(f"chat.{source}.{what}").stated) for what in ("dau", "msgs-per-user"))
    plans[name] = share * users, users * messages
    planned = load(*plans[name], socket_bytes=0)  # what a socket takes, we measure in scene 14
    print(f"{name:6} {si(planned.messages.value, 'messages/s'):>17}", end=" ")
    print(f"{si(planned.kept_per_year.value, 'B/year'):>12} {si(planned.connections.value, 'connections'):>18}")

# %%
quiz("23.q1")

# %% [markdown]
# Which column decides how many gateways you need? Keep your answer until scene 14.

# %% [markdown] covers=["CHAT-24", "CHAT-29", "BUG-080", "BUG-088"]
# ## 4 · What the writer sees · 4 minutes
#
# Ana's gateway holds Ana's socket, not Bo's. A design often seen asks for each device that should get a copy: is its
# socket here? Send. If not, look into a **directory**: which gateway has this device? **Publish** the copy on that gateway's
# channel, a name at which it listens. If no gateway is known, ring the phone's **bell**: a push through the
# maker of the phone. After either, tell the writer "delivered".
#
# In Redis, `publish(channel, text)` gives a text to whoever listens at this moment, and forgets it. It returns how many
# heard it.

# %% covers=["CHAT-24", "BUG-080"]
from course.stores import open_redis

store = open_redis()
print("heard by:", store.publish("gateway g1", "for Bo: hello"))

# %% [markdown]
# And which ticks does the writer see?

# %%
predict("23.p2")

# %% tags=["reveal"] covers=["BUG-080", "BUG-088"]
from course.systems.chat.checker import lost_copies, two_ticks

lost = lost_copies(hope.events, day.members)
ticked = two_ticks(hope.events, lost)
print(f"two ticks: {ticked} of {len(lost)}")
reveal("23.p2", {0: "for none", len(lost): "for all"}.get(ticked, "for about half"))

# %% [markdown] covers=["BUG-080", "BUG-088"]
# <details><summary>After you ran it</summary>
#
# For each of them. "Delivered" meant "published". **0** hear what is published to a dead gateway, and nobody looked at
# that number.
#
# </details>
# <details><summary>Which failure pattern is this: "done" said too early, space too small, or everyone at once? Name it,
# then open.</summary>"Done" said too early. You would detect it by counting: copies published against copies that
# phones confirm.</details>
#
# The directory lies too. Now `g1` dies for good, and twenty of its phones ride into a tunnel in the same moment. Nobody
# takes them out of the directory. A **lease** is an entry that ends by itself, unless its gateway renews it: here after
# one and a half seconds, renewed each second.

# %% covers=["BUG-088", "CHAT-24"]
from course.systems.chat.workload import Away

in_tunnel = [device for number, device in enumerate(day.devices) if number % 3 == 0][:20]
tunnel = Plan(crashes=(Crash(2.9, "g1", 60),), absences=tuple(Away(3.0, device, 60) for device in in_tunnel))
for name, lease_s in (("for ever", 1e9), ("lease of 1.5 s", 1.5)):
    run = play(tunnel, publishing(store_first=False), lease_s=lease_s)
    missed = [copy for copy in lost_copies(run.events, day.members) if copy[0] in in_tunnel]
    rung = sum(device in in_tunnel for device in run.pushes)
    print(f"{name:14} the twenty miss {len(missed)} copies; two ticks: {two_ticks(run.events, missed)}", end=", ")
    print(f"bells rung: {rung}")

# %% [markdown] covers=["BUG-088"]
# The lease changes only the bells. Without it the twenty are "online" for ever: **0** ring. With it **50** ring; ten
# copies came while it still ran. What remains: all **60** have two ticks in both runs. So when may we say "delivered"?
# When the *phone* has said so.

# %% [markdown] covers=["CHAT-05", "BUG-089"]
# ## 5 · Ticks that never go back · 6 minutes
#
# A phone's word for it is a **receipt**: "I have everything up to 7", "my person has read up to 5". A design often seen
# keeps one status for each message. Here is a group of three readers:

# %% covers=["BUG-089"]
status = "sent"
for who, receipt in (("bo", "delivered"), ("bo", "read"), ("cem", "delivered")):  # dea's phone is off
    status = receipt
    print(f"{who}: {receipt:10} Ana sees: {status}")

# %% [markdown] covers=["BUG-089"]
# Ana sees "read", though two of three have not. Then it goes back to "delivered".
#
# <details><summary>Which failure pattern: "done" said too early, place in a moving list, or space too
# small?</summary>"Done" said too early: one of three has read it. There are three truths, and room for one. You
# would detect it by a status that falls.</details>
#
# **Exercise 23.1.** Keep two numbers for each *user*: `state[user] = (delivered, read)`; nobody known is (0, 0). A
# receipt tells two numbers as well; 0 means "nothing to say". Receipts come late, twice, in any order. Return the new
# state, in which no number falls, and leave the old one as it is. Who has read a message also has it:
# `raised({"bo": (5, 2)}, "bo", 0, 7)` is `{"bo": (7, 7)}`.

# %% nbgrader={"grade": false, "grade_id": "answer-23-1", "locked": false, "schema_version": 3, "solution": true, "task": false} covers=["BUG-089"]
def raised(state, user, delivered, read):
    ### BEGIN SOLUTION
    had_delivered, had_read = state.get(user, (0, 0))
    now_read = max(had_read, read)
    return {**state, user: (max(had_delivered, delivered, now_read), now_read)}
    ### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "check-23-1", "locked": true, "points": 2.0, "schema_version": 3, "solution": false, "task": false}
check("23.1", raised)

# %% [markdown] tags=["instructor"]
# **Common wrong answer.** `max` of the two pairs: Python compares the first numbers, and looks at the second only if
# they are equal. Timing for a class: 8 minutes.

# %% [markdown] covers=["BUG-089", "CHAT-05"]
# Numbers that only rise need no clock, and no order. But two gateways may read one old state, raise it, and write it
# back: the second wipes out the first. So the store must do the raising, in one step.

# %% [markdown] covers=["CHAT-19", "CHAT-20", "CHAT-21", "CHAT-22"]
# ## 6 · Why a socket? · 3 minutes
#
# Could phones not simply ask, once a second, over plain HTTP? Count it, on the day of scene 1 and on a quieter one.

# %% covers=["CHAT-19"]
for messages in (500, 5):
    some = talk(random.Random(23), users=160, messages=messages, over_s=5)
    events = Chat(some, Plan(), random.Random(23)).play(rest_s=1).events
    useful = len({(event.device, int(event.at_s)) for event in events if event.what == "shown"})
    print(f"{messages:3} messages in 5 s: {5 * len(some.devices):,} questions, {useful} bring something")

# %% [markdown] covers=["CHAT-19", "CHAT-20", "CHAT-21", "CHAT-22"]
# On the quieter day **17** of 1,000 questions bring something. And what waits is half a second old
# on average: that breaks the promise of 100 ms. A **WebSocket** begins as an HTTP request and then stays open:
# both sides send when they have something. The price: a gateway must remember each of its sockets.
#
# A frame is what a socket carries in one piece. The first frame proves who is there, with a **token**: a signed text
# that nobody makes without the servers' secret. From then on no frame says "I am Ana"; the socket does. (A `client_id`
# only names the message; nobody trusts it.) Code 4001 is our own number for "no valid token".

# %% covers=["CHAT-19", "CHAT-20", "CHAT-21", "CHAT-22"]
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import connect

from course.systems.chat.codec import encode
from course.systems.chat.model import Hello, Received, Send, Stored

for frame in (Send("trip", "ana/phone#1", "hello"), Stored("trip", "ana/phone#1", 7), Received("trip", 7)):
    print(encode(frame))
with LiveChat(members) as live:
    print("who is where:", {device: live.where(device) for device in live.devices})
    with connect(live.servers["g1"].url) as stranger:
        stranger.send(encode(Hello("I am Ana, believe me")))
        try:
            stranger.recv()
        except ConnectionClosed as closed:
            print("the stranger's socket is closed with code", closed.rcvd.code)

# %% [markdown] covers=["BUG-093", "CHAT-14"]
# ## 7 · "Stored" before it is stored · 4 minutes
#
# Back to the crash. The often-seen gateway keeps what it took in memory, and writes it to the table once a second. But
# it answers "stored" at once.

# %% covers=["BUG-093"]
print(f"acknowledged: {hope.verdict.acknowledged:,}, in the table: {len(table.rows):,}")

# %% [markdown] covers=["BUG-093"]
# **500** less **464**: 36 messages have a tick and stand in no table. Whoever had them on the screen still has them;
# nobody can ever ask for them again.
#
# <details><summary>Which failure pattern?</summary>"Done" said too early, once more. You would detect it by comparing
# acknowledgements with rows.</details>
#
# So write first, then answer: what is acknowledged is **durable**, it survives the crash of whoever said so.

# %%
predict("23.p3")

# %% tags=["reveal"] covers=["BUG-093", "BUG-080"]
full_table = Table()
stored_first = play(kill, publishing(store_first=True, table=full_table))
print(f"acknowledged: {stored_first.verdict.acknowledged:,}, in the table: {len(full_table.rows):,}")
now, before = stored_first.verdict.lost, hope.verdict.lost
words = ("none", "about half as many as in scene 1", "as many as in scene 1")
print(f"never shown: {now}")
reveal("23.p3", words[round(2 * now / max(1, before))])

# %% [markdown] covers=["BUG-093", "BUG-080"]
# <details><summary>After you ran it</summary>
#
# As many as before. The table is complete now, and the phones are no better off: nobody carries a stored message to
# them.
#
# </details>
#
# And if the answer "stored" gets lost? Then the phone sends again. On these wires one frame of a hundred gets lost:

# %% covers=["BUG-093"]
from course.simulation.network import Conditions

bad_wires, doubles = Plan(wire=Conditions(lost=0.01)), Table()
run = play(bad_wires, publishing(store_first=True, table=doubles))
print(f"written: {run.verdict.typed:,}, rows in the table: {len(doubles.rows):,}")

# %% [markdown] covers=["BUG-093"]
# **506** rows: six messages stand there twice, each time under another number. The *server* made the numbers.

# %%
quiz("23.q2")

# %% covers=["BUG-093"]
from course.systems.chat.client import Client
from course.systems.chat.service import Gateway

named = play(bad_wires, Gateway, Client)  # our gateway and our phones
print(f"written: {named.verdict.typed}, rows: {len(named.log.all())}, lost: {named.verdict.lost}")

# %% [markdown] covers=["CHAT-25", "CHAT-13", "CHAT-14"]
# ## 8 · Deliver until confirmed · 6 minutes
#
# That was our gateway. Redis holds an **inbox** for each device; a copy stays there until the device **confirms** it.
# (A server acknowledges; a device confirms, by its receipt.) What is published is only a **hint**: "look into this
# inbox". If the hint is lost, the gateway looks once a second anyway. If the gateway dies, the next one finds the inbox.
#
# A gateway may die when a message is stored and in no inbox yet. So Ana hears "stored" only after the inboxes are
# filled: without "stored" her phone sends again, under the name that it gave the message at first. A known name gets no
# second row; the inboxes are filled all the same.

# %% covers=["CHAT-25"]
order("23.o1")

# %% [markdown] covers=["CHAT-14"]
# The store counts 1, 2, 3 … in each conversation. This **number** (`sequence` in a frame) is a message's place, the same
# for everybody. Now the same crash. The phones are still `TrustingClient`: they show whatever comes.

# %%
predict("23.p4")

# %% tags=["reveal"] covers=["CHAT-14", "BUG-094"]
forgetful = play(kill, Gateway)
print(f"lost: {forgetful.verdict.lost}, shown twice: {forgetful.verdict.twice}")
lost, twice = ("some" if count else "none" for count in (forgetful.verdict.lost, forgetful.verdict.twice))
reveal("23.p4", f"{lost} lost, {twice} shown twice")

# %% [markdown] covers=["CHAT-14", "BUG-094"]
# <details><summary>After you ran it</summary>
#
# **0** lost, **20** shown twice. A phone collects confirmations for 100 ms; with the wires a copy is unconfirmed for
# 150 ms: at 125 a second, 19. The next gateway finds them in the inbox, cannot know that they came, and sends them
# again: **at-least-once**.
#
# </details>
# <details><summary>Which failure pattern: clock as truth, two copies of one truth, or "done" said too early?</summary>Two
# copies of one truth: the screen has it, the inbox says "not yet". You would detect it by a number that a screen shows
# twice.</details>

# %% [markdown] covers=["BUG-094", "CHAT-13"]
# ## 9 · Shown once · 7 minutes
#
# Only the phone can tell what it has shown. So give it a memory, a small one: a conversation may last for years.
#
# **Exercise 23.2.** A phone has shown everything up to `upto`. A number is shown when all before it are; those that came
# before their turn wait in the set `early`, perhaps thousands. Now `number` comes, for the first time or again. Return
# three things: the list of numbers to show now, in order; the new `upto`; the new `early`. For `take(3, {5, 6, 9}, 4)`
# they are `[4, 5, 6]`, 6 and `{9}`. Keep no more than is needed, and change no argument.

# %% nbgrader={"grade": false, "grade_id": "answer-23-2", "locked": false, "schema_version": 3, "solution": true, "task": false} covers=["BUG-094"]
def take(upto, early, number):
    ### BEGIN SOLUTION
    if number <= upto:
        return [], upto, early
    early, show = early | {number}, []
    while upto + 1 in early:
        upto += 1
        show.append(upto)
    return show, upto, early - set(show)
    ### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "check-23-2", "locked": true, "points": 3.0, "schema_version": 3, "solution": false, "task": false}
check("23.2", take)

# %% [markdown] tags=["instructor"]
# **Common wrong answers.** A set of all numbers that grows for ever; `number > upto`, which throws the late ones away.
# Timing for a class: 10 minutes.

# %% covers=["BUG-094", "CHAT-13", "CHAT-14"]
from course.systems.chat.memory import recalling

remembering = play(kill, Gateway, recalling(yours("23.2", take)))
seen = remembering.verdict
print(f"lost: {seen.lost}, shown twice: {seen.twice}", end=", ")
print(f"out of order: {seen.crossed}, ticks that lied: {seen.ticks_lied}")

# %% [markdown] covers=["BUG-094"]
# The wires still carry copies twice, and Bo sees each **exactly once**: at-least-once plus a memory, one number for
# each conversation, and those that came early.
#
# A good place for a pause.

# %% [markdown] covers=["CHAT-14", "BUG-094"]
# ## 10 · One message that crosses a crash · 5 minutes
#
# Time goes to the right; each machine has a lane; the wires are slow here. `✓2` on Ana's lane: message 2 has one tick.
# `✓✓3`: two ticks up to message 3. A tick that lies has `?!`.

# %% covers=["CHAT-14", "BUG-094"]
from course.widgets.delivery_view import delivery_view

crossing = delivery_view()
crossing

# %% [markdown]
# **Exercise 23.3.** Deliver until confirmed, to a phone that remembers. Find the earliest crash, in steps of 0.1 s, after
# which a message comes twice. Move the controls, or write
# `crossing.set(design="deliver until confirmed", crash_s=2.5, memory=True)` in a cell of your own.

# %% tags=["instructor"]
crossing.set(design="deliver until confirmed", crash_s=1.1)

# %%
check("23.3", crossing)

# %% [markdown]
# Go on to the right: which crash is the last that repeats message 1? From the moment in which a copy leaves the gateway,
# until its confirmation is in the stores, nobody can know whether it was shown. A crash in between repeats it. A design
# can choose only between "perhaps twice" and "perhaps never".

# %% [markdown] covers=["BUG-092", "CHAT-42", "CHAT-09", "CHAT-41"]
# ## 11 · Ask by number · 6 minutes
#
# An inbox may be lost with its Redis; the table stays. So a phone that comes back must be able to ask it. A design
# often seen asks for all that was stored later than its newest message, by the gateway's clock. Clocks of machines
# differ: **clock skew**.

# %%
predict("23.p5")

# %% tags=["reveal"] covers=["BUG-092"]
from course.systems.chat.often_seen import CatchingUpClient, lost_by_clock

away = tuple(Away(1 + number / 100, device, 2) for number, device in enumerate(day.devices))
skewed, timed = Plan(absences=away, skews_s={"g1": 5.0}), Table()
run = play(skewed, publishing(store_first=True, table=timed), CatchingUpClient)
ahead_s = lost_by_clock(run.events, day.members, timed)
print(f"never shown: {run.verdict.lost}; by seconds that their clock was ahead: {ahead_s}")
ways = ["that gateway" if seconds > 2 else "the other gateways" for seconds in ahead_s]
reveal("23.p5", "messages that came through " + " and ".join(ways) if ways else "nothing")

# %% [markdown] covers=["BUG-092"]
# <details><summary>After you ran it</summary>
#
# **33** copies, all through the *other* gateways. The phone's newest message carried a time five seconds ahead. What
# the right clocks wrote meanwhile looks older.
#
# </details>
# <details><summary>Which failure pattern: clock as truth, grows for ever, or load on the wrong tier?</summary>Clock as
# truth. You would detect it by a gap in the numbers of a conversation.</details>
#
# Numbers have no clock, and they show a gap. But no gap shows what came *after* the newest message.
#
# **Exercise 23.4.** A phone has shown everything up to `upto`, and keeps the set `early`. (`upto + 1` is never in it:
# 23.2 shows that.) Return what to ask for: a list of pairs `(first, last)`, both included, in order, as few as
# possible. The last ends with None: "and all that follows". For `missing(3, {5, 6, 9})` it is
# `[(4, 4), (7, 8), (10, None)]`. Change no argument.

# %% nbgrader={"grade": false, "grade_id": "answer-23-4", "locked": false, "schema_version": 3, "solution": true, "task": false} covers=["BUG-092", "CHAT-42"]
def missing(upto, early):
    ### BEGIN SOLUTION
    gaps, first = [], upto + 1
    for here in sorted(early):
        if here > first:
            gaps.append((first, here - 1))
        first = here + 1
    return [*gaps, (first, None)]
    ### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "check-23-4", "locked": true, "points": 2.0, "schema_version": 3, "solution": false, "task": false}
check("23.4", missing)

# %% [markdown] tags=["instructor"]
# **Common wrong answer.** "What follows my newest": ask what happens to 4 for `missing(3, {5})`. Timing for a class: 8
# minutes.

# %% covers=["CHAT-42", "CHAT-09", "CHAT-41"]
ours = play(skewed, Gateway, Client)
print(f"all phones away, one clock wrong: lost {ours.verdict.lost}; bells rung: {len(ours.pushes)}")
for first, last in yours("23.4", missing)(3, {5, 6}):
    found = [row.sequence for row in ours.log.after("group0", first - 1, 1_000) if last is None or row.sequence <= last]
    print(f"group0, from {first} to {last}: {found}")

# %% [markdown] covers=["CHAT-41", "CHAT-42"]
# The last lines are your answer. Each copy for an absent phone rings its bell: only **64**, for our
# plan sends friends away some 10 ms apart, and what they write waits on their phones. A bell carries no text: the maker of
# the phone would read it.

# %% [markdown]
# ## 12 · A slow phone · 4 minutes
#
# Bo's phone, `u1/phone`, is in the mountains: one frame each 50 ms. He and four friends write 400 messages in four
# seconds. A **window** says how many copies may be on their way to one device, unconfirmed. When the last message is
# written:

# %%
from functools import partial

from course.systems.chat.workload import Slow

room = talk(random.Random(23), users=5, messages=400, over_s=4)
slow = Plan(slow=(Slow("u1/phone", 0.05),))
for name, window in (("no window", 10**9), ("window of 32", 32)):
    run = Chat(room, slow, random.Random(23), make_gateway=partial(Gateway, window=window)).play(rest_s=0)
    print(f"{name:12} most frames held for one phone: {run.most_held}; not shown yet: {run.verdict.lost}")

# %% [markdown]
# Without a window **416** frames stand in one line. With ours at most **33** did: 32, and an answer "stored", which never
# waits. Other copies stay in the inbox. The phone is no faster: **141** or **144** are not shown yet.
#
# <details><summary>Which failure pattern?</summary>Grows for ever. You would detect it by the longest queue of any
# socket.</details>
#
# **Exercise 23.5.** `waiting` lists the copies that were not sent yet, oldest first; `on_the_way` says how many others
# were sent and are not confirmed. Return those to send now, as many as the window allows. For
# `to_send(["trip 4", "club 9", "trip 5"], 1, 3)` it is `["trip 4", "club 9"]`. The window may have become smaller since
# the last call. Change no argument.

# %% nbgrader={"grade": false, "grade_id": "answer-23-5", "locked": false, "schema_version": 3, "solution": true, "task": false}
def to_send(waiting, on_the_way, window):
    ### BEGIN SOLUTION
    return waiting[: max(0, window - on_the_way)]
    ### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "check-23-5", "locked": true, "points": 1.0, "schema_version": 3, "solution": false, "task": false}
check("23.5", to_send)

# %%
quiz("23.q3")

# %% [markdown] covers=["CHAT-13", "CHAT-14"]
# ## 13 · Bad days · 2 minutes
#
# Ten days, drawn at random: gateways die or lose their stores, phones go into tunnels, frames get lost, come twice,
# overtake each other. `crossed`: shown after a later one, or under another number than elsewhere. `overtaken`: stored
# before what its writer wrote earlier. `ticks_back` fell; `ticks_lied` told of what no phone had shown. A day without a
# fault is `kept`.

# %% covers=["CHAT-13", "CHAT-14", "BUG-080", "BUG-094"]
from collections import Counter

from course.systems.chat.workload import storm

faults = ("lost", "twice", "crossed", "overtaken", "ticks_back", "ticks_lied")
often_seen = ("often seen", publishing(store_first=True), TrustingClient)
for design, make_gateway, make_client in (often_seen, ("ours", Gateway, Client)):
    total = Counter()
    for seed in range(10):
        rng = random.Random(seed)
        small = talk(rng, users=20, messages=200, over_s=10)
        plan = storm(rng, ["g1", "g2", "g3"], small)
        found = Chat(small, plan, rng, make_gateway=make_gateway, make_client=make_client).play(rest_s=40).verdict
        total.update({name: getattr(found, name) for name in ("copies", "kept", *faults)})
    print(f"{design:10} {total['copies']:,} copies, days without a fault: {total['kept']}")
    print(*(f"{name} {total[name]:,}" for name in faults), sep=", ")

# %% [markdown] covers=["CHAT-14"]
# Our **7,526** copies: **0** of each. (A *count*: the same on every machine.) The other design has more lies than
# losses: each screen that saw a tick too early counts.
#
# Now on real sockets, where no two runs are alike: kill `g1` while everybody writes.

# %% covers=["CHAT-14"]
with LiveChat(members) as live:
    for device in live.devices:
        for number in range(10):
            live.type(device, "trip", f"line {number}")
    at_kill = live.verdict().acknowledged
    live.kill("g1")
    print("came to rest:", live.settle(), "on", *{live.where(device) for device in live.devices})
    verdict = live.verdict()
print("acknowledged before the kill:", "all" if at_kill == verdict.acknowledged else "not all", end="; ")
print(f"in the end {verdict.acknowledged}")
print(*(f"{name} {getattr(verdict, name)}" for name in faults), sep=", ")

# %% [markdown] covers=["CHAT-11", "CHAT-12", "CHAT-15"]
# ## 14 · Against the estimate · 4 minutes
#
# The parts, once more. ("Cursors" are the two numbers of exercise 23.1.)

# %%
from course.widgets.chat_pictures import chat_architecture

chat_architecture()

# %% [markdown] covers=["CHAT-11", "CHAT-15"]
# A gateway on real sockets was measured once, with 200 phones that write, and up to 2,000 silent ones (Python;
# *recorded*).

# %% covers=["CHAT-11", "CHAT-15"]
from course.recordings import recording

recorded = recording("23.sockets")
figures = recorded["values"]
socket_bytes = figures["an idle socket, B"]
print(f"recorded on {recorded['server']}, {recorded['machine']}, {recorded['date']}")
print(f"a silent socket takes {socket_bytes / 1e3:.1f} kB of the gateway", end="; ")
print(f"it carries {figures['messages/s, Redis']:,.0f} messages/s at most, of two copies each")
for name, share in (("p50", "half"), ("p99", "99 of 100")):  # p50: the time within which half have come
    print(f"at 5 messages/s {share} come within {1e3 * figures[f'delivery {name}, Redis, s']:.0f} ms")

# %% [markdown] covers=["CHAT-11", "CHAT-15"]
# Now the machines. *Assumptions*: each is full to 70 %, one of three data centres is down, the busiest second has five
# times the average. A gateway (not of Python) holds 50,000 connections (1 GB, if each takes what ours takes), and sends
# 20,000 copies a second: fifty times ours.

# %% covers=["CHAT-15"]
plans["first, all"] = plans["first"][0] / 0.1, plans["first"][1]  # all of its users connected
for name, copies in (("first", 10), ("first", 4), ("first, all", 10), ("second", 10), ("third", 10)):
    needed = load(*plans[name], socket_bytes=socket_bytes, receivers_each=copies, deliveries_each_per_s=20_000)
    print(f"{name:10} {copies:2} copies a message: gateways for connections", end=" ")
    print(f"{needed.for_connections.value:6,.0f}, for messages {needed.for_messages.value:5,.0f}")

# %% [markdown] covers=["CHAT-11", "CHAT-12", "CHAT-15"]
# In the second and the third design open connections are the dominant load: most phones are silent, and each costs its
# place. In the first, messages decide. Yet its users write as much as the third's: what decides is *our tenth*. With
# all connected it is **2,144** against **311**. Four copies flip it too; our day of scene 1 had fewer. So count both.
#
# The promises of scene 2: *never lost after a tick*, *never shown twice*, *one order*, *ticks that never lie or go
# back*: kept, in both cells of scene 13. *100 ms*: kept, on a calm machine that carries little: **9** ms for half,
# **16** for 99 of 100. *A push for the absent*: rung. *99.9 %*: not shown.
#
# **What this leaves out.** Who is online, and 50,000 phones that come back at once (dive 23a). Large groups (23b).
# History and search (23c). A server that cannot read (lesson 24). A phone that loses its memory.
#
# **The moral.** Exactly once is at-least-once plus a memory. First store, then acknowledge, then deliver until it is
# confirmed, and let the phone ignore what it has shown already.

# %% [markdown]
# ## 15 · Whiteboard, on another day · 12 minutes
#
# *Ward alarms.* A hospital has 800 beds. Monitors raise some 20,000 alarms a day, which must reach the nurses' devices
# of the ward: 6 nurses, at least one of them within 10 seconds. The nurse who takes an alarm says so; all see it.
# Design it in six minutes, on paper. Then take two curveballs: *the ward's wireless network is down for two minutes*,
# and *a nurse's device says "received" in an empty room*.
#
# Before you mark your own, mark three answers of other people, 0 to 2 for each: promises · the dominant load with a
# number · a decision and what would flip it · a failure and how it is detected · honest unknowns.
#
# <details><summary>Only after your own lines: three answers to mark</summary>
#
# *One.* "Kafka guarantees exactly once. Each alarm goes to a topic of the ward, and WebSockets bring it to the
# devices."
#
# *Two.* "20,000 alarms a day to 6 devices are 120,000 copies: 1.4 a second. Each alarm is stored first, with a number
# for each ward, and sent until the device confirms it. Devices remember their last number, so nothing is shown twice."
#
# *Three.* "At least one nurse within 10 s, or somebody else must know: that is the promise. Copies are 1.4 a second,
# perhaps 50 when something happens on a whole ward; the load is nothing. What counts is silence. Store, then deliver
# until confirmed, and a device's 'received' is not enough: only a nurse's touch stops the clock. After 10 s without a
# touch the alarm goes to the next ward, and a loud bell rings that needs no network. If a touch often took
# longer than 10 s, I would ring two wards at once. Each device sends a sign every 2 s; a device that is silent for 5 s
# is shown at the desk as dead. Twice is harmless, so the memory is small. I do not know how often nurses touch
# without looking."
#
# </details>
# <details><summary>Our marks, and the curveballs</summary>
#
# | | promises | load | decision | failure | unknowns | why |
# |---|---|---|---|---|---|---|
# | One | 0 | 0 | 0 | 0 | 0 | A product's name is no promise. Who confirms what, to whom? |
# | Two | 1 | 2 | 1 | 0 | 0 | Sound delivery, with the right number. But nobody notices when no nurse comes. |
# | Three | 2 | 2 | 2 | 2 | 2 | It saw that "delivered" is not "seen", and gave silence an alarm of its own. |
#
# Curveballs, 2 points each. *No network*: you said that both sides notice by missing signs within seconds, that the bed
# rings aloud, and that what was stored comes afterwards, marked as old. *Empty room*: "received" is a tick of the
# device; you let only a touch end the alarm, and raise it to others after a time.
#
# </details>
#
# Then mark yours.

# %% [markdown] tags=["instructor"]
# **Discuss.** The tick comes after the message is stored. On a bad evening storing takes 2 s. Would you show another
# sign earlier? What does the writer believe then, and what if the server dies?
#
# **Discuss.** With our gateway messages decide, with the assumed one connections do. You may buy memory or rewrite
# the gateway in another language. Which measurement do you make before you choose?
