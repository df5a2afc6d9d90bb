import json

import pytest

from course import datasets
from course.checks import measured
from course.clock import ManualClock
from course.widgets import measurements

VALUES = {"hit": 0.001, "miss": 0.004}
CLAIM = ("miss", "hit", 1.5)


@pytest.fixture
def shown(monkeypatch):
    cards = []
    monkeypatch.setattr(measurements, "in_notebook", lambda: True)
    monkeypatch.setattr(measurements, "show", cards.append)
    return cards


@pytest.fixture
def recording(monkeypatch, tmp_path):
    """A folder of data sets in which these figures are recorded."""
    monkeypatch.setattr(datasets, "FOLDER", tmp_path)
    monkeypatch.setenv("COURSE_RECORD", str(tmp_path / "measurements"))
    measured("read", VALUES, clock=ManualClock(1_795_219_200.0))
    monkeypatch.delenv("COURSE_RECORD")
    return json.loads((tmp_path / "measurements" / "read.json").read_text("utf-8"))


def test_a_recording_tells_figures_machine_day_and_versions(recording):
    assert recording["values"] == VALUES
    assert recording["unit"] == "s"
    assert recording["date"] == "2026-11-21"
    assert recording["machine"]
    assert set(recording["versions"]) > {"python", "duckdb", "redis"}


def test_what_is_stored_does_not_depend_on_the_live_figures(recording, shown):
    for factor in (1, 3):
        measured("read", {name: value * factor for name, value in VALUES.items()}, at_least=CLAIM)
    first, second = shown
    assert repr(first) == repr(second)
    assert first.html == second.html
    assert repr(first) == (
        "read · recorded\n  hit: 1 ms\n  miss: 4 ms\n✓ holds: miss is at least 1.5 times hit\n"
        f"clock: recorded 2026-11-21 on {recording['machine']}"
    )


def test_the_live_figures_are_in_the_widget(recording, shown):
    measured("read", {"hit": 0.002, "miss": 0.009}, at_least=CLAIM)
    assert "miss: 9 ms" in shown[0].view.value
    assert "clock: this machine, now" in shown[0].view.value


def test_a_claim_that_does_not_hold_changes_what_is_stored(recording, shown):
    measured("read", {"hit": 0.003, "miss": 0.004}, at_least=CLAIM)
    assert "✗ does not hold here: miss is at least 1.5 times hit" in repr(shown[0])


def test_a_claim_over_half_of_the_recorded_ratio_is_an_authors_mistake(recording, shown):
    with pytest.raises(ValueError, match="at most half of the recorded ratio 4"):
        measured("read", VALUES, at_least=("miss", "hit", 2.1))


@pytest.mark.parametrize("values", [VALUES, {"hit": 1.0, "other": 2.0}], ids=["never recorded", "other figures"])
def test_before_a_recording_exists_this_is_said_without_figures(values, shown, monkeypatch, tmp_path, request):
    if values is VALUES:
        monkeypatch.setattr(datasets, "FOLDER", tmp_path)
    else:
        request.getfixturevalue("recording")
    measured("read", values)
    assert repr(shown[0]) == "read · not recorded yet\nclock: run the cell to see your machine's figures"


def test_outside_a_notebook_the_live_figures_are_printed(capsys):
    measured("read", VALUES, at_least=CLAIM)
    assert capsys.readouterr().out == (
        "read · live\n  hit: 1 ms\n  miss: 4 ms\n✓ holds: miss is at least 1.5 times hit\nclock: this machine, now\n"
    )


def test_every_recording_of_the_course_is_complete():
    for path in datasets.FOLDER.glob("measurements/*.json"):
        facts = json.loads(path.read_text("utf-8"))
        assert facts.keys() >= {"name", "unit", "values", "machine", "date", "versions"}, path.name
        assert facts["name"] == path.stem
