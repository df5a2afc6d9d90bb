"""Lesson 25's objectives, quizzes, predictions and ordering."""

from course.checks.model import Option, Ordering, Prediction, Quiz

OBJECTIVES = {
    "load": "Name the dominant load of a map of drivers, and put a number on it",
    "rings": "Say when a search ring by ring may stop",
    "crowd": "Tell what a crowd does to a grid and to a tree, and by how much",
    "cut": "Explain what a search in a quadtree touches",
    "leaf": "Move a driver without a way through the tree",
    "circle": "Turn kilometres into degrees, anywhere on Earth",
    "search": "Put the steps of a search in an order that loses nobody",
}

QUIZZES = (
    Quiz(
        id="25.q1",
        question="You may change one thing. Which takes most requests off the busiest second?",
        objective="load",
        pattern="load on the wrong tier",
        options=(
            Option(
                "Phones report every 4 seconds instead of every second",
                "100,000 become 25,000. It has a price: the car on the rider's map is up to 4 s old.",
                right=True,
            ),
            Option(
                "The answer of each look is kept for 10 seconds and used again",
                "Even if every look vanished, it would be under 700 of some hundred thousand.",
            ),
            Option(
                "The app asks ten times for a ride instead of twenty",
                "That saves 347 a second. Compare it with the pings.",
            ),
            Option(
                "Half of the riders book by phone call",
                "Rides and looks halve, and the drivers go on reporting, with or without a rider.",
            ),
        ),
    ),
    Quiz(
        id="25.q2",
        question=(
            "Cells of 60 metres. At night the nearest free car is 3 km away. About how many cells does the ring search open?"
        ),
        objective="crowd",
        options=(
            Option("about 50", "That is the number of rings: 3,000 / 60. How many cells has the fiftieth ring?"),
            Option("about 400", "That is the last ring alone. All rings before it were opened too."),
            Option(
                "about 10,000",
                "Fifty rings are a square of 101 by 101 cells. Halve the cells, and it is four times that.",
                right=True,
            ),
            Option("about 3,000", "One cell for each metre of the way? The rings grow as a square does."),
        ),
    ),
    Quiz(
        id="25.q3",
        question=(
            "Fishing boats, spread evenly over a lake, in a tree with at most 50 in a leaf: 2 of 100 moves change the leaf. "
            "Now at most 5 in a leaf, and the boats sail as before. How many of 100?"
        ),
        objective="leaf",
        pattern="load on the wrong tier",
        options=(
            Option("2, as before", "The leaves are smaller now. One step is a larger part of them."),
            Option(
                "about 6",
                "A tenth of the boats need a tenth of the area: a side about a third as long, so a border is met three "
                "times as often.",
                right=True,
            ),
            Option("about 20", "That would be so if the side shrank to a tenth. The area does."),
            Option("nearly all", "A leaf would have to be about as wide as one step."),
        ),
    ),
)

PREDICTIONS = (
    Prediction(
        id="25.p1",
        question="One driver logs off. How many cells of the tree does this program look into?",
        options=("1", "about 7: one on each level", "about 50", "every cell of the tree"),
        reconcile={
            "1": "Somebody would have to know which one. Which line looks it up?",
            "about 7: one on each level": "A tree can be walked like that, if each cell chooses one quarter. This one calls all four.",
            "about 50": "50 is the most that one leaf holds. The question is how many cells are asked.",
        },
        unit="cells asked",
        objective="leaf",
        pattern="load on the wrong tier",
    ),
    Prediction(
        id="25.p2",
        question="The five nearest cars at the gate, cells of 1 km. With how many drivers does the grid compare the rider?",
        options=("5", "about 100", "more than 3,000", "all 10,000"),
        reconcile={
            "5": "Five are the answer. To know that they are the nearest, it compares all in their cells.",
            "about 100": "That is what an ordinary cell and its neighbours hold. Who stands in this cell tonight?",
            "all 10,000": "The other cells are still left aside. Only the crowded one is not.",
        },
        unit="drivers compared",
        objective="crowd",
        pattern="everyone at once",
    ),
    Prediction(
        id="25.p3",
        question="51 cars stand at one point. How often must the cell be cut until no leaf holds more than 50?",
        options=("once", "about 10 times", "about 50 times", "no number is enough"),
        reconcile={
            "once": "A cut sends each car to the quarter that owns its place. Where do 51 equal places go?",
            "about 10 times": "The leaves are small then. But all 51 sit in the same small leaf.",
            "about 50 times": "Each cut would have to send one car elsewhere. They all have the same place.",
        },
        objective="crowd",
        pattern="grows for ever",
    ),
    Prediction(
        id="25.p4",
        question="10,000 drivers drive for one second. How many of 100 end in another leaf than they began?",
        options=("about 2", "about 25", "about 50", "nearly all"),
        reconcile={
            "about 25": "That would be a leaf of about 40 metres. Compare its side with the way of one second.",
            "about 50": "It is no toss of a coin: only who drives close to a border can cross it.",
            "nearly all": "Everybody has a new place. But a leaf is a whole quarter of town.",
        },
        unit="of 100",
        objective="leaf",
    ),
    Prediction(
        id="25.p6",
        question="40 drivers stand around a rider at longitude 180°, within 2 km. How many does your box find?",
        options=("none", "about 20", "about 35", "all 40"),
        reconcile={
            "none": "Those in the west have longitudes such as 179.99, and the box reaches from there to 180 and beyond.",
            "about 35": "The line runs through the middle of the circle: compare the two halves.",
            "all 40": "Those in the east have longitudes such as −179.99. Is that between 179.98 and 180.02?",
        },
        unit="drivers found",
        objective="circle",
        pattern="two copies of one truth",
    ),
)

ORDERINGS = (
    Ordering(
        id="25.o1",
        question="Put the steps of a search in order: the ten nearest free cars of one kind within 2 km.",
        lines={
            "early": "take the first ten that the tree gives",
            "box": "turn the radius into a box of degrees, two at the date line",
            "range": "ask the tree for everybody in the boxes",
            "free": "keep those who are free and drive the kind that is wanted",
            "circle": "compute each one's kilometres, and drop those beyond the radius",
            "sort": "sort by kilometres",
            "limit": "return the first ten",
            "degrees": "sort by the difference of the degrees",
        },
        before=(
            ("box", "range", "The tree knows degrees. It needs the box first."),
            ("range", "free", "Before the tree has answered there is nobody to choose from."),
            ("range", "circle", "Before the tree has answered there is nobody to measure."),
            ("circle", "sort", "Without the kilometres there is nothing to sort by."),
            ("free", "limit", "If you cut to ten before you choose, ten busy cars hide the free one."),
            ("sort", "limit", "If you cut to ten before you sort, they are any ten."),
        ),
        distractors={
            "early": "The tree gives them in no order. The nearest car may be the eleventh.",
            "degrees": "A degree to the east is shorter than one to the north, except on the equator.",
        },
        objective="search",
    ),
)
