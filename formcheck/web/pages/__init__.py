"""The pages that people read; they change things through the same interface as everybody."""
