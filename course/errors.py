"""The root of the errors that speak to a learner."""


class CourseError(Exception):
    """Says what was given, what is allowed, and what to do next."""

    def _render_traceback_(self) -> list[str]:
        """What IPython prints instead of a traceback: the sentence alone, since nothing in our code is broken."""
        return [f"{type(self).__name__}: {self}"]
