"""Finding, installing (Debian) and compiling the programs that the benchmarks run."""
import os
import pathlib
import shutil
import subprocess
import sys

BENCHMARKS = pathlib.Path(__file__).resolve().parent.parent
ROOT = BENCHMARKS.parent
BUILT = ROOT / ".build" / "benchmarks"
PACKAGES = {"wrk": "wrk", "ab": "apache2-utils", "h2load": "nghttp2-client", "cc": "gcc"}


def require(*commands):
    """Installs what is missing of these commands, or ends the script."""
    missing = [command for command in commands if not shutil.which(command, path=search_path())]
    if not missing:
        return
    if not shutil.which("apt-get"):
        sys.exit(f"please install: {' '.join(missing)}")
    servers = [command for command in missing if command not in PACKAGES]
    if servers:
        # nginx and openssl, without their packages starting a server.
        subprocess.run([ROOT / "Tests" / "install.sh", "test"], check=True, stdout=sys.stderr)
    packages = [PACKAGES[command] for command in missing if command in PACKAGES]
    if packages:
        print(f"installing {' '.join(packages)} ...", file=sys.stderr)
        sudo = [] if os.geteuid() == 0 else ["sudo"]
        for command in (["update", "-q"], ["install", "-y", "-q", "--no-install-recommends", *packages]):
            subprocess.run(
                [*sudo, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", *command], check=True,
                stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
    missing = [command for command in commands if not shutil.which(command, path=search_path())]
    if missing:
        sys.exit(f"not found: {' '.join(missing)}")


def search_path():
    """The PATH with the folders of servers, which users' shells leave out."""
    return os.pathsep.join([os.environ.get("PATH", os.defpath), "/usr/local/sbin", "/usr/sbin", "/sbin"])


def found(command):
    return shutil.which(command, path=search_path()) or command


def native(name):
    """The path of a C program of `native/`, compiled if its source is newer."""
    source, program = BENCHMARKS / "native" / f"{name}.c", BUILT / name
    if not program.exists() or program.stat().st_mtime < source.stat().st_mtime:
        require("cc")
        BUILT.mkdir(parents=True, exist_ok=True)
        subprocess.run(["cc", "-O2", "-Wall", "-Wextra", "-o", program, source, "-lm"], check=True)
    return str(program)
