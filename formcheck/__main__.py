"""``python -m formcheck`` is the command line."""

from __future__ import annotations

from formcheck.cli import main

if __name__ == "__main__":
    main()
