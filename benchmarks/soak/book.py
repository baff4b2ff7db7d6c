"""What was tried and what was found: counts that add up over runs of the harness, and a folder for each finding."""

import json
import re
import shutil
import threading

KINDS = ("lost", "crash", "hang", "message")
KEPT_OF_A_KIND = 5  # folders of findings that say the same; the others are only counted


class Book:
    def __init__(self, folder):
        self.folder = folder
        self._lock = threading.RLock()
        self._file = folder / "counts.json"
        self._counts = json.loads(self._file.read_text()) if self._file.exists() else {
            "rows": {}, "state": {}, "minutes": {}, "signatures": {}, "findings": 0}
        self.found = 0  # in this run of the harness

    def tried(self, part, what, count=1):
        """Counts something that was tried, whatever came of it."""
        with self._lock:
            self._row(part, what)["tried"] += count

    def note(self, part, what, name, count=1):
        """Counts something worth telling that is no finding: where a kill fell, how long a reader took."""
        with self._lock:
            notes = self._row(part, what).setdefault("notes", {})
            notes[name] = round(notes.get(name, 0) + count, 3)

    def state(self, key, default):
        """What a part remembers from one run of the harness to the next; JSON, to be changed in place."""
        with self._lock:
            return self._counts["state"].setdefault(key, default)

    def finding(self, part, what, kind, text, details, files=()):
        """Counts a finding, and keeps what is needed to repeat it: `details` by name, copies of files and folders."""
        with self._lock:
            self._row(part, what)[kind] += 1
            self.found += 1
            signature = signature_of(part, what, kind, text)
            seen = self._counts["signatures"].get(signature, 0)
            self._counts["signatures"][signature] = seen + 1
            if seen >= KEPT_OF_A_KIND:
                return
            self._counts["findings"] += 1
            number = self._counts["findings"]
            folder = self.folder / "findings" / str(number)
            folder.mkdir(parents=True, exist_ok=True)
            described = {"part": part, "what": what, "kind": kind, "text": text, **details}
            (folder / "finding.json").write_text(json.dumps(described, indent=1, default=str) + "\n")
            for path in files:
                if path.is_dir():
                    shutil.copytree(path, folder / path.name, symlinks=True, dirs_exist_ok=True)
                elif path.exists():
                    shutil.copy(path, folder / path.name)
            print(f"FOUND {number}: {part}, {what}, {kind}: {text.splitlines()[0][:200] if text else ''}", flush=True)
            self.save()

    def knows(self, part, what, kind, text):
        """Whether enough findings that say the same are kept already."""
        with self._lock:
            return self._counts["signatures"].get(signature_of(part, what, kind, text), 0) >= KEPT_OF_A_KIND

    def spent(self, part, minutes):
        with self._lock:
            self._counts["minutes"][part] = round(self._counts["minutes"].get(part, 0) + minutes, 2)
        self.save()

    def save(self):
        with self._lock:
            new = self._file.with_suffix(".new")
            new.write_text(json.dumps(self._counts, indent=1) + "\n")
            new.replace(self._file)

    def table(self):
        """One table of everything so far, in Markdown."""
        lines = ["| part | what was tried | how many | lost | crashes | hangs | bad messages | of these |",
                 "| --- | --- | --- | --- | --- | --- | --- | --- |"]
        for name, row in self._counts["rows"].items():
            part, what = name.split(": ", 1)
            notes = dict(row.get("notes", {}))
            rate = [f"{row['tried'] / seconds:,.0f} a second"] if (seconds := notes.pop("seconds", 0)) else []
            notes = ", ".join(rate + [f"{count:,} {text}" for text, count in sorted(notes.items())])
            cells = [part, what, f"{row['tried']:,}", *(str(row[kind]) for kind in KINDS), notes]
            lines.append(f"| {' | '.join(cells)} |")
        minutes = ", ".join(f"{part} {spent:.1f}" for part, spent in self._counts["minutes"].items())
        return "\n".join([*lines, "", f"minutes: {minutes}"])

    def _row(self, part, what):
        return self._counts["rows"].setdefault(f"{part}: {what}", {"tried": 0, **dict.fromkeys(KINDS, 0)})


def signature_of(part, what, kind, text):
    """What findings that say the same have in common: their first line without its numbers and without what it quotes."""
    first = re.sub(r"'[^']*'|/\S+", "'...'", text.splitlines()[0] if text else "")
    first = re.sub(r"#(, #)+", "#", re.sub(r"[0-9a-f]{8,}|[0-9]+", "#", first))
    return f"{part}, {what}, {kind}: {first[:160]}"
