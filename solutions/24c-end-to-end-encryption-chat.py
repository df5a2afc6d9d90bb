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
#     objectives: [finds, bell, again, once, price]
#     terms: [preview, parcel, alarm, ghost device]
# ---

# %% [markdown]
# # 24c · The joined chat
#
# Lesson 23 in three lines. A gateway stores a message, then answers "stored", then delivers a copy to each device until the
# device confirms. Who is absent gets a **bell**: a push through the maker of the phone. Copies may come twice, and show once.
#
# Lesson 24 in two. Two phones share a Double Ratchet: each message has a key of its own, which is deleted when the message
# was opened. (For learning, not for use.)
#
# ## 1 · "Can you read them?" · 4 minutes
#
# Your platform for photos also carries direct messages. A newspaper asks: *can you read what people write to each other?* You
# search. Here are "days", of five seconds each, of 20 people in pairs and groups of five. Gateway `g1` dies, eight devices are away for three seconds, and
# one frame of fifty gets lost.

# %% covers=["CHAT-50"]
import random
from dataclasses import replace

from course.simulation.network import Conditions
from course.systems.chat.client import Client
from course.systems.chat.run import Chat
from course.systems.chat.seen_by_server import TellingGateway, places, readable
from course.systems.chat.service import Gateway
from course.systems.chat.workload import Away, Crash, Plan, talk


def a_day(seed):
    day = talk(random.Random(seed), users=20, messages=300, over_s=5)
    away = tuple(Away(1.0, device, 3) for device in day.devices[:8])
    plan = Plan(crashes=(Crash(2.9, "g1"),), absences=away, wire=Conditions(lost=0.02))
    return replace(day, typed=tuple(replace(each, text=f"Only for you: {each.text}.") for each in day.typed)), plan


# %% [markdown]
# A design often seen puts a **preview** into the bell: who writes, and the first 50 characters. `TellingGateway` does so; in all
# else it is the gateway of lesson 23.

# %%
from course.checks import check, order, predict, quiz, reveal, review, yours


def play(make_client, make_gateway, day, plan):
    chat = Chat(day, plan, random.Random(24), make_gateway=make_gateway, make_client=make_client, watch=True)
    run = chat.play(rest_s=12)
    return run, [phone.client for phone in chat.phones.values()]


predict("24c.p1")

# %% [markdown]
# Search every byte, for each of the texts:

# %% tags=["reveal"] covers=["CHAT-50", "BUG-091"]
day, plan = a_day(24)
texts = [each.text for each in day.typed]
plain, _ = play(Client, TellingGateway, day, plan)
print(f"{len(texts)} messages, lost: {plain.verdict.lost}, shown twice: {plain.verdict.twice}")
for place, found in places(plain).items():
    print(f"texts that can be read {place:15} {readable(found, texts)}")
print(plain.pushes[0])
reveal("24c.p1", readable(plain.pushes, texts))


def in_bells(day, plan):
    run = Chat(day, plan, random.Random(24), make_gateway=TellingGateway).play(rest_s=1)
    return readable(run.pushes, [each.text for each in day.typed])


others = [a_day(seed) for seed in (25, 26, 27)]
print("in the bells of three other days:", *(in_bells(*each) for each in others))
calm = [(each, replace(bad, crashes=())) for each, bad in [(day, plan), *others]]
print("the same four days, if g1 does not die:", *(in_bells(*each) for each in calm))

# %% [markdown] covers=["BUG-091"]
# <details><summary>After you ran it</summary>
#
# **95**; three other days **63** to **88**. The absent alone make **16** to **23**, for those who write to them are mostly away
# too. The rest rang when g1 was dead. And all **300** lie on your servers. The honest answer to the newspaper is yes.
#
# </details>
#
# ## 2 · Sealed on the phone · 5 minutes
#
# The chat's device asks for an object with two methods: `seal(reader, text)`, and `open(writer, sealed)`, which raises
# `CannotOpen` for what stays closed. `agreed` makes one for each device: each pair of devices that share a conversation has
# agreed on a secret (lesson 24, scene 10).
#
# Where the text stood, a frame now carries a **parcel**: one sealed text for *each* other device. The gateways of
# scene 1 do not even notice.

# %% covers=["CHAT-50"]
import json

