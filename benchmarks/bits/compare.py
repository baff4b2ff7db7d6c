"""Compares two programs bit for bit: what compare.sh starts once both are built. Needs nothing but Python."""

import argparse
import concurrent.futures
import hashlib
import json
import os
import pathlib
import shutil
import struct
import subprocess
import time

STEPS = 40
KILLED_AFTER = 20
BATCH = 8
PICTURES = pathlib.Path(__file__).resolve().parents[2] / "tests" / "Goldens" / "old-runs" / "pictures" / "film"

# So small that starting the program takes longer than the steps. The paths are the older program's.
NETWORKS = {
    "dcgan": {"network.generator_width": 8, "network.discriminator_width": 8},
    "dcgan-upsample": {"network.generator_width": 8, "network.discriminator_width": 4},
    "lsgan-vgg": {"network.size": 14, "network.latent": 16, "network.generator_width": 4, "network.discriminator_width": 4},
    "lucic": {"network.generator_width": 8, "network.discriminator_width": 8, "network.features": 32},
    "resnet": {"network.size": 32, "network.generator_width": 4, "network.discriminator_width": 4},
    "r3gan": {"network.generator_width": 8, "network.discriminator_width": 8, "network.maximum_width": 16, "network.blocks": 1},
    "transformer": {"network.width": 16, "network.heads": 2, "network.generator_blocks": 1, "network.discriminator_blocks": 1},
    "pix2pix": {"network.size": 16, "network.generator_width": 4, "network.discriminator_width": 4, "network.depth": 3,
                "network.patch": 16},
    "cyclegan": {"network.size": 16, "network.generator_width": 4, "network.discriminator_width": 4, "network.blocks": 1,
                 "network.patch": 16},
    "mlp": {"network.generator_width": 32, "network.discriminator_width": 32},
}
DATA = {
    "fashion-mnist": {"data.split": "test"},
    "garment-edges": {"data.split": "test", "data.count": 500},
    "shapes": {"data.count": 500},
    "fork": {"data.count": 100},
}
RECIPES = {
    "dcgan": {"network.generator_width": 32, "network.discriminator_width": 32},  # one as wide as real ones
    "dcgan-64": {"network.generator_width": 4, "network.discriminator_width": 4},
    **{name: {"discriminator_steps": 2} for name in ("wgan", "wgan-gp", "wgan-gp-small", "sngan")},
    "sagan": {"network.attention": 16},
    "mixture": {"learner.components": 8},  # at most a batch
    "next-frame": {"network.patch": 34},  # the older program's penalties take one logit a sample
    "flow": {"learner.width": 16, "learner.couplings": 4},
    "flow-images": {"learner.size": 8, "learner.width": 4, "learner.couplings": 2},
    "text2image": {"conditioning.features": 16},
}


class Different(Exception):
    """The two programs do not agree; the text says in what."""


class Failed(Different):
    """A program did not do what it was asked for."""


class Comparison:
    def __init__(self, arguments):
        self.old, self.new, self.folder = arguments.old, arguments.new, arguments.folder
        self.threads, self.self_test = arguments.threads, arguments.self_test

    def recipe(self, name, recipe):
        """Compares one recipe, and raises Different."""
        place = self.folder / name
        place.mkdir()
        train = self.training(recipe)
        run(self.old, place, "train", name, *train, "--out", "old")
        changed = ["--set=generator_optimizer.epsilon=1e-7"] if self.self_test else []
        # What a recipe is may change; what the older program wrote down stays its game.
        run(self.new, place, "train", "old/recipe.json", *changed, "--out", "new")
        for step in (KILLED_AFTER, STEPS):
            expect_same(tensors(place / "old", step), tensors(place / "new", step), f"trained from the beginning, at step {step}")

        kill(self.old, place, ["train", name, *train, *slower(recipe), "--out", "killed"])
        shutil.copytree(place / "killed", place / "resumed")
        run(self.new, place, "train", "--resume", "resumed")
        expect_same(tensors(place / "old", STEPS), tensors(place / "resumed", STEPS), "killed, and resumed by the new one")

        sample = ["sample", "old", "--seed", 3, *sampling(recipe)]
        run(self.old, place, *sample, "--out", "drawn-by-old/")
        run(self.new, place, *sample, "--out", "drawn-by-new/")
        expect_same(files(place / "drawn-by-old"), files(place / "drawn-by-new"), "drawn by sample")
        shutil.rmtree(place)

    def training(self, recipe):
        settings = {
            "batch": BATCH, "log_every_steps": 10, "sample_every_images": 1_000_000_000, "sample_count": 4,
            "evaluate.every_images": 0, **DATA.get(recipe["data"]["name"], {}),
            **NETWORKS.get(part(recipe, "network").get("name"), {}), **RECIPES.get(recipe["name"], {})}
        settings["checkpoint_every_images"] = KILLED_AFTER * settings["batch"]
        sets = [f"--set={key}={value}" for key, value in settings.items()]
        return ["--steps", STEPS, "--seed", 5, "--threads", self.threads, *sets]


def part(recipe, name):
    """A section, which older programs have beside the learner and newer ones in it."""
    return recipe.get(name) or recipe.get("learner", {}).get(name, {})


