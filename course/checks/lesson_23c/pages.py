"""Exercise 23c.1: pages of a conversation, and which misconceptions an answer shows."""

from collections.abc import Callable, Iterator

from course.checks.answer import Answer
from course.checks.lesson_23c.scrolling import (
    BILLIONS,
    LONG,
    QUIET,
    SHORT,
    YEARS,
    Buckets,
    Shelf,
    a_day_begins,
    asked,
    dropped,
    each_once,
    few_reads,
    full_pages,
    histories,
    it_ends,
    moving,
    newest_first,
    nothing,
    over_borders,
    over_quiet_times,
    scroll,
    several_readers,
    vanish,
)
from course.checks.model import Exercise, Function, Misconception, Property, Wrong
from course.systems.chat.history import older_page


def fails(test: Callable[[Answer], None], answer: Answer) -> bool:
    try:
        test(answer)
    except Wrong:
        return True
    return False


def first_pages(answer: Answer, buckets: Buckets, n: int, pages: int) -> list[list[int]]:
    """The first pages; fewer if it ends."""
    shelf, found = Shelf(buckets), list[list[int]]()
    cursor: object = None
    for _ in range(pages):
        page = asked(answer, shelf, cursor, n)
        found.append(page.numbers)
        cursor = page.cursor
        if cursor is None:
            break
    return found


def stays_in_a_bucket(answer: Answer) -> bool:
    return first_pages(answer, SHORT[1], 3, 1) == [[5, 4]]


def stops_where_it_is_quiet(answer: Answer) -> bool:
    shown = [number for page in first_pages(answer, QUIET[0], 3, 4) for number in page]
    return not fails(over_borders, answer) and shown == [3]


def loses_patience(answer: Answer) -> bool:
    shown = [number for page in first_pages(answer, YEARS, 3, 4) for number in page]
    return not fails(lambda answer: each_once(answer, QUIET[:-1]), answer) and shown == [5, 4]


def calls_itself(answer: Answer) -> bool:
    try:
        asked(answer, Shelf(YEARS), None, 3)
    except Wrong as wrong:
        return "called itself" in str(wrong) and not fails(over_borders, answer)
    return False


def counts_from_the_newest(answer: Answer) -> bool:
    """The second page reads a bucket more if a day has begun."""
    tops = list[int]()
    for between in (nothing, a_day_begins):
        shelf = Shelf(SHORT[2])
        cursor = asked(answer, shelf, None, 5).cursor
        between(shelf)
        tops.append(max(asked(answer, shelf, cursor, 5).trips))
    return tops == [1, 2]


def keeps_a_place(answer: Answer) -> bool:
    """The second page begins one message too early if one has arrived."""
    begin = list[int]()
    for arrived in ([], [6]):
        shelf = Shelf(SHORT[0])
        cursor = asked(answer, shelf, None, 2).cursor
        shelf.buckets[7] += arrived
        begin.append(asked(answer, shelf, cursor, 2).numbers[0])
    return begin == [3, 4]


def turns_it_round(answer: Answer) -> bool:
    return first_pages(answer, SHORT[0], 3, 1)[0] in ([3, 4, 5], [1, 2, 3])


def holds_a_program(answer: Answer) -> bool:
    try:
        asked(answer, Shelf(SHORT[0]), None, 2)
    except Wrong as wrong:
        return "A cursor travels" in str(wrong)
    return False


def another_answer_to_the_same(answer: Answer) -> bool:
    """Numbers that no other case has: of those, nothing was shown yet."""
    shelf = Shelf({3: [9_001, 9_002, 9_003]})
    return asked(answer, shelf, None, 2).numbers != asked(answer, shelf, None, 2).numbers


def remembers(answer: Answer) -> bool:
    """After something has happened, an old reader is shown something else than a new one."""
    for _, before, behind in histories(701):  # no other case has such buckets
        shelf = Shelf(before)
        new = scroll(answer, Shelf(behind), 2)
        scroll(answer, shelf, 2)
        shelf.buckets = Shelf(behind).buckets
        old = scroll(answer, shelf, 2)
        if [(page.numbers, page.trips) for page in old] != [(page.numbers, page.trips) for page in new]:
            return True
    return False


def carries_messages(answer: Answer) -> bool:
    shelf = Shelf(SHORT[1])
    cursor = asked(answer, shelf, None, 4).cursor
    vanish(shelf, {1})
    return asked(answer, shelf, cursor, 4).numbers == [1]


