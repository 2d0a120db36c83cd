"""Builds the three `.task` files from the npm package `@mediapipe/pose`.

    npm pack @mediapipe/pose@0.5.1675469404
    python models/build.py mediapipe-pose-0.5.1675469404.tgz

The package (Apache-2.0) carries the networks bare. MediaPipe wants them in an
uncompressed zip, each with a ``TFLITE_METADATA`` buffer that tells how pixels
become network input. The result does not depend on when or where it is built.
"""

from __future__ import annotations

import hashlib
import sys
import tarfile
import zipfile
from pathlib import Path
from typing import Any

import flatbuffers
import numpy as np
from mediapipe.tasks.metadata import metadata_schema_py_generated as metadata
from mediapipe.tasks.metadata import schema_py_generated as tflite

HERE = Path(__file__).parent
SIZES = ("heavy", "full", "lite")
LONG_AGO = (1980, 1, 1, 0, 0, 0)
METADATA_NAME = b"TFLITE_METADATA"
DETECTOR = "package/pose_solution_packed_assets.data"


def normalisation(mean: float, std: float) -> bytes:
    """The metadata buffer that says: network input = (pixel - mean) / std."""
    options = metadata.NormalizationOptionsT()
    options.mean, options.std = np.float32([mean]), np.float32([std])
    unit = metadata.ProcessUnitT()
    unit.optionsType = metadata.ProcessUnitOptions.NormalizationOptions
    unit.options = options
    tensor = metadata.TensorMetadataT()
    tensor.name, tensor.processUnits = "image", [unit]
    graph = metadata.SubGraphMetadataT()
    graph.inputTensorMetadata = [tensor]
    model = metadata.ModelMetadataT()
    model.subgraphMetadata = [graph]
    return _packed(model, b"M001")


def with_metadata(network: bytes, buffer: bytes) -> bytes:
    """The same network with the metadata buffer attached."""
    model = tflite.ModelT.InitFromObj(tflite.Model.GetRootAsModel(network, 0))
    model.buffers.append(_holding(buffer))
    entry = tflite.MetadataT()
    entry.name, entry.buffer = METADATA_NAME, len(model.buffers) - 1
    model.metadata = [*(model.metadata or []), entry]
    return _packed(model, b"TFL3")


def _holding(data: bytes) -> Any:
    buffer = tflite.BufferT()
    buffer.data = np.frombuffer(data, np.uint8)
    return buffer


def _packed(thing: Any, identifier: bytes) -> bytes:
    builder = flatbuffers.Builder(1 << 20)
    builder.Finish(thing.Pack(builder), identifier)
    return bytes(builder.Output())


def write_task(path: Path, detector: bytes, landmarks: bytes) -> None:
    """An uncompressed zip of the two networks, equal bytes for equal input."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as task:
        for name, data in (("pose_detector", detector), ("pose_landmarks_detector", landmarks)):
            task.writestr(zipfile.ZipInfo(f"{name}.tflite", LONG_AGO), data)


def main(package: Path) -> None:
    """Write the three files beside this script and print their sha256."""
    with tarfile.open(package) as tar:
        files = {m.name: tar.extractfile(m) for m in tar.getmembers() if m.isfile()}
        raw = {name: file.read() for name, file in files.items() if file is not None}
    detector = with_metadata(raw[DETECTOR], normalisation(127.5, 127.5))
    for size in SIZES:
        network = raw[f"package/pose_landmark_{size}.tflite"]
        path = HERE / f"pose_landmarker_{size}.task"
        write_task(path, detector, with_metadata(network, normalisation(0.0, 255.0)))
        print(hashlib.sha256(path.read_bytes()).hexdigest(), path.name)


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main(Path(sys.argv[1]))
