"""The disk is full from the Nth call on, for every N: one message, nothing half-written, and with more room the same bits."""

import pathlib
import shutil
import threading

import kills
import program as programs
import recipes

STEPS = 10
CHECKPOINT_STEPS = 5


class Full:
    name = "full"

    def __init__(self, saddle, book, work, shim, straight):
        self.saddle, self.book, self.work, self.shim, self.straight = saddle, book, work / "full", shim, straight
        self._lock = threading.Lock()
        self._turn = 0
        self._taken_up = None
        self._commands = {"train": self._train, "resume": self._resume}
        for what, arguments, target in kills.WRITERS:
            self._commands[what] = self._writer(arguments, target)

    def prepare(self):
        self.work.mkdir(parents=True, exist_ok=True)

    def trial(self):
        """The next N of a command."""
        if self.shim is None:
            return False
        with self._lock:
            state = self.book.state("full", {"program": "", "next": {}, "ends": {}})
            if state["program"] != self.saddle.digest():
                state.update(program=self.saddle.digest(), next={}, ends={})
            left = [name for name in self._commands if name not in state["ends"]]
            if not left:
                return False
            name = left[self._turn % len(left)]
            self._turn += 1
            number = state["next"].get(name, 1)
            state["next"][name] = number + 1
        place = self.work / f"{name.replace(' ', '-')}-{number}"
        shutil.rmtree(place, ignore_errors=True)
        (place / "disk").mkdir(parents=True)
        problem, story, told = self._commands[name](place, number)
        if told is None:
            with self._lock:
                state["ends"][name] = min(number, state["ends"].get(name, number))
            self.book.note("full", name, "calls until it succeeded", number - 1 if problem is None else 0)
        else:
            self.book.tried("full", name)
            self.book.note("full", name, told.split(" ")[0])
        if problem:
            self.book.finding("full", name, *problem, {"from call": number, "call": told, "story": story}, [place])
        shutil.rmtree(place)
        return True

    def _train(self, place, number):
        ended, told = self._start(place, number, self._training("disk/run"))
        straight, _ = self.straight.of("ring", steps=STEPS, checkpoint_every_images=CHECKPOINT_STEPS * recipes.BATCH)
        return self._judge_run(place, straight, ended, told)

    def _resume(self, place, number):
        straight = self._taken_up_once()
        shutil.copytree(self.work / "half", place / "disk" / "run")
        ended, told = self._start(place, number, ["train", "--resume", "disk/run", "--steps", STEPS])
        return self._judge_run(place, straight, ended, told)

    def _writer(self, arguments, target):
        def run(place, number):
            whole, _ = self.straight.file_of("dcgan", arguments, target)
            trained = str(self.straight.run_of("dcgan"))
            command = [str(argument).replace("RUN", trained) for argument in arguments]
            for k, argument in enumerate(command):
                if command[k - 1] in ("--out", "--save-statistics"):
                    command[k] = f"disk/{argument}"
            ended, told = self._start(place, number, command)
            story = [{**ended.described(), "call": told}]
            problem = ended.problem() or told_of_room(ended, told) or kills.not_whole(place / "disk", target, whole, ended)
            left = [str(path.relative_to(place)) for path in (place / "disk").rglob(".*")]
            if not problem and left:
                problem = "lost", f"left behind: {left}"
            if not problem and told:
                again = self.saddle.run(place, *command)
                story.append(again.described())
                problem = again.problem() or kills.not_whole(place / "disk", target, whole, again)
            return problem, story, told
        return run

    # Its first part was a whole run, which drew its last samples.
    def _taken_up_once(self):
        with self._lock:
            if self._taken_up is None:
                half, whole = self.work / "half", self.work / "taken-up"
                for folder in (half, whole):
                    shutil.rmtree(folder, ignore_errors=True)
                self._must(*self._training(half, steps=CHECKPOINT_STEPS))
                shutil.copytree(half, whole)
                self._must("train", "--resume", whole, "--steps", STEPS)
                self._taken_up = programs.left_by(whole)
            return self._taken_up

    def _must(self, *arguments):
        if (ended := self.saddle.run(self.work, *arguments)).code:
            raise SystemExit(f"full: {arguments}: {ended.err}")

    def _judge_run(self, place, straight, ended, told):
        run, story = place / "disk" / "run", [{**ended.described(), "call": told}]
        problem = ended.problem() or told_of_room(ended, told) or half_written(run, straight)
        if not problem and ended.code:
            before = kills.newest(run)
            again = self.saddle.run(place, *(
                ["train", "--resume", "disk/run", "--steps", STEPS] if (run / "recipe.json").exists()
                else self._training("disk/run")))
            story.append(again.described())
            problem = again.problem() or kills.went_back(again, before)
            if not problem and again.code:
                problem = "lost", f"it does not go on: {again.err.strip()}"
        if not problem and (other := programs.difference(straight, run)):
            problem = "lost", f"not the straight run: {other}"
        return problem, story, told

    def _training(self, out, steps=STEPS):
        return recipes.training("ring", out, steps=steps, checkpoint_every_images=CHECKPOINT_STEPS * recipes.BATCH)

    def _start(self, place, number, arguments):
        told = place / "told"
        ended = self.saddle.run(place, *arguments, environment={
            "LD_PRELOAD": str(self.shim), "SADDLE_FULL_BELOW": str(place / "disk"), "SADDLE_FULL_FROM": str(number),
            "SADDLE_FULL_TOLD": str(told)})
        return ended, told.read_text().strip() if told.exists() else None


def told_of_room(ended, told):
    """A full disk ends the command with 1 and a sentence that says so and where."""
    if told is None:
        return None if ended.code == 0 else ("crash", f"nothing failed, but its exit code is {ended.code}: {ended.err.strip()}")
    if ended.code == 0:
        return None  # what could not be written did not matter; what is there is looked at all the same
    if ended.code != 1:
        return "message", f"the disk was full, but its exit code is {ended.code}: {ended.err.strip()}"
    if "No space left on device" not in ended.err:
        return "message", f"it does not say that the disk is full: {ended.err.strip()}"
    return None if "disk/" in ended.err else ("message", f"it does not say where: {ended.err.strip()}")


def half_written(run, straight):
    """Each file that has its final name is a whole one."""
    if not run.is_dir():
        return None
    for path in sorted(run.rglob("*")):
        name = path.relative_to(run)
        if path.is_dir():
            if name.parent == pathlib.Path("checkpoints") and path.name.isdigit() and not programs.is_whole(path):
                return "lost", f"{name} is not whole"
        elif name.parent == pathlib.Path("samples") and not path.name.startswith("."):
            if straight["samples"].get(path.name) not in (None, programs.file_digest(path)):
                return "lost", f"{name} is not the straight run's"
        elif path.name == "report.html" and not path.read_text().rstrip().endswith("</html>"):
            return "lost", f"{name} is not whole"
        elif path.name == "recipe.json" and not programs.parses(path.read_bytes()):
            return "lost", f"{name} is not whole"
    return None
