"""How far a trained flow or mixture is from what it learnt, worked out without Saddle from the run's checkpoint.

    /usr/bin/python3 cross_entropy.py RUN...

For runs on ring, grid and swiss-roll, whose densities are known: the entropy of the data and the cross-entropy of the averaged
model, in nats, over the same 200,000 fresh points; their difference is KL(data || model). For runs on Fashion-MNIST at 28x28:
bits a dimension of the 10,000 test pictures, dequantised. Both with the standard error of the mean. For flows also how far 1,000
of these samples are at most from themselves after the way to their latents and back, in the single precision that Saddle works
in.
"""
import gzip
import json
import math
import pathlib
import struct
import sys

import numpy as np
import torch
import torch.nn.functional as F

POINTS = 200_000
TEST = pathlib.Path("/usr/share/datasets/fashion-mnist/t10k-images-idx3-ubyte.gz")


def tensors(run):
    """The averaged model's tensors, from the newest checkpoint."""
    newest = sorted((run / "checkpoints").iterdir())[-1]
    data = (newest / "tensors.safetensors").read_bytes()
    size = struct.unpack("<Q", data[:8])[0]
    found = {}
    for name, entry in json.loads(data[8:8 + size]).items():
        if name.startswith("average."):
            first, last = entry["data_offsets"]
            values = np.frombuffer(data[8 + size + first:8 + size + last], np.float32).astype(np.float64)
            found[name.removeprefix("average.")] = torch.from_numpy(values.reshape(entry["shape"]))
    return found


def steps(model, x):
    """A flow's steps in their order: the numbers of couplings, and None where a square of pixels becomes channels."""
    couplings = {int(name.split(".")[0]) for name in model}
    return [step if step in couplings else None for step in range(1 if x.dim() == 4 else 0, max(couplings) + 1)]


def change(model, step, x):
    """What a coupling makes of what it keeps: s and t, arXiv:1605.08803, equation 9."""
    mask, scale = model[f"{step}.mask"], model[f"{step}.scale"]
    hidden, layer = x * mask, 0
    while f"{step}.network.{layer}.weight" in model:
        weight, bias = model[f"{step}.network.{layer}.weight"], model[f"{step}.network.{layer}.bias"]
        hidden = F.relu(hidden) if layer else hidden
        hidden = F.conv2d(hidden, weight, bias, padding=1) if weight.dim() == 4 else F.linear(hidden, weight, bias)
        layer += 2
    s, t = hidden.chunk(2, 1)
    return torch.tanh(s) * scale * (1 - mask), t * (1 - mask)


def latents(model, x):
    """What a flow makes of samples, of pixels from 0 to 1 for images, and log |det| of the derivative."""
    total = torch.zeros(len(x), dtype=x.dtype)
    order = steps(model, x)
    if x.dim() == 4:
        place = 0.05 + 0.9 * x
        total += (math.log(0.9) - place.log() - (1 - place).log()).flatten(1).sum(1)
        x = place.log() - (1 - place).log()
    for step in order:
        if step is None:
            x = F.pixel_unshuffle(x, 2)
            continue
        s, t = change(model, step, x)
        x = x * s.exp() + t
        total += s.flatten(1).sum(1)
    return x, total


def samples(model, z):
    """The way back."""
    for step in reversed(steps(model, z)):
        if step is None:
            z = F.pixel_shuffle(z, 2)
            continue
        s, t = change(model, step, z)
        z = (z - t) * (-s).exp()
    return (z.sigmoid() - 0.05) / 0.9 if z.dim() == 4 else z


def flow(model, x):
    """log p(x), arXiv:1605.08803, equation 3."""
    z, log_determinant = latents(model, x)
    return log_determinant - z.flatten(1).square().sum(1) / 2 - x[0].numel() * math.log(2 * math.pi) / 2


def single(model):
    """The same in single precision, which Saddle works in."""
    return {name: value.float() for name, value in model.items()}


def way_back(model, x):
    """How far samples are from themselves after the way there and back: the largest difference."""
    return (samples(model, latents(model, x)[0]) - x).abs().max()


