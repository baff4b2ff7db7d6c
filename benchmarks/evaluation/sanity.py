#!/usr/bin/env python3
"""Whether the metrics move the right way on real data: the table of docs/evaluation.md.

    /usr/bin/python3 benchmarks/evaluation/sanity.py OUT [./saddle]

Fashion-MNIST's training half is the reference. Judged by it are the test half (the floor), the test half with noise, the test
half without half of its classes, and copies of training images. Sets are written below OUT as idx files. Needs python3-numpy.
"""
import gzip
import json
import pathlib
import struct
import subprocess
import sys

import numpy

SOURCE = pathlib.Path("/usr/share/datasets/fashion-mnist")
KEYS = ["fid", "kid_mean", "inception_score_mean", "precision", "recall", "density", "coverage", "authenticity", "ct"]


def read(name, header):
    return numpy.frombuffer(gzip.open(SOURCE / f"{name}.gz").read(), numpy.uint8, offset=header)


def half(name):
    labels = read(f"{name}-labels-idx1-ubyte", 8)
    return read(f"{name}-images-idx3-ubyte", 16).reshape(len(labels), 28, 28), labels


def write(folder, images, labels):
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "train-images-idx3-ubyte").write_bytes(struct.pack(">IIII", 2051, *images.shape) + images.tobytes())
    (folder / "train-labels-idx1-ubyte").write_bytes(struct.pack(">II", 2049, len(labels)) + labels.tobytes())
    return folder


def noisy(images, deviation, random):
    return numpy.clip(images + random.normal(0, 255 * deviation, images.shape), 0, 255).round().astype(numpy.uint8)


def main():
    out, saddle = pathlib.Path(sys.argv[1]), sys.argv[2] if len(sys.argv) > 2 else "./saddle"
    random = numpy.random.default_rng(0)
    (train, train_labels), (test, labels) = half("train"), half("t10k")
    copies = random.permutation(len(train))[:10_000]
    first = labels < 5
    cases = [("test half", test, labels)]
    cases += [(f"with noise of {deviation:g}", noisy(test, deviation, random), labels) for deviation in (0.02, 0.05, 0.1, 0.2)]
    cases += [
        ("5,000 of the test half", test[:5_000], labels[:5_000]),
        ("only its first five classes", test[first], labels[first]),
        ("copies of training images", train[copies], train_labels[copies]),
        ("copies, with noise of 0.02", noisy(train[copies], 0.02, random), train_labels[copies]),
        ("one image 10,000 times", numpy.repeat(test[:1], 10_000, 0), numpy.repeat(labels[:1], 10_000)),
    ]
    print("| judged | N | " + " | ".join(KEYS) + " |")
    print("|---" * (len(KEYS) + 2) + "|")
    for number, (name, images, classes) in enumerate(cases):
        folder = write(out / str(number), images, classes)
        command = [saddle, "evaluate", "--generated", str(folder), "--reference", "fashion-mnist", "--json",
                   "--metrics", "fid,kid,inception-score,precision-recall,density-coverage,authenticity,copying"]
        found = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
        print(f"| {name} | {found['n_generated']:,} | " + " | ".join(f"{found[key]:.3f}" for key in KEYS) + " |", flush=True)


main()
