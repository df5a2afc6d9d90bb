"""What ``workbook.py`` does before and around the course: the environment, JupyterLab, the test stages.

Standard library only, because this runs on the reader's own Python, before anything is installed. ``command_line``
reads the arguments; ``environment`` makes the virtual environment from a lock; ``lab`` and ``suite`` are the two long
commands.
"""
