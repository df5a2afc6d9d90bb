"""What takes long here: only what no machine turns round."""

from course.parts.latencies import echo_program, latencies


def test_every_operation_takes_some_time_and_memory_the_least():
    times = latencies()
    assert len(times) == 6
    assert min(times, key=times.__getitem__) == "look up a key in memory"
    assert all(0 < seconds < 5 for seconds in times.values())


def test_the_other_program_sends_back_what_it_hears():
    with echo_program() as line:
        for byte in (b"a", b"b"):
            line.sendall(byte)
            assert line.recv(1) == byte
