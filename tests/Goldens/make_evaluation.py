#!/usr/bin/env python3
"""Writes the files of other programs that evaluation reads: TorchScript modules as PyTorch saves them, statistics as NumPy saves
them.

    apt-get install --no-install-recommends python3-numpy python3-torch
    /usr/bin/python3 tests/Goldens/make_evaluation.py

The modules: the mean and the largest value of each plane (features), the same with two logits, one that has to be asked for its
features as NVIDIA's Inception has, one that returns a scalar, one that fails for images below 8 pixels; and a state dictionary,
which is no module.
"""
import pathlib

import numpy
import torch

HERE = pathlib.Path(__file__).parent


class Features(torch.nn.Module):
    def forward(self, images):
        planes = images.to(torch.float32).flatten(2)
        return torch.cat([planes.mean(2), planes.amax(2)], 1)


class Both(torch.nn.Module):
    def forward(self, images):
        planes = images.to(torch.float32).flatten(2)
        features = torch.cat([planes.mean(2), planes.amax(2)], 1)
        return features, features[:, :2] / 255


class Asked(torch.nn.Module):
    def forward(self, images, return_features: bool = False):
        planes = images.to(torch.float32).flatten(2)
        features = planes.mean(2)
        if return_features:
            return features
        return features.softmax(1)[:, :1]


class Scalar(torch.nn.Module):
    def forward(self, images):
        return images.to(torch.float32).mean()


class Large(torch.nn.Module):
    def forward(self, images):
        assert images.size(2) >= 8, "the images are too small"
        return images.to(torch.float32).flatten(2).mean(2)


scripts = HERE / "scripts"
scripts.mkdir(exist_ok=True)
for module in (Features(), Both(), Asked(), Scalar(), Large()):
    torch.jit.save(torch.jit.script(module), str(scripts / f"{type(module).__name__.lower()}.pt"))
torch.save({"weight": torch.ones(2)}, str(scripts / "state.pt"))

statistics = HERE / "statistics"
statistics.mkdir(exist_ok=True)
mu = numpy.array([0.5, -1.0, 2.0])
sigma = numpy.array([[2.0, 0.5, 0.0], [0.5, 1.0, 0.25], [0.0, 0.25, 3.0]])
numpy.savez(statistics / "plain.npz", mu=mu, sigma=sigma)
numpy.savez_compressed(statistics / "compressed.npz", mu=mu, sigma=sigma)
numpy.savez(statistics / "other.npz", mean=mu)
numpy.savez(statistics / "misfit.npz", mu=mu[:2], sigma=sigma)
numpy.savez(statistics / "nan.npz", mu=mu * numpy.nan, sigma=sigma)
