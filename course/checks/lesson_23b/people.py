"""Exercise 23b.1: who is in a new group, and is it too large?"""

import random
from collections.abc import Sequence

from course.checks.answer import Answer
from course.checks.model import Exercise, Function, Misconception, Property, Wrong, expect
from course.errors import CourseError
from course.systems.chat.groups import final_members

LISTS = (list, tuple, set, frozenset)


def ours_people(creator: str, invited: Sequence[str], most: int) -> list[str]:
    try:
        return list(final_members(creator, invited, most))
    except CourseError:
        return []


def head_count(creator: str, invited: Sequence[str]) -> int:
    return len({creator, *invited})


def told(creator: str, invited: Sequence[str], most: int) -> str:
    """The call, in words."""
    if len(invited) > 6:
        return f"{creator} invites {len(invited)} names, {len(set(invited))} of them different; most is {most}"
    return f"{creator} invites {', '.join(map(repr, invited)) or 'nobody'}; most is {most}"


def judged(answer: Answer, creator: str, invited: Sequence[str], most: int) -> None:
    said = list(answer(creator, list(invited), most))
    case, right = told(creator, invited, most), ours_people(creator, invited, most)
    if not right:
        heads = head_count(creator, invited)
        why = f"They are {heads} people; you left {heads - len(said)} out, and say a group of {len(said)}."
        cut = len(said) < heads and len(said) <= most
        expect(not said, case, why if cut else f"You let {len(said)} in; {most} may be in it.")
        return
    expect(bool(said), case, f"You refused. People in this group: {len(right)}.")
    expect(len(said) == len(set(said)), case, f"Somebody stands twice in your result of {len(said)}.")
    expect(set(said) == set(right), case, f"You say {sorted(said)[:6]}; it is {sorted(right)[:6]}.")


def names(count: int) -> list[str]:
    return [f"p{number}" for number in range(count)]


def a_small_group(answer: Answer) -> None:
    judged(answer, "ana", ["bo", "cem"], 256)
    judged(answer, "zoe", ["bo"], 256)
    judged(answer, "ana", [], 256)


def each_once(answer: Answer) -> None:
    judged(answer, "ana", ["bo", "bo"], 256)
    judged(answer, "ana", ["bo", "cem", "bo", "dea", "cem"], 10)
    judged(answer, "ana", ["bo", "ana"], 256)
    judged(answer, "ana", ["ana"], 256)
    judged(answer, "zoe", ["ana", "zoe", "bo"], 9)
    judged(answer, "mia", ["zoe", "bo", "mia", "zoe", "ana"], 9)


def the_last_place(answer: Answer) -> None:
    for most in (2, 3, 256, 1_000):
        judged(answer, "ana", names(most - 2), most)
        judged(answer, "ana", names(most - 1), most)
    judged(answer, "ana", [], 1)


def one_too_many(answer: Answer) -> None:
    for most in (2, 3, 256, 1_000):
        judged(answer, "ana", names(most), most)
        judged(answer, "ana", names(most + 1), most)
        judged(answer, "ana", names(3 * most), most)
    judged(answer, "ana", ["bo"], 1)
    judged(answer, "ana", [], 0)


def people_count(answer: Answer) -> None:
    judged(answer, "ana", ["bo", "cem", "bo"], 3)
    judged(answer, "ana", ["Bo", "bo"], 3)
    judged(answer, "ana", ["bo", "bo "], 3)
    judged(answer, "ana", ["Bo", "bo"], 2)
    judged(answer, "ana", ["bo", "bo "], 2)
    judged(answer, "ana", ["bo", "cem"] * 10, 3)
    judged(answer, "ana", ["bo", "ana", "cem"], 3)
    judged(answer, "ana", names(130) * 2, 256)
    judged(answer, "ana", [*names(255), "ana"], 256)
    judged(answer, "ana", [*names(256), "ana"], 256)


def own_list(answer: Answer) -> None:
    first = answer.raw("ana", ["bo", "cem"], 9)
    size = len(list(first))
    answer.raw("zoe", ["dea"], 9)
    answer.raw("zoe", [], 0)
    case = "ana invites 'bo', 'cem'; then zoe invites 'dea'"
    expect(len(list(first)) == size, case, f"Ana's result had {size} names; now it has {len(list(first))}.")


def any_list(answer: Answer) -> None:
    own_list(answer)
    rng = random.Random(23)
    for _ in range(150):
        most = rng.choice((1, 2, 4, 6, 10))
        some = rng.choices(["ana", *names(most + 1)], k=rng.randint(0, 2 * most))
        judged(answer, "ana", some, most)


def breaks_with(answer: Answer, words: str) -> bool:
    """Whether it gives no group of two, and what is said of that has these words."""
    try:
        answer("ana", ["bo"], 9)
    except Wrong as wrong:
        return words in wrong.args[1]
    return False


def count(answer: Answer, invited: Sequence[str], most: int, creator: str = "ana") -> int:
    """How many are let in; -1 where the answer breaks."""
    try:
        return len(list(answer(creator, list(invited), most)))
    except Wrong:
        return -1


