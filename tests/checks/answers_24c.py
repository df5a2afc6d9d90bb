"""Answers that a real person could give, each with its misconception, and other right ways to write it."""

import json
from contextlib import suppress

from course.errors import CourseError
from course.systems.encryption.model import CannotOpen, Replayed, Tampered, TooFarAhead

# 24c.1 · pack


def returns_early(packed, name, text, devices, seal):
    if name in packed:
        return packed
    return packed | {name: {device: seal(device, text) for device in devices}}


def with_a_loop(packed, name, text, devices, seal):
    result = packed.copy()
    if packed.get(name) is None:
        parcel = {}
        for device in devices:
            parcel[device] = seal(device, text)
        result[name] = parcel
    return result


def with_zip(packed, name, text, devices, seal):
    parcel = packed[name] if name in packed else dict(zip(devices, [seal(each, text) for each in devices]))
    return {**packed, name: parcel}


def each_time(packed, name, text, devices, seal):
    return {**packed, name: {device: seal(device, text) for device in devices}}


def seal_first(packed, name, text, devices, seal):
    parcel = {device: seal(device, text) for device in devices}
    return packed if name in packed else {**packed, name: parcel}


def with_setdefault(packed, name, text, devices, seal):
    result = dict(packed)
    result.setdefault(name, {device: seal(device, text) for device in devices})
    return result


def packed_wins(packed, name, text, devices, seal):
    return {name: {device: seal(device, text) for device in devices}} | packed


def under_its_text(packed, name, text, devices, seal):
    if text in packed:
        return packed
    return {**packed, text: {device: seal(device, text) for device in devices}}


BY_TEXT = {}


def remembers_texts(packed, name, text, devices, seal):
    if text not in BY_TEXT:
        BY_TEXT[text] = {device: seal(device, text) for device in devices}
    return {**packed, name: BY_TEXT[text]}


def first_for_all(packed, name, text, devices, seal):
    if name in packed:
        return packed
    sealed = seal(devices[0], text) if devices else ""
    return {**packed, name: dict.fromkeys(devices, sealed)}


def newest_only(packed, name, text, devices, seal):
    if name in packed:
        return packed
    return {name: {device: seal(device, text) for device in devices}}


def for_who_joined(packed, name, text, devices, seal):
    known = packed.get(name, {})
    new = {device: seal(device, text) for device in devices if device not in known}
    return {**packed, name: {**known, **new}}


def if_the_same_devices(packed, name, text, devices, seal):
    if name in packed and set(packed[name]) == set(devices):
        return packed
    return {**packed, name: {device: seal(device, text) for device in devices}}


def truth_of_the_parcel(packed, name, text, devices, seal):
    return {**packed, name: packed.get(name) or {device: seal(device, text) for device in devices}}


def just_the_parcel(packed, name, text, devices, seal):
    if name in packed:
        return packed[name]
    return {device: seal(device, text) for device in devices}


DRAWER = {}


def a_drawer_of_its_own(packed, name, text, devices, seal):
    if name not in packed and name not in DRAWER:
        DRAWER[name] = {device: seal(device, text) for device in devices}
    return packed if name in packed else {**packed, name: DRAWER[name]}


def text_before_device(packed, name, text, devices, seal):
    if name in packed:
        return packed
    return {**packed, name: {device: seal(text, device) for device in devices}}


def in_place(packed, name, text, devices, seal):
    if name not in packed:
        packed[name] = {device: seal(device, text) for device in devices}
    return packed


def never_for_nobody(packed, name, text, devices, seal):
    if name in packed or not devices:
        return packed
    return {**packed, name: {device: seal(device, text) for device in devices}}


def not_without_a_text(packed, name, text, devices, seal):
    if name in packed:
        return packed
    return {**packed, name: {device: seal(device, text) for device in devices if text}}


def sealed_and_sealed_again(packed, name, text, devices, seal):
    if name in packed:
        return packed
    return {**packed, name: {device: seal(device, text) for device in devices if seal(device, text)}}


