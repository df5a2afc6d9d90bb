"""Lesson 01's objectives, quizzes, predictions and the lines to put in order."""

from course.checks.model import Option, Ordering, Prediction, Quiz

OBJECTIVES = {
    "missing": "Find what a plan does not say: a period, a load, a tier",
    "machines": "Buy machines for a peak, with room for those that fail",
    "latency": "Put everyday operations in order by powers of ten",
    "dominant": "Name the load that dominates, with a number",
    "range": "Give a range instead of a number, and tell how wide a product is",
    "matters": "Find the input that moves an estimate most",
}

QUIZZES = (
    Quiz(
        id="01.q1",
        question="21 machines are 70 % busy at the peak. How many may stop before the queue grows without end?",
        objective="machines",
        pattern="grows for ever",
        options=(
            Option("none", "Then 20 would have to be overloaded. 70 % of 21 machines is how many machines' work?"),
            Option("3", "After three, 14.7 machines' work meets 18 machines: 82 % busy. There is more room."),
            Option("6", "14.7 machines' work needs 15 machines. From 21 to 15: six, and 98 % busy then.", right=True),
            Option("14", "You counted the machines that work. How many are left over?"),
        ),
    ),
    Quiz(
        id="01.q2",
        question=(
            "A news feed: 5,800 posts a second, each copied to 200 followers; 11,600 feed views a second. "
            "Which load sizes the store of the feeds?"
        ),
        objective="dominant",
        options=(
            Option(
                "the views: there are twice as many as posts",
                "Twice as many, and each is one read. Multiply the posts.",
            ),
            Option("the posts: everything begins with them", "Each post is one write to the table of posts. And then?"),
            Option(
                "the deliveries: 1.16 million writes a second",
                "5,800 · 200. A hundred writes for each view, though the app is mostly read.",
                right=True,
            ),
            Option(
                "both together: 17,400 a second", "You added what stands in the brief. One line does not stand there."
            ),
        ),
    ),
    Quiz(
        id="01.q3",
        question="Your honest range is 1 to 109 machines. The boss wants one number today. What do you say?",
        objective="range",
        options=(
            Option("13, the middle", "Half of all outcomes lie above it. Nobody will remember that you knew."),
            Option(
                "109, to be safe", "Safe, and eight times the middle. Who pays for the others, if 13 would have done?"
            ),
            Option(
                "1 to 109, less after a measurement",
                "A range, and the way to make it smaller: the requests a machine, measured, bring 8.7 either way to 4.7.",
                right=True,
            ),
            Option("12.83, with two digits more", "A digit that nobody measured is not precision."),
        ),
    ),
)

PREDICTIONS = (
    Prediction(
        id="01.p1",
        question="The busiest second comes. Which of the three plans fall behind?",
        options=("none", "only the 6", "the 6 and the 12", "all three"),
        reconcile={
            "none": "6 machines can do 600,000 operations a second. The reads alone are nearly twice that.",
            "only the 6": "12 · 100,000 is more than 1,169,000: that sum is right. But one kind of operation is not in it.",
            "all three": "The line that is missing in the plan is large, but 21 machines have room for it.",
        },
        objective="missing",
        pattern="grows for ever",
    ),
    Prediction(
        id="01.p2",
        question="“100 million new links. Each is opened 100 times.” How many redirects a second, on average?",
        options=("about 40", "about 4,000", "about 120,000", "about 10 million"),
        reconcile={
            "about 40": "Those are the new links of a month, spread over its seconds. Each is opened a hundred times.",
            "about 4,000": "You read “a month”. The customer meant a day: your estimate is off by 30.",
            "about 120,000": "You read “a day”, and the customer meant a day. The sentence does not say so: you were lucky.",
            "about 10 million": "Links times a hundred, over a thousand seconds. A day has 86,400.",
        },
        objective="missing",
    ),
    Prediction(
        id="01.p3",
        question="Of all requests of that day, which share waits longer than a minute?",
        options=("none", "about 5 %", "about 30 %", "about 80 %"),
        reconcile={
            "none": "On average there is room. But nobody comes “on average”: most come in the evening.",
            "about 5 %": "You saw that the evening is the problem. The queue outlives the evening.",
            "about 30 %": "More: the queue begins before the peak and ends hours after it, and most requests come then.",
        },
        objective="machines",
        pattern="grows for ever",
    ),
    Prediction(
        id="01.p4",
        question="At 95 % one of a hundred waits some 40 ms or more. Two of the 21 machines stop for a hundred seconds. What does that one wait now?",
        options=("about 45 ms", "about 90 ms", "about half a second", "seconds, and growing"),
        reconcile={
            "about 45 ms": "Two of 21 is a tenth less capacity. But only a twentieth was free.",
            "about 90 ms": "Twice as long would be the answer if the queue could still end. 19 machines do not carry it.",
            "about half a second": "That is near the answer for one machine down. The second takes the last room.",
        },
        objective="machines",
        pattern="grows for ever",
    ),
    Prediction(
        id="01.p5",
        question="Each input goes from one end of its range to the other. Which of these moves the bill most?",
        options=("the code length", "the years", "the links a day", "the requests a machine"),
        reconcile={
            "the code length": "Everybody argues about it. Four characters more, on some 500 bytes: how much is that?",
            "the years": "They go from 1 to 10. But they move the disks only, and not what is sent.",
            "the requests a machine": "It has the widest range, and the machines are only one part of the bill.",
        },
        objective="matters",
    ),
    Prediction(
        id="01.p6",
        question="The service buys ten times as many films. What happens to the monthly bill?",
        options=("ten times as high", "about twice as high", "about a fifth more", "less than 1 % more"),
        reconcile={
            "ten times as high": "Only if films were all that costs. Each is stored three times; it is watched a million times.",
            "about twice as high": "The films are 1 petabyte. What leaves the machines in a month is over six hundred times as much.",
            "about a fifth more": "You saw that something else is larger. It is larger still.",
        },
        objective="dominant",
    ),
    Prediction(
        id="01.p7",
        question="One Python program, one core, a redirect over HTTP on your machine. How many a second, beside the 80,000?",
        options=("a quarter or less", "about as many", "more"),
        reconcile={
            "about as many": "At 80,000 a second a request may take 12.5 microseconds: two words to another program.",
            "more": "Then a request takes less time than two words to another program, with no work in between.",
        },
        objective="machines",
    ),
)

ORDERINGS = (
    Ordering(
        id="01.o1",
        question="Put these in order, from the fastest to the slowest.",
        lines={
            "memory": "look up a key in a dictionary in memory",
            "hash": "hash a thousand bytes",
            "word": "send a word to another program on this machine, and hear it back",
            "scan": "add up a million rows",
            "ocean": "send a word from California to the Netherlands, and hear it back",
        },
        before=(
            ("memory", "hash", "A look-up touches a few words of memory. A hash works through all thousand bytes."),
            ("hash", "word", "To reach another program, the operating system must stop one and wake the other, twice."),
            ("word", "scan", "A million of anything takes time: even at a nanosecond each it is a millisecond."),
            ("scan", "ocean", "Light itself needs some 90 ms for 18,000 km, and more in a cable."),
        ),
        distractors={},
        objective="latency",
    ),
)
