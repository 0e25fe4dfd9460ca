// A thread that says "a message arrives" at a fixed rate, even while the store's thread is busy.
import { parentPort, workerData } from 'node:worker_threads';

const { perSecond, seconds } = workerData;
const never = new Int32Array(new SharedArrayBuffer(4));
const now = () => performance.timeOrigin + performance.now();
const start = now();
const total = perSecond * seconds;
for (let sent = 0; sent < total;) {
  const due = Math.min(total, Math.floor(((now() - start) / 1_000) * perSecond));
  for (; sent < due; sent++) parentPort.postMessage(now());
  Atomics.wait(never, 0, 0, 0.3);
}
parentPort.postMessage(null);
