"""Chooses words whose scores hold the whole final state of a model.

    python bench/words/state.py MODEL.gguf [COUNT] > bench/words/state.json

Logits are a linear map of the final state, so the logits of as many independent tokens as the state is wide give it
back. Pivoted QR of the output matrix (Golub & Van Loan, Matrix Computations, section 5.4) picks them one by one, each
the least like a sum of those before. Only tokens that are whole words are taken. Needs gguf, numpy and scipy.
"""
import json
import sys

import gguf
import numpy as np
import scipy.linalg

# Tokens above are rare: their rows hold more noise than sense.
COMMON = 90_000


def characters_of_bytes():
    """The characters that byte-level vocabularies write for the 256 bytes."""
    plain = [*range(33, 127), *range(161, 173), *range(174, 256)]
    others = [byte for byte in range(256) if byte not in plain]
    codes = {**{byte: byte for byte in plain}, **{byte: 256 + i for i, byte in enumerate(others)}}
    return {chr(code): byte for byte, code in codes.items()}


BYTES = characters_of_bytes()


def text_of(token):
    try:
        return bytes(BYTES[character] for character in token).decode()
    except (KeyError, UnicodeDecodeError):
        return None


def is_word(text):
    """English with a space before it, or Chinese."""
    if text is None:
        return False
    bare = text.removeprefix(" ")
    if bare.isascii():
        return text.startswith(" ") and bare.isalpha() and 2 <= len(bare) <= 12
    return all("\u4e00" <= character <= "\u9fff" for character in bare)


def main(path, count):
    reader = gguf.GGUFReader(path)
    tensors = {tensor.name: tensor for tensor in reader.tensors}
    output = tensors.get("output.weight") or tensors["token_embd.weight"]
    width = int(output.shape[0])
    matrix = gguf.quants.dequantize(output.data, output.tensor_type).reshape(-1, width)
    tokens = reader.get_field("tokenizer.ggml.tokens").contents()
    texts = [text_of(token) for token in tokens[:COMMON]]
    ids = [i for i, text in enumerate(texts) if is_word(text)]
    rows = matrix[ids] - matrix[ids].mean(0)
    _, _, order = scipy.linalg.qr(rows.T, mode="economic", pivoting=True)
    words = [texts[ids[i]] for i in order[: count or width]]
    json.dump(words, sys.stdout, ensure_ascii=False)


main(sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 0)
