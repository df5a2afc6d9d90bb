"""A chat's past: pages over buckets, who may see them, attachments, ids of clocks, and how a connection opens."""

import random
import uuid

import pytest

from course.clock import ManualClock
from course.stores import open_duckdb, open_redis
from course.systems.chat.archive import Archive, Hit
from course.systems.chat.auth import Tokens
from course.systems.chat.history import DAY_S, History, MemoryShelf, Row, by_days, by_numbers, older_page
from course.systems.chat.long_talks import day_of_ids, quiet_pair, reads_of_a_page
from course.systems.chat.message_ids import (
    LOW_TICKS,
    NEVER_SET,
    TICKS_PER_S,
    Base36Ids,
    TimeUuids,
    base36,
    time_uuid,
)
from course.systems.chat.model import Cursor, Message, NotAMember, Unauthorised
from course.systems.chat.opening import handler_last, open_line, put_aside, read_then_subscribe
from course.systems.chat.redis_hub import RedisHub
from course.systems.chat.two_talks import two_talks


def test_a_time_uuid_is_what_the_standard_library_makes():
    for real in (uuid.uuid1(), uuid.uuid1(node=7, clock_seq=0x3FFF), uuid.uuid1(node=(1 << 48) - 1, clock_seq=0)):
        assert time_uuid(real.time, real.node, real.clock_seq) == real


def test_time_uuids_rise_in_time_and_not_as_text():
    clock, rng = ManualClock(), random.Random(1)
    made = TimeUuids(clock, node=1)
    ids = []
    for _ in range(2_000):
        clock.advance(rng.expovariate(1 / 43.2))  # a day
        ids.append(made.next_id())
    assert [each.time for each in ids] == sorted({each.time for each in ids})
    pairs = [sorted(rng.sample(range(2_000), 2)) for _ in range(10_000)]
    wrong = sum(str(ids[early]) > str(ids[late]) for early, late in pairs)
    assert 0.45 < wrong / 10_000 < 0.55
    assert round(LOW_TICKS / TICKS_PER_S, 1) == 429.5


def test_two_time_uuids_of_one_moment_differ():
    made = TimeUuids(ManualClock(), node=1)
    assert len({made.next_id() for _ in range(100)}) == 100


@pytest.mark.parametrize(("count", "different"), [(NEVER_SET, 8), (0, 8_000)])
def test_ids_of_time_and_a_short_count_meet(count, different):
    clock = ManualClock(1_800_000_000.0005)
    made, ids = Base36Ids(clock, "s1", count=count), set()
    for _ in range(8):
        ids |= {made.next_id() for _ in range(1_250)}
        clock.advance(0.001)
    assert len(ids) == different


def test_base_36_is_read_back_by_int():
    for number in (0, 35, 36, 1_700_000_000_000):
        assert int(base36(number), 36) == number


def filled(bucket_of, count=500, seed=1, each_s=DAY_S / 7):
    """A conversation whose messages come at random, with days on which nobody writes."""
    rng, at_s, rows = random.Random(seed), 1_000 * DAY_S, []
    for number in range(1, count + 1):
        at_s += rng.expovariate(1 / each_s) * (20 if number % 50 == 0 else 1)
        rows.append(Row(at_s, "ana", f"text {number}"))
    history = History(open_duckdb(), bucket_of)
    history.add("c", rows)
    return history


@pytest.mark.parametrize("bucket_of", [by_days(1), by_days(10), by_days(1_000), by_numbers(7), by_numbers(1_000)])
def test_pages_over_buckets_hold_each_message_once(bucket_of):
    history = filled(bucket_of)
    cursor, seen, pages = None, [], 0
    while True:
        page, cursor = older_page(history.shelf("c"), cursor, 23)
        seen += [number for number, _ in page]
        pages += 1
        if cursor is None:
            break
        assert len(page) == 23
        history.add("c", [Row(0.0, "bo", "meanwhile")])
    assert seen == list(range(500, 0, -1))
    head = history.head("c")
    assert history.reads <= pages + head.newest - head.first + 1


def test_a_conversation_without_messages_has_an_empty_page():
    assert older_page(History(open_duckdb(), by_days(1)).shelf("nobody's"), None, 5) == ([], None)


def test_a_clock_that_goes_back_opens_no_older_bucket():
    history = History(open_duckdb(), by_days(1))
    history.add("c", [Row(3 * DAY_S, "ana", "late"), Row(1 * DAY_S, "bo", "a slow clock")])
    history.add("c", [Row(2 * DAY_S, "bo", "again")])
    assert [history.read("c", bucket, None, 9) for bucket in (1, 2)] == [[], []]
    assert [number for number, _ in history.read("c", 3, None, 9)] == [3, 2, 1]


