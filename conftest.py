"""For every test and every notebook run by nbval: stateless checks, the project on the path."""

import os
import sys
from pathlib import Path

ROOT = Path(__file__).parent
os.environ.setdefault("COURSE_PROGRESS", "off")
os.environ["PYTHONPATH"] = os.pathsep.join(filter(None, [str(ROOT), os.environ.get("PYTHONPATH", "")]))
sys.path.insert(0, str(ROOT))
