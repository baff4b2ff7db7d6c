"""Outlines of garments, as the data source garment-edges draws them: written a second time, with numpy, so that one checks the
other."""
import pathlib

import numpy as np
from PIL import Image

STEEP = 250


def outlines(pictures):
    """Black lines on white, uint8 [N, H, W], of grey pictures on black ground, uint8 [N, H, W]."""
    padded = np.pad(pictures.astype(np.int32), ((0, 0), (2, 2), (2, 2)))
    up, middle, down = padded[:, :-2], padded[:, 1:-1], padded[:, 2:]
    columns, rows = up + 2 * middle + down, down - up
    across = columns[:, :, 2:] - columns[:, :, :-2]
    along = rows[:, :, :-2] + 2 * rows[:, :, 1:-1] + rows[:, :, 2:]
    steepness = across ** 2 + along ** 2
    flat, tall = np.abs(across) > 2 * np.abs(along), np.abs(along) > 2 * np.abs(across)
    same = (across > 0) == (along > 0)
    lines = np.zeros(steepness.shape, bool)
    for chosen, (y, x) in ((flat, (0, 1)), (~flat & tall, (1, 0)),
                           (~flat & ~tall & same, (1, 1)), (~flat & ~tall & ~same, (1, -1))):
        ahead, behind = np.roll(steepness, (-y, -x), (1, 2)), np.roll(steepness, (y, x), (1, 2))
        lines |= chosen & (steepness >= STEEP ** 2) & (steepness >= ahead) & (steepness > behind)
    return np.where(lines[:, 1:-1, 1:-1], 0, 255).astype(np.uint8)


def write(pictures, folder):
    """Writes pictures as numbered PNG files."""
    folder = pathlib.Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    for k, picture in enumerate(pictures):
        Image.fromarray(picture).save(folder / f"{k:05}.png")
