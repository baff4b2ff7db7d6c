#!/usr/bin/python3
"""PyTorch's side of compare.py: pytorch_worker.py CASE THREADS plain|best, then the requests of Program.cs on standard input.

plain is what a good PyTorch user writes from the papers; best adds what PyTorch 1.13 offers on a processor: channels-last layout,
no gradients of the discriminator's weights in the generator's step, gradients set to none, one Adam for all parameters, inference
mode.
"""

import json
import sys
import time

import torch
import torch.nn.functional as F

import pytorch_networks as networks
from pytorch_evaluation import Evaluation
from safetensors import read

SEED = 7
# With its usual epsilon of 1e-8 Adam takes a step of full size along a gradient that is little more than rounding (kernels before
# a normalisation have such), and no two orders of summing agree on its sign. With 1 its steps are nearly the gradient's own, and
# what differs by rounding stays small. This is the same in Program.cs.
CHECKED_EPSILON = 1.0


def standard(real, fake):
    """Non-saturating (arXiv:1406.2661): the discriminator's loss of real and of fake logits, and the generator's of fake ones."""
    one, zero = torch.ones_like, torch.zeros_like
    return (lambda: F.binary_cross_entropy_with_logits(real, one(real)),
            lambda: F.binary_cross_entropy_with_logits(fake, zero(fake)),
            lambda: F.binary_cross_entropy_with_logits(fake, one(fake)))


def least_squares(real, fake):
    """arXiv:1611.04076, labels 0, 1, 1."""
    return (lambda: 0.5 * (real - 1).square().mean(), lambda: 0.5 * fake.square().mean(),
            lambda: 0.5 * (fake - 1).square().mean())


def wasserstein(real, fake):
    """arXiv:1701.07875."""
    return lambda: -real.mean(), lambda: fake.mean(), lambda: -fake.mean()


def normal(count, size):
    return torch.randn(count, size)


def uniform(count, size):
    return torch.rand(count, size) * 2 - 1


CASES = {
    "dcgan-64": dict(pair=lambda best: networks.dcgan(64, 3), shape=(3, 64, 64), batch=64),
    "dcgan-64-128": dict(pair=lambda best: networks.dcgan(64, 3), shape=(3, 64, 64), batch=128),
    "dcgan-32": dict(pair=lambda best: networks.dcgan(32, 1), shape=(1, 32, 32), batch=64),
    "dcgan-upsample": dict(pair=lambda best: networks.dcgan_upsample(32, 1), shape=(1, 32, 32), batch=64),
    "lsgan-vgg": dict(pair=lambda best: networks.lsgan_vgg(3), shape=(3, 112, 112), batch=16, latent=1024, draw=uniform,
                      losses=least_squares),
    "wgan-gp": dict(pair=lambda best: networks.resnet(3, small_shortcuts=best), shape=(3, 32, 32), batch=64, latent=128,
                    losses=wasserstein, adam=(2e-4, (0.0, 0.9)), penalty=10),
    "points": dict(pair=lambda best: networks.mlp(), shape=(2,), batch=256, latent=2, adam=(1e-3, (0.5, 0.999))),
}


