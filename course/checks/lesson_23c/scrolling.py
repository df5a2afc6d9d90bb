"""What holds of exercise 23c.1: a conversation that lies in buckets, some of them empty, is read page by page."""

import random
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, product

from course.checks.answer import Answer, is_plain
from course.checks.model import expect
from course.systems.chat.history import MemoryShelf

SPARE_READS = 2_000
Buckets = dict[int, list[int]]


class Shelf(MemoryShelf):
    """A conversation in memory that looks at what it is asked, and stops who asks for ever."""

    def __init__(self, buckets: Mapping[int, Sequence[int]]) -> None:
        super().__init__(buckets)
        self.most_asked = 0
        self.trips: list[int] = []  # the buckets that this page has asked
        self.most_trips = max(buckets) - min(buckets) + SPARE_READS

    def numbers(self) -> list[int]:
        """All of them, newest first."""
        return sorted((number for bucket in self.buckets.values() for number in bucket), reverse=True)

    def read(self, bucket: int, before: int | None, n: int) -> list[tuple[int, str]]:
        """As in the notebook, but with a look at the arguments."""
        called = f"shelf.read({bucket!r}, {before!r}, {n!r})"
        whole = type(bucket) is int and (before is None or type(before) is int) and type(n) is int
        expect(whole, called, "bucket and n are whole numbers; before is one too, or None.")
        expect(n >= 0, called, "n is a number of messages.")
        case = (
            f"{told(self.buckets)}; {len(self.trips):,} reads for a page" if len(self.trips) >= self.most_trips else ""
        )
        expect(not case, case, "It still asks. Below the first bucket there is none.")
        self.trips.append(bucket)
        self.most_asked = max(self.most_asked, n)
        return [(number, text_of(number)) for number, _ in super().read(bucket, before, n)]


def text_of(number: int) -> str:
    """Texts repeat, and some are empty."""
    return "" if number % 5 == 2 else "ok" if number % 2 else f"text {number}"


@dataclass(frozen=True, slots=True)
class Page:
    """What one call gave."""

    numbers: list[int]
    cursor: object
    trips: list[int]


def asked(answer: Answer, shelf: Shelf, cursor: object, n: int) -> Page:
    """One call, in the form that was asked for."""
    shelf.trips = []
    result = answer(shelf, cursor, n)
    case = f"{told(shelf.buckets)}; a page of {n}"
    expect(len(result) == 2, case, "Return two things: the page and the next cursor.")
    page, following = result
    expect(isinstance(page, (list, tuple)), case, "The page is a list of (number, text).")
    pairs = [tuple(row) if isinstance(row, (list, tuple)) else row for row in page]
    fit = all(isinstance(row, tuple) and len(row) == 2 and row[1] == text_of(row[0]) for row in pairs)
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
YEARS: Buckets = {0: [1, 2, 3], 20_000: [4, 5]}
BILLIONS: Buckets = {7: [1_999_999_998, 1_999_999_999], 8: [2_000_000_000]}
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
    each_once(answer, (BILLIONS,), (2, 3))


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


def dropped(answer: Answer) -> None:
    for newest, n, kept in (([5, 6], 2, 1), ([5, 6], 1, 2), ([5, 6], 2, 3), ([5, 6], 1, 3)):
        shelf = Shelf({0: [1, 2], 1: [3, 4], 2: newest})
        page = asked(answer, shelf, None, n)
        shelf.buckets = {bucket: shelf.buckets.get(bucket, [7]) for bucket in range(kept, 4)}
        left = [number for number in shelf.numbers() if number < page.numbers[-1]]
        case = f"page 1, of {n}: {page.numbers}; then the oldest buckets are dropped, and one begins: {told(shelf.buckets)}"
        shown, cursor = list[int](), page.cursor
        for _ in range(len(left) + 1):
            if cursor is None:
                break
            behind = asked(answer, shelf, cursor, n)
            shown, cursor = shown + behind.numbers, behind.cursor
            below = min(behind.trips, default=kept)
            expect(below >= kept, case, f"You read bucket {below}; the first one is {kept} now.")
            above = max(behind.trips, default=2)
            expect(above <= 2, case, f"You read bucket {above}; page 1 ended in bucket 2.")
        expect(shown == left, case, f"Behind page 1 you showed {shown or 'nothing'}, and not {left or 'nothing'}.")
        expect(cursor is None, case, "Nothing older can come, and the cursor is not None.")


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
            there = set(shelf.numbers())
            page = asked(answer, shelf, cursor, n)
            deleted = sorted(set(page.numbers) - there)
            expect(not deleted, case, f"Deleted before the call, and shown: {deleted[:3]}.")
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


