"""One run of a generator on its own core: what it took, and whether anything else took part of a core meanwhile."""
import dataclasses
import json
import os
import re
import subprocess

from . import programs

TICK = os.sysconf("SC_CLK_TCK")


@dataclasses.dataclass
class Cores:
    """Who has which core, and which share of a core others may take in a run that counts."""

    generator: int = 1
    server: int = 0
    tolerance: float = 0.05

    @staticmethod
    def add_options(parser):
        parser.add_argument("--cpu", type=int, default=1, help="the generator's core (default %(default)s)")
        parser.add_argument("--server-cpu", type=int, default=0, help="the server's core (default %(default)s)")
        parser.add_argument(
            "--tolerance", type=float, default=0.05, help="share of a core that others may take (default %(default)s)")

    @staticmethod
    def of(options):
        return Cores(options.cpu, options.server_cpu, options.tolerance)


@dataclasses.dataclass
class Run:
    """What one run took."""

    output: str
    # Requests that the server received.
    requests: int
    wall: float
    user: float
    system: float
    peak_mb: float
    # Seconds of the two cores that neither generator nor server took, per second of the run.
    others: float
    quiet: bool

    @property
    def cpu_us(self):
        """User and system CPU microseconds for each request."""
        return (self.user + self.system) / max(1, self.requests) * 1e6

    @property
    def user_us(self):
        return self.user / max(1, self.requests) * 1e6


def run(command, server, cores, timeout=600):
    """Runs a command on the generator's core to its end; ends the script if it fails."""
    before_cores, before_server, before_count = busy_cores(), server.cpu(), server.received()
    output, usage = run_measured(command, cores.generator, timeout)
    after_cores, after_server = busy_cores(), server.cpu()
    user, system, wall = usage["user_us"] / 1e6, usage["system_us"] / 1e6, usage["wall_us"] / 1e6
    taken = sum(after_cores[c][0] - before_cores[c][0] for c in {cores.generator, cores.server})
    stolen = sum(after_cores[c][1] - before_cores[c][1] for c in {cores.generator, cores.server})
    others = (max(0.0, taken - (user + system) - (after_server - before_server)) + stolen) / wall
    return Run(
        output=output, requests=server.received() - before_count, wall=wall, user=user, system=system,
        peak_mb=usage["max_rss_kb"] / 1024, others=others, quiet=others <= cores.tolerance)


def run_measured(command, cpu, timeout):
    """The command's stdout, and what `native/measured.c` says that it took."""
    reading, writing = os.pipe()
    with os.fdopen(reading) as report:
        try:
            done = subprocess.run(
                [programs.native("measured"), str(writing), str(cpu), *map(str, command)], pass_fds=[writing],
                capture_output=True, text=True, timeout=timeout)
        finally:
            os.close(writing)
        text = report.read()
    usage = json.loads(text) if text else {"status": done.returncode}
    if usage["status"] != 0:
        words = " ".join(map(str, command))
        raise SystemExit(f"{words}\nended with status {usage['status']}: {done.stderr}{done.stdout}")
    return done.stdout, usage


def busy_cores():
    """For each core: busy seconds (user, nice, system, interrupts) and stolen seconds."""
    found = {}
    with open("/proc/stat") as f:
        for line in f:
            if match := re.match(r"cpu(\d+) (.*)", line):
                v = [int(x) / TICK for x in match.group(2).split()]
                found[int(match.group(1))] = (v[0] + v[1] + v[2] + v[5] + v[6], v[7])
    return found
