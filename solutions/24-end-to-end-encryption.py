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
#     objectives: [sees, cost, chain, delete, recover, agree, trust]
#     terms: [transport encryption, end-to-end encryption, envelope, forward secrecy, recovery, replay, chain key,
#       message key, private key, public key, agreement, ratchet, bundle, identity key, signed prekey, one-time prekey,
#       signature, man in the middle, safety number, metadata]
# ---

# %% [markdown] covers=["CHAT-10"]
# # 24 · End-to-end encryption
#
# ## 1 · You are the operator · 4 minutes
#
# Six lawyers write to each other through your server. Every connection is sealed, as a browser does it with HTTPS. This is
# called **transport encryption**. Somebody records every byte that travels.

# %% covers=["CHAT-10"]
import random

from course.systems.encryption.relay import play, readable
from course.systems.encryption.workload import evening

notes = evening(random.Random(24))
relay = play(notes, transport=True, end_to_end=False)
print(f"{len(notes)} notes; on the wire, {readable(relay.wire, notes)} of them can be read")

# %% [markdown]
# The app says: "your messages are encrypted". Now you sit down at your own server.

# %%
from course.checks import check, order, predict, quiz, reveal, review, yours

predict("24.p1")

# %% [markdown]
# `decode` turns bytes into text; `LIMIT 3` shows three rows only.

# %% tags=["reveal"] covers=["CHAT-10"]
print(relay.database.sql("SELECT sender, reader, decode(body) AS text FROM messages LIMIT 3"))
reveal("24.p1", readable(relay.kept, notes), unit="notes")

# %% [markdown] covers=["CHAT-10"]
# <details><summary>After you ran it</summary>
#
# All **200**. The seal ends at your server, and begins anew behind it. Whoever runs it, breaks in, or holds the backup reads
# everything.
#
# </details>
# <details><summary>Which failure pattern is this: clock as truth, trusting the caller, or space too small? Name it,
# then open.</summary>Trusting the caller, seen from the phones: they believe a server that they cannot check. Nothing detects
# it: reading leaves no trace.</details>

# %% [markdown] covers=["CHAT-10"]
# ## 2 · What do we promise? · 2 minutes
#
# > *We are six lawyers. Nobody but the two who write may read. And phones get stolen. When can you start?*
#
# If only the phones at the two ends can open a message, that is **end-to-end encryption**. Choose four of these five
# questions, then open.
#
# <details><summary>May the server read, to search or to sort?</summary>No.</details>
# <details><summary>A phone is stolen. What may the thief read?</summary>Nothing that was read and deleted before. Of what
# comes, as little as possible, and not for ever.</details>
# <details><summary>Must both be online?</summary>No. One writes while the other sleeps.</details>
# <details><summary>May the server lie?</summary>Plan for it. Both must be able to notice.</details>
# <details><summary>May it know who writes to whom?</summary>We would rather not. But it must deliver.</details>
#
# <details><summary>SQL, before you go on: what does <code>SELECT sender FROM messages WHERE reader = 'Bo'</code>
# do?</summary>It shows who wrote to Bo, row by row. Not sure? Primer 00b takes ten minutes.</details>
#
# What you build here is for learning: never ship encryption of your own.

# %% [markdown]
# ## 3 · The estimate · 3 minutes
#
# An **envelope** is a sealed text with all that it needs. 100 bytes of text are filled up to 112. A header of 40 bytes
# stands before them, and 32 bytes behind them show any change.
#
# We plan 100 million users who write 100 messages of 100 bytes a day. One message of ten goes to a group of 50 phones.
# Each user begins one new talk a day, with 160 bytes of keys. (All assumed.)
#
# In clear, the server copies a message for the group. Sealed, each phone of the group has other keys.

# %%
quiz("24.q1")

# %%
from course.systems.encryption.estimate import cost, envelope_bytes

