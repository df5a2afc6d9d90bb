"""``review`` brings back what was missed, at longer and longer intervals, and reaches from one lesson to another."""

import random
from collections.abc import Iterable, Iterator
from dataclasses import replace
from math import inf

from course.checks.log import Log, learners_log
from course.checks.model import ReviewCard, find, load
from course.checks.past import Past, lesson_of
from course.checks.questions import ask, said_to
from course.widgets.cards import Card, show

SITTING_S = 3_600


def review(
    which: str | None = None,
    answer: str | None = None,
    *,
    sure: bool | None = None,
    limit: int = 5,
    log: Log | None = None,
) -> None:
    """Deal the cards that are due; at a save point, ``review("20", limit=2)``, those of one lesson even before.

    ``review("20.r1", "b")`` answers a card in text.
    """
    kept = learners_log(log)
    if which is not None and "." in which:
        deal(find(which, ReviewCard), kept, answer, sure)
        return
    past = Past(kept)
    cards = [card for lesson in ([load(which)] if which else past.lessons) for card in lesson.reviews]
    ready = list(in_pairs(past.ready(cards)))
    if which:  # then what has been met, least often answered first
        met = {item.objective for item in past.items.values() if past.of(item.id)}
        others = [card for card in cards if card not in ready]
        ready += sorted(others, key=lambda card: (len(past.of(card.id)), card.objective not in met))
    elif not ready:
        wait_days = past.wait_days()
        when = f" The next card: in {wait_days} d." if wait_days < inf else ""
        show(Card(f"Review: nothing is due.{when}"))
    for card in ready[:limit]:
        deal(card, kept, None, None)


def in_pairs(cards: Iterable[ReviewCard]) -> Iterator[ReviewCard]:
    """Let each card be followed by one of another lesson that shares its failure pattern, where there is one."""
    left = list(cards)
    while left:
        first = left.pop(0)
        kin = (card for card in left if first.pattern is not None and card.pattern == first.pattern)
        partners = [card for card in kin if lesson_of(card.id) != lesson_of(first.id)][:1]
        left = [card for card in left if card not in partners]
        yield from (first, *partners)


def deal(card: ReviewCard, kept: Log, answer: str | None, sure: bool | None) -> None:
    """Ask a card, or take the answer. Its numbers change from one sitting to the next, and not within one."""
    sitting_began_s = kept.clock.now_s() - SITTING_S
    dealt = sum(event["at_s"] < sitting_began_s for event in kept.events("review", card.id))
    rng = random.Random(f"{card.id} {dealt}")
    made = card.make(rng)
    asked = replace(made, options=tuple(rng.sample(made.options, len(made.options))))

    def take(at: int, sure: bool | None) -> Card:
        right = asked.options[at].right
        if len(kept.events("review", card.id)) == dealt:  # a second answer in one sitting teaches; it does not count
            kept.append("review", card.id, right=right, sure=sure)
        return said_to(asked, at, "" if right else "It comes back, a little changed.", pattern_of(card, kept))

    ask("review", card.id, asked.question, [option.text for option in asked.options], take, answer, sure)


def pattern_of(card: ReviewCard, kept: Log) -> str:
    """Name the card's failure pattern, and the other lessons in which the learner met it."""
    met = Past(kept).met().get(card.pattern or "", [])
    elsewhere = ", ".join(number for number in met if number != lesson_of(card.id))
    also = f" You also met it in {elsewhere}." if elsewhere else ""
    return f"The failure pattern: {card.pattern}.{also}" if card.pattern else ""
