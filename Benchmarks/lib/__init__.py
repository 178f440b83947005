"""What the benchmark scripts share: programs, servers, measuring, rounds, tables."""