planned = cost(100e6, messages_a_day=100, text_bytes=100, group_share=0.1, group_phones=50)
print(f"one envelope: {envelope_bytes(100)} bytes for 100 bytes of text")
for name, bytes_per_s in (
    ("all messages in clear", planned.plain_bytes_per_s),
    ("sealed, for one person", planned.single_bytes_per_s),
    ("sealed, for groups", planned.group_bytes_per_s),
    ("keys for new talks", planned.bundle_bytes_per_s),
):
    print(f"{name:24} {bytes_per_s / 1e6:6.1f} MB/s")
print(f"phones send {planned.times_plain:.1f} times as much")

# %% [markdown]
# The **dominant load** is copies for groups: one message of ten, and most of the bytes. The server seals nothing; that
# work is done by phones.

# %% [markdown] covers=["CHAT-48", "BUG-097"]
# ## 4 · One key for ever · 3 minutes
#
# A design often seen: Ana and Bo have one key of 32 random bytes. A library, AES-GCM, seals each text with that key and
# 12 fresh random bytes. Take the library as a black box, and look at one property:

# %% covers=["CHAT-48"]
from dataclasses import replace

from course.systems.encryption.designs import static_key
from course.systems.encryption.model import Tampered

ana, bo = static_key(bytes(32))  # 32 zeros here, so that every run is the same
pay = ana.encrypt(b"pay 10 to Cem")
closed = 0
for place in range(len(pay.sealed)):
    changed = bytearray(pay.sealed)
    changed[place] ^= 1  # one bit
    try:
        bo.decrypt(replace(pay, sealed=bytes(changed)))
    except Tampered:
        closed += 1
print(f"one bit changed in each of {len(pay.sealed)} places: {closed} stay closed")

# %% [markdown]
# **41** bytes: 12 random ones, 13 of text, and 16 that show any change. (The seal of scene 3 is another one, with 32.) So is
# this safe? A thief has recorded twelve envelopes. After message 6 he copied all that was on Ana's phone:

# %% covers=["BUG-097"]
from course.systems.encryption.theft import steal

theft = steal("one key", 6)
print(theft.row, "  ■ opens, · stays closed, | the theft")
print(f"{theft.past} from before open, {theft.future} from after")

# %% [markdown] covers=["BUG-097"]
# All of them: **6** from before and **6** from after.
#
# <details><summary>Which failure pattern is it: grows for ever, check-then-act, or everyone at once?</summary>Grows for
# ever: each message adds to what one key opens. You would detect it by the age of the keys in use. What remains with a
# younger key: a thief who only listens leaves no trace.</details>
#
# There is a second weakness. Somebody sends the recorded envelope again. That is a **replay**.

# %% covers=["BUG-097"]
for _ in range(3):
    print(bo.decrypt(pay).decode())

# %% [markdown]
# Three payments, and Ana ordered one. Nothing was changed, so nothing was noticed.

# %% [markdown] covers=["CHAT-49", "BUG-097"]
# ## 5 · A key for each message · 7 minutes
#
# So use a key once. Both phones keep a **chain key**. One step makes two keys out of it: the next chain key, and a
# **message key** that seals one message. `mac(key, text)` is the second black box: a hash with a key. Whoever has a result
# cannot go back to the key, nor on to what the same key makes of another text. Change one bit of the key, or the text:

# %% covers=["CHAT-49"]
from course.systems.encryption.primitives import mac


def bits_apart(one, other):
    return sum((a ^ b).bit_count() for a, b in zip(one, other))


result = mac(bytes(32), b"x")
print(f"two keys, 1 bit apart: {bits_apart(result, mac(bytes(31) + bytes([1]), b'x'))} of 256 bits of the results differ")
print(f"one key, two texts: {bits_apart(result, mac(bytes(32), b'y'))} of 256 bits differ")

