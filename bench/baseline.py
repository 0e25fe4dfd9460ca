"""How the idea started, in PyTorch: chat template, generate up to 5 tokens, search the answer (fp32, transformers).

python bench/baseline.py MODEL.gguf TEXTS.json THREADS   (TEXTS.json: {"one": [...], "many": [...]})
Prints one JSON object: {"medianMs", "perSecond", "perSecondBatched"}: "one" one after another, "many" in batches of 16.
Needs torch, transformers and gguf; the bench says when they are absent.
"""

import json
import os
import statistics
import sys
import time

import torch
from transformers import AutoModelForCausalLM, AutoTokenizer

SYSTEM = (
    "你是一个情感分析师。判断用户消息的情感，只回答“正面”或“负面”。\n"
    "You are a sentiment analyst: answer 正面 (positive) or 负面 (negative) only."
)

path, texts_file, threads = sys.argv[1:4]
torch.set_num_threads(int(threads))
folder, file = os.path.split(os.path.abspath(path))
tokenizer = AutoTokenizer.from_pretrained(folder, gguf_file=file)
model = AutoModelForCausalLM.from_pretrained(folder, gguf_file=file, dtype=torch.float32).eval()


def prompt(text: str) -> str:
    turns = [("system", SYSTEM), ("user", text)]
    return "".join(f"<|im_start|>{role}\n{words}<|im_end|>\n" for role, words in turns) + "<|im_start|>assistant\n"


@torch.inference_mode()
def classify(texts: list[str]) -> list[str]:
    tokenizer.padding_side = "left"
    inputs = tokenizer([prompt(text) for text in texts], return_tensors="pt", padding=True)
    output = model.generate(**inputs, max_new_tokens=5, do_sample=False)
    answers = tokenizer.batch_decode(output[:, inputs["input_ids"].shape[1] :], skip_special_tokens=True)
    return ["negative" if "负面" in one or "negative" in one.lower() else "positive" for one in answers]


with open(texts_file, encoding="utf-8") as lines:
    texts = json.load(lines)
classify(texts["one"][:2])
took = []
for text in texts["one"]:
    began = time.perf_counter()
    classify([text])
    took.append((time.perf_counter() - began) * 1000)
began = time.perf_counter()
for start in range(0, len(texts["many"]), 16):
    classify(texts["many"][start : start + 16])
print(
    json.dumps(
        {
            "medianMs": statistics.median(took),
            "perSecond": len(took) / sum(took) * 1000,
            "perSecondBatched": len(texts["many"]) / (time.perf_counter() - began),
        }
    )
)
