"""The one feature table: names, units, meaning and accepted ranges of the measurements.

Its order is the UCI file's and that of every block of measurements. Ranges are inclusive and hold
for all versions: what chemistry allows and a laboratory can report, wider than any training data.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Feature:
    """One measurement: `name` in the GraphQL enum, `field` in its input, `column` in UCI's file."""

    name: str
    field: str
    column: str
    unit: str
    description: str
    accepted_min: float
    accepted_max: float
    source: str


FEATURES: tuple[Feature, ...] = (
    Feature(
        "FIXED_ACIDITY",
        "fixedAcidity",
        "fixed acidity",
        "g/dm³",
        "Fixed acidity, stated as tartaric acid: the acids that stay behind when wine is distilled,"
        " felt as sourness and freshness.",
        0,
        30,
        "An empty reading at the low end; about twice the sourest wine of both UCI files (15.9).",
    ),
    Feature(
        "VOLATILE_ACIDITY",
        "volatileAcidity",
        "volatile acidity",
        "g/dm³",
        "Volatile acidity, stated as acetic acid: too much of it smells of vinegar.",
        0,
        5,
        "Below the detection limit at the low end; about four times the EU's limit for red wine"
        " (20 meq/l, 1.2 g/dm³), where wine has become vinegar.",
    ),
    Feature(
        "CITRIC_ACID",
        "citricAcid",
        "citric acid",
        "g/dm³",
        "Citric acid: found in small amounts, adds freshness.",
        0,
        10,
        "Often none at all; ten times the EU's limit where it has been added (1 g/dm³).",
    ),
    Feature(
        "RESIDUAL_SUGAR",
        "residualSugar",
        "residual sugar",
        "g/dm³",
        "Residual sugar: what fermentation has left unfermented.",
        0,
        300,
        "Fully fermented at the low end; the sugar of a very ripe must at the high end.",
    ),
    Feature(
        "CHLORIDES",
        "chlorides",
        "chlorides",
        "g/dm³",
        "Chlorides, stated as sodium chloride: the salt in the wine.",
        0,
        2,
        "Below the detection limit at the low end; about three times the saltiest wine of both UCI"
        " files (0.611).",
    ),
    Feature(
        "FREE_SULFUR_DIOXIDE",
        "freeSulfurDioxide",
        "free sulfur dioxide",
        "mg/dm³",
        "Free sulfur dioxide: the part that still protects the wine from microbes and oxygen."
        " It cannot exceed the total.",
        0,
        400,
        "None added at the low end; the EU's highest limit for total sulfur dioxide (400 mg/dm³,"
        " sweet wines), as free can at most be the total, and above both UCI files (289).",
    ),
    Feature(
        "TOTAL_SULFUR_DIOXIDE",
        "totalSulfurDioxide",
        "total sulfur dioxide",
        "mg/dm³",
        "Total sulfur dioxide: the free part and the part bound to other substances.",
        0,
        600,
        "None added at the low end; one and a half times the EU's highest limit (400 mg/dm³, sweet"
        " wines), as the UCI files go beyond it (440).",
    ),
    Feature(
        "DENSITY",
        "density",
        "density",
        "g/cm³",
        "Density: alcohol lowers it, sugar raises it.",
        0.96,
        1.15,
        "Dry wine of 20 % vol weighs about 0.97; the must of very ripe grapes about 1.13.",
    ),
    Feature(
        "PH",
        "pH",
        "pH",
        "pH",
        "pH: how acid the wine is; lower is more acid.",
        2.5,
        4.5,
        "Lemon juice is about 2.3 and wine above 4.2 spoils; both UCI files lie within 2.72 and"
        " 4.01.",
    ),
    Feature(
        "SULPHATES",
        "sulphates",
        "sulphates",
        "g/dm³",
        "Sulphates, stated as potassium sulphate: come with fermentation and sulfur dioxide.",
        0,
        5,
        "Below the detection limit at the low end; twice the highest limit the OIV grants any wine"
        " (2.5 g/dm³).",
    ),
    Feature(
        "ALCOHOL",
        "alcohol",
        "alcohol",
        "% vol",
        "Alcohol by volume.",
        5,
        20,
        "Less is fermenting must; yeast stops before 20 % and fortified wines seldom exceed it.",
    ),
)

COLUMNS: tuple[str, ...] = tuple(feature.column for feature in FEATURES)
FIELDS: tuple[str, ...] = tuple(feature.field for feature in FEATURES)