# %% [markdown]
# **123** and **133** of 256: about half each time, as if every result were drawn by chance.
#
# **Exercise 24.1.** Write `step(chain)`: 32 bytes in; out come the next chain key and the message key, 32 bytes each.
# Both phones run it. The thief knows your code too. If he has one message key, he must not get the next chain key. If he
# has the next chain key, he must not get the message key of this step, nor the old chain key.

# %% nbgrader={"grade": false, "grade_id": "answer-24-1", "locked": false, "schema_version": 3, "solution": true, "task": false}
def step(chain):
    ### BEGIN SOLUTION
    return mac(chain, b"to the next"), mac(chain, b"for this message")
    ### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "check-24-1", "locked": true, "points": 2.0, "schema_version": 3, "solution": false, "task": false}
check("24.1", step)

# %% [markdown] tags=["instructor"]
# **Common wrong answer.** The message key is hashed out of the *next* chain key. It looks like the same thing. Ask what a
# thief finds on the phone right after a message was read. Timing for a class: 9 minutes.

# %%
predict("24.p3")

# %% tags=["reveal"] covers=["CHAT-49", "BUG-097"]
from course.systems.encryption.theft import steal_chain

theft = steal_chain(yours("24.1", step), 6)  # the thief finds the chain key, and takes your steps
print(theft.row)
reveal("24.p3", f"{theft.past} from before, {theft.future} from after")

# %% [markdown] covers=["CHAT-49"]
# <details><summary>After you ran it</summary>
#
# The past is closed: its keys are deleted, and no step leads back to them. This is called **forward secrecy**. But the thief
# walks on as the phone does, and reads the **6** that follow.
#
# </details>

# %% [markdown] covers=["CHAT-49", "BUG-097"]
# ## 6 · Delete in time · 6 minutes
#
# Forward secrecy is *deleting*, at the right moment. Too late, and a thief finds the key. Too early is bad as well.
#
# **Exercise 24.2.** Write `open_next(chain, sealed)`. `chain_step(chain)` gives the next chain key and the message key.
# `unseal(key, sealed, b"")` gives the text in bytes, or raises `Tampered`. (`b""`: nothing travels beside the sealed text.)
# Return two things: the text as `unseal` gives it, and the chain key to go on with. If the message does not open, the text is
# None. A text may be empty. Anybody may send you garbage. Only the next message opens; one that comes too early stays closed.

# %% nbgrader={"grade": false, "grade_id": "answer-24-2", "locked": false, "schema_version": 3, "solution": true, "task": false}
from course.systems.encryption.double_ratchet import chain_step
from course.systems.encryption.model import Tampered
from course.systems.encryption.primitives import seal, unseal


def open_next(chain, sealed):
    ### BEGIN SOLUTION
    after, key = chain_step(chain)
    try:
        return unseal(key, sealed, b""), after
    except Tampered:
        return None, chain
    ### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "check-24-2", "locked": true, "points": 2.0, "schema_version": 3, "solution": false, "task": false}
check("24.2", open_next)

# %% covers=["BUG-097", "CHAT-49"]
take, at_bo = yours("24.2", open_next), bytes(32)
sealed = seal(chain_step(at_bo)[1], b"pay 10 to Cem", b"")
for name, came in (("garbage", bytes(80)), ("the message", sealed), ("a replay", sealed)):
    text, at_bo = take(at_bo, came)
    print(f"{name:12} {text}")

# %% [markdown] covers=["BUG-097"]
# The replay stays closed, with no list of what was seen: its key does not exist any more.
#
# <details><summary>A phone that steps on before a message has opened: check-then-act, "done" said too early, or two
# copies of one truth?</summary>"Done" said too early. One piece of garbage, and the real message stays closed. You would
# detect it by counting messages that do not open, for each talk.</details>

# %% [markdown] covers=["CHAT-49"]
# ## 7 · New chance · 5 minutes
#
# The thief of scene 5 walks on for ever. What Ana's phone computes from what he copied, he computes too. The last black box: a phone
# draws a **private key** and computes a **public key** from it. Two phones swap public keys. In an **agreement** (by Diffie and
# Hellman), each computes a secret from its own private and the other's public key. Its property:

