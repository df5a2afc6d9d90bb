"""Lesson 22b: wrong answers that a learner could give, each with its misconception, and other right ways to write it."""

from contextlib import suppress

from course.systems.news_feed.backfill import follow_then_fill
from course.systems.news_feed.resumable import deliver_in_batches

# 22b.2 · deliver


def asks_the_note_each_time(followers, lists, note):
    while True:
        batch = followers.after(note.read(), 1_000)
        if not batch:
            return
        lists.add(batch)
        note.write(max(batch))


def stops_at_a_short_batch(followers, lists, note):
    last, full = note.read(), True
    while full:
        batch = followers.after(last, 1000)
        full = len(batch) == 1000
        if batch:
            lists.add(batch)
            last = batch[-1]
            note.write(last)


def smaller_batches(followers, lists, note):
    last = note.read()
    while batch := followers.after(last, 200):
        lists.add(batch)
        note.write(last := batch[-1])
    return last


def tries_again(followers, lists, note):
    last = note.read()
    while batch := followers.after(last, 1000):
        try:
            lists.add(batch)
        except OSError:
            continue
        last = batch[-1]
        note.write(last)


def calls_itself(followers, lists, note):
    batch = followers.after(note.read(), 1000)
    if batch:
        lists.add(batch)
        note.write(batch[-1])
        deliver = calls_itself
        deliver(followers, lists, note)


def raises_on(followers, lists, note):
    last = note.read()
    while batch := followers.after(last, 1000):
        try:
            lists.add(batch)
        except OSError as error:
            raise RuntimeError("later") from error
        last = batch[-1]
        note.write(last)


def begins_at_its_cursor(followers, lists, note):
    last = note.read()
    while batch := followers.after(last - 1, 1000):
        lists.add(batch)
        last = batch[-1]
        note.write(last)


def goes_one_too_far(followers, lists, note):
    last = note.read()
    while batch := followers.after(last, 1000):
        lists.add(batch)
        last = batch[-1] + 1
        note.write(last)


def by_place(followers, lists, note):
    place = max(0, note.read())
    while batch := followers.at(place, 1000):
        lists.add(batch)
        place += len(batch)
        note.write(place)


def by_place_with_ids_noted(followers, lists, note):
    last = note.read()
    place = 0
    while batch := followers.at(place, 1000):
        place += 1000
        if batch[-1] > last:
            lists.add(batch)
            note.write(batch[-1])


def note_first(followers, lists, note):
    last = note.read()
    while batch := followers.after(last, 1000):
        last = batch[-1]
        note.write(last)
        lists.add(batch)


def never_reads(followers, lists, note):
    last = -1
    while batch := followers.after(last, 1000):
        lists.add(batch)
        last = batch[-1]
        note.write(last)


def never_writes(followers, lists, note):
    last = note.read()
    while batch := followers.after(last, 1000):
        lists.add(batch)
        last = batch[-1]


def writes_at_the_end(followers, lists, note):
    last = note.read()
    while batch := followers.after(last, 1000):
        lists.add(batch)
        last = batch[-1]
    note.write(last)


def asks_one_time(followers, lists, note):
    batch = followers.after(note.read(), 1000)
    if batch:
        lists.add(batch)
        note.write(batch[-1])


def asks_for_all(followers, lists, note):
    batch = followers.after(note.read(), 1_000_000)
    lists.add(batch)
    note.write(batch[-1])


def one_by_one(followers, lists, note):
    last = note.read()
    while batch := followers.after(last, 1):
        lists.add(batch)
        last = batch[-1]
        note.write(last)


def drops_the_last_batch(followers, lists, note):
    last = note.read()
    while len(batch := followers.after(last, 1000)) == 1000:
        lists.add(batch)
        last = batch[-1]
        note.write(last)


def knows_three_batches(followers, lists, note):
    last = note.read()
    for _ in range(3):
        batch = followers.after(last, 1000)
        lists.add(batch)
        if batch:
            last = batch[-1]
            note.write(last)


def counts_up(followers, lists, note):
    last = note.read()
    while batch := followers.after(last, 1000):
        lists.add(batch)
        last += len(batch)
        note.write(last)


def passes_errors_over(followers, lists, note):
    last = note.read()
    while batch := followers.after(last, 1000):
        with suppress(OSError):
            lists.add(batch)
        last = batch[-1]
        note.write(last)


def finally_notes(followers, lists, note):
    last = note.read()
    while batch := followers.after(last, 1000):
        try:
            lists.add(batch)
        finally:
            last = batch[-1]
            note.write(last)


