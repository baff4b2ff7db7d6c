#!/usr/bin/env python3
"""Measures by how much the kernels of one processor differ on old-runs: what the tests' tolerances are set from.

    python3 tests/Goldens/measure_old_runs.py CHECKOUT/saddle [NAME...]

Resumes every run with the kernels of older processors and prints, for each run, the largest difference from
resumed.safetensors, in shares of the tensor's largest element, and where it is; then the largest difference of a byte of what is
drawn (of points: of a coordinate).
"""
import array
import json
import os
import pathlib
import re
import shutil
import struct
import subprocess
import sys
import tempfile
import zlib

HERE = pathlib.Path(__file__).resolve().parent / "old-runs"

# OPENBLAS_CORETYPE, ATEN_CPU_CAPABILITY, ONEDNN_MAX_CPU_ISA
KERNELS = [("Prescott", "default", "SSE41"), ("Sandybridge", "default", "AVX"), ("Haswell", "avx2", "AVX2"),
           ("Zen", "avx2", "AVX2"), ("SkylakeX", "avx512", "AVX512_CORE")]
TYPES = {"F32": "f", "F64": "d", "I64": "q", "U8": "B"}


def tensors(path):
    data = path.read_bytes()
    length, = struct.unpack("<Q", data[:8])
    header, elements = json.loads(data[8:8 + length]), data[8 + length:]
    header.pop("__metadata__", None)
    return {name: array.array(TYPES[entry["dtype"]], elements[slice(*entry["data_offsets"])]) for name, entry in header.items()}


def difference(expected, actual):
    """The largest difference of each kind, in shares of the tensor's largest element, and the tensor's name."""
    worst = (0.0, 0.0, "")
    for name, wanted in expected.items():
        apart = max((abs(a - b) for a, b in zip(wanted, actual[name], strict=True)), default=0)
        scale = max(map(abs, wanted), default=0)
        if apart:
            worst = max(worst, (apart / scale if scale else float("inf"), apart, name))
    return worst


def numbers(path):
    """What a drawing consists of: a PNG's bytes, or an SVG's numbers."""
    if path.suffix == ".svg":
        return [float(number) for number in re.findall(r"-?\d+\.?\d*", path.read_text())]
    return list(pixels(path.read_bytes()))


def pixels(data):
    at, packed = 8, b""
    width, height, _, kind = struct.unpack(">IIBB", data[16:26])
    while at < len(data):
        length, name = struct.unpack(">I4s", data[at:at + 8])
        packed += data[at + 8:at + 8 + length] if name == b"IDAT" else b""
        at += 12 + length
    channels = {0: 1, 2: 3}[kind]
    rows, line = zlib.decompress(packed), width * channels
    before, result = bytearray(line), bytearray()
    for y in range(height):
        method, row = rows[y * (line + 1)], bytearray(rows[y * (line + 1) + 1:(y + 1) * (line + 1)])
        for x in range(line):
            left, above, corner = (row[x - channels], before[x], before[x - channels]) if x >= channels else (0, before[x], 0)
            paeth = min((left, above, corner), key=lambda value: abs(left + above - corner - value))
            row[x] = (row[x] + (0, left, above, (left + above) // 2, paeth)[method]) & 255
        result += row
        before = row
    return result


def main():
    program, *names = sys.argv[1:]
    program = os.path.abspath(program)
    for kernel in KERNELS:
        print(*kernel, sep="  ")
        with tempfile.TemporaryDirectory() as temporary:
            place = pathlib.Path(temporary)
            shutil.copytree(HERE, place, dirs_exist_ok=True)
            env = {**os.environ, "SADDLE_CACHE": str(place / "cache"),
                   **dict(zip(("OPENBLAS_CORETYPE", "ATEN_CPU_CAPABILITY", "ONEDNN_MAX_CPU_ISA"), kernel, strict=True))}
            for fixture in sorted(HERE.glob("*/fixture.json")):
                name, about = fixture.parent.name, json.loads(fixture.read_text())
                if names and name not in names:
                    continue

                def run(*arguments):
                    subprocess.run([program, *arguments], cwd=place, env=env, check=True, stdout=subprocess.DEVNULL)

                again = place / "again" / name
                (again / "drawn").mkdir(parents=True)
                run("sample", f"{name}/run", *about["sample"], "--out", f"{again}/{about['out']}")
                drawn = [abs(a - b) for path in (fixture.parent / "drawn").iterdir()
                         for a, b in zip(numbers(path), numbers(again / "drawn" / path.name), strict=True)]
                run("train", "--resume", f"{name}/run", "--steps", str(about["steps"]))
                share, apart, where = difference(
                    tensors(fixture.parent / "resumed.safetensors"),
                    tensors(place / name / "run" / "checkpoints" / f"{about['steps']:08}" / "tensors.safetensors"))
                print(f"  {name:12} {share:9.2e} of the largest ({apart:9.2e}) {where:60} drawn {max(drawn):.2g}", flush=True)


if __name__ == "__main__":
    main()
