"""Lesson 00a: wrong answers that a learner could give, each with its misconception, and other right ways to write it."""


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
    with store.pipeline() as pipe:
        pipe.watch(seat)
        if pipe.get(seat):
            return False
        pipe.multi()
        pipe.set(seat, guest, ex=600)
        return pipe.execute()[0]


def look_then_write(store, seat, guest):
    if store.get(seat) is None:
        store.set(seat, guest, ex=600)
        return True
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
    "00a.1": [in_two_lines, in_milliseconds, hers_again, after_a_look, as_a_script, watching],
}

# (the misconception that must be recognised, or None where only the case is shown; the answer)
WRONG = {
    "00a.1": [
        ("looking reserves", look_then_write),
        ("looking reserves", exists_then_write),
        ("a guest who leaves gives the seat back", for_ever),
        ("SET refuses a name that is taken", overwriting),
        ("SET refuses a name that is taken", write_then_read),
        ("no error means success", yes_to_everybody),
        ("no error means success", looks_and_forgets_the_answer),
        ("two commands happen together", then_expire),
        ("two commands happen together", setnx_then_expire),
        ("two commands happen together", with_a_finally),
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
