// A remote model on a server of the paper model, with a clock that never makes anybody wait.
import { onTestFinished } from 'vitest';
import type { Clock } from '../../../src/clock.ts';
import type { Log } from '../../../src/log.ts';
import { silentLog } from '../../../src/log.ts';
import type { Model } from '../../../src/llm/model.ts';
import { openRemote, type RemoteOptions } from '../../../src/llm/remote/open.ts';
import { paperModel } from './paperModel.ts';
import { startServer, type TestServer } from './server.ts';
import type { SmallModel } from './smallModel.ts';

export const TIMEOUT = 7777;

/** Waits pass at once and are recorded; time-outs run out when told to. */
export function eagerClock(): Clock & { readonly waits: number[]; skip(ms: number): void; runOut(): void } {
  let now = Date.UTC(2026, 0, 5);
  let patient: (() => void)[] = [];
  const waits: number[] = [];
  return {
    waits,
    skip: (ms) => void (now += ms),
    runOut: () => {
      for (const resolve of patient.splice(0)) resolve();
    },
    now: () => now,
    wait(ms, signal) {
      if (ms === TIMEOUT) {
        return new Promise((resolve, reject) => {
          patient.push(resolve);
          signal?.addEventListener('abort', () => {
            patient = patient.filter((other) => other !== resolve);
            reject(signal.reason as Error);
          });
        });
      }
      signal?.throwIfAborted();
      waits.push(ms);
      now += ms;
      return Promise.resolve();
    },
  };
}

export async function serverFor(model: SmallModel | null = paperModel()): Promise<TestServer> {
  const server = await startServer(model);
  onTestFinished(() => server.close());
  return server;
}

export async function remoteAt(server: TestServer, options: Partial<RemoteOptions> = {}): Promise<Model> {
  const model = await openRemote({
    url: server.url,
    id: 'paper',
    preset: null,
    concurrency: 4,
    timeoutMs: TIMEOUT,
    clock: eagerClock(),
    random: () => 1,
    log: silentLog,
    ...options,
  });
  onTestFinished(() => model.close());
  return model;
}

/** What was said to the log, by level. */
export function listeningLog(): Log & { readonly said: string[] } {
  const said: string[] = [];
  const hear =
    (level: string) =>
    (...[facts, text]: unknown[]) =>
      void said.push(
        `${level}: ${typeof facts === 'string' ? facts : `${String(text)} ${JSON.stringify(facts)}`}`,
      );
  return {
    said,
    debug: hear('debug'),
    info: hear('info'),
    warn: hear('warn'),
    error: hear('error'),
  };
}
