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
#     objectives: [names, page, open, authorise]
#     terms: [time UUID, partition, bucket, cursor, frame, token, stay, attachment, push]
# ---

# %% [markdown] covers=["BUG-086", "CHAT-32"]
# # 23c · Scroll up
#
# ## 1 · Everything is read · 4 minutes
#
# A chat has to say which messages Ana has read. In a design often seen, each message has a **time UUID** as its id: 16 bytes,
# made of the moment in steps of 100 ns, and of the machine's number. The phone keeps the id of the last message that she has
# read. A message is *read* if its id is not larger, compared as text. Texts are compared from the left, and there stand the
# *lowest* eight digits of the moment (0 to f).

# %% covers=["BUG-086", "CHAT-32"]
import random
from uuid import uuid1

from course.checks import check, order, predict, quiz, reveal, review, yours
from course.systems.chat.long_talks import day_of_ids
from course.systems.chat.message_ids import LOW_TICKS, TICKS_PER_S, time_uuid

real = uuid1()  # Python's own
print("ours are built as Python's own are:", time_uuid(real.time, real.node, real.clock_seq) == real)
ids = day_of_ids(random.Random(1))  # 400 messages of one day, the oldest first
for place in (0, 399):
    print(f"message {place + 1:3}: {ids[place]}")
predict("23c.p1")

# %% tags=["reveal"] covers=["BUG-086"]
from course.widgets.history_pictures import first_digits

days = [day_of_ids(random.Random(seed)) for seed in range(100)]
unread = sorted(sum(str(each) > str(day[-1]) for each in day) for day in days)
print(f"100 days: from {unread[0]} to {unread[-1]} of 400 are called unread")
reveal("23c.p1", unread[50], unit="on the middle day")
print(f"the first eight digits begin anew each {LOW_TICKS / TICKS_PER_S:.1f} s")
first_digits(ids)

# %% [markdown] covers=["BUG-086"]
# <details><summary>After you ran it</summary>
#
# **190**, and nearly anything from **1** to **382**. The first eight digits are full after **429.5** s and begin again at 0.
# So what the day's last message has there is chance.
#
# </details>
# <details><summary>Which failure pattern is this: clock as truth, space too small, or place in a moving list?</summary>Space
# too small: the digits that are compared first hold seven minutes, and a day needs 200 times as much. The clock was right, and the
# list did not move. You would detect it by messages that were read yesterday and are unread today.</details>
#
# Python's `.time` puts the digits of the moment into their order again. Then nothing is wrong:

# %% covers=["BUG-086"]
print("called unread on 100 days:", sum(each.time > day[-1].time for day in days for each in day))

# %% [markdown] covers=["BUG-081", "CHAT-32"]
# ## 2 · Another name · 4 minutes
#
# A second design makes its own id: the millisecond, the server's name, then a count: `this.sequence++ % 1000`, in three
# digits. It is JavaScript. Nobody has written `this.sequence = 0`, so it begins as `undefined`; from the first `++` on it is
# `NaN`, "not a number". `Base36Ids` plays that in Python.

# %%
predict("23c.p2")

# %% tags=["reveal"] covers=["BUG-081"]
from course.clock import ManualClock
from course.parts.snowflake import Snowflake
from course.systems.chat.message_ids import NEVER_SET, Base36Ids

clock = ManualClock(1_800_000_000.0005)


def burst(maker):
    made = set()
    for _ in range(8):
        made |= {maker.next_id() for _ in range(1_250)}
        clock.advance(0.001)
    return made


names = burst(Base36Ids(clock, "s1", count=NEVER_SET))
print(min(names))
reveal("23c.p2", len(names), unit="different ids")
print(f"with this.sequence = 0: {len(burst(Base36Ids(clock, 's1', count=0))):,}")
print(f"Snowflake: {len(burst(Snowflake(1, clock, wait=clock.advance))):,}")

