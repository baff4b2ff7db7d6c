"""A case of benchmarks/compare as PyTorch's step on a GPU, a line of JSON for each way of making it: pytorch_steps.py CASE

eager: as a good user writes it. best: channels-last, no gradients of the discriminator in the generator's turn, one kernel for
Adam. graph: that step captured once as a CUDA graph, with everything in it.
"""

import json
import pathlib
import statistics
import sys
import time

import torch

sys.path.insert(0, str(pathlib.Path(__file__).parents[1] / "compare"))
import pytorch_worker as worker  # noqa: E402

SAMPLES, WARM, TIMED, TOGETHER = 1024, 5, 5, 20


class Game:
    def __init__(self, case, best, half):
        self.case, self.best, self.half = case, best, half
        self.layout = torch.channels_last if best and len(case["shape"]) == 3 else torch.contiguous_format
        self.generator, self.discriminator = [
            network.cuda().to(memory_format=self.layout) for network in case["pair"](best)]
        rate, betas = case.get("adam", (2e-4, (0.5, 0.999)))
        self.optimizers = [
            torch.optim.Adam(network.parameters(), rate, betas, fused=best, capturable=best)
            for network in (self.generator, self.discriminator)]
        shape = (SAMPLES, *case["shape"])
        self.data = (torch.randint(0, 256, shape, dtype=torch.uint8) if len(shape) == 4 else torch.randn(shape)).cuda()

    def real(self):
        rows = self.data[torch.randint(0, SAMPLES, (self.case["batch"],), device="cuda")]
        if rows.dtype != torch.uint8:
            return rows
        return rows.float().div(127.5).sub(1).contiguous(memory_format=self.layout)

    def slope(self, real, fake):
        share = torch.rand(len(real), *[1] * (real.dim() - 1), device="cuda")
        between = (real + share * (fake.float() - real)).requires_grad_()
        gradient, = torch.autograd.grad(self.discriminator(between).float().sum(), between, create_graph=True)
        return (gradient.flatten(1).norm(dim=1) - 1).square().mean()

    def step(self):
        losses = self.case.get("losses", worker.standard)
        drawing, judging = self.optimizers
        latents = torch.randn(self.case["batch"], self.case.get("latent", 100), device="cuda")
        real = self.real()
        with torch.autocast("cuda", torch.bfloat16, enabled=self.half, cache_enabled=False):
            fake = self.generator(latents)
            judging.zero_grad(set_to_none=True)
            of_real, of_fake, _ = losses(self.discriminator(real).float(), self.discriminator(fake.detach()).float())
            loss = of_real() + of_fake()
            if self.case.get("penalty"):
                loss = loss + self.case["penalty"] * self.slope(real, fake.detach())
            loss.backward()
            judging.step()
            drawing.zero_grad(set_to_none=True)
            if self.best:
                self.discriminator.requires_grad_(False)
            losses(None, self.discriminator(fake).float())[2]().backward()
            self.discriminator.requires_grad_(True)
            drawing.step()


def timed(step):
    for _ in range(WARM):
        step()
    times = []
    for _ in range(TIMED):
        torch.cuda.synchronize()
        start = time.perf_counter()
        for _ in range(TOGETHER):
            step()
        torch.cuda.synchronize()
        times.append((time.perf_counter() - start) / TOGETHER)
    return statistics.median(times)


def captured(game):
    side = torch.cuda.Stream()
    side.wait_stream(torch.cuda.current_stream())
    with torch.cuda.stream(side):
        for _ in range(4):
            game.step()
    torch.cuda.current_stream().wait_stream(side)
    for optimizer in game.optimizers:
        optimizer.zero_grad(set_to_none=True)
    graph = torch.cuda.CUDAGraph()
    with torch.cuda.graph(graph):
        game.step()
    return graph.replay


def main():
    case = worker.CASES[sys.argv[1]]
    torch.backends.cuda.matmul.allow_tf32 = torch.backends.cudnn.allow_tf32 = True
    styles = (("eager", False, False, False), ("best", True, False, False), ("best bf16", True, True, False),
              ("graph", True, False, True), ("graph bf16", True, True, True))
    for style, best, half, graph in styles:
        try:
            torch.manual_seed(0)
            game = Game(case, best, half)
            print(json.dumps({"style": style, "seconds": timed(captured(game) if graph else game.step)}), flush=True)
        except Exception as error:  # a style that this PyTorch cannot do is a line, and not the end
            print(json.dumps({"style": style, "error": f"{type(error).__name__}: {error}"[:200]}), flush=True)


main()
