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
#     objectives: [both, reach, digits, bound, once]
#     terms: [agreement, X3DH, associated data, pool]
# ---

# %% [markdown]
# # 24a · X3DH by hand
#
# ## 1 · One agreement · 5 minutes
#
# Bo sleeps, and Ana writes to him for the first time. Lesson 24 had the
# **agreement**: I put the private half of my key pair and the public half of yours together. You do it the other way round,
# and we have the same secret. (For learning only: never ship encryption of your own.)
#
# Is our `agree` right? A standard, RFC 7748, prints two people's keys and their secret:

# %%
from course.systems.encryption.primitives import agree
from course.systems.encryption.recorded import private_of

alice = private_of(bytes.fromhex("77076d0a7318a57d3c16c17251b26645df4c2f87ebc0992ab177fba51db92c2a"))
bob_public = bytes.fromhex("de9edb7d7b7dc1b4d35b61c2ece435373f8343c85b78674dadfc7e146f882b4f")
published = bytes.fromhex("4a5d9d5ba4ce2de1728e3bf480350f25e07e21c947d19e3376f09b3c1e161742")
print("our secret is the published one:", agree(alice, bob_public) == published)

# %% [markdown]
# Pairs have names: IK is an identity key, SPK the signed prekey, OPK a one-time prekey (lesson 24, scene 10), EK an *ephemeral*
# (short-lived) pair. `_A` is Ana's, `_B` Bo's.
#
# The smallest design: Bo's phone has left the public half of `SPK_B` with a server. Ana's phone draws `EK_A` and agrees. She seals her text with the secret, and sends it with her name and the public half of `EK_A`.
#
# Eve knows all public halves, and nobody's private one. `reached(own, public, pairs)` gives the secret out of the agreements in
# `pairs`. It gives None if the private halves in `own` are not enough. `drawn` draws a pair for each name, and `opens_at_bo` says
# whether Bo's phone opens a message. (The empty `b""` in `seal` waits for scene 7.)

# %%
import random

from course.systems.encryption.primitives import seal
from course.systems.encryption.taken_apart import drawn, opens_at_bo, public_halves, reached

bo = drawn(random.Random(24), "IK_B", "SPK_B", "OPK_B")  # private halves, the same in each run
lawyers = {name: public_halves(drawn(random.Random(name), "IK_A")) for name in ("Ana", "Cem", "Dea", "Eli", "Fay")}


def eve_fools_bo(name, pairs, *stolen):
    own = drawn(random.Random(7), "EK_A") | {key: bo[key] for key in stolen}
    sent = lawyers[name] | public_halves({"EK_A": own["EK_A"]})  # what her message says about its writer
    secret = reached(own, sent | public_halves(bo), pairs)
    return secret is not None and opens_at_bo(bo, sent, seal(secret, b"Pay 900 to Eve.", b""), pairs)


# %%
from course.checks import check, order, predict, quiz, reveal, review, yours

predict("24a.p1")

# %% tags=["reveal"]
fooled = [name for name in lawyers if eve_fools_bo(name, [("EK_A", "SPK_B")])]
reveal("24a.p1", len(fooled), unit="of five names")

# %% [markdown]
# <details><summary>After you ran it</summary>
#
# **5** of five. Both have the same secret. But with *whom* does Bo have it? Anybody can draw a pair.
#
# </details>
# <details><summary>Which failure pattern is this: trusting the caller, space too small, or grows for ever?</summary>Trusting
# the caller: the name is what the message says of itself. You would detect it only by asking Ana.</details>
#
# ## 2 · Four agreements · 10 minutes
#
# **X3DH**, Signal's published rules, makes four agreements between five pairs. One-time prekeys have numbers, and Bo's phone
# deletes each when it is used.

# %%
from course.widgets.agreement_pictures import four_agreements

four_agreements()

# %% [markdown]
# Ana's phone, by hand. `bundle` has Bo's public halves. If no one-time prekey is left, three agreements must do. `hkdf` hashes
# the results into 32 bytes. (Its `salt` is hashed first: here 32 zeros. Its `info` names the app.)

