"""Exercise 23c.1: pages of a conversation that lies in buckets, some of them empty."""

import random
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from course.checks.answer import Answer, is_plain
from course.checks.model import Exercise, Function, Misconception, Property, Wrong, expect
from course.systems.chat.history import MemoryShelf, older_page

MOST_READS = 2_000
Buckets = dict[int, list[int]]


class Shelf(MemoryShelf):
    """A conversation in memory that looks at what it is asked, and stops who asks for ever."""

    most_asked = reads_before = 0

    def numbers(self) -> list[int]:
        """All of them, newest first."""
        return sorted((number for bucket in self.buckets.values() for number in bucket), reverse=True)

    def read(self, bucket: int, before: int | None, n: int) -> list[tuple[int, str]]:
        """As in the notebook, but with a look at the arguments."""
        called = f"shelf.read({bucket!r}, {before!r}, {n!r})"
        whole = type(bucket) is int and (before is None or type(before) is int) and type(n) is int
        expect(whole, called, "bucket and n are whole numbers; before is one too, or None.")
        expect(n >= 0, called, "n is a number of messages.")
        reads = self.reads - self.reads_before
        expect(
            reads < MOST_READS, f"{reads:,} reads for a page", "It still asks. Below the first bucket there is none."
        )
        self.most_asked = max(self.most_asked, n)
        return super().read(bucket, before, n)


@dataclass(frozen=True, slots=True)
class Page:
    """What one call gave."""

    numbers: list[int]
    cursor: object


def asked(answer: Answer, shelf: Shelf, cursor: object, n: int) -> Page:
    """One call, in the form that was asked for."""
    shelf.reads_before = shelf.reads
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
    return Page([row[0] for row in pairs], following)


def told(buckets: Mapping[int, list[int]]) -> str:
    """Buckets in words: short ones only."""
    words, above = list[str](), max(buckets, default=0) + 1
    for bucket, numbers in sorted(buckets.items(), reverse=True):
        if bucket < above - 1:
            words.append(f"{above - 1} to {bucket + 1}: empty")
        words.append(f"{bucket}: {numbers or 'empty'}")
        above = bucket
    return "buckets " + " · ".join([*words[:4], *(["…"] if len(words) > 4 else [])])


def scroll(answer: Answer, shelf: Shelf, n: int) -> list[Page]:
    """All pages, from the newest to the end."""
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


def newest_first(answer: Answer) -> None:
    shelf = Shelf(SHORT[0])
    page = asked(answer, shelf, None, 3)
    expect(page.numbers == [5, 4, 3], f"{told(shelf.buckets)}; a page of 3", f"You gave {page.numbers}.")


def each_once(answer: Answer, cases: tuple[Buckets, ...]) -> None:
    for buckets in cases:
        for n in (1, 2, 3, 4):
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


def full_pages(answer: Answer) -> None:
    for buckets in (*SHORT, *QUIET):
        for n in (2, 3, 4):
            pages = [page.numbers for page in scroll(answer, Shelf(buckets), n)]
            missing = len(Shelf(buckets).numbers())
            for number, page in enumerate(pages):
                wanted = min(n, max(0, missing - n * number))
                case = f"{told(buckets)}; pages of {n}: {in_words(pages)}"
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
    for seed in range(60):
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
        twice = sorted({one for one in seen if seen.count(one) > 1})
        expect(not twice, case, f"Shown twice: {twice[:3]}.")
        missing = sorted(stays - set(seen))
        expect(not missing, case, f"There all the time, and never shown: {missing[:3]}.")


def few_reads(answer: Answer) -> None:
    busy = {bucket: list(range(50 * bucket + 1, 50 * bucket + 51)) for bucket in range(20)}
    quiet = {bucket: [bucket // 10 + 1] if bucket % 10 == 0 else [] for bucket in range(400)}
    for buckets, n in ((busy, 20), (quiet, 10)):
        shelf = Shelf(buckets)
        pages = len(scroll(answer, shelf, n))
        case = f"{len(buckets)} buckets, pages of {n}"
        expect(shelf.most_asked <= n, case, f"You asked for {shelf.most_asked:,} messages at once.")
        fair = pages + len(buckets)
        expect(shelf.reads <= 2 * fair, case, f"{pages} pages took {shelf.reads:,} reads; {fair:,} at most are needed.")


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
    shown = [number for page in first_pages(answer, QUIET[-1], 3, 4) for number in page]
    return not fails(lambda answer: each_once(answer, QUIET[:-1]), answer) and shown == [5, 4]


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


def has_no_floor(answer: Answer) -> bool:
    try:
        scroll(answer, Shelf(SHORT[0]), 2)
        it_ends(answer)
    except Wrong as wrong:
        return "It still asks" in str(wrong) or "never became None" in str(wrong)
    return False


def from_the_top(answer: Answer) -> bool:
    return not fails(newest_first, answer) and not fails(moving, answer) and fails(few_reads, answer)


def remembers(answer: Answer) -> bool:
    return not fails(newest_first, answer) and fails(several_readers, answer)


def _misconceptions() -> Iterator[Misconception]:
    yield Misconception(
        "a page lies in one bucket",
        "The newest bucket holds two messages, and a page has three. Where does the third one come from?",
        stays_in_a_bucket,
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
        "Messages 4 and 5 lie in bucket 300, and the older ones in bucket 0. You showed 5 and 4, and then nothing.",
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
