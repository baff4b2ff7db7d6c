"""Recipes so small that starting the program takes about as long as their training."""

import pathlib

STEPS = 48
BATCH = 8
CHECKPOINT_STEPS = 6  # so the first checkpoint is due after so many
PICTURES = pathlib.Path(__file__).resolve().parents[2] / "tests" / "Goldens" / "old-runs" / "pictures"

COMMON = {
    "batch": BATCH, "log_every_steps": 1, "sample_every_images": 8 * BATCH, "sample_count": 4,
    "checkpoint_every_images": CHECKPOINT_STEPS * BATCH, "evaluate.every_images": 0}
POINTS = {"network.generator_width": 8, "network.discriminator_width": 8, "network.hidden_layers": 2}
SHAPES = {"data.name": "shapes", "data.size": 16, "data.count": 48}
DCGAN = {"network.size": 16, "network.latent": 4, "network.generator_width": 2, "network.discriminator_width": 2}
FOLDER = {"network.size": 8, "network.generator_width": 2, "network.discriminator_width": 2, "network.patch": 16}
EVALUATED = {"evaluate.every_images": 12 * BATCH, "evaluate.features": "pixels", "evaluate.count": 32,
    "evaluate.metrics": "sliced-wasserstein", "evaluate.best": "sliced-wasserstein"}

# name: recipe, settings
TINY = {
    "ring": ("ring", POINTS),
    "dcgan": ("dcgan", {**SHAPES, **DCGAN}),
    "wgan-gp": ("wgan-gp-small", {**SHAPES, **DCGAN}),
    "vae": ("vae", {**SHAPES, **DCGAN}),
    "flow": ("flow", {"learner.couplings": 2, "learner.width": 8}),
    "mixture": ("mixture", {"learner.components": 5, "learner.covariance": "full"}),
    "began": ("began", {**SHAPES, **DCGAN}),
    "cgan": ("cgan", {**SHAPES, **DCGAN, "conditioning.embedding": 4}),
    "infogan": ("infogan", {**SHAPES, **DCGAN, "conditioning.values": 3}),
    "text2image": ("text2image", {**SHAPES, **DCGAN, "conditioning.encoder": "gru", "conditioning.features": 4}),
    "next-frame": ("next-frame", {"data.size": 16, "data.count": 6, **FOLDER, "network.depth": 1}),
    "cyclegan": ("cyclegan-small", {
        **FOLDER, "data.name": "unpaired", "data.path": PICTURES / "unpaired", "network.blocks": 1, "learner.history": 2}),
    "pix2pix": ("pix2pix-small", {**FOLDER, "data.name": "pairs", "data.path": PICTURES / "pairs", "network.depth": 2}),
    "evaluated": ("ring", {**POINTS, **EVALUATED}),
}


def training(name, out, steps=STEPS, **more):
    """The arguments that train one of them into a folder."""
    recipe, settings = TINY[name]
    sets = [f"--set={key}={value}" for key, value in {**COMMON, **settings, **more}.items()]
    return ["train", recipe, "--threads", 1, "--seed", 3, "--steps", steps, "--out", out, *sets]