# %%
from course.systems.encryption.primitives import hkdf


def stretched(results):
    return hkdf(b"\xff" * 32 + b"".join(results), salt=bytes(32), info=b"course X3DH", length=32)


def ana_computes(own, bundle):
    results = [
        agree(own["IK_A"], bundle["SPK_B"]),
        agree(own["EK_A"], bundle["IK_B"]),
        agree(own["EK_A"], bundle["SPK_B"]),
    ]
    if "OPK_B" in bundle:
        results.append(agree(own["EK_A"], bundle["OPK_B"]))
    return stretched(results)


# %% [markdown]
# **Exercise 24a.1.** Write `bo_computes(own, message)`: the same 32 bytes, on Bo's phone. `own` has his private halves
# `"IK_B"` and `"SPK_B"`, and `"OPK_B"` only if Ana used a one-time prekey. `message` has Ana's public halves `"IK_A"` and
# `"EK_A"`. Change neither.


# %% nbgrader={"grade": false, "grade_id": "answer-24a-1", "locked": false, "schema_version": 3, "solution": true, "task": false}
def bo_computes(own, message):
    ### BEGIN SOLUTION
    results = [
        agree(own["SPK_B"], message["IK_A"]),
        agree(own["IK_B"], message["EK_A"]),
        agree(own["SPK_B"], message["EK_A"]),
    ]
    if "OPK_B" in own:
        results.append(agree(own["OPK_B"], message["EK_A"]))
    return stretched(results)
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "check-24a-1", "locked": true, "points": 2.0, "schema_version": 3, "solution": false, "task": false}
check("24a.1", bo_computes)

# %% [markdown] tags=["instructor"]
# **Common wrong answer.** Bo's own identity key first, because Ana's phone begins with hers. Let them write beside each line
# which number of the picture it is. Timing for a class: 9 minutes.

# %% [markdown]
# Both sides now. `glance` shows ten digits of a hash, so that nobody prints a secret. Then six agreements that another program
# made: `X3DH` of PyPI, recorded in `datasets/agreements`.

# %%
from course.systems.encryption.recorded import recorded_agreements
from course.systems.encryption.taken_apart import glance

answer, ana = yours("24a.1", bo_computes), drawn(random.Random(1), "IK_A", "EK_A")
for count, prekeys in ((3, ["IK_B", "SPK_B"]), (4, ["IK_B", "SPK_B", "OPK_B"])):
    own = {name: bo[name] for name in prekeys}
    at_ana, at_bo = ana_computes(ana, public_halves(own)), answer(own, public_halves(ana))
    print(f"{count} agreements: Ana {glance(at_ana)}, Bo {glance(at_bo)}")
recorded = [answer(one.own, one.message) == one.secret for one in recorded_agreements()]
print(f"agreements of the other program: {sum(recorded)} of {len(recorded)} have the same secret")

# %% [markdown]
# What do the 32 bytes `0xFF` in front do, and `info`? (Any results will do here: `EK_A` with each of Bo's keys.)

# %%
from course.systems.encryption.model import Tampered
from course.systems.encryption.primitives import montgomery_of

results = b"".join(agree(ana["EK_A"], key) for key in public_halves(bo).values())
for name, first, info in (
    ("0xFF, our info", b"\xff" * 32, b"course X3DH"),
    ("nothing in front", b"", b"course X3DH"),
    ("another app's info", b"\xff" * 32, b"other app"),
):
    print(f"{name:19} {glance(hkdf(first + results, salt=bytes(32), info=info, length=32))}")
try:
    montgomery_of(b"\xff" * 32)
except Tampered as refused:
    print("32 bytes 0xFF as a key:", refused)

# %% [markdown]
# Three unrelated secrets. An identity key also signs. X3DH's rules (section 2.2) put 0xFF in front to keep both uses apart: it
# is no key. And two apps that share keys do not share secrets.
#
# ## 3 · Leave one out · 4 minutes
#
# Both phones leave out the same agreement. Ana writes, and so does Eve.