def draws_points(recipe):
    return recipe["data"]["name"] in ("ring", "grid", "swiss-roll", "moons", "spiral")


def slower(recipe):
    """Points are learnt faster than a process is killed, so their pictures, which change nothing, are drawn at every step."""
    return ["--set=sample_every_images=1", "--set=sample_count=2000"] if draws_points(recipe) else []


def sampling(recipe):
    conditioning = part(recipe, "conditioning").get("name", "none")
    if conditioning == "picture" or recipe.get("learner", {}).get("name") == "cyclegan":
        return ["--input", PICTURES]
    if conditioning == "text":
        return ["--count", 4, "--caption", "a red circle above a blue square"]
    return ["--count", 10]


def run(program, place, *arguments):
    command = [program, *map(str, arguments)]
    finished = subprocess.run(command, cwd=place, capture_output=True, text=True, check=False)
    if finished.returncode:
        what = (finished.stderr or finished.stdout).strip().splitlines()
        raise Failed(f"exit code {finished.returncode} of {' '.join(command)}: {what[-1] if what else 'not a word'}")


def kill(program, place, arguments):
    """SIGKILL once the checkpoint in the middle is there, and before the last one."""
    folder = place / "killed"
    for _ in range(5):
        shutil.rmtree(folder, ignore_errors=True)
        process = subprocess.Popen(
            [program, *map(str, arguments)], cwd=place, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        while process.poll() is None and not checkpoint(folder, KILLED_AFTER).is_dir():
            time.sleep(0.001)
        process.kill()
        process.wait()
        if checkpoint(folder, KILLED_AFTER).is_dir() and not checkpoint(folder, STEPS).is_dir():
            return
    raise Failed("the older program ended before it could be killed")


def checkpoint(folder, step):
    return folder / "checkpoints" / f"{step:08}"


def tensors(folder, step):
    """The digest of each tensor with its type and shape: the order in the file and added metadata do not count."""
    path = checkpoint(folder, step) / "tensors.safetensors"
    data = path.read_bytes()
    length, = struct.unpack("<Q", data[:8])
    header, elements = json.loads(data[8:8 + length]), data[8 + length:]
    header.pop("__metadata__", None)
    return {name: (entry["dtype"], entry["shape"], hashlib.sha256(elements[slice(*entry["data_offsets"])]).hexdigest())
            for name, entry in header.items()}


def files(folder):
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in sorted(folder.iterdir())}


def expect_same(old, new, what):
    names = list(old) + [name for name in new if name not in old]
    other = [name for name in names if old.get(name) != new.get(name)]
    if other or not names:
        more = f" and {len(other) - 3} more of {len(names)}" if len(other) > 3 else f" of {len(names)}"
        raise Different(f"{what}: {', '.join(other[:3])}{more}")


def recipes(program):
    listed = subprocess.run([program, "recipes", "--json"], capture_output=True, text=True, check=True).stdout
    return {entry["name"]: entry["recipe"] for entry in json.loads(listed)}


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("old", help="the older program")
    parser.add_argument("new", help="the present program")
    parser.add_argument("folder", type=pathlib.Path, help="an empty folder for the runs")
    parser.add_argument("--only", help="the recipes' names, with commas between")
    parser.add_argument("--self-test", action="store_true", help="the present program gets another epsilon, to be found")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--jobs", type=int, default=2)
    arguments = parser.parse_args()

    begun = time.monotonic()
    old, new = recipes(arguments.old), recipes(arguments.new)
    names = [name for name in old if name in new]
    if arguments.only or arguments.self_test:
        wanted = (arguments.only or "dcgan,ring").split(",")
        if unknown := [name for name in wanted if name not in names]:
            arguments.folder.rmdir()
            parser.error(f"not a recipe of both: {', '.join(unknown)}")
        names = [name for name in names if name in wanted]
    else:
        for name in sorted(set(old) ^ set(new)):
            print(f"{name:18} only {'the older' if name in old else 'the present'} program knows it")

    comparison = Comparison(arguments)
    kernel = os.environ.get("OPENBLAS_CORETYPE", "the processor's own")
    print(f"{len(names)} recipes, {STEPS} steps, threads {arguments.threads}, kernel {kernel}", flush=True)
    different = failed = 0
    with concurrent.futures.ThreadPoolExecutor(arguments.jobs) as pool:
        compared = [(name, pool.submit(comparison.recipe, name, old[name])) for name in names]
        for number, (name, work) in enumerate(compared, 1):
            try:
                work.result()
                verdict = "ok"
            except Different as difference:
                verdict = f"DIFFERS: {difference}"
                different += 1
                failed += isinstance(difference, Failed)
            print(f"{name:18} {verdict:4}  ({number} of {len(names)})", flush=True)
    minutes = (time.monotonic() - begun) / 60
    print(f"{len(names) - different} of {len(names)} recipes have the same bits, {different} differ ({minutes:.1f} minutes)")
    if arguments.self_test:
        shutil.rmtree(arguments.folder)
        raise SystemExit(0 if different == len(names) and not failed else 1)
    if different:
        raise SystemExit(f"The runs that differ are kept in {arguments.folder}.")
    arguments.folder.rmdir()


if __name__ == "__main__":
    main()
