"""Whether the harness finds what it is for: small programs that write badly or well, and endings that are wrong or right."""

import contextlib
import errno
import io
import os
import pathlib
import subprocess
import sys
import tempfile

import book
import calls
import disk
import full
import kills
import power
import program as programs

WELL = """
import os
folder = os.open(".", os.O_RDONLY)
file = os.open("a.tmp", os.O_WRONLY | os.O_CREAT, 0o666)
os.write(file, b"x" * 5000)
os.fsync(file)
os.close(file)
os.rename("a.tmp", "a")
os.fsync(folder)
os.mkdir("b")
"""
# Without the first sync the new name may hold nothing; without the second it may be lost again.
BADLY = WELL.replace("os.fsync(file)\n", "")
BRIEFLY = WELL.replace("os.fsync(folder)\n", "")


def trees(folder, script):
    """Every tree that a crash of a script may leave."""
    folder.mkdir()
    recorded = folder.with_suffix(".calls")
    # Paths are recorded as they are given, so they are given whole.
    script = script.replace('"a', f'"{folder}/a').replace('"b"', f'"{folder}/b"').replace('"."', f'"{folder}"')
    subprocess.run([*calls.COMMAND, str(recorded), sys.executable, "-c", script], check=True, cwd=folder)
    return [(variant, image.after(variant, f"{call} {seed}"))
            for call, image in power.states(recorded, folder) for variant in disk.VARIANTS for seed in range(20)]


def a_crash(folder):
    good, bad = trees(folder / "well", WELL), trees(folder / "badly", BADLY)
    whole = b"x" * 5000
    assert all(tree.get("a", whole) == whole for _, tree in good), "a file that was synced was half-written"
    assert {b"", b"\0" * 5000} <= {tree.get("a") for _, tree in bad}, "a file that was not synced was never lost"
    assert any(tree.get("a") not in (None, b"", whole, b"\0" * 5000) for _, tree in bad), "never half a file"
    last = [tree for variant, tree in good if variant == "bare"][-1]
    assert "a" in last and "b" not in last, f"after the folder's sync its names are there, and no later ones: {list(last)}"
    brief = [tree for variant, tree in trees(folder / "briefly", BRIEFLY) if variant == "bare"]
    assert not any("a" in tree for tree in brief), "a name was kept though its folder was never synced"


def a_lost_checkpoint(_):
    text = disk.digest_of(b"tensors").encode()
    tree = {f"run/checkpoints/{step:08}/{name}": data for step in (5, 10)
            for name, data in (("checkpoint.json", text), ("tensors.safetensors", b"tensors"))}
    assert power.durable_step(tree) == 10
    tree["run/checkpoints/00000010/tensors.safetensors"] = b"tens\0\0\0"
    assert power.lost_checkpoint(tree, 10) and not power.lost_checkpoint(tree, 5)


def a_full_disk(folder, shim):
    (folder / "disk").mkdir()
    script = f"""
import errno, os
file = os.open({str(folder / 'disk' / 'a')!r}, os.O_WRONLY | os.O_CREAT, 0o666)
assert os.write(file, b"x" * 100) == 100
assert os.write(file, b"y" * 100) == 50
try:
    os.write(file, b"z")
except OSError as error:
    raise SystemExit(error.errno)
"""
    ended = subprocess.run([sys.executable, "-c", script], check=False, env={
        **os.environ, "LD_PRELOAD": str(shim), "SADDLE_FULL_BELOW": str(folder / "disk"), "SADDLE_FULL_FROM": "3",
        "SADDLE_FULL_TOLD": str(folder / "told")})
    assert ended.returncode == errno.ENOSPC, f"exit code {ended.returncode}"
    assert (folder / "told").read_text().startswith("write "), "it is not told what failed"


def endings(_):
    def ended(code, err="", sent=0, hung=False):
        return programs.Ended(["saddle"], code, "", err, 1.0, hung, sent)

    wrong = {"hang": ended(0, hung=True), "crash": ended(134), "message": ended(2)}
    assert {kind: one.problem()[0] for kind, one in wrong.items()} == {kind: kind for kind in wrong}
    assert ended(1, "Unhandled\n   at Saddle.Run.Open(String folder)\n").problem()[0] == "crash"
    assert ended(-11).problem()[0] == "crash" and ended(-9, sent=9).problem() is None
    assert ended(2, "runs/a: something is wrong").problem()[0] == "message", "no remedy"
    assert ended(2, "choose another one").problem()[0] == "message", "no name"
    assert ended(2, "runs/a: it is a file; choose another folder with --out.").problem() is None
    assert full.told_of_room(ended(1, "No space left on device : 'disk/run'"), "write") is None
    assert full.told_of_room(ended(2, "No space left on device : 'disk/run'"), "write")
    assert full.told_of_room(ended(1, "disk/run cannot be written"), "write")
    told = programs.Ended([], 0, "continuing run after step 5\n", "", 1.0)
    assert kills.went_back(told, 10) and not kills.went_back(told, 5)


def files(folder):
    (folder / "drawn.png").write_bytes(b"whole")
    whole = kills.digests(folder / "drawn.png")
    killed, done = programs.Ended([], -9, "", "", 1.0, sent=9), programs.Ended([], 0, "", "", 1.0)
    assert kills.not_whole(folder, "drawn.png", whole, done) is None
    (folder / "drawn.png").write_bytes(b"who")
    assert kills.not_whole(folder, "drawn.png", whole, killed)[0] == "lost"
    (folder / "drawn.png").unlink()
    assert kills.not_whole(folder, "drawn.png", whole, killed) is None and kills.not_whole(folder, "drawn.png", whole, done)


def counts(folder):
    for run in (1, 2):
        kept = book.Book(folder)
        kept.tried("kills", "train, KILL", 3)
        with contextlib.redirect_stdout(io.StringIO()):
            for number in range(4):
                kept.finding("kills", "train, KILL", "lost", f"step {number} of '/tmp/{run}'", {"seed": number})
        kept.save()
    assert "| kills | train, KILL | 6 | 8 | 0 | 0 | 0 |" in kept.table(), kept.table()
    assert len(list((folder / "findings").iterdir())) == book.KEPT_OF_A_KIND


def main(shim):
    tests = [a_crash, a_lost_checkpoint, endings, files, counts]
    if shim is not None:
        tests.append(lambda folder: a_full_disk(folder, shim))
    for test in tests:
        with tempfile.TemporaryDirectory() as folder:
            test(pathlib.Path(folder))
    print(f"the harness finds what it should ({len(tests)} tests)")
