"""Lesson 26a's objectives, quizzes and predictions."""

from course.checks.model import Option, Prediction, Quiz

OBJECTIVES = {
    "bill": "Write a bill in decimal money whose lines add up",
    "zone": "Find the zone of a place, south of the equator and on a line too",
    "surge": "Move a price after riders and cars, within bounds and in small steps",
    "sides": "Read from an evening what a higher price does to riders and to drivers",
    "quote": "Say which price holds, for whom and for how long",
    "repeat": "Put the steps of a payment in an order in which each may be repeated",
}

QUIZZES = (
    Quiz(
        id="26a.q1",
        question=(
            "Nobody came out to drive, and the wait fell from 389 s to 287 s. Your chief wants to print: "
            '"With surge you wait 102 s less." For whom is that true?'
        ),
        objective="sides",
        options=(
            Option("for each rider who asks", "How many found it too dear? In which of the two waits do they stand?"),
            Option(
                "for each rider who is carried",
                "A middle tells of no single rider. And did both evenings carry the same?",
            ),
            Option(
                "these figures do not tell: they are about different riders",
                "Surge chose who was left. To know it, compare only riders who were carried on both evenings.",
                right=True,
            ),
            Option("for nobody: there are no more cars", "Fewer riders share the same cars. May some not wait less?"),
        ),
    ),
    Quiz(
        id="26a.q2",
        question=(
            "A rider is told 12.40, and says yes after 90 s; the quote notes surge 150. A street is closed, so the driver "
            "drives 3 km more. At the end the surge is 100. What does the rider pay?"
        ),
        objective="quote",
        pattern="check-then-act",
        options=(
            Option("12.40", "That was the promise. What the detour costs is between us and the driver.", right=True),
            Option("12.40 and the 3 km", "He said yes to a price, not to a tariff. Who chose the detour?"),
            Option("less: the surge is over", "He decided at 150. A price that follows him down follows him up, too."),
            Option("a new price, made at the end", "Then the first one was no promise, and his yes worth nothing."),
        ),
    ),
    Quiz(
        id="26a.q3",
        question=(
            "A ride is over. Three steps remain: write the *ride* into the history; ask the *bank*, with the trip as the key; "
            "write the *payment* into the history. Our program may die between any two of them. Which order is safe?"
        ),
        objective="repeat",
        pattern='"done" said too early',
        options=(
            Option("bank, ride, payment", "We die after the bank. Who knows then which ride this money was for?"),
            Option("ride, payment, bank", "We die before the bank. What does the job find in the history?"),
            Option(
                "ride, bank, payment",
                "Wherever we die, the job finds a ride without a payment, and asks again with the same key.",
                right=True,
            ),
            Option("any: the key is the trip", "That stops a second charge. Who makes sure of the first one?"),
        ),
    ),
)

PREDICTIONS = (
    Prediction(
        id="26a.p1",
        question="1,000 rides between any two junctions. On how many bills do base, distance and time not add up to the total?",
        options=("none", "about 10", "about 250", "about 500"),
        reconcile={
            "none": "Each number is rounded correctly, but the total is rounded once, and its lines one by one.",
            "about 10": "The errors are small, but not rare: each of two lines is off by up to half a cent.",
            "about 500": "The base is exact. Two errors must together be more than half a cent, and often they cancel.",
        },
        objective="bill",
        pattern="two copies of one truth",
    ),
    Prediction(
        id="26a.p2",
        question="Where the equator crosses the meridian of 0° lies the zone (0, 0). How many times the area of zone (3, 3) has it?",
        options=("half", "once", "twice", "four times"),
        reconcile={
            "half": "Nothing is lost near 0: which numbers does int() turn into 0?",
            "once": "0.9 becomes 0. What becomes of −0.9?",
            "twice": "That is right for one of the two numbers. A zone has two.",
        },
        objective="zone",
        pattern="space too small",
    ),
    Prediction(
        id="26a.p3",
        question="Around the station 0 to 9 riders ask in five minutes, and often 0 to 3 cars are free. The plain price is 100. What is the largest change of the price from one minute to the next?",
        options=("about 20", "about 50", "about 100", "over 300"),
        reconcile={
            "about 20": "Riders come one by one. But look at the number below the line: how many cars are free?",
            "about 50": "With many cars, one more or less changes little. How many are free on a rainy Friday?",
            "about 100": "Two cars become one, and the price doubles. What is it before?",
        },
        objective="surge",
    ),
    Prediction(
        id="26a.p4",
        question="Without surge 403 are carried. How many are carried with your surge, if nobody comes out to drive?",
        options=("about 350", "about 400", "about 450", "about 500"),
        reconcile={
            "about 400": "The cars are as many as before. But a rider who goes away may leave a car without a rider near it.",
            "about 450": "A price calls cars, or sends riders away. Who could carry more riders than before?",
            "about 500": "A price calls cars, or sends riders away. Who could carry more riders than before?",
        },
        objective="sides",
    ),
    Prediction(
        id="26a.p5",
        question="A design often seen reads the surge again when the ride is over. How many of these riders would pay another price than they were told?",
        options=("none", "about 50", "about 250", "all"),
        reconcile={
            "none": "Between the question and the end lie a wait and a ride. How often does the price move meanwhile?",
            "about 50": "The price may move each minute, and wait and ride take a quarter of an hour or more.",
            "all": "In the quiet parts of the city the price stays plain all evening.",
        },
        objective="quote",
        pattern="check-then-act",
    ),
)
