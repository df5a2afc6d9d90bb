"""Capacity arithmetic with units, the registry of numbers that come from outside, and the published figures as data."""

from course.estimates.availability import at_least, downtime, in_parallel, in_series
from course.estimates.capacity import (
    average_rate,
    bandwidth,
    cache_memory,
    fan_out,
    inside,
    peak_rate,
    reads_and_writes,
    servers,
    stored,
    transfer_time,
)
from course.estimates.claims import Claim, agreement, claims, find_claim
from course.estimates.quantity import Quantity, quantity
from course.estimates.registry import SourcedNumber, latency_numbers, sourced
from course.estimates.uncertainty import Between, spread, tornado

__all__ = [
    "Between",
    "Claim",
    "Quantity",
    "SourcedNumber",
    "agreement",
    "at_least",
    "average_rate",
    "bandwidth",
    "cache_memory",
    "claims",
    "downtime",
    "fan_out",
    "find_claim",
    "in_parallel",
    "in_series",
    "inside",
    "latency_numbers",
    "peak_rate",
    "quantity",
    "reads_and_writes",
    "servers",
    "sourced",
    "spread",
    "stored",
    "tornado",
    "transfer_time",
]
