"""Điểm cần xem: places where directives contradict each other or themselves, each with its passages, for a person.

One module a kind; `found` gathers them and says which a person has settled.
"""
