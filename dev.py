"""All that a developer starts: `python3 dev.py setup | run | test | bench | tour | torture | lock`.

Standard library only, for a machine that has nothing but Python 3.11. Each command first sees to its ground: `.venv`
from the hash-pinned locks (once per lock, a stamp remembers it) and, on Debian-like Linux, the system libraries Qt
needs. No package source is named here: pip's own configuration on the machine decides where packages come from.
"""

import argparse
import ctypes
import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path

if sys.version_info < (3, 11):  # noqa: UP036  whoever starts this by hand may have an older one
    sys.exit("dev.py needs Python 3.11 or newer, this is " + sys.version.split()[0])

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
PYTHON = VENV.joinpath("Scripts", "python.exe") if os.name == "nt" else VENV.joinpath("bin", "python")
OUT = ROOT / "out"
RUNTIME, DEVELOPMENT = "requirements.lock", "requirements-dev.lock"

LIBRARIES = {  # Debian package: the file Qt's own libraries ask for
    "libegl1": "libEGL.so.1",
    "libgl1": "libGL.so.1",
    "libxkbcommon0": "libxkbcommon.so.0",
    "libfontconfig1": "libfontconfig.so.1",
    "libfreetype6": "libfreetype.so.6",
    "libdbus-1-3": "libdbus-1.so.3",
    "libglib2.0-0": "libglib-2.0.so.0",
    "libx11-6": "libX11.so.6",
    "libbrotli1": "libbrotlidec.so.1",
    "libgssapi-krb5-2": "libgssapi_krb5.so.2",
    "libxcb-cursor0": "libxcb-cursor.so.0",
    "libxcb-icccm4": "libxcb-icccm.so.4",
    "libxcb-image0": "libxcb-image.so.0",
    "libxcb-keysyms1": "libxcb-keysyms.so.1",
    "libxcb-randr0": "libxcb-randr.so.0",
    "libxcb-render-util0": "libxcb-render-util.so.0",
    "libxcb-shape0": "libxcb-shape.so.0",
    "libxcb-shm0": "libxcb-shm.so.0",
    "libxcb-sync1": "libxcb-sync.so.1",
    "libxcb-xfixes0": "libxcb-xfixes.so.0",
    "libxcb-xkb1": "libxcb-xkb.so.1",
    "libx11-xcb1": "libX11-xcb.so.1",
    "libxkbcommon-x11-0": "libxkbcommon-x11.so.0",
    "libcups2": "libcups.so.2",
}
SCREEN = {"xvfb": "Xvfb"}  # Debian package: program; `tour` starts it where there is no screen


def say(text: str) -> None:
    """One line on stderr, so that the output of what is started stays alone on stdout."""
    print(f"dev.py: {text}", file=sys.stderr, flush=True)


def call(*command: str | Path, env: dict[str, str] | None = None) -> int:
    """Run a command in the project's folder and give its exit code."""
    return subprocess.run([str(part) for part in command], cwd=ROOT, env=env, check=False).returncode


def python(*arguments: str | Path, env: dict[str, str] | None = None) -> int:
    """Run the environment's Python in the project's folder."""
    return call(PYTHON, *arguments, env=env)


# Ground


def is_debian() -> bool:
    """Whether missing system packages can be had by apt-get."""
    return sys.platform == "linux" and shutil.which("apt-get") is not None


def install_packages(packages: Sequence[str]) -> bool:
    """Install Debian packages when root; otherwise, or when that does not work, print the one command that does it."""
    command = ["apt-get", "install", "-y", "--no-install-recommends", *packages]
    if os.geteuid() == 0:
        say(f"installing system packages: {' '.join(packages)}")
        env = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        quiet = ["-qq", "-o", "Dpkg::Use-Pty=0"]
        call("apt-get", "update", *quiet, env=env)
        if call(*command, *quiet, env=env) == 0:
            return True
    say(f"system packages are missing, please run:\n  sudo {' '.join(command)}")
    return False


def is_loadable(library: str) -> bool:
    """Whether the system finds a shared library. The file is asked for, because newer Debians renamed some packages."""
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def ensure_libraries() -> None:
    """See to Qt's system libraries, and to a virtual screen where there is none."""
    if not is_debian():
        return
    missing = [package for package, library in LIBRARIES.items() if not is_loadable(library)]
    if not has_screen():
        missing += [package for package, program in SCREEN.items() if shutil.which(program) is None]
    if missing:
        install_packages(missing)


def ensure_venv() -> None:
    """Make `.venv` when it is missing or its Python no longer starts."""
    with suppress(OSError):
        if call(PYTHON, "-c", "import pip") == 0:
            return
    if importlib.util.find_spec("ensurepip") is None and not (is_debian() and install_packages(["python3-venv"])):
        sys.exit("dev.py: this Python has no venv module (on Debian: package python3-venv)")
    say("making .venv")
    if call(sys.executable, "-m", "venv", "--clear", VENV) != 0:
        sys.exit("dev.py: .venv could not be made")