def remembering():
    reached = {}

    def deliver(followers, lists, note):
        last = reached.get("last", -1)
        while batch := followers.after(last, 1000):
            lists.add(batch)
            last = batch[-1]
            reached["last"] = last

    return deliver


def remembers_whom():
    served = set()

    def deliver(followers, lists, note):
        last = note.read()
        while batch := followers.after(last, 1000):
            lists.add([user for user in batch if user not in served])
            served.update(batch)
            last = batch[-1]
            note.write(last)

    return deliver


def yields(followers, lists, note):
    last = note.read()
    while batch := followers.after(last, 1000):
        lists.add(batch)
        last = batch[-1]
        note.write(last)
        yield last


def forgets_to_move(followers, lists, note):
    last = note.read()
    while batch := followers.after(last, 1000):
        lists.add(batch)
        note.write(batch[-1])


def never_moves(followers, lists, note):
    while batch := followers.after(-1, 1000):
        lists.add(batch)
        note.write(batch[-1])


def returns_after_an_error(followers, lists, note):
    last = note.read()
    try:
        while batch := followers.after(last, 1000):
            lists.add(batch)
            last = batch[-1]
            note.write(last)
    except Exception:
        return


def breaks_after_an_error(followers, lists, note):
    last = note.read()
    while batch := followers.after(last, 1000):
        try:
            lists.add(batch)
        except Exception as error:
            print(error)
            break
        last = batch[-1]
        note.write(last)


def an_error_is_an_empty_batch(followers, lists, note):
    last = note.read()
    while True:
        try:
            batch = followers.after(last, 1000)
        except OSError:
            batch = []
        if not batch:
            break
        lists.add(batch)
        last = batch[-1]
        note.write(last)


def returns_false_after_an_error(followers, lists, note):
    try:
        deliver_in_batches(followers, lists, note)
    except OSError:
        return False
    return True


def tidies_up(followers, lists, note):
    deliver_in_batches(followers, lists, note)
    note.write(-1)


def by_keywords(followers, lists, note):
    last = note.read()
    while batch := followers.after(last=last, n=1_000):
        lists.add(batch=batch)
        last = batch[-1]
        note.write(number=last)


def from_follower_zero(followers, lists, note):
    last = max(note.read(), 0)
    while batch := followers.after(last, 1000):
        lists.add(batch)
        last = batch[-1]
        note.write(last)


def a_note_of_zero_is_none(followers, lists, note):
    while batch := followers.after(note.read() or -1, 1000):
        lists.add(batch)
        note.write(batch[-1])


def knows_five_batches(followers, lists, note):
    for _ in range(5):
        batch = followers.after(note.read(), 1000)
        if batch:
            lists.add(batch)
            note.write(batch[-1])


def a_note_may_fail(followers, lists, note):
    last = note.read()
    while batch := followers.after(last, 1000):
        lists.add(batch)
        last = batch[-1]
        with suppress(OSError):
            note.write(last)


def guesses_the_note(followers, lists, note):
    try:
        last = note.read()
    except Exception:
        last = -1
    while batch := followers.after(last, 1000):
        lists.add(batch)
        last = batch[-1]
        note.write(last)


def failed_ones_at_the_end(followers, lists, note):
    last, failed = note.read(), []
    while batch := followers.after(last, 1000):
        try:
            lists.add(batch)
        except OSError:
            failed.append(batch)
        last = batch[-1]
        note.write(last)
    while failed:
        with suppress(OSError):
            lists.add(failed[-1])
            failed.pop()


def until_it_is_noted(followers, lists, note):
    last = note.read()
    while batch := followers.after(last, 1000):
        try:
            lists.add(batch)
            note.write(batch[-1])
        except OSError:
            continue
        last = batch[-1]


def repeats_its_last_one(followers, lists, note):
    last = note.read()
    while batch := followers.after(last - 1, 1000):
        lists.add(batch)
        if batch[-1] == last:
            return
        last = batch[-1]
        note.write(last)


def notes_the_first_one(followers, lists, note):
    last = note.read()
    while batch := followers.after(last, 1000):
        lists.add(batch)
        last = batch[-1]
        note.write(batch[0])


def collects_all_first(followers, lists, note):
    last, everybody = note.read(), []
    while batch := followers.after(last, 1000):
        everybody += batch
        last = batch[-1]
    while everybody:
        lists.add(everybody[:1000])
        note.write(everybody[:1000][-1])
        del everybody[:1000]


def overlapping_places(followers, lists, note):
    last, place = note.read(), 0
    while batch := followers.at(place, 1000):
        place += 500
        if new := [follower for follower in batch if follower > last]:
            lists.add(new)
            last = new[-1]
            note.write(last)


