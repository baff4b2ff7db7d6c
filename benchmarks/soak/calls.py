"""Reads what strace recorded: the calls of one process, all its threads, that change files below a folder."""

import os
import re

TRACED = ("open,openat,creat,close,dup,dup2,dup3,fcntl,lseek,write,pwrite64,writev,pwritev,pwritev2,ftruncate,truncate,fallocate,"
          "fsync,fdatasync,sync_file_range,sync,syncfs,msync,rename,renameat,renameat2,mkdir,mkdirat,rmdir,unlink,unlinkat,link,"
          "linkat,symlink,symlinkat,copy_file_range,sendfile,ioctl,clone,clone3,fork,vfork")
COMMAND = ("strace", "-f", "--seccomp-bpf", "-xx", "-s", "100000000", "-e", f"trace={TRACED}", "-e", "signal=none", "-o")

_LINE = re.compile(r"(\d+) +(?:(\w+)\((.*)|<\.\.\. (\w+) resumed>(.*))$", re.DOTALL)
_HEX = re.compile(r'"((?:\\x[0-9a-f]{2})*)"(?:\.\.\.)?')
_RESULT = re.compile(r"\) += (-?\d+|\?)[^=]*$")


class Unmodelled(Exception):
    """A call that the model of the disk does not know has changed a file."""


def read(path, below):
    """Yields (operation, arguments...) in order:

    ("open", key, path, create, truncate), ("write", key, offset or None, bytes), ("truncate", key, length),
    ("extend", key, length), ("fsync", key), ("mkdir", path), ("rename", old, new), ("unlink", path), ("rmdir", path).
    A key is one opening of a file below the folder.
    """
    return _Calls(str(below)).of(path)


class _Calls:
    def __init__(self, below):
        self.below = below
        self.files = {}  # descriptor: [key, offset or None for appending]
        self.keys = 0
        self.foreign = set()
        self.pending = {}

    def of(self, path):
        with open(path, encoding="latin-1") as lines:
            for line in lines:
                match = _LINE.match(line.rstrip("\n"))
                if not match:
                    continue
                thread, name, begun, resumed_name, resumed = match.groups()
                if name and begun.endswith("<unfinished ...>"):
                    begun = begun[:-len("<unfinished ...>")].rstrip()
                    self.pending[thread] = (name, begun)
                    if name == "close":  # another thread may get the number before this line is finished
                        self._forget(begun)
                    continue
                if resumed_name:
                    name, begun = self.pending.pop(thread, (resumed_name, ""))
                    if name == "close":
                        continue
                    begun += resumed
                yield from self._call(thread, name, begun)

    def _call(self, thread, name, text):
        result = _RESULT.search(text)
        if result is None or result[1] == "?" or int(result[1]) < 0 or thread in self.foreign:
            return
        arguments, value = text[:result.start()], int(result[1])
        if name in ("clone", "clone3", "fork", "vfork"):
            if "CLONE_THREAD" not in arguments:
                self.foreign.add(str(value))
            return
        known = getattr(self, "_" + name, None)
        if known is not None:
            yield from known(arguments, value) or ()
        elif self._touches(arguments):
            raise Unmodelled(f"{name}({arguments[:200]}")

    def _touches(self, arguments):
        numbers = re.findall(r"(?:^|, )(\d+)(?=,|$)", arguments)
        return self.below in " ".join(_texts(arguments)) or any(int(number) in self.files for number in numbers[:2])

    def _inside(self, path):
        return path == self.below or path.startswith(self.below + "/")

    def _paths_of(self, arguments):
        """The paths of a call, those that are relative to a folder as well; None for one that is elsewhere."""
        texts = [text if text.startswith("/") else None for text in _texts(arguments)]
        return [os.path.normpath(text) if text and self._inside(os.path.normpath(text)) else None for text in texts]

    def _forget(self, arguments):
        descriptor = int(re.match(r"\d+", arguments)[0])
        self.files.pop(descriptor, None)

    def _file(self, arguments):
        return self.files.get(int(re.match(r"\d+", arguments)[0]))

    def _close(self, arguments, _):
        self._forget(arguments)

    def _openat(self, arguments, value):
        self.files.pop(value, None)
        path, = self._paths_of(arguments)[:1] or [None]
        if path is None:
            return
        self.keys += 1
        key = self.keys
        self.files[value] = [key, None if "O_APPEND" in arguments else 0]
        yield "open", key, path, "O_CREAT" in arguments, "O_TRUNC" in arguments

    _open = _openat

    def _lseek(self, arguments, value):
        if (file := self._file(arguments)) and file[1] is not None:
            file[1] = value

    def _pwrite64(self, arguments, value):
        if file := self._file(arguments):
            offset = int(arguments.rsplit(",", 1)[1])
            yield "write", file[0], offset, _bytes(arguments)[:value]

    def _write(self, arguments, value):
        if file := self._file(arguments):
            data = _bytes(arguments)[:value]
            yield "write", file[0], file[1], data
            if file[1] is not None:
                file[1] += value

    _writev = _write

    def _pwritev(self, arguments, value):
        if file := self._file(arguments):
            offset = int(re.search(r"\], \d+, (\d+)", arguments)[1])
            yield "write", file[0], offset, _bytes(arguments)[:value]

    def _ftruncate(self, arguments, _):
        if file := self._file(arguments):
            yield "truncate", file[0], int(arguments.rsplit(",", 1)[1])

    def _fallocate(self, arguments, _):
        if file := self._file(arguments):
            _, _mode, offset, length = arguments.split(", ")
            yield "extend", file[0], int(offset) + int(length)

    def _fsync(self, arguments, _):
        if file := self._file(arguments):
            yield "fsync", file[0]

    _fdatasync = _fsync

    def _fcntl(self, arguments, value):
        if "F_DUPFD" in arguments:
            self._dup(arguments, value)

    def _dup(self, arguments, value):
        if file := self._file(arguments):
            self.files[value] = file
        else:
            self.files.pop(value, None)

    _dup2 = _dup3 = _dup

    def _ioctl(self, arguments, _):
        if "FICLONE" in arguments and self._file(arguments):
            raise Unmodelled(f"ioctl({arguments[:200]}")

    def _mkdir(self, arguments, _):
        if (path := self._paths_of(arguments)[0]) is not None:
            yield "mkdir", path

    _mkdirat = _mkdir

    def _rename(self, arguments, _):
        old, new = self._paths_of(arguments)
        if (old is None) != (new is None):
            raise Unmodelled(f"rename({arguments[:400]}")
        if old is not None:
            yield "rename", old, new

    _renameat = _renameat2 = _rename

    def _unlink(self, arguments, _):
        if (path := self._paths_of(arguments)[0]) is not None:
            yield ("rmdir" if "AT_REMOVEDIR" in arguments else "unlink"), path

    _unlinkat = _unlink

    def _rmdir(self, arguments, _):
        if (path := self._paths_of(arguments)[0]) is not None:
            yield "rmdir", path


def _texts(arguments):
    return [_decode(text).decode("utf-8", "surrogateescape") for text in _HEX.findall(arguments)]


def _bytes(arguments):
    return b"".join(_decode(text) for text in _HEX.findall(arguments))


def _decode(text):
    return bytes.fromhex(text.replace("\\x", ""))