def the_parcel_if_it_waits(packed, name, text, devices, seal):
    if name in packed:
        return packed[name]
    return {**packed, name: {device: seal(device, text) for device in devices}}


def remembering_parcels(key):
    drawer = {}

    def answer(packed, name, text, devices, seal):
        if name in packed:
            return packed
        place = key(name, text, tuple(devices))
        if place not in drawer:
            drawer[place] = {device: seal(device, text) for device in devices}
        return {**packed, name: drawer[place]}

    return answer


def any_name_that_begins_so(packed, name, text, devices, seal):
    for other in packed:
        if other.startswith(name):
            return packed
    return returns_early(packed, name, text, devices, seal)


def at_most(most):
    def answer(packed, name, text, devices, seal):
        return returns_early(packed, name, text, list(devices)[:most], seal)

    return answer


def looking_at_the_last_parcels(names):
    def answer(packed, name, text, devices, seal):
        known = {each: packed[each] for each in list(packed)[-names:]}
        return packed | returns_early(known, name, text, devices, seal)

    return answer


def keeping_the_last_parcels(names):
    def answer(packed, name, text, devices, seal):
        return dict(list(returns_early(packed, name, text, devices, seal).items())[-names:])

    return answer


def strips_the_text(packed, name, text, devices, seal):
    return returns_early(packed, name, text.strip(), devices, seal)


def knowing_parcels_by(key):
    def answer(packed, name, text, devices, seal):
        known = any(key(each) == key(name) for each in packed)
        return packed if known else returns_early(packed, name, text, devices, seal)

    return answer


def leaving_out(failed):
    def answer(packed, name, text, devices, seal):
        if name in packed:
            return packed
        parcel = {}
        for device in devices:
            with suppress(failed):
                parcel[device] = seal(device, text)
        return {**packed, name: parcel}

    return answer


def asks_twice(packed, name, text, devices, seal):
    if name in packed:
        return packed
    parcel = {}
    for device in devices:
        try:
            parcel[device] = seal(device, text)
        except Exception:
            parcel[device] = seal(device, text)
    return {**packed, name: parcel}


def not_for_oneself(packed, name, text, devices, seal):
    others = [device for device in devices if device.split("/")[0] != name.split("/")[0]]
    return returns_early(packed, name, text, others, seal)


def only_who_is_here(packed, name, text, devices, seal):
    parcel = returns_early(packed, name, text, devices, seal)[name]
    return {**packed, name: {device: parcel[device] for device in devices if device in parcel}}


# 24c.2 · take


def look_first(texts, name, sealed, open_sealed):
    if name in texts:
        return texts
    try:
        return {**texts, name: open_sealed(sealed)}
    except CannotOpen:
        return texts


def with_else(texts, name, sealed, open_sealed):
    result = dict(texts)
    if name not in texts:
        try:
            text = open_sealed(sealed)
        except CannotOpen:
            pass
        else:
            result[name] = text
    return result


def from_none(texts, name, sealed, open_sealed):
    if texts.get(name) is not None:
        return texts
    text = None
    try:
        text = open_sealed(sealed)
    except CannotOpen:
        return dict(texts)
    return texts | {name: text}


def open_each(texts, name, sealed, open_sealed):
    try:
        text = open_sealed(sealed)
    except CannotOpen:
        text = "(cannot be opened)"
    return {**texts, name: text}


def just_open(texts, name, sealed, open_sealed):
    return {**texts, name: open_sealed(sealed)}


def open_then_forgive(texts, name, sealed, open_sealed):
    try:
        return {**texts, name: open_sealed(sealed)}
    except CannotOpen:
        return texts


def open_then_look(texts, name, sealed, open_sealed):
    try:
        text = open_sealed(sealed)
    except CannotOpen:
        return texts
    return texts if name in texts else {**texts, name: text}


def lets_it_raise(texts, name, sealed, open_sealed):
    return texts if name in texts else {**texts, name: open_sealed(sealed)}


