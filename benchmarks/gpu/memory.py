"""r3gan at its own batch of 512: does a step fit, in which slices, and how many images a second is that? memory.py OUT"""

import json
import subprocess
import sys
import tempfile
import threading
import time

from program import DEVICE, saddle, write

SLICES = [64, 128, 256, 0]


def peak_while(work):
    """The most memory in use on the card while something is done, in MiB, looked at ten times a second."""
    most, done = [0], threading.Event()

    def look():
        while not done.is_set():
            try:
                text = subprocess.run(["nvidia-smi", "--query-gpu=memory.used", "--format=csv,noheader,nounits"],
                                      capture_output=True, text=True, check=True).stdout
                most[0] = max(most[0], int(text.splitlines()[0]))
            except (OSError, subprocess.CalledProcessError, ValueError, IndexError):
                return
            time.sleep(0.1)

    watcher = threading.Thread(target=look)
    watcher.start()
    result = work()
    done.set()
    watcher.join()
    return result, most[0]


def main():
    results = {}
    for precision in ("float32", "bf16"):
        for size in SLICES:
            with tempfile.TemporaryDirectory() as folder:
                (code, output, said), mebibytes = peak_while(lambda: saddle(
                    "train", "r3gan", "--device", DEVICE, "--steps", 6, "--out", f"{folder}/run", "--json", "--set",
                    f"micro_batch={size}", "--set", f"precision={precision}", "--set", "evaluate.every_images=0", limit=60))
            rate = json.loads(output).get("images_per_second") if code == 0 else None
            results[f"{precision}, {size or 'whole batch'}"] = {
                "fits": code == 0, "mebibytes": mebibytes, "images_per_second": rate, "said": said if code else ""}
    write(sys.argv[1], "memory", {"recipe": "r3gan", "batch": 512, "slices": results})


main()