def ensure_lock(name: str) -> None:
    """Install a lock unless this `.venv` already holds exactly it."""
    stamp = VENV / f"{name}.installed"
    digest = hashlib.sha256((ROOT / name).read_bytes()).hexdigest()
    if stamp.is_file() and stamp.read_text(encoding="ascii") == digest:
        return
    say(f"installing {name} (the first time takes some minutes)")
    pip = ["-m", "pip", "--disable-pip-version-check", "install", "--quiet", "--no-deps", "--require-hashes"]
    if python(*pip, "-r", name) != 0:
        sys.exit(f"dev.py: {name} could not be installed; the lines above say why")
    stamp.write_text(digest, encoding="ascii")


def ensure(*locks: str) -> None:
    """Environment, locks and system libraries, whatever of them is not there yet."""
    ensure_venv()
    for name in locks:
        ensure_lock(name)
    ensure_libraries()


def has_screen() -> bool:
    """Whether a window can be shown. Windows and macOS always have a screen."""
    return sys.platform != "linux" or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


# Commands


def setup(_: Sequence[str]) -> int:
    """Prepare everything and do nothing else."""
    ensure(RUNTIME, DEVELOPMENT)
    say("ready")
    return 0


def run(arguments: Sequence[str]) -> int:
    """Start the program; without a screen, the tour on a fresh demo."""
    if not has_screen():
        say("no screen here: the tour of a working day runs on a virtual one instead")
        return tour(arguments)
    ensure(RUNTIME)
    return python("-m", "app", *arguments)


def tour(arguments: Sequence[str]) -> int:
    """A working day in a real window on a fresh demo; screenshots and papers land in out/tour."""
    ensure(RUNTIME)
    home, pictures = OUT / "home", OUT / "tour"
    for folder in (home, pictures):
        shutil.rmtree(folder, ignore_errors=True)
    OUT.mkdir(exist_ok=True)
    code = python("-m", "app", "--home", home, "tour", "--out", pictures, *arguments)
    say(f"pictures, papers and tour.json: {pictures}" if code == 0 else f"the tour stopped with exit code {code}")
    return code


def test(arguments: Sequence[str]) -> int:
    """Ruff, mypy, the import contracts, then pytest; whatever is added goes to pytest."""
    ensure(RUNTIME, DEVELOPMENT)
    checks = {
        "ruff check": ["-m", "ruff", "check", "--quiet", "."],
        "ruff format": ["-m", "ruff", "format", "--quiet", "--check", "."],
        "mypy": ["-m", "mypy", "--no-error-summary"],
        "import contracts": ["-c", "from importlinter.cli import lint_imports_command as run; run()", "--no-logo"],
    }
    env = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    broken = []
    for name, command in checks.items():
        say(name)
        if python(*command, env=env) != 0:
            broken.append(name)
    code = python("-m", "pytest", "-n", "2", *arguments, env=env)
    if broken:
        say(f"not in order: {', '.join(broken)}")
    return code or int(bool(broken))


def bench(arguments: Sequence[str]) -> int:
    """Measure against the peers; `--only P10` takes one figure."""
    ensure(RUNTIME, DEVELOPMENT)
    platform = {} if has_screen() else {"QT_QPA_PLATFORM": "offscreen"}
    return python("-m", "tests.bench", *arguments, env={**os.environ, **platform})


def torture(arguments: Sequence[str]) -> int:
    """The long forms of the proofs; `--only NAME` takes those whose name holds it, `--seed N` repeats one."""
    ensure(RUNTIME, DEVELOPMENT)
    parser = argparse.ArgumentParser(prog="dev.py torture")
    parser.add_argument("--only", default="")
    parser.add_argument("--seed")
    chosen = parser.parse_args(arguments)
    env = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    if chosen.seed:
        env["COMMAND_DESK_SEED"] = chosen.seed
    only = ["-k", chosen.only] if chosen.only else []
    return python("-m", "pytest", "-m", "torture", "-s", "--timeout", "7200", *only, env=env)


def lock(_: Sequence[str]) -> int:
    """Pin requirements*.in with hashes for all platforms."""
    ensure(DEVELOPMENT)
    for name in ("requirements", "requirements-dev"):
        compile_ = ["-m", "uv", "pip", "compile", "--universal", "--python-version", "3.11", "--generate-hashes"]
        told = ["--no-annotate", "--quiet", "--custom-compile-command", "python3 dev.py lock"]
        if python(*compile_, *told, f"{name}.in", "-o", f"{name}.lock") != 0:
            return 1
    return 0


COMMANDS: dict[str, Callable[[Sequence[str]], int]] = {
    command.__name__: command for command in (setup, run, test, bench, tour, torture, lock)
}


def main() -> int:
    """Read the command and hand the rest of the line to it."""
    lines = "\n".join(f"  {name:8} {command.__doc__}" for name, command in COMMANDS.items())
    parser = argparse.ArgumentParser(
        prog="dev.py", epilog=f"commands:\n{lines}", formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("command", choices=COMMANDS, metavar="command")
    parser.add_argument("arguments", nargs=argparse.REMAINDER, help="handed to what is started")
    chosen = parser.parse_args()
    return COMMANDS[chosen.command](chosen.arguments)


if __name__ == "__main__":
    sys.exit(main())