# %% [markdown] covers=["BUG-081", "CHAT-32"]
# <details><summary>After you ran it</summary>
#
# **8**: one a millisecond. In a store where a new row replaces the one with the same key, 9,992 messages are gone.
# *Snowflake* (dive 20a) makes a number of the millisecond, the machine and a count to 4,096; then it waits.
#
# </details>
# <details><summary>Which failure pattern is this, even with <code>this.sequence = 0</code>?</summary>Space too small, again: three digits, and
# 1,250 messages come. You would detect it by inserts against rows.</details>
#
# | name | bytes | in order? | what it needs |
# |---|---|---|---|
# | time UUID | 16 | by its time part, as far as clocks agree | a number for each machine |
# | UUID drawn by chance | 16 | no | nothing |
# | time, server, count as text | 15 | as far as clocks agree | a name for each server, a count that waits |
# | Snowflake | 8 | as far as clocks agree | a number for each machine (its count waits) |
# | ours: conversation, and 1, 2, 3 … | 4, and the conversation | exactly | one place that counts, for each conversation |
#
# The store orders the messages anyway. So let it count.
#
# ## 3 · A group of a thousand · 12 minutes
#
# Stores for so many writes cut a table into **partitions** by a key. One partition lies together on one machine, sorted. Let
# the key be the conversation, and suppose a partition becomes slow above 100 MB. A group has 1,000 members; each writes 10
# messages a day, of 100 bytes.

# %% covers=["BUG-095", "CHAT-34"]
fields = {"text": 100, "conversation": 16, "number": 4, "sender": 16, "name given by the phone": 16, "moment": 8}
row_bytes = sum(fields.values())
print(f"a row: {row_bytes} bytes · 100 MB after {100e6 / (row_bytes * 10_000):.0f} days")

# %% [markdown] covers=["BUG-095", "CHAT-34"]
# <details><summary>Which failure pattern is this: grows for ever, load on the wrong tier, or everyone at once?</summary>Grows
# for ever: the key never changes, and nothing leaves. You would detect it by the size of
# the largest partition.</details>
#
# So let the key be conversation and **bucket**. A bucket holds, for example, the messages of one day. Who scrolls up crosses
# borders.
#
# | | |
# |---|---|
# | `shelf.newest`, `shelf.first` | the newest and the oldest bucket of a conversation now, whole numbers |
# | `shelf.read(bucket, before, n)` | up to `n` messages of this bucket with numbers below `before` (None: any), newest first, as `(number, text)`; `[]` if there are none |
#
# **Exercise 23c.1.** Write `page(shelf, cursor, n)`. It returns two things: the next `n` messages, newest first, as `(number, text)`, and a
# **cursor**: what the reader sends back for the page behind it. At the start it is None.
#
# | what happens | what holds |
# |---|---|
# | bucket 8 holds messages 4 and 5, bucket 7 holds 1, 2 and 3; a page of 3 | It shows 5, 4, 3. The cursor is (7, 3): bucket and number of the last message are enough. |
# | borders, and years in which nobody writes | Each page has `n` messages; only the last may have fewer, or none. |
# | nothing older can come | The cursor is None. (After a full page it may be set although nothing follows.) |
# | between two calls messages come and are deleted, a bucket begins, the oldest ones are dropped (`first` rises, even above the cursor) | What is there all the time is shown once; what is deleted before the call is not shown, and its number stays unused. |
# | each `read` is a trip | For one page, read no bucket twice, and none that it does not need. Never ask for more than `n`. |
# | several readers, several servers | Remember nothing outside the cursor. |


# %% nbgrader={"grade": false, "grade_id": "answer-23c-1", "locked": false, "schema_version": 3, "solution": true, "task": false} covers=["CHAT-04", "CHAT-34", "BUG-095"]
def page(shelf, cursor, n):
    ### BEGIN SOLUTION
    bucket, below = cursor or (shelf.newest, None)
    rows = []
    while bucket >= shelf.first:
        rows += shelf.read(bucket, below, n - len(rows))
        if len(rows) == n:
            return rows, (bucket, rows[-1][0])
        bucket -= 1
    return rows, None
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "check-23c-1", "locked": true, "points": 3.0, "schema_version": 3, "solution": false, "task": false}
check("23c.1", page)

# %% [markdown] tags=["instructor"]
# **Common wrong answer.** A page that ends at the border of its bucket: it looks right in a busy group, and in a quiet one
# the reader sees a page of two. Timing for a class: 10 minutes.

