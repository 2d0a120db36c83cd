"""How much memory a program and all it started take."""

from __future__ import annotations

from pathlib import Path


def resident_mb(pid: int) -> float:
    """Resident memory of a process and all it started; shared pages count for each."""
    try:
        status = Path(f"/proc/{pid}/status").read_text()
        tasks = list(Path(f"/proc/{pid}/task").iterdir())
        children = [c for t in tasks for c in (t / "children").read_text().split()]
    except OSError:
        return 0.0
    own = next((int(r.split()[1]) for r in status.splitlines() if r.startswith("VmRSS")), 0)
    return own / 1024 + sum(resident_mb(int(child)) for child in children)
