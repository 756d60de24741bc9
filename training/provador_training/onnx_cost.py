"""What a model costs in ONNX Runtime on one thread."""

from __future__ import annotations

import time

import numpy as np
import onnxruntime

from provador_training.data import Singles
from provador_training.onnx_export import INPUT

BATCHES = {1: 2000, 10: 400, 1000: 15}
"""Wines a run, and how many runs are timed."""
DIFFERENT = 64
"""Runs take turns among this many batches, as a forest is faster on the same rows again."""


def session(model: bytes) -> onnxruntime.InferenceSession:
    """The model on one thread."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    return onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])


def microseconds_a_wine(model: bytes, rows: Singles) -> dict[str, float]:
    """Median microseconds a wine at 1, 10 and 1,000 wines a run, rows drawn with a fixed seed."""
    run = session(model)
    random = np.random.default_rng(0)
    costs = {}
    for size, runs in BATCHES.items():
        batches = [rows[random.integers(0, len(rows), size)] for _ in range(DIFFERENT)]
        for batch in batches[:8]:
            run.run(None, {INPUT: batch})
        seconds = []
        for index in range(runs):
            start = time.perf_counter()
            run.run(None, {INPUT: batches[index % DIFFERENT]})
            seconds.append(time.perf_counter() - start)
        costs[str(size)] = round(float(np.median(seconds)) * 1e6 / size, 2)
    return costs
