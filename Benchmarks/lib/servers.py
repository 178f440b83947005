"""Servers of our own on loopback: nginx for speed, `truth_server` for known latencies. Both count what they receive."""
import json
import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
import urllib.request

from . import programs

TICK = os.sysconf("SC_CLK_TCK")
NGINX = """
worker_processes 1; daemon off; master_process off; pid {folder}/pid; error_log {folder}/error.log;
worker_rlimit_nofile {descriptors};
events {{ worker_connections {descriptors}; }}
http {{
  access_log off; keepalive_requests 1000000000; keepalive_timeout 3600s; {temporary}
  server {{
    listen 127.0.0.1:{port} {listen} backlog=16384;
    {tls}
    location / {{ default_type text/plain; return 200 "{body}"; }}
  }}
  server {{ listen 127.0.0.1:{status_port}; location / {{ stub_status; }} }}
}}
"""


class Server:
    """A process with a port, stopped by its process id; `with` stops it too."""

    process = None
    scheme = "http"
    ca_file = None

    @property
    def url(self):
        return f"{self.scheme}://127.0.0.1:{self.port}/"

    def cpu(self):
        """CPU seconds of the process so far."""
        with open(f"/proc/{self.process.pid}/stat") as f:
            fields = f.read().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / TICK

    def received(self):
        """How many requests have come, read once the count stands still."""
        count = self.count()
        while True:
            time.sleep(0.05)
            if (again := self.count()) == count:
                return count
            count = again

    def stop(self):
        if self.process and self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            self.process.wait(10)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.stop()


class Nginx(Server):
    """One worker that answers 100 bytes; `kind` is plain, tls or h2."""

    def __init__(self, kind, cpu, connections=4096):
        programs.require("nginx", *(["openssl"] if kind != "plain" else []))
        self.folder = tempfile.mkdtemp(prefix="load-bench-")
        self.kind = kind
        self.status_reads = 0
        tls = self.make_certificate() if kind != "plain" else ""
        for _ in range(5):
            self.port, self.status_port = free_ports(2)
            temporary = "".join(
                f"{path}_temp_path {self.folder}/{path}; "
                for path in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi"))
            with open(f"{self.folder}/nginx.conf", "w") as f:
                f.write(NGINX.format(
                    folder=self.folder, descriptors=connections + 1024, temporary=temporary, port=self.port,
                    status_port=self.status_port, tls=tls, body="x" * 100,
                    listen={"plain": "", "tls": "ssl", "h2": "ssl http2"}[kind]))
            self.process = subprocess.Popen(
                ["taskset", "-c", str(cpu), programs.found("nginx"), "-p", self.folder,
                 "-c", f"{self.folder}/nginx.conf"],
                stderr=subprocess.DEVNULL)
            if self.has_started():
                return
        with open(f"{self.folder}/error.log") as log:
            text = log.read()
        self.stop()
        raise SystemExit(f"nginx did not start: {text}")

    def make_certificate(self):
        self.scheme, self.ca_file = "https", f"{self.folder}/certificate.pem"
        key = f"{self.folder}/key.pem"
        subprocess.run(
            [programs.found("openssl"), "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256",
             "-nodes", "-days", "2", "-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1", "-keyout", key,
             "-out", self.ca_file], check=True, stderr=subprocess.DEVNULL)
        tls = f"ssl_certificate {self.ca_file}; ssl_certificate_key {key};"
        if self.kind == "h2":
            # The most that Debian's h2load speaks: every tool gets the same protocol and cipher.
            tls += " ssl_protocols TLSv1.2; ssl_ciphers ECDHE-ECDSA-AES128-GCM-SHA256;"
        return tls

    def has_started(self):
        for _ in range(100):
            if self.process.poll() is not None:
                return False
            try:
                self.count()
                return True
            except OSError:
                time.sleep(0.05)
        return False

    def count(self):
        """Requests received, without those that asked for this figure."""
        with urllib.request.urlopen(f"http://127.0.0.1:{self.status_port}/", timeout=5) as answer:
            self.status_reads += 1
            return int(answer.read().split(b"\n")[2].split()[2]) - self.status_reads

    def stop(self):
        super().stop()
        shutil.rmtree(self.folder, ignore_errors=True)


class TruthServer(Server):
    """`native/truth_server.c` with a mode and its parameters."""

    def __init__(self, cpu, *mode, seed=1):
        self.process = subprocess.Popen(
            ["taskset", "-c", str(cpu), programs.native("truth_server"), "0", str(seed), *map(str, mode)],
            stdout=subprocess.PIPE, text=True)
        self.port = int(self.process.stdout.readline())

    def truth(self):
        """What it has received, answered, and how long that took."""
        with urllib.request.urlopen(f"{self.url}__truth", timeout=10) as answer:
            return json.load(answer)

    def count(self):
        return self.truth()["received"]


def free_ports(count):
    sockets = [socket.socket() for _ in range(count)]
    try:
        for each in sockets:
            each.bind(("127.0.0.1", 0))
        return [each.getsockname()[1] for each in sockets]
    finally:
        for each in sockets:
            each.close()