def none_for_closed(texts, name, sealed, open_sealed):
    if name in texts:
        return texts
    try:
        return {**texts, name: open_sealed(sealed)}
    except CannotOpen:
        return {**texts, name: None}


def notice_for_closed(texts, name, sealed, open_sealed):
    if name in texts:
        return texts
    try:
        return {**texts, name: open_sealed(sealed)}
    except CannotOpen:
        return {**texts, name: "(cannot be opened)"}


def truth_of_the_text(texts, name, sealed, open_sealed):
    if texts.get(name):
        return texts
    try:
        return {**texts, name: open_sealed(sealed)}
    except CannotOpen:
        return texts


def by_text(texts, name, sealed, open_sealed):
    if name in texts:
        return texts
    try:
        text = open_sealed(sealed)
    except CannotOpen:
        return texts
    return texts if text in texts.values() else {**texts, name: text}


def without_the_others(texts, name, sealed, open_sealed):
    if name in texts:
        return texts
    try:
        return {name: open_sealed(sealed)}
    except CannotOpen:
        return texts


def numbers_that_rise(texts, name, sealed, open_sealed):
    number = int(name.rpartition("#")[2])
    device = name.rpartition("#")[0]
    if any(each.startswith(device) and int(each.rpartition("#")[2]) >= number for each in texts):
        return texts
    try:
        return {**texts, name: open_sealed(sealed)}
    except CannotOpen:
        return texts


BYTES = set()


def known_bytes(texts, name, sealed, open_sealed):
    if not texts:
        BYTES.clear()
    if sealed in BYTES:
        return texts
    try:
        text = open_sealed(sealed)
    except CannotOpen:
        return texts
    BYTES.add(sealed)
    return {**texts, name: text}


NAMES = set()


def names_of_its_own(texts, name, sealed, open_sealed):
    if name in NAMES:
        return texts
    NAMES.add(name)
    try:
        return {**texts, name: open_sealed(sealed)}
    except CannotOpen:
        return texts


def changes_it(texts, name, sealed, open_sealed):
    if name not in texts:
        try:
            texts[name] = open_sealed(sealed)
        except CannotOpen:
            pass
    return texts


def tries_first(texts, name, sealed, open_sealed):
    if name in texts:
        return texts
    try:
        open_sealed(sealed)
    except CannotOpen:
        return texts
    return {**texts, name: open_sealed(sealed)}


def any_name_that_begins_like_it(texts, name, sealed, open_sealed):
    if any(known.startswith(name) for known in texts):
        return texts
    return look_first(texts, name, sealed, open_sealed)


def keeps_it_sealed(texts, name, sealed, open_sealed):
    return texts if name in texts else {**texts, name: sealed}


def never_opens(texts, name, sealed, open_sealed):
    return texts


def remembering(key, *, begins_anew=False):
    bad = set()

    def answer(texts, name, sealed, open_sealed):
        if begins_anew and not texts:
            bad.clear()
        if name in texts or key(name, sealed) in bad:
            return texts
        try:
            return {**texts, name: open_sealed(sealed)}
        except CannotOpen:
            bad.add(key(name, sealed))
            return texts

    return answer


def untried_if(skips):
    def answer(texts, name, sealed, open_sealed):
        return texts if skips(name, sealed) else look_first(texts, name, sealed, open_sealed)

    return answer


def silent_after(failures):
    seen = []

    def answer(texts, name, sealed, open_sealed):
        if name in texts or len(seen) >= failures:
            return texts
        try:
            return {**texts, name: open_sealed(sealed)}
        except CannotOpen:
            seen.append(name)
            return texts

    return answer


def tries_two_times(texts, name, sealed, open_sealed):
    if name in texts:
        return texts
    for _ in range(2):
        try:
            return {**texts, name: open_sealed(sealed)}
        except CannotOpen:
            pass
    return texts


