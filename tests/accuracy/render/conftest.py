"""Nothing here is a test, and none of it may be imported by pytest."""

collect_ignore_glob = ["*.py"]
