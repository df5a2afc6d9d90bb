"""Three pages of a list that moves: by offset, and below the last post seen; choose how many arrive and vanish."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from course.widgets.style import GROUND, INK, LIMIT, LIMIT_INK, NOW, QUIET_INK, RULE, SMALL_PX, TITLE_PX, WASH
from course.widgets.svg import Box, Canvas
from course.widgets.view import Control, Explorer

POSTS, PAGE, PAGES = 21, 5, 3
MOST = 3

COLUMN_PX, APART_PX, ROW_PX, ROWS = 92.0, 106.0, 19.0, 21
LANES_X, TOP_Y = (28.0, 382.0), 112.0


@dataclass(frozen=True, slots=True)
class Look:
    """One page being read: the list as it stands at this moment, newest first, and the posts that the page shows."""

    posts: tuple[int, ...]
    page: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Lane:
    """One way of paging, from the first page to the last."""

    name: str
    looks: tuple[Look, ...]

    @property
    def twice(self) -> tuple[int, ...]:
        """Posts that stand on two pages."""
        shown = Counter(post for look in self.looks for post in look.page)
        return tuple(post for post, count in shown.items() if count > 1)

    @property
    def passed_over(self) -> tuple[int, ...]:
        """Posts that were there all the time, and that the reader has scrolled past without seeing them."""
        shown = {post for look in self.looks for post in look.page}
        return tuple(post for post in self.looks[-1].posts if min(shown) < post <= POSTS and post not in shown)

    @property
    def right(self) -> bool:
        """Each post once?"""
        return not self.twice and not self.passed_over


@dataclass(frozen=True, slots=True)
class MovingList:
    """Both ways, while the same number of posts arrive and vanish."""

    arrive: int
    vanish: int
    by_offset: Lane
    by_cursor: Lane

    @property
    def lanes(self) -> tuple[Lane, Lane]:
        """In the order in which they are drawn."""
        return self.by_offset, self.by_cursor


def lane(name: str, arrive: int, vanish: int, *, offset: bool) -> Lane:
    """Read three pages; before each next one the last ``vanish`` posts of a page go, then ``arrive`` come on top."""
    posts, newest, looks = tuple(range(POSTS, 0, -1)), POSTS, list[Look]()
    for number in range(PAGES):
        if offset or not looks:
            page = posts[number * PAGE : (number + 1) * PAGE]
        else:
            page = tuple(post for post in posts if post < looks[-1].page[-1])[:PAGE]
        looks.append(Look(posts, page))
        gone = page[len(page) - vanish :]
        posts = (*range(newest + arrive, newest, -1), *(post for post in posts if post not in gone))
        newest += arrive
    return Lane(name, tuple(looks))


def simulate(arrive: int, vanish: int) -> MovingList:
    """Let so many posts arrive and vanish between two pages (0 to 3 each)."""
    return MovingList(
        arrive,
        vanish,
        lane("By offset: ranks 0, 5, 10", arrive, vanish, offset=True),
        lane("Below the last post seen", arrive, vanish, offset=False),
    )


def moving_list() -> Explorer[MovingList]:
    """Choose how the list moves; by code: ``moving_list().set(arrive=1, vanish=0)``."""
    return Explorer(
        question="Three pages of five posts, while the list moves",
        target="Target: posts arrive and posts vanish, and yet the offset shows none twice and passes none over.",
        simulate=simulate,
        draw=draw,
        describe=describe,
        controls=[
            Control("arrive", "Arrive on top", range(MOST + 1), start=2),
            Control("vanish", "Vanish from the page just read", range(MOST + 1), start=0),
        ],
    )


def span(page: Sequence[int]) -> str:
    """The posts of a page in words."""
    return ", ".join(map(str, page)) or "none"


def verdict(one: Lane) -> str:
    """How many posts were shown twice or passed over."""
    wrong = [f"{len(posts)} {word}" for posts, word in ((one.twice, "twice"), (one.passed_over, "never")) if posts]
    return ", ".join(wrong) or "each post once"


def describe(moving: MovingList) -> str:
    """The pages of both ways, and what is wrong with them."""
    lines = [f"Before each next page: arrive on top {moving.arrive}, vanish from the page just read {moving.vanish}."]
    for one in moving.lanes:
        pages = " · ".join(span(look.page) for look in one.looks)
        lines.append(
            f"{one.name}. Pages: {pages}. Shown twice: {span(one.twice)}. Never shown: {span(one.passed_over)}."
        )
    return "\n".join(lines)


def draw(moving: MovingList) -> Canvas:
    """For each way three columns: the list at each page, newest on top, and a frame around what the page shows."""
    canvas = Canvas(720, TOP_Y + ROWS * ROW_PX + 44)
    for left, one in zip(LANES_X, moving.lanes, strict=True):
        _draw_lane(canvas, one, left)
    marks = "filled: on this page · stripes: shown before · dashed: passed over · faint: on an earlier page"
    canvas.text((LANES_X[0], TOP_Y + ROWS * ROW_PX + 24), marks, size_px=SMALL_PX, fill=QUIET_INK)
    return canvas


def _draw_lane(canvas: Canvas, one: Lane, left: float) -> None:
    canvas.text((left, 30), one.name, size_px=TITLE_PX, bold=True)
    sign = "✓" if one.right else "✗"
    canvas.text((left, 56), f"{sign} {verdict(one)}", bold=True, fill=INK if one.right else LIMIT_INK)
    before: set[int] = set()
    for number, look in enumerate(one.looks):
        x = left + number * APART_PX
        canvas.text((x, 88), f"page {number + 1}", size_px=SMALL_PX, fill=QUIET_INK)
        last = number == len(one.looks) - 1
        for row, post in enumerate(look.posts[:ROWS]):
            box = Box(x, TOP_Y + row * ROW_PX - 9, x + COLUMN_PX, TOP_Y + row * ROW_PX + 8)
            _draw_post(canvas, box, post, look, before, passed_over=last and post in one.passed_over)
        _draw_frame(canvas, look, x)
        before |= set(look.page)


def _draw_post(canvas: Canvas, box: Box, post: int, look: Look, before: set[int], *, passed_over: bool) -> None:
    here, again = post in look.page, post in before
    if here and again:
        canvas.rect(box, fill=GROUND, stroke=LIMIT, hatch="stripes")
    elif here:
        canvas.rect(box, fill=NOW)
    elif passed_over:
        canvas.rect(box, fill=GROUND, stroke=LIMIT, stroke_px=2, dash="dashed")
    else:
        canvas.rect(box, fill=WASH if again else GROUND, stroke=RULE, stroke_px=1)
    fill = GROUND if here and not again else QUIET_INK if again and not here else INK
    middle = ((box.left + box.right) / 2, (box.top + box.bottom) / 2)
    canvas.text(middle, str(post), size_px=SMALL_PX, anchor="middle", bold=here, fill=fill, halo=here and again)


def _draw_frame(canvas: Canvas, look: Look, x: float) -> None:
    if not look.page:
        return
    first = look.posts.index(look.page[0])
    top = TOP_Y + first * ROW_PX - 12
    canvas.rect(Box(x - 5, top, x + COLUMN_PX + 5, top + len(look.page) * ROW_PX + 4), stroke=INK, stroke_px=2)
