#!/usr/bin/env python3
"""CPU per request of the load engine against wrk, side by side, as a Markdown table.

    swift build -c release --product load-bench
    Benchmarks/compare_wrk.py --rounds 7 --connections 1,50,256,1000

nginx (its own configuration, a free loopback port, one worker on CPU 0) answers 100 bytes; the generator has
CPU 1. Rounds interleave the tools and alternate their order, so that the machine's mood hits both. A round counts
only when nothing else took a core: both cores' busy time must be explained by nginx and the generator.
CPU is user + system of the generator per request that nginx counted.
"""
import argparse, json, os, re, resource, shutil, signal, socket, statistics, subprocess, sys, tempfile, time, urllib.request

HERE = os.path.dirname(os.path.abspath(__file__))
TICK = os.sysconf("SC_CLK_TCK")


class Nginx:
    """An nginx of our own, stopped by its process id."""

    def __init__(self, cpu):
        self.folder = tempfile.mkdtemp(prefix="load-bench-")
        with socket.socket() as s:
            s.bind(("127.0.0.1", 0))
            self.port = s.getsockname()[1]
        config = os.path.join(self.folder, "nginx.conf")
        temporary = "".join(
            f"{kind}_temp_path {self.folder}/{kind};\n" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi"))
        with open(config, "w") as f:
            f.write(f"""
worker_processes 1; daemon off; master_process off; pid {self.folder}/pid; error_log {self.folder}/error.log;
worker_rlimit_nofile 8192;
events {{ worker_connections 4096; }}
http {{ access_log off; keepalive_requests 1000000000; keepalive_timeout 3600s; {temporary}
  server {{ listen 127.0.0.1:{self.port} backlog=4096;
    location / {{ default_type text/plain; return 200 "{'x' * 100}"; }}
    location /status {{ stub_status; }} }} }}
""")
        self.process = subprocess.Popen(["taskset", "-c", str(cpu), "nginx", "-c", config, "-p", self.folder])
        for _ in range(100):
            try:
                self.requests()
                return
            except OSError:
                time.sleep(0.05)
        raise SystemExit("nginx did not start")

    def requests(self):
        """How many requests nginx has received, this one included."""
        with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/status", timeout=5) as answer:
            return int(answer.read().split(b"\n")[2].split()[2])

    def cpu(self):
        """CPU seconds of the worker."""
        with open(f"/proc/{self.process.pid}/stat") as f:
            fields = f.read().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / TICK

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(10)
        shutil.rmtree(self.folder, ignore_errors=True)


def cores():
    """Per core: busy seconds in user, nice, system, interrupts, and stolen seconds."""
    found = {}
    with open("/proc/stat") as f:
        for line in f:
            if match := re.match(r"cpu(\d+) (.*)", line):
                v = [int(x) / TICK for x in match.group(2).split()]
                found[int(match.group(1))] = (v[0] + v[1] + v[2] + v[5] + v[6], v[7])
    return found


def measure(nginx, command, cpu, server_cpu):
    """One run: CPU µs per request, user part, rate, and seconds of the two cores that others took."""
    before_cores, before_nginx, before_count = cores(), nginx.cpu(), nginx.requests()
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    begun = time.monotonic()
    done = subprocess.run(["taskset", "-c", str(cpu)] + command, capture_output=True, text=True, timeout=300)
    wall = time.monotonic() - begun
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    count = nginx.requests() - before_count - 1
    after_cores, after_nginx = cores(), nginx.cpu()
    if done.returncode != 0:
        raise SystemExit(f"{command[0]} failed: {done.stderr}")
    user, system = after.ru_utime - before.ru_utime, after.ru_stime - before.ru_stime
    taken = sum(after_cores[c][0] - before_cores[c][0] for c in (cpu, server_cpu))
    stolen = sum(after_cores[c][1] - before_cores[c][1] for c in (cpu, server_cpu))
    others = max(0.0, taken - (user + system) - (after_nginx - before_nginx)) + stolen
    return {"cpu": (user + system) / count * 1e6, "user": user / count * 1e6, "rate": count / wall, "count": count,
            "others": others / wall, "rss": after.ru_maxrss, "output": done.stdout}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--seconds", type=int, default=3)
    parser.add_argument("--connections", default="50")
    parser.add_argument("--cpu", type=int, default=1, help="the generator's core")
    parser.add_argument("--server-cpu", type=int, default=0)
    parser.add_argument("--tolerance", type=float, default=0.05, help="share of a core that others may take in a round")
    parser.add_argument("--engine", default=os.path.join(HERE, "..", ".build", "release", "load-bench"))
    parser.add_argument("--against", help="another load-bench to compare with instead of wrk")
    options = parser.parse_args()
    nginx = Nginx(options.server_cpu)
    rows = []
    try:
        for connections in [int(c) for c in options.connections.split(",")]:
            def ours(binary):
                return [binary, "--port", str(nginx.port), "-c", str(connections), "-d", str(options.seconds)]
            peer = ours(options.against) if options.against else [
                "wrk", "-t1", f"-c{connections}", f"-d{options.seconds}", f"http://127.0.0.1:{nginx.port}/"]
            tools = {"engine": ours(options.engine), "peer": peer}
            quiet, noisy = [], []
            for number in range(options.rounds):
                order = list(tools) if number % 2 == 0 else list(tools)[::-1]
                figures = {name: measure(nginx, tools[name], options.cpu, options.server_cpu) for name in order}
                report = json.loads(figures["engine"]["output"].splitlines()[0])
                received = report["requests"] + report["in_flight"]
                if received != figures["engine"]["count"] or report["failed"]:
                    raise SystemExit(f"counts differ: engine {report}, nginx {figures['engine']['count']}")
                figures["ratio"] = figures["engine"]["cpu"] / figures["peer"]["cpu"]
                disturbed = max(figures[t]["others"] for t in tools) > options.tolerance
                (noisy if disturbed else quiet).append(figures)
                print(f"{connections:5} round {number + 1}: engine {figures['engine']['cpu']:.2f} "
                      f"(user {figures['engine']['user']:.2f}) peer {figures['peer']['cpu']:.2f} "
                      f"(user {figures['peer']['user']:.2f}) ratio {figures['ratio']:.3f} others "
                      f"{figures['engine']['others']:.2f}/{figures['peer']['others']:.2f}", file=sys.stderr)
            used = quiet or noisy
            def median(tool, key):
                return statistics.median(f[tool][key] for f in used)
            ratios = [f["ratio"] for f in used]
            rows.append(
                f"| {connections} | {median('engine', 'cpu'):.2f} ({median('engine', 'user'):.2f}) "
                f"| {median('peer', 'cpu'):.2f} ({median('peer', 'user'):.2f}) "
                f"| **{statistics.median(ratios):.2f}** ({min(ratios):.2f}–{max(ratios):.2f}) "
                f"| {median('engine', 'rate'):,.0f} / {median('peer', 'rate'):,.0f} "
                f"| {len(quiet)} of {options.rounds}{'' if quiet else ' (all disturbed, shown anyway)'} |")
    finally:
        nginx.stop()
    peer_name = "other build" if options.against else "wrk"
    print(f"| connections | engine, CPU µs/request (user) | {peer_name} | same-round ratio, median (range) | rate/s | quiet rounds |")
    print("|---|---|---|---|---|---|")
    print("\n".join(rows))


if __name__ == "__main__":
    main()
