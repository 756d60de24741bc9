"""The old API: Flask, pandas and scikit-learn, with the old model's facts set by hand."""

import numpy as np
import pandas as pd
from flask import Flask, jsonify, request
from sklearn.linear_model import ElasticNet
from sklearn.preprocessing import MinMaxScaler

COLUMNS = [
    "fixed acidity", "volatile acidity", "citric acid", "residual sugar", "chlorides",
    "free sulfur dioxide", "total sulfur dioxide", "density", "pH", "sulphates", "alcohol",
]  # fmt: skip
FREE, TOTAL = ["free sulfur dioxide"], ["total sulfur dioxide"]

scale_free = MinMaxScaler().fit(pd.DataFrame({FREE[0]: [1.0, 72.0]}))
scale_total = MinMaxScaler().fit(pd.DataFrame({TOTAL[0]: [1.9459101490553132, 5.66988092298052]}))
model = ElasticNet(alpha=0.5, l1_ratio=0.5)
model.fit(pd.DataFrame(np.zeros((2, len(COLUMNS))), columns=COLUMNS), [0.0, 0.0])
model.coef_ = np.array([0.0] * 10 + [0.12493018646953222])
model.intercept_ = 4.344849155080528

app = Flask(__name__)
app.config["MAX_CONTENT_LENGTH"] = 256 * 1024 * 1024


@app.post("/predict")
def predict():
    records = request.get_json()
    frame = pd.DataFrame(records if isinstance(records, list) else [records])
    prepared = frame[COLUMNS].copy()
    prepared[FREE] = scale_free.transform(prepared[FREE])
    prepared[TOTAL] = scale_total.transform(np.log1p(prepared[TOTAL]))
    frame["prediction"] = model.predict(prepared)
    return jsonify(frame.to_dict(orient="records"))
