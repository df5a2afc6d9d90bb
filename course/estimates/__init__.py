"""Capacity arithmetic with units, the registry of numbers that come from outside, and the published figures as data."""

from course.estimates.availability import at_least, downtime, in_parallel, in_series
from course.estimates.capacity import (
    average_rate,
    average_rates,
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
from course.estimates.waiting import erlang_c, mean_wait_s, servers_for_wait, wait_percentile_s
from course.estimates.zipf import hit_ratio_of_top, keys_for_hit_ratio

__all__ = [
    "Between",
    "Claim",
    "Quantity",
    "SourcedNumber",
    "agreement",
    "at_least",
    "average_rate",
    "average_rates",
    "bandwidth",
    "cache_memory",
    "claims",
    "downtime",
    "erlang_c",
    "fan_out",
    "find_claim",
    "hit_ratio_of_top",
    "in_parallel",
    "in_series",
    "inside",
    "keys_for_hit_ratio",
    "latency_numbers",
    "mean_wait_s",
    "peak_rate",
    "quantity",
    "reads_and_writes",
    "servers",
    "servers_for_wait",
    "sourced",
    "spread",
    "stored",
    "tornado",
    "transfer_time",
    "wait_percentile_s",
]
