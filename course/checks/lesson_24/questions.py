"""Lesson 24's objectives, quizzes, predictions and the lines to put in order."""

from course.checks.model import Option, Ordering, Prediction, Quiz

OBJECTIVES = {
    "sees": "Say what a server reads when the connections are sealed, and when the messages are",
    "cost": "Estimate what end-to-end encryption costs, and find the part that grows with the size of a group",
    "chain": "Make a key for each message, so that no stolen key leads to an earlier one",
    "delete": "Move a chain only when a message has opened, and keep nothing that leads back",
    "recover": "Tell after which message a thief is out, and when he never is",
    "agree": "Put the steps of an agreement with somebody who sleeps in an order that works",
    "trust": "Check a stranger's keys before you write, and say what no signature shows",
}

QUIZZES = (
    Quiz(
        id="24.q1",
        question="Which of these sends most bytes a second to the server, once every message is sealed for one phone?",
        objective="cost",
        pattern="everyone at once",
        options=(
            Option(
                "the nine of ten messages that go to one person",
                "They are the most messages. But each is sealed and sent once. How often is one of the others?",
            ),
            Option(
                "the one of ten that goes to a group",
                "Each is sealed 49 times, once for every other phone: nobody but the sender's phone can make the copies.",
                right=True,
            ),
            Option(
                "the keys for new talks",
                "One a user and day, of 160 bytes. A user sends a hundred messages in that time.",
            ),
            Option("all about equally", "Multiply each kind by how often one message of it is sealed."),
        ),
    ),
    Quiz(
        id="24.q2",
        question="The thief has every key of Ana's phone, and hears all that is sent. Which of these makes a key that he cannot compute?",
        objective="recover",
        options=(
            Option("hash the chain key twice for each message", "He hashes twice as well."),
            Option(
                "draw a random key and send it, sealed with the next message key",
                "He has that message key, so he opens what you send.",
            ),
            Option(
                "draw a new private key, send only its public key, and agree",
                "The private key never travels, and it was not on the phone when he copied it.",
                right=True,
            ),
            Option("make all keys 64 bytes long", "He copied 32 bytes; he would copy 64."),
        ),
    ),
    Quiz(
        id="24.q3",
        question="You are the operator again. Which question can you still answer from your table?",
        objective="sees",
        options=(
            Option("Who will plead guilty?", "That stands in a text, and you keep only sealed ones."),
            Option(
                "Who wrote most often to Dea this evening?",
                "Sender, reader, order and size stand beside each sealed text. You need them to deliver it.",
                right=True,
            ),
            Option("In how many notes does “money” stand?", "A search needs the text. Phones can search, you cannot."),
            Option("none", "You still deliver the messages. What must you know for that?"),
        ),
    ),
)

PREDICTIONS = (
    Prediction(
        id="24.p1",
        question="Every connection is sealed. You write one line of SQL on the server. How many of the 200 notes can you read?",
        options=("none", "those that wait for a reader", "all 200"),
        reconcile={
            "none": "I was off because I thought of the wire. The server is where the seal ends.",
            "those that wait for a reader": "I was off because the server keeps a copy of what it has delivered, too.",
        },
        unit="notes",
        objective="sees",
        pattern="trusting the caller",
    ),
    Prediction(
        id="24.p3",
        question="Now each message has a key out of a chain, and used keys are deleted. The same theft. What does he read?",
        options=(
            "6 from before, 0 from after",
            "0 from before, 6 from after",
            "6 from before, 6 from after",
            "nothing",
        ),
        reconcile={
            "6 from before, 0 from after": "I was off because a chain cannot be walked back. Which way can it be walked?",
            "6 from before, 6 from after": "I was off because the old keys are deleted, and no step leads back to them.",
            "nothing": "I was off because he walks the chain on, just as the phone does.",
        },
        objective="recover",
    ),
    Prediction(
        id="24.p4",
        question="Ana and Bo write two in turn: A A B B A A | B B A A B B. Ana's phone is copied at the bar. What does he read now?",
        options=("0 from before, 0 from after", "0 from before, 2 from after", "0 from before, 6 from after"),
        reconcile={
            "0 from before, 0 from after": "I was off because Bo's new key meets a private key of Ana's that the thief has.",
            "0 from before, 6 from after": "I was off because Ana's phone reads Bo's new key, and draws a pair that the thief never saw.",
        },
        objective="recover",
    ),
    Prediction(
        id="24.p5",
        question="A hundred people write to Bo with this design. How many of the first messages can his phone open?",
        options=("all 100", "only the first one", "none"),
        reconcile={
            "all 100": "I was off because both halves of the pair left Bo's phone when the public one was handed out.",
            "only the first one": "I was off because the private half is missing from the first bundle on.",
        },
        unit="messages",
        objective="agree",
        pattern='"done" said too early',
    ),
    Prediction(
        id="24.p6",
        question="The thief writes to Bo from his copy of Ana's phone. Then Ana writes. Where does a phone first refuse a message?",
        options=("nowhere", "at the thief's message", "at Ana's message"),
        reconcile={
            "nowhere": "I was off because both messages bear the same number. What does Bo's phone do with the second one?",
            "at the thief's message": "I was off because his copy has every key that Ana's phone has. Nothing is wrong with his message.",
        },
        objective="recover",
        pattern="two copies of one truth",
    ),
)

ORDERINGS = (
    Ordering(
        id="24.o1",
        question="Ana writes to Bo for the first time, and Bo sleeps. Put the steps in an order that works.",
        lines={
            "publish": "Bo's phone publishes its public keys and keeps the private halves, by number",
            "fetch": "Ana's phone fetches a bundle; the server gives this one-time prekey to nobody else",
            "verify": "Ana's phone checks that Bo's identity key signed the prekey",
            "agree": "Ana's phone draws a new pair, makes four agreements, and hashes them into one secret",
            "send": "Ana's phone sends her public keys, the numbers of the prekeys, and the sealed text",
            "open": "Bo's phone finds its private halves by number, makes the same four agreements, and opens the text",
            "delete": "Bo's phone deletes the private half of the one-time prekey",
            "early": "Bo's phone deletes each private half as soon as its public half is handed out",
            "secret": "the server passes the secret on to Bo's phone",
        },
        before=(
            ("publish", "fetch", "There is nothing to fetch yet."),
            ("fetch", "verify", "You cannot check what you do not have."),
            ("verify", "agree", "You would agree with whoever made that prekey. Look first."),
            ("agree", "send", "What is the text sealed with?"),
            ("send", "open", "Bo sleeps. Before the message comes, he does not know that Ana exists."),
            ("open", "delete", "A forged message would cost a prekey, and Ana's real one would stay closed."),
        ),
        distractors={
            "early": "Then nobody can answer: the fourth agreement needs that half.",
            "secret": "The server must never have it. Both phones compute it.",
        },
        objective="agree",
        pattern='"done" said too early',
    ),
)
