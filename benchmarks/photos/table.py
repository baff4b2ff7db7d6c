"""The results of run.sh as Markdown: table.py OUT"""

import json
import pathlib
import sys

print("| way | images | Frechet distance | precision | recall | density | coverage |\n|---|---|---|---|---|---|---|")
for path in sorted(pathlib.Path(sys.argv[1]).glob("*.json"), key=lambda path: json.loads(path.read_text())["fid"]):
    scores = json.loads(path.read_text())
    lines = (path.with_suffix("") / "metrics.jsonl").read_text().splitlines()
    images = json.loads(lines[-1])["images"] if lines else 0
    print(f"| {path.stem} | {images:,} | {scores['fid']:.0f} | "
          + " | ".join(f"{scores[name]:.2f}" for name in ("precision", "recall", "density", "coverage")) + " |")
