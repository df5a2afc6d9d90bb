"""Frames as text, and tokens: honest ones come back as they were, and nothing hostile gets past or crashes."""

import json
from dataclasses import fields
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from course.clock import ManualClock
from course.systems.chat.auth import Identity, Tokens
from course.systems.chat.codec import (
    KINDS,
    LARGEST_FRAME_BYTES,
    LARGEST_NUMBER,
    LONGEST_NAME,
    LONGEST_TEXT,
    BadFrame,
    decode_from_device,
    decode_to_device,
    encode,
    from_plain,
)
from course.systems.chat.model import (
    Cursor,
    Deliver,
    Frame,
    FromDevice,
    Hello,
    Message,
    Ping,
    Received,
    Send,
    Since,
    Ticks,
    ToDevice,
    Typing,
    Unauthorised,
)

NAMES = st.text(st.characters(exclude_categories=["Cs"]), max_size=LONGEST_NAME)
VALUES = {
    str: NAMES,
    int: st.integers(0, LARGEST_NUMBER),
    float: st.floats(allow_nan=False, allow_infinity=False),
}


def records(kind):
    values = {field.name: VALUES[field.type] if field.type in VALUES else records(field.type) for field in fields(kind)}
    return st.builds(kind, **values)


def frames(union):
    return st.one_of([records(kind) for kind in get_args(union)])


@given(frames(FromDevice))
def test_a_frame_of_a_device_comes_back_from_its_text(frame):
    assert decode_from_device(encode(frame)) == frame


@given(frames(ToDevice))
def test_a_frame_of_a_gateway_comes_back_from_its_text(frame):
    assert decode_to_device(encode(frame)) == frame


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(st.characters()),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=5), inner, max_size=4),
    max_leaves=10,
)
SPOILED = st.builds(
    lambda plain, key, value: {**plain, key: value},
    frames(Frame).map(encode).map(json.loads),
    st.sampled_from(["type", "conversation", "text", "upto", "message", "cursor", "at_s", "token", "more"]),
    JSON,
)


@given((JSON | SPOILED).map(json.dumps) | st.text() | st.binary())
def test_hostile_text_is_a_frame_or_a_bad_frame_and_nothing_else(text):
    for decode in (decode_from_device, decode_to_device):
        try:
            frame = decode(text)
        except BadFrame:
            continue
        else:
            assert decode(encode(frame)) == frame
            encode(frame).encode()  # a socket can carry it


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "no JSON"),
        ("null", "one JSON object"),
        ("[]", "one JSON object"),
        ('"ping"', "one JSON object"),
        ('{"type":"ping"', "no JSON"),
        ('{"type":"ping"}x', "no JSON"),
        ("[" * 20_000, "no JSON"),
        ('{"a":' * 5_000, "no JSON"),
        ("1" * 10_000, "no JSON"),
        ("NaN", "no JSON"),
        ('{"type":"since","at_s":Infinity}', "no JSON"),
        ('{"type":"since","at_s":1e999}', "'at_s' is a number"),
        ('{"type":"since","at_s":1' + "0" * 400 + "}", "'at_s' is a number"),
        ('{"type":"since","at_s":true}', "'at_s' is a number"),
        ("{}", "one of: hello, ping"),
        ('{"type":"shout"}', "one of: hello, ping"),
        ('{"type":["ping"]}', "one of: hello, ping"),
        ('{"type":"stored","conversation":"a","client_id":"b","sequence":1}', "one of: hello, ping"),
        ('{"type":"ping","more":1}', "only these fields: none"),
        ('{"type":"read","conversation":"a"}', "needs the field 'upto'"),
        ('{"type":"read","conversation":"a","upto":-1}', "whole number from 0"),
        ('{"type":"read","conversation":"a","upto":2147483648}', "whole number from 0"),
        ('{"type":"read","conversation":"a","upto":1.0}', "whole number from 0"),
        ('{"type":"read","conversation":"a","upto":true}', "whole number from 0"),
        ('{"type":"read","conversation":"a","upto":"1"}', "whole number from 0"),
        ('{"type":"read","conversation":null,"upto":1}', "at most 500 characters"),
        ('{"type":"hello","token":"\\ud800"}', "half a character"),
        (json.dumps({"type": "hello", "token": "x" * (LONGEST_NAME + 1)}), "at most 500 characters"),
        (encode(Send("a", "b", "x" * (LONGEST_TEXT + 1))), "at most 4,000 characters"),
        ('{"type":"hello","token":"' + "x" * LARGEST_FRAME_BYTES + '"}', "at most 65,536"),
        (b'{"type":"ping"}', "came as bytes"),
        ('{"type":"send","conversation":"a","client_id":"b","text":"c","sender":"bob"}', "only these fields"),
    ],
)
def test_what_is_wrong_is_said(text, says):
    with pytest.raises(BadFrame, match=says):
        decode_from_device(text)


