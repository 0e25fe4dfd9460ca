// Walks nested components: numbers them, and finds those that people can use.
import type { ComponentType } from 'discord-api-types/v10';

export interface AnyComponent {
  type: ComponentType;
  id?: number;
  custom_id?: string;
  disabled?: boolean;
  [key: string]: unknown;
}

/** Every component, parents before children. */
export function allComponents(list: readonly unknown[]): AnyComponent[] {
  return (list as AnyComponent[]).flatMap((one) => [
    one,
    ...allComponents(Array.isArray(one['components']) ? one['components'] : []),
    ...allComponents(one['accessory'] === undefined ? [] : [one['accessory']]),
    ...allComponents(one['component'] === undefined ? [] : [one['component']]),
  ]);
}

/** Each component gets a number that is unique in its message, where the sender gave none. Discord does the same. */
export function numberComponents<T extends readonly unknown[]>(list: T): T {
  const all = allComponents(list);
  const taken = new Set(all.map(({ id }) => id));
  let next = 0;
  for (const one of all) {
    if (one.id !== undefined && one.id !== 0) continue;
    do next += 1;
    while (taken.has(next));
    one.id = next;
  }
  return list;
}