def shows(answer: Answer, *numbers: int) -> bool:
    return first_pages(answer, {7: list(numbers)}, len(numbers), 1) == [[*reversed(numbers)]]


def takes_none_for_a_number(answer: Answer) -> bool:
    small = {bucket: [number - 1_999_999_997 for number in numbers] for bucket, numbers in BILLIONS.items()}
    newest = first_pages(answer, BILLIONS, 3, 1)
    return first_pages(answer, small, 3, 1) == [[3, 2, 1]] and newest != [[2_000_000_000, 1_999_999_999, 1_999_999_998]]


def goes_on_behind_the_last(answer: Answer) -> bool:
    page = asked(answer, Shelf(SHORT[0]), None, 50)
    return page.numbers == [5, 4, 3, 2, 1] and page.cursor is not None


def n_of_each(answer: Answer) -> bool:
    pages = first_pages(answer, SHORT[2], 3, 3)
    return len(pages[0]) == 3 and any(len(page) > 3 for page in pages)


def repeats_its_last(answer: Answer) -> bool:
    pages = first_pages(answer, SHORT[0], 2, 2)
    return len(pages) == 2 and pages[1][:1] == pages[0][-1:] != []


def begins_again(answer: Answer) -> bool:
    pages = first_pages(answer, SHORT[0], 2, 2)
    return len(pages) == 2 and pages[0] == pages[1] == [5, 4]


def leaves_out_a_rest(answer: Answer) -> bool:
    pages = first_pages(answer, SHORT[2], 2, 3)
    return pages[:2] in ([[8, 7], [4, 3]], [[8, 7], [4]])


def leaves_the_first(answer: Answer) -> bool:
    return first_pages(answer, SHORT[2], 50, 1) == [[8, 7, 6, 5, 4]]


def leaves_one_out(answer: Answer) -> bool:
    return first_pages(answer, SHORT[0], 2, 2) == [[5, 4], [2, 1]]


def has_its_own_size(answer: Answer) -> bool:
    """For small pages, or only for large ones."""
    small = [len(first_pages(answer, LONG, n, 1)[0]) for n in (1, 3)]
    large = {n: len(first_pages(answer, LONG, n, 1)[0]) for n in (50, 300, 1_100)}
    return small[0] == small[1] > 0 or (small == [1, 3] and any(found < n for n, found in large.items()))


def trips_of(answer: Answer, n: int) -> list[int]:
    return asked(answer, Shelf({7: [1], 8: [2, 3]}), None, n).trips


def reads_below_the_first(answer: Answer) -> bool:
    return min(trips_of(answer, 50)) < 7


def behind_a_full_page(answer: Answer) -> set[int]:
    """The buckets that a page reads although it is full."""
    return set(asked(answer, Shelf({5: [1], 6: [2], 7: [3], 8: [4, 5]}), None, 2).trips) - {8}


def looks_ahead(answer: Answer) -> bool:
    return behind_a_full_page(answer) == {7} and not fails(moving, answer)


def never_stops_early(answer: Answer) -> bool:
    return behind_a_full_page(answer) == {5, 6, 7} and not fails(moving, answer)


def asks_it_again(answer: Answer) -> bool:
    return len(trips_of(answer, 3)) > 2 and not fails(moving, answer)


def has_no_floor(answer: Answer) -> bool:
    try:
        scroll(answer, Shelf(SHORT[0]), 2)
        it_ends(answer)
    except Wrong as wrong:
        return "It still asks" in str(wrong) or "never became None" in str(wrong)
    return reads_below_the_first(answer)


def from_the_top(answer: Answer) -> bool:
    return fails(few_reads, answer) and not fails(newest_first, answer) and not fails(moving, answer)


def only(test: Callable[[Answer], None], answer: Answer) -> bool:
    """Whether this fails, and nothing that asks less does."""
    return fails(test, answer) and not any(fails(other, answer) for other in UNDISTURBED)


UNDISTURBED = (newest_first, it_ends, moving, few_reads)


