"""The software that the workbook's lessons run.

Read it from the bottom up: ``errors``, then ``units``, ``clock``, ``lessons``, ``datasets`` and ``recordings`` are
single modules that everything may use. ``estimates``, ``simulation`` and ``stores`` are the three grounds a lesson
stands on: arithmetic, virtual time, and Redis with DuckDB. ``parts`` holds one building block a module; ``systems``
puts parts together, one package a system. ``widgets`` draws, ``checks`` judges a learner's answers, ``editions`` makes
the notebooks. Imports point down this list only, and a test holds them to it.
"""