PEOPLE = Exercise(
    id="23b.1",
    title="people(creator, invited, most)",
    objective="members",
    points=1.0,
    expects=Function(("creator", "invited", "most"), LISTS),
    properties=(
        Property("a small group is everybody", a_small_group),
        Property("nobody stands in it twice", each_once),
        Property("the last place may be taken", the_last_place),
        Property("one more is refused", one_too_many),
        Property("people count, not names on the list", people_count),
        Property("so it is for any list", any_list),
    ),
    misconceptions=(
        Misconception(
            "the limit is always 256",
            "Another product allows another number. Which of your values came with the call?",
            lambda answer: count(answer, names(300), 1_000) == 0 and count(answer, ["bo"], 1_000) == 2,
        ),
        Misconception(
            "the creator invites, and is not counted",
            "Ana invites exactly `most` people. How many will sit in the room?",
            lambda answer: count(answer, ["bo", "cem"], 2) == 3 and count(answer, ["bo", "cem", "dea"], 2) == 0,
        ),
        Misconception(
            "the creator need not be in it",
            "Who made the group? Can this person read it?",
            lambda answer: count(answer, ["bo", "cem"], 10) == 2,
        ),
        Misconception(
            "a list of names is a set of people",
            "Bo is on the list twice. How many Bos are there?",
            lambda answer: (
                count(answer, ["bo", "bo"], 10) == 3
                and count(answer, ["bo"], 10) == count(answer, ["bo"], 10, "zoe") == 2
            ),
        ),
        Misconception(
            "a set with the creator has no creator yet",
            "Ana and Bo are two. How often does your code put Ana in, and where?",
            lambda answer: count(answer, ["bo"], 10) == count(answer, ["bo"], 10, "zoe") == 3,
        ),
        Misconception(
            "a name is a collection of names",
            "A name is a text. What does Python find in a text, where it expects a collection?",
            lambda answer: count(answer, ["bo"], 10) == 3 and count(answer, ["bo"], 10, "zoe") == 4,
        ),
        Misconception(
            "what changes a collection returns it",
            "What comes back from `add`, `append` or `update`? And from your function?",
            lambda answer: breaks_with(answer, "None"),
        ),
        Misconception(
            "too many is a word, or an error",
            "They are more than `most`. What does the text want back then?",
            lambda answer: (
                count(answer, ["bo", "cem"], 2) == count(answer, ["bo"], 1) == -1 and count(answer, ["bo"], 2) == 2
            ),
        ),
        Misconception(
            "who is on the list twice is not on it",
            "Bo is on the list twice. Is he in the group?",
            lambda answer: count(answer, ["bo", "bo"], 10) == 1 and count(answer, ["bo"], 10) == 2,
        ),
        Misconception(
            "equal names stand side by side",
            "Bo is the first and the third on the list. With which other names do you compare the third?",
            lambda answer: count(answer, ["bo", "cem", "bo"], 10) == 4 and count(answer, ["bo", "bo"], 10) == 2,
        ),
        Misconception(
            "the creator is never on the list",
            "The creator is on the list as well. How often do you count her?",
            lambda answer: (
                count(answer, ["bo", "ana"], 10) == 3
                or (count(answer, ["bo", "bo"], 9) == 2 and count(answer, ["ana", "zoe", "bo"], 9, "zoe") == 4)
                or (
                    count(answer, ["bo", "ana"], 2) == 0
                    and count(answer, ["bo"], 2) == count(answer, ["bo"] * 2, 2) == 2
                )
            ),
        ),
        Misconception(
            "who invites nobody needs no place",
            "Ana invites nobody, and `most` is 0. How many people are in this group, and how many may be?",
            lambda answer: count(answer, [], 0) == 1 and count(answer, ["bo"], 1) == 0,
        ),
        Misconception(
            "the length of the list is the size of the group",
            "The list has more names than people. Which of the two does the limit mean?",
            lambda answer: (
                count(answer, ["bo", "bo", "bo"], 2) == 0
                and count(answer, ["bo"], 2) == 2
                and count(answer, ["bo", "bo"], 10) == 2
            ),
        ),
        Misconception(
            "names that look alike are one person",
            "Two names differ in a capital letter or in a space. Are they one name, as they are written?",
            lambda answer: (
                (
                    2 in {count(answer, ["Bo", "bo"], 10), count(answer, ["bo", "bo "], 10)}
                    or (
                        3 in {count(answer, ["Bo", "bo"], 2), count(answer, ["bo", "bo "], 2)}
                        and count(answer, ["bo", "cem"], 2) == 0
                    )
                )
                and count(answer, ["bo", "bo"], 10) == 2
            ),
        ),
        Misconception(
            "a full group is too full",
            "There is room for `most`. How many are they?",
            lambda answer: count(answer, ["bo", "cem"], 3) == 0 and count(answer, ["bo", "cem"], 4) == 3,
        ),
        Misconception(
            "whoever does not fit is dropped",
            "Somebody was invited and is not in your result. Who told them?",
            lambda answer: count(answer, ["bo", "cem", "dea"], 3) == 3,
        ),
    ),
    steps=(
        "Put the creator and everybody invited into one collection.",
        "Let each name stand in it once.",
        "Count what you have now, and compare with `most`.",
        "Return nobody if they are too many, else all of them.",
    ),
    sister=(
        "*A lift takes eight.* The guide counts eight guests, closes the door, and steps in himself. The limit is for who "
        "is inside when it moves: guests and guide. And a guest on two lists is one body."
    ),
    ours=lambda: ours_people,
)
