"""Grades a CSV file: `python grade_csv.py WINES.csv GRADED.csv`.

Ends with 0, or with 2 when wines were rejected.
"""

import sys
from pathlib import Path

import pandas as pd

from provador import Provador


def main(source: Path, target: Path) -> int:
    """Writes the wines of a file with their grades, and what is wrong with some.

    Returns:
        The exit code.
    """
    wines = pd.read_csv(source)
    with Provador() as gateway:
        graded = wines.join(gateway.grade(wines))
    graded.to_csv(target, index=False)
    rejected = int(graded["quality"].isna().sum())
    print(f"{len(graded) - rejected} wines graded, {rejected} rejected, in {target}")
    return 2 if rejected else 0


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit("Expected two files: python grade_csv.py WINES.csv GRADED.csv")
    sys.exit(main(Path(sys.argv[1]), Path(sys.argv[2])))
