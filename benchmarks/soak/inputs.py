"""Damaged files for every reader: each is read or refused, with the file's name, in ten seconds and a gibibyte."""

import json
import os
import pathlib
import shutil
import signal
import struct
import subprocess
import tempfile
import threading

GOLDENS = pathlib.Path(__file__).resolve().parents[2] / "tests" / "Goldens"
TURN_SECONDS = 20


class Inputs:
    name = "inputs"

    def __init__(self, book, work, program, seed):
        self.book, self.program, self.seed = book, program, seed
        # In memory where there is such a folder: each case is a file that is written, and a disk would be what is measured.
        memory = pathlib.Path("/dev/shm")
        self.work = pathlib.Path(tempfile.mkdtemp(
            prefix="saddle-soak-", dir=memory if os.access(memory, os.W_OK) else work)) / "inputs"
        self._lock = threading.Lock()
        self._readers, self._busy = [], set()

    def prepare(self):
        self.work.mkdir(parents=True, exist_ok=True)
        listed = subprocess.run([self.program, "readers"], capture_output=True, text=True, check=True).stdout
        self._readers = listed.split()

    def clean(self):
        shutil.rmtree(self.work.parent)

    def trial(self, seconds=TURN_SECONDS):
        """One reader for some seconds: the one that has read the fewest files so far."""
        with self._lock:
            state = self.book.state("inputs", {})
            free = [name for name in self._readers if name not in self._busy]
            if not free:
                return False
            name = min(free, key=lambda reader: state.get(reader, {}).get("seconds", 0))
            self._busy.add(name)
            mine = state.setdefault(name, {"next": 0, "seconds": 0})
        try:
            self._turn(name, mine, min(seconds, TURN_SECONDS))
        finally:
            with self._lock:
                self._busy.discard(name)
        return True

    def _turn(self, name, mine, seconds):
        folder = self.work / name
        folder.mkdir(parents=True, exist_ok=True)
        first = mine["next"]
        process = subprocess.Popen(
            self._command(name, first, seconds, folder), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
            errors="replace", start_new_session=True, env={**os.environ, "DOTNET_DbgEnableMiniDump": "0"})
        try:
            out, err = process.communicate(timeout=seconds + 120)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            out, err = process.communicate()
        lines = [json.loads(line) for line in out.splitlines() if line.startswith("{")]
        told = [line for line in lines if "problem" in line]
        for line in told:
            self._found(name, line["case"], line["problem"])
        ended = [line for line in lines if "next" in line]
        if process.returncode == 0 and ended:
            end = ended[0]["next"]
            self.book.note("inputs", name, "read", ended[0]["read"])
            self.book.note("inputs", name, "refused", ended[0]["refused"])
            seconds = ended[0]["seconds"]
        else:
            # The journal says which case was the last.
            last = self._journal(folder, first)
            if not any(line["case"] == last for line in told):
                self._found(name, last, f"crash: the process died of it ({process.returncode}): {err.strip()[-1000:]}")
            end = last + 1
        self.book.tried("inputs", name, end - first)
        mine["next"], mine["seconds"] = end, round(mine["seconds"] + seconds, 3)
        self.book.note("inputs", name, "seconds", seconds)

    @staticmethod
    def _journal(folder, first):
        journal = folder / "journal"
        data = journal.read_bytes() if journal.exists() else b""
        return struct.unpack("<q", data[:8])[0] if len(data) >= 8 else first

    def _found(self, name, case, problem):
        """Makes the damaged file once more, in a process of its own, which may die of it."""
        kind, _, text = problem.partition(": ")
        if self.book.knows("inputs", name, kind, text):
            self.book.finding("inputs", name, kind, text, {})
            return
        folder = self.work / f"repeat-{name}"
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        command = self._command(name, case, "repeat", folder)
        try:
            again = subprocess.run(command, capture_output=True, text=True, errors="replace", timeout=60, check=False)
            came = f"exit code {again.returncode}: {(again.stdout + again.stderr)[-4000:]}"
        except subprocess.TimeoutExpired:
            came = "no end after 60 s"
        details = {"command": command, "case": case, "once more": came}
        self.book.finding("inputs", name, kind, text, details, [folder / "input"])

    def _command(self, name, first, seconds, folder):
        return [str(self.program), name, str(self.seed), str(first), str(seconds), str(GOLDENS), str(folder)]
