"""Holds SARIF files against the format's JSON Schema, and compares what sarif-tools counts with what gonogo counts.

For the samples of the tests the counts stand in counts.txt; for the files of a run, run.json beside them tells.
"""
import json
import pathlib
import sys

import jsonschema
import sarif.loader

LEVELS = ("error", "warning", "note")


def counts_of(path):
    """Results by level, as sarif-tools reads them; waived ones are counted too."""
    document = sarif.loader.load_sarif_file(str(path))
    found = document.get_report().get_issue_type_histogram_for_severity
    return [sum(found(level).values()) for level in LEVELS]


def expected_of_run(record):
    """What a run's record promises: a result for everything that failed, erred or was waived."""
    counts = dict.fromkeys(LEVELS, 0)
    for suite in record["suites"]:
        for case in suite["cases"]:
            level = {"block": "error", "warn": "warning", "info": "note"}[case["severity"]]
            observations = [each for step in case["steps"] for each in step["observations"]]
            speaking = [each for each in observations if each["outcome"] in ("failed", "errored")]
            waived = [
                each for each in observations if each not in speaking and each.get("finding", {}).get("waiver")
            ]
            counts[level] += len(waived) + (len(speaking) or int(case["outcome"] in ("failed", "errored")))
    return list(counts.values())


def jobs(folder, further):
    for line in (folder / "counts.txt").read_text(encoding="utf-8").splitlines():
        name, *numbers = line.split()
        yield folder / name, [int(number) for number in numbers]
    for each in further:
        for path in sorted(each.rglob("*.sarif")) if each.is_dir() else [each]:
            record = path.with_name("run.json")
            yield path, expected_of_run(json.loads(record.read_text(encoding="utf-8"))) if record.exists() else None


def main(schema, folder, further):
    validator = jsonschema.Draft4Validator(
        json.loads(schema.read_text(encoding="utf-8")), format_checker=jsonschema.FormatChecker()
    )
    read = wrong = 0
    for path, expected in jobs(folder, further):
        read += 1
        problems = [
            f"{'/'.join(map(str, each.absolute_path))}: {each.message[:200]}"
            for each in validator.iter_errors(json.loads(path.read_text(encoding="utf-8")))
        ]
        found = counts_of(path)
        if expected is not None and found != expected:
            problems.append(f"sarif-tools counts {found}, expected {expected}")
        for problem in problems:
            print(f"{path}: {problem}", file=sys.stderr)
        wrong += bool(problems)
    if wrong or not read:
        return 1
    print(f"{read} SARIF files are valid and read alike by sarif-tools")
    return 0


if __name__ == "__main__":
    sys.exit(main(*[pathlib.Path(each) for each in sys.argv[1:3]], [pathlib.Path(each) for each in sys.argv[3:]]))
