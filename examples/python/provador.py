"""Grades of red wines from a Provador gateway: a pandas frame in, a pandas frame out."""

import os
import random
import time
from collections.abc import Iterable
from typing import Any, Final, Self

import httpx
import pandas as pd

GRADE: Final = """
  query GradeFrame($wines: [WineInput!]!, $version: String) {
    predictBatch(wines: $wines, version: $version) {
      predictions {
        quality
        score
        interval(confidence: 0.9) {
          low
          high
        }
      }
      rejected {
        index
        faults {
          message
        }
      }
    }
  }
"""

FIELD_OF_COLUMN: Final = {
    "fixed acidity": "fixedAcidity",
    "volatile acidity": "volatileAcidity",
    "citric acid": "citricAcid",
    "residual sugar": "residualSugar",
    "chlorides": "chlorides",
    "free sulfur dioxide": "freeSulfurDioxide",
    "total sulfur dioxide": "totalSulfurDioxide",
    "density": "density",
    "pH": "pH",
    "sulphates": "sulphates",
    "alcohol": "alcohol",
}
"""The columns of the UCI file, and the gateway's names for them; a frame may have either."""

DTYPES: Final = {
    "quality": "Int64",
    "score": "Float64",
    "low": "Int64",
    "high": "Int64",
    "faults": "string",
}
"""The columns of a graded frame."""

ATTEMPTS: Final = 8
ROWS_A_REQUEST: Final = 1000


class GatewayError(Exception):
    """An operation that the gateway did not answer.

    Attributes:
        code: Why, e.g. `OVERLOADED`.
        retry_after: Seconds after which to ask again; None where that makes no sense.
    """

    def __init__(self, message: str, extensions: dict[str, Any]) -> None:
        super().__init__(message)
        self.code: str = extensions["code"]
        milliseconds = extensions.get("retryAfterMs")
        self.retry_after = None if milliseconds is None else milliseconds / 1000


class Provador:
    """A gateway, to be asked again and again; use it in a `with` to close its connections.

    Args:
        url: Where it is; the environment's `GATEWAY_URL` when not given.
        api_key: For a gateway that wants one.
        deadline: Seconds after which an answer is of no more use.
    """

    def __init__(
        self, url: str | None = None, *, api_key: str | None = None, deadline: float = 5.0
    ) -> None:
        headers = {"x-request-timeout-ms": str(round(deadline * 1000))}
        if api_key is not None:
            headers["x-api-key"] = api_key
        self._client = httpx.Client(
            base_url=url or os.environ.get("GATEWAY_URL", "http://127.0.0.1:4000"),
            headers=headers,
            timeout=deadline + 5,
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._client.close()

    def ask(self, query: str, variables: dict[str, Any]) -> dict[str, Any]:
        """Asks any operation, again and again while the gateway says when to come again.

        Raises:
            GatewayError: When the gateway refuses.
            httpx.TransportError: When it cannot be reached.
        """
        for attempt in range(1, ATTEMPTS + 1):
            body = {"query": query, "variables": variables}
            # Also refusals (4xx, 503, 504) are GraphQL answers with `errors`.
            answer = self._client.post("/graphql", json=body).json()
            if "errors" not in answer:
                return dict(answer["data"])
            error = GatewayError(answer["errors"][0]["message"], answer["errors"][0]["extensions"])
            if error.retry_after is None or attempt == ATTEMPTS:
                raise error
            # Not all at once: others were sent away for the same time.
            time.sleep(error.retry_after * random.uniform(1, 1.5))
        raise AssertionError("the last attempt returns or raises")

    def grade(self, wines: pd.DataFrame, version: str | None = None) -> pd.DataFrame:
        """Grades each row of a frame.

        Args:
            wines: A wine a row, with the eleven measurements among its columns, named as in the UCI
                file or as in the gateway's schema.
            version: A model version or label; the gateway's own choice when not given.

        Returns:
            A frame of the same index with `quality`, `score`, and `low` and `high`, which hold the
            grade nine times in ten; for a rejected wine these are missing and `faults` says why.

        Raises:
            KeyError: When a measurement has no column.
            GatewayError: When the gateway refuses all of it.
        """
        named = wines.rename(columns=FIELD_OF_COLUMN)[list(FIELD_OF_COLUMN.values())]
        # Rows by their place: an index may name two wines alike.
        numbers = named.reset_index(drop=True).apply(pd.to_numeric, errors="coerce")
        # JSON has neither NaN nor infinity, and null would cost the whole list its answer.
        missing = ~(numbers.abs() < float("inf"))
        complete = numbers[~missing.any(axis="columns")]
        parts = [
            self._grade_part(complete.iloc[start : start + ROWS_A_REQUEST], version)
            for start in range(0, len(complete), ROWS_A_REQUEST)
        ]
        grades = pd.concat(parts or [pd.DataFrame()])
        grades = grades.reindex(index=numbers.index, columns=list(DTYPES)).astype(DTYPES)
        grades["faults"] = grades["faults"].fillna(missing.apply(_name_missing, axis="columns"))
        return grades.set_axis(wines.index)

    def _grade_part(self, wines: pd.DataFrame, version: str | None) -> pd.DataFrame:
        variables = {"wines": wines.to_dict("records"), "version": version}
        batch = self.ask(GRADE, variables)["predictBatch"]
        # A rejected wine is null among the predictions, so that each keeps its place.
        part = pd.json_normalize([prediction or {} for prediction in batch["predictions"]])
        for wine in batch["rejected"]:
            part.loc[wine["index"], "faults"] = _join(fault["message"] for fault in wine["faults"])
        names = {"interval.low": "low", "interval.high": "high"}
        return part.rename(columns=names).set_axis(wines.index)


def _name_missing(missing: "pd.Series[bool]") -> str:
    return _join(
        f"{field} must be a number." for field, is_missing in missing.items() if is_missing
    )


def _join(messages: Iterable[str]) -> str:
    return " ".join(messages)
