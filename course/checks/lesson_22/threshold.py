"""Exercises 22.3 and 22.4: the cheapest threshold, computed; and a network for which the textbook is right."""

import random

from course.checks.answer import Answer
from course.checks.model import Exercise, Function, Misconception, Property, WidgetState, Wrong, expect
from course.errors import CourseError
from course.systems.news_feed.costs import cheapest_threshold
from course.widgets.fan_out import HERE_READS, HERE_SHARE, READS, TEXTBOOK, Compared, fan_out

Bills = list[tuple[float, float, float]]
Case = tuple[Bills, list[int]]


def total(bills: Bills, threshold: float) -> float:
    return sum(push if followers < threshold else pull for followers, push, pull in bills)


def best(bills: Bills, thresholds: list[int]) -> int:
    """The cheapest; of equals the smallest."""
    return min((total(bills, threshold), threshold) for threshold in thresholds)[1]


TWO: Case = ([(3, 1.0, 5.0), (100, 50.0, 8.0)], [1, 10, 1_000])
BORDER: Case = ([(5, 1.0, 9.0), (10, 9.0, 1.0)], [5, 10, 11])
UNEVEN: Case = ([(4, 1.0, 2.0), (8, 6.0, 1.0), (50, 5.0, 40.0), (90, 70.0, 3.0)], [2, 6, 60, 100])
HILL: Case = ([(2, 5.0, 1.0), (20, 1.0, 9.0)], [1, 10, 100])
MIXED: Case = ([(3, 1.0, 5.0), (100, 50.0, 8.0)], [1_000, 10, 1])
EQUAL: Case = ([(3, 1.0, 5.0), (100, 50.0, 8.0)], [50, 20, 10])
CHEAP_PUSH: Case = ([(3, 1.0, 5.0), (100, 2.0, 8.0)], [1, 10, 1_000])


def judge(answer: Answer, case: Case) -> None:
    bills, thresholds = case
    chosen, should = answer(bills, thresholds), best(bills, thresholds)
    expect(
        chosen in thresholds,
        f"best_threshold{case}",
        f"You returned {chosen}, which is none of the thresholds {thresholds}.",
    )
    expect(
        chosen == should,
        f"best_threshold{case}",
        f"You returned {chosen}. With it the day costs {total(bills, chosen):g}, with {should} it costs {total(bills, should):g}"
        + (
            ". Of thresholds that cost the same, return the smallest."
            if abs(total(bills, chosen) - total(bills, should)) < 1e-6
            else "."
        ),
    )


def two_sides(answer: Answer) -> None:
    for case in (TWO, CHEAP_PUSH, UNEVEN, HILL):
        judge(answer, case)


def on_the_border(answer: Answer) -> None:
    judge(answer, BORDER)


def in_any_order(answer: Answer) -> None:
    for case in (MIXED, EQUAL):
        judge(answer, case)


def drawn(answer: Answer) -> None:
    """Small money and large money, in powers of two: so every sum is exact, and equal ones are equal."""
    for seed in range(100):
        rng = random.Random(seed)
        counts = rng.sample(range(1, 60), rng.randrange(1, 12))
        unit = 2.0 ** rng.choice((-10, 0, 30))
        bills: Bills = [(count, unit * rng.randrange(1, 40), unit * rng.randrange(1, 40)) for count in counts]
        judge(answer, (bills, rng.sample(range(1, 70), 6)))


def gives(case: Case, wrong: int, answer: Answer) -> bool:
    try:
        return bool(answer(*case) == wrong)
    except Wrong:
        return False


