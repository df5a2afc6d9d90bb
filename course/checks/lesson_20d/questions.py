"""Lesson 20d's objectives, quizzes, predictions and the lines to put in order."""

from course.checks.model import Option, Ordering, Prediction, Quiz

OBJECTIVES = {
    "read": "Tell where a browser goes, not what an address looks like",
    "door": "Refuse the addresses that make you a stranger's tool, and no honest one",
    "fetch": "Fetch a stranger's address without opening your own network",
    "answers": "Choose the answer that tells a program whether to try again",
    "make": "Put the steps of making a link in an order that cheats nobody",
}

QUIZZES = (
    Quiz(
        id="20d.q1",
        question=(
            "A program makes links at night, with nobody to ask. It hears an error. For which pair should it send the same "
            "request again, later?"
        ),
        objective="answers",
        options=(
            Option(
                "404, no such link, and 410, its time is over",
                "Unknown, and gone for good. No later minute helps by itself: somebody must make the link first, and tell "
                "you.",
            ),
            Option(
                "409, the name is taken, and 422, the address is refused",
                "Another name, another address: the *request* must change, not the hour.",
            ),
            Option(
                "429, too many calls, and 503, a store is down",
                "Nothing is wrong with the request, only with the moment. A line of the answer, Retry-After, names a "
                "better one.",
                right=True,
            ),
            Option(
                "every error: asking again is free",
                "A million programs that repeat what can never succeed are load that you cannot turn away.",
            ),
        ),
    ),
    Quiz(
        id="20d.q2",
        question=(
            "You ask for the alias “menu” without a key, and hear 503. You send the same request again, and hear 409, taken. "
            "What do you know?"
        ),
        objective="answers",
        options=(
            Option(
                "Somebody else was faster, because 503 means that nothing at all was done",
                "503 says that no answer came. It does not say that nothing happened: the table may have failed after it "
                "wrote, and before it said so.",
            ),
            Option(
                "The service is broken: it said 503, so 409 is a lie",
                "Both can be true. Think of a letter that arrived, and of its receipt that did not.",
            ),
            Option(
                "Perhaps it is mine: the first request may have been carried out",
                "Look where “menu” leads. With a key you would have heard 200: an owner who sends the same request again "
                "gets the old link.",
                right=True,
            ),
        ),
    ),
)

PREDICTIONS = (
    Prediction(
        id="20d.p1",
        question="One reader clicks this link once. How many requests reach us?",
        options=("1", "2", "about 20", "it never ends"),
        reconcile={
            "1": "Our answer to the first request sends the reader to our own door again, and a browser obeys.",
            "2": "The second answer is the same as the first: go there. Nothing changes from round to round.",
            "it never ends": "Nothing on our side ends it. The reader's side does: it gives up after 20 redirects.",
        },
        unit="requests",
        objective="door",
        pattern="trusting the caller",
    ),
    Prediction(
        id="20d.p2",
        question="Of 100 previews of cats.example, how many bring the stranger our keys?",
        options=("0", "1", "50", "100"),
        reconcile={
            "0": "The check did see a public address. But who looked the name up for the fetch, and what was it told?",
            "1": "The owner of the name may answer differently each time, for ever.",
            "50": "Half of the look-ups tell 10.0.0.5. But each preview makes two: it checks the one and uses the other.",
        },
        unit="times the keys",
        objective="fetch",
        pattern="check-then-act",
    ),
    Prediction(
        id="20d.p3",
        question="How many readers hear “no such link” because of these two seconds?",
        options=("about 10", "about 100", "about 900", "about 9,000"),
        reconcile={
            "about 10": "Those came within the two seconds. The copy of the answer lives much longer than the failure.",
            "about 100": "Count in seconds: three minutes have 180 of them, with five readers each.",
            "about 9,000": "That would be 50 readers a second. You have five.",
        },
        unit="readers (median of 100 runs)",
        objective="answers",
        pattern="two copies of one truth",
    ),
    Prediction(
        id="20d.p4",
        question="Ben asks for the alias “bens-menu”. Which link does he get?",
        options=("bens-menu", "anas-menu", "none: an error", "a new random code"),
        reconcile={
            "bens-menu": "He would, if his wish were read. It stands behind the line that returns.",
            "none: an error": "Nothing fails. The program knows this address, and gives back what it knows.",
            "a new random code": "It makes a new code only for an address that it has never seen.",
        },
        unit="",
        objective="make",
    ),
    Prediction(
        id="20d.p5",
        question="Redis does not answer. Fifty readers open the fifty links, each one. What happens?",
        options=(
            "0 open, 0 clicks counted",
            "0 open, 50 clicks counted",
            "50 open, 0 clicks counted",
            "50 open, 50 clicks counted",
        ),
        reconcile={
            "0 open, 0 clicks counted": "Redis holds copies of the links. Where does the first one stand?",
            "0 open, 50 clicks counted": "Where does the first copy of a link stand, and where the log of clicks?",
            "50 open, 50 clicks counted": "The links stand in the table too. In which store does the log of clicks stand?",
        },
        unit="",
        objective="answers",
        pattern='"done" said too early',
    ),
)

ORDERINGS = (
    Ordering(
        id="20d.o1",
        question="Put the steps of making a link in order. Take a code only when you need one.",
        lines={
            "limit": "count the call; too many of this caller: answer 429",
            "validate": "check address and alias; refused: answer 422",
            "own": "neither alias nor expiry is asked for, and this customer has a link of this address: answer 200 with that link",
            "code": "take the alias, or else the next code",
            "insert": "insert the row if its code is absent; an alias that somebody else has: answer 409",
            "fill": "put a copy into the cache",
            "answer": "answer 201",
            "anybody": "has anybody made a link of this address before? Then answer with that link",
            "free": "look whether the alias is free; if not, answer 409",
        },
        before=(
            ("limit", "validate", "A stranger can repeat all work that stands before the limit."),
            ("limit", "own", "A stranger can repeat all work that stands before the limit."),
            ("validate", "code", "A refused address needs no code."),
            ("own", "code", "A link that is there already needs no new code."),
            ("code", "insert", "What should be inserted under no name?"),
            ("insert", "fill", "If the row is refused, the cache would lead readers to the loser's page."),
            ("insert", "answer", "“Made” is said only when the table has it."),
        ),
        distractors={
            "anybody": "Then Ben gets Ana's link. When she takes it down, his posters lead nowhere.",
            "free": "A look forbids nobody anything. The insert itself says whether the name was free.",
        },
        objective="make",
        pattern="check-then-act",
    ),
)
