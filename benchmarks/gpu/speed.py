"""Steps beside PyTorch's, in turns: eager as a good user writes it, its best, and its step as one CUDA graph.

    speed.py OUT [CASE...]
"""

import json
import os
import pathlib
import statistics
import subprocess
import sys

from program import DEVICE, saddle, write

ROUNDS = int(os.environ.get("ROUNDS", "3"))
CASES = ["dcgan-64", "dcgan-64-128", "dcgan-32", "points", "lsgan-vgg", "wgan-gp"]
OURS = {
    "float32": [],
    "bf16": ["precision=bf16"],
    "float32, not deterministic": ["deterministic=false"],
    "bf16, not deterministic": ["precision=bf16", "deterministic=false"],
    "float32, no graphs": ["cuda_graphs=false"],
}


def ours(case, changes):
    words = [word for change in changes for word in ("--set", change)]
    code, output, said = saddle("bench", case, "--device", DEVICE, "--steps", 100, "--json", *words, limit=60)
    return (json.loads(output)["cases"][0]["seconds_per_step"], None) if code == 0 else (None, said)


def theirs(case):
    """Seconds of a step by style, from a process of its own."""
    here = pathlib.Path(__file__).parent
    done = subprocess.run([sys.executable, here / "pytorch_steps.py", case], capture_output=True, text=True, timeout=120)
    return [json.loads(line) for line in done.stdout.splitlines() if line.startswith("{")]


def main():
    cases = sys.argv[2:] or CASES
    seconds, failures = {}, {}
    for _ in range(ROUNDS):
        for case in cases:
            for style, changes in OURS.items():
                taken, said = ours(case, changes)
                if taken is None:
                    failures[f"{case} {style}"] = said
                else:
                    seconds.setdefault(case, {}).setdefault(f"saddle {style}", []).append(taken)
            for line in theirs(case):
                if "error" in line:
                    failures[f"{case} pytorch {line['style']}"] = line["error"]
                else:
                    seconds.setdefault(case, {}).setdefault(f"pytorch {line['style']}", []).append(line["seconds"])
    write(sys.argv[1], "speed", {
        "rounds": ROUNDS, "failures": failures,
        "milliseconds": {case: {style: round(1000 * statistics.median(times), 3) for style, times in styles.items()}
                         for case, styles in seconds.items()}})


main()
