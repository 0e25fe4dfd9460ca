// Collections that record what is asked of them, and whether an index answers it.
import { FindCursor, type Collection, type Document } from 'mongodb';
import type { Collections } from '../../../src/store/mongo/documents.ts';

export interface Sent {
  readonly collection: string;
  readonly filter: Document;
  /** Of a find that is sorted later. */
  sort?: Document;
}

/** The same collections; their filters and orders are recorded. */
export function watched(collections: Collections, sent: Sent[]): Collections {
  const filtersOf = (method: string, [first]: unknown[]): Document[] => {
    if (method === 'aggregate') return [(first as { $match: Document }[])[0]?.$match ?? {}];
    if (method === 'bulkWrite')
      return (first as { updateOne?: { filter: Document } }[]).flatMap((one): Document[] =>
        one.updateOne ? [one.updateOne.filter] : [],
      );
    if (/^(find|count|update|delete|replace)/.test(method)) return [(first as Document | undefined) ?? {}];
    return [];
  };
  const watch = (collection: Collection): Collection =>
    new Proxy(collection, {
      get(target, name) {
        const value: unknown = Reflect.get(target, name);
        if (typeof value !== 'function') return value;
        return (...facts: unknown[]): unknown => {
          const these = filtersOf(String(name), facts).map((filter): Sent => ({
            collection: target.collectionName,
            filter,
          }));
          sent.push(...these);
          const answer: unknown = Reflect.apply(value, target, facts);
          if (answer instanceof FindCursor) {
            const sort = answer.sort.bind(answer);
            answer.sort = (order) => {
              these[0]!.sort = order as Document;
              return sort(order);
            };
          }
          return answer;
        };
      },
    });
  return Object.fromEntries(
    Object.entries(collections).map(([name, one]) => [name, watch(one as Collection)]),
  ) as unknown as Collections;
}

/** Whether an index holds all that the filter asks, and in that order: then no page reads or sorts more than it gives. */
export function isInOrderOf(key: Document, filter: Document, sort: Document): boolean {
  const asked = Object.keys(filter).filter((field) => field !== '$or');
  const isFixed = (field: string) => ['string', 'number', 'boolean'].includes(typeof filter[field]);
  const free = Object.entries(key).filter(([field]) => !isFixed(field));
  const fixed = Object.keys(key).slice(0, -free.length || undefined);
  const order = Object.entries(sort);
  const sign = Number(free[0]?.[1]) * Number(order[0]?.[1]);
  return (
    order.length > 0 &&
    asked.every((field) => field in key) &&
    fixed.every(isFixed) &&
    order.every(([field, way], n) => free[n]?.[0] === field && free[n][1] === Number(way) * sign)
  );
}
