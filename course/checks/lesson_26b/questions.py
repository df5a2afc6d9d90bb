"""Lesson 26b's objectives, quizzes and predictions."""

from course.checks.model import Option, Prediction, Quiz

OBJECTIVES = {
    "search": "Find the earliest arrival on roads whose times change while the car drives",
    "ahead": "Tell when a straight line guesses too high or too low, and what either does to a search",
    "kinds": "Filter a list before you cut it short",
    "machine": "Refuse every message that a trip cannot have meant, and answer every repeat",
    "log": "Answer a question about the past, and name the one owner of each fact",
}

QUIZZES = (
    Quiz(
        id="26b.q4",
        question=(
            "The payment service writes “paid” into its own table. To show the receipt quickly, somebody adds a column "
            "`paid` to the trip, and the payment service sets both. What do you say?"
        ),
        objective="log",
        pattern="two copies of one truth",
        options=(
            Option(
                "fine, if both are set in one function",
                "They lie in two stores. The function may die between its two writes.",
            ),
            Option(
                "the payment service owns the fact; the trip's log gets the message “pay”, repeated until it is heard",
                "One owner; everybody else hears of it by a message that may come twice.",
                right=True,
            ),
            Option(
                "the trip should own it, and the payment service ask the trip",
                "Who knows whether the bank took the money? That one cannot ask somebody else.",
            ),
            Option(
                "compare both columns every night",
                "That finds the difference. Which of the two is right then?",
            ),
        ),
    ),
    Quiz(
        id="26b.q3",
        question=(
            "A motorway for 130 km/h is opened, and put into the map. A* still guesses with the line at 90 km/h. What do "
            "riders see?"
        ),
        objective="ahead",
        options=(
            Option("nothing changes: the guess was safe", "It was, as long as no road was faster than 90 km/h."),
            Option(
                "now and then a way that is not the quickest, and no error",
                "Near the motorway the guess is too high now. Nothing fails; only a comparison with a search without a "
                "guess would show it.",
                right=True,
            ),
            Option("the quickest ways, after more looks", "A guess that is too low does that. Which one is this?"),
            Option("no way at all for some rides", "Every junction that can be reached is taken out at some time."),
        ),
    ),
    Quiz(
        id="26b.q1",
        question=(
            "Riders may now ask for a child seat, a ramp, or both; three cars in a hundred have what they ask for. An index "
            "for each mixture is too much. How do you find the five nearest?"
        ),
        objective="kinds",
        pattern="space too small",
        options=(
            Option(
                "take the nearest 50, then drop the others",
                "On a bad day none of the 50 has a ramp, and a car is free.",
            ),
            Option(
                "go outward from the rider, drop others on the way, stop at five or at the largest radius",
                "The filter stands before the cut: only cars that count fill the five places.",
                right=True,
            ),
            Option(
                "take the nearest 500, then drop the others", "Rarer, dearer, and the fleet may be smaller tomorrow."
            ),
            Option("ask each of the five nearest cars", "Their drivers know it too. What if all five say no?"),
        ),
    ),
)

PREDICTIONS = (
    Prediction(
        id="26b.p1",
        question="Half past five on Friday. 100 riders set off. How many of them are on the road for longer than their screen promised?",
        options=("about 10", "about 50", "about 80", "all 100"),
        reconcile={
            "about 10": "30 km/h sounds slow. But it was promised along a line without bends and without other cars.",
            "about 50": "That is a promise which is too long as often as too short. At this hour every road is slow.",
            "about 80": "You expect some lucky ones. But only the motorway is quicker than 30 km/h, and roads bend.",
        },
        unit="rides",
        objective="ahead",
    ),
    Prediction(
        id="26b.p2",
        question=(
            "The kinds are kept now. The search takes the five nearest of the 100 cars, and then drops those that are not "
            "comfort. 1,000 riders anywhere want comfort. How many find no car?"
        ),
        options=("none", "about 170", "about 400", "about 830"),
        reconcile={
            "none": "17 comfort cars are free. But how many of those five are comfort?",
            "about 170": "17 in 100 is the chance that one car is comfort. Five cars must all be of another kind.",
            "about 830": "That is right for one car. Five cars give five chances: 0.83 · 0.83 · 0.83 · 0.83 · 0.83.",
        },
        unit="riders",
        objective="kinds",
        pattern="space too small",
    ),
    Prediction(
        id="26b.p3",
        question=(
            "The same guess, straight on at 30 km/h, at four in the morning. On how many of the 100 rides is the way that "
            "A* finds not the quickest?"
        ),
        options=("on 0", "about 5", "about 50", "all 100"),
        reconcile={
            "on 0": "At half past five nobody drove faster than the guess. What did scene 1 show for four in the morning?",
            "about 5": "At four most rides are quicker than the guess. Then a junction on the best way can look too far.",
            "all 100": "A guess that is too high everywhere by the same share still finds many best ways.",
        },
        unit="rides",
        objective="ahead",
    ),
    Prediction(
        id="26b.p4",
        question="The table judges the late copy of “driver 7: driver_left”. What is the trip now?",
        options=("matched, with driver 8", "matched, with driver 7", "searching", "cancelled"),
        reconcile={
            "matched, with driver 8": "The copy means driver 7. Does any line of the table read who speaks?",
            "matched, with driver 7": "He left, and said so twice.",
            "cancelled": "Only “cancel” leads there.",
        },
        objective="machine",
        pattern="trusting the caller",
    ),
)
