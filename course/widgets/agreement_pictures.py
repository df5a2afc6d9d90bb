"""The figure of dive 24a: five pairs of keys, and the four agreements between them."""

from course.systems.encryption.taken_apart import AGREEMENTS
from course.widgets.figure import Picture, svg_picture
from course.widgets.style import BLUE, GROUND, INK, ORANGE, QUIET_INK, SMALL_PX
from course.widgets.svg import Box, Canvas, Point

WIDTH_PX, HEIGHT_PX = 640, 290
BOX_PX = (196, 56)
ABOUT = {
    "IK_A": ("Ana's identity key", "for ever"),
    "EK_A": ("Ana's pair, drawn now", "for this message"),
    "SPK_B": ("Bo's signed prekey", "for a week or so"),
    "IK_B": ("Bo's identity key", "for ever"),
    "OPK_B": ("Bo's one-time prekey", "for one message"),
}
LEFT_TOP: dict[str, Point] = {
    "IK_A": (24, 50),
    "EK_A": (24, 170),
    "SPK_B": (420, 50),
    "IK_B": (420, 130),
    "OPK_B": (420, 210),
}
LASTING, SHORT = BLUE, ORANGE


def four_agreements() -> Picture:
    """Who has which pair, for how long, and which two halves meet in each agreement."""
    return svg_picture(draw().svg(), said(), "Solid frames stay for ever; dashed ones are deleted, sooner or later.")


def said() -> str:
    """The same in words."""
    meetings = "; ".join(f"{number}: {one} with {other}" for number, (one, other) in enumerate(AGREEMENTS, start=1))
    lives = "; ".join(f"{name} is {what}, {life}" for name, (what, life) in ABOUT.items())
    return f"Five pairs of keys: {lives}. Four agreements: {meetings}."


def draw() -> Canvas:
    """Ana's pairs on the left, Bo's on the right, a numbered line for each agreement."""
    canvas = Canvas(WIDTH_PX, HEIGHT_PX)
    canvas.text((24, 26), "Ana writes", bold=True)
    canvas.text((420, 26), "Bo sleeps", bold=True)
    for number, (one, other) in enumerate(AGREEMENTS, start=1):
        start = LEFT_TOP[one][0] + BOX_PX[0], LEFT_TOP[one][1] + BOX_PX[1] / 2
        end = LEFT_TOP[other][0], LEFT_TOP[other][1] + BOX_PX[1] / 2
        canvas.line([start, end], stroke=QUIET_INK, stroke_px=2)
        middle = (start[0] + end[0]) / 2, (start[1] + end[1]) / 2
        canvas.circle(middle, 13, fill=GROUND, stroke=QUIET_INK)
        canvas.text(middle, str(number), anchor="middle", bold=True)
    for name, (what, life) in ABOUT.items():
        left, top = LEFT_TOP[name]
        lasting = life == "for ever"
        canvas.rect(
            Box(left, top, left + BOX_PX[0], top + BOX_PX[1]),
            fill=GROUND,
            stroke=LASTING if lasting else SHORT,
            stroke_px=2,
            radius_px=6,
            dash="solid" if lasting else "dashed",
        )
        canvas.text((left + 10, top + 16), name, bold=True, fill=INK)
        canvas.text((left + BOX_PX[0] - 10, top + 16), life, size_px=SMALL_PX, anchor="end", fill=QUIET_INK)
        canvas.text((left + 10, top + 39), what)
    return canvas
