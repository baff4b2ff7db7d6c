"""How often an independent classifier sees in a sample what the sample was asked to show.

    ./saddle sample runs/cgan-001 --out classes/ --label all --count 100
    /usr/bin/python3 labels.py judge.pt classes/ --classes
    ./saddle sample runs/infogan-001 --out codes/ --code 0 --count 100
    /usr/bin/python3 labels.py judge.pt codes/ --codes

With --classes the pictures show class 0, then class 1, and so on, equally many of each; with --codes every ten pictures show the
values of a categorical code in order, which is matched one to one with the classes as well as can be.
"""
import argparse

import numpy as np
from scipy.optimize import linear_sum_assignment

import judge


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("weights")
    parser.add_argument("pictures")
    kind = parser.add_mutually_exclusive_group(required=True)
    kind.add_argument("--classes", action="store_true")
    kind.add_argument("--codes", action="store_true")
    options = parser.parse_args()
    model = judge.classifier(options.weights)
    pictures = judge.read(options.pictures)
    seen = judge.classify(model, pictures)
    count = len(pictures)
    asked = np.arange(count) * 10 // count if options.classes else np.arange(count) % 10
    table = np.zeros((10, 10), int)
    np.add.at(table, (asked, seen), 1)
    print(f"accuracy of the judge on the 10,000 test pictures: {judge.accuracy(model):.4f}")
    print(f"{count} pictures; rows: what was asked for, columns: the class that is seen")
    print(table)
    rows, columns = (np.arange(10), np.arange(10)) if options.classes else linear_sum_assignment(-table)
    if options.codes:
        print("matched with the classes:", columns.tolist())
    print(f"agreement: {table[rows, columns].sum() / count:.4f}")
    ours, theirs = judge.features(model, pictures), judge.features(model, judge.load("test")[0])
    print(f"FID by the judge's features: {judge.fid(ours, theirs):.2f} (N = {count} and {len(theirs)})")


if __name__ == "__main__":
    main()
