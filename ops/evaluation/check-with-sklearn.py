#!/usr/bin/python3
"""Recomputes the figures of `avit evaluate` from its --predictions with scikit-learn, and compares.

    check-with-sklearn.py REPORT.json PREDICTIONS.csv

Needs scikit-learn (Debian: apt-get install python3-sklearn). Ends with 1 where a figure differs.
"""
import csv
import json
import sys
from collections import defaultdict

import numpy
from sklearn.metrics import (
    accuracy_score,
    auc,
    confusion_matrix,
    f1_score,
    precision_recall_fscore_support,
    roc_auc_score,
)

TOLERANCE = 1e-9
CELLS = 1 << 16  # confidences are ranked after rounding down to this grid


def ece(confidence, right, bins=15):
    place = numpy.clip(numpy.ceil(confidence * bins).astype(int) - 1, 0, bins - 1)
    return sum(
        abs(right[place == b].mean() - confidence[place == b].mean()) * (place == b).mean()
        for b in range(bins)
        if (place == b).any()
    )


def gap(value, reported):
    if value is None or reported is None:
        return 0.0 if value is reported else 1.0
    return abs(value - reported)


def risk_coverage_area(score, right):
    """Mean, over the frames, of the share wrong among those with at least the frame's score."""
    order = numpy.argsort(-score, kind="stable")
    wrong = numpy.cumsum(~right[order])
    last = numpy.searchsorted(-score[order], -score[order], side="right")  # equals are answered together
    return float(numpy.mean(wrong[last - 1] / last))


def trade_off_area(points):
    """Trapezoids under accuracy against compute, by its width."""
    points = sorted(points, key=lambda point: (point["gmacs"], point["point"]))
    gmacs = [point["gmacs"] for point in points]
    if not points or gmacs[0] == gmacs[-1]:
        return None
    return auc(gmacs, [point["top1"] for point in points]) / (gmacs[-1] - gmacs[0])


def main(report_file, predictions_file):
    with open(report_file, encoding="utf-8") as file:
        report = json.load(file)
    rows = defaultdict(list)
    with open(predictions_file, encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if int(row["truthIndex"]) >= 0:
                rows[row["model"], row["point"]].append(row)
    compared = 0
    worst = 0.0
    for contender in report["metrics"]["contenders"]:
        own = rows[contender["model"], contender["point"]]
        if contender["point"] == "as-recorded":  # each line has the point of its label
            own = [row for group in rows.values() for row in group]
        truth = numpy.array([int(row["truthIndex"]) for row in own])
        answer = numpy.array([int(row["answerIndex"]) for row in own])
        confidence = numpy.array([float(row["confidence"]) for row in own])
        five = [row["truthIndex"] in row["top5"].split() for row in own]
        right = truth == answer
        score = numpy.minimum(numpy.floor(confidence * CELLS), CELLS - 1)
        labels = sorted(set(truth))
        figures = {
            "top1": accuracy_score(truth, answer),
            "top5": float(numpy.mean(five)),
            "macroF1": f1_score(truth, answer, labels=labels, average="macro", zero_division=0),
            "ece": ece(confidence, truth == answer),
            "negativeLogLikelihood": float(numpy.mean([float(row["negativeLogLikelihood"]) for row in own])),
            "confidenceAuroc": roc_auc_score(right, score) if 0 < right.sum() < len(right) else None,
            "riskCoverageArea": risk_coverage_area(score, right),
            "gmacs": float(numpy.mean([int(row["macs"]) for row in own])) / 1e9
            if len(own) == contender["frames"]
            else contender["gmacs"],
        }
        for name, value in figures.items():
            difference = gap(value, contender[name])
            worst = max(worst, difference)
            compared += 1
            if difference > TOLERANCE:
                print(f"{contender['model']} {contender['point']}: {name} is {contender[name]}, should be {value}")
        every = [result["index"] for result in contender["classes"]]
        precision, recall, f1, support = precision_recall_fscore_support(
            truth, answer, labels=every, zero_division=0
        )
        for place, result in enumerate(contender["classes"]):
            for name, values in (("precision", precision), ("recall", recall), ("f1", f1), ("support", support)):
                difference = abs((result[name] or 0) - values[place])
                worst = max(worst, difference)
                compared += 1
                if difference > TOLERANCE:
                    print(f"class {result['id']}: {name} is {result[name]}, should be {values[place]}")
        matrix = confusion_matrix(truth, answer, labels=every)
        place_of = {index: place for place, index in enumerate(every)}
        for entry in contender["confusion"]:
            matrix[place_of[entry["truth"]], place_of[entry["answer"]]] -= entry["frames"]
        compared += 1
        if matrix.any():
            worst = max(worst, 1)
            print(f"{contender['model']} {contender['point']}: the confusion matrix differs")
    trade_off = report["metrics"]["tradeOff"]
    area = trade_off_area(trade_off["points"])
    worst = max(worst, gap(area, trade_off["area"]))
    compared += 1
    if gap(area, trade_off["area"]) > TOLERANCE:
        print(f"the area under accuracy against compute is {trade_off['area']}, should be {area}")
    print(f"{compared} figures compared, largest difference {worst:.3g}")
    return 0 if worst <= TOLERANCE and compared else 1


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
