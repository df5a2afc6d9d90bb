"""Lesson 25a's objectives, quizzes and predictions."""

from course.checks.model import Option, Prediction, Quiz

OBJECTIVES = {
    "line": "Give each place to one cell, also on a line",
    "border": "Name the cells around a cell, anywhere on Earth",
    "shape": "Say what a cell of degrees does to distances and sizes",
    "shrink": "Let a map become small again",
    "choice": "Choose an index by its work in a second",
}

QUIZZES = (
    Quiz(
        id="25a.q1",
        question=(
            "A cell of six letters is 0.61 km high everywhere, and 1.22 km wide on the equator. At 80° north (cosine 0.17): up to "
            "which distance do nine cells surely hold the nearest sledge?"
        ),
        objective="shape",
        options=(
            Option("0.61 km", "That is the height. How wide is one cell there, and how far do you see to the east?"),
            Option("0.21 km", "One cell to each side, and its narrower side decides.", right=True),
            Option(
                "0.10 km", "You may stand at the edge of your own cell; then you see one whole cell, not half of one."
            ),
            Option("1.22 km", "So wide is it on the equator only."),
        ),
    ),
    Quiz(
        id="25a.q2",
        question=(
            "A tree joins four quarters as soon as they hold 50 together, and cuts a leaf as soon as it holds 51. A taxi "
            "stand has 50 cars; one leaves, one comes, all day long. What happens?"
        ),
        objective="shrink",
        pattern="grows for ever",
        options=(
            Option("Nothing: 50 fit into one leaf", "They fit. And when the 51st is back, before the next one leaves?"),
            Option(
                "Each coming cuts a leaf and each leaving joins it again",
                "So ours joins at 25: between 25 and 50 nothing happens.",
                right=True,
            ),
            Option(
                "The tree grows by four cells a day",
                "What was cut is joined again. It works all day, but it does not grow.",
            ),
            Option("The 51st car is lost", "A cut hands every car down. None is lost."),
        ),
    ),
    Quiz(
        id="25a.q3",
        question=(
            "Weather stations stand still. A researcher asks for the nearest ten, a million times a day; stations are "
            "added once a month. Which index?"
        ),
        objective="choice",
        options=(
            Option(
                "One that is built once, such as the k-d tree",
                "Nothing moves, so the build is paid once a month. Then only the look counts.",
                right=True,
            ),
            Option("The tree that remembers each leaf", "It is good at moves. How many moves a second are there?"),
            Option("Geohash in a dictionary", "Its ring search opens nine cells and more. What does that buy here?"),
            Option(
                "Redis, because all servers share it", "A list that changes once a month can be copied to each server."
            ),
        ),
    ),
)

PREDICTIONS = (
    Prediction(
        id="25a.p1",
        question=(
            "Two cars wait at the main square: one 19 m west of it, at longitude −0.0003, one 19 m east, at 0.0003. How many "
            "first letters do their names of eight letters share?"
        ),
        options=("7", "5", "3", "0"),
        reconcile={
            "7": "That would be so if no coarse line ran between them. Where is the very first cut?",
            "5": "Close places often share many letters. Which of the cuts parts these two?",
            "3": "If the first cut parts them, can a later letter be counted?",
        },
        objective="border",
        pattern='"done" said too early',
    ),
    Prediction(
        id="25a.p2",
        question=(
            "Ten thousand drivers, places in whole steps of 10 m. All go home, and are taken out by their place. How many does "
            "the program not find?"
        ),
        options=("none", "about 15", "about 150", "about 2,500"),
        reconcile={
            "none": "A number in whole steps of 10 m can be exactly 2.50. How many of the 2,000 steps of the map are lines?",
            "about 15": "Some 16 of the 2,000 steps are lines, from west to east, and as many from south to north. 16 of 2,000 of 10,000?",
            "about 2,500": "That would be a quarter of all. Only who stands exactly on a line belongs to two.",
        },
        unit="drivers not found",
        objective="line",
        pattern="two copies of one truth",
    ),
    Prediction(
        id="25a.p3",
        question="An expedition with 100 sledges, 80° north. The nearest one by difference of degrees: for how many of 1,000 places is it the wrong one?",
        options=("about 5", "about 50", "about 150", "about 500"),
        reconcile={
            "about 5": "A degree to the east is 111 km on the equator. How many is it there?",
            "about 50": "One degree east is less than a fifth of one degree north there.",
            "about 150": "In our city, at 55.5°, a degree east is still 0.57 of one north. At 80° it is 0.17.",
        },
        unit="of 1,000",
        objective="shape",
    ),
    Prediction(
        id="25a.p4",
        question=(
            "For 10,000 drivers we compute the small hexagon, and from its name the large one that it belongs to. For how many "
            "is that not the large hexagon in which they stand?"
        ),
        options=("none", "about 700", "about 5,000", "nearly all"),
        reconcile={
            "none": "Four squares are a square. Do seven hexagons make a hexagon without teeth?",
            "about 5,000": "Only who stands in a tooth is concerned, at the rim of the large hexagon.",
            "nearly all": "In the middle of a large hexagon both agree. Only the rim has teeth.",
        },
        unit="drivers",
        objective="shape",
        pattern="two copies of one truth",
    ),
    Prediction(
        id="25a.p5",
        question=(
            "400 drivers: the tree has 37 cells. They drive to six festivals, one after the other; after the first it has 65. "
            "After the sixth all go home. How many cells has it then?"
        ),
        options=("1", "about 40", "about 65", "about 220"),
        reconcile={
            "1": "An empty map needs one. Which line of the program takes a cell away?",
            "about 40": "So many cells are needed for 400 drivers. Who takes the others away?",
            "about 65": "Each festival cuts cells at another place. What happens to the last festival's?",
        },
        unit="cells",
        objective="shrink",
        pattern="grows for ever",
    ),
)
