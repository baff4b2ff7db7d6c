"""The results of run.sh as Markdown: table.py OUT"""

import json
import pathlib
import sys


def read(part):
    path = pathlib.Path(sys.argv[1]) / f"{part}.json"
    return json.loads(path.read_text()) if path.exists() else None


def main():
    exact, speed, memory, pictures = (read(part) for part in ("exact", "speed", "memory", "pictures"))
    card = next((part["card"] for part in (exact, speed, memory, pictures) if part), "no results")
    print(f"# {card}\n")
    if exact:
        outcomes = [result["outcome"] for result in exact["recipes"].values()]
        print(f"Recipes with the same bits twice and after a kill: {outcomes.count('same')} of {len(outcomes)}.")
        print("".join(f"- {name}: {result['outcome']} {result['said']}\n"
                      for name, result in exact["recipes"].items() if result["outcome"] != "same"))
    if speed:
        styles = list(dict.fromkeys(style for times in speed["milliseconds"].values() for style in times))
        print("| ms a step | " + " | ".join(styles) + " |\n|---|" + "---|" * len(styles))
        for case, times in speed["milliseconds"].items():
            print(f"| {case} | " + " | ".join(str(times.get(style, "-")) for style in styles) + " |")
        print("".join(f"\n- {what}: {said}" for what, said in speed["failures"].items()))
    if memory:
        print(f"\n| {memory['recipe']}, batch {memory['batch']} | fits | MiB of the card | images a second |\n|---|---|---|---|")
        for size, found in memory["slices"].items():
            fits = "yes" if found["fits"] else found["said"]
            print(f"| {size} | {fits} | {found['mebibytes']} | {found['images_per_second']} |")
    if pictures:
        print(f"\n| dcgan, {pictures['images']} pictures | images a second | FID |\n|---|---|---|")
        for precision, run in pictures["runs"].items():
            print(f"| {precision} | {run.get('images_per_second', '-')} | {run.get('fid', run.get('said'))} |")
        for precision, run in pictures["runs"].items():
            if host := run.get("processor"):
                print(f"\nScores of the {precision} run took {run['seconds']} s there and {host['seconds']} s on the processor;"
                      f" they differ by {host['share']} at most ({host['score']}).")


main()
