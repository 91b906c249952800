"""The Adam optimizer, explained by programs that ran.

Floors, each importing only lower ones: `portable`; `optimizers`, `landscapes`, `streams`,
`schedules`, `theory`; `runs`; `labs`, `drawing`; `explainers`; `publishing`.
Up to `runs` nothing but NumPy is needed.
"""
