"""Lesson 26's objectives, quizzes, predictions and the lines to put in order."""

from course.checks.model import Option, Ordering, Prediction, Quiz

OBJECTIVES = {
    "estimate": "Estimate the work of matching, and find the part of it that grows with the square",
    "truth": "Find two records of one truth, and say what goes wrong between them",
    "claim": "Reserve a driver in one step, with an owner and an expiry",
    "release": "End a claim only if it is still your own",
    "wait": "Compute the longest wait of offers, one by one or several at once",
    "offers": "Decide among parallel offers, and tell every driver who must know",
    "flow": "Put the steps of a match in an order that survives a crash at any point",
    "roads": "Tell when the nearest car by air is not the first to arrive",
    "batch": "Choose pairs by their sum, and say what greedy choices cost a whole city",
}

QUIZZES = (
    Quiz(
        id="26.q1",
        question="The city doubles: twice the riders, twice the free cars. Which of these loads grows to four times?",
        objective="estimate",
        options=(
            Option(
                "offers on drivers' phones",
                "Each ride asks 1.25 drivers, in any city. Twice the rides, twice the offers.",
            ),
            Option("calls of the store", "Each ride makes about eight. They grow with the rides."),
            Option(
                "driving times to compare",
                "Each rider is compared with each free car: twice as many of both make four times the pairs.",
                right=True,
            ),
            Option("all three", "Only what counts *pairs* grows with the square. The others count rides."),
        ),
    ),
    Quiz(
        id="26.q2",
        question=(
            "Your dispatcher puts `busy = 1` into Redis when a match is made. The search reads a list in memory, which "
            "is brought up to date every ten seconds. Which single change ends the doubles?"
        ),
        objective="truth",
        pattern="two copies of one truth",
        options=(
            Option(
                "bring the list up to date every second",
                "The gap becomes ten times smaller, and the doubles rarer. They do not end.",
            ),
            Option(
                "search the list, then reserve in Redis, which may refuse",
                "The list may be old: it only suggests. One place decides.",
                right=True,
            ),
            Option(
                "write busy to Redis and to the list",
                "Then two records must change in one moment, on every server. Between the two writes somebody reads.",
            ),
            Option("keep the list on every server", "More copies of one truth, and more gaps between them."),
        ),
    ),
    Quiz(
        id="26.q3",
        question="Suppose straight lines cost half a minute a ride, on average. Which figure on your screen shows who pays for it?",
        objective="roads",
        options=(
            Option("the mean delay of all rides, each hour", "It is the half minute. Those few are lost in the mean."),
            Option(
                "for each district, the share of cars that came more than two minutes late",
                "Those by the river stand out, and one sees where.",
                right=True,
            ),
            Option(
                "the mean distance by air to the car",
                "It is smallest where the design is wrong: the car is near, by air.",
            ),
            Option("the number of free cars", "There are enough. The wrong one is chosen."),
        ),
    ),
)

