"""Dive 24a's objectives, its quiz, predictions and the lines to put in order."""

from course.checks.model import Option, Ordering, Prediction, Quiz

OBJECTIVES = {
    "both": "Compute the secret of X3DH on the side of who was asleep",
    "reach": "Say which stolen keys open a first message, and what each agreement is there for",
    "digits": "Estimate how many digits of a safety number two people must compare",
    "bound": "Find the check that is missing where two honest phones notice nothing",
    "once": "Put the steps of a first message's reader in order, and say what a one-time prekey prevents",
}

QUIZZES = (
    Quiz(
        id="24a.q1",
        question=(
            'A phone reads first messages so: 1. find the private halves by number; 2. compute the secret; 3. unseal(secret, sealed, b""); '
            "4. delete the one-time half, if it opened. Writers seal in the same way, and all tests with two honest phones pass. What "
            "is missing?"
        ),
        objective="bound",
        pattern="trusting the caller",
        options=(
            Option(
                "to check Ana's signature under EK_A",
                "Nobody signs it. Who else could have made agreement 1?",
            ),
            Option(
                "both identities, as associated data",
                "The text opens under an identity that is not Ana's, and no honest phone ever sends such a one.",
                right=True,
            ),
            Option(
                "to delete the half before the text is opened",
                "Garbage that names this prekey would then cost Ana's message.",
            ),
            Option(
                "to ask the server whether this is Ana's identity",
                "The server may be the one who changed it.",
            ),
        ),
    ),
)

PREDICTIONS = (
    Prediction(
        id="24a.p1",
        question=(
            "There is one agreement, EK_A with SPK_B. Eve draws a pair of her own as EK_A, writes to Bo, and names a lawyer as the "
            "writer. She tries each of five names. Under how many does Bo's phone open her text?"
        ),
        options=("none: she has nobody's private key", "all five"),
        reconcile={
            "none: she has nobody's private key": "I was off because this agreement asks for no key of the lawyer's. A pair drawn a moment ago is enough.",
        },
        objective="reach",
        pattern="trusting the caller",
    ),
    Prediction(
        id="24a.p2",
        question="The thief has both identity keys. Which of the three agreements keeps the old message closed?",
        options=("agreement 1", "agreement 2", "agreement 3"),
        reconcile={
            "agreement 1": "I was off because agreement 1 can be made with IK_A, and the thief has it.",
            "agreement 2": "I was off because agreement 2 can be made with IK_B, and the thief has it.",
        },
        objective="reach",
    ),
    Prediction(
        id="24a.p3",
        question=(
            "Ana's phone made all four agreements, with the server's own SPK_B and OPK_B and with Bo's real IK_B. Can the server read "
            "her message now? And once it has Bo's private IK_B?"
        ),
        options=("now no, later no", "now no, later yes", "now yes, later yes"),
        reconcile={
            "now no, later no": "I was off because three of the four can be made with the server's own prekeys, and the fourth with IK_B.",
            "now yes, later yes": "I was off because one agreement joins EK_A and IK_B. The server has neither private half today.",
        },
        objective="reach",
        pattern="trusting the caller",
    ),
    Prediction(
        id="24a.p4",
        question="How many identities must the server make, on average, until the first three digits of one are Bo's?",
        options=("about 40", "about 1,000", "about 1,000,000"),
        reconcile={
            "about 40": "I was off because I let any two of them be alike. One of them must be like Bo's.",
            "about 1,000,000": "I was off because three digits make a thousand numbers, and each try hits with one in a thousand.",
        },
        objective="digits",
        pattern="space too small",
    ),
    Prediction(
        id="24a.p5",
        question="There was no one-time prekey for Ana. Her message, “Pay 10 to Cem”, arrives three times. How often does Bo's phone read it?",
        options=("once", "three times"),
        reconcile={
            "once": "I was off because nothing that this message needs was deleted. The identity key and the signed prekey are still there.",
        },
        objective="once",
    ),
    Prediction(
        id="24a.p6",
        question="Both processes saw the same first row of the table. Ana and Cem write to Bo. How many of their two messages does his phone open?",
        options=("both", "only the one that arrives first", "none"),
        reconcile={
            "both": "I was off because the private half is deleted when the first message has opened.",
            "none": "I was off because both agreed with a real key of Bo's. What is missing only when the second message comes?",
        },
        objective="once",
        pattern="check-then-act",
    ),
)

ORDERINGS = (
    Ordering(
        id="24a.o1",
        question="A first message reaches Bo's phone. Put the steps in an order that works.",
        lines={
            "find": "find the private halves by the numbers in the message; stop if one is used or unknown",
            "make": "make the three or four agreements, in the order of the writer",
            "prefix": "join the results, with 32 bytes 0xFF in front",
            "stretch": "stretch that into 32 bytes, with X3DH's own info",
            "open": "open the text, with the writer's identity and then Bo's as associated data",
            "delete": "delete the private half of the one-time prekey",
            "lock": "delete the one-time prekey at once, so that no second message can use it",
            "signature": "check the writer's signature under EK_A",
        },
        before=(
            ("find", "make", "With which private halves?"),
            ("make", "prefix", "There are no results to join yet."),
            ("prefix", "stretch", "What is stretched?"),
            ("stretch", "open", "With which key would it open?"),
            ("open", "delete", "Garbage that names this prekey would cost the real message."),
        ),
        distractors={
            "lock": "Then anybody can make Ana's message unreadable, with garbage that names her prekey.",
            "signature": "The writer signs nothing. Agreement 1 shows that she has IK_A.",
        },
        objective="once",
        pattern='"done" said too early',
    ),
)
