"""Exercise 23c.1: pages of a conversation that lies in buckets, some of them empty."""

import random
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain, product

from course.checks.answer import Answer, is_plain
from course.checks.model import Exercise, Function, Misconception, Property, Wrong, expect
from course.systems.chat.history import MemoryShelf, older_page

MOST_READS = 5_000
Buckets = dict[int, list[int]]


class Shelf(MemoryShelf):
    """A conversation in memory that looks at what it is asked, and stops who asks for ever."""

    most_asked = 0
    trips: tuple[int, ...] = ()  # the buckets that this page has asked

    def numbers(self) -> list[int]:
        """All of them, newest first."""
        return sorted((number for bucket in self.buckets.values() for number in bucket), reverse=True)

    def read(self, bucket: int, before: int | None, n: int) -> list[tuple[int, str]]:
        """As in the notebook, but with a look at the arguments."""
        called = f"shelf.read({bucket!r}, {before!r}, {n!r})"
        whole = type(bucket) is int and (before is None or type(before) is int) and type(n) is int
        expect(whole, called, "bucket and n are whole numbers; before is one too, or None.")
        expect(n >= 0, called, "n is a number of messages.")
        reads = len(self.trips)
        expect(
            reads < MOST_READS, f"{reads:,} reads for a page", "It still asks. Below the first bucket there is none."
        )
        self.trips += (bucket,)
        self.most_asked = max(self.most_asked, n)
        return super().read(bucket, before, n)


@dataclass(frozen=True, slots=True)
class Page:
    """What one call gave."""

    numbers: list[int]
    cursor: object
    trips: tuple[int, ...]


def asked(answer: Answer, shelf: Shelf, cursor: object, n: int) -> Page:
    """One call, in the form that was asked for."""
    shelf.trips = ()
    result = answer(shelf, cursor, n)
    case = f"{told(shelf.buckets)}; a page of {n}"
    expect(len(result) == 2, case, "Return two things: the page and the next cursor.")
    page, following = result
    expect(isinstance(page, (list, tuple)), case, "The page is a list of (number, text).")
    pairs = [tuple(row) if isinstance(row, (list, tuple)) else row for row in page]
    fit = all(isinstance(row, tuple) and len(row) == 2 and row[1] == f"text {row[0]}" for row in pairs)
    expect(fit, case, "Each message of the page is (number, text), as shelf.read gave it.")
    plain = "A cursor travels to the reader and back: a number, a text, or a tuple, list or dict of such."
    expect(is_plain(following), case, plain)
    return Page([row[0] for row in pairs], following, shelf.trips)


def told(buckets: Mapping[int, list[int]]) -> str:
    """Buckets in words: short ones only."""
    words, above = list[str](), max(buckets, default=0) + 1
    for bucket, numbers in sorted(buckets.items(), reverse=True):
        if bucket < above - 1:
            words.append(f"{above - 1} to {bucket + 1}: empty")
        few = numbers if len(numbers) <= 8 else f"{len(numbers)} messages"
        words.append(f"{bucket}: {few or 'empty'}")
        above = bucket
    return "buckets " + " · ".join([*words[:4], *(["…"] if len(words) > 4 else [])])


def nothing(_: Shelf) -> None:
    """Happens between two pages."""


def scroll(answer: Answer, shelf: Shelf, n: int, between: Callable[[Shelf], None] = nothing) -> list[Page]:
    """All pages, from the newest to the end; something may happen between two of them."""
    pages, most = list[Page](), 3 * len(shelf.numbers()) // n + len(shelf.buckets) + 5
    cursor: object = None
    while True:
        page = asked(answer, shelf, cursor, n)
        pages.append(page)
        cursor = page.cursor
        if cursor is None:
            return pages
        why = "The cursor never became None."
        expect(len(pages) < most, f"{told(shelf.buckets)}; {len(pages)} pages of {n}", why)
        between(shelf)


SHORT: tuple[Buckets, ...] = (
    {7: [1, 2, 3, 4, 5]},
    {7: [1, 2, 3], 8: [4, 5]},
    {0: [1, 2, 3], 1: [4], 2: [5, 6, 7, 8]},
    {0: [1], 1: [2], 2: [3], 3: [4], 4: [5]},
)
QUIET: tuple[Buckets, ...] = (
    {3: [1, 2], 4: [], 5: [3]},
    {3: [1, 2], 4: [], 5: [], 6: [], 7: [3, 4, 5], 8: []},
    {0: [], 1: [1], 2: [], 3: [2, 3]},
    {0: [1, 2, 3], 300: [4, 5]},
)
YEARS: Buckets = {0: [1, 2, 3], 4_000: [4, 5]}
LONG: Buckets = {8: list(range(1, 301)), 9: list(range(301, 1_501))}


