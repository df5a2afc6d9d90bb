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
#     objectives: [late, commit, before, expire, restore]
#     terms: [header, skipped key, limit, root, previous, expiry, backup]
# ---

# %% [markdown]
# # 24b · Lost and late keys
#
# Lesson 24 in four lines. Two phones have the same chain. One step gives the key of one message, and nobody can walk a chain
# back. A key is deleted when its message was opened: that protects the past. When the turn changes, new public keys start new
# chains. There, the phone opened only the next message. (And again: this is for learning, not for use.)
#
# ## 1 · A message in a tunnel · 4 minutes
#
# Ana writes from a train. Bo's phone does as in lesson 24, scene 6: for what comes, it takes the next key.

# %%
import random

from course.systems.encryption.designs import chain_only
from course.systems.encryption.model import CannotOpen

ana, bo = chain_only(bytes(32))  # 32 zeros, so that every run is the same
sent = [ana.encrypt(b"text %d" % number) for number in range(20)]


def opened(phone, envelopes):
    count = 0
    for envelope in envelopes:
        try:
            phone.decrypt(envelope)
            count += 1
        except CannotOpen:
            pass
    return count


# %%
from course.checks import check, order, predict, quiz, reveal, review, yours

predict("24b.p1")

# %% tags=["reveal"]
reveal("24b.p1", opened(bo, sent[:4] + sent[5:]), unit="messages")

# %% [markdown]
# <details><summary>After you ran it</summary>
#
# **4**: those before the gap. What comes fifth is number 5, and the phone tries the key of number 4, now and for ever.
#
# </details>
#
# Nothing needs to get lost. Let messages be up to five places late, on a hundred journeys:

# %%
from course.systems.encryption.faults import rough_network

counts = []
for seed in range(100):
    _, phone = chain_only(bytes(32))
    counts.append(opened(phone, rough_network(sent, random.Random(seed), lost=0, twice=0)))
counts.sort()
print(f"of 20 messages, none lost: {counts[0]} to {counts[-1]} open, {counts[50]} at the median")

# %% [markdown]
# <details><summary>Which failure pattern is this: place in a moving list, clock as truth, or everyone at once?</summary>Place in
# a moving list: the place among those that <i>came</i> is taken for the message's number. No clock decides, and one writer is
# enough. You would detect it by talks in which nothing opens any more.</details>
#
# ## 2 · A key that waits · 7 minutes
#
# Each envelope has a **header** in clear, with its number, counted from 0. So Bo's phone sees a gap, and may step over it. But
# there is no way back: what comes out in between must be put away at once. The key of a message that has not come is called a
# **skipped key**.
#
# | `chain` is the chain with which Bo's phone reads | |
# |---|---|
# | `chain.expected` | the number of the next key that comes out |
# | `chain.step()` | goes one message on; gives two things, that number and its key |
# | `chain.waiting` | a dictionary of this chain: under its number each key that you put away, and nothing else; empty at first |
#
# **Exercise 24b.1.** Write `key_for(chain, number)`: return the key of the message with this number, or None if it was
# returned before. Messages come in any order, and some come twice. Phones get stolen: go no further than you must, and let no key
# wait longer than it must.


# %% nbgrader={"grade": false, "grade_id": "answer-24b-1", "locked": false, "schema_version": 3, "solution": true, "task": false}
def key_for(chain, number):
    ### BEGIN SOLUTION
    while chain.expected <= number:
        passed, key = chain.step()
        chain.waiting[passed] = key
    return chain.waiting.pop(number, None)
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "check-24b-1", "locked": true, "points": 2.0, "schema_version": 3, "solution": false, "task": false}
check("24b.1", key_for)

# %% [markdown] tags=["instructor"]
# **Common wrong answer.** `get` instead of `pop`: all messages open, and so does each replay. Ask what a thief finds after a
# message was read. Timing for a class: 7 minutes.

# %% [markdown]
# The same hundred journeys, worse: one message of ten is lost, one of ten comes twice.

# %%
from course.systems.encryption.receiving import ReceivingChain

