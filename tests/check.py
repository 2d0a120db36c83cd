"""Every gate in one command: style, format, types, then doctests and tests."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
GATES = (
    ("ruff", "check", "."),
    ("ruff", "format", "--check", "."),
    ("mypy",),
    ("pytest", "-q", "-n", "logical", "--maxprocesses=4", "--dist=loadfile"),
)


def main() -> int:
    """Run the gates in turn, each in words; the first that fails ends it."""
    for gate in GATES:
        print("==", *gate, flush=True)
        code = subprocess.run([sys.executable, "-m", *gate], cwd=ROOT, check=False).returncode
        if code:
            print(f"{gate[0]} found something: mend it and run this again.", file=sys.stderr)
            return code
    return 0


if __name__ == "__main__":
    sys.exit(main())
