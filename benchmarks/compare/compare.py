#!/usr/bin/python3
"""Saddle against PyTorch on the same libtorch: the same networks, batch, threads and kind of data in memory, taking turns.

    benchmarks/compare/compare.py [CASE...] [--pairs 5] [--seconds 5] [--threads N] [--json FILE]

First both sides are shown to compute the same: from the same weights, samples and seed, losses and weights after three steps
agree to 1e-4, and all that the weights moved to a thousandth (samples to 1e-4; a Frechet distance to 1e-4 of it). Then, after a
warm-up, each pair is a turn of ours, one of PyTorch as it is usually written (plain) and one with all that it offers (best), of
equally many steps. Only one side works at a time. Needs dotnet and python3-torch.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
OURS = HERE / "bin/Release/net10.0/saddle-worker"
CASES = ["dcgan-64", "dcgan-64-128", "dcgan-32", "dcgan-upsample", "lsgan-vgg", "wgan-gp", "points", "sampling", "evaluation"]
STYLES = ["plain", "best"]
# Of ten thousand samples a few lie so near a neighbour's radius that float32 decides: cdist's products round otherwise than ours.
TOLERANCES = {"losses": 1e-4, "weights": 1e-4, "updates": 1e-3, "samples": 1e-4, "frechet": 1e-4, "shares": 5e-4}


class Worker:
    """A process that answers each line with a line of JSON."""

    def __init__(self, command, threads):
        environment = os.environ | {"OMP_NUM_THREADS": str(threads), "OPENBLAS_NUM_THREADS": str(threads)}
        self.process = subprocess.Popen(
            [str(word) for word in command], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment)
        self.hello = self.answer()

    def ask(self, request):
        self.process.stdin.write(request + "\n")
        self.process.stdin.flush()
        return self.answer()

    def answer(self):
        line = self.process.stdout.readline()
        if not line:
            raise SystemExit(f"{' '.join(self.process.args)} ended with {self.process.wait()}")
        return json.loads(line)

    def peak_bytes(self):
        status = Path(f"/proc/{self.process.pid}/status").read_text()
        return 1024 * next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmHWM:"))

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.stdin.close()
        self.process.wait()


def ours(case, threads):
    return Worker([OURS, case, threads], threads)


def theirs(case, threads, style):
    return Worker([sys.executable, HERE / "pytorch_worker.py", case, threads, style], threads)


def check(case, threads):
    """The largest differences of each style from ours; ends the program where one is too large."""
    with tempfile.TemporaryDirectory() as folder:
        path = f"{folder}/check.safetensors"
        with ours(case, threads) as worker:
            worker.ask(f"check {path}")
        found = {}
        for style in STYLES:
            with theirs(case, threads, style) as worker:
                found[style] = worker.ask(f"check {path}")
    print(f"{case}: differences " + "; ".join(
        f"{style} " + ", ".join(f"{what} {value:.1e}" for what, value in differences.items())
        for style, differences in found.items()), flush=True)
    if any(value > TOLERANCES[what] for differences in found.values() for what, value in differences.items()):
        raise SystemExit(f"{case}: the sides do not compute the same, so that their times mean nothing")
    return found


def measure(case, threads, pairs, seconds):
    """Lets the three sides take turns."""
    # The machine's own speed is measured by a process of its own: its matrices would count as ours.
    with ours("dcgan-32", threads) as meter, ours(case, threads) as us, \
            theirs(case, threads, "plain") as plain, theirs(case, threads, "best") as best:
        sides = {"ours": us, "plain": plain, "best": best}
        first = {name: worker.ask("run 1")["seconds"] for name, worker in sides.items()}
        again = {name: worker.ask("run 1")["seconds"] for name, worker in sides.items()} if first["plain"] < seconds else first
        steps = max(1, round(seconds / again["plain"]))
        turns = []
        for _ in range(pairs):
            peak = meter.ask("peak")["peak"]
            turns.append({name: worker.ask(f"run {steps}")["seconds"] / steps for name, worker in sides.items()} | {"peak": peak})
        return {"case": case, "steps": steps, "turns": turns, **us.hello,
                "peak_bytes": {name: worker.peak_bytes() for name, worker in sides.items()}}


def summary(result):
    turns, samples, operations = result["turns"], result["samples"], result["operations"]
    ratios = {style: [turn[style] / turn["ours"] for turn in turns] for style in STYLES}
    return {
        "ratios": {style: {"median": statistics.median(values), "minimum": min(values), "maximum": max(values)}
                   for style, values in ratios.items()},
        "samples_per_second": {side: samples / statistics.median(turn[side] for turn in turns) for side in ["ours", *STYLES]},
        "flops_per_second": operations / statistics.median(turn["ours"] for turn in turns),
        "share_of_peak": statistics.median(operations / turn["ours"] / turn["peak"] for turn in turns),
    }


def row(result):
    def ratio(style):
        values = result["ratios"][style]
        return f"{values['median']:.2f} ({values['minimum']:.2f} to {values['maximum']:.2f})"

    def three(values, form):
        return " / ".join(form(values[side]) for side in ["ours", *STYLES])

    counted = result["operations"] > 0
    return [result["case"], ratio("plain"), ratio("best"), three(result["samples_per_second"], lambda rate: f"{rate:.4g}"),
            f"{result['flops_per_second'] / 1e9:.1f}" if counted else "-", f"{result['share_of_peak']:.0%}" if counted else "-",
            three(result["peak_bytes"], lambda size: f"{size / 2**20:.0f}")]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("cases", nargs="*", metavar="CASE", help=", ".join(CASES))
    parser.add_argument("--pairs", type=int, default=5)
    parser.add_argument("--seconds", type=float, default=5, help="about how long a turn of plain PyTorch takes")
    parser.add_argument("--threads", type=int, default=len(os.sched_getaffinity(0)))
    parser.add_argument("--json", type=Path, metavar="FILE", help="every measurement")
    arguments = parser.parse_args()
    unknown = [case for case in arguments.cases if case not in CASES]
    if unknown:
        parser.error(f"unknown case {unknown[0]}; there are {', '.join(CASES)}")
    subprocess.run(["dotnet", "build", HERE / "Compare.csproj", "--configuration", "Release", "--verbosity", "quiet"],
                   check=True, stdout=sys.stderr)
    results = []
    for case in arguments.cases or CASES:
        differences = check(case, arguments.threads)
        result = measure(case, arguments.threads, arguments.pairs, arguments.seconds)
        results.append(result | {"differences": differences} | summary(result))
        print(f"{case}: {row(results[-1])[1:]}", flush=True)
    heads = ["case", "plain / ours", "best / ours", "samples/s: ours / plain / best", "our GFLOP/s", "of peak",
             "peak MiB: ours / plain / best"]
    print("\n" + "\n".join(f"| {' | '.join(cells)} |" for cells in [heads, ["---"] * len(heads), *map(row, results)]))
    if arguments.json:
        arguments.json.write_text(json.dumps({"threads": arguments.threads, "cases": results}, indent=1) + "\n")


if __name__ == "__main__":
    main()