find, found, refused, waiting = yours("24b.1", key_for), 0, 0, 0
for seed in range(100):
    chain = ReceivingChain(bytes(32))
    came = rough_network(sent, random.Random(seed), lost=0.1, twice=0.1)
    keys = [find(chain, envelope.header.number) for envelope in came]
    refused += keys.count(None)
    found += len(keys) - keys.count(None)
    waiting += len(chain.waiting)
print(f"of 2,000 messages: {found} get their key; {waiting} keys still wait")
print(f"of {2_000 - found - waiting} messages the phone knows nothing; {refused} second copies get no key")

# %% [markdown]
# Those **13** were the last of their journey: no later number told of them.
#
# ## 3 · A header from a stranger · 5 minutes
#
# A stranger has no key at all. But anybody can write a header. The phone here is of a design often seen:

# %%
from dataclasses import replace

from course.systems.encryption.designs import double_ratchet
from course.systems.encryption.often_seen import ObedientRatchet
from course.systems.encryption.rough_talk import forged  # a header of your choice, and random bytes behind it

ana, bo = double_ratchet(bytes(32))
six = [ana.encrypt(b"text %d" % number) for number in range(6)]
obedient = ObedientRatchet.like(bo)
print("opened:", opened(obedient, six))
lie = forged(replace(six[5].header, number=200_000), random.Random(1))
print(f"the stranger's envelope: {len(lie.encode())} bytes")
predict("24b.p2")

# %% tags=["reveal"]
print("opened:", opened(obedient, [lie]))
print(f"on the phone now: {32 * len(obedient.skipped) / 1e6:.1f} MB of keys")
reveal("24b.p2", len(obedient.skipped), unit="keys")

# %% [markdown]
# <details><summary>After you ran it</summary>
#
# **199,994**. Only the key of number 200,000 can tell that the seal is false. So the phone walks there, and puts all others away,
# for **88** bytes.
#
# </details>
# <details><summary>Which failure pattern is this: trusting the caller, clock as truth, or two copies of one truth?</summary>Trusting
# the caller: the number was obeyed before it could be checked. Detect it by the keys that wait for each talk.</details>
#
# So there is a **limit**: for one message, at most 1,000 new keys are put away. What does it cost? Ana is on a ship. 1,200 messages get
# lost. Then ten come through.

# %%
print("the stranger's envelope at our phone: opened", opened(bo, [lie]), "· keys kept:", len(bo.skipped))
ana, bo = double_ratchet(bytes(32))  # ours, with the limit
bo.decrypt(ana.encrypt(b"hello"))
lost = [ana.encrypt(b"whales!") for _ in range(1_200)]
ten = [ana.encrypt(b"land!") for _ in range(10)]
print("opened of the ten:", opened(bo, ten))
ana.decrypt(bo.encrypt(b"are you there?"))
print("after Bo has written, opened of one more:", opened(bo, [ana.encrypt(b"yes")]))
print("of the ten, once more:", opened(bo, ten))
print("keys that wait:", len(bo.skipped))

# %% [markdown]
# The ten stay closed for ever. But Bo's turn brings a new key, so Ana begins a new chain, at number 0. When the
# phone leaves the old one, it puts **1,000** of its missing keys away, and gives up the rest. Each header tells, in **previous**, how many messages its writer
# sent with the chain before.
#
# ## 4 · One forged message · 9 minutes
#
# A header has three things: the number, `previous`, and the writer's newest public key. A new one turns the wheel: from it and the old **root**, the secret from
# which all chains grow, the phone computes a new root. Then it draws a new pair. The stranger sends a public key of his own,
# to the obedient phone of scene 3 and to ours.

# %%
from course.systems.encryption.model import Header
from course.systems.encryption.primitives import new_private, public_of

ana, ours = double_ratchet(bytes(32))
ours.decrypt(ana.encrypt(b"hello"))
obedient = ObedientRatchet.like(ours)
lie = forged(Header(public_of(new_private()), previous=0, number=0), random.Random(2))
print("opened by the obedient phone and by ours:", opened(obedient, [lie]), opened(ours, [lie]))
twenty = [ana.encrypt(b"text %d" % number) for number in range(20)]
predict("24b.p3")