# %% [markdown] covers=["BUG-095"]
# ## 4 · Two old friends · 4 minutes
#
# Together they write one message in three days. A page has 50. Let a bucket hold 1 day, or more:

# %% covers=["BUG-095", "CHAT-34"]
from course.systems.chat.history import by_days, by_numbers
from course.systems.chat.long_talks import reads_of_a_page

page_of = yours("23c.1", page)
for each in (1, 10, 100, 1_000):
    friends, group_mb = reads_of_a_page(page_of, by_days(each)), row_bytes * 10_000 * each / 1e6
    print(f"{each:5,} days a bucket: the friends need {friends:3} reads · the group's bucket has {group_mb:5,.0f} MB")
reads = sorted(reads_of_a_page(page_of, by_days(1), seed) for seed in range(100))
print(f"100 pairs of friends, buckets of a day: {reads[0]} to {reads[-1]} reads, in the middle {reads[50]}")

# %% [markdown] covers=["BUG-095"]
# **146** in the middle, of which about 100 are empty; the pair above needed **124**. Longer buckets are good for the friends and bad for the group: of
# **1,000** days, **1,600** MB.
#
# <details><summary>Which failure pattern is this: grows for ever, clock as truth, or everyone at once?</summary>Clock as
# truth: the date decides how much lies in a bucket, and no clock knows how much was written. You would detect it by reads that
# come back empty.</details>
#
# Our number does. Let a bucket hold numbers:

# %% covers=["BUG-095", "CHAT-34"]
print("buckets of 100,000 numbers: the friends read", reads_of_a_page(page_of, by_numbers(100_000)))
print(f"the group's bucket has {row_bytes * 100_000 / 1e6:.0f} MB")

# %% [markdown] covers=["CHAT-34"]
# A page now reads **1** bucket, or two at a border. The price: "drop what is older than a year" must look for the border.
#
# A good place for a pause.
#
# ## 5 · Coming back · 3 minutes
#
# Ana's phone connects, and the server asks the table for "her unread messages". But the table has no column for that, and
# nothing marks a message afterwards. So the query finds all of them, or none. Suppose all: 2,000 lie there, her phone connects
# 40 times, and before each but the first, 3 new ones come.

# %% covers=["BUG-077"]
stored, sent, sent_by_marker, marker = 2_000, 0, 0, 0
for connection in range(40):
    stored += 3 if connection else 0
    sent += stored
    sent_by_marker += stored - marker
    marker = stored  # the phone has confirmed them
print(f"sent: {sent:,} · with a marker: {sent_by_marker:,}")

# %% [markdown] covers=["BUG-077"]
# Each connection sends everything: **82,340** messages. With a *marker* (lesson 23's number of what was delivered), raised
# when the phone confirms, it is **2,117**.
#
# <details><summary>Which failure pattern is this: grows for ever, trusting the caller, or check-then-act?</summary>Grows for
# ever: each day every connection costs more. You would detect it by messages sent against messages written.</details>

# %% covers=["BUG-077"]
quiz("23c.q1")

# %% [markdown] covers=["BUG-084"]
# ## 6 · While a line opens · 5 minutes
#
# While a connection opens, three things meet: what is stored, what is written just now (*live*), and what the phone sends. One
# piece of that is a **frame**.
#
# | in the opening below | |
# |---|---|
# | `line` | one connection |
# | `attach` | says who takes the phone's frames; before, nobody does |
# | `subscribe` | says who takes live messages |
# | `after(0)` | all that is stored at that moment |
# | `yield` | the server waits for a trip: 20 ms to check who it is, 30 to subscribe, 50 to read |
# | `Line`, `Steps` | names of types, no more |

# %% covers=["BUG-084"]
import inspect

from course.systems.chat.opening import handler_last, open_line

print(inspect.getsource(handler_last))
predict("23c.p3")

# %% tags=["reveal"] covers=["BUG-084"]
opened = open_line(handler_last)  # in virtual time; 12 messages are stored, and others write 20 more meanwhile
reveal("23c.p3", opened.dropped, unit="frames lost")
print("her screen:", *opened.screen[:21], "…")

