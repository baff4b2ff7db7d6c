"""Saddle's program: starting it, judging how it ended, and what a run that ended as it should has left."""

import dataclasses
import hashlib
import json
import os
import pathlib
import re
import signal
import struct
import subprocess
import time

HANG_SECONDS = 300  # a command takes two seconds alone; a busy machine stretches that
ALLOWED = {0, 1, 2, 130, 143, 129}
CLOCKS = ("seconds", "images_per_second", "data_wait_seconds")
# What a message that helps says beside the cause: what to do, or what would have been right.
REMEDY = re.compile(
    r"\b(continue|choose|expected|should|room|delete|correct|again|wait|stop|begin|bring|put|needs?|at most|at least|use|ask|only"
    r"|another|take|less|download|known|did you mean|train|--[a-z-]+)\b", re.IGNORECASE)
NAMED = re.compile(r"(--[a-z][a-z-]+|[\w.-]*/[\w./-]+|[\w-]+\.(json|jsonl|png|svg|html|npz|safetensors))")


@dataclasses.dataclass
class Ended:
    """How a command ended."""
    command: list
    code: int
    out: str
    err: str
    seconds: float
    hung: bool = False
    sent: int = 0  # the signal, or 0
    instant: float = 0.0  # seconds from the start to the signal

    def described(self):
        return {"command": self.command, "exit code": self.code, "signal": self.sent, "instant": round(self.instant, 3),
                "seconds": round(self.seconds, 3), "standard output": self.out[-4000:], "standard error": self.err[-4000:]}

    def problem(self):
        """(kind, text) of what should never happen, or None."""
        if self.hung:
            return "hang", f"no end after {HANG_SECONDS} s"
        if self.code not in ALLOWED and not (self.sent and self.code == -self.sent):
            return "crash", f"exit code {self.code}"
        if re.search(r"^ +at \S+\(", self.err, re.MULTILINE) or "This is a defect" in self.err:
            return "crash", (self.err.strip().splitlines() or ["a stack trace"])[0]
        if self.code in (1, 2):
            return self._message_problem()
        return None

    def _message_problem(self):
        text = self.err.strip()
        if not text:
            return "message", "it failed without a word"
        if not NAMED.search(text):
            return "message", f"it names no file and no option: {text}"
        if not REMEDY.search(text):
            return "message", f"it names no remedy: {text}"
        if len(text.splitlines()) > 6:
            return "message", f"{len(text.splitlines())} lines: {text}"
        return None


class Program:
    def __init__(self, path, work):
        self.path = str(path)
        self.work = work
        self.environment = {**os.environ, "SADDLE_CACHE": str(work / "cache"), "DOTNET_DbgEnableMiniDump": "0"}
        self.environment.pop("SADDLE_TRACE", None)

    def digest(self):
        """Another program makes other bits and other calls."""
        digest = hashlib.sha256()
        for name in ("Saddle.dll", "saddle-cli.dll", "libsaddle.so"):
            digest.update((pathlib.Path(self.path).resolve().parent / name).read_bytes())
        return digest.hexdigest()[:16]

    def start(self, place, arguments, **more):
        command = [*more.pop("before", []), self.path, *map(str, arguments)]
        environment = {**self.environment, **more.pop("environment", {})}
        # In a session of its own, so that a terminal's signals to the harness do not count as kills.
        return subprocess.Popen(
            command, cwd=place, env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
            text=True, errors="replace", start_new_session=True, **more)

    def run(self, place, *arguments, **more):
        begun = time.monotonic()
        return finish(self.start(place, arguments, **more), begun)


def finish(process, begun, sent=0):
    """Waits for a command's end, and ends it if it does not."""
    hung = False
    try:
        out, err = process.communicate(timeout=HANG_SECONDS)
    except subprocess.TimeoutExpired:
        hung = True
        os.killpg(process.pid, signal.SIGKILL)
        out, err = process.communicate()
    return Ended(process.args, process.returncode, out, err, time.monotonic() - begun, hung, sent)


def tensors_digest(path):
    """The digest of the tensors with their names, types and shapes; their order and metadata do not count."""
    data = path.read_bytes()
    length, = struct.unpack("<Q", data[:8])
    header, elements = json.loads(data[8:8 + length]), data[8 + length:]
    header.pop("__metadata__", None)
    digest = hashlib.sha256()
    for name, entry in sorted(header.items()):
        digest.update(f"{name} {entry['dtype']} {entry['shape']} ".encode())
        digest.update(elements[slice(*entry["data_offsets"])])
    return digest.hexdigest()


def file_digest(path):
    return hashlib.sha256(path.read_bytes()).hexdigest()


def is_whole(checkpoint):
    """Whether a checkpoint is one by its own digest: what a reader without Saddle's code can say."""
    try:
        state = json.loads((checkpoint / "checkpoint.json").read_text())
        return file_digest(checkpoint / "tensors.safetensors") in json.dumps(state)
    except (OSError, ValueError):
        return False


def checkpoints(run):
    """The steps of a run's whole checkpoints, oldest first."""
    folder = run / "checkpoints"
    return sorted(int(path.name) for path in folder.iterdir() if path.name.isdigit() and is_whole(path)) \
        if folder.is_dir() else []


def metrics_steps(run):
    """The steps of metrics.jsonl's whole lines, in order."""
    return [json.loads(line)["step"] for line in lines_of(run) if parses(line)]


def lines_of(run):
    path = run / "metrics.jsonl"
    return path.read_bytes().split(b"\n")[:-1] if path.exists() else []


def parses(line):
    try:
        return isinstance(json.loads(line), dict)
    except ValueError:
        return False


def left_by(run):
    """All of a finished run that its seed decides: tensors, pictures, numbers without clocks, and names of files."""
    newest = max(path for path in (run / "checkpoints").iterdir() if path.name.isdigit())
    rows = []
    for line in lines_of(run):
        row = json.loads(line)
        rows.append({name: value for name, value in row.items() if name not in CLOCKS})
    return {
        "newest checkpoint": newest.name, "tensors": tensors_digest(newest / "tensors.safetensors"),
        "best": sorted(path.name for path in (run / "best").glob("*")),
        "metrics": rows,
        "samples": {path.name: file_digest(path) for path in sorted((run / "samples").iterdir())},
        "leftovers": sorted(str(path.relative_to(run)) for path in run.rglob(".*")),
        "report": (run / "report.html").read_text().rstrip().endswith("</html>")}


def difference(straight, run):
    """In what a run differs from the one that was never stopped, in words, or None."""
    try:
        left = left_by(run)
    except (OSError, ValueError, KeyError) as error:
        return f"what it left cannot be read: {type(error).__name__}: {error}"
    for name, value in straight.items():
        if left[name] == value:
            continue
        if name == "metrics":
            return f"metrics: steps {[row.get('step') for row in value]} became {[row.get('step') for row in left[name]]}" \
                if [row.get("step") for row in value] != [row.get("step") for row in left[name]] else "metrics: other numbers"
        return f"{name}: {value} became {left[name]}"
    return None