# %% covers=["CHAT-49"]
from course.systems.encryption.primitives import agree, new_private, public_of

ana_private, bo_private = new_private(), new_private()
secret = agree(ana_private, public_of(bo_private))
print("both have the same secret:", secret == agree(bo_private, public_of(ana_private)))
guesses = [agree(new_private(), public_of(bo_private)) for _ in range(1_000)]
print("1,000 strangers, each with a pair of its own and Bo's public key:", guesses.count(secret), "have it")
quiz("24.q2")

# %% [markdown] covers=["CHAT-49"]
# Now mix such a secret into the chain, again and again. Each message carries the public key of its writer. When a phone
# reads the *first* message of the other's turn, it does three things:
#
# 1. It agrees, with its old private key and the new public key: from this grows the chain to *read* with.
# 2. It draws a new pair, and forgets the old private key.
# 3. It agrees again, with the new private key: from this grows the chain to *write* with.
#
# A **ratchet** is a wheel that turns one way only. Here two turn, chains and pairs: the Double Ratchet.

# %%
predict("24.p4")

# %% tags=["reveal"] covers=["CHAT-49", "BUG-097"]
for design in ("one key", "chain", "double ratchet"):
    theft = steal(design, 6)
    print(f"{design:15} {theft.row}")
reveal("24.p4", f"{theft.past} from before, {theft.future} from after")

# %% [markdown] covers=["CHAT-49"]
# <details><summary>After you ran it</summary>
#
# **2**, and then nothing more. Bo's next turn brings a new public key. It meets Ana's *old* private key, which the thief
# has. But when Ana's phone reads that turn, it draws a new pair, and he never sees that one. This is **recovery**: the talk
# closes again, and nobody even knew of the theft.
#
# </details>

# %% [markdown] covers=["CHAT-49"]
# ## 8 · The laboratory · 5 minutes
#
# Now you steal. The upper band shows the pairs of Ana's phone: a1, a2 and so on. Each box is a message at its writer, with a
# dot at its reader. Move the theft, and see which pair the thief gets and where it ends. Then change who writes.

# %% covers=["CHAT-49"]
from course.widgets.ratchet import ratchet_view

laboratory = ratchet_view()
laboratory

# %% [markdown]
# **Exercise 24.3.** Reach the target. Move the controls, or write
# `laboratory.set(design="double ratchet", stolen_after=3, turns=4)` in a cell of your own. (`turns` is how many messages each
# writes in a row: 1, 2, 3 or 4; with 12 only Ana writes.)

# %% tags=["instructor"]
laboratory.set(design="double ratchet", stolen_after=0, turns=12)

# %%
check("24.3", laboratory)

# %% [markdown]
# Recovery needs both: Bo begins a turn, and Ana answers it. A phone that only sends, such as a camera, never recovers by
# itself.

# %% [markdown] covers=["CHAT-49"]
# ## 9 · When is the thief out? · 6 minutes
#
# **Exercise 24.4.** `writers` tells who wrote each message: "AABB" means Ana, Ana, Bo, Bo. Ana always begins. Ana's phone
# is copied after `step` messages. Each message is read before the next one is written. And as in scene 7, a phone draws a
# new pair only when it reads the *first* message of the other's turn. Return the number of the first message after the theft
# that the thief *cannot* read, counted from 0 in the whole string, or None if he reads all. For `first_closed("AABBAA", 2)` it is 4.

# %% nbgrader={"grade": false, "grade_id": "answer-24-4", "locked": false, "schema_version": 3, "solution": true, "task": false}
def first_closed(writers, step):
    ### BEGIN SOLUTION
    answered = False
    for place in range(step, len(writers)):
        if writers[place] == "A" and answered:
            return place
        if writers[place] == "B" and writers[place - 1] == "A":
            answered = True
    return None
    ### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "check-24-4", "locked": true, "points": 2.0, "schema_version": 3, "solution": false, "task": false}