from course.systems.chat.sealing import readable_copies, sealing
from course.systems.encryption.ends import agreed
from course.systems.encryption.model import CannotOpen

pairs = day.members.pairs()
sealed, clients = play(sealing(agreed(pairs), day.members), TellingGateway, day, plan)
print(f"lost: {sealed.verdict.lost}, shown twice: {sealed.verdict.twice}")
print(f"{readable_copies(clients):,} of {sealed.verdict.copies:,} copies stand on screens as they were written,")
print(f"the writers' own {len(texts)} among them")
for place, found in places(sealed).items():
    if place != "in the bells":  # scene 3 looks there
        print(f"texts that can be read {place:15} {readable(found, texts)}")
rows = sealed.log.all()
print("rows with writer, conversation and moment:", sum(bool(r.sender and r.conversation and r.stored_s) for r in rows))
pieces = [piece for row in rows for piece in json.loads(row.text).values()]
print("characters of a text:", *sorted(set(map(len, texts))), end=", ")
print("of a sealed one:", *sorted(set(map(len, pieces))))

# %% [markdown] covers=["CHAT-50"]
# Sealing hides what is said. The *metadata* stays, of all **300** (lesson 24, scene 13): who, where, when, and about how much
# (scene 6). So the answer to the newspaper is now: "not the texts". "We know nothing" would be a lie.
#
# Is the server's own work still possible?

# %% covers=["CHAT-50"]
quiz("24c.q1")

# %% [markdown] covers=["BUG-091"]
# ## 3 · What may a bell say? · 4 minutes
#
# Your colleague wants to keep the preview: "people like to see who writes".

# %%
predict("24c.p2")

# %% tags=["reveal"] covers=["BUG-091"]
from course.systems.chat.seen_by_server import bells
from course.widgets.sealing_pictures import what_lies_there

seen = bells(sealed, texts)
reveal("24c.p2", seen.finding)
print("one bell:", seen.first)
print(f"bells: {len(plain.pushes)} when plain, {len(sealed.pushes)} when sealed", end="; ")
print(f"texts in the sealed ones: {readable(sealed.pushes, texts)}")
what_lies_there(day, plan, plain, sealed)

# %% [markdown] covers=["BUG-091"]
# <details><summary>After you ran it</summary>
#
# The writer, the beginning of a parcel, and **0** texts. (**138** bells for **95** texts: each device of a reader that is away,
# or was at g1, rings.) In the picture sealing has emptied the four rows of texts. What remains: the dots, and that the makers of
# phones learn who writes. Plain texts left from second 1 on. So an app whose server makes a
# preview has a server that reads.
#
# </details>
# <details><summary>Which failure pattern is a preview made by the server: load on the wrong tier, clock as truth, or
# check-then-act? Name it, then open.</summary>Load on the wrong tier (a tier: all machines with one job): the line for the
# screen is made where the text must not be. Detect it by a test that finds in a
# bell anything but the name of its device.</details>
#
# Who can make that line? Only the phone. So the bell says "come", and nothing else. This once on real sockets, with a database
# and a Redis. Bo's phone is away:

# %% covers=["BUG-091", "CHAT-50"]
from course.systems.chat.live import LiveChat
from course.systems.chat.members import Members

members = Members()
members.add_user("ana", ("phone", "laptop"))
members.add_user("bo")
members.add_conversation("ana and bo", ("ana", "bo"))
secret = "The keys are under the third stone."
with LiveChat(members, make_client=sealing(agreed(members.pairs()), members)) as live:
    live.disconnect("bo/phone")
    name = live.type("ana/phone", "ana and bo", secret)
    live.wait_until(lambda: "bo/phone" in live.pushes)
    rows, inbox = live.log.after("ana and bo", 0), live.hub.pending("bo/phone", "", 10)
    print(f"rows in the table: {len(rows)}, in Bo's inbox: {len(inbox)}; bells: {set(live.pushes)}")
    print("texts that can be read in all three:", readable(map(repr, [*rows, *inbox, *live.pushes]), [secret]))
    live.reconnect("bo/phone")  # the bell rang: the phone comes, fetches and opens
    live.settle()
    print("Bo's phone writes on its own screen:", live.devices["bo/phone"].client.texts[name][:12], "…")

# %%
quiz("24c.q2")

