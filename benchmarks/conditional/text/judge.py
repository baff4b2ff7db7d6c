#!/usr/bin/python3
"""Whether pictures of shapes show what their captions say, by a classifier that was trained on real pictures alone.

    text() { dotnet run --project benchmarks/conditional/text --configuration Release -- "$@"; }
    text all 20000 /tmp/real
    text train 2000 /tmp/seen runs/text2image-001
    text unseen 2000 /tmp/unseen runs/text2image-001
    /usr/bin/python3 benchmarks/conditional/text/judge.py /tmp/real /tmp/seen /tmp/unseen

The first folder's pictures, of all combinations of colour and kind, train the classifier, which is kept beside them; nine tenths
train it, the rest say how reliable it is. A picture of one shape is right where colour and kind are; one of two where both
shapes' colours and kinds are, and the first named is where the caption says.
"""
import pathlib
import sys

import torch
import torch.nn.functional as F
from torch import nn

KINDS = ["circle", "square", "triangle", "cross", "diamond"]
COLOURS = ["red", "green", "blue", "yellow", "purple"]
# What is asked of a picture, with the number of answers.
QUESTIONS = {"shapes": 2, "size": 2, "relation": 2, "first kind": 5, "first colour": 5, "second kind": 5, "second colour": 5}
SIDE, NONE = 32, -100


def facts(caption):
    """The answers that a caption gives, in the order of the questions."""
    words = caption.split()
    if words[1] in ("large", "small"):
        return [0, ["large", "small"].index(words[1]), NONE, KINDS.index(words[3]), COLOURS.index(words[2]), NONE, NONE]
    return [1, NONE, ["above", "left"].index(words[3]),
            KINDS.index(words[2]), COLOURS.index(words[1]), KINDS.index(words[-1]), COLOURS.index(words[-2])]


def read(folder):
    captions = (pathlib.Path(folder) / "captions.txt").read_text().splitlines()
    pixels = bytearray((pathlib.Path(folder) / "images.u8").read_bytes())
    images = torch.frombuffer(pixels, dtype=torch.uint8).reshape(len(captions), 3, SIDE, SIDE)
    return images.float() / 127.5 - 1, torch.tensor([facts(caption) for caption in captions])


def classifier():
    layers = []
    for before, after in [(3, 32), (32, 64), (64, 64)]:
        layers += [nn.Conv2d(before, after, 3, 1, 1), nn.BatchNorm2d(after), nn.ReLU(), nn.MaxPool2d(2)]
    return nn.Sequential(*layers, nn.Flatten(), nn.Linear(64 * 16, 128), nn.ReLU(), nn.Linear(128, sum(QUESTIONS.values())))


def answers(network, images):
    network.eval()
    with torch.no_grad():
        scores = torch.cat([network(part) for part in images.split(500)])
    return torch.stack([part.argmax(1) for part in scores.split(list(QUESTIONS.values()), 1)], 1)


def train(images, truth, epochs=4):
    torch.manual_seed(0)
    network = classifier()
    optimizer = torch.optim.Adam(network.parameters(), 1e-3)
    for epoch in range(epochs):
        network.train()
        optimizer.param_groups[0]["lr"] = 1e-3 * (1 - epoch / epochs)
        for rows in torch.randperm(len(images)).split(100):
            # Some noise, so that a generator's small faults do not confuse it.
            noisy = images[rows] + torch.randn_like(images[rows]) * 0.05 * torch.rand(1)
            scores = network(noisy).split(list(QUESTIONS.values()), 1)
            loss = sum(F.cross_entropy(score, truth[rows, k]) for k, score in enumerate(scores))
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
    return network


def report(name, found, truth):
    right = (found == truth) | (truth == NONE)
    single = truth[:, 0] == 0
    columns = list(QUESTIONS)
    of = lambda *questions: right[:, [columns.index(question) for question in questions]].all(1)
    share = lambda hits: f"{100 * hits.float().mean().item():5.1f} %"
    one, two = of("first colour", "first kind")[single], of(*[c for c in columns if c not in ("shapes", "size")])[~single]
    print(f"{name}: one shape, colour and kind {share(one)} (colour {share(of('first colour')[single])}, "
          f"kind {share(of('first kind')[single])}, size {share(of('size')[single])}); "
          f"two shapes, all right {share(two)} (colours {share(of('first colour', 'second colour')[~single])}, "
          f"kinds {share(of('first kind', 'second kind')[~single])}, relation {share(of('relation')[~single])}); "
          f"as many shapes as said {share(of('shapes'))}")


if __name__ == "__main__":
    torch.set_num_threads(1)
    real, kept = sys.argv[1], pathlib.Path(sys.argv[1]) / "judge.pt"
    images, truth = read(real)
    trained = len(images) * 9 // 10
    if kept.exists():
        network = classifier()
        network.load_state_dict(torch.load(kept))
    else:
        network = train(images[:trained], truth[:trained])
        torch.save(network.state_dict(), kept)
    report("real, not trained on", answers(network, images[trained:]), truth[trained:])
    for folder in sys.argv[2:]:
        images, truth = read(folder)
        report(folder, answers(network, images), truth)
