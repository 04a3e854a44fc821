"""Scripts that make the figures in docs/benchmarks.md."""
