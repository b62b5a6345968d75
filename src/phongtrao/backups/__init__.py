"""A site in one file and back again: every row, every file received, and a manifest that proves both."""