check("24.4", first_closed)

# %% [markdown] tags=["instructor"]
# **Marking note.** Most write "Bo's next message". Let them find pair a2 in the picture, and ask who reads with it.

# %% [markdown]
# A hundred thefts, each in another talk:

# %% covers=["CHAT-49", "BUG-097"]
rule, rng, agreed, lost = yours("24.4", first_closed), random.Random(24), 0, []
for _ in range(100):
    talk = "A" + "".join(rng.choices("AB", k=19))
    theft = steal("double ratchet", rng.randint(0, 10), writers=talk)
    out = rule(talk, theft.step)
    agreed += theft.future == (len(talk) if out is None else out) - theft.step
    lost.append(theft.future)
print(f"the rule and the theft agree {agreed} times")
print(f"messages from after a theft that he reads: at the median {sorted(lost)[50]}, at most {max(lost)}")

# %% [markdown]
# A good place for a pause. One card, for another day:

# %%
review("24", limit=1)

# %% [markdown] covers=["CHAT-46", "CHAT-47", "BUG-096"]
# ## 10 · A secret with somebody who sleeps · 5 minutes
#
# Where does the first secret come from? Bo's phone has left public keys with a server, his **bundle**:
#
# - The **identity key** stays for ever. It says: this is Bo.
# - The **signed prekey** is replaced each week. Bo's identity key puts a **signature** on it: only its owner can make one,
#   everybody can check it.
# - A hundred **one-time prekeys**, each for one talk.
#
# The rules are called X3DH, extended triple Diffie-Hellman. Ana's phone draws a new pair. It makes four agreements of this pair and
# her identity key with Bo's keys, and hashes them into one secret. (With Bo's signed prekey, this begins her very first chain.)
#
# In a design often seen, `publish` takes a pair out of Bo's list with `popitem` and hands its public half out. `secret_with`
# does Ana's part.

# %%
predict("24.p5")

# %% tags=["reveal"] covers=["BUG-096", "CHAT-47"]
from course.systems.encryption.often_seen import HalfAgreement

bo_half, opened = HalfAgreement(), 0
for _ in range(100):
    bundle = bo_half.publish()
    made = HalfAgreement().secret_with(bundle)
    opened += bundle.one_time_id in bo_half.one_time  # Bo looks for his half
print(f"all that a writer gets from secret_with: {type(made).__name__}, {len(made)} of them")
reveal("24.p5", opened, unit="messages")

# %% [markdown] covers=["BUG-096"]
# <details><summary>After you ran it</summary>
#
# **0** of 100. Taking a pair out threw its private half away. And Ana gets **32** bytes, but no public key that she could send.
#
# </details>
# <details><summary>Which failure pattern: "done" said too early, load on the wrong tier, or place in a moving
# list?</summary>"Done" said too early: Ana's side runs without an error. A test in which the <i>other</i> side opens
# detects it. What remains: while Bo sleeps, Ana cannot know.</details>
#
# Put the steps in an order that works. Two lines do not belong.

# %% covers=["CHAT-46", "CHAT-47"]
order("24.o1")

# %% [markdown] covers=["BUG-096"]
# Our phones do this. A hundred writers, and one more:

# %% covers=["CHAT-46", "CHAT-47", "BUG-096"]
from course.systems.encryption.service import Device, KeyServer

server = KeyServer()
bo_phone, opened = Device("Bo", server), 0
print("one-time prekeys with the server:", server.one_time_left("Bo"))
for number in range(101):
    _, first = Device(f"writer {number}", server).start("Bo", f"hello from {number}")
    _, text = bo_phone.accept(first)
    opened += text == f"hello from {number}"
print(f"opened: {opened}; prekeys left: {server.one_time_left('Bo')}")
print("the last writer's one-time prekey:", first.opening.one_time_id)

