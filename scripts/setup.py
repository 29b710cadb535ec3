"""Makes `.venv` from the lock files with nothing but Python and pip, on Windows as anywhere else."""

# An older Python must be able to read this file, to look for a newer one.
from __future__ import annotations

import argparse
import hashlib
import os
import platform
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
OLDEST = (3, 11)
LOCKS = {"run": "requirements.txt", "dev": "requirements-dev.txt", "bench": "requirements-bench.txt"}
# First Chromium without windows, made for tests: it does two thirds of the other's work.
BROWSERS = (
    "chromium-headless-shell",
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
    "msedge",
)


class Refusal(Exception):
    """Something only a person can put right, said in Vietnamese and then in English."""


def say(text: str) -> None:
    """Write to standard error, so that standard output carries answers only."""
    print(text, file=sys.stderr, flush=True)


def run(*command: str | Path) -> None:
    """Run a command whose output the person sees; its failure ends the set-up."""
    subprocess.run(
        [str(part) for part in command], cwd=ROOT, check=True, stdin=subprocess.DEVNULL, stdout=sys.stderr
    )


def newer_python() -> str:
    """The first interpreter on the search path that is new enough, for when this one is not."""
    for minor in range(16, OLDEST[1] - 1, -1):
        found = shutil.which(f"python3.{minor}")
        if (
            found
            and subprocess.run(
                [found, "-c", "import ensurepip, venv"], check=False, capture_output=True
            ).returncode
            == 0
        ):
            return found
    here = platform.python_version()
    raise Refusal(
        f"Cần Python 3.11 trở lên; máy này có {here}. Hãy cài Python mới hơn rồi chạy lại.\n"
        f"Python 3.11 or newer is needed; this is {here}. Install a newer one and run again."
    )


def venv_python() -> Path:
    """The environment's own interpreter, wherever the operating system keeps it."""
    return VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def digest(*parts: bytes) -> str:
    """A short name for exactly these bytes."""
    return hashlib.sha256(b"\0".join(parts)).hexdigest()[:32]


def lock_digest(group: str) -> str:
    """What the environment must have been made from: one lock file, one interpreter."""
    return digest((ROOT / LOCKS[group]).read_bytes(), platform.python_version().encode())


def project_digest() -> str:
    """What the installed command depends on: the head of pyproject.toml, above the tools' own settings."""
    head, _, _ = (ROOT / "pyproject.toml").read_bytes().partition(b"\n[tool.ruff]")
    return digest(head)


def stamp(group: str) -> Path:
    """The file that says a group stands installed, and make's sign that there is nothing to do."""
    return VENV / f".setup-{group}"


def stamped(group: str) -> str:
    """What the stamp says; nothing when there is none."""
    return stamp(group).read_text(encoding="utf-8") if stamp(group).exists() else ""


def create_venv() -> None:
    """A fresh environment with a pip in it, in place of whatever stood there."""
    try:
        import venv  # noqa: PLC0415 - some systems ship Python without it

        venv.EnvBuilder(clear=True, with_pip=True, symlinks=os.name != "nt").create(VENV)
    except (subprocess.CalledProcessError, ImportError, OSError) as error:
        shutil.rmtree(VENV, ignore_errors=True)
        command = f"apt-get install python{sys.version_info.major}.{sys.version_info.minor}-venv"
        raise Refusal(
            f"Không tạo được môi trường .venv. Trên Debian/Ubuntu hãy chạy: {command}\n"
            f"Could not make .venv. On Debian/Ubuntu run: {command}\n({error})"
        ) from error