def all_in_one_add(followers, lists, note):
    last, everybody = note.read(), []
    while batch := followers.after(last, 1000):
        everybody += batch
        last = batch[-1]
    lists.add(everybody)
    note.write(last)


def in_steps_of(size):
    def deliver(followers, lists, note):
        last = note.read()
        while batch := followers.after(last, size):
            lists.add(batch)
            last = batch[-1]
            note.write(last)

    deliver.__name__ = f"in_steps_of_{size}"
    return deliver


def one_copy_a_call(followers, lists, note):
    last = note.read()
    while batch := followers.after(last, 1000):
        for follower in batch:
            lists.add([follower])
        last = batch[-1]
        note.write(last)


# 22b.3 · follow


def with_a_name(reader, author, edges, posts, feeds):
    new = edges.add(reader, author)
    ids = posts.newest(author, 20)
    feeds.add(reader, ids)
    return new


def fills_before_and_after(reader, author, edges, posts, feeds):
    feeds.add(reader, posts.newest(author, 20))
    edges.add(reader, author)
    feeds.add(reader, posts.newest(author, 20))


def one_at_a_time(reader, author, edges, posts, feeds):
    edges.add(reader, author)
    for post_id in posts.newest(author, 20):
        feeds.add(reader, [post_id])


def tries_thrice(reader, author, edges, posts, feeds):
    for _ in range(3):
        try:
            edges.add(reader, author)
            feeds.add(reader, posts.newest(author, 20))
            return True
        except OSError:
            pass
    raise OSError("later")


def with_keywords(reader, author, edges, posts, feeds):
    edges.add(reader=reader, author=author)
    feeds.add(reader=reader, ids=posts.newest(author, 20))


def tries_twice_and_says_yes(reader, author, edges, posts, feeds):
    for _ in range(2):
        with suppress(OSError):
            edges.add(reader, author)
            feeds.add(reader, posts.newest(author, 20))
            return


def waits_for_a_post(reader, author, edges, posts, feeds):
    edges.add(reader, author)
    while not posts.newest(author, 20):
        pass
    feeds.add(reader, posts.newest(author, 20))


def fills_first(reader, author, edges, posts, feeds):
    feeds.add(reader, posts.newest(author, 20))
    edges.add(reader, author)


def looks_back(count):
    def follow(reader, author, edges, posts, feeds):
        feeds.add(reader, posts.newest(author, 20))
        edges.add(reader, author)
        feeds.add(reader, posts.newest(author, 20)[:count])

    follow.__name__ = f"looks_back_{count}"
    return follow


def refuses_a_second_tap(reader, author, edges, posts, feeds):
    if not edges.add(reader, author):
        raise ValueError("You follow already.")
    feeds.add(reader, posts.newest(author, 20))


def looks_then_joins(reader, author, edges, posts, feeds):
    ids = posts.newest(author, 20)
    edges.add(reader, author)
    feeds.add(reader, ids)


def only_when_new(reader, author, edges, posts, feeds):
    if edges.add(reader, author):
        feeds.add(reader, posts.newest(author, 20))


def leaves_when_old(reader, author, edges, posts, feeds):
    if not edges.add(reader, author):
        return False
    feeds.add(reader, posts.newest(author, 20))
    return True


def only_the_edge(reader, author, edges, posts, feeds):
    edges.add(reader, author)


def only_the_posts(reader, author, edges, posts, feeds):
    feeds.add(reader, posts.newest(author, 20))


def edge_and_look(reader, author, edges, posts, feeds):
    edges.add(reader, author)
    return posts.newest(author, 20)


def only_the_newest_one(reader, author, edges, posts, feeds):
    edges.add(reader, author)
    feeds.add(reader, posts.newest(author, 1))


def nineteen(reader, author, edges, posts, feeds):
    edges.add(reader, author)
    feeds.add(reader, posts.newest(author, 19))


def the_other_way_round(reader, author, edges, posts, feeds):
    edges.add(author, reader)
    feeds.add(reader, posts.newest(author, 20))


def into_the_authors_feed(reader, author, edges, posts, feeds):
    edges.add(reader, author)
    feeds.add(author, posts.newest(author, 20))


def the_readers_own_posts(reader, author, edges, posts, feeds):
    edges.add(reader, author)
    feeds.add(reader, posts.newest(reader, 20))


def says_yes_anyway(reader, author, edges, posts, feeds):
    with suppress(OSError):
        edges.add(reader, author)
        feeds.add(reader, posts.newest(author, 20))
    return True


def answers_no(reader, author, edges, posts, feeds):
    try:
        edges.add(reader, author)
        feeds.add(reader, posts.newest(author, 20))
    except Exception:
        return False
    return True


