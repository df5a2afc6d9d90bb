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
# ## 1 · One agreement · 4 minutes
#
# Bo sleeps, and Ana writes to him for the first time. Where does their secret come from? Recall lesson 24: a key pair has
# a private and a public half. In an **agreement** I put my private half and your public half together. You do it the
# other way round, and we have the same secret. (This is for learning: never ship encryption of your own.)
#
# Is our `agree` the right one? A standard, RFC 7748, prints two people's keys and their secret:

# %%
from course.systems.encryption.primitives import agree
from course.systems.encryption.recorded import private_of

alice = private_of(bytes.fromhex("77076d0a7318a57d3c16c17251b26645df4c2f87ebc0992ab177fba51db92c2a"))
bob_public = bytes.fromhex("de9edb7d7b7dc1b4d35b61c2ece435373f8343c85b78674dadfc7e146f882b4f")
published = bytes.fromhex("4a5d9d5ba4ce2de1728e3bf480350f25e07e21c947d19e3376f09b3c1e161742")
print("our secret is the published one:", agree(alice, bob_public) == published)

# %% [markdown]
# Now the smallest design. Bo's phone has left a public key with a server, `SPK_B`. Ana's phone draws a pair for this
# message, `EK_A`, and agrees with `SPK_B`. With the secret she seals her text. She sends it with her name and the public
# half of `EK_A`.
#
# Eve knows all public halves, and nobody's private one. `reached(own, public, pairs)` makes the agreements of `pairs` with
# the private halves in `own`.

# %%
import random

from course.systems.encryption.primitives import seal
from course.systems.encryption.taken_apart import drawn, opens_at_bo, public_halves, reached

bo = drawn(random.Random(24), "IK_B", "SPK_B", "OPK_B")  # private halves, the same in each run
lawyers = {name: public_halves(drawn(random.Random(name), "IK_A")) for name in ("Ana", "Cem", "Dea", "Eli", "Fay")}


def eve_fools_bo(name, pairs, *stolen):
    own = drawn(random.Random(7), "EK_A") | {key: bo[key] for key in stolen}
    sent = lawyers[name] | public_halves({"EK_A": own["EK_A"]})  # what the message says about its writer
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
# **5** of five. The agreement proves that both have the same secret. It does not say with *whom* Bo has it: anybody can draw
# a pair.
#
# </details>
# <details><summary>Which failure pattern is this: trusting the caller, space too small, or grows for ever?</summary>Trusting
# the caller: the name is what the message says of itself. You would detect it only by asking Ana.</details>
#
# ## 2 · Four agreements · 8 minutes
#
# **X3DH** is Signal's published set of rules. It makes four agreements between five pairs. The names are the
# specification's: IK is an identity key, EK a pair drawn for one message (E: ephemeral, short-lived), SPK the signed prekey,
# OPK a one-time prekey.

# %%
from course.widgets.agreement_pictures import four_agreements

four_agreements()

# %% [markdown]
# Ana's phone, by hand. `bundle` holds Bo's public halves; if the server has no one-time prekey left, there are three
# agreements. `hkdf` hashes the results into 32 bytes.

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
# `"EK_A"`. Change neither of the two.

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
# Both sides now, on your function. `glance` shows ten digits of a hash, so that nobody prints a secret. And six agreements
# that another program made: PyPI's `X3DH`, in `datasets/agreements`.

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
# What do the 32 bytes `0xFF` in front do, and `info`?

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
# Three unrelated secrets. No key of this curve reads 0xFF 32 times. So what is hashed here begins like nothing else that is
# hashed with these keys. And two apps that share keys never share a secret.
#
# ## 3 · Leave one out · 9 minutes
#
# Two honest phones first, and Eve again. Both phones leave out the same agreement.

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
# Without agreement 1, Eve is everybody: **5** names. With it, she would need Ana's private key. And each design carries an honest
# message: no test with two honest phones finds what is missing.
#
# So play thieves. Suppose that no one-time prekey was left: three agreements. Two years later somebody steals both identity
# keys, `IK_A` and `IK_B`. The other private halves were deleted long ago.

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
# Only agreement **3** asks for no identity key. Agreements 1 and 2 can be made with what the thief has. So the past stays
# closed because of two keys that are *gone*.
#
# </details>
#
# **Exercise 24a.2.** Write `can_reach(pairs, known)`: True if somebody can compute the secret. `pairs` is a list of
# agreements, such as `[("EK_A", "SPK_B"), ("EK_A", "IK_B")]`. `known` is the set of names whose *private* halves this person
# has; all public halves are known to everybody. There is at least one pair, and the names may be others than these five.

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
# Five keys make 32 thefts, from none of them to all. Each is tried with real keys, and your rule is asked. The *smallest* thefts are those
# of which no key may be missing.

