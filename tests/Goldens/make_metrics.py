#!/usr/bin/python3
"""Writes reference values of the metrics of src/Saddle/Evaluation, from NumPy, SciPy and mpmath.

    apt-get install --no-install-recommends python3-numpy python3-scipy python3-mpmath
    /usr/bin/python3 tests/Goldens/make_metrics.py

Samples are float32 numbers. Everything is computed by brute force from the definitions: distances from differences, never from
products; the Frechet distance from eigenvalues in 40 digits. Running the script again writes the same bytes.
"""
import json
import pathlib
import struct

import mpmath
import numpy as np
from scipy.spatial.distance import cdist
from scipy.special import log_softmax, logsumexp
from scipy.stats import mannwhitneyu

HERE = pathlib.Path(__file__).resolve().parent
DTYPES = {"float32": "F32", "float64": "F64", "int64": "I64"}
RANDOM = np.random.default_rng(20)
mpmath.mp.dps = 40


def save(name, arrays):
    """Writes a safetensors file: the header's length, the header as JSON, the data."""
    header, data = {}, b""
    for key in sorted(arrays):
        array = np.asarray(arrays[key])
        packed = array.tobytes()
        header[key] = {
            "dtype": DTYPES[array.dtype.name], "shape": list(array.shape), "data_offsets": [len(data), len(data) + len(packed)]}
        data += packed
    text = json.dumps(header, separators=(",", ":")).encode()
    text += b" " * (-len(text) % 8)
    (HERE / f"{name}.safetensors").write_bytes(struct.pack("<Q", len(text)) + text + data)


def draw(count, dimensions, mean=0.0, scale=1.0):
    """Correlated Gaussian samples, float32 numbers held as float64."""
    mix = RANDOM.normal(size=(dimensions, dimensions)) / np.sqrt(dimensions)
    return (RANDOM.normal(size=(count, dimensions)) @ mix * scale + mean).astype(np.float32).astype(np.float64)


# Frechet distance

def precise(array):
    return mpmath.matrix(array.tolist())


def centred(samples):
    rows = precise(samples)
    means = [mpmath.fsum(rows[i, j] for i in range(rows.rows)) / rows.rows for j in range(rows.cols)]
    root = mpmath.sqrt(rows.rows - 1)
    return means, mpmath.matrix(rows.rows, rows.cols) + mpmath.matrix(
        [[(rows[i, j] - means[j]) / root for j in range(rows.cols)] for i in range(rows.rows)])


def roots(symmetric):
    """The square roots of the eigenvalues; those that are rounding errors of 0 are 0."""
    values = mpmath.eigsy(symmetric, eigvals_only=True)
    least = mpmath.mpf(10) ** -30 * max(1, max(values))
    return [mpmath.sqrt(value) if value > least else mpmath.mpf(0) for value in values]


def frechet(generated, reference):
    (mean1, rows1), (mean2, rows2) = centred(generated), centred(reference)
    trace = mpmath.fsum(x * x for x in rows1) + mpmath.fsum(x * x for x in rows2)
    if rows1.cols <= rows1.rows:
        # S1 S2 has the eigenvalues of A S2 A, with A the root of S1.
        values, vectors = mpmath.eigsy(rows1.T * rows1)
        root = vectors * mpmath.diag([mpmath.sqrt(max(value, mpmath.mpf(0))) for value in values]) * vectors.T
        shared = root * (rows2.T * rows2) * root
    else:
        # And, but for zeros, those of a matrix of as many rows as there are samples.
        product = rows1 * rows2.T
        shared = product * product.T
    means = mpmath.fsum((x - y) ** 2 for x, y in zip(mean1, mean2))
    return float(means + trace - 2 * mpmath.fsum(roots(shared)))


# Metrics on distances

def radii(samples, k):
    return np.sort(cdist(samples, samples), axis=1)[:, k]


def precision_recall(generated, reference, k):
    distances = cdist(generated, reference)
    return [
        (distances <= radii(reference, k)[None, :]).any(axis=1).mean(),
        (distances <= radii(generated, k)[:, None]).any(axis=0).mean(),
    ]


def density_coverage(generated, reference, k):
    inside = cdist(generated, reference) < radii(reference, k)[None, :]
    return [inside.sum() / (k * len(generated)), inside.any(axis=0).mean()]


def authenticity(generated, training):
    distances = cdist(generated, training)
    nearest = distances.argmin(axis=1)
    return (distances.min(axis=1) > radii(training, 1)[nearest]).mean()


