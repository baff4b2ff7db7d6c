"""Programs killed at random instants: a run goes on and ends in the straight run's bits; another file is whole or not there."""

import dataclasses
import random
import re
import shutil
import signal
import threading
import time

import program as programs
import recipes

SIGNALS = (signal.SIGKILL, signal.SIGTERM, signal.SIGINT, signal.SIGHUP)
MOST_KILLS_OF_A_RUN = 3


class Kills:
    name = "kills"

    def __init__(self, saddle, book, work, seed):
        self.saddle, self.book, self.work, self.seed = saddle, book, work / "kills", seed
        self.straight = Straight(saddle, work / "straight")
        self._lock = threading.Lock()

    def prepare(self):
        self.work.mkdir(parents=True, exist_ok=True)

    def trial(self):
        """One run, killed once or more, or one file."""
        with self._lock:
            state = self.book.state("kills", {"next": 0})
            number = state["next"]
            state["next"] += 1
        dice = random.Random(f"kills {self.seed} {number}")
        place = self.work / str(number)
        place.mkdir(parents=True)
        kept = self._write(number, dice, place) if number % 6 == 5 else self._train(number, dice, place)
        if not kept:
            shutil.rmtree(place)
        return True

    def _train(self, number, dice, place):
        name = list(recipes.TINY)[number % len(recipes.TINY)]
        straight, seconds = self.straight.of(name)
        run, story = place / "run", []
        for _ in range(dice.randint(1, MOST_KILLS_OF_A_RUN)):
            begin = recipes.training(name, "run") if not (run / "recipe.json").exists() else ["train", "--resume", "run"]
            sent = dice.choice(SIGNALS)
            before = newest(run)
            ended = kill_at(self.saddle, place, begin, sent, *instant(dice, run, seconds))
            what = f"train, {sent.name[3:]}"
            story.append({**ended.described(), "recipe": name, "number": number})
            self.book.tried("kills", what)
            self.book.note("kills", what, where(run, ended))
            problem = ended.problem() or after_signal(ended, run) or went_back(ended, before)
            if problem:
                return self._found(what, problem, story, place)
            if ended.code == 0:
                break
        before = newest(run)
        if not (run / "recipe.json").exists():
            ended = self.saddle.run(place, *recipes.training(name, "run"))
        else:
            ended = self.saddle.run(place, "train", "--resume", "run")
            if ended.code == 2 and "--restart" in ended.err and may_ask_restart(run):
                self.book.note("kills", what, "asked for --restart")
                ended = self.saddle.run(place, "train", "--resume", "run", "--restart")
        story.append(ended.described())
        problem = ended.problem() or went_back(ended, before)
        if not problem and ended.code != 0:
            problem = "lost", f"it does not go on: {ended.err.strip()}"
        if not problem and (other := programs.difference(straight, run)):
            problem = "lost", f"not the straight run: {other}"
        return self._found(what, problem, story, place) if problem else False

    def _write(self, number, dice, place):
        what, arguments, target = dice.choice(WRITERS)
        name = "dcgan"
        whole, seconds = self.straight.file_of(name, arguments, target)
        run = self.straight.run_of(name)
        sent = dice.choice(SIGNALS)
        ended = kill_at(
            self.saddle, place, [str(argument).replace("RUN", str(run)) for argument in arguments], sent,
            dice.uniform(0.3, 1.05) * seconds, None)
        row = f"{what}, {sent.name[3:]}"
        self.book.tried("kills", row)
        problem = ended.problem() or not_whole(place, target, whole, ended)
        self.book.note("kills", row, "ended before" if ended.code == 0 else
                       "file there" if (place / target).exists() else "no file")
        story = [{**ended.described(), "number": number}]
        if not problem:
            again = self.saddle.run(place, *[str(argument).replace("RUN", str(run)) for argument in arguments])
            story.append(again.described())
            problem = again.problem() or (("lost", again.err.strip()) if again.code else
                                          not_whole(place, target, whole, again))
        return self._found(row, problem, story, place) if problem else False

    def _found(self, what, problem, story, place):
        self.book.finding("kills", what, *problem, {"seed": self.seed, "story": story}, [place])
        return True


# What is written, the command's arguments, and the file or folder that it makes. Each draws the same whenever it is asked.
WRITERS = (
    ("sample", ["sample", "RUN", "--seed", 1, "--count", 64, "--out", "drawn.png"], "drawn.png"),
    ("sample into a folder", ["sample", "RUN", "--seed", 1, "--count", 200, "--out", "drawn/"], "drawn"),
    ("evaluate", ["evaluate", "--generated", "RUN", "--count", 32, "--features", "pixels", "--metrics", "fid", "--threads", 1,
                  "--out", "page.html", "--save-statistics", "kept.npz"], "page.html"),
)