def mixture(model, x, least):
    """log p(x) of a Gaussian mixture."""
    diagonal = model["log_diagonals"].clamp(max=-math.log(least))
    away = x[None] - model["means"][:, None]
    if "below" in model:
        away = away @ (model["below"].tril(-1) + torch.diag_embed(diagonal.exp())).transpose(1, 2)
    else:
        away = away * diagonal.exp()[:, None]
    constant = model["logits"].log_softmax(0) + diagonal.sum(1) - x.shape[1] * math.log(2 * math.pi) / 2
    return torch.logsumexp(constant[:, None] - away.square().sum(2) / 2, 0)


def known(data, random):
    """Points of a known density, and log p of each."""
    if data["name"] == "swiss-roll":
        deviation, angle = data["noise"], np.linspace(1.5 * np.pi, 4.5 * np.pi, 4001)
        angle = (angle[1:] + angle[:-1]) / 2
        drawn = random.uniform(1.5 * np.pi, 4.5 * np.pi, POINTS)
        centres, chosen = ([a * np.cos(a) / 7.5, a * np.sin(a) / 7.5] for a in (angle, drawn))
        centres, chosen = np.stack(centres, 1), np.stack(chosen, 1)
    else:
        deviation = data["deviation"]
        if data["name"] == "ring":
            angle = 2 * np.pi * np.arange(data["modes"]) / data["modes"]
            centres = data["radius"] * np.stack([np.cos(angle), np.sin(angle)], 1)
        else:
            places = (np.arange(data["side"]) - (data["side"] - 1) / 2) * data["spacing"]
            centres = np.stack(np.meshgrid(places, places), -1).reshape(-1, 2)
        chosen = centres[random.integers(len(centres), size=POINTS)]
    x = chosen + random.normal(0, deviation, (POINTS, 2))
    logs = []
    for part in np.split(x, 400):
        squared = ((part[:, None] - centres[None]) ** 2).sum(-1) / deviation**2
        logs.append(np.logaddexp.reduce(-squared / 2, 1) - np.log(len(centres) * 2 * np.pi * deviation**2))
    return torch.from_numpy(x), torch.from_numpy(np.concatenate(logs))


def pictures(random):
    """The test pictures, each pixel anywhere within its byte's 256th of the range from 0 to 1."""
    with gzip.open(TEST) as file:
        pixels = np.frombuffer(file.read(), np.uint8, offset=16).reshape(-1, 1, 28, 28)
    return torch.from_numpy((pixels + random.uniform(size=pixels.shape)) / 256)


def main():
    torch.set_grad_enabled(False)
    torch.set_num_threads(1)
    for run in map(pathlib.Path, sys.argv[1:]):
        recipe, model, random = json.loads((run / "recipe.json").read_text()), tensors(run), np.random.default_rng(1)
        learner = recipe["learner"]
        log_density = (lambda x: flow(model, x)) if learner["name"] == "flow" else (
            lambda x: mixture(model, x, learner["least_deviation"]))
        if recipe["data"]["name"] == "fashion-mnist":
            # Pictures take minutes; in double precision they take longer.
            model, x = single(model), pictures(random).float()
            nats = torch.cat([784 * math.log(256) - log_density(part) for part in x.split(250)]).double()
            bits = nats / 784 / math.log(2)
            print(f"{run}: {bits.mean():.3f} +- {bits.std() / len(bits)**0.5:.3f} bits a dimension of the test pictures")
        else:
            x, log_p = known(recipe["data"], random)
            log_q = torch.cat([log_density(part) for part in x.split(5000)])
            excess = log_p - log_q
            print(f"{run}: entropy {-log_p.mean():.4f}, cross-entropy {-log_q.mean():.4f}, KL(data || model) {excess.mean():.4f} "
                  f"+- {excess.std() / len(excess)**0.5:.4f} nats")
        if learner["name"] == "flow":
            print(f"{run}: there and back, off by at most "
                  f"{max(way_back(single(model), part) for part in x[:1000].float().split(250)):.1e}")


main()
