"""A minute of dcgan on pictures of 32x32, in float32 and in bf16: their grids and scores, and how far the processor's scores of
the same run are from the device's. pictures.py OUT"""

import json
import os
import pathlib
import shutil
import sys
import tempfile
import time

from program import DEVICE, saddle, write

METRICS = "fid,kid,precision-recall,density-coverage,authenticity,duplicates"
IMAGES, COUNT = int(os.environ.get("IMAGES", "400000")), int(os.environ.get("COUNT", "5000"))


def scores(run, data, device):
    start = time.monotonic()
    code, output, said = saddle(
        "evaluate", "--generated", run, "--reference", data, "--count", COUNT, "--metrics", METRICS, "--device", device,
        "--json", limit=60)
    found = json.loads(output) if code == 0 else {"said": said}
    return {name: value for name, value in found.items() if isinstance(value, (float, str))}, time.monotonic() - start


def compared(device, host):
    """The score that differs most, by its share, and by how much."""
    shares = {name: abs(device[name] - host[name]) / max(abs(host[name]), 1e-12)
              for name in host if isinstance(host[name], float) and isinstance(device.get(name), float)}
    worst = max(shares, key=shares.get, default=None)
    return {"score": worst, "share": shares.get(worst)}


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
            there, seconds = scores(run, data, DEVICE)
            results[precision] = {
                "images_per_second": json.loads(output).get("images_per_second"), "fid": there.get("fid", there.get("said")),
                "seconds": round(seconds, 1)}
            if precision == "float32":
                here, seconds = scores(run, data, "cpu")
                results[precision]["processor"] = {"seconds": round(seconds, 1), **compared(there, here)}
    write(sys.argv[1], "pictures", {"images": IMAGES, "runs": results})


main()