# %%
from course.systems.encryption.taken_apart import AGREEMENTS

designs = {"all four": list(AGREEMENTS)}
for number, pair in enumerate(AGREEMENTS, start=1):
    designs[f"without {number}"] = [other for other in AGREEMENTS if other != pair]
for name, pairs in designs.items():
    secret = reached(ana, public_halves(ana | bo), pairs)
    honest = opens_at_bo(bo, public_halves(ana), seal(secret, b"Hello, Bo.", b""), pairs)
    fooled = sum(eve_fools_bo(lawyer, pairs) for lawyer in lawyers)
    print(f"{name:10} Ana's message opens: {honest} · names under which Eve's opens: {fooled} of 5")

# %% [markdown]
# Without agreement 1, Eve is everybody: **5** names. But a test with two honest phones
# finds nothing, and one that plays Eve finds one of the four.
#
# For the others, play thieves. There was no one-time prekey: three agreements. Two years later somebody steals both identity keys, `IK_A` and
# `IK_B`. The other private halves were deleted long ago.

# %%
predict("24a.p2")

# %% tags=["reveal"]
three, keys = list(AGREEMENTS)[:3], ana | bo
thief = {name: keys[name] for name in ("IK_A", "IK_B")}
for number, pair in enumerate(three, start=1):
    secret = reached(thief, public_halves(keys), [other for other in three if other != pair])
    print(f"without {number}: the old message {'stays closed' if secret is None else 'opens'}")
    if secret is not None:
        reveal("24a.p2", f"agreement {number}")

# %% [markdown]
# <details><summary>After you ran it</summary>
#
# Only agreement **3** asks for no identity key. So the past stays closed because of two keys that are *gone*.
#
# </details>
#
# ## 4 · The server swaps · 5 minutes
#
# Suppose that Ana's phone forgets the signature of lesson 24. The server leaves Bo's identity key in the bundle, and swaps both
# prekeys for its own. It stores what Ana sends. Years later it steals `IK_B`.

# %%
predict("24a.p3")

# %% tags=["reveal"]
server = drawn(random.Random(8), "SPK_B", "OPK_B")
seen = public_halves(ana | bo) | public_halves(server)  # its own prekeys instead of Bo's
for name in ("without 2", "all four"):
    secret = reached(ana, seen, designs[name])
    now = reached(server, seen, designs[name]) == secret
    later = reached(server | {"IK_B": bo["IK_B"]}, seen, designs[name]) == secret
    found = f"now {'yes' if now else 'no'}, later {'yes' if later else 'no'}"
    print(f"{name}: {found}")
reveal("24a.p3", found)

# %% [markdown]
# <details><summary>After you ran it</summary>
#
# Without agreement 2, that server *is* Bo. With it, the server reads nothing today. But it can wait for Bo's identity key: the
# prekeys that should be deleted soon are its own.
#
# </details>
#
# Now Ana's phone looks at the signature. A second server swaps the *identity*, and signs well:

# %%
from course.systems.encryption.faults import ManInTheMiddle, PrekeySwapper
from course.systems.encryption.model import BadSignature
from course.systems.encryption.service import Device, KeyServer
from course.systems.encryption.x3dh import Identity, initiate

swapper, middle = PrekeySwapper(), ManInTheMiddle(KeyServer())
Device("Bo", swapper)
for name, liar in (("swaps prekeys", swapper), ("swaps the identity", middle)):
    try:
        initiate(Identity(), liar.bundle("Bo"))
        print(f"{name}: Ana's phone is content")
    except BadSignature as refused:
        print(f"{name}: {refused}")

# %% [markdown]
# ## 5 · All thefts · 8 minutes
#
# **Exercise 24a.2.** Write `can_reach(pairs, known)`: True if somebody can compute the secret. `pairs` is a list of
# agreements, such as `[("EK_A", "SPK_B"), ("EK_A", "IK_B")]`. `known` is the set of names whose *private* halves this person
# has; all public halves are known to everybody. There is at least one pair, and the names may be others than these five.
# Change neither `pairs` nor `known`.


