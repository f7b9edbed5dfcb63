"""Severities of examiners by the many-facet Rasch model, which a library fits: ``raschpy``, the extra ``statistics``.

It is loaded here and nowhere else, in the process that computes figures: it brings half a gigabyte of libraries along.
"""

from __future__ import annotations

import warnings
from fractions import Fraction
from math import isfinite

from assess.figures.facets import Facets
from assess.figures.figure import Figure, Undefined, millionths

NOT_INSTALLED, FAILED, FITTED = "not_installed", "failed", "fitted"
Logits = dict[str, tuple[Figure, Figure]]

# What numerical code raises for data that it cannot work with.
_MISFIT = (ValueError, ArithmeticError, LookupError, RuntimeError)


def fit(facets: Facets) -> tuple[str, Logits]:
    """What became of the fit, and for each examiner the severity in logits (above 0: severe) with its standard error.

    The model is the rating scale model with one severity for each examiner (Linacre, 1994); the mean severity is 0.
    """
    try:
        import pandas
        from raschpy import MFRM
    except ImportError:
        return NOT_INSTALLED, {}
    index = pandas.MultiIndex.from_tuples([(examiner, candidate) for examiner, candidate, _ in facets.rows],
                                          names=["Rater", "Person"])
    table = pandas.DataFrame([row for _, _, row in facets.rows], index=index, columns=list(facets.items), dtype=float)
    with warnings.catch_warnings():
        # It tells of thin data in warnings; the standard errors say the same.
        warnings.simplefilter("ignore")
        try:
            model = MFRM(table, max_score=facets.highest)
            model.calibrate(model="global")
            model.std_errors(model="global")
        except _MISFIT:
            return FAILED, {}
    return FITTED, {
        str(examiner): (_figure(value), _figure(model.rater_se_global[examiner]))
        for examiner, value in model.raters_global.items()
    }


def _figure(value: float) -> Figure:
    """Without a finite number the examiner gave nothing but the lowest or the highest marks."""
    return millionths(Fraction(float(value))) if isfinite(value) else Undefined.ALL_EQUAL
