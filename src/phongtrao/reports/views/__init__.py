"""Pages of reports; one module a page, with the deeds that its forms send."""