def friends(reader, author, edges, posts, feeds):
    edges.add(reader, author)
    edges.add(author, reader)
    feeds.add(reader, posts.newest(author, 20))


def known_pairs():
    seen = set()

    def follow(reader, author, edges, posts, feeds):
        edges.add(reader, author)
        if (reader, author) not in seen:
            feeds.add(reader, posts.newest(author, 20))
            seen.add((reader, author))

    return follow


RIGHT = {
    "22b.1": [{"life_s": 40, "batch": 100}, {"life_s": 40, "batch": 1_000}],
    "22b.2": [
        deliver_in_batches,
        asks_the_note_each_time,
        stops_at_a_short_batch,
        smaller_batches,
        tries_again,
        calls_itself,
        raises_on,
        in_steps_of(76),  # 200 calls for 5,000 followers: not one too many
        by_keywords,
        until_it_is_noted,
    ],
    "22b.3": [follow_then_fill, with_a_name, fills_before_and_after, one_at_a_time, tries_thrice, with_keywords],
}

# (the misconception that must be recognised, or None where only the case is shown; the answer)
WRONG = {
    "22b.1": [
        ("a note more often is always better", {"life_s": 40, "batch": 1}),
        ("a note more often is always better", {"life_s": 40, "batch": 10}),
        ("fewer notes cost less", {"life_s": 40, "batch": 10_000}),
        ("fewer notes cost less", {"life_s": 40, "batch": 1_000_000}),
        ("the worker must live longer", {"life_s": 120, "batch": 1_000_000}),
        ("the worker must live longer", {"life_s": 60, "batch": 1_000}),
        (None, {"life_s": 41, "batch": 1_000}),
        (None, {"size": 4}),
    ],
    "22b.2": [
        ("the cursor was not served yet", begins_at_its_cursor),
        ("the cursor was not served yet", repeats_its_last_one),
        ("the cursor is the next one", goes_one_too_far),
        ("a place is an identity", by_place),
        ("a place is an identity", by_place_with_ids_noted),
        ("noted means delivered", note_first),
        ("a restart goes on where it stopped", never_reads),
        ("a note at the end is enough", never_writes),
        ("a note at the end is enough", writes_at_the_end),
        ("everybody fits into one question", asks_one_time),
        (None, asks_for_all),
        ("calls cost nothing", one_by_one),
        ("calls cost nothing", in_steps_of(10)),
        ("calls cost nothing", in_steps_of(75)),
        ("calls cost nothing", one_copy_a_call),
        ("a return ends only this try", returns_after_an_error),
        ("a return ends only this try", breaks_after_an_error),
        ("a return ends only this try", an_error_is_an_empty_batch),
        ("a return ends only this try", returns_false_after_an_error),
        ("a finished job needs no note", tidies_up),
        (None, drops_the_last_batch),
        (None, knows_three_batches),
        (None, knows_five_batches),
        ("0 is nobody", from_follower_zero),
        ("0 is nobody", a_note_of_zero_is_none),
        ("an error can be passed over", a_note_may_fail),
        ("a note at the end is enough", all_in_one_add),
        ("first the list, then the work", collects_all_first),
        ("a count is a number", counts_up),
        ("a note of the batch's first one", notes_the_first_one),
        ("a place is an identity", overlapping_places),
        ("the note may be guessed", guesses_the_note),
        (None, failed_ones_at_the_end),
        ("an error can be passed over", passes_errors_over),
        ("an error can be passed over", finally_notes),
        ("the worker's memory survives", remembering()),
        ("the worker's memory survives", remembers_whom()),
        (None, yields),
        ("the question moves by itself", forgets_to_move),
        ("the question moves by itself", never_moves),
    ],
    "22b.3": [
        ("what I saw is all there is", fills_first),
        ("what I saw is all there is", looks_then_joins),
        ("one post at most comes meanwhile", looks_back(1)),
        ("one post at most comes meanwhile", looks_back(5)),
        ("one post at most comes meanwhile", looks_back(19)),
        ("a second tap has nothing to do", only_when_new),
        ("a second tap has nothing to do", refuses_a_second_tap),
        ("a second tap has nothing to do", leaves_when_old),
        ("a follow begins now", only_the_edge),
        ("a follow begins now", edge_and_look),
        ("old posts make a follower", only_the_posts),
        (None, only_the_newest_one),
        (None, nineteen),
        (None, the_other_way_round),
        (None, into_the_authors_feed),
        (None, the_readers_own_posts),
        ("an error can be passed over", says_yes_anyway),
        ("an error can be passed over", answers_no),
        ("an error can be passed over", tries_twice_and_says_yes),
        (None, waits_for_a_post),
        (None, friends),
        ("the function's memory survives", known_pairs()),
    ],
}
