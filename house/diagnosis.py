"""Why an installation failed: the long story of pip or uv in, one sentence and a way out."""

import re
from pathlib import Path

NO_SPACE = re.compile(r"No space left on device|not enough space|Errno 28|os error 28|os error 112", re.IGNORECASE)
CERTIFICATE = re.compile(r"CERTIFICATE_VERIFY_FAILED|invalid peer certificate|UnknownIssuer", re.IGNORECASE)
NETWORK = re.compile(
    r"NewConnectionError|ConnectTimeoutError|ReadTimeoutError|ProxyError|Temporary failure in name resolution"
    r"|Name or service not known|Network is unreachable|getaddrinfo failed|Connection refused|dns error"
    r"|error sending request|tcp connect|network was disabled",
    re.IGNORECASE,
)
WRONG_HASH = re.compile(r"DO NOT MATCH THE HASHES|hash mismatch", re.IGNORECASE)
NOTHING_FOUND = re.compile(r"\(from versions: none\)")  # all that pip says about a dead network when it may not retry
READ_ONLY = re.compile(r"Permission denied|Read-only file system|Errno 13|Errno 30", re.IGNORECASE)
MISSING = re.compile(r"No matching distribution found for|Could not find a version|No solution found", re.IGNORECASE)

EXPLANATIONS = {
    NO_SPACE: "The disk is full. Free about 600 MB, or name a place on another disk with WORKBOOK_VENV",
    CERTIFICATE: (
        "The package index shows a certificate that this machine does not trust (often a company's proxy). "
        "Name your certificates with SSL_CERT_FILE and PIP_CERT"
    ),
    NETWORK: (
        "The package index cannot be reached. "
        "Look at the network, at HTTPS_PROXY, and at PIP_INDEX_URL if you use a mirror"
    ),
    WRONG_HASH: (
        "A downloaded package is not the one that the lock names, so it was refused. Ask who runs your mirror or proxy"
    ),
    NOTHING_FOUND: (
        "The package index does not answer, or does not know a package at all. "
        "Look at the network, at HTTPS_PROXY, and at PIP_INDEX_URL if you use a mirror"
    ),
    READ_ONLY: "The installer may not write here. Copy the workbook to a folder of your own",
    MISSING: (
        "The package index lacks a package that the lock names, for this Python and this system. "
        "Try Python 3.11, 3.12 or 3.13, or another index"
    ),
}


def explain(output: str, log: Path) -> str:
    """One sentence for the reader; the whole story stays in ``log``."""
    for pattern, sentence in EXPLANATIONS.items():
        if pattern.search(output):
            return f"{sentence}, then run the same command again. (Details: {log})"
    lines = [line.strip() for line in output.splitlines() if line.strip()]
    reason = next((line for line in lines if "error" in line.lower()), lines[-1] if lines else "no output")
    return f"The installation failed: {reason[:300]}. Mend that, then run the same command again. (Details: {log})"


def is_hopeless(output: str) -> bool:
    """Whether another installer would fail as well: the disk is full, or nothing can be reached."""
    return bool(NO_SPACE.search(output) or NETWORK.search(output))