def install(group: str) -> None:
    """Install one lock file, every file held to its hash, no package's own code run on the way."""
    wanted = {other: f"{lock_digest(other)}\n{project_digest()}\n" for other in LOCKS}
    # Each lock file holds all of the one before it, so a larger group that stands will do.
    larger = tuple(LOCKS)[tuple(LOCKS).index(group) :]
    if venv_python().exists() and any(stamped(other) == wanted[other] for other in larger):
        stamp(group).write_text(wanted[group], encoding="utf-8")
        return
    pip = (venv_python(), "-m", "pip", "--disable-pip-version-check", "--no-input")
    if not venv_python().exists() or not stamped(group).startswith(lock_digest(group)):
        say(f"Đang cài {LOCKS[group]} vào .venv… (installing {LOCKS[group]})")
        stale = any(
            stamp(other).exists() and not stamped(other).startswith(lock_digest(other)) for other in LOCKS
        )
        if stale or not venv_python().exists():
            create_venv()
        # The lock file is complete, so nothing is resolved; modules are compiled when first used.
        quick = ("--no-deps", "--no-compile", "--only-binary=:all:", "--require-hashes", "--progress-bar=off")
        run(*pip, "install", "-qq", *quick, "-r", ROOT / LOCKS[group])
    # Runs the build backend that was just installed from the lock file; fetches nothing.
    run(*pip, "install", "-qq", "--no-deps", "--no-index", "--no-build-isolation", "--editable", ROOT)
    stamp(group).write_text(wanted[group], encoding="utf-8")


def browser() -> str | None:
    """Where Chromium is: what OCOP_CHROMIUM says, or the first one on the search path."""
    told = os.environ.get("OCOP_CHROMIUM")
    if told and not Path(told).is_file():
        raise Refusal(f"OCOP_CHROMIUM trỏ tới tệp không có: {told}\nOCOP_CHROMIUM names no file: {told}")
    return told or next(filter(None, map(shutil.which, BROWSERS)), None)


def _package() -> str:
    """What apt calls the browser: Debian has the one without windows, other systems may not."""
    shown = subprocess.run(["apt-cache", "show", BROWSERS[0]], check=False, capture_output=True)  # noqa: S607
    return BROWSERS[0] if shown.returncode == 0 else "chromium"


def ensured_browser() -> str:
    """Chromium's path; root on Debian or Ubuntu has it installed, anyone else is told what to install."""
    found = browser()
    if found is None and shutil.which("apt-get") and hasattr(os, "geteuid") and os.geteuid() == 0:
        say("Đang cài Chromium cho các bài thử… (installing Chromium for the tests)")
        os.environ["DEBIAN_FRONTEND"] = "noninteractive"
        run("apt-get", "update", "-q")
        run("apt-get", "install", "-q", "-y", "--no-install-recommends", _package(), "fonts-noto-core")
        found = browser()
    if found is None:
        raise Refusal(
            "Các bài thử cần Chromium. Debian/Ubuntu: sudo apt-get install chromium fonts-noto-core; "
            "hoặc đặt OCOP_CHROMIUM=<đường dẫn tới Chromium hay Chrome>.\n"
            "The tests need Chromium. Debian/Ubuntu: sudo apt-get install chromium fonts-noto-core; "
            "or set OCOP_CHROMIUM=<path to Chromium or Chrome>."
        )
    return found


def main() -> int:
    """Read what is wanted and do it; 0 when it stands, 2 when a person must do something first."""
    parser = argparse.ArgumentParser(
        description="Cài môi trường .venv của dự án (set up the project's .venv)"
    )
    parser.add_argument("--dev", action="store_true", help="thêm công cụ phát triển (with development tools)")
    parser.add_argument("--bench", action="store_true", help="thêm công cụ đo tốc độ (with benchmark tools)")
    parser.add_argument("--browser", action="store_true", help="chỉ tìm Chromium (only find Chromium)")
    wanted = parser.parse_args()
    try:
        if wanted.browser:
            print(ensured_browser())
            return 0
        if sys.version_info < OLDEST:
            return subprocess.run([newer_python(), __file__, *sys.argv[1:]], check=False).returncode
        install("bench" if wanted.bench else "dev" if wanted.dev else "run")
    except Refusal as refusal:
        say(str(refusal))
        return 2
    except subprocess.CalledProcessError as error:
        say(f"Lệnh không chạy được (command failed): {' '.join(error.cmd)}")
        return 2
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
