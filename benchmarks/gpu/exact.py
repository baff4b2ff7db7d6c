"""Every recipe eight steps on the device, twice; and once killed at random and taken up again: the same bits each time?

    exact.py OUT [NAME...]
"""

import concurrent.futures
import hashlib
import json
import os
import pathlib
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time

from program import DEVICE, SADDLE, saddle, write

STEPS, WORKERS = 8, int(os.environ.get("WORKERS", "8"))
# What takes long on data of its own size; all others learn from 16 samples at a time.
LARGE = {"pix2pix", "cyclegan", "lsgan-vgg", "dcgan-64", "r3gan", "wgan-gp", "sngan", "sagan", "transformer"}


def digest(run):
    path = pathlib.Path(run) / "checkpoints" / f"{STEPS:08d}" / "tensors.safetensors"
    return hashlib.sha256(path.read_bytes()).hexdigest() if path.exists() else None


def words(name, run):
    batch = 8 if name in LARGE else 16
    return ["train", name, "--device", DEVICE, "--seed", "3", "--steps", STEPS, "--threads", "1", "--out", run,
            "--set", f"batch={batch}", "--set", "evaluate.every_images=0", "--set", f"checkpoint_every_images={2 * batch}",
            "--set", f"sample_every_images={100 * batch}"]


def killed(name, run, seed):
    """A run that is killed somewhere between its first checkpoint and its end, and resumed."""
    process = subprocess.Popen([SADDLE, *map(str, words(name, run))], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    checkpoints = pathlib.Path(run) / "checkpoints"
    chance = random.Random(seed)
    while process.poll() is None:
        if any(checkpoints.glob("0*/tensors.safetensors")):
            time.sleep(chance.random() * 0.3)
            process.send_signal(signal.SIGKILL)
            break
        time.sleep(0.02)
    process.wait()
    if digest(run) is not None:
        # It was quicker than the kill: its last checkpoint goes, and so has to be made again.
        shutil.rmtree(checkpoints / f"{STEPS:08d}")
    return saddle("train", "--resume", run)


def one(name):
    with tempfile.TemporaryDirectory() as folder:
        first, second, third = (f"{folder}/{k}" for k in "abc")
        code, _, said = saddle(*words(name, first))
        if code:
            return name, {"outcome": "fails", "said": said}
        code, _, said = saddle(*words(name, second))
        again = digest(second)
        taken, _, complaint = killed(name, third, name)
        outcome = ("differs" if again != digest(first) else "differs when resumed" if digest(third) != again else "same")
        if code or taken:
            return name, {"outcome": "fails", "said": said if code else complaint}
        return name, {"outcome": outcome, "said": ""}


def main():
    names = sys.argv[2:] or [recipe["name"] for recipe in json.loads(saddle("recipes", "--json")[1])]
    with concurrent.futures.ThreadPoolExecutor(WORKERS) as pool:
        results = dict(pool.map(one, names))
    write(sys.argv[1], "exact", {"recipes": results})
    for name, result in results.items():
        if result["outcome"] != "same":
            print(f"{name}: {result['outcome']} {result['said']}")
    print(f"{sum(result['outcome'] == 'same' for result in results.values())} of {len(results)} the same")


main()
