#!/usr/bin/python3
"""A picture of a comparison: a row of sixteen samples of each objective's first run, under one another, with their names.

    benchmarks/comparison/sheet.py RUNS OUT.png [SADDLE]
    for example benchmarks/comparison/sheet.py runs/comparison comparison.png
"""

import subprocess
import sys
import tempfile
from pathlib import Path

from PIL import Image, ImageDraw

ORDER = ["minimax", "non-saturating", "least-squares", "wgan", "wgan-gp", "dragan", "hinge-sn", "r3gan", "vae"]
NAMES_WIDTH = 110

runs, target, saddle = Path(sys.argv[1]), sys.argv[2], sys.argv[3] if len(sys.argv) > 3 else "./saddle"
rows = []
with tempfile.TemporaryDirectory() as folder:
    for name in ORDER:
        row = f"{folder}/{name}.png"
        subprocess.run([saddle, "sample", runs / f"{name}-1", "--out", row, "--count", "16", "--columns", "16"],
                       check=True, stdout=subprocess.DEVNULL)
        picture = Image.open(row).convert("L")
        rows.append((name, picture.resize((2 * picture.width, 2 * picture.height), Image.NEAREST)))
sheet = Image.new("L", (NAMES_WIDTH + rows[0][1].width, sum(row.height for _, row in rows)), 255)
top = 0
for name, row in rows:
    ImageDraw.Draw(sheet).text((6, top + row.height // 2 - 6), name, fill=0)
    sheet.paste(row, (NAMES_WIDTH, top))
    top += row.height
sheet.save(target)
