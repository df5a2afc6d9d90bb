"""Exercise 22a.2: one page of a moving feed."""

import random
from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import Any

from course.checks.answer import Answer, described, shown
from course.checks.model import Exercise, Function, Misconception, Property, Wrong, expect
from course.systems.news_feed.scrolls import MOST_PAGES, Entry, by_entry, scroll

STILL: tuple[Entry, ...] = ((1_050, 31), (1_040, 88), (1_030, 12), (1_020, 64), (1_010, 47))
TWINS: tuple[Entry, ...] = ((1_012, 90), (1_012, 70), (1_012, 50), (1_005, 30))
ANY = random.Random(22)
LONG = sorted(((1_800_000_000_000 + at // 2, ANY.randrange(10**9)) for at in range(1_200)), reverse=True)
SCROLLS = 300


def one(answer: Answer, entries: Sequence[Entry], cursor: object, n: int) -> tuple[list[Entry], Any]:
    """One page and the next cursor.

    Raises:
        Wrong: what came back is not a page of these entries and a cursor.
    """
    found = answer(list(entries), cursor, n)
    if len(found) != 2 or not isinstance(found[0], (list, tuple)):
        raise Wrong(answer.calling, f"You returned {shown(found)}. Return a pair: the page (a list), the next cursor.")
    page = [tuple(entry) if isinstance(entry, list) else entry for entry in found[0]]
    for entry in page:
        expect(entry in entries, answer.calling, f"The page holds {shown(entry)}, which is no entry of the list.")
    return page, found[1]


def is_last(page: Sequence[Entry], cursor: object) -> bool:
    """Whether the next cursor is the page's last entry. A page without a next one has no cursor."""
    return cursor is None or (bool(page) and (tuple(cursor) if isinstance(cursor, list) else cursor) == page[-1])


def pages(
    answer: Answer,
    entries: Sequence[Entry],
    n: int,
    change: Callable[[Sequence[Entry], Entry], Sequence[Entry]] = lambda entries, _: entries,
) -> list[list[Entry]]:
    """Scroll to the end; ``change(entries, last seen)`` gives the list for the next page."""
    found, cursor = [], None
    for _ in range(len(entries) + 6):
        page, cursor = one(answer, entries, cursor, n)
        found.append(page)
        if cursor is None:
            break
        entries = change(entries, page[-1] if page else entries[0])
    return found


def flat(found: Sequence[Sequence[Entry]]) -> list[Entry]:
    return [entry for page in found for entry in page]


def once_and_in_order(answer: Answer) -> None:
    for entries, n in ((STILL[:2], 1), (STILL, 2), (STILL, 3), (STILL, 9)):
        found = pages(answer, entries, n)
        case = f"{len(entries)} entries that stand still, n = {n}"
        want = [list(entries[at : at + n]) for at in range(0, len(entries), n)]
        got = [page for page in found if page]
        expect(got == want, case, f"Your pages: {shown(got)}. Right: {shown(want)}.")
    page, _ = one(answer, [], None, 3)
    expect(not page, "an empty list", f"You returned the page {shown(page)}.")


def ends_in_time(answer: Answer) -> None:
    for entries, n in (((), 2), (STILL[:2], 2), (STILL, 2), (STILL, 9)):
        cursor: object = None
        for number in range(1, len(entries) // n + 3):
            page, cursor = one(answer, entries, cursor, n)
            if cursor is None:
                break
            left = entries and page and page[-1] != entries[-1]
            expect(
                bool(left),
                f"{len(entries)} entries that stand still, n = {n}, page {number}",
                f"Nothing older is left, and your next cursor is {shown(cursor)}: the reader asks for a page of nothing.",
            )
        seen_all = cursor is None
        expect(seen_all, f"{len(entries)} entries, n = {n}", "The cursor never became None: the reader asks for ever.")


def cursor_was_seen(answer: Answer) -> None:
    """Whatever comes later: only an entry that was shown lets nothing slip in between it and the next page."""
    for entries, n in ((STILL[:2], 1), (STILL, 2), (STILL, 3), (TWINS, 2)):
        cursor: object = None
        for _ in range(len(entries)):
            page, cursor = one(answer, entries, cursor, n)
            why = f"Your next cursor is {shown(cursor)}. The last entry of this page is {shown(page[-1:])[1:-1]}."
            expect(is_last(page, cursor), answer.calling, why)
            if cursor is None:
                break


def late_in_the_middle(answer: Answer) -> None:
    """A slow worker delivers between the page's end and the next entry: below what was seen, so the next page has it."""
    late = (1_035, 9)
    _, cursor = one(answer, STILL, None, 2)
    then = tuple(sorted((*STILL, late), reverse=True))
    page, _ = one(answer, then, cursor, 2)
    case = f"the list {shown(list(STILL))}, n = 2; after page one {late} is delivered late"
    expect(page == [late, STILL[2]], case, f"Page two: {shown(page)}. Right: {shown([late, STILL[2]])}.")


def arriving(count: int, *, same_ms: bool = False) -> Callable[[Sequence[Entry], Entry], Sequence[Entry]]:
    """Each time so many posts come on top, with small ids: ids say nothing about time."""

    def change(entries: Sequence[Entry], _: Entry) -> Sequence[Entry]:
        newest_ms, ids = entries[0][0], {entry[1] for entry in entries}
        free = (number for number in range(1, 1_000) if number not in ids)
        step = 0 if same_ms else 1
        new = [(newest_ms + step * (number + 1), next(free)) for number in range(count)]
        return sorted({*entries, *new}, reverse=True)

    return change


def in_moving_lists(answer: Answer, count: int) -> list[tuple[str, list[Entry]]]:
    """What is shown while posts arrive, smallest first."""
    found = []
    for entries, n in ((STILL[:2], 1), (STILL[:4], 2), (STILL, 2)):
        case = f"the list {shown(list(entries))}, n = {n}; before each next page {count} arrive on top"
        found.append((case, flat(pages(answer, entries, n, arriving(count)))))
    return found


def no_repeat(answer: Answer) -> None:
    for count in (1, 2):
        for case, seen in in_moving_lists(answer, count):
            again = [entry for entry in seen if seen.count(entry) > 1]
            expect(not again, case, f"{shown(again[:1][0] if again else None)} stands on two pages.")


def no_newcomer(answer: Answer) -> None:
    for count in (1, 2):
        for case, seen in in_moving_lists(answer, count):
            for upper, lower in pairwise(seen):
                expect(
                    lower <= upper, case, f"Below {shown(upper)} you showed {shown(lower)}, which is newer: it arrived."
                )


def twins(answer: Answer) -> None:
    for entries, n in ((TWINS[:2], 1), (TWINS, 1), (TWINS, 2), (((1_020, 3), (1_010, 9)), 1)):
        seen = flat(pages(answer, entries, n))
        for entry in entries:
            case = f"the list {shown(list(entries))}, n = {n}"
            expect(seen.count(entry) > 0, case, f"{shown(entry)} stands on no page.")
            expect(seen.count(entry) < 2, case, f"{shown(entry)} stands on two pages.")


def gone_from(entries: Sequence[Entry], last: Entry) -> Sequence[Entry]:
    return [entry for entry in entries if entry != last]


def cursor_vanishes(answer: Answer) -> None:
    for entries, n in ((STILL[:2], 1), (STILL, 2), (TWINS, 2)):
        seen = flat(pages(answer, entries, n, gone_from))
        case = f"the list {shown(list(entries))}, n = {n}; after each page its last post is deleted"
        for entry in entries:
            expect(seen.count(entry) > 0, case, f"{shown(entry)} was there all the time, and stands on no page.")
        expect(len(seen) == len(entries), case, f"Shown: {shown(seen)}.")


def others_vanish(answer: Answer) -> None:
    read_ones = pages(answer, STILL, 2, lambda entries, last: [each for each in entries if each <= last])
    for entry in STILL:
        case = f"the list {shown(list(STILL))}, n = 2; after page one its first post is deleted"
        expect(entry in flat(read_ones), case, f"{shown(entry)} stands on no page.")
    page, cursor = one(answer, STILL, None, 2)
    rest, after = one(answer, STILL[:2], cursor, 2)
    case = f"the list {shown(list(STILL))}, n = 2; after page one all older posts are deleted"
    expect(not rest and after is None, case, f"Page two: {shown(rest)}, and the next cursor is {shown(after)}.")
    expect(page == list(STILL[:2]), case, f"Page one: {shown(page)}.")


def long_list(answer: Answer) -> None:
    """At the moments of our days, with large ids, near the top and far below; the bare function, for a guard copies."""
    for place in (0, 1, len(LONG) - 2):
        case = f"{len(LONG):,} entries of today; {place:,} of them were read, n = 2"
        try:
            page = [tuple(entry) for entry in answer.raw([*LONG], LONG[place - 1] if place else None, 2)[0]]
        except (Exception, SystemExit) as error:  # noqa: BLE001 - whatever a learner's code raises is a finding
            raise Wrong(case, f"It raised {described(error)}.") from None
        expect(page == LONG[place : place + 2], case, f"Your page: {shown(page)}. Right: {LONG[place : place + 2]}.")


def seeded_scrolls(answer: Answer) -> None:
    """Thousands of calls, so they go to the bare function; one that misbehaves is made again under guard."""

    def pager(entries: Sequence[Entry], cursor: object, n: int) -> tuple[list[Entry], Any]:
        try:
            given = list(entries)
            found, following = answer.raw(given, cursor, n)
            page = [tuple(entry) if type(entry) is list else entry for entry in found]
            sound = type(found) in (list, tuple) and all(type(entry) is tuple and entry in entries for entry in page)
            sound = sound and given == list(entries) and is_last(page, following)
        except (Exception, SystemExit):  # noqa: BLE001 - whatever a learner's code raises is a finding
            sound = False
        if not sound:
            page, following = one(answer, entries, cursor, n)
            why = f"Your next cursor is {shown(following)}, which is not the last entry of this page."
            expect(is_last(page, following), answer.calling, why)
        return page, following

    for seed in range(SCROLLS):
        rng = random.Random(seed)
        posts, n = rng.choice((2, 6, 15)), rng.choice((1, 2, 5))
        found = scroll(rng, pager, posts=posts, n=n)
        case = f"seed {seed}: {posts} posts, n = {n}; before each next page up to three arrive, up to three vanish"
        expect(not found.twice, case, f"{found.twice} places of your pages show a post again.")
        expect(not found.never, case, f"{found.never} posts that were there all the time stand on no page.")
        expect(found.ended, case, f"After {MOST_PAGES} pages it had not ended.")


def two_readers(answer: Answer) -> None:
    """Page by page in turns, over the same list: nothing may be remembered outside the cursor."""
    seen: list[list[Entry]] = [[], []]
    cursors: list[Any] = [None, None]
    for number in range(6):
        for reader, n in ((0, 2), (1, 3)):
            if number and cursors[reader] is None:
                continue
            page, cursors[reader] = one(answer, STILL, cursors[reader], n)
            seen[reader] += page
    for reader, name in enumerate(("Ana", "Bo")):
        case = f"Ana (n = 2) and Bo (n = 3) scroll in turns through {shown(list(STILL))}"
        expect(seen[reader] == list(STILL), case, f"{name} saw {shown(seen[reader])}.")


def fails(test: Callable[[Answer], None], answer: Answer) -> bool:
    try:
        test(answer)
    except Wrong:
        return True
    return False


def first_cursor(answer: Answer) -> object:
    return one(answer, STILL, None, 2)[1]


def second_page(answer: Answer, entries: Sequence[Entry], then: Sequence[Entry], n: int = 1) -> list[Entry] | None:
    """Page two after the list changed; None where the answer failed."""
    try:
        _, cursor = one(answer, entries, None, n)
        return None if cursor is None else one(answer, then, cursor, n)[0]
    except Wrong:
        return None


def is_disturbed(answer: Answer) -> bool:
    """Ana's second page is right while she is alone, and wrong after Bo's first one. No property has shown these ids."""
    lists = [tuple((at_ms, post_id + more) for at_ms, post_id in STILL) for more in (1_000, 2_000)]
    found = []
    for bo_comes, entries in enumerate(lists):
        try:
            _, cursor = one(answer, entries, None, 2)
            if bo_comes:
                one(answer, entries, None, 1)
            found.append(one(answer, entries, cursor, 2)[0] == list(entries[2:4]))
        except Wrong:
            return False
    return found == [True, False]


def by_rank(answer: Answer) -> bool:
    """Its cursor is a small number, and an arrival brings the last post back."""
    after = second_page(answer, STILL, ((1_060, 5), *STILL), 2) or []
    return type(first_cursor(answer)) is int and after[:1] == [STILL[1]]


def never_ends(answer: Answer) -> bool:
    cursor: object = None
    for _ in range(len(STILL) + 3):
        _, cursor = one(answer, STILL, cursor, 2)
        if cursor is None:
            return False
    return True


PAGE = Exercise(
    id="22a.2",
    title="next_page(entries, cursor, n)",
    objective="cursor",
    points=3.0,
    expects=Function(("entries", "cursor", "n"), (tuple, list)),
    properties=(
        Property("a list that stands still is shown once, n at a time, newest first", once_and_in_order),
        Property("the cursor is None exactly when nothing older is left", ends_in_time),
        Property("the next cursor is the last entry of the page", cursor_was_seen),
        Property("posts that arrive bring no post back", no_repeat),
        Property("posts that arrive stand on no later page", no_newcomer),
        Property("a late post just below the last one seen stands on the next page", late_in_the_middle),
        Property("posts of one millisecond are told apart", twins),
        Property("the post that was seen last may vanish", cursor_vanishes),
        Property("other posts may vanish", others_vanish),
        Property("two readers may scroll at once", two_readers),
        Property("a long list of today is shown as a short one is", long_list),
        Property(f"{SCROLLS} seeded scrolls: none twice, none missing, all end", seeded_scrolls),
    ),
    misconceptions=(
        Misconception(
            "a place is an identity",
            "Which number of a post changed, although the post did not?",
            by_rank,
            "One post arrived on top. Page two began with the post that ended page one.",
        ),
        Misconception(
            "the server remembers one reader",
            "Two readers scroll at once. What does your function know about Bo that it learned from Ana?",
            is_disturbed,
        ),
        Misconception(
            "the cursor is what comes next",
            "Nobody has seen your cursor's post yet. A late post comes in just above it: on which page will it stand?",
            lambda answer: one(answer, STILL, None, 2) == (list(STILL[:2]), STILL[2]),
            f"{STILL[1]} ended page one; your cursor is {STILL[2]}. Now (1035, 9) is delivered: it stands on no page.",
        ),
        Misconception(
            "one smaller part is enough",
            "Its id is smaller than the cursor's. Is it older? When may an id decide?",
            lambda answer: (
                second_page(answer, STILL, STILL, 2) == [STILL[0], STILL[2]]
                and bool(second_page(answer, ((1_020, 3), (1_010, 9)), ((1_020, 3), (1_010, 9))))
            ),
            f"{STILL[1]} ended page one. Page two began with {STILL[0]}, which stands above it.",
        ),
        Misconception(
            "in one millisecond the smaller id comes first",
            "In one millisecond the larger id stands first. Which post comes after id 70: 90 or 50?",
            lambda answer: (
                second_page(answer, TWINS, TWINS, 2) == [TWINS[0], TWINS[3]]
                and not second_page(answer, TWINS[:2], TWINS[:2])
            ),
            f"{TWINS[1]} ended page one. Page two began with {TWINS[0]}, which stands above it.",
        ),
        Misconception(
            "only the cursor itself was seen",
            "Which posts of the cursor's millisecond stand above it? Has the reader seen them?",
            lambda answer: second_page(answer, TWINS, TWINS, 2) == [TWINS[0], TWINS[2]],
            f"{TWINS[1]} ended page one. Page two began with {TWINS[0]}, which stood on page one.",
        ),
        Misconception(
            "the cursor is unread",
            "Has the reader seen the cursor's post?",
            lambda answer: (
                second_page(answer, STILL, STILL, 1) == [STILL[0]]
                and (second_page(answer, STILL, STILL, 2) or [])[:1] == [STILL[1]]
            ),
            f"{STILL[1]} ended page one, and began page two.",
        ),
        Misconception(
            "each part must be smaller",
            "(1_010, 9) is older than (1_020, 3). Is its id smaller? When do you need to look at the id at all?",
            lambda answer: (
                not second_page(answer, ((1_020, 3), (1_010, 9)), ((1_020, 3), (1_010, 9)))
                and not second_page(answer, TWINS[:2], TWINS[:2])
                and bool(second_page(answer, STILL[1:3], STILL[1:3]))
            ),
            "The list (1020, 3), (1010, 9), one post a page: (1010, 9) stands on no page.",
        ),
        Misconception(
            "an id tells the moment",
            "The ids of this exercise are random. What does a smaller id say about age?",
            lambda answer: (
                not second_page(answer, ((1_020, 3), (1_010, 9)), ((1_020, 3), (1_010, 9)))
                and bool(second_page(answer, TWINS[:2], TWINS[:2]))
            ),
            "The list (1020, 3), (1010, 9), one post a page: (1010, 9) stands on no page.",
        ),
        Misconception(
            "times are unique",
            "What else tells two posts of one millisecond apart?",
            lambda answer: not second_page(answer, TWINS[:2], TWINS[:2]) and not fails(once_and_in_order, answer),
            "Two posts at 1012 ms, one a page: one was shown, the other one never.",
        ),
        Misconception(
            "what I saw still exists",
            "Can you find “older than this one” without finding this one?",
            lambda answer: (
                not fails(once_and_in_order, answer)
                and any(
                    second_page(answer, entries, gone_from(entries, entries[1]), 2) != list(entries[2:4])
                    for entries in (STILL, TWINS)
                )
            ),
            f"{STILL[1]} ended page one, and was deleted. Page two did not come as it should.",
        ),
        Misconception(
            "what was not seen comes next",
            "Ana reads downwards. Where does a post of this second belong: below what she has read, or above?",
            lambda answer: fails(no_newcomer, answer) and not fails(once_and_in_order, answer),
        ),
        Misconception(
            "the reader will notice the end",
            "Which value says “nothing is left”, and on which path do you return it?",
            never_ends,
            "All posts were shown. Your cursor was still not None, and the next one neither.",
        ),
        Misconception(
            "a full page means that more follows",
            "Two entries, two on the page: how would you find out whether a third one exists?",
            lambda answer: not never_ends(answer) and one(answer, STILL[:2], None, 2)[1] is not None,
            "Two entries, n = 2. You returned both, and a cursor: the next page is empty.",
        ),
    ),
    steps=(
        "Keep only what is older than the cursor; at the start keep everything.",
        "The first n of these are the page.",
        "If more than n were kept, the last one of the page is the next cursor.",
        "Otherwise the next cursor is None.",
    ),
    sister=(
        "*A library lists loans by (day, ticket), newest first.* Mia's last one was (12, 40). Where (12, 40) stands today "
        "does not matter, nor whether it is still there: next come all with day < 12, and those of day 12 with a ticket "
        "below 40. Python says both at once: (12, 39) < (12, 40), and (11, 99) < (12, 40)."
    ),
    ours=lambda: by_entry,
    pattern="place in a moving list",
)
