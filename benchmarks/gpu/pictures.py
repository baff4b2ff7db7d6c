"""A minute of dcgan on pictures of 32x32, in float32 and in bf16: their grids and scores. pictures.py OUT"""

import json
import os
import pathlib
import shutil
import sys
import tempfile

from program import DEVICE, saddle, write

IMAGES, COUNT = int(os.environ.get("IMAGES", "400000")), int(os.environ.get("COUNT", "5000"))


def main():
    data = os.environ["PICTURES"]
    results = {}
    for precision in ("float32", "bf16"):
        with tempfile.TemporaryDirectory() as folder:
            run = f"{folder}/run"
            code, output, said = saddle(
                "train", "dcgan", "--data", data, "--device", DEVICE, "--seed", 1, "--out", run, "--json",
                "--set", f"precision={precision}", "--set", f"images={IMAGES}", "--set", "evaluate.every_images=0",
                "--set", f"sample_every_images={IMAGES // 4}", "--set", f"checkpoint_every_images={IMAGES}", limit=85)
            if code:
                results[precision] = {"said": said}
                continue
            grids = sorted(pathlib.Path(run, "samples").glob("*.png"))
            shutil.copy(grids[-1], pathlib.Path(sys.argv[1]) / f"{precision}.png")
            code, scores, said = saddle(
                "evaluate", "--generated", run, "--reference", data, "--count", COUNT, "--metrics", "fid", "--json", limit=60)
            results[precision] = {
                "images_per_second": json.loads(output).get("images_per_second"),
                "fid": json.loads(scores) if code == 0 else said}
    write(sys.argv[1], "pictures", {"images": IMAGES, "runs": results})


main()