def newest_first(answer: Answer) -> None:
    shelf = Shelf(SHORT[0])
    page = asked(answer, shelf, None, 3)
    expect(page.numbers == [5, 4, 3], f"{told(shelf.buckets)}; a page of 3", f"You gave {page.numbers}.")


def each_once(answer: Answer, cases: tuple[Buckets, ...], sizes: tuple[int, ...] = (1, 2, 3, 4)) -> None:
    for buckets in cases:
        for n in sizes:
            shelf = Shelf(buckets)
            pages = [page.numbers for page in scroll(answer, shelf, n)]
            shown = [number for page in pages for number in page]
            expect(shown == shelf.numbers(), f"{told(buckets)}; pages of {n}", f"You showed {in_words(pages)}.")


def in_words(pages: list[list[int]]) -> str:
    return " then ".join(map(str, pages[:6])) + (" …" if len(pages) > 6 else "")


def over_borders(answer: Answer) -> None:
    each_once(answer, SHORT)


def over_quiet_times(answer: Answer) -> None:
    each_once(answer, QUIET)
    each_once(answer, (YEARS,), (4,))


def full_pages(answer: Answer) -> None:
    for buckets, sizes in (*((each, (2, 3, 4)) for each in (*SHORT, *QUIET)), (LONG, (50, 1_100))):
        for n in sizes:
            pages = [page.numbers for page in scroll(answer, Shelf(buckets), n)]
            missing = len(Shelf(buckets).numbers())
            for number, page in enumerate(pages):
                wanted = min(n, max(0, missing - n * number))
                case = f"{told(buckets)}; pages of {n}" + (f": {in_words(pages)}" if n < 5 else "")
                expect(len(page) == wanted, case, f"Page {number + 1} holds {len(page)}, it should hold {wanted}.")


def it_ends(answer: Answer) -> None:
    empty: tuple[Buckets, ...] = ({4: []}, {4: [], 5: []}, {0: []})
    for buckets in empty:
        shelf = Shelf(buckets)
        page = asked(answer, shelf, None, 3)
        expect((page.numbers, page.cursor) == ([], None), told(buckets), f"You gave {page.numbers}, {page.cursor!r}.")
    for buckets in (*SHORT, *QUIET):
        for n in (2, 50):
            for page in scroll(answer, Shelf(buckets), n):
                why = f"A page of {len(page.numbers)} has the cursor {page.cursor!r}: only the last page may be short."
                expect(len(page.numbers) == n or page.cursor is None, f"{told(buckets)}; pages of {n}", why)


def drawn(rng: random.Random) -> Buckets:
    """A conversation by chance: some buckets are empty, some full."""
    number, buckets, first = 0, Buckets(), rng.randrange(5)
    for bucket in range(first, first + rng.randrange(2, 20)):
        count = rng.choice((0, 0, 0, 1, 2, 5, 40))
        buckets[bucket] = list(range(number + 1, number + count + 1))
        number += count
    return buckets


def arrive(rng: random.Random, shelf: Shelf, newest: int) -> int:
    """Up to two messages come, sometimes in a new bucket; returns the newest number."""
    if rng.random() < 0.3:
        shelf.buckets[shelf.newest + 1] = []
    count = rng.randrange(3)
    shelf.buckets[shelf.newest] += range(newest + 1, newest + count + 1)
    return newest + count


def vanish(shelf: Shelf, gone: set[int]) -> None:
    """These messages are deleted; their buckets stay."""
    for numbers in shelf.buckets.values():
        numbers[:] = [number for number in numbers if number not in gone]


def moving(answer: Answer) -> None:
    for seed in range(30):
        rng = random.Random(seed)
        shelf, n = Shelf(drawn(rng)), rng.choice((1, 3, 10))
        stays, seen = set(shelf.numbers()), list[int]()
        cursor: object = None
        newest, most = max(stays, default=0), len(stays) // n + len(shelf.buckets) + 5
        case = f"a scroll by pages of {n}; between two pages messages arrive and are deleted, even the last one seen"
        for turn in range(most + 1):
            expect(turn < most, case, f"After {most} pages the cursor was not None yet.")
            page = asked(answer, shelf, cursor, n)
            seen += page.numbers
            cursor = page.cursor
            if cursor is None:
                break
            newest = arrive(rng, shelf, newest)
            gone = set(rng.sample(shelf.numbers(), min(2, len(shelf.numbers()))))
            gone |= set(page.numbers[-1:]) if rng.random() < 0.5 else set()
            vanish(shelf, gone)
            stays -= gone
        twice = sorted(one for one, times in Counter(seen).items() if times > 1)
        expect(not twice, case, f"Shown twice: {twice[:3]}.")
        missing = sorted(stays - set(seen))
        expect(not missing, case, f"There all the time, and never shown: {missing[:3]}.")


