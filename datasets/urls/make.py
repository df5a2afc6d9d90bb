"""Make urls.csv: the addresses that the packages of requirements.lock publish in their metadata."""

import csv
import io
import re
from collections.abc import Iterable
from importlib.metadata import distribution
from pathlib import Path

from packaging.requirements import Requirement

HERE = Path(__file__).resolve().parent
LOCK = HERE.parent.parent / "requirements.lock"
COLUMNS = ("url", "package", "version", "label")


def main() -> None:
    """Write the file beside this one."""
    (HERE / "urls.csv").write_text(made(locked_packages()), encoding="utf-8", newline="")
    print(f"wrote {HERE / 'urls.csv'}")


def made(packages: Iterable[str]) -> str:
    """Return the text of urls.csv: each address once, with the first package by name that publishes it."""
    rows = [row for name in packages for row in published(name)]
    first: dict[str, tuple[str, ...]] = {}
    for row in sorted(rows, key=lambda row: (row[1].lower(), row)):
        first.setdefault(row[0], row)
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows(first.values())
    return text.getvalue()


def locked_packages() -> list[str]:
    """Return the names in the lock that this machine and this Python need."""
    pins = re.findall(r"^([^\s#-][^\\\n]*)", LOCK.read_text(encoding="utf-8"), re.MULTILINE)
    requirements = [Requirement(pin.strip()) for pin in pins]
    return [each.name for each in requirements if each.marker is None or each.marker.evaluate()]


def published(name: str) -> list[tuple[str, str, str, str]]:
    """Return a row for each web address in the metadata of an installed package."""
    metadata = distribution(name).metadata
    labelled = [entry.partition(",") for entry in metadata.get_all("Project-URL") or []]
    if "Home-page" in metadata:
        labelled.append(("Homepage", ",", metadata["Home-page"]))
    return [
        (url.strip(), metadata["Name"], metadata["Version"], label.strip())
        for label, _, url in labelled
        if re.fullmatch(r"https?://[!-~]+", url.strip())
        and "/project/" not in url  # pages of a package index, not of the project
    ]


if __name__ == "__main__":
    main()
