"""Presents an analysis: JSON, tables, pictures, film, terminal. Computes nothing new."""

from formcheck.report.exporters import EXPORTERS, Exporter, write

__all__ = ["EXPORTERS", "Exporter", "write"]