def test_no_number_is_given_out_twice_and_old_partitions_go_as_a_whole():
    history = History(open_duckdb(), by_numbers(10))
    assert history.add("c", [Row(0.0, "ana", "x")] * 25) == list(range(1, 26))
    history.remove("c", 25)
    assert history.add("c", [Row(0.0, "ana", "y")]) == [26]
    assert history.forget("c", 2) == 2
    assert [number for number, _ in older_page(history.shelf("c"), None, 50)[0]] == [26, 24, 23, 22, 21]
    assert history.forget("c", 3) == 1
    assert older_page(history.shelf("c"), None, 50) == ([], None)
    assert History(history.database, by_numbers(10)).add("c", [Row(0.0, "ana", "z")]) == [27]
    assert older_page(History(history.database, by_numbers(10)).shelf("c"), None, 50)[0] == [(27, "z")]


@pytest.fixture
def archive():
    """Ana and Bo share a conversation; Eve knows only herself."""
    clock = ManualClock()
    tokens = Tokens(b"secret", clock)
    archive = Archive(History(open_duckdb(), by_days(1)), tokens, clock)
    for conversation, people in (("ana-bo", ("ana", "bo")), ("eve", ("eve",)), ("club", ("ana", "eve"))):
        for person in people:
            archive.join(conversation, person)
    archive.token = {person: tokens.issue(person, "phone") for person in ("ana", "bo", "eve")}
    return archive


def test_only_a_stay_opens_a_page_a_search_or_a_photo(archive):
    token = archive.token
    photo = archive.upload(token["ana"], b"a photo", "image/jpeg")
    archive.write(token["ana"], "ana-bo", "the gate code is 4711", photo)
    assert archive.page(token["bo"], "ana-bo") == ([(1, "the gate code is 4711")], None)
    assert archive.search(token["bo"], "code") == [Hit("ana-bo", 1, "the gate code is 4711")]
    assert archive.fetch(token["bo"], photo) == b"a photo"
    assert archive.search(token["eve"], "code") == []
    for stolen in (
        lambda: archive.page(token["eve"], "ana-bo"),
        lambda: archive.page(token["eve"], "no such conversation"),
        lambda: archive.write(token["eve"], "ana-bo", "hello"),
        lambda: archive.fetch(token["eve"], photo),
        lambda: archive.write(token["eve"], "eve", "look what I know the name of", photo),
    ):
        with pytest.raises(NotAMember):
            stolen()
    with pytest.raises(Unauthorised):
        archive.page("bo", "ana-bo")


def test_eve_of_the_two_talks_is_in_one_of_them():
    archive, token = two_talks(ManualClock())
    assert archive.page(token["bo"], "ana-bo") == ([(1, "the gate code is 4711")], None)
    assert archive.page(token["eve"], "eve-fay") == ([], None)
    with pytest.raises(NotAMember):
        archive.page(token["eve"], "ana-bo")


def test_a_stay_has_a_beginning_and_an_end(archive):
    token = archive.token
    for number in range(1, 4):
        archive.write(token["ana"], "ana-bo", f"word {number}")
    archive.join("ana-bo", "eve")
    archive.write(token["ana"], "ana-bo", "word 4")
    archive.leave("ana-bo", "eve")
    archive.write(token["ana"], "ana-bo", "word 5")
    archive.join("ana-bo", "eve")
    archive.write(token["ana"], "ana-bo", "word 6")
    assert [hit.number for hit in archive.search(token["eve"], "word")] == [4, 6]
    assert archive.page(token["eve"], "ana-bo", None, 2) == (
        [(6, "word 6")],
        (archive.history.head("ana-bo").newest, 5),
    )
    assert archive.page(token["eve"], "ana-bo", None, 3) == ([(6, "word 6"), (4, "word 4")], None)
    archive.leave("ana-bo", "eve")
    with pytest.raises(NotAMember):
        archive.write(token["eve"], "ana-bo", "I have left")


def test_the_same_bytes_lie_once_and_go_when_nobody_names_them(archive):
    token = archive.token
    photo = archive.upload(token["ana"], b"a photo", "image/jpeg")
    assert archive.upload(token["eve"], b"a photo", "image/jpeg") == photo
    unsent = archive.upload(token["ana"], b"never sent", "application/pdf")
    archive.write(token["ana"], "ana-bo", "look", photo)
    archive.write(token["eve"], "eve", "mine too", photo)
    assert len(archive.bytes_of) == 2
    assert archive.sweep() == 1
    with pytest.raises(NotAMember):
        archive.fetch(token["ana"], unsent)
    archive.history.remove("ana-bo", 1)
    assert archive.sweep() == 0  # Eve's message names it still
    archive.history.remove("eve", 1)
    assert archive.sweep() == 1
    kinds = archive.history.database.execute("SELECT DISTINCT kind FROM history").fetchall()
    assert kinds == []
    archive.write(token["ana"], "ana-bo", "a text")
    assert archive.history.database.execute("SELECT kind FROM history").fetchall() == [("text",)]


def test_words_to_search_for_are_no_sql(archive):
    archive.write(archive.token["ana"], "ana-bo", "100% of it's yours")
    assert [hit.number for hit in archive.search(archive.token["bo"], "100%")] == [1]
    assert [hit.number for hit in archive.search(archive.token["bo"], "it's")] == [1]
    for typed in ("%", "_", "' OR '1'='1"):
        assert len(archive.search(archive.token["bo"], typed)) == (typed == "%")