PREDICTIONS = (
    Prediction(
        id="26.p1",
        question="195 riders ask in this hour, 87 cars are out. How many riders get a car that has another rider at that moment?",
        options=("none", "about 10", "about 100"),
        reconcile={
            "none": "The search does skip cars that are taken. But it learns of that up to 13 s late, and a rider comes every 18 s.",
            "about 100": "Most riders stand nearest to some other car. Only close in time *and* in place is dangerous.",
        },
        unit="riders",
        objective="truth",
        pattern="check-then-act",
    ),
    Prediction(
        id="26.p2",
        question="At second 16 trip 1 deletes the key, as it always does in the end. Then trip 3 asks for the driver. Whose token does the key hold now?",
        options=("trip 1", "trip 2", "trip 3", "nobody's"),
        reconcile={
            "trip 1": "Its claim ended by itself at second 15.",
            "trip 2": "It held that, since second 15. What did trip 1 delete at second 16?",
            "nobody's": "After the delete, yes. But then trip 3 asked, and found nothing there.",
        },
        objective="release",
        pattern="check-then-act",
    ),
    Prediction(
        id="26.p3",
        question="Five drivers stand within 2 km, and nobody else in the city. All five phones are silent. When does the rider hear “no drivers”?",
        options=("after 15 s", "after 30 s", "after 75 s", "after more than 5 minutes"),
        reconcile={
            "after 15 s": "That is one offer. They go out one after the other.",
            "after 30 s": "That is the promise. Does any line of the rule look at it?",
            "after 75 s": "Five drivers, 15 s each. But the ring of 4 km contains the ring of 2 km: who is asked there?",
        },
        objective="wait",
    ),
    Prediction(
        id="26.p4",
        question="The only driver says yes after 14.5 of his 15 seconds. The server looks once a second: at 0, 1, 2, … 14. Who has the trip?",
        options=(
            "both know: the driver has it",
            "the server knows it, the driver does not",
            "the driver believes it, the server knows nothing",
            "both know: nobody has it",
        ),
        reconcile={
            "both know: the driver has it": "When does the server look for the last time?",
            "the server knows it, the driver does not": "The server looked at 14 s, and the yes came later.",
            "both know: nobody has it": "The driver pressed yes in time. Nothing on his screen says that it was not heard.",
        },
        objective="truth",
        pattern='"done" said too early',
    ),
    Prediction(
        id="26.p5",
        question="1,000 times: a rider anywhere, 30 free cars anywhere. How often is the nearest car by air not the first to arrive?",
        options=("about 10 times", "about 150 times", "about 800 times"),
        reconcile={
            "about 10 times": "Roads bend, and some are slow: it needs no river. Two cars are often nearly equally near.",
            "about 800 times": "Only a part of the city lies near the river, and there often the nearest car stands on your bank.",
        },
        unit="times",
        objective="roads",
    ),
    Prediction(
        id="26.p6",
        question="The same evening, the same riders and drivers, in batches of 10 seconds. How many riders are carried?",
        options=("330 or fewer", "331 to 350: about the same", "351 to 500", "all 756"),
        reconcile={
            "330 or fewer": "A batch makes riders wait up to 10 s longer. But what does a car do in those minutes in which it drives empty?",
            "331 to 350: about the same": "The number of cars is the same. But a car that drives less empty is free again sooner.",
            "all 756": "There are not nearly enough cars for that; no order of matching makes a car.",
        },
        unit="riders",
        objective="batch",
    ),
)

ORDERINGS = (
    Ordering(
        id="26.o1",
        question="A dispatcher finds a driver for a trip. Put the steps in an order that survives a crash after any of them.",
        lines={
            "open": "write the trip: it searches",
            "choose": "choose drivers who are probably free",
            "claim": "claim each of them, with a token and an expiry",
            "offer": "show the offer on the phones of those whom you got",
            "confirm": "on the first yes: book the driver, if the trip still searches and the claim still holds",
            "tell": "tell the winner: it is yours",
            "withdraw": "withdraw the other offers and end their claims",
            "flag": "write into each server's memory that the driver is busy",
            "look": "look whether the driver's key is empty, then write yours",
        },
        before=(
            ("open", "choose", "Should you die now, nobody knows that this rider waits."),
            ("choose", "claim", "Whom would you claim?"),
            ("claim", "offer", "A driver who is not yours may say yes to two trips."),
            ("offer", "confirm", "Nobody has said yes before he was asked."),
            ("confirm", "tell", "If the booking is refused, he would drive in vain."),
            ("confirm", "withdraw", "As long as nobody is booked, the others may still be needed."),
        ),
        distractors={
            "flag": "A copy of one truth in each memory: for some seconds they differ, and a second rider gets the car.",
            "look": "Between the look and the write somebody else may claim him. A claim is one step.",
        },
        objective="flow",
        pattern="check-then-act",
    ),
)
