"""Lesson 23's objectives, quizzes, predictions and the lines to put in order."""

from course.checks.model import Option, Ordering, Prediction, Quiz

OBJECTIVES = {
    "load": "Estimate a chat, and find the load that decides how many machines it needs",
    "ticks": "Let a tick say what a phone has confirmed, and let it never go back",
    "stored": "Put the steps of one message in an order that no crash can make a lie",
    "confirm": "Deliver until a phone confirms, and say what a crash repeats then",
    "once": "Show each message once and in order, with a memory that does not grow",
    "gaps": "Ask for what is missing by number, and say what a time would skip",
    "window": "Bound what is on its way to a slow phone",
}

QUIZZES = (
    Quiz(
        id="23.q1",
        question="Users write half as much, but stay connected as long as before. Which of these stays as it is?",
        objective="load",
        pattern="load on the wrong tier",
        options=(
            Option("messages a second", "They are what the users write: half."),
            Option(
                "copies a second", "Each message has as many copies as before, and there are half as many messages."
            ),
            Option(
                "open connections",
                "A silent phone holds its connection too. It costs memory, whether anybody writes or not.",
                right=True,
            ),
            Option("storage a year", "Half the messages take half the room."),
        ),
    ),
    Quiz(
        id="23.q2",
        question="Ana's phone got no “stored”, and sends the message again. By what can the store know that it has it already?",
        objective="stored",
        pattern="check-then-act",
        options=(
            Option("by the text", "Ana may write “ok” twice and mean it."),
            Option(
                "by the number that the gateway gave it",
                "The gateway gives the next number to whatever comes. The phone never heard of the first one.",
            ),
            Option(
                "by a name that the phone gave it before it was first sent",
                "The same name is the same message, however often it comes and to whichever gateway.",
                right=True,
            ),
            Option(
                "by the time at which it came",
                "The second one came later, as a new message would. And two clocks may differ.",
            ),
        ),
    ),
    Quiz(
        id="23.q3",
        question="A phone that is connected takes nothing for an hour. Where do its messages wait, with a window of 32?",
        objective="window",
        pattern="grows for ever",
        options=(
            Option("all of them in the gateway's memory", "That was so without a window. How many may it hold now?"),
            Option(
                "at most 32 of them in the gateway, the others in the inbox",
                "The gateway fetches more only when something is confirmed. If it dies, nothing is lost either.",
                right=True,
            ),
            Option("on the wire", "A wire holds what is under way for some milliseconds."),
            Option("nowhere: they are dropped", "They are stored, and in the inbox until the phone confirms them."),
        ),
    ),
)

PREDICTIONS = (
    Prediction(
        id="23.p1",
        question="After 2.9 of the 5 seconds one of three gateways dies. How many copies of acknowledged messages are never shown?",
        options=("none", "about 5", "about 100", "about 700"),
        reconcile={
            "none": "I was off because a phone sends again only what was not acknowledged. Who sends again what was?",
            "about 5": "I was off because a wire holds a copy for 25 ms, but the phones came back only after a second or more.",
            "about 700": "I was off because the phones came back to the other gateways, long before the dead one did.",
        },
        unit="copies",
        objective="confirm",
        pattern='"done" said too early',
    ),
    Prediction(
        id="23.p2",
        question="Think of the copies that were lost in scene 1. For how many of them does the writer see two ticks?",
        options=("for none", "for about half", "for all"),
        reconcile={
            "for none": "I was off because the gateway did not wait for the phone. It called the copy delivered when it had published it.",
            "for about half": "I was off because the gateway does the same for each copy, whether anybody hears it or not.",
        },
        objective="ticks",
        pattern='"done" said too early',
    ),
    Prediction(
        id="23.p3",
        question="The same crash; now each message is in the table before anybody hears “stored”. How many copies are never shown?",
        options=("none", "about half as many as in scene 1", "as many as in scene 1"),
        reconcile={
            "none": "I was off because a message in the table is safe, and still nobody carries it to the phone.",
            "about half as many as in scene 1": "I was off because these copies were lost between the gateways, after the table.",
        },
        objective="stored",
        pattern='"done" said too early',
    ),
    Prediction(
        id="23.p4",
        question="The same crash and the same phones, which show whatever comes. What do we count now?",
        options=(
            "some lost, none shown twice",
            "none lost, none shown twice",
            "none lost, some shown twice",
        ),
        reconcile={
            "some lost, none shown twice": "I was off because a copy stays in its inbox until the phone has confirmed it.",
            "none lost, none shown twice": "I was off because a confirmation can die with its gateway. What does the inbox do then?",
        },
        objective="confirm",
        pattern="two copies of one truth",
    ),
    Prediction(
        id="23.p5",
        question="Each phone loses its connection for two seconds, and then catches up like this. One gateway's clock is five seconds ahead. What is never shown?",
        options=(
            "nothing",
            "messages that came through that gateway",
            "messages that came through the other gateways",
        ),
        reconcile={
            "nothing": "I was off because the phone's newest time may come from the fast clock. What does “later than” mean then?",
            "messages that came through that gateway": "I was off because those have late times: they are always “later than my newest”.",
        },
        objective="gaps",
        pattern="clock as truth",
    ),
)

ORDERINGS = (
    Ordering(
        id="23.o1",
        question="One message of Ana's, from her finger to her two ticks. Put the steps in an order that no crash can make a lie.",
        lines={
            "name": "Ana's phone gives the message a name",
            "send": "Ana's phone sends it, and will send it again until it is answered",
            "store": "the gateway stores it under this name, with the next number of the conversation",
            "inbox": "the gateway puts it into the inbox of each device",
            "ack": "the gateway answers “stored”: one tick",
            "hint": "the gateway publishes a hint to the gateways where these devices are, or rings a bell",
            "show": "Bo's phone shows it",
            "confirm": "Bo's phone confirms the number, and only now it leaves the inbox: two ticks",
            "published": "the gateway marks it as delivered, because it has published it",
            "clock": "the gateway gives it the time of its clock as its place in the conversation",
        },
        before=(
            ("name", "send", "Sent again, it would be another message."),
            ("send", "store", "The gateway cannot store what it does not have."),
            (
                "store",
                "inbox",
                "It has no number yet. And a crash in between must leave it in the store, where it is found when the phone sends again.",
            ),
            (
                "inbox",
                "ack",
                "After “stored” the phone never sends it again. If the gateway dies now, which inbox has it?",
            ),
            ("inbox", "hint", "Bo's gateway would look into an empty inbox."),
            ("ack", "confirm", "Ana would see two ticks, and then one: a tick never goes back."),
            ("hint", "show", "Without a hint Bo's gateway finds it only at its next look, up to a second later."),
            ("show", "confirm", "Confirmed and then lost on the phone: nobody would send it again."),
        ),
        distractors={
            "published": "Publishing is no delivery: perhaps nobody listens.",
            "clock": "Two gateways have two clocks. The store counts 1, 2, 3 for each conversation.",
        },
        objective="stored",
        pattern='"done" said too early',
    ),
)
