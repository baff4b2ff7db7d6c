"""Makes a folder of JPEG or PNG pictures: python3 make_pictures.py FOLDER COUNT [--side N]

Without --side the pictures are JPEGs of mixed sizes, about those of photographs on the web; with it, PNGs of N x N pixels.
The content is smooth noise, which compresses about as a photograph does.
"""
import argparse
import os
from multiprocessing import Pool

import numpy
from PIL import Image

SIZES = [(500, 375), (375, 500), (640, 480), (1024, 768), (333, 500), (800, 600), (256, 256), (500, 333)]


def make(job):
    folder, number, side = job
    random = numpy.random.default_rng(number)
    width, height = (side, side) if side else SIZES[number % len(SIZES)]
    coarse = Image.fromarray(random.integers(0, 256, (max(2, height // 24), max(2, width // 24), 3), dtype=numpy.uint8))
    picture = numpy.asarray(coarse.resize((width, height), Image.BICUBIC)).astype(numpy.int16)
    picture = numpy.clip(picture + random.integers(-6, 7, picture.shape), 0, 255).astype(numpy.uint8)
    name = os.path.join(folder, f"{number // 1000:03}", f"{number:06}")
    os.makedirs(os.path.dirname(name), exist_ok=True)
    if side:
        Image.fromarray(picture).save(name + ".png", compress_level=1)
    else:
        Image.fromarray(picture).save(name + ".jpg", quality=88)


if __name__ == "__main__":
    arguments = argparse.ArgumentParser()
    arguments.add_argument("folder")
    arguments.add_argument("count", type=int)
    arguments.add_argument("--side", type=int, default=0)
    given = arguments.parse_args()
    with Pool() as pool:
        for _ in pool.imap_unordered(make, ((given.folder, k, given.side) for k in range(given.count)), 64):
            pass