# %% nbgrader={"grade": false, "grade_id": "answer-24a-2", "locked": false, "schema_version": 3, "solution": true, "task": false}
def can_reach(pairs, known):
    ### BEGIN SOLUTION
    return all(one in known or other in known for one, other in pairs)
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "check-24a-2", "locked": true, "points": 2.0, "schema_version": 3, "solution": false, "task": false}
check("24a.2", can_reach)

# %% [markdown] tags=["instructor"]
# **Marking note.** Who writes `any`: let them open one agreement of the picture and ask what is hashed. Timing for a class:
# 6 minutes.

# %% [markdown]
# Five keys make 32 thefts. Each is tried with real keys, and your rule is asked. Shown are the *smallest* that
# open the message: with one key less it stays closed.

# %%
from course.systems.encryption.taken_apart import thefts

rule, agreed = yours("24a.2", can_reach), 0
for name, pairs in designs.items():
    opening, right = [], reached(keys, public_halves(keys), pairs)
    for stolen in thefts():
        opens = reached({key: keys[key] for key in stolen}, public_halves(keys), pairs) == right
        opening += [stolen] * opens
        agreed += rule(list(pairs), set(stolen)) == opens
    smallest = [stolen for stolen in opening if not any(other < stolen for other in opening)]
    print(f"{name:10} {len(opening)} of 32:", " · ".join("+".join(sorted(stolen)) for stolen in smallest))
print(f"your rule and the thefts agree {agreed} of 160 times")

# %% [markdown]
# With all four, **14** thefts open it. Only *without 4* it takes no more than IK_B and SPK_B: both are on Bo's phone, which is
# copied this week.

# %%
from course.systems.encryption.primitives import unseal

copied = {name: bo[name] for name in ("IK_B", "SPK_B")}  # used one-time prekeys are deleted
for name in ("all four", "without 4"):
    sealed = seal(reached(keys, public_halves(keys), designs[name]), b"Sell the house.", b"")
    found = reached(copied, public_halves(keys), designs[name])
    print(f"{name}: {unseal(found, sealed, b'').decode() if found else 'stays closed'}")

# %% [markdown]
# *All four* still open with `EK_A+SPK_B`: one of the two stands in each agreement. `EK_A` a writer draws herself. So
# what does *one* stolen key allow, the signed prekey?

# %%
print("Eve with SPK_B, all four:", sum(eve_fools_bo(name, AGREEMENTS, "SPK_B") for name in lawyers), "of 5 names")

# %% [markdown]
# She reads nothing with it, but writes to Bo as anybody. That remains until Bo's phone deletes it, a week after it was replaced.
#
# A good place for a pause.

# %% [markdown]
# ## 6 · How many digits? · 6 minutes
#
# Only the safety number shows a server that swaps the identity: thirty digits for each person, a hash of name and identity. Ana and Bo compare
# it by voice. But people get tired. Suppose that they compare Bo's first three digits. The server makes identities until one fits.

# %%
predict("24a.p4")

# %% tags=["reveal"]
from statistics import mean, stdev

from course.systems.encryption.lookalikes import first_digits, until_one_is_like, until_two_are_alike

for count in (1, 2, 3):
    his = first_digits(public_halves(bo)["IK_B"], "Bo", count)
    ones = [until_one_is_like(his, "Bo", random.Random(run)) for run in range(100)]
    one = f"{mean(ones):,.0f} ± {stdev(ones) / 100**0.5:.0f}"
    two = mean(until_two_are_alike(count, "Bo", random.Random(run)) for run in range(100))
    print(f"first digits: {count} · tries until one is like Bo's: {one} · until any two are alike: {two:.0f}")
reveal("24a.p4", one, unit="tries, on average of 100 runs")