# %% [markdown] covers=["CHAT-46", "CHAT-47"]
# All **101** open. The last one did without a one-time prekey: three agreements are enough. Dive 24a makes
# each agreement by hand, and fills the list up.

# %% [markdown] covers=["BUG-097"]
# ## 11 · The server lies · 6 minutes
#
# You are the operator once more. Hand out Bo's bundle with two prekeys of your own. The often-seen design
# carries no signature:

# %% covers=["BUG-097"]
mine = new_private()
lie = replace(HalfAgreement().publish(), signed_prekey=public_of(mine), one_time=public_of(mine))
print(f"Ana's phone: no error, a secret of {len(HalfAgreement().secret_with(lie))} bytes")
print(f"bytes of signature in the bundle: {len(lie.signature)}")

# %% [markdown] covers=["BUG-097"]
# Three of Ana's four agreements you can make. The fourth needs the private half of Bo's identity key: you read nothing yet, but
# if you steal it one day, you read all.
#
# <details><summary>Which failure pattern: clock as truth, trusting the caller, or space too small?</summary>Trusting the
# caller, turned round: whoever <i>answers</i> may name any key. Here nothing detects it.</details>
#
# **Exercise 24.5.** `may_write(bundle, known)`: True only if nothing speaks against writing to these keys. A bundle has
# `identity`, `signed_prekey` and `signature`. `known` is Bo's identity if Ana once compared it with him, and None if she
# never did. `verify(identity, signature, data)` raises `BadSignature` unless the owner of `identity` signed `data`.

# %% nbgrader={"grade": false, "grade_id": "answer-24-5", "locked": false, "schema_version": 3, "solution": true, "task": false}
from course.systems.encryption.model import BadSignature
from course.systems.encryption.x3dh import verify


def may_write(bundle, known):
    ### BEGIN SOLUTION
    if known is not None and bundle.identity != known:
        return False
    try:
        verify(bundle.identity, bundle.signature, bundle.signed_prekey)
    except BadSignature:
        return False
    return True
    ### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "check-24-5", "locked": true, "points": 2.0, "schema_version": 3, "solution": false, "task": false}
check("24.5", may_write)

# %% [markdown]
# Two servers lie. The first swaps the prekey. The second, a **man in the middle**, shows an identity *of its own* under
# Bo's name and signs well. It reads, and writes on to Bo. Ana has never met Bo.

# %% covers=["BUG-097"]
from course.systems.encryption.faults import ManInTheMiddle, PrekeySwapper

may, honest = yours("24.5", may_write), KeyServer()
ana_phone, bo_phone = Device("Ana", honest), Device("Bo", honest)
swapper, middle = PrekeySwapper(), ManInTheMiddle(honest)
Device("Bo", swapper)
for name, liar in (("swaps the prekey", swapper), ("man in the middle", middle)):
    print(f"{name:18} may Ana write? {may(liar.bundle('Bo'), None)}")

ana_phone.server = middle
talk, first = ana_phone.start("Bo", "File 7: he will plead guilty.")
onward, _ = middle.pass_on(first, "Ana", "Bo")
talk_of_bo, text = bo_phone.accept(onward)
print("Bo reads:", text)
print("the server has read:", middle.read)

# %% [markdown] covers=["BUG-097"]
# The signature stops the first only: it shows *that* somebody signed, not *who* Bo is. So each phone
# hashes both identities into sixty digits, the **safety number**. On a call, Ana reads hers out, and Bo compares.

# %% covers=["BUG-097"]
from course.systems.encryption.service import safety_number

