"""The memory that data takes: python3 memory.py PROGRAM FOLDER SMALL_FOLDER

Trains 20 steps of the same network on both folders, twice each (the first start decodes, the second finds the cache), and prints
the largest resident set of each process.
"""
import os
import shutil
import subprocess
import sys
import tempfile
import time

program, *folders = sys.argv[1:]
for folder in folders:
    for start in ("first", "second"):
        run = tempfile.mkdtemp()
        shutil.rmtree(run)
        began = time.time()
        process = subprocess.Popen(
            [program, "train", "--data", folder, "--out", run, "--steps", "20", "--set", "network.size=64", "--set", "batch=16"],
            stdout=subprocess.DEVNULL)
        _, status, used = os.wait4(process.pid, 0)
        assert status == 0
        shutil.rmtree(run)
        print(f"{folder}, {start} start: {used.ru_maxrss / 1024:.0f} MiB at most, {time.time() - began:.1f} s, "
              f"{used.ru_utime + used.ru_stime:.1f} s of processor", flush=True)
