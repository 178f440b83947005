"""The load engine as the benchmarks run it: `load-bench`, its options and its figures."""
import json

from . import programs

DEFAULT = str(programs.ROOT / ".build" / "release" / "load-bench")


def add_option(parser):
    parser.add_argument(
        "--engine", default=DEFAULT,
        help="the load-bench to measure (default: that of .build/release)")


def command(binary, server, **options):
    """load-bench against a server; options are its own, with _ for -."""
    options = {"scheme": server.scheme, "port": server.port, "ca_file": server.ca_file, **options}
    words = [binary]
    for name, value in options.items():
        if value is None or value is False:
            continue
        words.append("--" + name.replace("_", "-"))
        if value is not True:
            words.append(str(value))
    return words


def figures(run):
    """What the engine says of a run; ends the script when its counts are not the server's."""
    found = json.loads(run.output.splitlines()[-1])
    check_counts(found, run.requests)
    return found


def check_counts(found, received):
    """Every request is in one count, and the server received exactly those that left."""
    whole = found["started"] == found["completed"] + found["in_flight"]
    whole = whole and found["completed"] == found["succeeded"] + found["failed"]
    # A request repeated on a fresh connection may have reached the server the first time as well.
    if not whole or not found["sent"] <= received <= found["sent"] + found["retries"]:
        raise SystemExit(f"counts differ: the server received {received}, the engine says {found}")