# %%
from course.systems.encryption.taken_apart import thefts

rule, agreed = yours("24a.2", can_reach), 0
for name, pairs in designs.items():
    opening = []
    for stolen in thefts():
        opens = reached({key: keys[key] for key in stolen}, public_halves(keys), pairs) is not None
        opening += [stolen] * opens
        agreed += rule(list(pairs), set(stolen)) == opens
    smallest = [stolen for stolen in opening if not any(other < stolen for other in opening)]
    print(f"{name:10} {len(opening)} of 32:", " · ".join("+".join(sorted(stolen)) for stolen in smallest))
print(f"your rule and the thefts agree {agreed} of 160 times")

# %% [markdown]
# All four leave **14** of 32. Read each new theft as a story:
#
# - *Without 2*, `SPK_B` and `OPK_B` are enough. A server that hands out prekeys of its own *is* Bo.
# - *Without 4*, `IK_B` and `SPK_B`: who copies Bo's phone this week reads the first messages of the week. With 4 he also needs
#   one-time prekeys, and used ones are deleted.
#
# And with all four? `EK_A` and `SPK_B`: a thief draws the first himself. So one stolen signed prekey lets him write to Bo:

# %%
print("Eve with SPK_B, all four:", sum(eve_fools_bo(name, AGREEMENTS, "SPK_B") for name in lawyers), "of 5 names")

# %% [markdown]
# That remains. It ends when the signed prekey is replaced, after a week or so.
#
# ## 4 · The server swaps · 4 minutes
#
# Lesson 24 let Ana check a signature before she writes. What happens if she forgets it? The server keeps Bo's identity key in the
# bundle, and swaps both prekeys for its own. It stores what Ana sends. Years later it gets hold of `IK_B`.

# %%
predict("24a.p3")

# %% tags=["reveal"]
server = drawn(random.Random(8), "SPK_B", "OPK_B")
seen = public_halves(ana | bo) | public_halves(server)  # its own prekeys instead of Bo's
secret = ana_computes(ana, seen)
now = reached(server, seen, AGREEMENTS) == secret
later = reached(server | {"IK_B": bo["IK_B"]}, seen, AGREEMENTS) == secret
reveal("24a.p3", f"now {'yes' if now else 'no'}, later {'yes' if later else 'no'}")

# %% [markdown]
# <details><summary>After you ran it</summary>
#
# Agreement 2 is left, and it needs Bo's identity key. So the server cannot read today, which lesson 24 did not say. But it can wait:
# the keys that should have been deleted are its own.
#
# </details>
#
# With the signature, nothing is sent. And a server that swaps the *whole* identity signs everything well:

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
# ## 5 · How many digits? · 5 minutes
#
# Only the safety number shows that second server: thirty digits for each person, a hash of name and identity, which Ana and
# Bo compare by voice. People get tired. Suppose that they compare the first three digits of Bo's. The server makes
# identities until one reads like his.

# %%
predict("24a.p4")

# %% tags=["reveal"]
from course.parts.birthday import expected_first_collision
from course.systems.encryption.lookalikes import first_digits, until_one_is_like, until_two_are_alike

for digits in (1, 2, 3):
    his = first_digits(public_halves(bo)["IK_B"], "Bo", digits)
    one = sum(until_one_is_like(his, "Bo", random.Random(run)) for run in range(100)) / 100
    two = sum(until_two_are_alike(digits, "Bo", random.Random(run)) for run in range(100)) / 100
    print(f"{digits} digits: {one:,.0f} tries to be like Bo (estimate {10**digits:,}) · ", end="")
    print(f"{two:.0f} until any two are alike (estimate {expected_first_collision(10**digits):.0f})")
reveal("24a.p4", f"{one:,.0f}", unit="tries, on average of 100 runs")

# %% [markdown]
# <details><summary>After you ran it</summary>
#
# About a thousand. The birthday bound of lesson 20 counts *any* two that meet, here **42**. But the server must meet
# one given number, Bo's. So each digit makes its work ten times as long.
#
# </details>
# <details><summary>Three digits: everyone at once, space too small, or clock as truth?</summary>Space too small. Nobody would
# detect it: both read out the same three digits.</details>
#
# **Exercise 24a.3.** A server with many machines makes 1,000 million identities a second (assumed), for a year of 365 days. Its chance
# to read like Bo shall be one in a million, at most. How many of his digits must be compared, at least?

# %% nbgrader={"grade": false, "grade_id": "answer-24a-3", "locked": false, "schema_version": 3, "solution": true, "task": false}
digits = (
    ### BEGIN SOLUTION
    23
    ### END SOLUTION
)

