"""The networks of BlazePose run directly, without MediaPipe around them.

picture ──> detector ──> regions ──> crops ──> landmark network ──> refined ──> people
 any size    224 px       turned      256 px     and heat maps                  in the picture

Every step does what MediaPipe's PoseLandmarker does with single pictures; a test holds both
against each other. Source of the steps and constants: the pose graphs of MediaPipe
(github.com/google-ai-edge/mediapipe, Apache-2.0).
"""

from __future__ import annotations

from formcheck.pose.blaze.pool import BlazePool
from formcheck.pose.blaze.runtime import RUNTIMES, Runtime, find_runtime

__all__ = ["RUNTIMES", "BlazePool", "Runtime", "find_runtime"]
