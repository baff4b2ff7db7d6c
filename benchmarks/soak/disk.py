"""A disk that may lose its power: which bytes and which names are on it for certain, and what may be there after a crash.

What counts on every file system: data are on the disk once their file was synced, names once their folder was. Until then, a
name may be there or not, and of data none may be there, or some, or zeros in their place. The names of one folder change in
their order; those of different folders, and data and names, do not wait for each other.
"""

import hashlib
import os
import random

PAGE = 4096
VARIANTS = ("bare", "cut", "zero", "all", "mix")
MIXES = 3  # random ones after each call


class File:
    def __init__(self):
        self.data = b""
        self.synced = b""
        self.dirty = []  # (begin, end) of what was written since

    def write(self, offset, data):
        offset = len(self.data) if offset is None else offset
        before = self.data.ljust(offset, b"\0")
        self.data = before[:offset] + data + before[offset + len(data):]
        self.dirty.append((offset, offset + len(data)))

    def truncate(self, length):
        self.data = self.data[:length].ljust(length, b"\0")
        self.dirty.append((length, length))

    def sync(self):
        self.synced, self.dirty = self.data, []

    def after(self, variant, dice):
        """Its bytes after a crash."""
        if not self.dirty or variant == "all":
            return self.data
        if variant in ("bare", "cut"):
            return self.synced
        if variant == "zero":
            return self._with(lambda _page: False)
        kind = dice.randrange(4)
        if kind == 0:
            return self.synced
        if kind == 1:
            return self.data
        mixed = self._with(lambda _page: dice.random() < 0.5)
        # Its length may be any between what it was and is.
        return mixed if kind == 2 else mixed[:dice.randint(min(len(self.synced), len(mixed)), len(mixed))]

    def _with(self, is_written):
        made = bytearray(self.data)
        for begin, end in self.dirty:
            end = min(end, len(made))
            for page in range(begin // PAGE, (end + PAGE - 1) // PAGE):
                if not is_written(page):
                    first, last = max(begin, page * PAGE), min(end, (page + 1) * PAGE)
                    # Where there were bytes before, those may be left.
                    old = self.synced[first:last]
                    made[first:last] = old.ljust(last - first, b"\0")
        return bytes(made)


class Folder:
    def __init__(self):
        self.now = {}
        self.synced = {}
        self.changes = []  # since; each is a dictionary of names, None for one that is gone

    def change(self, names):
        self._apply(self.now, names)
        self.changes.append(names)

    def sync(self):
        self.synced, self.changes = dict(self.now), []

    def after(self, variant, dice):
        if variant in ("cut", "zero", "all"):
            return self.now
        names = dict(self.synced)
        if variant == "mix":
            for change in self.changes[:dice.randint(0, len(self.changes))]:
                self._apply(names, change)
        return names

    @staticmethod
    def _apply(names, change):
        for name, thing in change.items():
            if thing is None:
                names.pop(name, None)
            else:
                names[name] = thing


class Disk:
    """A folder that is there for certain, and what calls make below it."""

    def __init__(self, root):
        self.root_path = str(root)
        self.root = Folder()
        self.open = {}

    @classmethod
    def holding(cls, root):
        """With all that lies below a folder now, for certain."""
        disk = cls(root)
        for folder, folders, files in os.walk(root):
            for name in folders:
                disk._parent(os.path.join(folder, name))[0].now[name] = Folder()
            for name in files:
                file = File()
                with open(os.path.join(folder, name), "rb") as stream:
                    file.data = file.synced = stream.read()
                disk._parent(os.path.join(folder, name))[0].now[name] = file
        disk._sync_all(disk.root)
        return disk

    def apply(self, operation, *arguments):
        """Does what a call did; says whether that changed anything that a crash could show."""
        return getattr(self, "_" + operation)(*arguments)

    def after(self, variant, seed):
        """{path: bytes, or None for a folder} after a crash now."""
        made = {}
        self._collect(self.root, "", variant, random.Random(f"{variant} {seed}"), made)
        return made

    def _collect(self, folder, path, variant, dice, made):
        for name, thing in sorted(folder.after(variant, dice).items()):
            inner = f"{path}{name}"
            if isinstance(thing, Folder):
                made[inner] = None
                self._collect(thing, inner + "/", variant, dice, made)
            else:
                made[inner] = thing.after(variant, dice)

    def _open(self, key, path, create, truncate):
        if path == self.root_path:
            self.open[key] = self.root
            return False
        parent, name = self._parent(path)
        thing = parent.now.get(name)
        made = thing is None
        if made:
            if not create:
                raise ValueError(f"{path} was opened, but nothing made it")
            thing = File()
            parent.change({name: thing})
        self.open[key] = thing
        if truncate and not made and thing.data:
            thing.truncate(0)
            return True
        return made

    def _write(self, key, offset, data):
        self.open[key].write(offset, data)
        return True

    def _truncate(self, key, length):
        self.open[key].truncate(length)
        return True

    def _extend(self, key, length):
        file = self.open[key]
        if len(file.data) < length:
            file.truncate(length)
        return True

    def _fsync(self, key):
        thing = self.open[key]
        thing.sync()
        return True

    def _mkdir(self, path):
        parent, name = self._parent(path)
        parent.change({name: Folder()})
        return True

    def _rename(self, old, new):
        (before, old_name), (after, new_name) = self._parent(old), self._parent(new)
        thing = before.now[old_name]
        if before is after:
            before.change({old_name: None, new_name: thing})
        else:
            after.change({new_name: thing})
            before.change({old_name: None})
        return True

    def _unlink(self, path):
        parent, name = self._parent(path)
        parent.change({name: None})
        return True

    _rmdir = _unlink

    def _parent(self, path):
        folder = self.root
        *folders, name = os.path.relpath(path, self.root_path).split("/")
        for part in folders:
            folder = folder.now[part]
        return folder, name

    def _sync_all(self, folder):
        folder.sync()
        for thing in folder.now.values():
            if isinstance(thing, Folder):
                self._sync_all(thing)


def materialise(tree, folder):
    """Lays a crash's tree into a folder that is empty or missing."""
    folder.mkdir(parents=True, exist_ok=True)
    for path, data in tree.items():
        if data is None:
            (folder / path).mkdir(parents=True, exist_ok=True)
        else:
            (folder / path).write_bytes(data)


def digest(tree):
    made = hashlib.sha256()
    for path, data in sorted(tree.items()):
        made.update(f"{path}\0{'folder' if data is None else len(data)}\0".encode())
        made.update(data or b"")
    return made.hexdigest()


def digest_of(data):
    return hashlib.sha256(data).hexdigest()