# %% [markdown]
# A good place for a pause.
#
# ## 4 · Sent again · 7 minutes
#
# A phone sends a message until it hears "stored". A phone could seal its text whenever the message *leaves*. Here `packed` holds
# the parcels of messages that are not stored yet, by their names. (A Double Ratchet opens a later message although earlier
# ones are missing, and puts their keys away for them: dive 24b.)


# %%
def seal_each_time(packed, name, text, devices, seal):
    return {**packed, name: {device: seal(device, text) for device in devices}}


predict("24c.p3")

# %% tags=["reveal"]
from course.systems.chat.seen_by_server import sent_again

ends = agreed(pairs)
again, clients = play(sealing(ends, day.members, pack=seal_each_time), Gateway, day, plan)
found = "some are shown twice" if again.verdict.twice else "some are lost" if again.verdict.lost else "nothing unusual"
reveal("24c.p3", found)
needed = again.verdict.copies - len(texts)  # the writer's own copy is not sealed
wasted = sum(client.sealed for client in clients) - needed
print(f"parcels sealed again: {sum(client.sealed_again for client in clients)}, keys used in vain: {wasted}")
_, calm = play(sealing(agreed(pairs), day.members, pack=seal_each_time), Gateway, day, replace(plan, crashes=()))
print("parcels sealed again if g1 does not die:", sum(client.sealed_again for client in calm))
frames, other_bytes = sent_again(again)
print(f"{frames} frames came where the same message had come before, {other_bytes} of them with other bytes")


def keys_waiting(ends):
    return sum(len(pair.ratchet.skipped) for end in ends.values() for pair in end.talks.values())


print("keys that wait for a message that never comes:", keys_waiting(ends))

# %% [markdown]
# <details><summary>After you ran it</summary>
#
# Nobody sees anything, and that is the danger. **27** new parcels used up a key for each device. In **7** cases the store knew
# the name, and dropped the new one. If g1 does not die, only **9** are sealed again. Readers keep keys for numbers that never
# come, and a thief finds them: **71** of **77**, for a gap shows only when the next
# message comes. After more than 1,000 in a row, all that follows stays closed until the reader writes (dive 24b).
#
# </details>
# <details><summary>Which failure pattern is this: two copies of one truth, clock as truth, or everyone at once?</summary>Two
# copies of one truth: one name, and two parcels that both claim to be it. Detect it
# by comparing the bytes of frames under one name.</details>
#
# | you have | |
# |---|---|
# | `packed` | a dictionary: name → parcel. A parcel is a dictionary: device → sealed text |
# | `devices` | a list of the other devices of the conversation, at this moment; it may be empty |
# | `seal(device, text)` | the sealed text for one device; each call uses a key up, and may raise |
#
# **Exercise 24c.1.** Write `pack(packed, name, text, devices, seal)`. It is called each time a message leaves. Return the new
# `packed`, with this message in it, and leave the old one as it is. What leaves again is the same parcel, even if a device has
# joined meanwhile, and no key is used in vain. Remember nothing outside `packed`. Let an error of `seal` come out: keys used before it are gone, which is fine.


# %% nbgrader={"grade": false, "grade_id": "answer-24c-1", "locked": false, "schema_version": 3, "solution": true, "task": false}
def pack(packed, name, text, devices, seal):
    ### BEGIN SOLUTION
    if name in packed:
        return packed
    parcel = {one: seal(one, text) for one in devices}
    return packed | {name: parcel}
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "check-24c-1", "locked": true, "points": 2.0, "schema_version": 3, "solution": false, "task": false}
check("24c.1", pack)

# %% [markdown] tags=["instructor"]
# **Common wrong answer.** `setdefault`: the bytes stay the same, and the keys are used all the same, because Python computes the
# argument first. Timing for a class: 7 minutes.

# %%
ends = agreed(pairs)
mended, clients = play(sealing(ends, day.members, pack=yours("24c.1", pack)), Gateway, day, plan)
frames, other_bytes = sent_again(mended)
print(f"{frames} frames came where the same message had come before, {other_bytes} of them with other bytes")
print("keys that wait:", keys_waiting(ends))
print(f"{readable_copies(clients):,} of {mended.verdict.copies:,} copies can be read")

