// A gate that several may hold shut: what comes waits until all of them have opened it.

/** Each its own: who is named twice holds once. */
export type Holder = string | symbol;

export interface Gate {
  hold(who: Holder): void;
  open(who: Holder): void;
  /** Resolves when nobody holds the gate that was held at the call. */
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
