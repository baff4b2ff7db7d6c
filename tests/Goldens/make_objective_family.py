#!/usr/bin/env python3
"""Writes the reference losses and gradients of the f-GAN family, Wasserstein, hinge and the relativistic objectives.

    apt-get install --no-install-recommends python3-mpmath
    /usr/bin/python3 tests/Goldens/make_objective_family.py

Every function stands here as the papers print it (arXiv:1606.00709, tables 1 to 6; arXiv:1807.00734), with no care for overflow:
mpmath carries 120 digits, takes the derivatives numerically, and rounds to float64 once.
"""
import json
import pathlib
import struct

from mpmath import diff, exp, lambertw, log, mp, mpf, sqrt, tanh

mp.dps = 120
REAL = [mpf(v) for v in ("-50", "-3", "-0.5", "0.125", "1.25", "50")]
FAKE = [mpf(v) for v in ("50", "2", "0.375", "-0.75", "-12", "-50")]


def sigmoid_log(v):
    return -log(1 + exp(-v))


def jeffrey_conjugate(t):
    w = lambertw(exp(1 - t)).real
    return w + 1 / w + t - 2


def weighted(pi):
    return (lambda v: -pi * log(pi) + sigmoid_log(v), lambda t: (1 - pi) * log((1 - pi) / (1 - pi * exp(t / pi))))


def alpha(a):
    activation = (lambda v: 1 / (1 - a) + sigmoid_log(v)) if a < 1 else (lambda v: v)

    def conjugate(t):
        base = t * (a - 1) + 1
        return (max(base, mpf(0)) if a > 1 else base) ** (a / (a - 1)) / a - 1 / a
    return activation, conjugate


FAMILY = {
    "f-kl": (lambda v: v, lambda t: exp(t - 1)),
    "f-reverse-kl": (lambda v: -exp(-v), lambda t: -1 - log(-t)),
    "f-pearson": (lambda v: v, lambda t: t * t / 4 + t),
    "f-neyman": (lambda v: 1 - exp(-v), lambda t: 2 - 2 * sqrt(1 - t)),
    "f-hellinger": (lambda v: 1 - exp(-v), lambda t: t / (1 - t)),
    "f-jeffrey": (lambda v: v, jeffrey_conjugate),
    "f-js": (lambda v: log(2) + sigmoid_log(v), lambda t: -log(2 - exp(t))),
    "f-weighted-js(0.5)": weighted(mpf("0.5")),
    "f-weighted-js(0.25)": weighted(mpf("0.25")),
    "f-gan": (sigmoid_log, lambda t: -log(1 - exp(t))),
    "f-alpha(0.5)": alpha(mpf("0.5")),
    "f-alpha(-1)": alpha(mpf(-1)),
    "f-alpha(2.5)": alpha(mpf("2.5")),
    "f-total-variation": (lambda v: tanh(v) / 2, lambda t: t),
}
FORMS = {
    "non-saturating": lambda d: log(1 + exp(-d)),
    "least-squares": lambda d: (d - 1) ** 2,
    "hinge": lambda d: max(mpf(0), 1 - d),
}


def mean(values):
    values = list(values)
    return sum(values) / len(values)


def family(activation, conjugate):
    composed = lambda v: conjugate(activation(v))
    yield "discriminator", lambda r, f: mean(map(composed, f)) - mean(map(activation, r))
    yield "generator", lambda r, f: -mean(map(composed, f))
    yield "maximise", lambda r, f: -mean(map(activation, f))


def paired(score):
    yield "discriminator", lambda r, f: mean(score(a - b) for a, b in zip(r, f))
    yield "generator", lambda r, f: mean(score(b - a) for a, b in zip(r, f))


def averaged(score):
    def loss(better, worse):
        return mean(score(v - mean(worse)) for v in better) + mean(score(mean(better) - v) for v in worse)
    yield "discriminator", loss
    yield "generator", lambda r, f: loss(f, r)


def cases():
    for name, (activation, conjugate) in FAMILY.items():
        yield name, family(activation, conjugate)
    yield "wasserstein", [("discriminator", lambda r, f: mean(f) - mean(r)), ("generator", lambda r, f: -mean(f))]
    yield "hinge", [
        ("discriminator", lambda r, f: mean(max(mpf(0), 1 - v) for v in r) + mean(max(mpf(0), 1 + v) for v in f)),
        ("generator", lambda r, f: -mean(f))]
    for form, score in FORMS.items():
        yield f"relativistic({form})", paired(score)
        yield f"relativistic-average({form})", averaged(score)


def gradient(loss, real, fake, side, k):
    def along(v):
        r, f = list(real), list(fake)
        (r if side == 0 else f)[k] = v
        return loss(r, f)
    return diff(along, (real, fake)[side][k], h=mpf(10) ** -40)


def main():
    out = {"real": REAL, "fake": FAKE}
    for name, players in cases():
        for player, loss in players:
            out[f"{name}/{player}/loss"] = [loss(REAL, FAKE)]
            for side, label in enumerate(("real", "fake")):
                out[f"{name}/{player}/{label}"] = [gradient(loss, REAL, FAKE, side, k) for k in range(len(REAL))]
    header, data = {}, b""
    for key in sorted(out):
        values = [float(v) for v in out[key]]
        packed = struct.pack(f"<{len(values)}d", *values)
        header[key] = {"dtype": "F64", "shape": [len(values)], "data_offsets": [len(data), len(data) + len(packed)]}
        data += packed
    text = json.dumps(header, separators=(",", ":")).encode()
    text += b" " * (-len(text) % 8)
    path = pathlib.Path(__file__).resolve().parent / "objective_family.safetensors"
    path.write_bytes(struct.pack("<Q", len(text)) + text + data)


main()
