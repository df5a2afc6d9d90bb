"""``drill``: estimates in the head, without end, graded by their size; ``two_minutes`` counts how many you manage.

``drill()`` asks, ``drill("3e5")`` answers. What you answered is kept in the course's log, and only there.
"""

from statistics import median
from typing import Any

from course.checks.log import Log, learners_log
from course.errors import CourseError
from course.estimates import drills
from course.widgets.cards import Block, Card, in_notebook, show

ITEM, KIND, BEGUN, ASKED = "01.drill", "drill", "drill-begun", "drill-asked"
SITTING_S = 120
MARKS = {1.0: "✓ Full marks", 0.5: "½ Half marks", 0.0: "✗ No marks"}
HOW = "Within a factor of 2: full marks. Within 10: half. Write 3e5, 10⁵, 300k or 0.3 million."


def drill(guess: str | float | None = None, *, log: Log | None = None) -> None:
    """Ask the next question, or take the answer to it: ``drill("3e5")``. The question changes once it is answered."""
    kept = learners_log(log)
    number = len(kept.events(KIND, ITEM))
    last = (kept.events(KIND, ITEM) or [{}])[-1]
    if guess is None:
        kept.append(ASKED, ITEM, number=number)
        show(asked(kept, number, time_left(kept, ASKED)))
    elif last.get("said") == str(guess) and not any(event["number"] == number for event in kept.events(ASKED, ITEM)):
        again = (
            "You gave this answer already, and it counts once. To give it to the next question, run `drill()` first."
        )
        show(Card("The same cell once more", (again, question(number))))
    else:
        show(answered(kept, number, guess))


def two_minutes(*, log: Log | None = None) -> None:
    """Begin two minutes now: answer with ``drill(…)``. No clock ticks; the answer after the end tells how it went."""
    kept = learners_log(log)
    kept.append(BEGUN, ITEM)
    begun = "Two minutes begin now." if kept.path else "Nothing is saved here, so the two minutes are yours to count."
    show(asked(kept, len(kept.events(KIND, ITEM)), begun))


def asked(kept: Log, number: int, before: str = "") -> Card:
    """The question as a card, with a field to answer in where there is a kernel."""
    blocks = (*filter(None, [before]), question(number), HOW)
    text = (*blocks, 'To answer in text: `drill("3e5")`')
    title = f"Drill · question {number + 1}"
    return Card(title, text, view=field(kept, number, Card(title, blocks)) if in_notebook() else None)


def question(number: int) -> str:
    """What is asked, and in which unit."""
    asks = drills.drill(number)
    return f"{asks.question} (Answer in {asks.unit}.)"


def answered(kept: Log, number: int, guess: str | float) -> Card:
    """Mark the guess, work the solution out, and ask the next question."""
    asks = drills.drill(number)
    try:
        value = drills.read_guess(guess, asks.unit)
    except CourseError as error:
        return Card("Not a number yet", (str(error), question(number)))
    off, points = drills.factor_off(value, asks.answer), drills.score(value, asks.answer)
    before = kept.events(KIND, ITEM)
    kept.append(KIND, ITEM, number=number, of=asks.kind, points=points, off=off, said=str(guess))
    said = f"{value:,.0f}" if value >= 100 else f"{value:.4g}"
    blocks: list[Block] = [f"You said {said} {asks.unit}: {how_far(off)}.", *left_out(asks, value), list(asks.steps)]
    blocks += [tally([*before, {"points": points, "off": off, "of": asks.kind}])] if kept.path else []
    blocks += sitting(kept)
    blocks += [f"Next, question {number + 2}: {question(number + 1)}"]
    return Card(f"{MARKS[points]} · {asks.kind}", tuple(blocks), "good" if points else "bad")


def left_out(asks: drills.Drill, value: float) -> list[Block]:
    """Name the step without which one comes to this value."""
    skip = asks.skipped_by(value)
    return [f"One comes to this without one step: {skip.what}."] if skip else []


def how_far(off: float) -> str:
    """How far a guess is off, in words: a share while it is small, else a factor."""
    if off < 1.1:
        return "exact" if off < 1.0005 else f"off by {100 * (off - 1):.2g} %"
    return f"off by a factor of {off:,.2g}" if off < 100 else "off by a factor over 100"


def tally(events: list[dict[str, Any]]) -> str:
    """How all answers went so far, and where most points were lost."""
    points, lost = sum(event["points"] for event in events), dict[str, float]()
    for event in events:
        lost[event["of"]] = lost.get(event["of"], 0.0) + 1 - event["points"]
    worst = max(lost, key=lambda kind: lost[kind])
    where = f" Most points were lost at: {worst}." if lost[worst] else ""
    half = median(event["off"] for event in events)
    return f"So far: {points:g} of {len(events)} points. Half of your answers were {how_far(half)} or better.{where}"


def sitting(kept: Log) -> list[Block]:
    """Tell how two minutes went, once, with the first answer after their end; that answer does not count in them."""
    begun = kept.events(BEGUN, ITEM)
    if not begun:
        return []
    ends_s = [event["at_s"] + SITTING_S for event in begun]
    marks = kept.events(KIND, ITEM)
    if left := time_left(kept, KIND):
        return [left]
    if sum(event["at_s"] > ends_s[-1] for event in marks) != 1:
        return []
    rounds = [[event["points"] for event in marks if end_s - SITTING_S < event["at_s"] <= end_s] for end_s in ends_s]
    counts = [sum(points) for points in rounds]
    best = f" Your best before: {max(counts[:-1]):g}." if counts[:-1] else ""
    over = f"The two minutes are over: {counts[-1]:g} of {len(rounds[-1])} points."
    return [f"{over}{best} Again: `two_minutes()`"]


def time_left(kept: Log, kind: str) -> str:
    """How much of a round was left at the last event of this kind; nothing where no round runs."""
    begun, events = kept.events(BEGUN, ITEM), kept.events(kind, ITEM)
    left_s = begun[-1]["at_s"] + SITTING_S - events[-1]["at_s"] if begun and events else -1
    return f"{left_s:.0f} seconds are left." if left_s >= 0 else ""


def field(kept: Log, number: int, card: Card) -> Any:  # noqa: ANN401 - ipywidgets has no types
    """A field and a button: only the button marks the guess, so that leaving the field marks nothing half written."""
    import ipywidgets as w

    said = w.HTML(spoken(card))
    guess = w.Text(description="Your guess", placeholder="3e5", continuous_update=False)
    button = w.Button(description="Answer")
    at = [number]

    def take(_: object) -> None:
        if not guess.value.strip():
            return
        marked = answered(kept, at[0], guess.value)
        at[0] += not marked.title.startswith("Not")
        said.value, guess.value = spoken(marked), ""

    button.on_click(take)
    return w.VBox([said, w.HBox([guess, button])])


def spoken(card: Card) -> str:
    """The card in a region that a screen reader reads aloud when it changes."""
    return f"<div aria-live='polite'>{card.html}</div>"
