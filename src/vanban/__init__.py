"""Reads Vietnamese official documents: who must do what, by when, with the words that ask for it.

Knows only documents: no clock, no database, no network.
"""