class Endpoint:
    """Java's ``@ServerEndpoint``: the container makes one for each connection, and each has its own map of sessions."""

    def __init__(self, sessions):
        self.sessions = sessions

    def open(self, person):
        """A person connects; returns what will be sent to them."""
        return self.sessions.setdefault(person, [])

    def send(self, person, text):
        """Send a text, if the map has this person."""
        if person in self.sessions:
            self.sessions[person].append(text)


@pytest.mark.parametrize(("shared", "reached"), [(False, 0), (True, 50)])
def test_bug_072_a_map_of_sessions_that_exists_once_per_connection_reaches_nobody(shared, reached):
    """BUG-072; with one map for all endpoints, everybody."""
    sessions = {}

    def made():
        return Endpoint(sessions if shared else {})

    given_to_others = made()
    received = {f"p{number}": made().open(f"p{number}") for number in range(50)}
    for person in received:
        given_to_others.send(person, "hello")
    assert sum(map(len, received.values())) == reached


def test_bug_084_frames_before_the_handler_are_gone_and_live_overtakes_stored():
    late, gap, ours = open_line(handler_last), open_line(read_then_subscribe), open_line(put_aside)
    assert (late.dropped, late.in_order, late.twice) == (3, False, 1)
    assert (gap.dropped, gap.in_order, gap.never) == (0, True, 2)
    assert (ours.dropped, ours.never, ours.twice, ours.in_order) == (0, 0, 0, True)


@pytest.mark.parametrize("seed", range(30))
def test_our_opening_loses_nothing_whenever_anything_comes(seed):
    rng = random.Random(seed)
    frames, writes = ([rng.uniform(0, 0.3) for _ in range(rng.randrange(30))] for _ in range(2))
    opened = open_line(put_aside, stored=rng.randrange(1, 20), frames_s=tuple(frames), writes_s=tuple(sorted(writes)))
    assert (opened.dropped, opened.never, opened.twice, opened.in_order) == (0, 0, 0, True)


def test_a_topic_cut_by_receiver_keeps_no_order_within_a_group():
    """Seen elsewhere: partitions by receiver. Bo and Cy see two orders; the numbers of a conversation are one order."""
    trips_s = {("ana", "bo"): 0.01, ("dan", "bo"): 0.02, ("dan", "cy"): 0.01, ("ana", "cy"): 0.02}  # to each partition
    seen = {
        receiver: sorted((s, sender) for (sender, to), s in trips_s.items() if to == receiver)
        for receiver in ("bo", "cy")
    }
    assert [sender for _, sender in seen["bo"]] != [sender for _, sender in seen["cy"]]
    log = History(open_duckdb(), by_days(1))
    log.add("group", [Row(0.0, sender, sender) for _, sender in seen["bo"]])
    assert [text for _, text in older_page(log.shelf("group"), None, 9)[0]] == ["dan", "ana"]  # whoever asks


@pytest.mark.parametrize(("bucket_of", "fewest", "most"), [(by_days(1), 90, 260), (by_numbers(100_000), 1, 1)])
def test_a_quiet_pair_pays_for_days_on_which_nobody_wrote(bucket_of, fewest, most):
    for seed in range(20):
        shelf = quiet_pair(random.Random(seed), bucket_of)
        page, cursor = older_page(shelf, None, 50)
        assert [number for number, _ in page] == list(range(400, 350, -1))
        assert cursor[1] == 351
        assert fewest <= shelf.reads <= most
        assert reads_of_a_page(older_page, bucket_of, seed) == shelf.reads


def test_a_shelf_in_memory_answers_as_the_one_in_duckdb():
    history = filled(by_days(1), count=60)
    rows = history.database.execute("SELECT bucket, number FROM history ORDER BY number").fetchall()
    memory = MemoryShelf({bucket: [each for at, each in rows if at == bucket] for bucket, _ in rows})
    duck = history.shelf("c")
    assert (memory.first, memory.newest) == (duck.first, duck.newest)
    for bucket in range(duck.first, duck.newest + 2):
        for before in (None, 30):
            assert memory.read(bucket, before, 4) == duck.read(bucket, before, 4)


def test_a_day_of_ids_is_a_day_in_order():
    ids = day_of_ids(random.Random(1))
    assert len({*ids}) == 400
    assert ids == sorted(ids, key=lambda each: each.time)
    assert ids[-1].time - ids[0].time < DAY_S * TICKS_PER_S


def test_the_names_in_redis_are_those_that_the_lesson_says():
    store = open_redis()
    hub = RedisHub(store)
    hub.renew("g1")
    hub.connect("bo/phone", "g1", "bo/phone@1")
    hub.append(Message("ana-bo", 1, "ana/phone#1", "ana", "hello", 0.0), ["bo/phone"])
    hub.raise_cursor("ana-bo", "bo", Cursor(1, 1))
    assert {key.partition(":")[0] for key in store.scan_iter()} == {"lease", "home", "inbox", "cursors"}