# %% tags=["reveal"]
reveal("24b.p3", opened(obedient, twenty), unit="of 20")
print("of this phone's next 20 messages Ana opens", opened(ana, [obedient.encrypt(b"?") for _ in range(20)]))
print("our phone opens", opened(ours, twenty))

# %% [markdown]
# <details><summary>After you ran it</summary>
#
# **0**, and Ana opens none of its answers. Its root has a stranger's key in it now, and the old root is gone. One envelope ended
# the talk. Ours opens **20**.
#
# </details>
# <details><summary>Which failure pattern is this: "done" said too early, space too small, or load on the wrong tier?</summary>"Done"
# said too early: the steps were kept before the seal was checked. Detect it by
# counting messages that do not open, for each talk.</details>
#
# The mend: walk on a *copy*. Only a good seal makes the copy the truth.
#
# | you have | |
# |---|---|
# | `find(chain, number)` | 24b.1: the key or None; it changes the chain that it is given |
# | `chain.copy()` | another chain at the same place, with the same keys waiting |
# | `unseal(key, sealed, b"")` | the text, in bytes; or it raises `Tampered` |
#
# **Exercise 24b.2.** Write `open_late(chain, number, sealed)`. Return two things: the text, and the chain to go on with. If the
# message does not open, the text is None, and the chain that you return stands as before, with the same keys waiting. A text may be empty. If
# more than 1,000 new keys would have to be put away for it, it stays closed, and no step is taken. Keys that wait already do not
# count.

# %% nbgrader={"grade": false, "grade_id": "answer-24b-2", "locked": false, "schema_version": 3, "solution": true, "task": false}
from course.systems.encryption.model import Tampered
from course.systems.encryption.primitives import unseal


def open_late(chain, number, sealed):
    ### BEGIN SOLUTION
    if number - chain.expected > 1_000:
        return None, chain
    walked = chain.copy()
    key = find(walked, number)
    try:
        return (None, chain) if key is None else (unseal(key, sealed, b""), walked)
    except Tampered:
        return None, chain
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "check-24b-2", "locked": true, "points": 2.0, "schema_version": 3, "solution": false, "task": false}
check("24b.2", open_late)

# %% [markdown] tags=["instructor"]
# **Common wrong answer.** `walked = chain`: a second name, no second chain. Ask which object `find` has changed. Timing for a
# class: 9 minutes.

# %% [markdown]
# Now our phones, on a hundred evenings of 40 messages, in turns. Of twenty messages one is lost, one comes twice, and four come late,
# by up to 20 messages. Then the same, and before one arrival of five come three forged envelopes: the real number, a later one, a
# stranger's key.

# %%
from course.systems.encryption.rough_talk import Network, Talk, evenings

quiet, attacked = evenings(100), evenings(100, network=Network(forged=0.2))
for name, nights in (("quiet", quiet), ("attacked", attacked)):
    counted = ("lost", "opened", "late", "refused", "forgeries")
    total = {what: sum(getattr(night, what) for night in nights) for what in counted}
    print(f"{name}:", " · ".join(f"{what} {count:,}" for what, count in total.items()))
    print("most keys that waited on one phone:", max(night.most_kept for night in nights))

# %% [markdown]
# **2,379** forgeries changed nothing. **639** came after a newer one, and took a key that waited. **197** second copies were refused: their keys are gone.
#
# A good place for a pause.
#
# ## 5 · The chain before · 4 minutes
#
# When the turn changes, Ana leaves a chain, but some of its messages are still on their way. Bo's phone must put their keys
# away before it leaves too: `previous` tells how many.

# %%
from course.systems.encryption.rough_talk import Phone
from course.widgets.late_keys import waiting_keys

ana, bo = double_ratchet(bytes(32))
phone = Phone(bo)  # notes what comes, and which keys wait
a1 = [ana.encrypt(b"a1, %d" % number) for number in range(7)]
phone.take(a1[0], a1[1], a1[4], a1[2], a1[2])  # number 2 comes twice
ana.decrypt(bo.encrypt(b"got it"))
a2 = [ana.encrypt(b"a2, %d" % number) for number in range(4)]
print(f"a2's first header: previous {a2[0].header.previous}, number {a2[0].header.number}")
predict("24b.p4")

