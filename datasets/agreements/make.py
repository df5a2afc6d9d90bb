"""Make agreements.csv: six agreements of PyPI's X3DH with itself, with and without a one-time prekey."""

import csv
import io
from importlib.metadata import version
from pathlib import Path

from course.systems.encryption.primitives import public_of
from course.systems.encryption.recorded import private_of
from tests.systems.encryption_peers import peer_state, run

HERE = Path(__file__).resolve().parent
COLUMNS = (
    "reader_identity_seed",
    "reader_signed_prekey",
    "reader_one_time_prekey",
    "writer_identity",
    "writer_ephemeral",
    "secret",
)


def main() -> None:
    """Write the file beside this one."""
    (HERE / "agreements.csv").write_text(made(), encoding="utf-8", newline="")
    print(f"wrote {HERE / 'agreements.csv'} with X3DH {version('X3DH')}")


def made() -> str:
    """Return the text of agreements.csv; the keys are that program's own chance, so each time it is another one."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    for one_time in (True, False) * 3:
        writer.writerow([part.hex() for part in agreement(one_time=one_time)])
    return text.getvalue()


def agreement(*, one_time: bool) -> tuple[bytes, ...]:
    """One row: the reader's private halves, what the writer sent, and the secret that the writer computed."""
    reader, writer = peer_state(), peer_state()
    bundle = reader.bundle if one_time else reader.bundle._replace(pre_keys=frozenset())
    secret, _, header = run(writer.get_shared_secret_active(bundle, require_pre_key=one_time))
    kept = reader.model
    used = [private for private in kept.pre_keys if public_of(private_of(private)) == header.pre_key]
    return (
        kept.identity_key.secret,
        kept.signed_pre_key.priv,
        used[0] if used else b"",
        header.identity_key,
        header.ephemeral_key,
        secret,
    )


if __name__ == "__main__":
    main()
