"""Compares what HdrHistogram's reader finds in a log with the counts and percentiles that the tests wrote down."""
import pathlib
import sys

from hdrh.histogram import HdrHistogram
from hdrh.log import HistogramLogReader

GREATEST = (1 << 42) - 1
PERCENTILES = (50, 90, 95, 99, 100)


def histograms(path):
    """All intervals of the log, added up by tag; values are nanoseconds."""
    reader = HistogramLogReader(str(path), HdrHistogram(1, GREATEST, 3))
    found = {}
    while (interval := reader.get_next_interval_histogram()) is not None:
        whole = found.setdefault(interval.get_tag(), HdrHistogram(1, GREATEST, 3))
        whole.add(interval)
    return found


def main(folder):
    expected = [line.split() for line in (folder / "expected.txt").read_text(encoding="utf-8").splitlines()]
    found = histograms(folder / "sample.hlog")
    wrong = sorted(set(found) ^ {line[0] for line in expected})
    for tag, count, *values in expected:
        histogram = found.get(tag)
        if histogram is None:
            continue
        if histogram.get_total_count() != int(count):
            wrong.append(f"{tag}: {histogram.get_total_count()} values, not {count}")
        for percentile, value in zip(PERCENTILES, values):
            read = histogram.get_value_at_percentile(percentile)
            # The greatest of a bucket and the greatest that was seen are one bucket apart at most.
            if abs(read - int(value)) > int(value) / 1024 + 1:
                wrong.append(f"{tag}: p{percentile} is {read}, not {value}")
    for problem in wrong:
        print(problem, file=sys.stderr)
    print(f"hlog: {len(expected)} tags read by hdrhistogram, {len(wrong)} wrong")
    return 1 if wrong or not expected else 0


sys.exit(main(pathlib.Path(sys.argv[1])))
