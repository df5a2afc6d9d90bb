"""One queue, one worker: a celebrity's post spreads through a small graph, copy by copy, and yours waits behind it."""

import random
from dataclasses import dataclass
from functools import lru_cache

import networkx as nx

from course.systems.news_feed.graph import make_graph
from course.widgets.style import (
    GOOD,
    GROUND,
    INK,
    LIMIT_INK,
    MUTED,
    NOW,
    ORANGE,
    QUIET_INK,
    RULE,
    SMALL_PX,
    TITLE_PX,
    WASH,
)
from course.widgets.svg import Box, Canvas, Point
from course.widgets.view import Control, Explorer

USERS, FOLLOWS_EACH, SEED = 60, 4, 22
CELEBRITY, YOURS = 0, 3  # you have so many followers
START = 12

PICTURE = Box(20, 56, 440, 396)
WORDS_X = 470.0


@dataclass(frozen=True, slots=True)
class Network:
    """Who stands where, and who gets which post, in the order in which the worker writes."""

    places: tuple[Point, ...]
    you: int
    celebrity_followers: tuple[int, ...]
    your_followers: tuple[int, ...]

    @property
    def copies(self) -> int:
        """All copies of both posts."""
        return len(self.celebrity_followers) + len(self.your_followers)


@dataclass(frozen=True, slots=True)
class Spread:
    """The queue after so many copies."""

    network: Network
    written: int

    @property
    def of_celebrity(self) -> int:
        """How many copies of the celebrity's post are written."""
        return min(self.written, len(self.network.celebrity_followers))

    @property
    def of_yours(self) -> int:
        """How many copies of your post are written."""
        return self.written - self.of_celebrity


@lru_cache(maxsize=1)
def network() -> Network:
    """Sixty people; the layout is computed once, from a seed."""
    graph = make_graph(USERS, FOLLOWS_EACH, random.Random(SEED))
    you = next(user for user in range(USERS - 1, 0, -1) if graph.follower_counts[user] == YOURS)
    edges = nx.Graph((follower, followee) for follower, follows in enumerate(graph.follows) for followee in follows)
    edges.add_nodes_from(range(USERS))
    layout = nx.spring_layout(edges, seed=SEED, iterations=80, k=0.35)
    xs, ys = ([float(layout[user][axis]) for user in range(USERS)] for axis in (0, 1))
    places = tuple(
        (
            round(PICTURE.left + (x - min(xs)) / (max(xs) - min(xs)) * (PICTURE.right - PICTURE.left), 1),
            round(PICTURE.top + (y - min(ys)) / (max(ys) - min(ys)) * (PICTURE.bottom - PICTURE.top), 1),
        )
        for x, y in zip(xs, ys, strict=True)
    )
    return Network(places, you, graph.followers[CELEBRITY], graph.followers[you])


def simulate(written: int) -> Spread:
    """The worker has written so many copies: first all of the celebrity's post, then all of yours."""
    return Spread(network(), int(written))


def post_spread() -> Explorer[Spread]:
    """Step through the worker's copies; by code: ``post_spread().set(written=20)``."""
    return Explorer(
        question="One queue: the celebrity's post first, then yours. When does your first follower see it?",
        target="Target: the first step at which one of your followers has your post.",
        simulate=simulate,
        draw=draw,
        describe=describe,
        controls=[Control("written", "Copies written", range(network().copies + 1), start=START)],
    )


def describe(spread: Spread) -> str:
    """The counter, and how far each post has come."""
    people = spread.network
    state = "waits" if not spread.of_yours else "is everywhere" if spread.written == people.copies else "is coming"
    return (
        f"{spread.written} of {people.copies} copies are written. The celebrity's post has reached "
        f"{spread.of_celebrity} of {len(people.celebrity_followers)} followers. Yours {state}: "
        f"{spread.of_yours} of {len(people.your_followers)}."
    )


def draw(spread: Spread) -> Canvas:
    """The graph: a full disc got the celebrity's post, a square around it got yours; at the right the queue."""
    canvas = Canvas(720, 424)
    canvas.text((20, 28), "Sixty people, and what has reached them", size_px=TITLE_PX, bold=True)
    people = spread.network
    for follower in people.celebrity_followers:
        canvas.line([people.places[CELEBRITY], people.places[follower]], stroke=RULE, stroke_px=1)
    for follower in people.your_followers:
        canvas.line([people.places[people.you], people.places[follower]], stroke=GOOD, dash="dashed")
    reached = set(people.celebrity_followers[: spread.of_celebrity])
    got_yours = set(people.your_followers[: spread.of_yours])
    for user, (x, y) in enumerate(people.places):
        if user in got_yours:
            canvas.rect(Box(x - 10, y - 10, x + 10, y + 10), fill=GROUND, stroke=GOOD, stroke_px=3)
        full = user in reached
        canvas.circle((x, y), 5.5, fill=NOW if full else GROUND, stroke=NOW if full else MUTED)
    for user, word, colour in ((CELEBRITY, "celebrity", ORANGE), (people.you, "you", GOOD)):
        x, y = people.places[user]
        canvas.circle((x, y), 9, fill=colour, stroke=INK)
        canvas.text((x, y - 18), word, anchor="middle", bold=True, halo=True)
    _draw_queue(canvas, spread)
    return canvas


def _draw_queue(canvas: Canvas, spread: Spread) -> None:
    people = spread.network
    canvas.text((WORDS_X, 28), "Copies written", size_px=TITLE_PX, bold=True)
    canvas.text((WORDS_X, 72), f"{spread.written}", size_px=40, bold=True)
    rows = (
        ("celebrity's post", spread.of_celebrity, len(people.celebrity_followers), NOW),
        ("your post", spread.of_yours, len(people.your_followers), GOOD),
    )
    for place, (name, done, all_of_them, colour) in enumerate(rows):
        y = 128.0 + place * 74
        waits = done == 0
        canvas.text((WORDS_X, y), name, bold=True)
        words = f"{done} of {all_of_them}" + (", waits" if waits else "")
        canvas.text((700, y), words, anchor="end", fill=LIMIT_INK if waits else INK, bold=waits)
        canvas.rect(Box(WORDS_X, y + 14, 700, y + 32), fill=WASH, stroke=RULE)
        if done:
            right = WORDS_X + (700 - WORDS_X) * done / all_of_them
            canvas.rect(Box(WORDS_X, y + 14, right, y + 32), fill=colour)
    keys = ("full disc: has the celebrity's post", "square around it: has yours", "ring: has neither")
    for place, key in enumerate(keys):
        canvas.text((WORDS_X, 300 + 24 * place), key, size_px=SMALL_PX, fill=QUIET_INK)
