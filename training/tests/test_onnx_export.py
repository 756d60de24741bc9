"""ONNX Runtime ends in the same leaves and gives the same answers as scikit-learn."""

from __future__ import annotations

import numpy as np
import onnx
import pytest
from conftest import made_up_measurements
from leaves import leaf_model

from provador_training.data import Wines
from provador_training.grade_forest import ForestSettings, GradeForest
from provador_training.old_model import OldModel
from provador_training.onnx_cost import session
from provador_training.onnx_export import INPUT, round_down
from provador_training.preparation import RAW, prepare


@pytest.fixture(scope="module")
def forest(wines: Wines) -> GradeForest:
    rows = prepare(wines.measurements, RAW)
    return GradeForest(ForestSettings(trees=8), wines.grades, 0).fit(rows, wines.quality)


def rows_at_thresholds(forest: GradeForest) -> np.ndarray:
    """For every node a row whose value is the threshold's float32, and its neighbours."""
    background = prepare(made_up_measurements(1, 2), RAW)[0]
    rows = []
    for tree in forest.trees:
        for feature, threshold in zip(tree.feature, tree.threshold, strict=True):
            if feature < 0:
                continue
            value = np.float32(threshold)
            for shifted in (
                np.nextafter(value, np.float32(-np.inf)),
                value,
                np.nextafter(value, np.float32(np.inf)),
            ):
                row = background.copy()
                row[feature] = shifted
                rows.append(row)
    return np.array(rows)


@pytest.mark.parametrize("turned", [False, True])
def test_no_row_lands_in_another_leaf(forest: GradeForest, wines: Wines, turned: bool) -> None:
    run = session(leaf_model(forest.trees, 11, turned))
    for rows in (
        rows_at_thresholds(forest),
        prepare(made_up_measurements(2000, 3), RAW),
        prepare(wines.measurements, RAW),
    ):
        (leaves,) = run.run(None, {INPUT: rows})
        assert np.array_equal(leaves.astype(np.int64), forest.leaves(rows))


def test_probabilities_are_scikit_learns(forest: GradeForest) -> None:
    rows = prepare(made_up_measurements(2000, 3), RAW)
    (got,) = session(forest.to_onnx()).run(None, {INPUT: rows})
    assert got.dtype == np.float32
    assert (got == forest.predict(rows)).all(), "float32 adds the leaves without rounding"


def test_a_grade_that_no_leaf_of_a_wine_knows_keeps_its_prior(wines: Wines) -> None:
    # Two trees and one wine of grade 3: ONNX Runtime would drop base_values for it in most leaves.
    quality = np.where(np.arange(len(wines.quality)) == 0, 3, np.maximum(wines.quality, 4))
    rows = prepare(wines.measurements, RAW)
    forest = GradeForest(ForestSettings(trees=2), wines.grades, 0).fit(rows, quality)
    (got,) = session(forest.to_onnx()).run(None, {INPUT: rows})
    assert (got == forest.predict(rows)).all()
    assert (got[:, 0] > 0).all()


def test_an_answer_does_not_depend_on_the_batch(forest: GradeForest) -> None:
    rows = prepare(made_up_measurements(300, 4), RAW)
    run = session(forest.to_onnx())
    (together,) = run.run(None, {INPUT: rows})
    alone = np.vstack([run.run(None, {INPUT: rows[i : i + 1]})[0] for i in range(len(rows))])
    assert (together == alone).all()


def test_models_have_one_input_and_one_output(forest: GradeForest) -> None:
    for content, name, width in (
        (forest.to_onnx(), "probabilities", 6),
        (OldModel().to_onnx(), "score", 1),
    ):
        graph = onnx.load_from_string(content).graph
        assert [value.name for value in graph.input] == [INPUT]
        assert [value.name for value in graph.output] == [name]
        assert graph.output[0].type.tensor_type.shape.dim[1].dim_value == width


def test_the_trees_are_a_function_that_the_graph_calls(forest: GradeForest) -> None:
    model = onnx.load_from_string(forest.to_onnx())
    (trees,) = model.functions
    assert [node.op_type for node in trees.node] == ["TreeEnsembleRegressor"]
    (call,) = model.graph.node
    # Names as in the graph: the gateway reads it only then.
    assert (call.domain, call.op_type) == (trees.domain, trees.name)
    assert (list(call.input), list(call.output)) == (list(trees.input), list(trees.output))


def test_thresholds_are_rounded_down() -> None:
    exact = np.array([0.5, 0.1, 0.3, 1 / 3, 12.345678901234567])
    single = round_down(exact)
    assert single.dtype == np.float32
    assert (single.astype(np.float64) <= exact).all()
    assert (np.nextafter(single, np.float32(np.inf)).astype(np.float64) > exact).all()
    assert single[0] == 0.5
