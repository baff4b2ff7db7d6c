#!/usr/bin/env python3
"""Writes tests/Goldens/old-runs: tiny runs of an older program, what it drew from them, and how it trained them on.

    python3 tests/Goldens/make_old_runs.py CHECKOUT/saddle [NAME...]

CHECKOUT is the working tree of the older commit; old-runs/README.md says of which one. Needs nothing but Python. Numbers depend
on the processor in their last bits, so that files made elsewhere differ a little; the tests allow for that.
"""
import json
import math
import os
import pathlib
import shutil
import struct
import subprocess
import sys
import tempfile
import zlib

HERE = pathlib.Path(__file__).resolve().parent / "old-runs"
BATCH = 8
STEPS = 6  # a run is trained for so many, and then for as many again
FEW_STEPS = {"cyclegan": 2}  # its narrow instance normalisation enlarges rounding a thousandfold in a few steps

POINTS = {"network.generator_width": 8, "network.discriminator_width": 8, "network.hidden_layers": 2}
SHAPES = {"data.name": "shapes", "data.size": 16, "data.count": 24}
DCGAN = {"network.size": 16, "network.latent": 4, "network.generator_width": 2, "network.discriminator_width": 2}
PICTURES = {"network.size": 8, "network.generator_width": 2, "network.discriminator_width": 2, "network.patch": 16}

# name: recipe, settings, arguments of sample
RUNS = {
    # The learners.
    "adversarial": ("ring", POINTS, ["--count", 24]),
    "cyclegan": ("cyclegan-small", {**PICTURES, "data.name": "unpaired", "data.path": "pictures/unpaired", "network.blocks": 1,
                                    "network.size": 8, "learner.history": 2},
                 ["--input", "pictures/unpaired/A"]),
    "vae": ("vae", {**SHAPES, **DCGAN}, []),
    "flow": ("flow", {"learner.couplings": 2, "learner.width": 8}, ["--count", 24]),
    "flow-images": ("flow-images", {**SHAPES, "learner.size": 4, "learner.couplings": 2, "learner.width": 1}, []),
    "mixture": ("mixture", {"learner.components": 5, "learner.covariance": "full"}, ["--count", 24]),
    "ebgan": ("ebgan", {**SHAPES, **DCGAN}, []),
    "began": ("began", {**SHAPES, **DCGAN}, []),
    # The conditionings.
    "cgan": ("cgan", {**SHAPES, **DCGAN, "conditioning.embedding": 4}, ["--label", "all", "--count", 2]),
    "acgan": ("acgan", {**DCGAN, "data.name": "folder", "data.path": "pictures/classes", "conditioning.embedding": 4},
              ["--label", "dark", "--count", 3]),
    "projection": ("projection", {**SHAPES, **DCGAN}, ["--count", 5]),
    "infogan": ("infogan", {**SHAPES, **DCGAN, "conditioning.values": 3}, ["--code", 1, "--count", 2, "--columns", 3]),
    "picture": ("pix2pix-small", {**PICTURES, "data.name": "pairs", "data.path": "pictures/pairs", "network.depth": 2},
                ["--input", "pictures/pairs/A"]),
    "films": ("next-frame", {"data.size": 16, "data.count": 6, **PICTURES, "network.depth": 1, "objective.label_smoothing": 0.1},
              ["--input", "pictures/film", "--frames", 2]),
    "text": ("text2image", {**SHAPES, **DCGAN, "conditioning.encoder": "gru", "conditioning.features": 4},
             ["--caption", "a red circle", "--caption", "a blue square above a red cross", "--count", 2]),
    # Keys of the recipe that the others leave at their defaults.
    "penalties": ("wgan-gp-small", {
        **SHAPES, **DCGAN, "gradient_penalty.weight": 5, "gradient_penalty.one_sided": True, "r1.weight": 0.5, "r1.interval": 2,
        "r2.weight": 0.25, "dragan.weight": 2, "dragan.interval": 3, "lecam.weight": 0.3, "lecam.decay": 0.9,
        "weight_clipping.bound": 0.05, "generator_optimizer.name": "rmsprop", "discriminator_optimizer.name": "sgd",
        "discriminator_optimizer.learning_rate": 0.01, "discriminator_optimizer.momentum": 0.5}, []),
    "regularised": ("lsgan", {
        **SHAPES, **DCGAN, "objective.a": -1, "objective.c": 0, "packing": 2, "instance_noise": 0.1, "instance_noise_images": 64,
        "feature_matching": 0.5, "historical_averaging": 0.1, "horizontal_flip": True, "gradient_clip": 1, "schedule": "cosine",
        "augmentation": "colour,translation,cutout", "network.minibatch": "deviation", "discriminator_steps": 2, "seed": 7}, []),
    # Of format 2, which said nothing of packs or of an average's beginning.
    "packed": ("ring", {**POINTS, "packing": 2, "average_half_life_images": 5000}, ["--count", 24]),
    # Of format 5, which said nothing of how a GPU computes.
    "before-gpus": ("dcgan", {
        **SHAPES, **DCGAN, "augmentation": "ada-geometry,ada-colour", "augmentation_probability": 0.3, "augmentation_rises": True,
        "schedule.name": "cosine", "instance_noise": 0.1, "horizontal_flip": True, "r1.weight": 1, "r1.interval": 2,
        "network.discriminator_normalization": "none"}, []),
    # Killed while it wrote its second checkpoint: three steps of metrics are ahead of the first. The pictures between the steps
    # make them long enough to be met.
    "killed": ("grid", {**POINTS, "sample_every_images": 1, "sample_count": 4000, "checkpoint_every_images": 3 * BATCH},
               ["--count", 24]),
}


