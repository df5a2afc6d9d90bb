"""Capacity arithmetic, and the registry of numbers that come from outside."""

from course.estimates.registry import SourcedNumber, sourced

__all__ = ["SourcedNumber", "sourced"]
