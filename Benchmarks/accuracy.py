#!/usr/bin/env python3
"""Whether the load engine's figures are true: against a plan, an analytic truth, and a server's own record.

    swift build -c release --product load-bench
    Benchmarks/accuracy.py [--sections open,stall,distributions] [--seconds N]

A run in which something else took part of a core is repeated, twice at most. Every section also checks that the
engine's counts are exactly the server's.
"""
import argparse
import json
import statistics
import sys

from lib import engine, markdown, measuring, programs
from lib.markdown import Goal
from lib.servers import Nginx, TruthServer

# The stalling server: answers after so many milliseconds, but not during the last second of every five.
ANSWER_MS, EVERY, STALL = 1, 5, 1
# Modes of the truth server, by name, and the seed of its draws. With 1 % exactly, p99 would lie on the edge between
# both modes and say nothing: this seed's draws make 1.2 to 1.6 %.
DISTRIBUTIONS = {
    "constant, 5 ms": (("constant", 5), 1),
    "lognormal, median 5 ms, σ 0.5": (("lognormal", 5, 0.5), 1),
    "bimodal, 2 ms, 1 % at 500 ms": (("bimodal", 2, 500, 0.01), 94),
}
PERCENTILES = {"p50": 0.5, "p95": 0.95, "p99": 0.99}


class Accuracy:
    def __init__(self, options):
        self.options = options
        self.cores = measuring.Cores.of(options)

    def seconds(self, default):
        return self.options.seconds or default

    def measure(self, label, make_server, look=lambda server: None, **plan):
        """The engine's figures and what `look` saw at the server, from the first quiet run of three, else the last."""
        for attempt in range(3):
            with make_server() as server:
                run = measuring.run(engine.command(self.options.engine, server, **plan), server, self.cores)
                figures, seen = engine.figures(run), look(server)
            print(f"{label}, run {attempt + 1}: others took {run.others:.0%} of a core", file=sys.stderr)
            if run.quiet:
                break
        else:
            print("All runs were disturbed by other processes; the last one is shown.\n")
        if figures["failed"]:
            raise SystemExit(f"{label}: {figures['failed']} requests failed: {figures}")
        return figures, seen

    def open(self):
        seconds = self.seconds(10)
        markdown.section("Open model on time", f"2 000 requests a second for {seconds} s, nginx.")
        found, _ = self.measure(
            "open", lambda: Nginx("plain", self.cores.server), rate=2000, max_in_flight=200, duration=seconds)
        markdown.table(
            ["planned", "started", "G p50", "G p95", "G p99", "G max"],
            [[found["planned"], found["started"],
              *(f"{found[f'g_{name}_us'] / 1000:.3f} ms" for name in ("p50", "p95", "p99", "max"))]])
        markdown.goals([
            Goal("started", found["started"] / found["planned"] * 100, 99.9, " %", 2, at_least=True),
            Goal("p99(G)", found["g_p99_us"] / 1000, 0.5, " ms", 3)])

    def stall(self):
        seconds = self.seconds(60) // EVERY * EVERY or EVERY
        markdown.section(
            "A server that stalls",
            f"200 requests a second for {seconds} s; the server answers after {ANSWER_MS} ms, but stops for {STALL} s "
            f"in every {EVERY} s. The truth follows from that and from what an undisturbed answer takes on this machine, "
            "timers and loopback included, as a bare client on the same core sees it (in brackets: from the server's "
            f"{ANSWER_MS} ms alone).")
        before = self.probe()
        found, seen = self.measure(
            "stall", lambda: TruthServer(self.cores.server, "stall", ANSWER_MS, EVERY, STALL), TruthServer.truth,
            rate=200, max_in_flight=1000, duration=seconds)
        answer_ms = statistics.mean([before, self.probe()])
        rows = []
        for name, share in PERCENTILES.items():
            truth, stated = stalled_percentile(share, answer_ms), stalled_percentile(share, ANSWER_MS)
            measured = found[f"r_{name}_us"] / 1000
            goal = Goal(name, abs(measured / truth - 1) * 100, 3, " %")
            rows.append([name, f"{truth:.2f} ms ({stated:.2f})", f"{measured:.2f} ms", *goal.row()[1:]])
        markdown.table(["percentile", "truth", "R", "off by", "limit", ""], rows)
        print(f"Requests: {seen['received']:,}. Stalls: {seen['stalls']}.\n")

    def probe(self):
        """Milliseconds that a bare client sees the server's undisturbed answer take."""
        with TruthServer(self.cores.server, "constant", ANSWER_MS) as server:
            output, _ = measuring.run_measured(
                [programs.native("probe"), server.port, 200, 5], self.cores.generator, timeout=60)
        return json.loads(output)["p50_us"] / 1000

    def distributions(self):
        seconds = self.seconds(30)
        markdown.section(
            "Known distributions",
            f"500 requests a second for {seconds} s; the truth is the server's own record of them.")
        rows = []
        for label, (mode, seed) in DISTRIBUTIONS.items():
            found, truth = self.measure(
                label, lambda: TruthServer(self.cores.server, *mode, seed=seed), TruthServer.truth, rate=500,
                max_in_flight=1000, duration=seconds)
            if truth["answered"] != found["completed"]:
                raise SystemExit(f"counts differ: the server answered {truth}, the engine says {found}")
            for name in PERCENTILES:
                true, measured = truth[f"{name}_us"] / 1000, found[f"s_{name}_us"] / 1000
                goal = Goal(name, abs(measured - true), true * 0.02 + 0.3, " ms", 3)
                rows.append([label, name, f"{true:.2f} ms", f"{measured:.2f} ms", *goal.row()[1:]])
        markdown.table(["distribution", "percentile", "truth", "S", "off by", "limit", ""], rows)


def stalled_percentile(share, answer_ms):
    """The time that this share of evenly planned requests does not exceed at the stalling server.

    Of every period T, requests planned in the stall F wait for its end and one answer time a more, from F + a down to
    a; those planned less than a before it wait a little more than F. So more than r ≥ a wait F - r + 2a of T.
    """
    over = STALL * 1000 + 2 * answer_ms - (1 - share) * EVERY * 1000
    return max(answer_ms, over)


def main():
    sections = ["open", "stall", "distributions"]
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sections", default=",".join(sections), help="of " + ",".join(sections))
    parser.add_argument("--seconds", type=int, help="of each run (default: 10, 60 and 30)")
    engine.add_option(parser)
    measuring.Cores.add_options(parser)
    options = parser.parse_args()
    wanted = options.sections.split(",")
    if unknown := set(wanted) - set(sections):
        parser.error(f"no section {', '.join(sorted(unknown))}; there are {', '.join(sections)}")
    accuracy = Accuracy(options)
    for name in wanted:
        getattr(accuracy, name)()


if __name__ == "__main__":
    main()