# %% nbgrader={"grade": true, "grade_id": "check-24a-3", "locked": true, "points": 1.0, "schema_version": 3, "solution": false, "task": false}
check("24a.3", digits)

# %%
for compared in (5, yours("24a.3", digits), 30):
    print(f"{compared:2} digits: {10**compared / 1e9 / 86_400 / 365:.1e} years on average")

# %% [markdown]
# One group of five digits holds for a tenth of a millisecond. The thirty leave room for faster machines. To lie to Bo as well, the
# server needs a second identity, which reads like Ana's.
#
# ## 6 · Whose message is it? · 3 minutes
#
# A text is sealed together with **associated data**, which stay in clear: `seal(key, text, associated)`. Change them, and it does not open.
# X3DH takes both identities, Ana's first. Is that needed, if the identities are in the agreements already? The server changes one
# bit of the identity in Ana's message, each of the 256 in turn:

# %%
from dataclasses import replace

from course.systems.encryption.primitives import unseal
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
without, with_both = 0, 0
for bit in range(256):
    changed = bytearray(writer.public)
    changed[bit // 8] ^= 1 << bit % 8
    found, _ = reader.respond(replace(message, identity=bytes(changed)))
    without += opens(found.secret, bare, b"")
    with_both += opens(found.secret, bound, found.associated)
turned, _ = reader.respond(replace(message, identity=reader.identity.public))
print(f"opens under a changed identity: {without} without associated data, {with_both} with it")
print("opens with Bo's own identity in the place of Ana's:", opens(turned.secret, bound, turned.associated))

# %% [markdown]
# **1** of 256. An identity is a point: a height, and one bit that says left or right. Agreements use the height only. So Bo would read
# Ana's text under an identity that is not hers, and their safety numbers would differ. With both identities bound: **0**.

# %%
quiz("24a.q1")

# %% [markdown]
# ## 7 · Used once · 5 minutes
#
# The server keeps a **pool** of Bo's one-time prekeys, a hundred at first. Eve asks for Bo's keys a hundred times, and writes nothing. Then Ana writes. The
# server delivers her message three times.

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
# Two mends. Bo's phone remembers the `EK_A` of such messages until the signed prekey is replaced, and refuses a second one. And it fills the
# pool up; the server gives each asker only a few.
#
# Now the pool is full again. Two processes of the server look for a one-time prekey at the same moment: one for Ana, one for Cem. Then each
# removes what it has handed out.

# %%
table = bo_phone.prekeys.one_time(100)  # number → public half
looked = [next(iter(table)) for _ in ("Ana", "Cem")]
for number in looked:
    public = table.pop(number, None)
predict("24a.p6")

# %% tags=["reveal"]
table = bo_phone.prekeys.one_time(100)
looked = [next(iter(table)) for _ in ("Ana", "Cem")]
bundles = [replace(bo_phone.prekeys.bundle(), one_time_id=number, one_time=table[number]) for number in looked]
reveal("24a.p6", read_of(write_first(Identity(), bundle, "Hello.")[1] for bundle in bundles), unit="of two")
pool.publish("Bo", bo_phone.prekeys.bundle(), bo_phone.prekeys.one_time(100))
print("taken in one step:", read_of(write_first(Identity(), pool.bundle("Bo"), "Hello.")[1] for _ in range(2)), "of two")

# %% [markdown]
# <details><summary>After you ran it</summary>
#
# **1** of two. The other writer is not told. If the table looks and removes in *one* step, both are read: **2**.
#
# </details>
# <details><summary>Which failure pattern: check-then-act, "done" said too early, or two copies of one truth?</summary>Check-then-act.
# Bo's phone detects it: it counts messages that name a prekey which is used already.</details>
#
# Last, the whole of Bo's side. Two lines do not belong.

# %%
order("24a.o1")

# %% [markdown]
# ## 8 · What each part is for · 2 minutes
#
# | left out | who gets in |
# |---|---|
# | agreement 1 | Eve, under **5** of 5 names |
# | agreement 2 | a server with prekeys of its own |
# | agreement 3 | who steals both identity keys later, if there was no one-time prekey |
# | agreement 4 | who copies Bo's phone this week; a replay: **3** of 3 |
# | the signature | a server that waits for Bo's identity key |
# | the safety number | a server with an identity of its own; three digits cost a thousand tries |
# | both identities, bound | one bit of 256 |
#
# **What this leaves out.** To know who fetched keys. Several phones of one person. To deny later that one wrote. Computers that break agreements:
# newer rules add a fifth secret against them.
#
# **The moral.** An agreement is made by who has *one* of its two private halves. So ask of each: who has one today, and who in two years?
# Of 32 thefts, **14** still open a message. The rest is deleting, and comparing.

# %%
review("24a", limit=1)
