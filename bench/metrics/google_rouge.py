"""Times Google's rouge_score: a JSON line {metric, reference, prediction, calls} in, {ms, f1} out."""

import json
import sys
import time

from rouge_score import rouge_scorer

SCORERS = {name: rouge_scorer.RougeScorer([name]) for name in ("rougeL", "rougeLsum")}

for line in sys.stdin:
    job = json.loads(line)
    scorer = SCORERS[job["metric"]]
    started = time.perf_counter()
    for _ in range(job["calls"]):
        result = scorer.score(job["reference"], job["prediction"])
    elapsed = time.perf_counter() - started
    print(json.dumps({"ms": elapsed * 1000, "f1": result[job["metric"]].fmeasure}), flush=True)
