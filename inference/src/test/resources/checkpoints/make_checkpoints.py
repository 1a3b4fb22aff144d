#!/usr/bin/env python3
"""Writes tiny.pth and harmful.pth as PyTorch would, with Python's standard library alone.

tiny.pth: a state dict of a vision transformer (8 px, patches of 4, width 8, 3 blocks, 3 classes) under "model".
Element i of tensor t is ((37 t + i) mod 101) / 100 - 0.5. Tensor 0 lies transposed in its storage, tensors 1 and 2
share one storage, "head.bias" is f16.
harmful.pth: the same archive, whose pickle would run a command where it is loaded.
"""
import collections
import io
import pickle
import struct
import sys
import types
import zipfile
from pathlib import Path

torch = types.ModuleType("torch")
utils = types.ModuleType("torch._utils")
sys.modules.update({"torch": torch, "torch._utils": utils})


def known(module, name):
    function = types.FunctionType((lambda *a: None).__code__, {}, name)
    function.__module__, function.__qualname__ = module.__name__, name
    setattr(module, name, function)
    return function


REBUILD = known(utils, "_rebuild_tensor_v2")
FLOATS, HALVES, LONGS = (known(torch, n) for n in ("FloatStorage", "HalfStorage", "LongStorage"))


class Storage:
    def __init__(self, kind, key, values, code):
        self.kind, self.key, self.count = kind, key, len(values)
        self.data = struct.pack("<%d%s" % (len(values), code), *values)


class Tensor:
    def __init__(self, storage, offset, shape, strides):
        self.parts = (storage, offset, tuple(shape), tuple(strides), False, collections.OrderedDict())

    def __reduce__(self):
        return REBUILD, self.parts


class Pickler(pickle.Pickler):
    def persistent_id(self, value):
        if isinstance(value, Storage):
            return "storage", value.kind, value.key, "cpu", value.count
        return None


class StateDict(collections.OrderedDict):
    """Carries _metadata, as PyTorch's state dicts do."""

    def __reduce__(self):
        return collections.OrderedDict, (), {"_metadata": {"version": 1}}, None, iter(self.items())


def shapes():
    def pair(name, weight, bias):
        return [(name + ".weight", weight), (name + ".bias", bias)]

    out = [("cls_token", [1, 1, 8]), ("pos_embed", [1, 5, 8])] + pair("patch_embed.proj", [8, 3, 4, 4], [8])
    for i in range(3):
        p = "blocks.%d." % i
        out += pair(p + "norm1", [8], [8]) + pair(p + "attn.qkv", [24, 8], [24]) + pair(p + "attn.proj", [8, 8], [8])
        out += pair(p + "norm2", [8], [8]) + pair(p + "mlp.fc1", [32, 8], [32]) + pair(p + "mlp.fc2", [8, 32], [8])
    out += pair("norm", [8], [8]) + pair("head", [3, 8], [3])
    # the transposed one first, so that it is tensor 0
    first = next(s for s in out if s[0] == "blocks.0.attn.proj.weight")
    out.remove(first)
    return [first] + out


def size(shape):
    n = 1
    for s in shape:
        n *= s
    return n


def strides(shape):
    out = [1]
    for s in reversed(shape[1:]):
        out.insert(0, out[0] * s)
    return out


def values(t, n):
    return [((37 * t + i) % 101) / 100 - 0.5 for i in range(n)]


def write(path, pickled, storages):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as archive:
        def put(name, data):
            archive.writestr(zipfile.ZipInfo("tiny/" + name, (1980, 1, 1, 0, 0, 0)), data)

        put("data.pkl", pickled)
        put("byteorder", b"little")
        for storage in storages:
            put("data/" + storage.key, storage.data)
        put("version", b"3\n")


def main():
    folder = Path(__file__).parent
    storages, state = [], StateDict()

    def storage(vals, kind=FLOATS, code="f"):
        storages.append(Storage(kind, str(len(storages)), vals, code))
        return storages[-1]

    shared = None
    for t, (name, shape) in enumerate(shapes()):
        vals = values(t, size(shape))
        if t == 0:
            turned = [vals[row * 8 + column] for column in range(8) for row in range(8)]
            state[name] = Tensor(storage(turned), 0, shape, [1, 8])
        elif t == 1:
            shared = storage(vals + values(2, 40))
            state[name] = Tensor(shared, 0, shape, strides(shape))
        elif t == 2:
            state[name] = Tensor(shared, 8, shape, strides(shape))
        elif name == "head.bias":
            state[name] = Tensor(storage(vals, HALVES, "e"), 0, shape, strides(shape))
        else:
            state[name] = Tensor(storage(vals), 0, shape, strides(shape))
    out = io.BytesIO()
    Pickler(out, 2).dump({"model": state, "epoch": 3, "best": 0.5, "note": None, "milestones": [1, 2, 300, 70000]})
    write(folder / "tiny.pth", out.getvalue(), storages)
    write(folder / "harmful.pth", b"\x80\x02cposix\nsystem\nX\x11\x00\x00\x00touch /tmp/harmed\x85R.", storages[:1])


if __name__ == "__main__":
    main()
