"""Measures Malote beside limits and peers; `Benchmarks/run --help`."""