class Straight:
    """Runs that nobody stopped, trained once by each start of the harness, and files that nobody stopped."""

    def __init__(self, saddle, work):
        self.saddle, self.work = saddle, work
        self._known, self._lock = {}, threading.RLock()
        shutil.rmtree(work, ignore_errors=True)
        work.mkdir(parents=True)

    def of(self, name, **more):
        """(what it left, seconds that it took)."""
        with self._lock:
            key = f"{name} {more}"
            if key not in self._known:
                run = self.work / (name if not more else f"{name}-{len(self._known)}")
                ended = self.saddle.run(self.work, *recipes.training(name, run, **more))
                if ended.code != 0:
                    raise SystemExit(f"{name} cannot be trained: {ended.err}")
                self._known[key] = programs.left_by(run), ended.seconds
            return self._known[key]

    def run_of(self, name):
        self.of(name)
        return self.work / name

    def file_of(self, name, arguments, target):
        """(digests by name, seconds) of what a command writes."""
        run = self.run_of(name)
        with self._lock:
            key = f"{name} {arguments}"
            if key not in self._known:
                place = self.work / f"files-{len(self._known)}"
                place.mkdir()
                ended = self.saddle.run(place, *[str(argument).replace("RUN", str(run)) for argument in arguments])
                if ended.code != 0:
                    raise SystemExit(f"{arguments}: {ended.err}")
                self._known[key] = digests(place / target), ended.seconds
            return self._known[key]


def digests(path):
    files = [path] if path.is_file() else sorted(path.iterdir())
    return {file.name: programs.file_digest(file) for file in files if not file.name.startswith(".")}


def not_whole(place, target, whole, ended):
    """Each file is the whole one or not there; after a success all are there."""
    path = place / target
    there = digests(path) if path.exists() else {}
    wrong = [name for name, made in there.items() if whole.get(name) != made]
    if wrong:
        return "lost", f"half-written or other: {wrong[:3]}"
    if ended.code == 0 and there != whole:
        return "lost", f"it succeeded, but {len(whole) - len(there)} of {len(whole)} files are missing"
    return None


def instant(dice, run, seconds):
    """(seconds from now, lines of metrics.jsonl): whichever comes first; half of the kills wait for a step."""
    if dice.random() < 0.4:
        return dice.uniform(0, seconds), None
    line = dice.randint(len(programs.lines_of(run)), recipes.STEPS)
    return 3 * seconds + dice.uniform(0, 0.05), line


def kill_at(saddle, place, arguments, sent, seconds, line):
    """Starts a command and kills it after so many seconds, or just after a line of its metrics."""
    begun = time.monotonic()
    process = saddle.start(place, arguments)
    while process.poll() is None and time.monotonic() - begun < seconds:
        if line is not None and len(programs.lines_of(place / "run")) >= line:
            time.sleep(random.random() * 0.02)
            break
        time.sleep(0.002 if line is not None else max(0.0, min(0.05, seconds - (time.monotonic() - begun))))
    killed = time.monotonic() - begun
    if process.poll() is None:
        process.send_signal(sent)
    else:
        sent = 0
    return dataclasses.replace(programs.finish(process, begun, sent), instant=killed)


def newest(run):
    return max(programs.checkpoints(run), default=0)


def where(run, ended):
    """Where a kill fell."""
    if ended.code == 0:
        return "outlived it or had ended"
    if not (run / "recipe.json").exists():
        return "before the run"
    return "before a checkpoint" if newest(run) == 0 else "in the middle"


def after_signal(ended, run):
    """What the program promises after TERM and INT: a checkpoint of the step that it names."""
    if told := re.search(r"Interrupted after step (\d+); a checkpoint is saved", ended.err):
        if ended.code != 130:
            return "message", f"it was interrupted, but its exit code is {ended.code}"
        if int(told[1]) != newest(run):
            return "lost", f"it says that step {told[1]} is saved, but the newest checkpoint is that of {newest(run)}"
    return None


def went_back(ended, before):
    """A run that goes on does so from its newest whole checkpoint."""
    if before and ended.out and (told := re.search(r"after step (\d+)", ended.out)) and int(told[1]) < before:
        return "lost", f"it went on after step {told[1]}, but the checkpoint of step {before} was whole"
    return None


def may_ask_restart(run, first=recipes.CHECKPOINT_STEPS):
    """--restart may be asked for only where the metrics go past the first checkpoint that was due, and none is there."""
    return newest(run) == 0 and max(programs.metrics_steps(run), default=0) > first
