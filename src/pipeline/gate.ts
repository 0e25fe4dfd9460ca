// A gate that several parts may hold shut. Work waits until all of them have opened it.

/** A name that is given twice holds the gate once. */
export type Holder = string | symbol;

export interface Gate {
  hold(who: Holder): void;
  open(who: Holder): void;
  /** Resolves once all who hold the gate now have opened it. */
  passed(): Promise<void>;
}

/** Open at first; once `signal` aborts it is open for good. */
export function createGate(signal: AbortSignal): Gate {
  const holders = new Set<Holder>();
  let release = () => {};
  let opened: Promise<void> = Promise.resolve();
  const openForGood = () => {
    holders.clear();
    release();
  };
  signal.addEventListener('abort', openForGood, { once: true });
  return {
    hold(who) {
      if (signal.aborted) return;
      if (holders.size === 0) opened = new Promise((resolve) => (release = resolve));
      holders.add(who);
    },
    open(who) {
      if (holders.delete(who) && holders.size === 0) release();
    },
    passed: () => opened,
  };
}
