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
            "stand has 51 cars; one leaves, one comes, all day long. What happens?"
        ),
        objective="shrink",
        pattern="grows for ever",
        options=(
            Option("Nothing: about 50 fit into one leaf", "50 fit. And when the 51st is back?"),
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
            "7": "That would be so if no early line ran between them. Where is the very first cut?",
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
            "about 15": "Lines of 1.25 km and wider are 15 each way (finer ones miss the steps of 10 m). 15 of 2,000 of 10,000, twice?",
            "about 2,500": "That would be a quarter of all. Only who stands exactly on a line belongs to two.",
        },
        unit="drivers not found",
        objective="line",
        pattern="two copies of one truth",
    ),
    Prediction(
        id="25a.p3",
        question=(
            "An expedition with 100 sledges, 80° north; a degree east is 0.17 of one north. The nearest one by difference of "
            "degrees: for how many of 1,000 places is it the wrong one?"
        ),
        options=("about 50", "about 225, as in the city", "about 500", "nearly all"),
        reconcile={
            "about 50": "On the equator none was wrong, in the city some. Which way does it go on to the north?",
            "about 225, as in the city": "The city's degree east was 0.57 of one north. How much is it here?",
            "nearly all": "Where one sledge is much nearer than all the others, both ways of measuring find it.",
        },
        unit="of 1,000",
        objective="shape",
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
    Prediction(
        id="25a.p6",
        question=(
            "The evening of lesson 25: 100,000 cars report once a second, 694 looks a second want the nearest ten, and no report "
            "waits longer than 1 s until looks see it. Which index works the least?"
        ),
        options=("compare all", "tree, leaf known", "sorted rows", "R-tree"),
        reconcile={
            "compare all": "Its moves cost little. What do 694 looks cost?",
            "tree, leaf known": "Its look is the quickest. But how many moves come for one look?",
            "R-tree": "What do 100,000 of its moves cost?",
        },
        objective="choice",
        pattern="load on the wrong tier",
    ),
)
