"""The old API's model over a table: pandas reads and writes, scikit-learn scores."""

import sys

import numpy as np
import pandas as pd
from app import COLUMNS, FREE, TOTAL, model, scale_free, scale_total

source, target = sys.argv[1:3]
frame = pd.read_csv(source, sep=";")
prepared = frame[COLUMNS].astype(float)
prepared[FREE] = scale_free.transform(prepared[FREE])
prepared[TOTAL] = scale_total.transform(np.log1p(prepared[TOTAL]))
score = model.predict(prepared)
quality = np.clip(np.floor(score + 0.5), 0, 10).astype(int)
pd.DataFrame({"quality": quality, "score": score}).to_csv(target, index=False)