def test_records_inside_a_frame_are_as_strict():
    good = {"type": "ticks", "conversation": "a", "user": "bob", "cursor": {"delivered": 2, "read": 1}}
    assert from_plain(good) == Ticks("a", "bob", Cursor(2, 1))
    for cursor in (None, [], 3, {"delivered": "2"}, {"more": 1}):
        with pytest.raises(BadFrame):
            from_plain({**good, "cursor": cursor})
    with pytest.raises(BadFrame, match="needs the field 'message'"):
        decode_to_device('{"type":"deliver"}')


def test_the_longest_text_fits_into_a_frame_even_in_escape_sequences():
    for character in ("\x00", "🐢"):
        frame = Send("a", "b", character * LONGEST_TEXT)
        escaped = json.dumps(json.loads(encode(frame)))
        assert max(len(escaped), len(encode(frame).encode())) < LARGEST_FRAME_BYTES
        assert decode_from_device(encode(frame)) == decode_from_device(escaped) == frame


def test_each_frame_has_a_name_and_a_default_may_be_left_out():
    assert set(KINDS.values()) == set(get_args(FromDevice)) | set(get_args(ToDevice))
    assert decode_from_device('{"type":"typing","conversation":"a"}') == Typing("a")
    assert encode(Ping()) == '{"type":"ping"}'
    assert encode(Received("a", 3)) == '{"type":"received","conversation":"a","upto":3}'
    assert decode_from_device('{"type":"since","at_s":3}') == Since(3.0)
    assert Hello("x") == decode_from_device('{"token":"x","type":"hello"}')


def test_a_message_keeps_its_moment_to_the_last_digit():
    message = Message("a", 1, "b", "ann", "c", 1_800_000_000.123456)
    assert decode_to_device(encode(Deliver(message))) == Deliver(message)


@pytest.fixture
def clock():
    return ManualClock()


@pytest.fixture
def tokens(clock):
    return Tokens(b"a secret of some length", clock)


def test_a_token_says_who_it_is(tokens):
    for user, device in (("ann", "ann/phone"), ("żółw.🐢", "żółw.🐢/laptop"), ("", "")):
        assert tokens.verify(tokens.issue(user, device)) == Identity(user, device)


def test_a_token_is_good_until_its_time_and_not_at_it(tokens, clock):
    token = tokens.issue("ann", "ann/phone", 60.0)
    clock.advance(59.9)
    assert tokens.verify(token).user == "ann"
    clock.advance(0.1)
    with pytest.raises(Unauthorised, match="over its time"):
        tokens.verify(token)


def test_a_token_of_another_secret_is_not_ours(tokens, clock):
    with pytest.raises(Unauthorised, match="not one of ours"):
        tokens.verify(Tokens(b"another", clock).issue("ann", "ann/phone"))


def test_no_character_of_a_token_can_be_changed(tokens):
    token = tokens.issue("ann", "ann/phone")
    for place in range(len(token)):
        changed = token[:place] + ("A" if token[place] != "A" else "B") + token[place + 1 :]
        with pytest.raises(Unauthorised):
            tokens.verify(changed)


def test_what_one_token_says_cannot_be_signed_by_another_token(tokens):
    ann, bob = tokens.issue("ann", "ann/phone"), tokens.issue("bob", "bob/phone")
    with pytest.raises(Unauthorised):
        tokens.verify(f"{bob.partition('.')[0]}.{ann.partition('.')[2]}")


@given(st.text(st.characters()))
def test_whatever_somebody_makes_up_is_unauthorised(text):
    tokens = Tokens(b"a secret of some length", ManualClock())
    for token in (text, f"{text}.", f".{text}", f"{tokens.issue('ann', 'ann/phone')}{text or 'x'}"):
        with pytest.raises(Unauthorised):
            tokens.verify(token)
