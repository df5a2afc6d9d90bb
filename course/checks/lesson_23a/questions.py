"""Lesson 23a's objectives, quiz, ordering and predictions."""

from course.checks.model import Option, Ordering, Prediction, Quiz

OBJECTIVES = {
    "truth": "Say whom a presence key shows wrongly, and for how long",
    "sockets": "Keep the sockets of a person apart, and find them from another gateway",
    "telling": "Compute what it costs to tell friends who comes and goes, and cut it",
    "storm": "Spread devices that come back, over a window that fits the gateways",
}

QUIZZES = (
    Quiz(
        id="23a.q1",
        question=(
            "Another gateway dies, and all its people are back after 40 to 60 s. “Gone” is told after 30 s of patience. Which mend "
            "cuts the tells of this crash?"
        ),
        objective="telling",
        pattern="everyone at once",
        options=(
            Option("patience of 30 s", "How long is each of them gone? Whom does the patience spare?"),
            Option("visible contacts", "Every gap outlasts the patience; but few look at that moment.", right=True),
            Option("both alike", "Count the gaps that are shorter than 30 s."),
            Option("neither: a crash tells everybody", "Whom do you tell, if only those count who look?"),
        ),
    ),
)

ORDERINGS = (
    Ordering(
        id="23a.o1",
        question=(
            "Ana's phone leaves gateway g1 for g3. Ten seconds later Bo, who is on g2, writes to her. Put the steps in order."
        ),
        lines={
            "open": "Ana's phone opens a new socket at g3",
            "write": "g3 adds the socket to Ana's set, and writes the socket's name into the phone's key",
            "look": "g2 looks into the keys of Ana's devices",
            "publish": "g2 publishes Bo's message to the channel of g3, which writes it into Ana's sockets",
            "close": "g1 notices that the old socket is silent, reads another socket's name in the phone's key, and leaves the key",
            "delete": "g1 notices that the old socket is silent, and deletes the phone's key",
            "own": "g2 looks for Ana among its own sockets only",
        },
        before=(
            ("open", "write", "g3 cannot keep a socket that nobody has opened."),
            ("write", "look", "The phone moves at second 0, and Bo writes at second 10."),
            ("look", "publish", "Which channel? g2 must look first."),
            ("publish", "close", "Bo writes at second 10. When is a silent socket noticed?"),
        ),
        distractors={
            "delete": "Whose socket stands in the key by now? After this, who finds Ana?",
            "own": "Ana's socket is on g3. Of 200 gateways, how often would it be this one?",
        },
        objective="sockets",
        pattern="place in a moving list",
    ),
)

PREDICTIONS = (
    Prediction(
        id="23a.p1",
        question="How many of the 80 connected people are shown as offline?",
        options=("none", "about 20", "about 60", "all 80"),
        reconcile={
            "none": "Nobody has gone. But when does a key end that is set once?",
            "about 20": "That is who came within the last five minutes: they are shown.",
            "all 80": "Some of them came within the last five minutes.",
        },
        unit="of 80 people",
        objective="truth",
        pattern="clock as truth",
    ),
    Prediction(
        id="23a.p2",
        question="How many of the 100 people does a message reach at the end of the hour?",
        options=("about 3", "about 50", "about 97", "all 100"),
        reconcile={
            "all 100": "Each has a socket that works. But which name does an old socket delete?",
            "about 97": "In the 20 s after a change both sockets live, and the phone is found. What happens at their end, and for how long?",
            "about 50": "How long does the table lack a phone: for 20 s, or until its next change?",
        },
        unit="of 100 people",
        objective="sockets",
        pattern="place in a moving list",
    ),
    Prediction(
        id="23a.p3",
        question="200 people are connected to g1. One message is published for one of them. How many copies does this phone get?",
        options=("0", "1", "2", "200"),
        reconcile={
            "0": "The subscriptions are made, and each of them listens.",
            "1": "It is one message for one phone. But how many subscriptions hear it, and what does each of them do?",
            "2": "Count how often `subscribe` ran.",
        },
        unit="copies",
        objective="sockets",
        pattern="grows for ever",
    ),
    Prediction(
        id="23a.p4",
        question=(
            "Ten million people are connected, with 200 friends each. All of them together write a billion messages a day, to ten "
            "receivers each. How many tells for one delivered message?"
        ),
        options=("about 1", "about 6", "about 60", "about 600"),
        reconcile={
            "about 1": "A person causes 800 tells in twenty minutes. How many messages come to them in that time?",
            "about 6": "You may have counted 20 friends. The plan has 200.",
            "about 600": "That is for a message as it is written. Each is delivered to ten.",
        },
        unit="tells for a delivery",
        objective="telling",
        pattern="everyone at once",
    ),
    Prediction(
        id="23a.p5",
        question=(
            "`first_s` is 1, `longest_s` is 60, with your jitter. Whoever is in and loses the line again begins at 0 failures: "
            "each time a full gateway dies, its 1,000 knock within the next second. When is everybody back?"
        ),
        options=("not within 180 s", "after about 60 s", "after about 30 s", "after about 1 s"),
        reconcile={
            "after about 1 s": "Then each of the two would take 500 in a second. How many can it take?",
            "after about 30 s": "That fits 500 at 20 a second, if nobody fell meanwhile. How many wait after the first second?",
            "after about 60 s": (
                "It is the longest wait, of those who failed often. But whoever is in begins again at a window of 1 s when "
                "their gateway dies: what do 1,000 of them do to the others?"
            ),
        },
        objective="storm",
        pattern="everyone at once",
    ),
)
