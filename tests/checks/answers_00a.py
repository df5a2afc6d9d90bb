"""Lesson 00a: wrong answers that a learner could give, each with its misconception, and other right ways to write it."""

import threading

import redis


def in_two_lines(store, seat, guest):
    won = store.set(seat, guest, nx=True, ex=600)
    return won is not None


def in_milliseconds(store, seat, guest):
    return bool(store.set(seat, guest, px=600_000, nx=True))


def hers_again(store, seat, guest):
    if store.set(seat, guest, ex=600, nx=True):
        return True
    return store.get(seat) == guest


def after_a_look(store, seat, guest):
    if store.exists(seat):
        return False
    return store.set(seat, guest, ex=600, nx=True) is True


def as_a_script(store, seat, guest):
    script = "if redis.call('SET', KEYS[1], ARGV[1], 'NX', 'EX', 600) then return 1 else return 0 end"
    return store.eval(script, 1, seat, guest) == 1


def watching(store, seat, guest):
    try:
        return watching_without_a_word(store, seat, guest)
    except redis.WatchError:
        return False


def watching_without_a_word(store, seat, guest):
    with store.pipeline() as pipe:
        pipe.watch(seat)
        if pipe.get(seat):
            return False
        pipe.multi()
        pipe.set(seat, guest, ex=600)
        return pipe.execute()[0]


def in_one_transaction(store, seat, guest):
    pipe = store.pipeline()
    pipe.set(seat, guest, nx=True)
    pipe.expire(seat, 600, nx=True)
    return bool(pipe.execute()[0])


def in_one_trip(store, seat, guest):
    pipe = store.pipeline(transaction=False)
    pipe.set(seat, guest, nx=True, ex=600)
    return pipe.execute() == [True]


def under_a_lock_that_ends(store, seat, guest):
    with store.lock(f"lock:{seat}", timeout=10):
        if store.get(seat):
            return False
        return store.set(seat, guest, ex=600)


def under_a_lock_of_its_own(store, seat, guest):
    while not store.set(f"lock:{seat}", guest, nx=True, ex=5):
        pass
    free = not store.exists(seat)
    if free:
        store.set(seat, guest, ex=600)
    store.delete(f"lock:{seat}")
    return free


def look_then_write(store, seat, guest):
    if store.get(seat) is None:
        store.set(seat, guest, ex=600)
        return True
    return False


def looks_twice_then_writes(store, seat, guest):
    if store.get(seat) is None and store.get(seat) is None:
        return store.set(seat, guest, ex=600)
    return False


def exists_then_write(store, seat, guest):
    if store.exists(seat):
        return False
    store.setex(seat, 600, guest)
    return True


def for_ever(store, seat, guest):
    return store.set(seat, guest, nx=True)


def overwriting(store, seat, guest):
    return store.set(seat, guest, ex=600)


def write_then_read(store, seat, guest):
    store.set(seat, guest, ex=600)
    return store.get(seat) == guest


def yes_to_everybody(store, seat, guest):
    store.set(seat, guest, ex=600, nx=True)
    return True


def looks_and_forgets_the_answer(store, seat, guest):
    if store.get(seat) is None:
        store.set(seat, guest, ex=600, nx=True)
        return True
    return False


def then_expire(store, seat, guest):
    if store.set(seat, guest, nx=True):
        store.expire(seat, 600)
        return True
    return False


def setnx_then_expire(store, seat, guest):
    won = store.setnx(seat, guest)
    if won:
        store.expire(seat, 600)
    return bool(won)


def with_a_finally(store, seat, guest):
    won = False
    try:
        won = bool(store.set(seat, guest, nx=True))
    finally:
        if won:
            store.expire(seat, 600)
    return won


def always_expire(store, seat, guest):
    won = store.set(seat, guest, nx=True)
    store.expire(seat, 600)
    return bool(won)


def piped(store, seat, guest):
    pipe = store.pipeline()
    pipe.set(seat, guest, nx=True)
    pipe.expire(seat, 600)
    return bool(pipe.execute()[0])


def piped_one_by_one(store, seat, guest):
    pipe = store.pipeline()
    pipe.set(seat, guest, nx=True)
    won = pipe.execute()[0]
    if won:
        pipe.expire(seat, 600)
        pipe.execute()
    return bool(won)


def looks_through_a_pipeline(store, seat, guest):
    pipe = store.pipeline()
    pipe.get(seat)
    if pipe.execute() != [None]:
        return False
    pipe.set(seat, guest, ex=600)
    return pipe.execute() == [True]


def both_at_once_in_a_pipeline(store, seat, guest):
    pipe = store.pipeline()
    pipe.get(seat)
    pipe.set(seat, guest, ex=600)
    return pipe.execute()[0] is None


