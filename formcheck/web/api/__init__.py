"""The HTTP interface, /api/v1: what the pages use, and other programs too."""
