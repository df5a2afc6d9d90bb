"""The text of each system's package is its map: whoever opens it finds every module there, and no other."""

import ast
import re
from pathlib import Path

import pytest

import course.systems

SYSTEMS = sorted(path.parent for path in Path(course.systems.__file__).parent.glob("*/__init__.py"))


@pytest.mark.parametrize("system", SYSTEMS, ids=lambda system: system.name)
def test_the_map_of_a_system_names_its_modules(system):
    text = ast.get_docstring(ast.parse((system / "__init__.py").read_text("utf-8")))
    named = re.findall(r"``(\w+)``", text)
    assert sorted(named) == sorted(path.stem for path in system.glob("*.py") if path.stem != "__init__")
