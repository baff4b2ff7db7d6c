"""100,000 steps of a tiny run: the memory that the process holds does not grow after the first tenth of them."""

import json
import os
import pathlib
import shutil
import signal
import statistics
import time

import program as programs
import recipes

STEPS = 100_000
MOST_GROWTH_MIB = 16
WARM_STEPS = STEPS // 10  # what is collected seldom takes its room in these


class Steps:
    name = "steps"

    def __init__(self, saddle, book, work):
        self.saddle, self.book, self.work = saddle, book, work / "steps"

    def prepare(self):
        self.work.mkdir(parents=True, exist_ok=True)

    def trial(self, seconds):
        """Trains until the time is over, or the steps are; the next run of the harness goes on."""
        run = self.work / "run"
        if kept_steps(run) >= STEPS:
            shutil.rmtree(run)
        arguments = ["train", "--resume", run] if (run / "recipe.json").exists() else recipes.training(
            "ring", run, steps=STEPS, log_every_steps=100, sample_every_images=10_000 * recipes.BATCH,
            checkpoint_every_images=1_000 * recipes.BATCH)
        first = kept_steps(run)
        begun = time.monotonic()
        process = self.saddle.start(self.work, arguments)
        memory = []  # (steps, MiB)
        sent = 0
        while process.poll() is None:
            if (held := resident_mib(process.pid)) is not None:
                memory.append((last_step(run), held))
            if time.monotonic() - begun > seconds:
                process.send_signal(signal.SIGTERM)
                sent = signal.SIGTERM
                break
            time.sleep(0.5)
        ended = programs.finish(process, begun, sent)
        made = kept_steps(run) - first
        self.book.tried("steps", "train ring", max(0, made))
        details = {**ended.described(), "memory": memory[:: max(1, len(memory) // 200)]}
        if problem := ended.problem() or (("lost", f"exit code {ended.code}") if ended.code not in (0, 130) else None):
            self.book.finding("steps", "train ring", *problem, details, [run])
        elif made >= 2 * WARM_STEPS:
            self._judge(memory, first, made, details)
        else:
            self.book.note("steps", "train ring", "in pieces too short to judge their memory", made)
        return False

    def _judge(self, memory, first, made, details):
        early = [held for step, held in memory if first + WARM_STEPS <= step <= first + WARM_STEPS + made // 20]
        late = [held for step, held in memory if step >= first + made - made // 20]
        if not early or not late:
            return
        before, after = statistics.median(early), statistics.median(late)
        self.book.note("steps", "train ring", f"MiB after {WARM_STEPS:,} steps, {after:.0f} after {made:,}", round(before))
        if after - before > MOST_GROWTH_MIB:
            self.book.finding("steps", "train ring", "lost", f"{before:.0f} MiB became {after:.0f} in {made} steps", details)


def resident_mib(process):
    try:
        pages = int(pathlib.Path(f"/proc/{process}/statm").read_text().split()[1])
        return pages * os.sysconf("SC_PAGE_SIZE") / 2**20
    except (OSError, IndexError):
        return None


def kept_steps(run):
    return max(programs.checkpoints(run), default=0)


def last_step(run):
    """The step of the last whole line of the metrics, which is long: only its end is read."""
    path = run / "metrics.jsonl"
    if not path.exists():
        return 0
    with path.open("rb") as file:
        file.seek(max(0, path.stat().st_size - 4096))
        lines = file.read().split(b"\n")[:-1]
    return next((json.loads(line)["step"] for line in reversed(lines) if programs.parses(line)), 0)