ana_phone.server = honest
honest_talk, first = ana_phone.start("Bo", "hello")
honest_talk_of_bo, _ = bo_phone.accept(first)
for name, at_ana, at_bo in (
    ("honest server", honest_talk, honest_talk_of_bo),
    ("man in the middle", talk, talk_of_bo),
):
    of_ana = safety_number(("Ana", ana_phone.identity.public), ("Bo", at_ana.identity))
    of_bo = safety_number(("Bo", bo_phone.identity.public), ("Ana", at_bo.identity))
    print(f"{name:18} both read out the same number: {of_ana == of_bo}")
print("may Ana write, once she knows Bo's identity?", may(middle.bundle("Bo"), bo_phone.identity.public))

# %% [markdown] covers=["CHAT-49"]
# ## 12 · The thief writes · 3 minutes
#
# So far the thief only listened. Now he writes to Bo, from his copy of Ana's phone, before she does.

# %%
predict("24.p6")

# %% tags=["reveal"] covers=["CHAT-49"]
from course.systems.encryption.designs import double_ratchet
from course.systems.encryption.model import CannotOpen

ana, bo = double_ratchet(bytes(32))
bo.decrypt(ana.encrypt(b"hello"))
copy, noticed = ana.stolen(), "nowhere"
for name, writer, text in (("the thief's message", copy, b"pay 900 to me"), ("Ana's message", ana, b"see you at 8")):
    try:
        print(f"{name}: Bo reads {bo.decrypt(writer.encrypt(text)).decode()!r}")
    except CannotOpen as refused:
        print(f"{name}: {refused}")
        noticed = f"at {name}"
reveal("24.p6", noticed)

# %% [markdown] covers=["CHAT-49"]
# <details><summary>After you ran it</summary>
#
# Bo's phone opens the thief's message, and then refuses Ana's: message **1** of this chain, the second, was opened already. That is the
# detection: a message that its *real* writer sent and that does not open. Then both begin anew, with new identities. What
# remains: whoever writes first wins.
#
# </details>
# <details><summary>Which failure pattern: two copies of one truth, grows for ever, or space too small?</summary>Two copies
# of one truth: the chain stands on two phones, and each believes that it is the only one.</details>

# %% [markdown] covers=["CHAT-10"]
# ## 13 · What the server still sees · 2 minutes
#
# Back to the law office, with the same evening. Now each pair of people has a Double Ratchet. The last query makes one
# row for each sender and reader (`GROUP BY`), counts their notes, and puts the largest first (`ORDER BY … DESC`).

# %% covers=["CHAT-10"]
print("                       on the wire   on the server")
for name, transport, end_to_end in (("plain", False, False), ("transport", True, False), ("end to end", True, True)):
    sealed_relay = play(notes, transport=transport, end_to_end=end_to_end)
    print(f"{name:12} readable: {readable(sealed_relay.wire, notes):12} {readable(sealed_relay.kept, notes):15}")
print(
    sealed_relay.database.sql(
        "SELECT sender, reader, count(*) AS notes, max(octet_length(body)) AS longest_bytes FROM messages "
        "GROUP BY sender, reader ORDER BY notes DESC, sender, reader LIMIT 3"
    )
)

# %% [markdown] covers=["CHAT-10"]
# Not one of the **200** texts stands in the table any more. But who writes to whom, how often, and how much: that stays.
# It is called **metadata**.

# %%
quiz("24.q3")

# %% [markdown]
# ## 14 · Against the estimate · 3 minutes
#
# How the parts stand together:

# %% covers=["CHAT-10", "CHAT-46"]
from course.widgets.encryption_pictures import encryption_architecture

encryption_architecture()

# %% covers=["CHAT-49"]
group = [double_ratchet(bytes([number]) * 32)[0] for number in range(49)]
bytes_sent = sum(len(side.encrypt(b"x" * 100).encode()) for side in group)
print(f"100 bytes for a group of 50 phones: estimate {49 * envelope_bytes(100):,}, measured {bytes_sent:,} bytes")

