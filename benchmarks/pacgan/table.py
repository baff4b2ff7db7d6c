"""The table of benchmarks/pacgan/run.sh: means and standard errors over the trials of each data set and packing."""

import json
import math
import pathlib
import sys

PUBLISHED = {  # arXiv:1712.04086, table 1: modes, high quality in %, reverse KL divergence; ten trials of 400,000 steps.
    ("ring", 1): (6.3, 98.2, 0.45),
    ("ring", 2): (7.9, 95.6, 0.07),
    ("ring", 3): (7.8, 97.7, 0.10),
    ("ring", 4): (7.8, 95.9, 0.07),
    ("grid", 1): (17.3, 94.8, 0.70),
    ("grid", 2): (23.8, 91.3, 0.13),
    ("grid", 3): (24.6, 94.2, 0.06),
    ("grid", 4): (24.8, 93.6, 0.04),
}


def summary(values):
    mean = sum(values) / len(values)
    if len(values) == 1:
        return f"{mean:.3g}"
    variance = sum((value - mean) ** 2 for value in values) / (len(values) - 1)
    return f"{mean:.3g} ± {math.sqrt(variance / len(values)):.2g}"


def main(folder):
    trials = {}
    for file in sorted(pathlib.Path(folder).glob("*.json")):
        data, packing, steps, _ = file.stem.split("-")
        trials.setdefault((data, int(steps), int(packing)), []).append(json.loads(file.read_text()))
    print("| data | steps | packing | trials | modes | high quality, % | reverse KL | published |")
    print("|---|---|---|---|---|---|---|---|")
    for (data, steps, packing), results in sorted(trials.items()):
        published = PUBLISHED.get((data, packing))
        print(
            f"| {data} | {steps:,} | {packing} | {len(results)} "
            f"| {summary([result['modes'] for result in results])} "
            f"| {summary([100 * result['high_quality'] for result in results])} "
            f"| {summary([result['modes_kl'] for result in results])} "
            f"| {' / '.join(map(str, published)) if published else ''} |")


if __name__ == "__main__":
    main(sys.argv[1])