# %% [markdown]
# **0** keys wait. Seal once, and send that. What remains: phones die, so the parcel belongs on the disk.
#
# ## 5 · A copy comes twice · 10 minutes
#
# Now the reader. `texts` is what a phone can read, by name. `take_each` opens each copy that comes, and writes what came of
# it under its name.

# %%
predict("24c.p4")

# %% tags=["reveal"]
from course.systems.chat.sealing import screens, take_each

hasty, phones = play(sealing(agreed(pairs), day.members, take=take_each), Gateway, day, plan)
seen = screens(hasty, phones)
reveal("24c.p4", seen.finding)
print(seen)

# %% [markdown]
# <details><summary>After you ran it</summary>
#
# At-least-once meets a ratchet: the first copy has opened, and its key was deleted, as it must be. The confirmation got
# lost, or died with g1, so the gateway sent the copy again: **43** texts are gone. One copy came a third time, so there are **44** alarms. The client's
# memory of lesson 23 came too late: it stands *behind* the opening.
#
# </details>
# <details><summary>Which failure pattern is this: check-then-act, space too small, or clock as truth?</summary>Check-then-act,
# the wrong way round: this phone acts (it opens), then checks (is the name known?). The key is gone, and no check brings it
# back. Detect it by messages that do not open though their name is known.</details>
#
# Could a phone just ignore the error? A message of the real writer that does not open means: somebody
# else may hold the keys (lesson 24, scene 12). The phone raises an **alarm**. After dozens of false ones, nobody looks.
# For garbage it is right: anybody can ring it.
#
# **Exercise 24c.2.** Write `take(texts, name, sealed, open_sealed)`. Return the new `texts`, and leave the old ones as they are.
# `open_sealed(sealed)` gives the text, or raises `CannotOpen` or one of its children (`Tampered`, `Replayed`,
# `TooFarAhead`); then nothing is added. Copies come twice and late, a text may be
# empty, and anybody may send garbage. Each failed call of `open_sealed` is an alarm, which the phone counts: let none be false, and none be missing. A
# name that is known is never opened again, whatever comes under it; what failed may open later. Remember nothing outside `texts`; hide no other error.


# %% nbgrader={"grade": false, "grade_id": "answer-24c-2", "locked": false, "schema_version": 3, "solution": true, "task": false}
def take(texts, name, sealed, open_sealed):
    ### BEGIN SOLUTION
    if name in texts:
        return texts
    try:
        return texts | {name: open_sealed(sealed)}
    except CannotOpen:
        return texts
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "check-24c-2", "locked": true, "points": 2.0, "schema_version": 3, "solution": false, "task": false}
check("24c.2", take)

# %% [markdown] tags=["instructor"]
# **Common wrong answer.** Open first, ignore the error: the texts are right, and the alarms are false. Timing for a class: 7
# minutes.

# %% [markdown]
# Both of yours, on two bad days: gateways die or lose their stores, frames get lost, come twice, overtake each other.

# %%
from course.systems.chat.workload import storm


def bad_day(seed, **ours):
    small = talk(random.Random(seed), users=8, messages=60, over_s=5)
    ends, bad = agreed(small.members.pairs()), storm(random.Random(seed), ["g1", "g2", "g3"], small)
    run, phones = play(sealing(ends, small.members, **ours), Gateway, small, bad)
    found = f"{readable_copies(phones)} of {run.verdict.copies} copies can be read"
    return f"{found}, alarms {sum(phone.alarms for phone in phones):3}, keys that wait {keys_waiting(ends):3}"


both = {"pack": yours("24c.1", pack), "take": yours("24c.2", take)}
for seed in (1, 2):
    print(f"day {seed}, before: {bad_day(seed, pack=seal_each_time, take=take_each)}")
    print(f"day {seed}, after:  {bad_day(seed, **both)}")
quiz("24c.q3")

# %% [markdown] covers=["CHAT-50"]
# ## 6 · What your numbers decide · 6 minutes
#
# What else did the server do? It searched texts, copied them to many devices, and kept pictures.

# %% covers=["CHAT-50"]
import os

from course.systems.encryption.primitives import seal