# %% [markdown]
# <details><summary>After you ran it</summary>
#
# **972**: about 10³. *Any* two of its own are alike sooner, after **42** (lesson 20: the birthday bound). But the
# server must meet one given number. Each digit more makes its work ten times as long. The ± is how far a mean of
# 100 runs sways; one in twenty is off by more than twice that, as **126** is.
#
# </details>
# <details><summary>Which failure pattern is it: everyone at once, space too small, or clock as truth?</summary>Space too small. Nobody
# would detect it: both read out the same three digits.</details>
#
# **Exercise 24a.3.** A server makes 1,000 million identities a second (assumed), for a year of 365 days. Its chance that one of them reads
# like Bo is its tries divided by all numbers with so many digits. It shall be one in a million at most. How many of his digits must be compared, at least?

# %% nbgrader={"grade": false, "grade_id": "answer-24a-3", "locked": false, "schema_version": 3, "solution": true, "task": false}
digits = (
    ### BEGIN SOLUTION
    23
    ### END SOLUTION
)

# %% nbgrader={"grade": true, "grade_id": "check-24a-3", "locked": true, "points": 1.0, "schema_version": 3, "solution": false, "task": false}
check("24a.3", digits)

# %%
from course.parts.birthday import expected_first_collision

for compared in (5, 30):
    one_s, two_s = 10**compared / 1e9, expected_first_collision(10**compared) / 1e9
    print(f"{compared:2} digits: like Bo's after {one_s:,.3g} s on average · any two alike after {two_s:,.2g} s")

# %% [markdown]
# Five digits hold for a tenth of a millisecond, thirty for 10²¹ seconds, because Bo's identity is given. Whoever makes *both*
# identities finds two whose thirty digits are alike after 1.3 million seconds, two weeks. He can then show one and use the other.
#
# ## 7 · Whose message is it? · 4 minutes
#
# `seal(key, text, associated)` also binds **associated data**: they stay in clear, and if they are changed the text does not open. X3DH
# binds both identities, Ana's first. Why, if both are in the agreements already? The server changes one bit of the identity in
# Ana's message, each of 256 in turn:

# %%
from dataclasses import replace

from course.systems.encryption.x3dh import Prekeys


def opens(key, sealed, associated):
    try:
        return bool(unseal(key, sealed, associated))
    except Tampered:
        return False


writer, reader = Identity(), Prekeys(Identity())
made, message = initiate(writer, reader.bundle())
bare, bound = (seal(made.secret, b"Sell the house.", data) for data in (b"", made.associated))

