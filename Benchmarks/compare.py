#!/usr/bin/env python3
"""The load engine against its peers, side by side, as Markdown tables.

    swift build -c release --product load-bench
    Benchmarks/compare.py [--sections h1,tls,h2,memory,idle] [--rounds 7] [--seconds 3] [--connections 1,50,256,1000]
    Benchmarks/compare.py --against OTHER_LOAD_BENCH      another build of the engine in place of the peers

Every tool runs once a round, in alternating order, on a core of its own; the server has another. CPU is user + system
of the tool for each request that the server counted. A ratio compares runs of the same round only, and only rounds in
which nothing else took a core (all rounds where there is no such one); the table shows the median and the range of
these ratios, and how many rounds were quiet, for each peer.
"""
import argparse
import json
import statistics

from lib import engine, markdown, measuring, programs, rounds
from lib.markdown import Goal
from lib.servers import Nginx

# Goals, by peer: the geometric mean over all numbers of connections, and each of them.
H1_GOALS = {"wrk": (0.95, 1.00), "floor": (1.08, None)}


def wrk(server, connections, seconds):
    return ["wrk", "-t1", f"-c{connections}", f"-d{seconds}", server.url]


def floor(server, connections, seconds):
    return [programs.native("floor"), server.port, connections, seconds]


def ab(server, connections, seconds):
    return ["ab", "-q", "-k", "-r", "-c", connections, "-t", seconds, "-n", 100_000_000, server.url]


def h2load(server, connections, seconds, streams):
    return ["h2load", "-t1", f"-c{connections}", f"-m{streams}", "-D", seconds, server.url]