# %% [markdown] covers=["BUG-084"]
# <details><summary>After you ran it</summary>
#
# **3**: for 0.25 s nobody listens. And **18** stands above **1**: live messages went to the screen at once. **18** comes twice:
# it was written after `subscribe` and before `after(0)`, so it is live and stored.
#
# </details>
# <details><summary>Which failure pattern is this: "done" said too early, or everyone at once?</summary>"Done" said too early: an
# open line itself says "send", before anybody listens. You would detect it by frames without a handler.</details>

# %%
order("23c.o1")

# %% tags=["reveal"] covers=["BUG-084"]
from course.systems.chat.opening import put_aside, read_then_subscribe

for opening in (handler_last, read_then_subscribe, put_aside):
    print(f"{opening.__name__:19} {open_line(opening)}")

# %% [markdown] covers=["BUG-084"]
# <details><summary>After you ran it</summary>
#
# Who reads first and subscribes later never shows **2** messages: they were written between the two. So subscribe first, put
# aside, read, and leave out by number what came twice.
#
# </details>
#
# ## 7 · You are Eve · 10 minutes
#
# Many servers take the person from the address: `/chat/{userId}`. This one even asks whether this person belongs to the
# conversation. A **token** is a signed note that says who logged in; yours says Eve.
#
# The cell prints "no". Get Bo's message: change the address, and run the cell again.

# %% covers=["BUG-078", "CHAT-52"]
from course.systems.chat.two_talks import MEMBERS, two_talks

archive, token = two_talks(clock)  # ana-bo, in which Bo has written; eve-fay


def get(address):
    _, _, person, conversation = address.split("/")
    return page_of(archive.history.shelf(conversation), None, 50)[0] if person in MEMBERS[conversation] else "no"


print(get("/chat/eve/ana-bo"))

# %% [markdown] covers=["BUG-078", "CHAT-52"]
# <details><summary>One way in</summary>
#
# `get("/chat/bo/ana-bo")`. The members were asked, about somebody else.
#
# </details>
# <details><summary>Which failure pattern is this: trusting the caller, or check-then-act?</summary>Trusting the caller. Nothing
# changed between check and act. You would detect it by requests whose address and token name two people.</details>
#
# Ours asks the token who you are, and a table of **stays** what you may see: this person, in this conversation, from number
# `first` up to number `last`, both included. `last` is NULL for whoever is still there. Who comes back has a second stay; two
# stays never overlap.
#
# | SQL (`SELECT` and `WHERE`: lesson 00b; `AND`, `OR` as in Python) | |
# |---|---|
# | `FROM history h JOIN stays s ON s.conversation = h.conversation` | each message beside each stay in its conversation |
# | `contains(h.text, ?)` | the text contains this value, character by character |
# | `execute(query, [value, …]).fetchall()` | puts the values in the place of the `?`, and gives a list of rows |
# | `s.last IS NULL` | it is NULL; `=`, `<` and `>` never hold for NULL |
#
# **Exercise 23c.2.** Write `search(database, me, asked)`. `me` is the person of the token. `asked` is what the phone sent, for
# example `{"person": "ana", "words": "code"}`. Whoever it names, answer for `me`. Return `(conversation, number)` of each
# message whose text contains the words and that lies in a stay of `me`, each once, in any order. Every text contains `""`. Nothing
# else of a message matters. A query for each message would be too slow.
# Tables: `history(conversation, number, sender, text, …)` and `stays(conversation, person, first, last)`.


# %% nbgrader={"grade": false, "grade_id": "answer-23c-2", "locked": false, "schema_version": 3, "solution": true, "task": false} covers=["CHAT-04", "BUG-078"]
def search(database, me, asked):
    ### BEGIN SOLUTION
    query = """SELECT h.conversation, h.number
        FROM history h JOIN stays s USING (conversation)
        WHERE s.person = ? AND contains(h.text, ?)
        AND h.number >= s.first
        AND (s.last IS NULL OR h.number <= s.last)"""
    return database.execute(query, [me, asked["words"]]).fetchall()
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "check-23c-2", "locked": true, "points": 3.0, "schema_version": 3, "solution": false, "task": false}
check("23c.2", search)