def _misconceptions() -> Iterator[Misconception]:
    yield Misconception(
        "a cursor is a running program",
        "The reader comes back tomorrow, and meets another server. What is left of your cursor?",
        holds_a_program,
    )
    yield Misconception(
        "a page is read like a letter",
        "Who scrolls up wants the newest message first. With which one does your page begin?",
        turns_it_round,
        "Bucket 7: [1, 2, 3, 4, 5], a page of 3. Messages 5, 4 and 3 belong on it, in this order.",
    )
    yield Misconception(
        "what was shown once is shown to all",
        "A second reader opens the conversation. How does your function know that nobody has shown it to them?",
        another_answer_to_the_same,
        "Bucket 3: [9001, 9002, 9003]. Two readers, one after the other, ask for the newest page of 2, and get two answers.",
    )
    yield Misconception(
        "what a call has found stays so",
        "Your function has kept something from an earlier call. What may have changed in the conversation since then?",
        remembers,
        "A reader scrolls to the end. Then the oldest bucket is dropped, or messages come, or one is deleted. Now your "
        "function works in another way for this reader than for a new one.",
    )
    yield Misconception(
        "a cursor may carry messages",
        "Your cursor holds messages that were read for the page before. What may happen to them until the next call?",
        carries_messages,
        "Buckets 8: [4, 5] · 7: [1, 2, 3], pages of 4. Page 1 shows 5 to 2; message 1 is deleted; page 2 shows it.",
    )
    yield Misconception(
        "two equal texts are one message",
        "Two people write “ok”. By which of its two values do you tell a message from the others?",
        lambda answer: shows(answer, 1, 4) and not shows(answer, 1, 3),
        "Bucket 7: messages 1 and 3, both “ok”, a page of 2. You did not show both.",
    )
    yield Misconception(
        "an empty text is no message",
        "Message 2 has an empty text. Which rule says that it is not shown?",
        lambda answer: shows(answer, 1, 4) and not shows(answer, 1, 2),
        "Bucket 7: message 1, “ok”, and message 2, “”, a page of 2. You did not show both.",
    )
    yield Misconception(
        "None is a large number",
        "Which number did you put in the place of None? Which message comes after it?",
        takes_none_for_a_number,
        "Buckets 8: [2000000000] · 7: [1999999998, 1999999999], a page of 3. You did not show them all.",
    )
    yield Misconception(
        "a place in the list is a place in the talk",
        "While the reader looked at page 1, a message arrived. Which message stands at your cursor's place now?",
        keeps_a_place,
        "Bucket 7: [1, 2, 3, 4, 5], pages of 2. Page 1 shows 5 and 4; message 6 arrives; page 2 begins with 4 again.",
    )
    yield Misconception(
        "a page has a size of its own",
        "Who says how long a page is? Where does your function follow it?",
        has_its_own_size,
        "1,500 messages, and pages of 1, 3, 50, 300 and 1,100. Not each was as long as it was asked for.",
    )
    yield Misconception(
        "the first bucket is outside",
        "`first` is the oldest bucket, and holds messages. At which bucket does your loop end?",
        leaves_the_first,
        "Buckets 2: [5, 6, 7, 8] · 1: [4] · 0: [1, 2, 3], a page of 50. You showed 8 to 4, and bucket 0 never.",
    )
    yield Misconception(
        "`before` is still part of what is read",
        "`read` gives numbers *below* `before`. The last one seen was 4: what must `before` be, so that 3 comes?",
        leaves_one_out,
        "Bucket 7: [1, 2, 3, 4, 5], pages of 2. You showed 5 and 4, then 2 and 1.",
    )
    yield Misconception(
        "a page lies in one bucket",
        "Where does the third message of this page lie?",
        stays_in_a_bucket,
        "Buckets 8: [4, 5] · 7: [1, 2, 3], a page of 3. You gave messages 5 and 4, and no third one.",
    )
    yield Misconception(
        "an empty bucket is the beginning",
        "For a week nobody wrote. What lies below that week?",
        stops_where_it_is_quiet,
        "Buckets 5: [3] · 4: empty · 3: [1, 2]. You showed message 3, and then nothing.",
    )
    yield Misconception(
        "nobody is silent for so long",
        "After some empty buckets you stop. How long may two friends be silent, and who knows where they began?",
        loses_patience,
        "Messages 4 and 5 lie in bucket 20,000, and the older ones in bucket 0. You showed 5 and 4, and then nothing.",
    )
    yield Misconception(
        "a function may call itself as often as it likes",
        "Each empty bucket is one more call inside all the others, and Python allows some thousand at most. How else do you "
        "get from bucket to bucket?",
        calls_itself,
        "Messages 4 and 5 lie in bucket 20,000, and the older ones in bucket 0. Your function called itself too deep.",
    )
    yield Misconception(
        "every bucket gives a whole page",
        "Two messages are found already, and a page has three. How many should the next bucket give?",
        n_of_each,
    )
    yield Misconception(
        "the cursor's message is unread",
        "The reader saw this message at the end of the last page. Which numbers lie behind it?",
        repeats_its_last,
        "Bucket 7: [1, 2, 3, 4, 5], pages of 2. The second page began with the last message of the first.",
    )
    yield Misconception(
        "a bucket is a place to go on from",
        "The page ended in the middle of a bucket. What does your cursor know about that middle?",
        lambda answer: begins_again(answer) or leaves_out_a_rest(answer),
    )
    yield Misconception(
        "there is always an older bucket",
        "The conversation began in bucket `first`. What tells your loop so?",
        has_no_floor,
    )
    yield Misconception(
        "only an empty page is the last",
        "Five messages in all, and a page of 50. Which messages lie behind it, and what does your cursor say of them?",
        goes_on_behind_the_last,
    )
    yield Misconception(
        "a full page must look ahead",
        "You looked whether anything follows. May the cursor of a full page be set although nothing does? Then who finds "
        "out, and when?",
        looks_ahead,
        "Buckets 8: [4, 5] · 7: [3] · 6: [2] · 5: [1], a page of 2. It was full after bucket 8, and you read bucket 7.",
    )
    yield Misconception(
        "a page must see all buckets",
        "For how many messages do you still ask once the page is full? What could end your loop there?",
        never_stops_early,
        "Buckets 8: [4, 5] · 7: [3] · 6: [2] · 5: [1], a page of 2. It was full after bucket 8, and you read them all.",
    )
    yield Misconception(
        "the newest bucket stays the newest",
        "Between two pages a new day began. From where does your cursor count, and has that place stayed?",
        counts_from_the_newest,
        "Buckets 2: [5, 6, 7, 8] · 1: [4] · 0: [1, 2, 3]. A page of 5 ends in bucket 1; bucket 3 begins; the next page "
        "reads bucket 2 again.",
    )
    yield Misconception(
        "only an empty answer says that a bucket is done",
        "How many messages could one read of this bucket bring? And if it brings fewer than you asked for, what is left?",
        asks_it_again,
    )
    yield Misconception(
        "a read costs nothing",
        "Page 20 begins where page 19 ended. Which buckets does your function read to get there, and how much of each?",
        from_the_top,
    )
    yield Misconception(
        "there is one reader",
        "Another reader asks, or another server, or the same one a day later. What does your function still know then?",
        lambda answer: only(several_readers, answer),
    )
    yield Misconception(
        "what a cursor names is still there",
        "`first` has risen between two pages, perhaps above your cursor. Who knows what it is *now*, and which comparison "
        "holds for every bucket below it?",
        lambda answer: only(dropped, answer),
    )