def locked_for_ever(store, seat, guest):
    lock = store.lock(f"lock:{seat}", blocking=False)
    if not lock.acquire():
        return False
    free = store.get(seat) is None
    if free:
        store.set(seat, guest, ex=600)
    lock.release()
    return free


def locked_by_hand_for_ever(store, seat, guest):
    while not store.set(f"lock:{seat}", guest, nx=True):
        pass
    won = store.set(seat, guest, ex=600, nx=True)
    store.delete(f"lock:{seat}")
    return won


def locked_longer_than_an_hour(store, seat, guest):
    if not store.set(f"lock:{seat}", guest, nx=True, ex=86_400):
        return False
    won = store.set(seat, guest, ex=600, nx=True)
    store.delete(f"lock:{seat}")
    return won


def a_second_too_long(store, seat, guest):
    return store.set(seat, guest, ex=601, nx=True)


def a_second_too_short(store, seat, guest):
    return store.set(seat, guest, ex=599, nx=True)


def in_a_dictionary():
    held = {}

    def hold(store, seat, guest):
        if seat in held:
            return False
        held[seat] = guest
        store.set(seat, guest, ex=600)
        return True

    return hold


def six_tenths_of_a_second(store, seat, guest):
    return store.set(seat, guest, px=600, nx=True)


def half_a_second_too_short(store, seat, guest):
    return store.set(seat, guest, px=599_500, nx=True)


def in_small_letters(store, seat, guest):
    return store.set(seat.lower(), guest, ex=600, nx=True)


def looks_under_a_lock():
    lock = threading.Lock()

    def hold(store, seat, guest):
        with lock:
            return look_then_write(store, seat, guest)

    return hold


def in_minutes(store, seat, guest):
    return store.set(seat, guest, ex=10, nx=True)


def forgotten_return(store, seat, guest):
    store.set(seat, guest, ex=600, nx=True)


def opposite(store, seat, guest):
    return not store.set(seat, guest, ex=600, nx=True)


def turned_round(store, seat, guest):
    return store.set(guest, seat, ex=600, nx=True)


def one_seat_only(store, seat, guest):
    return store.set("seat:12", guest, ex=600, nx=True)


def counting(store, seat, guest):
    if store.incr(seat) == 1:
        store.expire(seat, 600)
        return True
    return False


def only_if_taken(store, seat, guest):
    return store.set(seat, guest, ex=600, xx=True)


def in_a_hash(store, seat, guest):
    return bool(store.hsetnx(seat, "guest", guest))


def waits_for_the_seat(store, seat, guest):
    while store.get(seat):
        pass
    return store.set(seat, guest, ex=600, nx=True)


RIGHT = {
    "00a.1": [
        in_two_lines,
        in_milliseconds,
        hers_again,
        after_a_look,
        as_a_script,
        watching,
        in_one_transaction,
        in_one_trip,
        under_a_lock_that_ends,
        under_a_lock_of_its_own,
    ],
}

# (the misconception that must be recognised, or None where only the case is shown; the answer)
WRONG = {
    "00a.1": [
        ("looking reserves", look_then_write),
        ("looking reserves", exists_then_write),
        ("looking reserves", looks_twice_then_writes),
        ("a guest who leaves gives the seat back", for_ever),
        ("SET refuses a name that is taken", overwriting),
        ("SET refuses a name that is taken", write_then_read),
        ("no error means success", yes_to_everybody),
        ("no error means success", looks_and_forgets_the_answer),
        ("two commands happen together", then_expire),
        ("two commands happen together", setnx_then_expire),
        ("two commands happen together", with_a_finally),
        ("two commands happen together", piped_one_by_one),
        ("looking reserves", looks_through_a_pipeline),
        ("looking reserves", both_at_once_in_a_pipeline),
        ("whoever locks will unlock", locked_for_ever),
        ("whoever locks will unlock", locked_by_hand_for_ever),
        ("whoever locks will unlock", locked_longer_than_an_hour),
        (None, a_second_too_long),
        (None, a_second_too_short),
        (None, half_a_second_too_short),
        (None, in_small_letters),
        ("looking reserves", looks_under_a_lock()),
        ("looking reserves", watching_without_a_word),
        ("a question is harmless", piped),
        ("two commands happen together", always_expire),
        ("programs share a variable", in_a_dictionary()),
        ("600 of anything", six_tenths_of_a_second),
        ("600 of anything", in_minutes),
        (None, forgotten_return),
        (None, opposite),
        ("the guest is the name", turned_round),
        (None, one_seat_only),
        (None, counting),
        (None, only_if_taken),
        (None, in_a_hash),
        (None, waits_for_the_seat),
    ],
}