def histories(first: int) -> tuple[tuple[str, Buckets, Buckets], ...]:
    """What happens after somebody has read to the end: in words, and the buckets before and behind it."""
    one, two, three = range(first, first + 3)
    return (
        (f"bucket {one} is dropped", {one: [1, 2], two: [3, 4], three: [5]}, {two: [3, 4], three: [5]}),
        ("messages 4 and 5 come", {one: [1, 2], two: [3], three: []}, {one: [1, 2], two: [3], three: [4, 5]}),
        ("message 3 is deleted", {one: [1, 2, 3], two: [4, 5]}, {one: [1, 2], two: [4, 5]}),
    )


def another_day(answer: Answer) -> None:
    for what, before, behind in histories(31):
        shelf = Shelf(before)
        scroll(answer, shelf, 2)
        shelf.buckets = Shelf(behind).buckets
        case = f"{told(before)}; a reader scrolls to the end by pages of 2; then {what}; the reader scrolls again"
        pages = scroll(answer, shelf, 2)
        below = min(bucket for page in pages for bucket in page.trips or [shelf.first])
        expect(below >= shelf.first, case, f"You read bucket {below}; the first one is {shelf.first} now.")
        shown = [number for page in pages for number in page.numbers]
        expect(shown == shelf.numbers(), case, f"You showed {in_words([page.numbers for page in pages])}.")


def several_readers(answer: Answer) -> None:
    one, other = Shelf({7: [1, 2, 3], 8: [4, 5, 6]}), Shelf({7: [2, 3, 4, 5], 8: [6]})
    first, again, second = (asked(answer, shelf, None, 2) for shelf in (one, one, other))
    case = "a reader asks for the newest page of 2, and then another reader does"
    expect(again.numbers == first.numbers, case, f"First {first.numbers}, then {again.numbers}.")
    why = f"The same page gave the cursor {first.cursor!r}, then {again.cursor!r}: something outside has counted."
    expect(again.cursor == first.cursor, case, why)
    ours, theirs = asked(answer, one, first.cursor, 2), asked(answer, other, second.cursor, 2)
    again = asked(answer, one, first.cursor, 2)
    case = "two readers in two conversations, pages of 2, in turn; the first one asks twice for the second page"
    expect(again.numbers == ours.numbers, case, f"{ours.numbers}, and then {again.numbers}.")
    expect(ours.numbers == [4, 3], case, f"The first one's second page: {ours.numbers}.")
    expect(theirs.numbers == [4, 3], case, f"The second one's second page: {theirs.numbers}.")
    elsewhere = asked(answer, Shelf(one.buckets), first.cursor, 2)
    case = "the first page comes from one server, the second from another, with a shelf of its own"
    expect(elsewhere.numbers == ours.numbers, case, f"{ours.numbers} here, {elsewhere.numbers} there.")
    a_day_begins(one)
    later = asked(answer, one, None, 2)
    case = (
        f"a reader sees the newest page of 2, {first.numbers}; message 7 comes; the reader opens the conversation again"
    )
    expect(later.numbers == [7, 6], case, f"The newest page is {later.numbers}.")
    another_day(answer)
