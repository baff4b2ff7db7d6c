"""What the parts share: the program, and a file of results for each part."""

import json
import os
import pathlib
import subprocess

SADDLE = os.environ["SADDLE"]
DEVICE = os.environ.get("DEVICE", "cuda")


def saddle(*words, limit=150):
    """Runs the program; gives its exit code, its output and the first line that it complained with."""
    try:
        done = subprocess.run([SADDLE, *map(str, words)], capture_output=True, text=True, timeout=limit)
    except subprocess.TimeoutExpired:
        return 124, "", f"took more than {limit} s"
    said = done.stderr.strip().splitlines() or [""]
    return done.returncode, done.stdout, said[0][:300]


def card():
    """The GPU's name and its memory, as its driver tells them."""
    try:
        text = subprocess.run(["nvidia-smi", "--query-gpu=name,memory.total", "--format=csv,noheader"],
                              capture_output=True, text=True, check=True).stdout
        return text.strip().splitlines()[0]
    except (OSError, subprocess.CalledProcessError, IndexError):
        return DEVICE


def write(folder, part, results):
    path = pathlib.Path(folder) / f"{part}.json"
    path.write_text(json.dumps({"card": card(), "device": DEVICE, **results}, indent=1) + "\n")