def tries_until_it_opens(texts, name, sealed, open_sealed):
    while name not in texts:
        try:
            return {**texts, name: open_sealed(sealed)}
        except CannotOpen:
            continue
    return texts


OPENED = {}


def memory_of_what_opened(texts, name, sealed, open_sealed):
    if sealed not in OPENED:
        try:
            OPENED[sealed] = open_sealed(sealed)
        except CannotOpen:
            return texts
    return {**texts, name: OPENED[sealed]}


def knowing_names_by(key):
    def answer(texts, name, sealed, open_sealed):
        known = any(key(each) == key(name) for each in texts)
        return texts if known else look_first(texts, name, sealed, open_sealed)

    return answer


def full_after(names):
    def answer(texts, name, sealed, open_sealed):
        return texts if len(texts) > names else look_first(texts, name, sealed, open_sealed)

    return answer


def catching(*kinds):
    def answer(texts, name, sealed, open_sealed):
        if name in texts:
            return texts
        try:
            return {**texts, name: open_sealed(sealed)}
        except kinds:
            return texts

    return answer


def looking_at_the_last(names):
    def answer(texts, name, sealed, open_sealed):
        return texts if name in list(texts)[-names:] else open_then_forgive(texts, name, sealed, open_sealed)

    return answer


def strips_what_opens(texts, name, sealed, open_sealed):
    return look_first(texts, name, sealed, lambda sealed: open_sealed(sealed).strip())


def keyword_call(texts, name, sealed, open_sealed):
    return look_first(texts, name, sealed, lambda sealed: open_sealed(sealed=sealed))


def raises_the_alarm_itself(texts, name, sealed, open_sealed):
    if name in texts:
        return texts
    try:
        return {**texts, name: open_sealed(sealed)}
    except Tampered:
        raise
    except CannotOpen:
        return texts


def knowing_what_was_read(texts, name, sealed, open_sealed):
    return texts if name in texts or sealed in texts.values() else look_first(texts, name, sealed, open_sealed)


def keeping_the_last(names):
    def answer(texts, name, sealed, open_sealed):
        return dict(list(look_first(texts, name, sealed, open_sealed).items())[-names:])

    return answer


OTHER_KINDS = (
    ValueError,
    json.JSONDecodeError,
    UnicodeDecodeError,
    TypeError,
    AttributeError,
    IndexError,
    TimeoutError,
    MemoryError,
    CourseError,
)

SOME_KINDS = ((Tampered,), (Replayed, TooFarAhead), (Tampered, Replayed, TooFarAhead))

PREFILTERS = (
    lambda name, sealed: not sealed,
    lambda name, sealed: len(sealed) < 4,
    lambda name, sealed: isinstance(sealed, bytes),
    lambda name, sealed: not sealed.isascii(),
    lambda name, sealed: "#" not in name,
    lambda name, sealed: len(sealed) > 100 and len(sealed) % 4,
)

KEYS = (str.lower, str.strip, lambda name: name.rpartition("#")[2])


RIGHT = {
    "24c.1": [returns_early, with_a_loop, with_zip],
    "24c.2": [look_first, with_else, from_none, keyword_call],
}

