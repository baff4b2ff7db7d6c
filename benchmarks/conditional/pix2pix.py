"""GAN + L1, L1 alone and GAN alone on outlines to garments: a table and a picture side by side.

    /usr/bin/python3 pix2pix.py PROGRAM WEIGHTS FOLDER [--train] [--count 5000] [--picture FILE.png]

PROGRAM is saddle-cli, WEIGHTS the judge's file (trained if it is missing), FOLDER where the runs and pictures lie. With --train
the three runs are trained first, on the training pictures, each with the recipe pix2pix-small and its weights. Then the outlines
of test pictures, which no run has seen, are translated, and compared with the garments that they were drawn from: the mean
absolute error with pixels in [-1, 1], the FID by the judge's features, and how often the judge sees the garment's class.
"""
import argparse
import pathlib
import subprocess

import numpy as np
from PIL import Image

import edges
import judge

RUNS = {
    "L1 alone": ["--set", "conditioning.adversarial=0"],
    "GAN alone": ["--set", "conditioning.l1=0"],
    "GAN + L1": [],
}


def name(run):
    return run.lower().replace(" + ", "-").replace(" ", "-")


def train(program, folder):
    for run, changes in RUNS.items():
        subprocess.run([program, "train", "pix2pix-small", *changes, "--threads", "1", "--out", folder / name(run)], check=True)


def translate(program, folder, run, inputs):
    output = folder / f"{name(run)}-pictures"
    subprocess.run([program, "sample", folder / name(run), "--input", inputs, "--out", f"{output}/"], check=True)
    return judge.read(output)


def side_by_side(rows, file, columns=16, scale=2, gap=2):
    """Rows of pictures, each uint8 [N, 28, 28], one below the other."""
    height, width = rows[0].shape[1:]
    sheet = np.full((len(rows) * (height + gap) - gap, columns * (width + gap) - gap), 128, np.uint8)
    for y, row in enumerate(rows):
        for x, picture in enumerate(row[:columns]):
            sheet[y * (height + gap):y * (height + gap) + height, x * (width + gap):x * (width + gap) + width] = picture
    picture = Image.fromarray(sheet)
    picture.resize((picture.width * scale, picture.height * scale), Image.NEAREST).save(file)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("program")
    parser.add_argument("weights")
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("--train", action="store_true")
    parser.add_argument("--count", type=int, default=5000)
    parser.add_argument("--picture")
    options = parser.parse_args()
    if options.train:
        train(options.program, options.folder)
    model = judge.classifier(options.weights)
    pictures, labels = judge.load("test")
    real, labels = pictures[:options.count], labels[:options.count]
    drawn = edges.outlines(real)
    edges.write(drawn, options.folder / "outlines")
    theirs = judge.features(model, pictures)
    print(f"{len(real)} test pictures; the judge is right on {judge.accuracy(model):.4f} of all")
    print("| run | L1 error | FID | same class |\n|---|---|---|---|")
    rows = [drawn]
    for run in RUNS:
        made = translate(options.program, options.folder, run, options.folder / "outlines")
        error = np.abs(made.astype(float) - real).mean() / 127.5
        distance = judge.fid(judge.features(model, made), theirs)
        print(f"| {run} | {error:.4f} | {distance:.2f} | {(judge.classify(model, made) == labels).mean():.3f} |", flush=True)
        rows.append(made)
    print(f"| the garments themselves | 0 | {judge.fid(judge.features(model, real), theirs):.2f} | "
          f"{(judge.classify(model, real) == labels).mean():.3f} |")
    if options.picture:
        side_by_side([*rows, real], options.picture)


if __name__ == "__main__":
    main()
