"""Compares what junitparser and xunitparser find in sample documents with the counts that the tests wrote down."""
import pathlib
import sys

import junitparser
import xunitparser


def by_junitparser(path):
    """Counts the test cases by walking them, and checks the totals that the document claims for itself."""
    document = junitparser.JUnitXml.fromfile(str(path))
    found = [0, 0, 0, 0]
    for suite in document:
        cases = list(suite)
        results = [result for case in cases for result in case.result]
        counts = [len(cases)] + [
            sum(isinstance(result, kind) for result in results)
            for kind in (junitparser.Failure, junitparser.Error, junitparser.Skipped)
        ]
        claimed = [suite.tests, suite.failures, suite.errors, suite.skipped]
        if counts != claimed:
            raise ValueError(f"suite {suite.name!r} claims {claimed}, but has {counts}")
        if not all(case.classname and case.name and case.time is not None for case in cases):
            raise ValueError(f"suite {suite.name!r} has a case without class name, name or time")
        found = [a + b for a, b in zip(found, counts)]
    return found


def by_xunitparser(path):
    """Counts the test cases by their results as this parser classifies them."""
    with open(path, encoding="utf-8") as document:
        suite, _ = xunitparser.parse(document)
    cases = [case for part in suite for case in (part if hasattr(part, "__iter__") else [part])]
    return [len(cases)] + [sum(bool(getattr(case, kind)) for case in cases) for kind in ("failed", "errored", "skipped")]


def main(folder):
    lines = (folder / "counts.txt").read_text(encoding="utf-8").splitlines()
    wrong = 0
    for line in lines:
        name, *numbers = line.split()
        expected = [int(number) for number in numbers]
        for reader in (by_junitparser, by_xunitparser):
            found = reader(folder / name)
            if found != expected:
                wrong += 1
                print(f"{name}: {reader.__name__} found {found}, expected {expected}", file=sys.stderr)
    if not lines or wrong:
        return 1
    print(f"{len(lines)} JUnit documents read alike by junitparser and xunitparser")
    return 0


if __name__ == "__main__":
    sys.exit(main(pathlib.Path(sys.argv[1])))