sealed_bytes, text_bytes = sum(map(len, sealed_relay.kept)), sum(len(note.text) for note in notes)
planned_ratio, measured_ratio = envelope_bytes(100) / 100, sealed_bytes / text_bytes
print(f"bytes for one byte of text: estimate {planned_ratio:.2f}, measured {measured_ratio:.2f}")
print(f"a note of our evening has {text_bytes / len(notes):.0f} bytes on average")

# %% [markdown] covers=["CHAT-10", "CHAT-46", "CHAT-47", "CHAT-48", "CHAT-49", "BUG-096", "BUG-097"]
# For the group the estimate is exact, because no chance is in it. For the evening it is too low: **3.08** against 1.84. We
# planned texts of 100 bytes, and lawyers write **39**. The 72 bytes around a text do not shrink with it,
# and each text is filled up to whole blocks of 16 bytes.
#
# What would flip the design? A thousand phones in a group. Then one key for each *writer* pays, and recovery is harder.
#
# The promises of scene 2. *Nobody but the two reads*: 0 of 200 on the server. *The past*: closed, by deleting. *The
# future*: open until Bo begins a turn and Ana answers it. *One sleeps*: bundles. *A server that lies*: the signature, and the safety
# number, if people compare it. *Who writes to whom*: the server still sees it.
#
# **What this leaves out.** Several phones of one person. Messages that get lost or come late: dive 24b. Texts that a phone
# still shows, and backups. Deleted keys that stay in memory, which Python cannot wipe for sure.
#
# **The moral.** Forward secrecy is deleting keys in time. Recovery is mixing in new chance, and it needs an answer.

# %% [markdown]
# ## 15 · Whiteboard, on another day · 12 minutes
#
# *A shared password vault.* Families and small companies, 2 million of them, keep passwords in one vault that several
# people open on several devices. 20 entries a person, 500 bytes each. The operator must never be able to read one.
# Design it in six minutes, on paper. Then take two curveballs: *somebody leaves the company*, and *somebody forgets
# the master password*.
#
# First mark three answers of other people, 0 to 2 for each: promises · the dominant load with a number · a decision and what
# would flip it · a failure and how it is detected · honest unknowns.
#
# *Answer one.* "We use HTTPS and AES-256, and our database is encrypted. Only administrators have the key."
#
# *Answer two.* "Each vault has a random key. The key is sealed for each person with an agreement. Five people times 20
# entries of 500 bytes are 50 KB a vault, so 100 GB for all. The server stores sealed entries."
#
# *Answer three.* "The operator never reads, and people come and go. Each entry is sealed with the vault's key, and this key
# once for each device: 15 small envelopes, not 15 copies of 50 KB. All vaults are 100 GB: one machine. The dominant load is
# 30 million devices that ask for changes; every five minutes, that is 100,000 requests a second. The server could add a
# member of its own: new keys are compared by a short number, and each device rings when the list of members grows. A ratchet
# does not help, because everybody must read old entries; if a vault were read once, it would. I do not know how many will
# really compare."
#
# <details><summary>Our marks</summary>
#
# One: 0 · 0 · 0 · 0 · 0. The administrators can read all. Two: 1 · 1 · 1 · 0 · 0. The sealed key is right, and the bytes are
# counted, but they are not the load. Nobody would see a member whom the server adds. Three: 2 · 2 · 2 · 2 · 2.
#
# Curveballs, 2 points each. *Somebody leaves*: a new vault key protects new entries only. You said that the passwords
# themselves must be changed, and who hears that. *Forgotten*: if the operator can reset it, he can read. You said who can
# help instead, such as another member, or a printed key, and what is lost if nobody can.
#
# </details>
#
# Then mark yours.

# %% [markdown] tags=["instructor"]
# **Discuss.** A court asks the operator for all notes of 3 May, and in June for those of a stolen phone. What can be
# handed over under one key for ever, under a chain, and under a ratchet that both turn?
#
# **Discuss.** Recovery needs an answer of the other side. Bo only reads, for a year. What do you offer to Ana, and
# what does it cost?
