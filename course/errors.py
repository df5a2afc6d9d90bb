"""The root of the errors that speak to a learner."""


class CourseError(Exception):
    """Says what was given, what is allowed, and what to do next."""
