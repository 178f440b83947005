#!/usr/bin/env python3
"""A long run of the load engine at a bounded rate: is its memory flat, does what it measures drift?

    swift build -c release --product load-bench
    Benchmarks/soak.py [--minutes 30] [--rate 500]

The server answers after lognormal latencies (median 5 ms), arrivals are a Poisson process. The engine's memory is
looked at with every line of its progress, every five seconds; the first and the last third of the run are compared.
"""
import argparse
import json
import re
import statistics
import subprocess
import sys
import threading

from lib import engine, markdown, measuring
from lib.markdown import Goal
from lib.servers import TruthServer

LOOK_SECONDS = 5
# Growth between the first and the last third that still counts as flat: of memory, slices left out, and of the median.
FLAT_MB, FLAT_P50 = 1.0, 5.0


def resident_mb(pid):
    with open(f"/proc/{pid}/status") as f:
        return int(re.search(r"VmRSS:\s+(\d+) kB", f.read()).group(1)) / 1024


def watched(command, cpu, seconds):
    """The engine's figures, and its resident memory at every line of progress."""
    process = subprocess.Popen(
        ["taskset", "-c", str(cpu), *map(str, command)], stdout=subprocess.PIPE, text=True)
    deadline = threading.Timer(seconds + 120, process.kill)
    deadline.start()
    figures, memory = None, []
    try:
        for line in process.stdout:
            found = json.loads(line)
            if not found.get("progress"):
                figures = found
                continue
            memory.append(resident_mb(process.pid))
            if len(memory) % (60 // LOOK_SECONDS) == 0:
                print(f"{len(memory) * LOOK_SECONDS} s: {found['completed']:,} completed, {found['failed']} failed, "
                      f"{memory[-1]:.1f} MB", file=sys.stderr)
    finally:
        deadline.cancel()
        if figures is None:
            process.kill()
        process.wait()
    if figures is None:
        raise SystemExit(f"the engine ended with status {process.returncode} and without a result")
    return figures, memory


def thirds(values):
    """The medians of the first and of the last third."""
    count = max(1, len(values) // 3)
    return statistics.median(values[:count]), statistics.median(values[-count:])


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--minutes", type=float, default=30)
    parser.add_argument("--rate", type=float, default=500)
    engine.add_option(parser)
    measuring.Cores.add_options(parser)
    options = parser.parse_args()
    seconds = int(options.minutes * 60)

    with TruthServer(options.server_cpu, "lognormal", 5, 0.5) as server:
        command = engine.command(
            options.engine, server, rate=options.rate, arrivals="poisson", max_in_flight=500, duration=seconds,
            progress=LOOK_SECONDS, slices=True)
        found, memory = watched(command, options.cpu, seconds)
        engine.check_counts(found, server.received())
    p50s = [p50 / 1000 for _, p50, _ in found["slices"]]
    if len(memory) < 3 or len(p50s) < 3:
        raise SystemExit("too short to compare its thirds")
    (early, late), (early_p50, late_p50) = thirds(memory), thirds(p50s)
    # The middles of the two are two thirds of the run apart. What is kept of each second is meant to add up.
    slices = found["slice_bytes"] / 2**20 * 2 / 3

    markdown.section("Soak", f"{options.rate:g} requests a second for {options.minutes:g} minutes, Poisson arrivals.")
    markdown.table(
        ["requests", "failed", "peak MB", "busiest thread", "longest stall", "p99(G)"],
        [[f"{found['completed']:,}", found["failed"], f"{found['max_rss_kb'] / 1024:.1f}", f"{found['busy']:.1%}",
          f"{found['stall_us'] / 1000:.1f} ms", f"{found['g_p99_us'] / 1000:.3f} ms"]])
    markdown.table(
        ["", "first third", "last third"],
        [["resident memory, median", f"{early:.2f} MB", f"{late:.2f} MB"],
         ["of that, slices since the first third", "", f"{slices:.2f} MB"],
         ["p50 of R in a second, median", f"{early_p50:.3f} ms", f"{late_p50:.3f} ms"]])
    markdown.goals([
        Goal("memory grown beside slices by", late - early - slices, FLAT_MB, " MB"),
        Goal("p50 moved by", abs(late_p50 / early_p50 - 1) * 100, FLAT_P50, " %", 1),
        Goal("failed", found["failed"], 0, "", 0)])


if __name__ == "__main__":
    main()