THRESHOLD = Exercise(
    id="22.3",
    title="best_threshold(bills, thresholds)",
    objective="threshold",
    points=2.0,
    expects=Function(("bills", "thresholds"), (int, float)),
    properties=(
        Property("the sum over all authors is the smallest", two_sides),
        Property("an author on the threshold is pulled", on_the_border),
        Property("thresholds in any order; of equals the smallest", in_any_order),
        Property("on 100 drawn networks", drawn),
    ),
    misconceptions=(
        Misconception(
            "on the threshold is below it",
            "Threshold 10, an author with exactly 10 followers: which of the two bills did you add?",
            lambda answer: gives(BORDER, 5, answer) and gives(TWO, 10, answer),
        ),
        Misconception(
            "pull those with few followers",
            "Somebody has 3 followers. Which is less work: three copies of a post, or asking at every read?",
            lambda answer: gives(TWO, 1_000, answer) and not gives(CHEAP_PUSH, 1_000, answer),
        ),
        Misconception(
            "the first author who is cheaper to pull decides",
            "Below your threshold stands somebody who is dear to push, above it somebody who is dear to pull. Add up "
            "both sides, for each threshold.",
            lambda answer: gives(UNEVEN, 6, answer) and gives(TWO, 10, answer),
        ),
        Misconception(
            "behind a rise comes nothing cheaper",
            "From 1 to 10 the sum rises. Does that say that it stays above? Where does your search stop?",
            lambda answer: gives(HILL, 1, answer) and gives(TWO, 10, answer),
        ),
        Misconception(
            "the smallest sum is the answer",
            "You returned money. What was asked for?",
            lambda answer: gives(([(1, 2.5, 1.5)], [1, 2]), 1.5, answer),  # type: ignore[arg-type]
        ),
        Misconception(
            "the textbook's number fits every network",
            "Read the smallest case. With your threshold everybody is pushed. Whose bill hurts most, and what follows?",
            lambda answer: (
                gives(TWO, 10_000, answer) or all(gives(case, 1_000, answer) for case in (TWO, MIXED, CHEAP_PUSH))
            ),
        ),
    ),
    steps=(
        "For one threshold, look at each author: below it or not?",
        "Take the push bill below, the pull bill from the threshold on.",
        "Add them all up.",
        "Do this for every threshold, and keep the one with the smallest sum.",
    ),
    sister=(
        "*Letters or a van.* Streets with few houses cost 2 a house by bicycle, streets with many 20 by van. For streets "
        "of 3, 8 and 40 houses, 'van from 10 houses on' costs 6 + 16 + 20 = 42; 'from 5 on' costs 6 + 20 + 20 = 46."
    ),
    ours=lambda: cheapest_threshold,
)

# 22.4 · the widget: when would the textbook be right?


def seen(answer: Answer) -> Compared:
    """What the widget shows when it stands so."""
    try:
        return fan_out().set(**answer.parameters).result
    except CourseError as error:
        raise Wrong("The widget cannot stand so.", str(error)) from None


def bottom_there(answer: Answer) -> None:
    day = seen(answer)
    expect(
        day.best.threshold == TEXTBOOK,
        f"{day.celebrity_share:.0%} by celebrities, {day.reads_per_post} reads for each post",
        f"The cheapest threshold is {day.best.threshold:,}.",
    )


def standing_there(answer: Answer) -> None:
    day = seen(answer)
    expect(day.threshold == TEXTBOOK, f"threshold {day.threshold:,}", f"The hybrid should stand on {TEXTBOOK:,}.")


TEXTBOOK_RIGHT = Exercise(
    id="22.4",
    title=f"A day for which {TEXTBOOK:,} is right",
    objective="sensitivity",
    points=1.0,
    expects=WidgetState(),
    properties=(
        Property(f"{TEXTBOOK:,} is the cheapest threshold", bottom_there),
        Property("and the hybrid stands on it", standing_there),
    ),
    misconceptions=(
        Misconception(
            "moving the threshold moves the bottom",
            "You moved where you stand. Did the curve move? Which sliders bend it?",
            lambda answer: (
                seen(answer).celebrity_share == HERE_SHARE
                and seen(answer).reads_per_post == HERE_READS
                and seen(answer).threshold != TEXTBOOK
            ),
        ),
        Misconception(
            "reads alone decide",
            "Readers want copies now, and still somebody is cheaper to pull. Who writes the posts with the most copies?",
            lambda answer: seen(answer).reads_per_post == max(READS) and seen(answer).best.threshold < TEXTBOOK,
        ),
        Misconception(
            "few reads favour copies",
            "A copy is written once. What does it save, and how often, if hardly anybody looks?",
            lambda answer: seen(answer).reads_per_post < HERE_READS,
        ),
        Misconception(
            "busy celebrities favour copies",
            "Each of their posts is copied to thousands. Do more such posts make push cheaper or dearer?",
            lambda answer: seen(answer).celebrity_share > HERE_SHARE,
        ),
        Misconception(
            "one step is enough",
            "Which way does the bottom go when you move this slider? How far does the slider still reach?",
            lambda answer: seen(answer).reads_per_post < max(READS),
        ),
    ),
    steps=(
        "Move the reads for each post, and watch which way the bottom goes.",
        "Go on to the end of that slider.",
        "Move the celebrities' share, and watch again.",
        "Put the threshold where the bottom is.",
    ),
    sister=(
        "*A library* lends a book twice a year or twice a day. Copies in every branch pay off for the second book only; "
        "and if its author changes the text every week, for neither."
    ),
    ours=None,
)