PAGES = Exercise(
    id="23c.1",
    title="page(shelf, cursor, n)",
    objective="page",
    points=3.0,
    expects=Function(("shelf", "cursor", "n"), (tuple, list)),
    properties=(
        Property("the newest come first", newest_first),
        Property("over borders, each message once", over_borders),
        Property("over empty buckets, each message once", over_quiet_times),
        Property("each page is full, until the end", full_pages),
        Property("the cursor is None once nothing older can come", it_ends),
        Property("messages arrive and vanish: nothing twice, nothing left out", moving),
        Property("it reads no more than it needs", few_reads),
        Property("the oldest buckets are dropped between two pages", dropped),
        Property("many readers, one function", several_readers),
    ),
    misconceptions=tuple(_misconceptions()),
    steps=(
        "Where do we go on? At the newest bucket, or in the cursor's bucket, below its number.",
        "Ask this bucket for as many messages as the page still needs.",
        "If the page is full: return it, with the last message's bucket and number.",
        "Otherwise go one bucket down, and ask again.",
        "Below the first bucket: return what was found, and None.",
    ),
    sister=(
        "*A diary in yearly volumes; you read backwards, ten entries an evening.* Your bookmark says volume and entry. "
        "When a volume has only four entries left, you take the other six from the volume before it. A year abroad "
        "without entries is a thin volume, and no beginning. Somebody tears out the marked entry: the bookmark still "
        "says below which date to read on."
    ),
    ours=lambda: older_page,
    pattern="place in a moving list",
)
