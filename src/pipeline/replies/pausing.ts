// Questions that somebody asks in the pause after their last one: the newest of each person waits until it ends.
import type { Clock } from '../../clock.ts';
import type { Answerable } from '../replyTarget.ts';

/** `replaced`: by a newer one of the same person; `dropped`: it was deleted; `stopped`: the program ends. */
type AfterPause =
  | { readonly kind: 'over'; readonly message: Answerable }
  | { readonly kind: 'replaced' | 'dropped' | 'stopped' };

export interface Pausing {
  /** Resolves when it is known what becomes of the question; `ms`: until the pause ends. */
  wait(message: Answerable, ms: number): Promise<AfterPause>;
  /** A question that waits was changed: it is asked in its newest words. False where it does not wait. */
  renew(message: Answerable): boolean;
  drop(id: string): void;
}

interface Waiter {
  message: Answerable;
  /** Aborts, with what becomes of it as the reason, before the pause ends. */
  readonly left: AbortController;
}

export function createPausing({
  clock,
  signal,
}: {
  readonly clock: Clock;
  readonly signal: AbortSignal;
}): Pausing {
  /** By person. */
  const waiters = new Map<string, Waiter>();
  const waiterOf = (id: string) => [...waiters.values()].find(({ message }) => message.id === id);

  return {
    async wait(message, ms) {
      const person = message.author.id;
      waiters.get(person)?.left.abort('replaced');
      const waiter: Waiter = { message, left: new AbortController() };
      waiters.set(person, waiter);
      const { signal: left } = waiter.left;
      await clock.wait(ms, AbortSignal.any([signal, left])).catch(() => undefined);
      if (waiters.get(person) === waiter) waiters.delete(person);
      if (left.aborted) return { kind: left.reason === 'replaced' ? 'replaced' : 'dropped' };
      return signal.aborted ? { kind: 'stopped' } : { kind: 'over', message: waiter.message };
    },
    renew(message) {
      const waiter = waiterOf(message.id);
      if (waiter) waiter.message = message;
      return waiter !== undefined;
    },
    drop(id) {
      waiterOf(id)?.left.abort('dropped');
    },
  };
}
