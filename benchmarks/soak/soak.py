"""Attacks Saddle's reliability for as long as there is time: what run.sh starts. See README.md."""

import argparse
import concurrent.futures
import pathlib
import random
import signal
import threading
import time

import book
import full
import inputs
import kills
import power
import program
import self_test
import steps

# What share of the time each part has.
SHARES = {"kills": 30, "power": 25, "full": 15, "inputs": 20, "steps": 10}


def work_at(part, jobs, seconds, stop):
    """Trials of a part, some at once, until the time is over or there is nothing left to try."""
    deadline = time.monotonic() + seconds

    def trials():
        while time.monotonic() < deadline and not stop.is_set():
            if not part.trial():
                return

    with concurrent.futures.ThreadPoolExecutor(jobs) as pool:
        for worker in [pool.submit(trials) for _ in range(jobs)]:
            worker.result()


def main():
    parser = argparse.ArgumentParser(prog="run.sh", description=__doc__)
    parser.add_argument("out", type=pathlib.Path, help="the folder for counts and findings; a second run goes on there")
    parser.add_argument("minutes", type=float, nargs="?", default=60)
    parser.add_argument("--only", help=f"some of {', '.join(SHARES)}, with commas between")
    parser.add_argument("--saddle", required=True, help="the program")
    parser.add_argument("--inputs", help="the program that reads damaged files")
    parser.add_argument("--shim", type=pathlib.Path, help="full.c, compiled")
    parser.add_argument("--seed", type=int, help="of all that is random (by the clock)")
    parser.add_argument("--self-test", action="store_true", help="only try the harness itself, in seconds")
    parser.add_argument("--jobs", type=int, default=2, help="how many trials at once")
    arguments = parser.parse_args()
    if arguments.self_test:
        return self_test.main(arguments.shim)
    names = (arguments.only or ",".join(SHARES)).split(",")
    if unknown := [name for name in names if name not in SHARES]:
        parser.error(f"--only: no such part: {', '.join(unknown)}; there are {', '.join(SHARES)}")

    out = arguments.out.resolve()
    work = out / "work"
    work.mkdir(parents=True, exist_ok=True)
    counts = book.Book(out)
    seed = arguments.seed if arguments.seed is not None else random.SystemRandom().randrange(1_000_000)
    saddle = program.Program(arguments.saddle, work)
    attack = kills.Kills(saddle, counts, work, seed)
    parts = {
        "kills": attack, "power": power.Power(saddle, counts, work, seed, attack.straight),
        "full": full.Full(saddle, counts, work, arguments.shim, attack.straight),
        "inputs": inputs.Inputs(counts, work, arguments.inputs, seed), "steps": steps.Steps(saddle, counts, work)}
    print(f"seed {seed}, {arguments.minutes:g} minutes, program {saddle.path} ({saddle.digest()})", flush=True)

    stop = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stop.set())
    shares = sum(SHARES[name] for name in names)
    for name in names:
        if stop.is_set():
            break
        seconds = 60 * arguments.minutes * SHARES[name] / shares
        begun = time.monotonic()
        parts[name].prepare()
        if name == "steps":
            parts[name].trial(seconds)
        else:
            work_at(parts[name], arguments.jobs, seconds, stop)
        counts.spent(name, (time.monotonic() - begun) / 60)
        print(f"{name}: {(time.monotonic() - begun) / 60:.1f} minutes", flush=True)
    parts["inputs"].clean()
    counts.save()
    print(f"\n{counts.table()}")
    if counts.found:
        raise SystemExit(f"{counts.found} found in this run; see {out / 'findings'}.")


if __name__ == "__main__":
    main()