# %% [markdown] tags=["instructor"]
# **Common wrong answer.** `BETWEEN s.first AND s.last`: whoever is still there finds nothing. Timing for a class: 9 minutes.

# %% covers=["BUG-078", "CHAT-04"]
from course.systems.chat.model import NotAMember

look = yours("23c.2", search)
for me, says in (("ana", "ana"), ("eve", "ana")):
    found = look(archive.history.database, me, {"person": says, "words": "code"})
    print(f"token: {me}, the phone says {says}: {found}")
try:  # a page of ours: no address says who asks
    print(archive.page(token["eve"], "ana-bo"))
except NotAMember as refused:
    print("Eve asks for a page:", refused)

# %% [markdown] covers=["CHAT-06", "CHAT-07"]
# ## 8 · A photo, and a bell · 3 minutes
#
# Bytes of a photo would fill the log. So an **attachment** lies elsewhere, under a name that is computed from its bytes:
# SHA-256, 64 digits that fit no other bytes. The message has a *kind* (text, image, …), and names the attachment.
# Whoever may see the message may fetch it.

# %% covers=["CHAT-07"]
photo = archive.upload(token["ana"], bytes(200_000), "image/jpeg")
for _ in range(3):
    archive.write(token["ana"], "ana-bo", "look!", attachment=photo)
log = archive.history.database.execute("SELECT kind, length(attachment) FROM history ORDER BY number").fetchall()
print("in the log (kind, bytes of a name):", *log)
print(f"beside it: {sum(map(len, archive.bytes_of.values())):,} bytes")
print("Bo fetches", f"{len(archive.fetch(token['bo'], photo)):,}", "bytes")
predict("23c.p4")

# %% tags=["reveal"] covers=["CHAT-07"]
def works(action):
    try:
        return bool(action())
    except NotAMember as refused:
        print("Eve, who knows the name:", refused)
        return False


asks = works(lambda: archive.fetch(token["eve"], photo))
sends = works(lambda: archive.write(token["eve"], "eve-fay", "mine?", attachment=photo))
reveal("23c.p4", ("neither", "only asking", "only sending", "both")[asks + 2 * sends])

# %% [markdown] covers=["CHAT-06", "CHAT-07"]
# <details><summary>After you ran it</summary>
#
# A name is no key. If Eve could *send* it, a message of hers would name the photo, and she could fetch it.
#
# </details>
#
# Who is away gets a **push**, through the maker of the phone, who can read it. So ours only rings. Messages wait in lesson 23's
# inbox until the phone connects:

# %% covers=["CHAT-06"]
from course.systems.chat.run import Chat
from course.systems.chat.workload import Away, Plan, talk

small = talk(random.Random(1), users=5, messages=200, over_s=20)
run = Chat(small, Plan(absences=(Away(5, "u1/phone", 10),)), random.Random(1)).play()
print("pushes:", len(run.pushes), "· what they say:", set(run.pushes), "· copies lost:", run.verdict.lost)

# %% [markdown] covers=["CHAT-16"]
# ## 9 · What your numbers decide · 5 minutes
#
# Three published designs count 1, 5 and 50 billion messages a day, 100 bytes each. Beside it: our row, in three copies; and
# photos, once, if one of 100 messages has one of 200 kB.

# %% covers=["CHAT-16"]
from course.estimates import find_claim

designs = ((1, "chat.d67.storage-year", 365), (5, "chat.ru1.storage-per-year", 365), (50, "chat.cs.storage-day", 1))
for billions, claim, days in designs:
    published_tb = float(find_claim(claim).stated) / days
    text_tb, rows_tb, photos_tb = (billions * size / 1_000 for size in (100, 3 * row_bytes, 2_000))
    print(
        f"{billions:2} billion a day: text {text_tb:3.1f} TB · rows {rows_tb:4.1f} TB · photos {photos_tb:3.0f} TB",
        end="",
    )
    print(f" (text, published: {published_tb:3.1f} TB a day)")

