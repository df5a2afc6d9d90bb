"""The one entry: ``python3 workbook.py lab`` to learn, ``python3 workbook.py test`` to test; ``--help`` for more."""

import sys

# The check stands before any other import, in words that even Python 2 can read: everything below needs 3.11.
if sys.version_info < (3, 11):  # noqa: UP036 - whoever starts this file may have an older Python
    sys.exit(
        "The workbook needs Python 3.11 or newer, and this is Python %d.%d. "  # noqa: UP031 - no f-strings in Python 2
        "Install a newer one from https://www.python.org/downloads/ and start again with it, "
        "for example: python3.12 workbook.py lab" % sys.version_info[:2]
    )

from house.command_line import main

if __name__ == "__main__":
    sys.exit(main())
