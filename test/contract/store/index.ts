// One contract for every store: an adapter's test opens it and runs this.
import { afterEach, beforeEach, describe } from 'vitest';
import type { Store, StoreOptions } from '../../../src/store/store.ts';
import { bucketContract } from './buckets.ts';
import { correctionContract } from './corrections.ts';
import { deliveriesContract } from './deliveries.ts';
import { eventContract } from './events.ts';
import { forgettingContract } from './forgetting.ts';
import { incidentContract } from './incidents.ts';
import { messageContract } from './messages.ts';
import { portableContract } from './portable.ts';
import { readContract } from './reads.ts';
import { postingContract } from './posting.ts';
import { recountContract } from './recount.ts';
import { repairContract } from './repair.ts';
import { resetContract } from './resets.ts';

/** Opens an empty store; `closeAll` is called after each test. */
export interface StoreAdapter {
  /** A store on fresh data. */
  readonly open: (options: StoreOptions) => Promise<Store>;
  /** Another connection to the data of the last `open`. */
  readonly reopen: (options: StoreOptions) => Promise<Store>;
  /** Damages the buckets of the last `open` without the store: adds to some, deletes others. */
  readonly damage: () => Promise<void>;
  /** Other steps may go on during a recount. */
  readonly hasTransactions: boolean;
  /** Sequences of the property test. */
  readonly runs: number;
}

export interface StoreUnderTest extends Pick<StoreAdapter, 'damage' | 'hasTransactions'> {
  readonly store: () => Store;
  readonly open: StoreAdapter['open'];
  readonly reopen: StoreAdapter['reopen'];
  readonly runs: number;
}

export function storeContract(adapter: StoreAdapter): void {
  const opened: Store[] = [];
  const opening = (open: StoreAdapter['open']) => async (options: StoreOptions) => {
    const store = await open(options);
    opened.push(store);
    return store;
  };
  let store: Store;
  const test: StoreUnderTest = {
    store: () => store,
    open: opening(adapter.open),
    reopen: opening(adapter.reopen),
    damage: adapter.damage,
    hasTransactions: adapter.hasTransactions,
    runs: adapter.runs,
  };
  beforeEach(async () => {
    store = await test.open({ storeContent: true });
  });
  afterEach(async () => {
    await Promise.all(opened.splice(0).map((one) => one.close()));
  });
  describe('messages', () => messageContract(test));
  describe('messages read back', () => readContract(test));
  describe('corrections', () => correctionContract(test));
  describe('buckets', () => bucketContract(test));
  describe('forgetting', () => forgettingContract(test));
  describe('incidents', () => incidentContract(test));
  describe('deliveries', () => deliveriesContract(test));
  describe('events', () => eventContract(test));
  describe('conversations begun anew', () => resetContract(test));
  describe('claims, reports, settings', () => postingContract(test));
  describe('exports', () => portableContract(test));
  describe('a recount', () => {
    recountContract(test);
    repairContract(test);
  });
}
