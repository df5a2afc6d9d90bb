"""Lesson 00c: wrong answers that a learner could give, each with its misconception, and other right ways to write it."""

import asyncio

lock_of_the_notebook = asyncio.Lock()


async def in_two_lines(read, write, lock):
    async with lock:
        coins = await read()
        await write(coins + 1)


async def with_try_and_finally(read, write, lock):
    await lock.acquire()
    try:
        await write(1 + await read())
    finally:
        lock.release()


async def giving_the_sum(read, write, lock):
    async with lock:
        total = await read() + 1
        await write(total)
    return total


async def with_a_wait_inside(read, write, lock):
    async with lock:
        coins = await read()
        await asyncio.sleep(0.001)
        await write(coins + 1)


async def with_a_long_wait_inside(read, write, lock):
    async with lock:
        coins = await read()
        await asyncio.sleep(2)
        await write(coins + 1)


async def asking_until_it_is_free(read, write, lock):
    while lock.locked():
        await asyncio.sleep(0.01)
    async with lock:
        await write(await read() + 1)


async def again_after_an_error(read, write, lock):
    async with lock:
        coins = await read()
        while True:
            try:
                return await write(coins + 1)
            except OSError:
                await asyncio.sleep(0.1)


async def with_its_own_error(read, write, lock):
    async with lock:
        try:
            await write(await read() + 1)
        except OSError as error:
            raise RuntimeError("no coin came in") from error


def through_another_function(read, write, lock):
    return in_two_lines(read, write, lock)


async def without_a_lock(read, write, lock):
    coins = await read()
    await write(coins + 1)


async def lock_of_its_own(read, write, lock):
    async with asyncio.Lock():
        coins = await read()
        await write(coins + 1)


async def new_lock(read, write, lock):
    lock = asyncio.Lock()
    async with lock:
        await write(await read() + 1)


async def the_notebooks_lock(read, write, lock):
    async with lock_of_the_notebook:
        await write(await read() + 1)


async def writes_inside(read, write, lock):
    coins = await read()
    async with lock:
        await write(coins + 1)


async def reads_inside(read, write, lock):
    async with lock:
        coins = await read()
    await write(coins + 1)


async def two_blocks(read, write, lock):
    async with lock:
        coins = await read()
    async with lock:
        await write(coins + 1)


async def without_finally(read, write, lock):
    await lock.acquire()
    coins = await read()
    await write(coins + 1)
    lock.release()


async def swallowing_the_error(read, write, lock):
    async with lock:
        try:
            await write(await read() + 1)
        except OSError:
            pass


async def two_tries(read, write, lock):
    for _ in range(2):
        try:
            return await in_two_lines(read, write, lock)
        except OSError:
            pass


async def saying_false(read, write, lock):
    async with lock:
        try:
            await write(await read() + 1)
        except Exception:
            return False
    return True


async def printing_the_error(read, write, lock):
    try:
        await in_two_lines(read, write, lock)
    except OSError as error:
        print(error)


async def gathering_the_error(read, write, lock):
    async with lock:
        coins = await read()
        await asyncio.gather(write(coins + 1), return_exceptions=True)


async def again_without_the_lock(read, write, lock):
    try:
        await in_two_lines(read, write, lock)
    except OSError:
        await write(await read() + 1)


async def plain_with(read, write, lock):
    with lock:
        await write(await read() + 1)


async def read_not_awaited(read, write, lock):
    async with lock:
        coins = read()
        await write(coins + 1)


async def write_not_awaited(read, write, lock):
    async with lock:
        coins = await read()
        write(coins + 1)


async def acquire_not_awaited(read, write, lock):
    lock.acquire()
    coins = await read()
    await write(coins + 1)
    lock.release()


async def acquire_without_brackets(read, write, lock):
    await lock.acquire
    coins = await read()
    await write(coins + 1)
    lock.release()


async def read_without_brackets(read, write, lock):
    async with lock:
        coins = await read
        await write(coins + 1)


async def write_without_brackets(read, write, lock):
    async with lock:
        coins = await read()
        await write


jar_of_the_notebook = {"coins": 0}


async def tip():
    await asyncio.sleep(0.001)
    jar_of_the_notebook["coins"] += 1


async def tips_into_the_notebooks_jar(read, write, lock):
    async with lock:
        await tip()


async def tips_there_without_a_lock(read, write, lock):
    await tip()


async def looks_at_the_lock(read, write, lock):
    if not lock.locked():
        coins = await read()
        await write(coins + 1)


async def never_leaves(read, write, lock):
    await lock.acquire()
    await write(await read() + 1)


async def enters_twice(read, write, lock):
    async with lock:
        coins = await read()
        async with lock:
            await write(coins + 1)


async def writes_one(read, write, lock):
    async with lock:
        await read()
        await write(1)


async def two_coins(read, write, lock):
    async with lock:
        await write(await read() + 2)


async def together(read, write, lock):
    async with lock:
        coins, _ = await asyncio.gather(read(), write(1))


async def in_the_background(read, write, lock):
    async with lock:
        coins = await read()
        asyncio.create_task(write(coins + 1))


def no_async(read, write, lock):
    with_lock = lock
    return with_lock is not None


def runs_a_loop_of_its_own(read, write, lock):
    asyncio.run(in_two_lines(read, write, lock))


async def generator(read, write, lock):
    async with lock:
        yield await write(await read() + 1)


async def spins(read, write, lock):
    while True:
        await asyncio.sleep(0)


RIGHT = {
    "00c.1": [
        in_two_lines,
        with_try_and_finally,
        giving_the_sum,
        with_a_wait_inside,
        with_a_long_wait_inside,
        asking_until_it_is_free,
        again_after_an_error,
        with_its_own_error,
        through_another_function,
    ],
}

# (the misconception that must be recognised, or None where only the case is shown; the answer)
WRONG = {
    "00c.1": [
        ("one thread cannot race", without_a_lock),
        ("one thread cannot race", looks_at_the_lock),
        ("a lock of my own is a lock", lock_of_its_own),
        ("a lock of my own is a lock", new_lock),
        ("one thread cannot race", the_notebooks_lock),
        ("only writing needs the lock", writes_inside),
        ("only reading needs the lock", reads_inside),
        ("only reading needs the lock", two_blocks),
        ("every step comes to its end", without_finally),
        ("an error that is caught is mended", swallowing_the_error),
        ("an error that is caught is mended", saying_false),
        ("an error that is caught is mended", printing_the_error),
        ("an error that is caught is mended", gathering_the_error),
        (None, again_without_the_lock),
        (None, two_tries),
        ("a lock is entered like a file", plain_with),
        ("any jar will do", tips_into_the_notebooks_jar),
        ("any jar will do", tips_there_without_a_lock),
        ("a function is its own call", read_without_brackets),
        ("a function is its own call", write_without_brackets),
        ("a function is its own call", acquire_without_brackets),
        ("calling is doing", read_not_awaited),
        ("calling is doing", write_not_awaited),
        ("calling is doing", acquire_not_awaited),
        (None, never_leaves),
        (None, enters_twice),
        (None, writes_one),
        (None, two_coins),
        (None, together),
        ("calling is doing", in_the_background),
        (None, no_async),
        (None, runs_a_loop_of_its_own),
        (None, generator),
        (None, spins),
    ],
}
