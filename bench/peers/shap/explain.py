"""shap's TreeExplainer at its best: ready and warm in a pool of two processes, rows prepared.

explain.py MODEL PARAMETERS WINES CONTRIBUTIONS: writes the contributions of the columns, float64, to the
last of these, and then answers each line of its input with the milliseconds that explaining all
wines took. Runs in training's environment (`make -C training oracles`), from training/.
"""

import json
import sys
import time
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import numpy as np

from provador_training.preparation import prepare
from provador_training.served_trees import served_trees, tree_explainer

PROCESSES = 2
explainer = None


def start(model, parameters):
    global explainer
    background = json.loads((parameters / "background.json").read_text())["rows"]
    preparation = json.loads((parameters / "preprocessing.json").read_text())
    grades = json.loads((parameters / "output.json").read_text())["grades"]
    background = prepare(np.array(background), preparation).astype(np.float64)
    trees = served_trees(model.read_bytes(), np.array(grades), background.shape[1])
    explainer = tree_explainer(trees, background)


def explain(rows):
    return explainer.shap_values(rows, check_additivity=False)


def main():
    model, parameters, wines, contributions = map(Path, sys.argv[1:])
    preparation = json.loads((parameters / "preprocessing.json").read_text())
    measurements = np.fromfile(wines, dtype="<f8").reshape(-1, 11)
    rows = prepare(measurements, preparation).astype(np.float64)
    # One equal part a process: the least that can be sent.
    parts = np.array_split(rows, PROCESSES)
    with ProcessPoolExecutor(PROCESSES, initializer=start, initargs=(model, parameters)) as pool:
        explained = np.concatenate(list(pool.map(explain, parts)))
        explained.reshape(len(rows), -1).astype("<f8").tofile(contributions)
        print("ready", flush=True)
        for _ in sys.stdin:
            began = time.perf_counter()
            np.concatenate(list(pool.map(explain, parts)))
            print(1000 * (time.perf_counter() - began), flush=True)


if __name__ == "__main__":
    main()
