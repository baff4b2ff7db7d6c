"""The power fails after each call that a run has made: what may be on the disk then is laid out, opened and resumed."""

import json
import pathlib
import random
import re
import shutil
import threading
import time

import calls
import disk
import kills
import program as programs
import recipes

STEPS = 15
CHECKPOINT_STEPS = 5
RECIPES = ("ring", "dcgan", "cgan", "evaluated", "vae")


class Power:
    name = "power"

    def __init__(self, saddle, book, work, seed, straight):
        self.saddle, self.book, self.work, self.seed, self.straight = saddle, book, work / "power", seed, straight
        self._lock = threading.Lock()
        self._todo = None

    def prepare(self):
        if shutil.which("strace") is None:
            print("power: not tried: there is no strace.")
            return
        self.work.mkdir(parents=True, exist_ok=True)
        self._look_at_files()

    def trial(self):
        """One crash of a run."""
        if shutil.which("strace") is None:
            return False
        with self._lock:
            crash = self._next()
        call, variant, tree, durable, trace = crash
        place = self.work / f"crash-{trace['number']}-{call}-{variant}"
        shutil.rmtree(place, ignore_errors=True)
        disk.materialise(tree, place)
        what = f"train, {variant.split('-')[0]}"
        self.book.tried("power", what)
        problem, story = self._resume(place, trace, durable, what)
        if problem:
            crashed = place.with_name(place.name + "-before")
            disk.materialise(tree, crashed)
            details = {"recipe": trace["recipe"], "call": call, "calls": trace["count"], "variant": variant,
                       "durable step": durable, "story": story}
            self.book.finding("power", what, *problem, details, [crashed])
            shutil.rmtree(crashed)
        shutil.rmtree(place)
        with self._lock:
            self.book.state("power", {})["done"].append(f"{call} {variant}")
        return True

    def _resume(self, place, trace, durable, what):
        name, run = trace["recipe"], place / "run"
        straight, _ = self.straight.of(name, steps=STEPS, checkpoint_every_images=CHECKPOINT_STEPS * recipes.BATCH)
        train = recipes.training(
            name, "run", steps=STEPS, checkpoint_every_images=CHECKPOINT_STEPS * recipes.BATCH)
        if not (run / "recipe.json").exists():
            self.book.note("power", what, "no run yet")
            ended = self.saddle.run(place, *train)
            if ended.code == 2 and "not empty" in ended.err and durable == 0:
                self.book.note("power", what, "told to choose another folder")
                return ended.problem(), [ended.described()]
        else:
            ended = self.saddle.run(place, "train", "--resume", "run")
            if ended.code == 2 and durable == 0 and not programs.checkpoints(run):
                if "--restart" in ended.err:
                    if not kills.may_ask_restart(run, CHECKPOINT_STEPS):
                        return ("message", f"--restart without a cause: {ended.err.strip()}"), [ended.described()]
                    self.book.note("power", what, "asked for --restart")
                    ended = self.saddle.run(place, "train", "--resume", "run", "--restart")
                elif "train the recipe again" in ended.err:
                    self.book.note("power", what, "told to train the recipe again")
                    return ended.problem(), [ended.described()]
        problem = ended.problem()
        if not problem and ended.code != 0:
            problem = "lost", f"it does not go on: {ended.err.strip()}"
        problem = problem or kills.went_back(ended, durable)
        if not problem and (other := programs.difference(straight, run)):
            problem = "lost", f"not the straight run: {other}"
        return problem, [ended.described()]

    # The crashes of one recorded run are tried in random order; once all are, another run is recorded.
    def _next(self):
        if not self._todo:
            state = self.book.state("power", {"number": 0, "done": [], "program": ""})
            recorded = self.work / f"trace-{state['number']}"
            if self._todo is not None or state["program"] != self.saddle.digest() or not (recorded / "about.json").exists():
                state.update(number=state["number"] + 1, done=[], program=self.saddle.digest())
                shutil.rmtree(recorded, ignore_errors=True)
                recorded = self._record(state["number"])
            self._todo = self._crashes(recorded, set(state["done"]))
        return self._todo.pop()

    def _record(self, number):
        folder = self.work / f"trace-{number}"
        shutil.rmtree(folder, ignore_errors=True)
        (folder / "root").mkdir(parents=True)
        name = RECIPES[number % len(RECIPES)]
        train = recipes.training(
            name, folder / "root" / "run", steps=STEPS, checkpoint_every_images=CHECKPOINT_STEPS * recipes.BATCH)
        ended = self.saddle.run(folder / "root", *train, before=[*calls.COMMAND, str(folder / "calls")])
        if ended.code != 0:
            raise SystemExit(f"power: the run could not be recorded: {ended.err}")
        (folder / "about.json").write_text(json.dumps({"recipe": name, "number": number}))
        return folder

    def _crashes(self, folder, done):
        about = json.loads((folder / "about.json").read_text())
        self.straight.of(about["recipe"], steps=STEPS, checkpoint_every_images=CHECKPOINT_STEPS * recipes.BATCH)
        trees, crashes = set(), {}
        for call, image in states(folder / "calls", folder / "root"):
            certain = durable_step(image.after("bare", 0))
            for variant in [*disk.VARIANTS[:-1], *(f"mix-{k}" for k in range(disk.MIXES))]:
                tree = image.after(variant.split("-")[0], f"{call} {variant} {about['number']}")
                key = disk.digest(tree)
                self.book.tried("power", "train, states looked at")
                if problem := lost_checkpoint(tree, certain):
                    self.book.finding("power", "train, states looked at", "lost", problem, {"call": call, "variant": variant})
                # The same tree with the same promise is the same crash.
                if (key, certain) not in trees and f"{call} {variant}" not in done:
                    crashes.setdefault(variant, []).append((call, variant, tree, certain, about))
                trees.add((key, certain))
            about["count"] = call
        print(f"power: {about['recipe']}: {about['count']} calls, "
              f"{sum(map(len, crashes.values()))} different crashes to try", flush=True)
        return in_turns(crashes, random.Random(f"power {self.seed} {about['number']}"))

    # What only writes a file is judged without starting anything: the file is whole or not there.
    def _look_at_files(self):
        for what, arguments, target in kills.WRITERS:
            whole, _ = self.straight.file_of("dcgan", arguments, target)
            folder = self.work / f"files-{time.time_ns()}"
            (folder / "root").mkdir(parents=True)
            run = self.straight.run_of("dcgan")
            ended = self.saddle.run(
                folder / "root", *[str(argument).replace("RUN", str(run)) for argument in arguments],
                before=[*calls.COMMAND, str(folder / "calls")])
            if ended.code != 0:
                raise SystemExit(f"power: {what} could not be recorded: {ended.err}")
            for call, image in states(folder / "calls", folder / "root"):
                for variant in [*disk.VARIANTS[:-1], *(f"mix-{k}" for k in range(disk.MIXES))]:
                    self.book.tried("power", f"{what}, states looked at")
                    tree = image.after(variant.split("-")[0], f"{call} {variant}")
                    shown = {pathlib.PurePath(path).name: disk.digest_of(data) for path, data in tree.items()
                             if data is not None and path.split("/")[0] == target
                             and not pathlib.PurePath(path).name.startswith(".")}
                    if wrong := [name for name, made in shown.items() if whole.get(name) != made]:
                        self.book.finding(
                            "power", f"{what}, states looked at", "lost", f"half-written: {wrong[:3]}",
                            {"command": arguments, "call": call, "variant": variant})
            shutil.rmtree(folder)


def in_turns(groups, dice):
    """All of some lists, each in random order, one of each in turn."""
    for group in groups.values():
        dice.shuffle(group)
    longest = max(map(len, groups.values()), default=0)
    return [group[k] for k in range(longest) for group in groups.values() if k < len(group)][::-1]


def states(recorded, root):
    """After each call that changes what a crash may leave: (its number, the disk)."""
    image = disk.Disk(root)
    number = 0
    for operation, *arguments in calls.read(recorded, root):
        if image.apply(operation, *arguments):
            number += 1
            yield number, image


def durable_step(tree):
    """The newest checkpoint that is whole in a tree; 0 for none."""
    steps = [0]
    for path, data in tree.items():
        match = re.fullmatch(r"run/checkpoints/(\d+)/checkpoint.json", path)
        tensors = tree.get(f"{path.rsplit('/', 1)[0]}/tensors.safetensors")
        if match and tensors is not None and disk.digest_of(tensors).encode() in data:
            steps.append(int(match[1]))
    return max(steps)


def lost_checkpoint(tree, certain):
    found = durable_step(tree)
    return f"the checkpoint of step {certain} was on the disk, but step {found} is the newest" if found < certain else None