WRONG = {
    "24c.1": [
        ("what leaves again is a new message", each_time),
        ("a key that is not sent is not used", seal_first),
        ("a key that is not sent is not used", with_setdefault),
        ("a key that is not sent is not used", packed_wins),
        ("the same text is the same message", under_its_text),
        ("the same text is the same message", remembers_texts),
        ("one sealed text fits all devices", first_for_all),
        ("only the newest message waits", newest_only),
        ("the parcel follows the list of devices", for_who_joined),
        ("the parcel follows the list of devices", if_the_same_devices),
        ("an empty parcel is no parcel", truth_of_the_parcel),
        ("only the parcel counts", just_the_parcel),
        ("one memory for all phones", a_drawer_of_its_own),
        ("seal takes the text first", text_before_device),
        (None, in_place),
        ("for nobody there is nothing to keep", never_for_nobody),
        ("an empty text needs no seal", not_without_a_text),
        ("to seal once more does no harm", sealed_and_sealed_again),
        ("only the parcel counts", the_parcel_if_it_waits),
        ("one memory for all phones", remembering_parcels(lambda name, text, devices: name)),
        ("one memory for all phones", remembering_parcels(lambda name, text, devices: (name, text))),
        ("one memory for all phones", remembering_parcels(lambda name, text, devices: (name, text, devices))),
        ("a name that is nearly like another is that one", any_name_that_begins_so),
        *(("a conversation is small", at_most(most)) for most in (10, 40, 250)),
        *(("only a few messages wait", looking_at_the_last_parcels(names)) for names in (12, 60, 100)),
        *(("only a few messages wait", keeping_the_last_parcels(names)) for names in (60, 1000)),
        (None, strips_the_text),
        ("a conversation is small", at_most(2000)),
        ("only a few messages wait", looking_at_the_last_parcels(2000)),
        ("only a few messages wait", keeping_the_last_parcels(2000)),
        *(("a name that is nearly like another is that one", knowing_parcels_by(key)) for key in KEYS),
        ("who gets no copy can do without", leaving_out(Exception)),
        ("who gets no copy can do without", leaving_out(KeyError)),
        ("who gets no copy can do without", asks_twice),
        ("who gets no copy can do without", leaving_out(CannotOpen)),
        ("the writer knows it already", not_for_oneself),
        ("the parcel follows the list of devices", only_who_is_here),
    ],
    "24c.2": [
        ("a second copy opens like the first", open_each),
        ("a second copy opens like the first", just_open),
        ("a try costs nothing", open_then_forgive),
        ("a try costs nothing", open_then_look),
        ("open_sealed returns, whatever comes", lets_it_raise),
        ("a name is known before its message has opened", none_for_closed),
        ("a name is known before its message has opened", notice_for_closed),
        ("an empty text is no text", truth_of_the_text),
        ("the same text is the same message", by_text),
        ("only the newest text counts", without_the_others),
        ("larger numbers only", numbers_that_rise),
        ("other bytes, another message", known_bytes),
        ("one memory for all phones", names_of_its_own),
        (None, changes_it),
        ("every error means garbage", catching(Exception)),
        *(("every error means garbage", catching(CannotOpen, kind)) for kind in OTHER_KINDS),
        (None, strips_what_opens),
        ("not each new copy needs a try", knowing_what_was_read),
        ("one kind of error stands for all", raises_the_alarm_itself),
        *(("not each new copy needs a try", untried_if(skips)) for skips in PREFILTERS),
        *(("not each new copy needs a try", silent_after(failures)) for failures in (10, 20, 50)),
        *(("one kind of error stands for all", catching(*kinds)) for kinds in SOME_KINDS),
        ("to look whether it opens is not to open it", tries_two_times),
        ("to look whether it opens is not to open it", tries_until_it_opens),
        ("one memory for all phones", memory_of_what_opened),
        *(("a name that is nearly like another is that one", knowing_names_by(key)) for key in KEYS),
        ("what did not open never will", remembering(lambda name, sealed: sealed)),
        ("what did not open never will", remembering(lambda name, sealed: (name, sealed))),
        ("what did not open never will", remembering(lambda name, sealed: (name, sealed), begins_anew=True)),
        ("what did not open never will", remembering(lambda name, sealed: name)),
        ("to look whether it opens is not to open it", tries_first),
        ("a name that is nearly like another is that one", any_name_that_begins_like_it),
        ("not each new copy needs a try", keeps_it_sealed),
        ("not each new copy needs a try", never_opens),
        ("only the newest messages come again", looking_at_the_last(300)),
        ("only the newest messages come again", looking_at_the_last(1000)),
        ("only the newest messages come again", keeping_the_last(50)),
        ("only the newest messages come again", keeping_the_last(2000)),
        ("only the newest messages come again", full_after(1000)),
    ],
}