# %% tags=["reveal"]
phone.take(a2[0])
waiting = [str(number) for _, number in phone.arrivals[-1].waiting]
reveal("24b.p4", ", ".join(waiting))
phone.take(a1[5], a2[3], a2[1])
waiting_keys(phone.arrivals)

# %% [markdown]
# <details><summary>After you ran it</summary>
#
# Seven were sent with a1, so the numbers go up to 6. At arrival **6**, two more bars begin. Number 5 comes late and opens; 3 and 6
# never come.
#
# </details>

# %%
quiz("24b.q1")
late, thanks = sum(night.late for night in quiet), sum(night.by_previous for night in quiet)
print(f"hundred quiet evenings: {late} messages opened late, {thanks} of them thanks to 'previous'")

# %% [markdown]
# ## 6 · What a thief finds · 5 minutes
#
# Lesson 24 measured: no message from before a theft opens. A thief has recorded all 11 envelopes, those too that Bo never got. Now
# he copies Bo's phone.

# %%
predict("24b.p5")

# %% tags=["reveal"]
reveal("24b.p5", opened(bo.stolen(), a1 + a2), unit="of 11")

# %% [markdown]
# <details><summary>After you ran it</summary>
#
# **3**: those whose bars reach the right edge. What was read stays closed. But for somebody who listens, nothing is lost, and the
# phone keeps the keys ready for him.
#
# </details>
# <details><summary>Which failure pattern is this: grows for ever, check-then-act, or load on the wrong tier?</summary>Grows for
# ever: a lost message never comes, so its key never goes. Detect it by the age of the oldest skipped key.</details>
#
# So a skipped key needs an end, its **expiry**. Ours counts turns: when the other side has begun so many new chains since, the
# key goes. The same hundred evenings, three times; at the end both phones are copied. And long talks, two of 500
# messages and two of 1,000:

# %%
for name, keep_turns in (("for ever", None), ("2 turns", 2), ("no turn", 0)):
    nights = quiet if keep_turns is None else evenings(100, keep_turns=keep_turns)
    closed, thief = sum(night.closed for night in nights), sum(night.thief_unread for night in nights)
    old, long_talks = sum(night.thief_old for night in nights), []
    for length in (500, 1_000):
        talks = (Talk(random.Random(seed), Network(), keep_turns).run(length) for seed in (1, 2))
        long_talks.append(max(talk.most_kept for talk in talks))
    print(f"{name:8} {closed:3} come too late · a thief opens {old} read, {thief:3} unread", end=" · ")
    print("most keys in long talks:", *long_talks)

# %% [markdown]
# With two turns, **23** of 639 late messages come too late (with none, **340**), and a thief opens **135** messages instead of all **200** lost ones; of
# those that were read **0**, always. Even "no turn" leaves **46**: while a chain goes on, its keys wait. In a talk twice as long, **32** keys
# wait for ever instead of **20**; with two turns it is **8** both times.

# %%
quiz("24b.q2")

# %% [markdown]
# So a product counts turns and time, and takes what comes first. What remains: after its expiry, a message looks like a forged
# one.
#
# ## 7 · A backup comes back · 4 minutes
#
# Each night Ana's phone makes a **backup** of all that it holds, keys too. Then she writes four messages, the phone falls into the
# sea, and a new one takes the backup.

# %%
ana, bo = double_ratchet(bytes(32))
bo.decrypt(ana.encrypt(b"hello"))
backup = ana.stolen()  # all that a thief would get
at_bo = bo.stolen()  # Bo's backup of the same night
four = [ana.encrypt(b"Come to the office at %d." % hour) for hour in (9, 10, 11, 12)]
print("Bo opens", opened(bo, four))
ana = backup
predict("24b.p6")

# %% tags=["reveal"]
ten = [ana.encrypt(b"Come to the office at %d." % hour) for hour in range(13, 23)]
reveal("24b.p6", opened(bo, ten), unit="of 10")