class Training:
    """One discriminator update, one generator update, on random samples in memory."""

    def __init__(self, best, pair, shape, batch, latent=100, draw=normal, losses=standard, adam=(2e-4, (0.5, 0.999)), penalty=0):
        self.best, self.batch, self.latent, self.draw, self.losses, self.penalty = best, batch, latent, draw, losses, penalty
        self.layout = torch.channels_last if best and len(shape) == 3 else torch.contiguous_format
        self.pair = self.generator, self.discriminator = [network.to(memory_format=self.layout) for network in pair(best)]
        self.optimizers = [torch.optim.Adam(network.parameters(), adam[0], adam[1], **(dict(foreach=True) if best else {}))
                           for network in self.pair]
        self.data = torch.randint(0, 256, (1024, *shape), dtype=torch.uint8) if len(shape) == 3 else torch.randn(1024, *shape)

    def next_batch(self):
        rows = self.data[torch.randperm(len(self.data))[:self.batch]]
        return rows.float().div_(127.5).sub_(1) if rows.dtype == torch.uint8 else rows

    def step(self):
        return self.update(self.next_batch())

    def update(self, real):
        of_generator, of_discriminator = self.optimizers
        real = real.contiguous(memory_format=self.layout)
        fake = self.generator(self.draw(self.batch, self.latent))
        of_discriminator.zero_grad(set_to_none=self.best)
        of_real, of_fake, _ = self.losses(self.discriminator(real), self.discriminator(fake.detach()))
        loss = of_real() + of_fake()
        if self.penalty:
            loss = loss + self.penalty * self.slope_penalty(real, fake.detach())
        loss.backward()
        of_discriminator.step()
        of_generator.zero_grad(set_to_none=self.best)
        self.discriminator.requires_grad_(not self.best)
        answer = self.losses(None, self.discriminator(fake))[2]()
        answer.backward()
        self.discriminator.requires_grad_(True)
        of_generator.step()
        return loss.item(), answer.item()

    def slope_penalty(self, real, fake):
        """arXiv:1704.00028, equation 3."""
        between = (real + torch.rand(len(real), 1, 1, 1) * (fake - real)).requires_grad_()
        slope, = torch.autograd.grad(self.discriminator(between).sum(), between, create_graph=True)
        return (slope.flatten(1).norm(dim=1) - 1).square().mean()

    def check(self, saved):
        for name, network in zip(["generator", "discriminator"], self.pair):
            load(network, saved, f"before.{name}.")
        for optimizer in self.optimizers:
            optimizer.param_groups[0]["eps"] = CHECKED_EPSILON
        torch.manual_seed(SEED)
        losses = [loss for step in range(3) for loss in self.update(saved[f"real.{step}"])]
        moved = [(value.detach().double(), saved[f"before.{name}"].double(), saved[f"after.{name}"].double())
                 for value, name in zip((value for network in self.pair for value in tensors(network)), names(saved, "after."))]
        return {
            "losses": difference(torch.tensor(losses, dtype=torch.float64), saved["losses"]),
            "weights": max(difference(value, after) for value, _, after in moved),
            "updates": norm(value - after for value, _, after in moved) / norm(after - before for _, before, after in moved),
        }


class Sampling:
    """Images of DCGAN's generator, 256 at a time."""

    def __init__(self, best, count=10_000):
        self.best, self.count = best, count
        self.generator = networks.dcgan(32, 1)[0].to(
            memory_format=torch.channels_last if best else torch.contiguous_format).eval()

    def step(self):
        self.sample(torch.randn(self.count, 100))

    def sample(self, latents):
        with torch.inference_mode() if self.best else torch.no_grad():
            return torch.cat([self.generator(part) for part in latents.split(256)]).contiguous()

    def check(self, saved):
        load(self.generator, saved, "before.generator.")
        latents = torch.randn(len(saved["samples"]), 100, generator=torch.Generator().manual_seed(SEED))
        return {"samples": difference(self.sample(latents), saved["samples"])}


def tensors(network):
    """Parameters, then the buffers that Saddle has as well."""
    return [*network.parameters(), *(buffer for name, buffer in network.named_buffers() if "num_batches" not in name)]


def names(saved, prefix):
    return [name.removeprefix(prefix) for name in saved if name.startswith(prefix)]


@torch.no_grad()
def load(network, saved, prefix):
    sources, targets = [saved[prefix + name] for name in names(saved, prefix)], tensors(network)
    shapes = [tuple(source.shape) for source in sources], [tuple(target.shape) for target in targets]
    if shapes[0] != shapes[1]:
        raise SystemExit(f"{prefix} has the shapes {shapes[0]}, but PyTorch's network {shapes[1]}")
    for source, target in zip(sources, targets):
        target.copy_(source)


def difference(value, expected):
    return (value.detach().double() - expected.double()).abs().max().item()


def norm(parts):
    return sum(part.square().sum().item() for part in parts) ** 0.5


def open_case(name, best):
    if name == "sampling":
        return Sampling(best)
    return Evaluation(best) if name == "evaluation" else Training(best, **CASES[name])


def main():
    name, threads, style = sys.argv[1:]
    torch.set_num_threads(int(threads))
    torch.manual_seed(0)
    work = open_case(name, style == "best")
    print("{}", flush=True)
    for line in sys.stdin:
        request, value = line.split(maxsplit=1)
        if request == "check":
            answer = work.check(read(value.strip()))
        else:
            start = time.perf_counter()
            for _ in range(int(value)):
                work.step()
            answer = {"seconds": time.perf_counter() - start}
        print(json.dumps(answer), flush=True)


if __name__ == "__main__":
    main()
