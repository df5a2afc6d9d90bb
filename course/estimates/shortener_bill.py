"""What a link shortener costs in a month, from seven inputs, each with the range that published designs span."""

from collections.abc import Mapping

from course.estimates.registry import sourced
from course.units import SECONDS_PER_DAY

OF_MACHINES = {
    "links_a_day": (50e6, 200e6),
    "redirects_a_link": (10, 100),
    "peak_factor": (2, 10),
    "requests_a_machine": (4_000, 80_000),
    "busy": (0.6, 0.8),
}
OF_BILL = OF_MACHINES | {"years": (1, 10), "code_length": (6, 10)}
MIDDLE = {name: (low * high) ** 0.5 for name, (low, high) in OF_BILL.items()}
COPIES, REDIRECT_BYTES, RECORD_BYTES_WITHOUT_CODE = 3, 500, 493  # assumptions


def machines(inputs: Mapping[str, float]) -> float:
    """Machines for the peak, before rounding up; the two other inputs do not move them."""
    peak_per_s = inputs["links_a_day"] * inputs["redirects_a_link"] / SECONDS_PER_DAY * inputs["peak_factor"]
    return peak_per_s / (inputs["requests_a_machine"] * inputs["busy"])


def bill(inputs: Mapping[str, float]) -> float:
    """USD a month for machines, disks and what is sent."""
    redirects_per_s = inputs["links_a_day"] * inputs["redirects_a_link"] / SECONDS_PER_DAY
    record_bytes = RECORD_BYTES_WITHOUT_CODE + inputs["code_length"]
    kept_gb = COPIES * inputs["links_a_day"] * 365 * inputs["years"] * record_bytes / 1e9
    sent_gb = redirects_per_s * REDIRECT_BYTES * 30 * SECONDS_PER_DAY / 1e9
    return (
        sourced("price-server").value * machines(inputs)
        + sourced("price-storage").value * kept_gb
        + sourced("price-egress").value * sent_gb
    )