def alike(one, other):  # at the start, in blocks of 16 bytes: so the cipher, AES, takes a text
    same = next(place for place, pair in enumerate(zip(one.sealed, other.sealed)) if pair[0] != pair[1])
    return 16 * (same // 16)


print("bytes alike at the start:", alike(four[0], four[1]), "before,", alike(four[0], ten[0]), "after")
print("a restored phone of Bo opens the old four again:", opened(at_bo, four))

# %% [markdown]
# <details><summary>After you ran it</summary>
#
# **6**: the first four have numbers that Bo has opened, and nobody tells Ana. Worse, four keys have sealed two texts each: a
# listener sees that both begin with the same **16** bytes. And a *reader's* backup brings deleted keys back: replays open again.
#
# </details>
# <details><summary>Which failure pattern is this: two copies of one truth, space too small, or clock as truth?</summary>Two copies of
# one truth: the chain stands on a phone and in a file, and one of them goes on. Detect it by
# refused messages from the real writer.</details>
#
# And if the turn has changed since the backup?

# %%
ana, bo = double_ratchet(bytes(32))
backup = ana.stolen()
bo.decrypt(ana.encrypt(b"hello"))
ana.decrypt(bo.encrypt(b"hello, Ana"))
bo.decrypt(ana.encrypt(b"how are you?"))
print("of 20 messages from the restored phone Bo opens", opened(bo, [backup.encrypt(b"?") for _ in range(20)]))
print("of 20 messages from Bo the restored phone opens", opened(backup, [bo.encrypt(b"fine") for _ in range(20)]))  # both turned on
quiz("24b.q3")

# %% [markdown]
# ## 8 · What your numbers decide · 2 minutes
#
# | what happens | without the mend | with it |
# |---|---|---|
# | number 4 of 20 gets lost | **4** open | all that came |
# | a stranger names number 200,000 | **199,994** keys | **0** keys |
# | a stranger sends a public key | **0** of 20 open, for ever | **20** |
# | the turn changes | **107** of 639 late ones are not known of | `previous` |
# | phones are copied | all **200** lost ones open | after two turns, **135** |
# | a backup is restored | **6** of 10 open, or after a turn **0** of 20 | your answer to 24b.q3 |
#
# **What this leaves out.** Sealed headers. Several phones. Wrong clocks, for an expiry by time. How Ana hears that Bo refused.
#
# **The moral.** A skipped key is a promise to a late message, and a present to a thief. Keep few, end them, and believe no header
# before its seal.

# %%
review("24b", limit=1)

# %% [markdown]
# ## 9 · Whiteboard, on another day · 7 minutes
#
# *A car key.* Each press sends the next number of a chain, sealed. Children press it far away from the car. Design in four lines
# what the car does. Then a curveball: *a thief jams the car's receiver, and records two presses.*
#
# <details><summary>Only after your own lines: three answers to mark</summary>
#
# Give each, then yours, 0 to 2 for: which number opens · what is kept · a stranger · what remains.
#
# | | answer |
# |---|---|
# | One | The car reads the number, walks there, and notes the place. Then it opens, if the seal is good. |
# | Two | The car walks up to 100 keys ahead. If the seal is good, it stands there from now on, and keeps the skipped keys for late presses. More than 100 presses: the garage. |
# | Three | As two, on a copy of the chain. Skipped keys are deleted at once: a press that comes late must *not* open a car. Garbage changes nothing; after 20 in an hour each try waits a second. More than 100 presses: hold the key to a reader inside, which agrees anew. What remains: a key that is copied. I do not know how often children press. |
#
# </details>
# <details><summary>Our marks, and the curveball</summary>
#
# | | opens | kept | stranger | remains | why |
# |---|---|---|---|---|---|
# | One | 1 | 0 | 0 | 0 | The place is noted before the seal is checked: garbage with a large number locks the owner out. |
# | Two | 2 | 0 | 1 | 1 | The seal comes first, but what follows garbage is not said. Each skipped key opens the car one day. |
# | Three | 2 | 2 | 2 | 2 | The same bones as a chat, and the opposite decision about late messages. |
#
# Curveball. 2: he sends the first press on, and keeps the second: no number is old, no seal is false. So the car must ask: it
# sends chance, and the key seals it. 1: an expiry, without saying whose clock. 0: a smaller limit.
#
# </details>

# %% [markdown] tags=["instructor"]
# **Discuss.** A skipped key is a promise to a late message and a present to a thief. You may set one limit only: how
# many keys wait, or how long. Which one, for whom, and who complains first?