class Comparison:
    """One invocation: its options, and the rows that all sections print alike."""

    def __init__(self, options):
        self.options = options
        self.cores = measuring.Cores.of(options)

    def ours(self, server, binary=None, **plan):
        return engine.command(binary or self.options.engine, server, **plan)

    def require(self, *peers):
        if not self.options.against:
            programs.require(*peers)

    def check(self, name, run):
        if name == "floor":
            done = json.loads(run.output)
            if not done["completed"] <= run.requests <= done["completed"] + done["in_flight"]:
                raise SystemExit(f"counts differ: the server received {run.requests}, the floor says {done}")
        if name in ("engine", "other build"):
            found = engine.figures(run)
            if found["failed"]:
                raise SystemExit(f"{name}: {found['failed']} requests failed: {found}")

    def run(self, label, server, peers, **plan):
        """Rounds of the engine and its peers, or of the engine and another build of it."""
        plan["duration"] = self.options.seconds
        if self.options.against:
            peers = {"other build": self.ours(server, self.options.against, **plan)}
        return rounds.interleaved(
            label, server, {"engine": self.ours(server, **plan), **peers}, self.options.rounds, self.cores, self.check)

    def row(self, label, found):
        """CPU of every tool, then the ratios of the engine to each of its peers."""
        peers = [name for name in found[0] if name != "engine"]
        ratios = {peer: rounds.ratio(found, "engine", peer) for peer in peers}
        cells = [
            f"{rounds.median(found, name, 'cpu_us'):.2f} ({rounds.median(found, name, 'user_us'):.2f})"
            for name in found[0]]
        quiet = [str(ratio.quiet) for ratio in ratios.values()]
        quality = f"{quiet[0] if len(set(quiet)) == 1 else '/'.join(quiet)} of {len(found)}"
        return ratios, [label, *cells, *map(str, ratios.values()), quality]

    def table(self, label, tools, rows):
        peers = [name for name in tools if name != "engine"]
        markdown.table(
            [label, *(f"{name}, µs (user)" for name in tools), *(f"engine / {peer}" for peer in peers), "quiet rounds"],
            rows)

    def h1(self):
        markdown.section(
            "HTTP/1.1, plain",
            "CPU for each request, against wrk, ab, and a bare send/recv loop in C that parses nothing (floor).")
        self.require("wrk", "ab")
        counts = [int(count) for count in self.options.connections.split(",")]
        rows, by_peer = [], {}
        with Nginx("plain", self.cores.server) as server:
            for count in counts:
                peers = {tool.__name__: tool(server, count, self.options.seconds) for tool in (wrk, floor, ab)}
                found = self.run(f"h1 × {count}", server, peers, connections=count)
                ratios, row = self.row(count, found)
                rows.append(row)
                for peer, ratio in ratios.items():
                    by_peer.setdefault(peer, []).append(ratio.median)
        self.table("connections", found[0], rows)
        goals = []
        for peer, medians in by_peer.items():
            mean = statistics.geometric_mean(medians)
            if peer not in H1_GOALS:
                print(f"Geometric mean of the ratios to {peer}: {mean:.3f}.\n")
                continue
            of_all, of_each = H1_GOALS[peer]
            goals.append(Goal(f"geometric mean against {peer}", mean, of_all, " ×", 3))
            if of_each:
                goals.append(Goal(f"highest against {peer}", max(medians), of_each, " ×", 3))
        if goals:
            markdown.goals(goals)

    def single(self, title, label, kind, peers, **plan):
        """A section of one row with a goal against its only peer."""
        markdown.section(title)
        self.require(*peers)
        with Nginx(kind, self.cores.server) as server:
            commands = {name: tool(server) for name, tool in peers.items()}
            found = self.run(label, server, commands, **plan)
        ratios, row = self.row(label, found)
        self.table("load", found[0], [row])
        if not self.options.against:
            markdown.goals([Goal(f"against {peer}", ratio.median, 1.0, " ×", 3) for peer, ratio in ratios.items()])

    def tls(self):
        self.single(
            "HTTP/1.1 over TLS", "50 connections", "tls", {"wrk": lambda server: wrk(server, 50, self.options.seconds)},
            connections=50, http_version="1.1")

    def h2(self):
        self.single(
            "HTTP/2 over TLS", "50 connections × 10 streams", "h2",
            {"h2load": lambda server: h2load(server, 50, self.options.seconds, 10)},
            connections=50, streams=10, http_version="2")

    def memory(self):
        seconds = self.options.memory_seconds
        markdown.section("Peak memory at 1 000 connections", f"Plain HTTP/1.1, {seconds} s.")
        programs.require("wrk")
        with Nginx("plain", self.cores.server) as server:
            ours = measuring.run(self.ours(server, connections=1000, duration=seconds), server, self.cores)
            self.check("engine", ours)
            peer = measuring.run(wrk(server, 1000, seconds), server, self.cores)
        markdown.table(
            ["tool", "peak MB", "requests"],
            [[name, f"{run.peak_mb:.1f}", f"{run.requests:,}"] for name, run in (("engine", ours), ("wrk", peer))])
        markdown.goals([Goal("peak memory, wrk's + 64 MB", ours.peak_mb, peer.peak_mb + 64, " MB", 1)])

    def idle(self):
        markdown.section(
            "10 000 connections, mostly idle", f"A closed model with 5 s of think time, {self.options.idle_seconds} s.")
        with Nginx("plain", self.cores.server, connections=12_000) as server:
            command = self.ours(server, connections=10_000, think=5000, duration=self.options.idle_seconds)
            run = measuring.run(command, server, self.cores)
        found = engine.figures(run)
        markdown.table(
            ["connections opened", "requests", "failed", "S p50", "S p99"],
            [[f"{found['connections']:,}", f"{found['completed']:,}", found["failed"],
              f"{found['s_p50_us'] / 1000:.2f} ms", f"{found['s_p99_us'] / 1000:.2f} ms"]])
        markdown.goals([
            Goal("peak memory", run.peak_mb, 150, " MB", 1),
            Goal("connections", found["connections"], 10_000, "", 0, at_least=True),
            Goal("failed", found["failed"], 0, "", 0)])


def main():
    sections = ["h1", "tls", "h2", "memory", "idle"]
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sections", default=",".join(sections), help="of " + ",".join(sections))
    parser.add_argument("--rounds", type=int, default=7, help="quiet rounds wanted (default %(default)s)")
    parser.add_argument("--seconds", type=int, default=3, help="of each run (default %(default)s)")
    parser.add_argument("--connections", default="1,50,256,1000", help="of section h1 (default %(default)s)")
    parser.add_argument("--memory-seconds", type=int, default=60)
    parser.add_argument("--idle-seconds", type=int, default=20)
    parser.add_argument("--against", metavar="FILE", help="another load-bench to compare with in place of the peers")
    engine.add_option(parser)
    measuring.Cores.add_options(parser)
    options = parser.parse_args()
    wanted = options.sections.split(",")
    if unknown := set(wanted) - set(sections):
        parser.error(f"no section {', '.join(sorted(unknown))}; there are {', '.join(sections)}")
    comparison = Comparison(options)
    for name in wanted:
        getattr(comparison, name)()


if __name__ == "__main__":
    main()
