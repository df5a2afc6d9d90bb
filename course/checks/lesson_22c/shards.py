"""Exercise 22c.2: which machines must be asked?"""

import random
from collections.abc import Callable, Collection, Mapping, Sequence
from functools import partial
from itertools import islice

from course.checks.answer import Answer
from course.checks.model import Exercise, Function, Misconception, Property, Wrong, expect

ShardOf = Callable[[int], int]
Case = tuple[str, dict[str, list[int]], ShardOf, int]
MOST_NAMED = 10_000  # a range may be longer than memory


def last_digit(value: int) -> int:
    return value % 10


def thousands(value: int) -> int:
    return value // 1_000


def shuffled(value: int) -> int:
    return (value * 2_654_435_761 >> 12) % 7


ONE: Case = ("follower", {"follower": [42]}, last_digit, 10)
SAME: Case = ("author", {"author": [3, 13, 23]}, last_digit, 10)
SEVERAL: Case = ("author", {"author": [3, 13, 4]}, last_digit, 10)
OTHER_COLUMN: Case = ("follower", {"followee": [42]}, last_digit, 10)
MORE_KNOWN: Case = ("author", {"reader": [41, 42], "author": [7]}, last_digit, 10)
BY_RANGE: Case = ("author", {"author": [3, 2_500]}, thousands, 4)
NOBODY: Case = ("author", {"author": []}, last_digit, 10)
NOTHING: Case = ("follower", {}, last_digit, 3)


def wanted(cut_by: str, known: Mapping[str, Sequence[int]], shard_of: ShardOf, shards: int) -> set[int]:
    """By asking of each shard whether a matching row could lie there."""
    values = known.get(cut_by)
    return {shard for shard in range(shards) if values is None or any(shard_of(value) == shard for value in values)}


def situation(case: Case) -> str:
    cut_by, known, shard_of, shards = case
    rule: dict[ShardOf, str] = {last_digit: "the last digit names the shard", thousands: "the thousands name the shard"}
    facts = "; ".join(f"{column}: {', '.join(map(str, values)) or 'none'}" for column, values in known.items())
    return f"{shards} shards, cut by {cut_by} ({rule.get(shard_of, 'a hash names the shard')}); known: {facts or 'nothing'}"


def named(shards: Collection[int]) -> str:
    first = ", ".join(map(str, sorted(shards)[:5])) or "none"
    return first if len(shards) <= 5 else f"{first} … ({len(shards):,} shards)"


def judged(cases: tuple[Case, ...], answer: Answer) -> None:
    for case in cases:
        numbers, right = list(islice(answer(*case), MOST_NAMED)), wanted(*case)
        expect(
            all(type(number) is int for number in numbers),
            situation(case),
            "Each shard is a whole number: 0, 1, 2 …",
        )
        missing, needless = right - set(numbers), set(numbers) - right
        why = f"You ask: {named(set(numbers))}. "
        expect(not missing, situation(case), f"{why}Rows may lie on shard {min(missing, default=0)} too.")
        expect(not needless, situation(case), f"{why}No row that fits can lie on shard {min(needless, default=0)}.")
        twice = len(numbers) != len(set(numbers))
        expect(not twice, situation(case), f"You named {len(numbers)} shards, some of them twice.")


def any_table(answer: Answer) -> None:
    """Another column never has an empty list: whoever says that then no row fits at all is right as well."""
    rng = random.Random(22)
    for _ in range(150):
        columns = rng.sample(["author", "follower", "followee", "reader", "post"], 3)
        cut_by = rng.choice(columns)
        counts = {column: rng.choice((0, 1, 2, 9) if column == cut_by else (1, 2, 9)) for column in columns[1:]}
        known = {column: [rng.randrange(10**6) for _ in range(count)] for column, count in counts.items()}
        judged(((cut_by, known, shuffled, 7),), answer)


def gives(answer: Answer, case: Case) -> set[int] | None:
    """What the answer says; None where it breaks."""
    try:
        return set(islice(answer(*case), MOST_NAMED))
    except (Wrong, TypeError):
        return None


def ours() -> Callable[[str, Mapping[str, Sequence[int]], ShardOf, int], set[int]]:
    return wanted


WHICH = Exercise(
    id="22c.2",
    title="which_shards(cut_by, known, shard_of, shards)",
    objective="machine",
    points=3.0,
    expects=Function(("cut_by", "known", "shard_of", "shards"), (set, list, tuple, frozenset, range)),
    properties=(
        Property("one known value, one shard", partial(judged, (ONE, MORE_KNOWN))),
        Property("several values: each shard of theirs, once", partial(judged, (SEVERAL, SAME, BY_RANGE))),
        Property("another column is known: every shard", partial(judged, (OTHER_COLUMN, NOTHING))),
        Property("no value at all: no shard", partial(judged, (NOBODY,))),
        Property("for any table", any_table),
    ),
    misconceptions=(
        Misconception(
            "a known value always leads to a shard",
            "The table is cut by follower, and you know the followee. Does 42's place say where 42's *followers* are?",
            lambda answer: gives(answer, OTHER_COLUMN) == {2} or gives(answer, MORE_KNOWN) == {1, 2, 7},
        ),
        Misconception(
            "what cannot be found is nowhere",
            "You know nothing about the column by which the rows are cut. On which shards can they *not* lie?",
            lambda answer: set() in (gives(answer, OTHER_COLUMN), gives(answer, NOTHING)) and gives(answer, ONE) == {2},
        ),
        Misconception(
            "several values mean all shards",
            "Two authors are wanted. Can their posts lie on a third author's machine?",
            lambda answer: gives(answer, SEVERAL) == set(range(10)) and gives(answer, ONE) == {2},
        ),
        Misconception(
            "nobody known and nothing known are the same",
            "A reader follows nobody: a list of no authors. Whom does this page have to ask?",
            lambda answer: gives(answer, NOBODY) == set(range(10)) and gives(answer, ONE) == {2},
        ),
        Misconception(
            "one value decides",
            "Three authors are wanted. Where do the posts of the other two lie?",
            lambda answer: gives(answer, SEVERAL) in ({3}, {4}) and gives(answer, ONE) == {2},
        ),
        Misconception(
            "every value is a question of its own",
            "Authors 3, 13 and 23 lie on one machine. How many machines do you call?",
            lambda answer: type(answer(*SAME)) in (list, tuple) and list(answer(*SAME)) == [3, 3, 3],
        ),
        Misconception(
            "a value is its shard",
            "Who says on which shard value 42 lies: you, or `shard_of`?",
            lambda answer: gives(answer, ONE) == {42} or gives(answer, BY_RANGE) == {3 % 4, 2_500 % 4},
        ),
        Misconception(
            "shards count from one",
            "There are ten shards. What is the number of the first one?",
            lambda answer: gives(answer, OTHER_COLUMN) in (set(range(1, 10)), set(range(1, 11))),
        ),
    ),
    steps=(
        "See whether the column by which the table is cut is among the known ones.",
        "If it is not: name every shard.",
        "Otherwise find the shard of each of its values.",
        "Name each of these shards once.",
    ),
    sister=(
        "*Letters in a school are sorted into boxes by class.* For Ana of class 3 and Bo of class 3 one looks into one box. "
        "For everybody named Kim, of whom the class is not known, one looks into every box. For an empty list of pupils, "
        "into none."
    ),
    ours=ours,
    pattern="load on the wrong tier",
)
