#!/usr/bin/python3
"""Writes the archives of pictures that the library's readers are held to: two zips by stylegan's own dataset_tool, and two shards
in WebDataset's layout, written as its TarWriter does.

    apt-get install --no-install-recommends python3-pil python3-numpy python3-click python3-requests python3-tqdm
    /usr/bin/python3 tests/Goldens/make_archives.py dataset_tool.py

The argument is dataset_tool.py of https://github.com/NVlabs/stylegan2-ada-pytorch (or stylegan3), whose licence keeps it out of
here. Picture k is 8x8 pixels of (20 k, 255 - 20 k, 7), its label is k % 3; the zips have twelve, the shards the first six.
"""
import io
import json
import pathlib
import subprocess
import sys
import tarfile
import tempfile

from PIL import Image

HERE = pathlib.Path(__file__).resolve().parent / "archives"
COUNT, SHARDED = 12, 6


def picture(k):
    return Image.new("RGB", (8, 8), (20 * k, 255 - 20 * k, 7))


def zips(tool):
    """The tool sorts by path; the labels' names are paths within the folder."""
    with tempfile.TemporaryDirectory() as folder:
        source = pathlib.Path(folder) / "source"
        source.mkdir()
        for k in range(COUNT):
            picture(k).save(source / f"{k:02}.png")
        convert(tool, source, "unlabelled.zip")
        labels = [[f"{k:02}.png", k % 3] for k in range(COUNT)]
        (source / "dataset.json").write_text(json.dumps({"labels": labels}))
        convert(tool, source, "labelled.zip")


def convert(tool, source, name):
    (HERE / name).unlink(missing_ok=True)
    subprocess.run([sys.executable, tool, "--source", source, "--dest", HERE / name], check=True)


def shards():
    for shard in range(2):
        with tarfile.open(HERE / f"shards/{shard:06}.tar", "w") as tar:
            for k in range(shard * SHARDED // 2, (shard + 1) * SHARDED // 2):
                data = io.BytesIO()
                picture(k).save(data, "png")
                # A time with a fraction needs a header of its own.
                add(tar, f"{k:04}.cls", str(k % 3).encode(), 1700000000 + (0.25 if k == 0 else 0))
                add(tar, f"{k:04}.png", data.getvalue())
                add(tar, f"{k:04}.txt", f"picture number {k}".encode())


def add(tar, name, content, time=1700000000):
    member = tarfile.TarInfo(name)
    member.size, member.mtime, member.mode, member.uname, member.gname = len(content), time, 0o444, "bigdata", "bigdata"
    tar.addfile(member, io.BytesIO(content))


(HERE / "shards").mkdir(parents=True, exist_ok=True)
zips(pathlib.Path(sys.argv[1]).resolve())
shards()
