"""Runs a batch of fakes on a cluster; ``python batch_at_cluster.py ADDRESS CLIPS OUT LOG``."""

from __future__ import annotations

import sys
from pathlib import Path

from batch_of_fakes import fake

from formcheck.batch.cluster import hire_cluster
from formcheck.batch.isolated import Limits
from formcheck.batch.run import Order, Report, run


def batch_at(
    address: str, clips: Path, out: Path, log: Path, limits: Limits | None = None
) -> Report:
    return run(Order((clips,), out), hire_cluster(address, 2, limits or Limits(), fake(log)))


if __name__ == "__main__":
    batch_at(sys.argv[1], *map(Path, sys.argv[2:5]))
