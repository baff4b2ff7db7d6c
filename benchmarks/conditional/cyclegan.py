"""How far a run of cyclegan has come: python3 cyclegan.py PROGRAM WEIGHTS RUN FOLDER [--count 5000] [--picture FILE.png]

Prints the cycle error (the mean absolute error of the way there and back, pixels in [-1, 1]) of the run's first steps and of its
last ones, from its metrics. Then outlines of test pictures, which the run has not seen, are translated to garments and those back
again; compared are the garments with real ones (FID by the judge's features) and the outlines with those that came back.
"""
import argparse
import json
import pathlib
import subprocess

import numpy as np

import edges
import judge
import pix2pix

FIRST, LAST = 1, 20


def cycle_errors(run):
    with open(pathlib.Path(run) / "metrics.jsonl") as file:
        errors = [json.loads(line)["cycle_error"] for line in file]
    return np.mean(errors[:FIRST]), np.mean(errors[-LAST:])


def translate(program, run, inputs, output, *more):
    subprocess.run([program, "sample", run, "--input", inputs, "--out", f"{output}/", *more], check=True)
    return judge.read(output)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("program")
    parser.add_argument("weights")
    parser.add_argument("run")
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("--count", type=int, default=5000)
    parser.add_argument("--picture")
    options = parser.parse_args()
    first, last = cycle_errors(options.run)
    print(f"cycle error: {first:.4f} at first, {last:.4f} at last: {last / first:.2f} of it")
    model = judge.classifier(options.weights)
    pictures, labels = judge.load("test")
    real, labels = pictures[:options.count], labels[:options.count]
    drawn = edges.outlines(real)
    edges.write(drawn, options.folder / "outlines")
    there = translate(options.program, options.run, options.folder / "outlines", options.folder / "there")
    back = translate(options.program, options.run, options.folder / "there", options.folder / "back", "--reverse")
    error = np.abs(back.astype(float) - drawn).mean() / 127.5
    distance = judge.fid(judge.features(model, there), judge.features(model, real))
    print(f"{len(real)} test outlines: FID of the garments {distance:.2f}, "
          f"same class {(judge.classify(model, there) == labels).mean():.3f}, cycle error {error:.4f}")
    if options.picture:
        pix2pix.side_by_side([drawn, there, back, real], options.picture)


if __name__ == "__main__":
    main()
