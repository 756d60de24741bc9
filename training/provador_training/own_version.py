"""A scikit-learn estimator as a version of the gateway: what it is asked for, and what comes of it.

An estimator is a regressor, whose answer is a score, or a classifier of grades, whose answer is a
distribution. It is fitted to the eleven measurements, or to the columns of a preparation.
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

import numpy as np
from sklearn.base import clone, is_classifier, is_regressor

from provador_training.data import RED, Source, Wines
from provador_training.faults import check_wines
from provador_training.learner import ModelError
from provador_training.preparation import RAW, Description, prepare
from provador_training.scalers import split_off_scalers
from provador_training.scikit_model import ScikitModel, kind_of
from provador_training.versions import VERSIONS, Version

NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")


@dataclass(frozen=True)
class OwnVersion:
    """What a file of a data scientist's own says: `OWN = OwnVersion(...)`.

    `name` is the version's and its folders'. `estimator` need not be fitted: it is copied, and the
    copies fitted. Where it draws at random and has no `random_state`, that is `seed`.
    `preparation` makes the estimator's columns of the measurements; `source` says whose wines they
    are, and is needed for others than UCI's red ones.
    """

    name: str
    description: str
    estimator: Any
    preparation: Description = field(default_factory=lambda: RAW)
    source: Source = RED
    trained_at: str = field(default_factory=lambda: date.today().isoformat())
    seed: int = 0


@dataclass(frozen=True)
class Fitted:
    """Both sides of an own version.

    `measured` learns the whole pipeline anew in every fold, so that no fold knows the others' mean;
    `served` has the pipeline's scalers in its preparation, and `model` is what follows them, fitted
    to all wines.
    """

    measured: Version
    served: Version
    model: ScikitModel


def fitted(own: OwnVersion, wines: Wines) -> Fitted:
    """The version, fitted to all wines.

    Raises:
        ModelError: no version can be made of the estimator, or of these wines.
    """
    check_name(own.name)
    columns = len(own.preparation["columns"])
    check_estimator(own.estimator, columns)
    check_wines(wines)
    kind = kind_of(own.estimator)
    if kind == "distribution":
        check_grades(wines)
    measured = Version(
        name=own.name,
        description=own.description,
        algorithm=" ".join(repr(own.estimator).split()),
        trained_at=own.trained_at,
        preparation=own.preparation,
        kind=kind,
        create=lambda grades, seed: ScikitModel(seeded(own.estimator, seed), grades),
        seed=own.seed,
    )
    whole = seeded(own.estimator, own.seed)
    try:
        preparation, rest = split_off_scalers(whole, wines.measurements, own.preparation)
        rows = prepare(wines.measurements, preparation)
        model = ScikitModel(rest, measured.grades(wines.grades)).fit(rows, wines.quality)
        width = model.predict(rows[:1]).shape[1]
    except (ValueError, TypeError, AttributeError) as error:
        raise ModelError(
            f"estimator: {measured.algorithm} cannot be fitted to {len(wines.quality)} wines of"
            f" {columns} columns: {error}"
        ) from error
    if kind == "score" and width != 1:
        raise ModelError(f"estimator: expected one score a wine, got {width}")
    return Fitted(measured, replace(measured, preparation=preparation), model)


def seeded(estimator: Any, seed: int) -> Any:
    """A copy of the estimator in which every `random_state` that is not set is `seed`."""
    copy = clone(estimator)
    unset = {
        name: seed
        for name, value in copy.get_params().items()
        if name.rsplit("__", 1)[-1] == "random_state" and value is None
    }
    return copy.set_params(**unset)


def check_name(name: str) -> None:
    """A version's name is a folder's, and none of this pipeline's own."""
    if not NAME.fullmatch(name):
        raise ModelError(
            "name: expected letters, digits, '.', '_' and '-', a letter or digit first, got"
            f" {name!r}"
        )
    taken: Sequence[str] = [version.name for version in VERSIONS]
    if name in taken:
        raise ModelError(f"name: {name!r} is one of this repository's own, {', '.join(taken)}")


def check_estimator(estimator: Any, columns: int) -> None:
    """A regressor, or a classifier with probabilities, that is not fitted to something else."""
    called = estimator.__name__ if inspect.isclass(estimator) else type(estimator).__name__
    if inspect.isclass(estimator):
        raise ModelError(f"estimator: expected an object, got the class: write {called}()")
    if not hasattr(estimator, "fit") or not (is_regressor(estimator) or is_classifier(estimator)):
        raise ModelError(f"estimator: expected a regressor or a classifier, got {called}")
    if is_classifier(estimator) and not hasattr(estimator, "predict_proba"):
        raise ModelError(
            f"estimator: {called} gives no probabilities (predict_proba): put it into a"
            " CalibratedClassifierCV, or take a regressor"
        )
    known = getattr(estimator, "n_features_in_", columns)
    if known != columns:
        raise ModelError(
            f"estimator: {called} was fitted to {known} columns, but the preparation gives"
            f" {columns}; name its columns in the preparation"
        )
    classes = np.asarray(getattr(estimator, "classes_", []))
    strange = classes[~np.isin(classes, np.arange(11))]
    if len(strange):
        raise ModelError(
            f"estimator: {called} was fitted to the class {strange[0]!r}, expected grades from 0"
            " to 10"
        )


def check_grades(wines: Wines) -> None:
    """A classifier needs wines of every grade between its lowest and its highest."""
    missing = np.setdiff1d(wines.grades, wines.quality)
    if len(wines.grades) < 2 or len(missing):
        found = ", ".join(str(grade) for grade in np.unique(wines.quality))
        raise ModelError(
            "wines: a classifier needs wines of two grades or more, and of each between the lowest"
            f" and the highest, got {found}: take a regressor"
        )