word, phone = "text 42.", next(client for client in clients if client.device == "u5/phone")  # its bell rang in scene 1
print(f"rows with {word!r}: at the server {sum(word in row.text for row in mended.log.all())}", end=", ")
print(f"on u5's phone {sum(word in text for text in phone.texts.values())}")
upload = {name: sum(len(row.text) for row in run.log.all()) for name, run in (("plain", plain), ("sealed", sealed))}
print(f"stored for {len(texts)} messages: {upload['plain']:,} characters plain, {upload['sealed']:,} sealed", end=", ")
print(f"in {len(pieces)} pieces of {len(pieces[0])} characters")
print(
    "sealed texts of 15, 16 and 31 bytes:", *(len(seal(os.urandom(32), bytes(n), b"")) for n in (15, 16, 31)), "bytes"
)
picture, picture_key = bytes(1_000_000), os.urandom(32)
once, others = len(seal(picture_key, picture, b"")), len(day.members.devices_of("group0")) - 1
print(f"a picture of 1 MB for {others} devices: {others * once / 1e6:.1f} MB if sealed for each;")
print(f"{once / 1e6:.1f} MB if sealed once, with a key of its own that travels in the parcel")

# %% [markdown]
# Why 19 times as much? **300** messages make **842** pieces, one for each device that shall read: the **1,142** copies without
# the writers' own. A piece is 40 bytes of header, 32 of text (filled up to the *next* multiple of 16), and 32 of a *tag*, which shows
# whether a byte was changed; base64, which writes bytes as letters and digits, makes **140** characters of these 104. The rest
# are names of devices. Each device loads the whole row, to open one piece of it.
#
# | what happens | without the mend | with it |
# |---|---|---|
# | you search your servers | **300** texts, **95** in bells | **0**; metadata stays |
# | a message leaves again | a key lost for each device | the same bytes |
# | a copy comes again | an error in place of the text | its name is known |
# | somebody searches | at the server | on the phone only |
# | a picture for a group | once for each device | once, and a small key |

# %%
quiz("24c.q4")

# %% [markdown]
# **What this leaves out.** Number, text and chain in one write on the disk. How two phones agree on a secret through the chat
# itself. Group keys, which save copies. Hiding who writes to whom.
#
# The newspaper calls again: *so what do you still know?* Of all **300** messages who wrote them, where and when, and how long they
# are, in steps of 16 bytes; of each bell, when it rang. No text.
#
# **The moral.** The server needs names and numbers, never texts. Seal once, before the first sending; look at the name before
# the first opening.

# %%
review("24c", limit=1)

# %% [markdown]
# ## 7 · Whiteboard, on another day · 8 minutes
#
# *A clinic sends laboratory results to patients' phones.* Nobody between the laboratory and the patient may read them. Design in
# four lines. Then a curveball: *the operator adds a device of its own to your list of devices.* It is called a **ghost device**.
#
# <details><summary>Only after your own lines: three answers to mark</summary>
#
# Give each, then yours, 0 to 2 for: who can read · the bell · twice and late · what remains.
#
# | | answer |
# |---|---|
# | One | The server encrypts all results in its database. The bell says "Your HIV test is here". |
# | Two | The laboratory seals for each device of the patient. The bell says "a message from the clinic". The phone opens what comes. |
# | Three | As two; the bell says "come". The laboratory seals once, and sends the same bytes until "stored". The phone looks up the name, opens, writes text and chain to the disk, confirms. What remains: the operator sees who gets results, and when. I do not know how many patients change phones each year. |
#
# </details>
# <details><summary>Our marks, and the curveball</summary>
#
# | | can read | bell | twice | remains | why |
# |---|---|---|---|---|---|
# | One | 0 | 0 | 0 | 0 | The server has the key, and the bell has the secret. |
# | Two | 2 | 1 | 0 | 0 | "From the clinic" tells the phone's maker enough. A second copy does not open. |
# | Three | 2 | 2 | 2 | 2 | Says what it does not know. |
#
# Curveball. 2: a new device counts only when an old one has signed it, or when both compare a new safety number; until then
# nothing is sealed for it. 1: a notice "a device was added", which nobody reads. 0: "the list comes over HTTPS".
#
# </details>

# %% [markdown] tags=["instructor"]
# **Discuss.** The server cannot search texts any more. Somebody with a new phone and 40,000 messages asks for an
# address from last year. What do you build, where does it lie, and what does a thief of it learn?
