"""An independent judge of Fashion-MNIST pictures: a small classifier, trained on the real training pictures by PyTorch.

    /usr/bin/python3 judge.py judge.pt                           trains it (or reads it) and prints its accuracy on the test
                                                                 pictures
    /usr/bin/python3 judge.py judge.pt PICTURES                  counts the classes that it sees, and the FID to the test pictures
    /usr/bin/python3 judge.py judge.pt PICTURES --labels 3,3,7   the share of pictures whose class is the one named (one label
                                                                 for all will do)

PICTURES is a folder of PNG files (in the order of their names) or a PNG grid of cells of --cell pixels, with --padding between
them. Pictures of another size than 28x28 are resized. It knows nothing of Saddle: no code, no weights, no data are shared with
what it judges.
"""
import argparse
import gzip
import pathlib

import numpy as np
import torch
import torch.nn.functional as F
from PIL import Image
from scipy import linalg
from torch import nn

DATA = pathlib.Path("/usr/share/datasets/fashion-mnist")
SIDE = 28


def load(split):
    """Pictures, uint8 [N, 28, 28], and labels, int64 [N], of 'train' or 'test'."""
    part = {"train": "train", "test": "t10k"}[split]
    with gzip.open(DATA / f"{part}-images-idx3-ubyte.gz") as file:
        pictures = np.frombuffer(file.read(), np.uint8, offset=16).reshape(-1, SIDE, SIDE)
    with gzip.open(DATA / f"{part}-labels-idx1-ubyte.gz") as file:
        labels = np.frombuffer(file.read(), np.uint8, offset=8).astype(np.int64)
    return pictures, labels


def read(path, cell=SIDE, padding=2):
    """The pictures of a folder of PNG files, or of one grid, uint8 [N, 28, 28]."""
    path = pathlib.Path(path)
    if path.is_dir():
        pictures = [np.asarray(Image.open(file).convert("L")) for file in sorted(path.glob("*.png"))]
    else:
        grid = np.asarray(Image.open(path).convert("L"))
        step = cell + padding
        pictures = [
            grid[top:top + cell, left:left + cell]
            for top in range(padding, grid.shape[0] - cell + 1, step) for left in range(padding, grid.shape[1] - cell + 1, step)
        ]
    return np.stack([resized(picture) for picture in pictures])


def resized(picture):
    if picture.shape == (SIDE, SIDE):
        return picture
    return np.asarray(Image.fromarray(picture).resize((SIDE, SIDE), Image.Resampling.BICUBIC))


class Classifier(nn.Module):
    """Three convolutions, each with batch normalisation, then 128 features and ten logits; four minutes of one core to train."""

    def __init__(self):
        super().__init__()
        self.main = nn.Sequential(
            nn.Conv2d(1, 32, 4, 2, 1, bias=False), nn.BatchNorm2d(32), nn.ReLU(),
            nn.Conv2d(32, 48, 3, 1, 1, bias=False), nn.BatchNorm2d(48), nn.ReLU(), nn.MaxPool2d(2),
            nn.Conv2d(48, 96, 3, 1, 1, bias=False), nn.BatchNorm2d(96), nn.ReLU(), nn.MaxPool2d(2),
            nn.Flatten(), nn.Dropout(0.2), nn.Linear(96 * 9, 128), nn.ReLU())
        self.head = nn.Linear(128, 10)
        self.to(memory_format=torch.channels_last)

    def forward(self, pictures):
        return self.head(self.main(pictures))


def tensor(pictures):
    return torch.from_numpy(np.array(pictures)).float().div(127.5).sub(1).unsqueeze(1).contiguous(
        memory_format=torch.channels_last)


def train(model, epochs=7, batch=128, rate=2e-3):
    pictures, labels = load("train")
    labels = torch.from_numpy(labels)
    optimizer = torch.optim.Adam(model.parameters(), lr=rate)
    steps = epochs * (len(pictures) // batch)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, max_lr=rate, total_steps=steps)
    for epoch in range(epochs):
        model.train()
        for rows in torch.randperm(len(pictures)).split(batch)[:len(pictures) // batch]:
            picture = tensor(pictures[rows.numpy()])
            if torch.rand(()) < 0.5:
                picture = picture.flip(3)
            loss = F.cross_entropy(model(picture), labels[rows])
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            schedule.step()
        print(f"epoch {epoch + 1} of {epochs}: accuracy on the test pictures {accuracy(model):.4f}", flush=True)


def classifier(path, threads=1):
    """The classifier that lies in a file; trained, and written there, if there is none."""
    torch.set_num_threads(threads)
    torch.manual_seed(1)
    model, path = Classifier(), pathlib.Path(path)
    if path.exists():
        model.load_state_dict(torch.load(path))
    else:
        train(model)
        torch.save(model.state_dict(), path)
    return model.eval()


@torch.no_grad()
def features(model, pictures):
    """What the classifier judges by, float64 [N, 128], of pictures uint8 [N, 28, 28]."""
    model.eval()
    return np.concatenate([model.main(part).numpy() for part in tensor(pictures).split(500)]).astype(np.float64)


@torch.no_grad()
def classify(model, pictures):
    """The class that the classifier sees, int64 [N], in pictures uint8 [N, 28, 28]."""
    model.eval()
    return np.concatenate([model(part).argmax(1).numpy() for part in tensor(pictures).split(500)])


def accuracy(model):
    pictures, labels = load("test")
    return float((classify(model, pictures) == labels).mean())


def fid(ours, theirs):
    """The Frechet distance of two sets of features (arXiv:1706.08500): covariances over N - 1, the trace of the root by
    eigenvalues."""
    first, second = (np.cov(each, rowvar=False) for each in (ours, theirs))
    values, vectors = linalg.eigh(first)
    root = vectors * np.sqrt(np.clip(values, 0, None)) @ vectors.T
    trace = np.sqrt(np.clip(linalg.eigvalsh(root @ second @ root), 0, None)).sum()
    return float(((ours.mean(0) - theirs.mean(0)) ** 2).sum() + np.trace(first) + np.trace(second) - 2 * trace)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("weights")
    parser.add_argument("pictures", nargs="?")
    parser.add_argument("--labels")
    parser.add_argument("--cell", type=int, default=SIDE)
    parser.add_argument("--padding", type=int, default=2)
    options = parser.parse_args()
    model = classifier(options.weights)
    print(f"accuracy on the 10,000 test pictures: {accuracy(model):.4f}")
    if not options.pictures:
        return
    pictures = read(options.pictures, options.cell, options.padding)
    seen = classify(model, pictures)
    print(f"{len(pictures)} pictures; classes 0 to 9: {np.bincount(seen, minlength=10).tolist()}")
    print(f"FID to the test pictures: {fid(features(model, pictures), features(model, load('test')[0])):.2f} "
          f"(N = {len(pictures)})")
    if options.labels:
        wanted = np.array([int(label) for label in options.labels.split(",")])
        print(f"agrees with the labels: {(seen == np.broadcast_to(wanted, seen.shape)).mean():.4f}")


if __name__ == "__main__":
    main()
