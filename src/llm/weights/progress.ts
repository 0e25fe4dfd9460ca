// How a download shows itself: a bar on a terminal, a line every tenth elsewhere.
import type { Log } from '../../log.ts';

export interface Progress {
  /** `done` of `total` bytes (total null when unknown). */
  at(done: number, total: number | null): void;
  end(): void;
}

export interface Terminal {
  readonly columns?: number;
  write(text: string): unknown;
}

const WIDTH = 30;
const mega = (bytes: number) => `${Math.round(bytes / 1e6)} MB`;

export function createProgress(what: string, log: Log, terminal: Terminal | null): Progress {
  let shown = -1;
  const step = terminal ? 200 : 10;
  return {
    at(done, total) {
      if (total === null) return;
      const now = Math.floor((done / total) * step);
      if (now === shown) return;
      shown = now;
      if (!terminal) {
        log.info(`${what}: ${mega(done)} of ${mega(total)} (${Math.floor((done / total) * 100)} %)`);
        return;
      }
      const full = Math.round((done / total) * WIDTH);
      const bar = '█'.repeat(full).padEnd(WIDTH, '░');
      terminal.write(
        `\r${`${what} ${bar} ${mega(done)} of ${mega(total)}`.slice(0, (terminal.columns ?? 100) - 1)}`,
      );
    },
    end() {
      if (terminal && shown >= 0) terminal.write('\n');
    },
  };
}
