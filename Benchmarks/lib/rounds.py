"""Rounds of several tools in turn, and the ratios between tools that ran in the same round."""
import dataclasses
import statistics
import sys

from . import measuring


@dataclasses.dataclass
class Ratio:
    """CPU per request of one tool divided by another's, from rounds in which both were undisturbed."""

    median: float
    low: float
    high: float
    # How many rounds were undisturbed; with 0, all were used.
    quiet: int

    def __str__(self):
        return f"**{self.median:.2f}** ({self.low:.2f}–{self.high:.2f})"


def interleaved(label, server, tools, wanted, cores, check):
    """Runs all tools once a round, in alternating order, until enough rounds were quiet or twice as many were run.

    `tools` are commands by name; `check` is called with every name and run. Returns the rounds: runs by name.
    """
    rounds = []
    for number in range(2 * wanted):
        order = list(tools) if number % 2 == 0 else list(tools)[::-1]
        runs = {}
        for name in order:
            runs[name] = measuring.run(tools[name], server, cores)
            check(name, runs[name])
        rounds.append(runs)
        cells = (f"{name} {run.cpu_us:.2f}{'' if run.quiet else f' (others {run.others:.0%})'}"
                 for name, run in runs.items())
        print(f"{label}, round {number + 1}: {', '.join(cells)}", file=sys.stderr)
        if number + 1 >= wanted and sum(all(r.quiet for r in each.values()) for each in rounds) >= wanted:
            break
    return rounds


def ratio(rounds, tool, peer):
    quiet = [each for each in rounds if each[tool].quiet and each[peer].quiet]
    values = [each[tool].cpu_us / each[peer].cpu_us for each in quiet or rounds]
    return Ratio(statistics.median(values), min(values), max(values), len(quiet))


def median(rounds, tool, figure):
    """The median of a property of one tool's runs, of the undisturbed ones if there are any."""
    runs = [each[tool] for each in rounds]
    return statistics.median(getattr(run, figure) for run in [r for r in runs if r.quiet] or runs)
