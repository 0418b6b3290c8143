"""REFI-QDA, the standard by which programs for qualitative analysis exchange work.

A project file (.qdpx) or codebook (.qdc) from or for any program becomes plain values here and
comes from them. This room knows the standard and what programs really write; it knows nothing
of a study.
"""
