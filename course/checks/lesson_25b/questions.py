"""Lesson 25b's objectives, quizzes and predictions."""

from course.checks.model import Option, Prediction, Quiz

OBJECTIVES = {
    "truth": "Say what a rider sees when servers, stores and phones disagree",
    "ghosts": "Take silent phones off the map, and nobody who speaks",
    "shards": "Make one list from nodes that share a city, and say what a crowd does to them",
    "death": "Compute how long a part of the map is blind when a node dies",
}

QUIZZES = (
    Quiz(
        id="25b.q2",
        question=(
            "`EXPIRE name 30` lets Redis delete `name` in 30 s. Somebody adds `EXPIRE driver_locations 30` to every report. "
            "500 drivers report; one falls silent. When is that driver off the map?"
        ),
        objective="truth",
        pattern="grows for ever",
        options=(
            Option("after 30 s", "Whose end did you set: the driver's, or that of the whole set?"),
            Option(
                "never, as long as anybody reports",
                "The set is one name with one end, and each report of the others pushes it away.",
                right=True,
            ),
            Option(
                "at once: the set ends after 30 s, for all", "Some report comes within these 30 s. What does it do?"
            ),
            Option("at the driver's next report", "Silent drivers send none; and one who reports is no ghost."),
        ),
    ),
    Quiz(
        id="25b.q3",
        question=(
            "Somebody wants to write each node's map to a disk once a minute, so that the new owner can read it. What does "
            "that win?"
        ),
        objective="death",
        pattern="clock as truth",
        options=(
            Option(
                "Less than a second, and places that are up to a minute old",
                "The pings that come anyway are faster and newer than any file. A file is for what nobody says again.",
                right=True,
            ),
            Option("The six seconds", "Five of them pass before anybody knows that the node is dead."),
            Option("Nobody is lost for good", "Was anybody? Look where the solid line of the picture ends."),
            Option("No second owner is needed", "A second owner answers at once. When could the file be read?"),
        ),
    ),
)

PREDICTIONS = (
    Prediction(
        id="25b.p1",
        question="64 cars drive within 2 km. A rider asks one of the four servers. How many cars does it show?",
        options=("none", "about 16", "about 32", "all 64"),
        reconcile={
            "none": "Some of these cars report to this very server.",
            "about 32": "The cars are spread over four servers.",
            "all 64": "Redis has all of them. But which line of a search reads Redis?",
        },
        unit="cars",
        objective="truth",
        pattern="two copies of one truth",
    ),
    Prediction(
        id="25b.p2",
        question="Ana's phone says latitude 91. There is no such place. Where is Ana now?",
        options=(
            "tree: 55.5, Redis: 55.5",
            "tree: 91, Redis: 91",
            "tree: nowhere, Redis: 55.5",
            "tree: nowhere, Redis: nowhere",
        ),
        reconcile={
            "tree: 55.5, Redis: 55.5": "The place is bad. But what had happened in `update` before anybody could notice?",
            "tree: 91, Redis: 91": "A tree of the world takes nobody from outside of it, and says so. Who listens?",
            "tree: nowhere, Redis: nowhere": "Redis refuses the third line. What did it hold before?",
        },
        objective="truth",
        pattern="trusting the caller",
    ),
    Prediction(
        id="25b.p3",
        question="After this hour a rider asks for the ten nearest cars. How many of the ten are ghosts, on average?",
        options=("none", "about 1", "about 5", "about 9"),
        reconcile={
            "none": "Who took them off? They never said goodbye.",
            "about 1": "Ten a minute is little. But for how many minutes?",
            "about 9": "Count both: 600 phones died, and how many drive?",
        },
        unit="of ten, on average",
        objective="ghosts",
        pattern="grows for ever",
    ),
    Prediction(
        id="25b.p4",
        question=(
            "3 of 100 drivers are in a tunnel; a tunnel takes 20 s. The time-out is 3 s. How many of 10,000 living drivers "
            "are hidden?"
        ),
        options=("about 10, as before", "about 60", "about 270", "about 3,000"),
        reconcile={
            "about 10, as before": "That number took each ping's loss for an accident of its own. In a tunnel, one loss follows another.",
            "about 60": "300 drivers are in a tunnel. How many of them entered it within the last 3 s?",
            "about 3,000": "3 of 100 of 10,000 are fewer.",
        },
        unit="of 10,000 hidden",
        objective="ghosts",
    ),
    Prediction(
        id="25b.p5",
        question=(
            "Cells of 2 km. 200 riders each want all cars within 1 km, some thirty cars. Only the rider's own cell is asked. "
            "How many of the 200 looks miss somebody?"
        ),
        options=("none", "about 20", "about 100", "about 190"),
        reconcile={
            "none": "A rider stands at a border. Who keeps the cars on the other side?",
            "about 20": "These stand close to a border. How wide is the circle, and how wide is the cell?",
            "about 100": "How far from each border must a rider stand, so that the circle stays inside? How many stand there?",
        },
        unit="of 200 looks",
        objective="shards",
        pattern=None,
    ),
    Prediction(
        id="25b.p6",
        question="Cells of 2 km, eight nodes, the evening after the match. How many times the mean does the busiest node carry?",
        options=("about 1.0", "about 1.5", "about 3", "8"),
        reconcile={
            "about 1.0": "The ring deals out the cells evenly. Are the cells equally full?",
            "about 1.5": "The crowd alone is 30 % of all drivers. An even share is 12.5 %.",
            "8": "Then one node would carry everybody. 7,000 drivers are elsewhere.",
        },
        unit="times the mean",
        objective="shards",
        pattern="everyone at once",
    ),
    Prediction(
        id="25b.p7",
        question="The new owner of its cells starts with an empty map. After the death, when is nobody missing any more?",
        options=("about 1 s later", "about 6 s later", "about 35 s later", "never, until drivers log in again"),
        reconcile={
            "about 1 s later": "A ping comes each second. But to whom, as long as nobody knows of the death?",
            "about 35 s later": "The time-out takes drivers off. What puts them on?",
            "never, until drivers log in again": "What does a phone do every second, all day?",
        },
        objective="death",
    ),
)