# %%
without, with_both = [], []  # the bits that may change
for bit in range(256):
    changed = bytearray(writer.public)
    changed[bit // 8] ^= 1 << bit % 8
    found, _ = reader.respond(replace(message, identity=bytes(changed)))  # `accept` (scene 8) also deletes
    without += [bit] * opens(found.secret, bare, b"")
    with_both += [bit] * opens(found.secret, bound, found.associated)
print(f"opens under a changed identity: {len(without)} without associated data, {len(with_both)} with it")
print("the bit, counted from 0:", *without)

# %% [markdown]
# **1** of 256: the last one, number **255**. The bits before it are one number, and agreements use only that. So Bo reads Ana's text under an identity that is not hers. With both identities bound: **0**.

# %%
quiz("24a.q1")

# %% [markdown]
# ## 8 · Used once · 6 minutes
#
# The server has a **pool** of a hundred one-time prekeys of Bo's. Eve asks for them all, and writes nothing. Then Ana writes. The
# server delivers her message three times: a replay.

# %%
from course.systems.encryption.model import UnknownPrekey
from course.systems.encryption.service import write_first

pool = KeyServer()
bo_phone = Device("Bo", pool)
with_one = pool.bundle("Bo")
while pool.one_time_left("Bo"):
    pool.bundle("Bo")
_, dry = write_first(Identity(), pool.bundle("Bo"), "Pay 10 to Cem.")
print("one-time prekey in Ana's message:", dry.opening.one_time_id)
predict("24a.p5")


# %% tags=["reveal"]
def read_of(messages):
    read = 0
    for message in messages:
        try:
            read += bool(bo_phone.accept(message))
        except UnknownPrekey as refused:
            print(refused)
    return read


reveal("24a.p5", read_of([dry] * 3), unit="times")
_, once = write_first(Identity(), with_one, "Pay 10 to Dea.")
print("with a one-time prekey:", read_of([once] * 3), "time")

# %% [markdown]
# <details><summary>After you ran it</summary>
#
# **3** times. Nothing was deleted that this message needs: Bo's phone computes the same secret again, and begins a new
# talk. With a one-time prekey, **1** time.
#
# </details>
#
# So Bo's phone remembers such messages while it keeps that signed prekey. And it fills the pool up:

# %%
remembered, read = set(), 0
for message in [dry] * 3:
    if message.opening.ephemeral not in remembered and read_of([message]):
        read += 1
        remembered.add(message.opening.ephemeral)  # only what has opened: anybody may send garbage
print(f"with a memory: read {read} of 3 times")
pool.publish("Bo", bo_phone.prekeys.bundle(), bo_phone.prekeys.one_time(100))
print("in the pool again:", pool.one_time_left("Bo"))

# %% [markdown]
# What remains: Eve may ask again. Each asker should get a few only.
#
# Now two processes of the server look for a one-time prekey at the same moment, one for Ana and one for Cem. Then each
# removes what it has handed out.

# %%
table = bo_phone.prekeys.one_time(100)  # number → public half
looked = [next(iter(table)) for _ in ("for Ana", "for Cem")]
bundles = [replace(bo_phone.prekeys.bundle(), one_time_id=number, one_time=table[number]) for number in looked]
for number in looked:
    table.pop(number, None)  # each removes what it has handed out
predict("24a.p6")

# %% tags=["reveal"]
reveal("24a.p6", read_of(write_first(Identity(), bundle, "Hello.")[1] for bundle in bundles), unit="of two")
print("looked up and removed in one step:", end=" ")
print(read_of(write_first(Identity(), pool.bundle("Bo"), "Hello.")[1] for _ in range(2)), "of two")

# %% [markdown]
# <details><summary>After you ran it</summary>
#
# **1** of two, and nobody tells the other writer. If one step looks *and* removes, both are read: **2**.
#
# </details>
# <details><summary>Which failure pattern: check-then-act, "done" said too early, or two copies of one truth?</summary>Check-then-act.
# You would detect it on Bo's phone, by messages that name a used prekey.</details>
#
# Bo's side as a whole. Two lines do not belong.

# %%
order("24a.o1")

# %% [markdown]
# ## 9 · What each part is for · 2 minutes
#
# | left out | who gets in |
# |---|---|
# | agreement 1 | Eve, under **5** of 5 names |
# | agreement 2 | whoever copies both prekeys; and, without the signature, a server with prekeys of its own |
# | agreement 3 | whoever steals both identity keys later, if there was no one-time prekey |
# | agreement 4 | whoever copies Bo's phone this week; and a replay is read **3** times of 3 |
# | the signature | a server that waits for Bo's identity key |
# | the safety number | a server with an identity of its own; three digits cost it **972** tries |
# | identities as associated data | nobody reads, but Bo sees an identity that is not Ana's: **1** bit of 256 |
#
# **What this leaves out.** Several phones of one person. Who may deny that they wrote. Computers that break agreements.
#
# **The moral.** An agreement can be made by whoever has *one* of its two private halves. Ask of each: who has one today, and who in
# two years? **14** of 32 thefts still open a message. Deleting keys closes some of them. Comparing finds an
# identity that is not Bo's.

# %%
review("24a", limit=1)

# %% [markdown] tags=["instructor"]
# **Discuss.** 14 of 32 thefts still open a message. Choose the one that you would close next. What does closing it
# ask of somebody who sleeps?
#
# **Discuss.** Twenty-three digits are enough, and hardly anybody compares three. What would you build for people who
# never compare, and which attack stays open?
