"""The networks of the compared cases as a PyTorch user writes them, from their papers. Parameters come in the order of
Saddle's."""

import math

import torch
from torch import nn


def dcgan(size, channels, latent=100, width=64):
    """arXiv:1511.06434: strided and transposed 4x4 convolutions."""
    widths = [width << level for level in range(int(math.log2(size)) - 2)]
    up = [nn.Unflatten(1, (latent, 1, 1)), nn.ConvTranspose2d(latent, widths[-1], 4, 1, 0, bias=False),
          nn.BatchNorm2d(widths[-1]), nn.ReLU(True)]
    for wide, narrow in zip(widths[:0:-1], widths[-2::-1]):
        up += [nn.ConvTranspose2d(wide, narrow, 4, 2, 1, bias=False), nn.BatchNorm2d(narrow), nn.ReLU(True)]
    up += [nn.ConvTranspose2d(width, channels, 4, 2, 1, bias=False), nn.Tanh()]
    down = [nn.Conv2d(channels, width, 4, 2, 1, bias=False), nn.LeakyReLU(0.2, True)]
    for narrow, wide in zip(widths, widths[1:]):
        down += [nn.Conv2d(narrow, wide, 4, 2, 1, bias=False), nn.BatchNorm2d(wide), nn.LeakyReLU(0.2, True)]
    down += [nn.Conv2d(widths[-1], 1, 4, 1, 0, bias=False), nn.Flatten(0)]
    return nn.Sequential(*up), nn.Sequential(*down)


def dcgan_upsample(size, channels, latent=100):
    """The networks of PyTorch-GAN's dcgan. Its batch normalisations take 0.8 for their epsilon; its sigmoid is left to the
    loss."""
    up = [nn.Linear(latent, 128 * (size // 4) ** 2), nn.Unflatten(1, (128, size // 4, size // 4)), nn.BatchNorm2d(128)]
    for wide, narrow in [(128, 128), (128, 64)]:
        up += [nn.Upsample(scale_factor=2), nn.Conv2d(wide, narrow, 3, 1, 1), nn.BatchNorm2d(narrow, 0.8),
               nn.LeakyReLU(0.2, True)]
    up += [nn.Conv2d(64, channels, 3, 1, 1), nn.Tanh()]
    down, widths = [], [channels, 16, 32, 64, 128]
    for before, after in zip(widths, widths[1:]):
        down += [nn.Conv2d(before, after, 3, 2, 1), nn.LeakyReLU(0.2, True), nn.Dropout2d(0.25)]
        if before != channels:
            down.append(nn.BatchNorm2d(after, 0.8))
    down += [nn.Flatten(), nn.Linear(128 * (size // 16) ** 2, 1), nn.Flatten(0)]
    return nn.Sequential(*up), nn.Sequential(*down)


def lsgan_vgg(channels, latent=1024, width=64):
    """arXiv:1611.04076, figure 3: 3x3 transposed convolutions from 7x7 to 112x112, 5x5 strided ones back."""
    up = [nn.Linear(latent, 4 * width * 49, bias=False), nn.Unflatten(1, (4 * width, 7, 7)), nn.BatchNorm2d(4 * width),
          nn.ReLU(True)]
    before = 4 * width
    for after, smooth in [(4 * width, True), (4 * width, True), (2 * width, False), (width, False)]:
        up += [nn.ConvTranspose2d(before, after, 3, 2, 1, 1, bias=False), nn.BatchNorm2d(after), nn.ReLU(True)]
        if smooth:
            up += [nn.ConvTranspose2d(after, after, 3, 1, 1, bias=False), nn.BatchNorm2d(after), nn.ReLU(True)]
        before = after
    up += [nn.ConvTranspose2d(width, channels, 3, 1, 1), nn.Tanh()]
    down = [nn.Conv2d(channels, width, 5, 2, 2), nn.LeakyReLU(0.2, True)]
    for level in range(3):
        down += [nn.Conv2d(width << level, width << level + 1, 5, 2, 2, bias=False), nn.BatchNorm2d(width << level + 1),
                 nn.LeakyReLU(0.2, True)]
    down += [nn.Flatten(), nn.Linear(8 * width * 49, 1), nn.Flatten(0)]
    return nn.Sequential(*up), nn.Sequential(*down)


class Residual(nn.Module):
    """The sum of a long way and a short one."""

    def __init__(self, main, shortcut=None):
        super().__init__()
        self.main = nn.Sequential(*main)
        self.shortcut = nn.Sequential(*(shortcut or []))

    def forward(self, x):
        return self.main(x) + self.shortcut(x)


class MeanOfPixels(nn.Module):
    def forward(self, x):
        return x.mean([2, 3])


def resnet(channels, small_shortcuts, latent=128, width=128):
    """arXiv:1704.00028, appendix F, at 32x32. A 1x1 convolution may as well see the smaller image: small_shortcuts."""

    def conv(side, before=width):
        return nn.Conv2d(before, width, side, 1, side // 2)

    def in_order(resize, small):
        return [conv(1), resize] if small else [resize, conv(1)]

    def upward():
        return Residual(
            [nn.BatchNorm2d(width), nn.ReLU(True), nn.Upsample(scale_factor=2), conv(3),
             nn.BatchNorm2d(width), nn.ReLU(True), conv(3)],
            in_order(nn.Upsample(scale_factor=2), small_shortcuts))

    def level():
        return Residual([nn.ReLU(), conv(3), nn.ReLU(True), conv(3)])

    generator = nn.Sequential(
        nn.Linear(latent, width * 16), nn.Unflatten(1, (width, 4, 4)), upward(), upward(), upward(),
        nn.BatchNorm2d(width), nn.ReLU(True), nn.Conv2d(width, channels, 3, 1, 1), nn.Tanh())
    critic = nn.Sequential(
        Residual([conv(3, channels), nn.ReLU(True), conv(3), nn.AvgPool2d(2)], [nn.AvgPool2d(2), conv(1, channels)]),
        Residual([nn.ReLU(), conv(3), nn.ReLU(True), conv(3), nn.AvgPool2d(2)], in_order(nn.AvgPool2d(2), not small_shortcuts)),
        level(), level(), nn.ReLU(True), MeanOfPixels(), nn.Linear(width, 1), nn.Flatten(0))
    return generator, critic


def mlp(latent=2, width=128, sample=2):
    """Three hidden layers on points of the plane (arXiv:1406.2661)."""

    def hidden(first, activation):
        layers = []
        for before in [first, width, width]:
            layers += [nn.Linear(before, width), activation()]
        return layers

    return (nn.Sequential(*hidden(latent, lambda: nn.ReLU(True)), nn.Linear(width, sample)),
            nn.Sequential(*hidden(sample, lambda: nn.LeakyReLU(0.2, True)), nn.Linear(width, 1), nn.Flatten(0)))
