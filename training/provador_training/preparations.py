"""Preparations that candidates of the experiment use, written as `preprocessing.json` would be."""

from __future__ import annotations

from provador_training.features import FIELDS
from provador_training.preparation import Description, Step

SKEWED = (
    "residualSugar",
    "chlorides",
    "freeSulfurDioxide",
    "totalSulfurDioxide",
    "sulphates",
)


def step(op: str, *inputs: str) -> Step:
    """A step whose output is named after it."""
    return {"op": op, "inputs": list(inputs), "output": f"{op}({','.join(inputs)})"}


def with_added(*steps: Step) -> Description:
    """The eleven columns and one more for each step."""
    return {"steps": list(steps), "columns": [*FIELDS, *(added["output"] for added in steps)]}


LOGGED: Description = {
    "steps": [step("log1p", field) for field in SKEWED],
    "columns": [f"log1p({field})" if field in SKEWED else field for field in FIELDS],
}
RATIOS: Description = with_added(
    step("ratio", "freeSulfurDioxide", "totalSulfurDioxide"),
    step("difference", "totalSulfurDioxide", "freeSulfurDioxide"),
    step("ratio", "alcohol", "density"),
    step("ratio", "sulphates", "chlorides"),
    step("ratio", "citricAcid", "volatileAcidity"),
    step("product", "alcohol", "sulphates"),
    step("ratio", "alcohol", "volatileAcidity"),
    step("ratio", "fixedAcidity", "volatileAcidity"),
    step("ratio", "volatileAcidity", "sulphates"),
)