def copying(generated, training, held_out, centres):
    """C_T of arXiv:2004.05675: below 0 where generated samples are nearer to the training samples than held-out ones are."""
    cell = lambda samples: cdist(samples, centres).argmin(axis=1)
    of_generated, of_training, of_held_out = cell(generated), cell(training), cell(held_out)
    total = weights = 0.0
    for k in range(len(centres)):
        made, seen, new = generated[of_generated == k], training[of_training == k], held_out[of_held_out == k]
        if len(made) < 20 or len(seen) == 0 or len(new) == 0:
            continue
        far_made, far_new = cdist(made, seen).min(axis=1), cdist(new, seen).min(axis=1)
        u = mannwhitneyu(far_made, far_new, alternative="two-sided").statistic
        n, m = len(new), len(made)
        z = (u - n * m / 2) / np.sqrt(n * m * (n + m + 1) / 12)
        total += n / len(held_out) * z
        weights += n / len(held_out)
    return total / weights


# Others

def kernel_distance(generated, reference):
    kernel = lambda x, y: (x @ y.T / x.shape[1] + 1) ** 3
    m = len(generated)
    own = 0.0
    for samples in (generated, reference):
        table = kernel(samples, samples)
        own += table[~np.eye(m, dtype=bool)].sum() / (m * (m - 1))
    return own - 2 * kernel(generated, reference).mean()


def inception_score(logits):
    likely = log_softmax(logits, axis=1)
    marginal = np.exp(likely).mean(axis=0)
    return np.exp((np.exp(likely) * (likely - np.log(marginal))).sum(axis=1).mean())


def kernel_density(points, samples, deviation):
    exponents = -cdist(points, samples) ** 2 / (2 * deviation ** 2)
    constant = np.log(len(samples)) + samples.shape[1] / 2 * np.log(2 * np.pi * deviation ** 2)
    return logsumexp(exponents, axis=1) - constant


def pairs():
    """Generated and reference samples by name."""
    same = draw(64, 12)
    grid = np.stack(np.meshgrid(np.arange(8.0), np.arange(8.0)), axis=-1).reshape(-1, 2)
    return {
        "plain": (draw(300, 16, mean=0.3), draw(400, 16)),
        "fewer-than-dimensions": (draw(40, 96, mean=0.1), draw(50, 96)),
        "fewer-and-more": (draw(20, 32), draw(200, 32)),
        "flat": (draw(120, 5) @ draw(5, 24), draw(150, 4) @ draw(4, 24)),
        "same": (same, same),
        "collapsed": (np.repeat(draw(1, 8), 60, axis=0), draw(80, 8)),
        "far-from-zero": (draw(90, 6, mean=1000), draw(110, 6, mean=1000)),
        "line": (draw(30, 1), draw(25, 1)),
        "two": (draw(2, 1), draw(2, 1)),
        "two-wide": (draw(2, 5), draw(2, 5)),
        # Every distance stands there many times: which samples lie on the edge of a neighbourhood counts.
        "ties": (grid[::2], grid),
    }


def main():
    arrays = {}
    for name, (generated, reference) in pairs().items():
        generated, reference = generated.astype(np.float32).astype(np.float64), reference.astype(np.float32).astype(np.float64)
        arrays[f"{name}/generated"], arrays[f"{name}/reference"] = generated.astype(np.float32), reference.astype(np.float32)
        arrays[f"{name}/fid"] = np.float64(frechet(generated, reference))
        size = min(len(generated), len(reference))
        # Kernels of 1e18 leave nothing of their difference in float64.
        if name != "far-from-zero":
            arrays[f"{name}/kid"] = np.float64(kernel_distance(generated[:size], reference[:size]))
        if size > 5:
            arrays[f"{name}/precision-recall"] = np.array(precision_recall(generated, reference, 3))
            arrays[f"{name}/density-coverage"] = np.array(density_coverage(generated, reference, 5))
            arrays[f"{name}/authenticity"] = np.float64(authenticity(generated, reference))
    training, held_out, new = draw(300, 6), draw(200, 6), draw(40, 6)
    noisy = training[:160] + RANDOM.normal(size=(160, 6)) * 0.05
    copies = np.concatenate([noisy, new, training[160:180]]).astype(np.float32).astype(np.float64)
    arrays["memory/training"], arrays["memory/held-out"] = training.astype(np.float32), held_out.astype(np.float32)
    arrays["memory/generated"] = copies.astype(np.float32)
    arrays["memory/centres"] = np.concatenate([training[:4], [[100.0] * 6]]).astype(np.float32)
    arrays["memory/authenticity"] = np.float64(authenticity(copies, training))
    arrays["memory/ct"] = np.float64(copying(copies, training, held_out, training[:4]))
    arrays["memory/ct-one-cell"] = np.float64(copying(copies, training, held_out, training[:1]))
    logits = draw(103, 10, scale=3)
    arrays["logits"], arrays["inception-score"] = logits.astype(np.float32), np.float64(inception_score(logits))
    arrays["density/bandwidths"] = np.array([0.05, 0.5, 2.0])
    arrays["density/log"] = np.stack([kernel_density(held_out, training, h) for h in arrays["density/bandwidths"]])
    save("metrics", arrays)


main()
