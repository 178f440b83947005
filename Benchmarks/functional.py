#!/usr/bin/env python3
"""Time and memory of functional runs: the start, a smoke run of 20 cases, 1 000 cases 8 wide.

    Benchmarks/functional.py [--bin .build/release] [--rounds 7]

The demo target answers at once (--latency none), so what is measured is gonogo's own time and the loopback's. Every
figure is read from the finished process (wait4), as median and range over interleaved rounds.
"""
import argparse
import os
import pathlib
import signal
import statistics
import subprocess
import sys
import tempfile
import time


def suite(count):
    cases = "".join(
        f"""
  - id: CASE-{number:04}
    name: endpoint {number}
    steps:
      - http: {{url: "{{{{base_url}}}}/api/v1/health"}}
        check:
          status: 200
          headers: {{content-type: {{starts_with: application/json}}}}
          json: {{status: healthy}}
          assert: [{{jsonpath: $.checks.database, eq: ok}}]"""
        for number in range(1, count + 1)
    )
    return f"suite: cases\nkind: smoke\ncases:{cases}\n"


def project(folder, count, url):
    folder = pathlib.Path(folder) / str(count)
    folder.mkdir()
    (folder / "suite.yaml").write_text(suite(count))
    (folder / "gonogo.yaml").write_text(
        f"version: 1\nproject: bench\nsuites: [suite.yaml]\nenvironments: {{local: {{base_url: \"{url}\"}}}}\n"
    )
    return folder


def run(command):
    """Wall seconds, CPU seconds and peak memory in MB of one process, which must end with status 0."""
    start = time.monotonic()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.monotonic() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        sys.exit(f"{' '.join(map(str, command))} ended with status {process.returncode}")
    return wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--bin", default=".build/release")
    parser.add_argument("--rounds", type=int, default=7)
    options = parser.parse_args()
    gonogo = str(pathlib.Path(options.bin) / "gonogo")
    target = str(pathlib.Path(options.bin) / "gonogo-target")

    with tempfile.TemporaryDirectory() as folder:
        port_file = pathlib.Path(folder) / "port"
        server = subprocess.Popen([target, "--port", "0", "--port-file", port_file, "--latency", "none", "--quiet"])
        try:
            for _ in range(200):
                if port_file.exists():
                    break
                time.sleep(0.02)
            url = f"http://127.0.0.1:{port_file.read_text().strip()}"
            runs = {"gonogo --help": [gonogo, "--help"]}
            for count in (20, 1000):
                base = [gonogo, "run", "-q", "--project", project(folder, count, url) / "gonogo.yaml"]
                runs[f"{count} cases, 8 wide"] = base
            figures = {name: [] for name in runs}
            for _ in range(options.rounds):
                for name, command in runs.items():
                    figures[name].append(run(command))
        finally:
            server.send_signal(signal.SIGTERM)
            server.wait()

    print(f"Medians and ranges over {options.rounds} interleaved rounds.\n")
    print("| run | wall ms | CPU ms | peak memory MB |")
    print("|---|---|---|---|")
    for name, values in figures.items():
        columns = []
        for index, scale, places in ((0, 1000, 0), (1, 1000, 0), (2, 1, 1)):
            column = [value[index] * scale for value in values]
            columns.append(f"{statistics.median(column):.{places}f} ({min(column):.{places}f}–{max(column):.{places}f})")
        print(f"| {name} | {' | '.join(columns)} |")


if __name__ == "__main__":
    main()