def run(program, place, *arguments):
    finished = subprocess.run([program, *map(str, arguments)], cwd=place, env=environment(place), capture_output=True, text=True)
    if finished.returncode:
        raise SystemExit(f"{' '.join(map(str, arguments))}:\n{finished.stdout}{finished.stderr}")


def environment(place):
    return {**os.environ, "SADDLE_CACHE": str(place / "cache")}


def steps(name):
    return FEW_STEPS.get(name, STEPS)


def training(name):
    recipe, settings, _ = RUNS[name]
    common = {
        "name": name, "batch": BATCH, "average_half_life_images": 16, "log_every_steps": 1, "sample_every_images": 1_000_000,
        "sample_count": 4, "evaluate.every_images": 0, "checkpoint_every_images": 1_000_000}
    sets = [f"--set={key}={shown(value)}" for key, value in {**common, **settings}.items()]
    return ["train", recipe, "--threads", 1, "--steps", 2 * STEPS if name == "killed" else steps(name), "--out", name, *sets]


def shown(value):
    return str(value).lower() if isinstance(value, bool) else value


def newest(run_folder):
    return max(path for path in (run_folder / "checkpoints").iterdir() if path.name.isdigit())


def kill_midway(program, place):
    """Trains until a kill finds the second checkpoint half written; a kill that comes too late is tried again."""
    folder = place / "killed"
    for _ in range(200):
        shutil.rmtree(folder, ignore_errors=True)
        process = subprocess.Popen(
            [program, *map(str, training("killed"))], cwd=place, env=environment(place), stdout=subprocess.DEVNULL)
        unfinished = folder / "checkpoints" / f".unfinished-{STEPS:08}"
        while process.poll() is None and not unfinished.is_dir():
            pass
        process.kill()
        process.wait()
        if unfinished.is_dir() and newest(folder).name == f"{STEPS // 2:08}":
            return
    raise SystemExit("killed: the moment was never met.")


def make(program, place, name):
    folder, target = place / name, HERE / name
    shutil.rmtree(target, ignore_errors=True)
    if name == "killed":
        kill_midway(program, place)
    else:
        run(program, place, *training(name))
    shutil.rmtree(folder / "samples")
    for path in (folder / "report.html", folder / ".lock"):
        path.unlink(missing_ok=True)
    shutil.copytree(folder, target / "run")

    drawn = RUNS[name][2] or ["--count", 4]
    points = "network.hidden_layers" in RUNS[name][1] or name in ("flow", "mixture")
    films = "--frames" in drawn
    out = "points.svg" if points else "film.png" if films else "drawn/"
    run(program, place, "sample", name, *drawn, "--seed", 1, "--out", out)
    (target / "drawn").mkdir()
    if out == "drawn/":
        shutil.rmtree(target / "drawn")
        shutil.move(place / "drawn", target / "drawn")
    else:
        shutil.move(place / out, target / "drawn" / out)

    run(program, place, "train", "--resume", name, "--steps", 2 * steps(name))
    shutil.copy(newest(folder) / "tensors.safetensors", target / "resumed.safetensors")
    about = {
        "steps": 2 * steps(name), "images": 2 * steps(name) * BATCH, "out": f"drawn/{'' if out == 'drawn/' else out}",
        "sample": [*map(str, drawn), "--seed", "1"]}
    (target / "fixture.json").write_text(json.dumps(about) + "\n")


def png(path, side, colour):
    """Writes a square picture, RGB or grey; colour(x, y) gives three values or one from 0 to 1, for x and y from 0 to 1."""
    path.parent.mkdir(parents=True, exist_ok=True)
    places = [k / (side - 1) for k in range(side)]
    rows = b"".join(b"\0" + bytes(round(255 * value) for x in places for value in colour(x, y)) for y in places)
    header = struct.pack(">IIBBBBB", side, side, 8, 2 if len(colour(0, 0)) == 3 else 0, 0, 0, 0)
    chunks = [(b"IHDR", header), (b"IDAT", zlib.compress(rows, 9)), (b"IEND", b"")]
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data)) for kind, data in chunks))


def make_pictures(folder):
    def wave(k, bright, channels=3, often=1):
        return lambda x, y: [
            bright * (1 + math.sin(3 * often * x + k + channel) * math.cos(2 * often * y - k)) / 2 for channel in range(channels)]

    for k in range(8):
        png(folder / f"classes/{'dark' if k % 2 else 'light'}/{k}.png", 16, wave(k, 0.4 if k % 2 else 1))
        png(folder / f"pairs/A/{k}.png", 8, wave(k, 1))
        png(folder / f"pairs/B/{k}.png", 8, wave(k + 1, 0.8))
        png(folder / f"unpaired/A/{k}.png", 8, wave(k, 1, often=5))
        if k < 6:
            png(folder / f"unpaired/B/other{k}.png", 8, wave(k / 2, 0.8, often=4))
        if k < 4:
            png(folder / f"film/{k}.png", 8, wave(k / 4, 1, channels=1))


def main():
    program, *names = sys.argv[1:]
    program = os.path.abspath(program)
    unknown = [name for name in names if name not in RUNS]
    if unknown:
        raise SystemExit(f"unknown: {', '.join(unknown)}; there are {', '.join(RUNS)}")
    if not (HERE / "pictures").is_dir():
        make_pictures(HERE / "pictures")
    with tempfile.TemporaryDirectory() as temporary:
        place = pathlib.Path(temporary)
        shutil.copytree(HERE / "pictures", place / "pictures")
        for name in names or RUNS:
            make(program, place, name)
            size = sum(path.stat().st_size for path in (HERE / name).rglob("*") if path.is_file())
            print(f"{name}: {size} bytes", flush=True)


if __name__ == "__main__":
    main()
