// The order of what people wait for that the model does beside chat: never too many at once, of all servers and of one.
import { createLanes } from '../flow/lanes.ts';

const MOST_WAITING = 10;
/** So that one server never fills the line of all. */
const MOST_OF_ONE = 2;

export interface Turns {
  /** Does `task` when its turn comes; null where too many of this server, or of all, are under way or wait. */
  enter<T>(guild: string, task: () => Promise<T>): Promise<T> | null;
}

export function createTurns(): Turns {
  const lanes = createLanes();
  const waiting = new Map<string, number>();
  const change = (guild: string, by: number) => {
    const left = (waiting.get(guild) ?? 0) + by;
    if (left === 0) waiting.delete(guild);
    else waiting.set(guild, left);
  };
  return {
    enter(guild, task) {
      if ((waiting.get(guild) ?? 0) >= MOST_OF_ONE) return null;
      const done = lanes.enter('menus', task, MOST_WAITING);
      if (!done) return null;
      change(guild, 1);
      return done.finally(() => change(guild, -1));
    },
  };
}