def a_day_begins(shelf: Shelf) -> None:
    """A bucket above all others, and a message in it."""
    shelf.buckets[shelf.newest + 1] = [max(shelf.numbers(), default=0) + 1]


def few_reads(answer: Answer) -> None:
    young = {500: [1, 2, 3], 501: [], 502: [4, 5]}
    busy = {bucket: list(range(50 * bucket + 1, 50 * bucket + 51)) for bucket in range(20)}
    quiet = {bucket: [bucket // 10 + 1] if bucket % 10 == 0 else [] for bucket in range(400)}
    cases = (*((each, 2) for each in (young, *SHORT, *QUIET)), (young, 4), (busy, 20), (quiet, 10))
    still, growing = product(cases, (nothing,)), product(cases[: len(SHORT)], (a_day_begins,))
    for (buckets, n), between in chain(still, growing):
        shelf = Shelf(buckets)
        bucket_of = {number: bucket for bucket, numbers in buckets.items() for number in numbers}
        start = shelf.newest
        for at, page in enumerate(scroll(answer, shelf, n, between), start=1):
            above = "; after each page a bucket begins above" if between is a_day_begins else ""
            case = f"{told(buckets)}{above}; page {at}, of {n}: {page.numbers}"
            expect(shelf.most_asked <= n, case, f"You asked for {shelf.most_asked:,} messages at once.")
            last = bucket_of.get(page.numbers[-1], shelf.first) if page.numbers else shelf.first
            end = last if len(page.numbers) == n else shelf.first
            for bucket in page.trips:
                expect(bucket >= shelf.first, case, f"You read bucket {bucket}; the first one is {shelf.first}.")
                expect(bucket <= start, case, f"You read bucket {bucket}; the page before ended in bucket {start}.")
                expect(bucket >= end, case, f"You read bucket {bucket}; the page was full in bucket {end}.")
                times = page.trips.count(bucket)
                expect(times == 1, case, f"For this page you read bucket {bucket} {times} times.")
            start = last


def several_readers(answer: Answer) -> None:
    one, other = Shelf(SHORT[2]), Shelf(QUIET[1])
    first, second = asked(answer, one, None, 2), asked(answer, other, None, 2)
    again = asked(answer, one, None, 2)
    case = (
        "one reader reads a page of 2, then another reader one of another conversation, then the first from the start"
    )
    expect(again.numbers == first.numbers, case, f"First {first.numbers}, then {again.numbers}.")
    ours, theirs = asked(answer, one, first.cursor, 2), asked(answer, other, second.cursor, 2)
    again = asked(answer, one, first.cursor, 2)
    case = "two readers in two conversations, pages of 2, in turn; the first one asks twice for the second page"
    expect(again.numbers == ours.numbers, case, f"{ours.numbers}, and then {again.numbers}.")
    expect(ours.numbers == [6, 5], case, f"The first one's second page: {ours.numbers}.")
    expect(theirs.numbers == [3, 2], case, f"The second one's second page: {theirs.numbers}.")


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


def trips_of(answer: Answer, n: int) -> tuple[int, ...]:
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
    return not fails(newest_first, answer) and not fails(moving, answer) and fails(few_reads, answer)


def remembers(answer: Answer) -> bool:
    """For one reader all is well."""
    return fails(several_readers, answer) and not any(fails(test, answer) for test in FOR_ONE)


FOR_ONE = (newest_first, over_borders, over_quiet_times, full_pages, it_ends, moving, few_reads)


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
        "Messages 4 and 5 lie in bucket 4,000, and the older ones in bucket 0. You showed 5 and 4, and then nothing.",
    )
    yield Misconception(
        "a function may call itself as often as it likes",
        "Each empty bucket is one more call inside all the others, and Python allows some thousand at most. How else do you "
        "get from bucket to bucket?",
        calls_itself,
        "Messages 4 and 5 lie in bucket 4,000, and the older ones in bucket 0. Your function called itself too deep.",
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
        "Two readers call the same function in turn. Where does each of their places stand?",
        remembers,
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
