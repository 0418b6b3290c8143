"""What can be read of a study.

Every function takes a snapshot and a viewer. Work that is blind reaches only its own coder;
`visible` in `blindness.py` is the one place that says so, and every statement that touches
codings, no-codes, memos or events goes through it.
"""