# %% [markdown] covers=["BUG-072", "CHAT-26", "CHAT-27", "CHAT-33", "CHAT-37", "CHAT-51", "CHAT-52", "CHAT-53"]
# All agree with their own rates. But 100 bytes leave out the rest of the row, the copies, and the photos.
#
# | what happens | design often seen | with the mend |
# |---|---|---|
# | "is it read?" | wrong for **1** to **382** of 400 | a number against a marker |
# | 10,000 messages in 8 ms | **8** ids | one each, from the conversation's count |
# | a group of 1,000 | full after **62** days | **16** MB a bucket |
# | a phone connects 40 times | **82,340** messages | **2,117** |
# | frames while a line opens | **3** lost | none |
# | Eve changes the address | reads Bo's | is refused |
#
# What remains: one place counts for each conversation; while it is away, nobody writes there.
#
# <details><summary>On cards: seen elsewhere</summary>
#
# | seen | what it does | here |
# |---|---|---|
# | Java makes an endpoint for each connection; its map of sessions is a field | each map knows one person | one map for all connections |
# | Kafka, topic `messages`, cut by *receiver*; read by notices, analysis and store | two receivers may see two orders | one number, one order |
# | online: topic, then socket; offline: topic, then table | two ways, which overtake each other | one way: the inbox |
# | six steps: send, route, store, deliver, push, sync on return | a crash after "route" loses it | store, acknowledge, then the rest |
# | Cassandra, because writes are most | true of a log | the same key, in DuckDB |
# | Message, Chat, and MessageStatus for each receiver | 1,000 rows a message in a large group | two numbers for each person and conversation |
# | parts: balancer, chat servers, presence, sessions, groups, push, broker, store | each call can fail | gateways, one Redis, one log |
# | `presence:{user}`, `user:{id}`, `lastread:{user}:{group}`, `user_connections`, `user_messages:{server}` | names in Redis: who is there, on which server, what was read, and a server's channel | in lesson 23's code: `lease:`, `home:`, `cursors:`, `gateway:`; and `inbox:`, what waits |
#
# </details>
#
# **What this leaves out.** Search that ranks, and an index for it. Messages that vanish by themselves. Encrypted texts, in which
# no server can search (lesson 24).
#
# **The moral.** A name made of time is easily compared wrong: **190** of 400. Borders made of time do not know how much was
# written: **146** buckets for a page. The conversation's own count is id, order, cursor and border, and nearly what is unread.
# Who may see it is never said by whoever asks.

# %%
review("23c", limit=1)

# %% [markdown]
# ## 10 · Whiteboard, on another day · 6 minutes
#
# *The files of a court.* A case lives up to thirty years. A few get 40 documents a day, most get three a year. Lawyers page back
# from the newest, leave a case, and sometimes return. Design in four lines. Then a curveball: *nobody may notice that a document
# was removed.*
#
# <details><summary>Only after your own lines: two answers to mark</summary>
#
# Give each, then yours, 0 to 2 for: name · buckets · next page · who reads.
#
# | | answer |
# |---|---|
# | One | The name is the clerk's time, as text. A bucket is a day. The next page is asked for by its place: documents 51 to 100. The tablet says which lawyer has it. |
# | Two | Each case counts 1, 2, 3 …, in one place. A bucket is 10,000 numbers. The cursor is the bucket and the number of the last document. The token says who asks, and stays say what they may see, two of them for who returned. I do not know how large documents are: their bytes lie elsewhere. |
#
# </details>
# <details><summary>Our marks, and the curveball</summary>
#
# | | name | buckets | next page | who reads | why |
# |---|---|---|---|---|---|
# | One | 0 | 0 | 0 | 0 | Clocks differ. With three a year, a page of 50 reads some 6,000 days. A document that arrives shifts every place. A tablet can lie. |
# | Two | 2 | 2 | 2 | 2 | Says what it does not know. |
#
# | curveball | marks |
# |---|---|
# | The number stays inside. The cursor goes out sealed, and what is unread is counted, not subtracted: a gap would tell. | 2 |
# | The numbers behind it are given out anew: cursors and markers are wrong. | 1 |
# | Nobody counts the documents. | 0 |
#
# </details>

# %% [markdown] tags=["instructor"]
# **Discuss.** The law wants seven years of messages, and nobody scrolls back more than a week. What do you move
# where, and how long may page two thousand take?
#
# **Discuss.** Eve left in March and joined again in June. Which of the messages from April does the server owe her,
# and which line of your code decides it?
