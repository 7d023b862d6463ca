"""The OCR library: PP-OCR models inside the rapidocr package, run by onnxruntime on one processor."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

Found = tuple[str, tuple[float, float, float, float], float]
Read = Callable[[Any], list[Found]]

_PARAMS = {
    "Global.log_level": "critical",
    # A screenshot is upright: nothing to turn.
    "Global.use_cls": False,
    "Global.text_score": 0.4,
    # Narrow pictures are not blown up first.
    "Det.limit_side_len": 64,
    "EngineConfig.onnxruntime.intra_op_num_threads": 1,
    "EngineConfig.onnxruntime.inter_op_num_threads": 1,
}


def load() -> Read:
    """A function from an RGB array to texts with left, top, right, bottom in its pixels and confidence."""
    import cv2
    import numpy as np
    from rapidocr import RapidOCR

    cv2.setNumThreads(1)
    engine: Any = RapidOCR(params=_PARAMS)

    def read(rgb: Any) -> list[Found]:
        found = engine(np.ascontiguousarray(rgb[:, :, ::-1]), use_det=True, use_cls=False, use_rec=True)
        if found.boxes is None:
            return []
        corners = np.asarray(found.boxes)
        low, high = corners.min(axis=1), corners.max(axis=1)
        return [
            (text, (float(a[0]), float(a[1]), float(b[0]), float(b[1])), float(sure))
            for text, a, b, sure in zip(found.txts, low, high, found.scores, strict=True)
        ]

    # Both models are opened at their first use, which needs the right to open files.
    blank = np.full((64, 256, 3), 255, dtype=np.uint8)
    engine(blank, use_det=False, use_cls=False, use_rec=True)
    read(blank)
    return read
