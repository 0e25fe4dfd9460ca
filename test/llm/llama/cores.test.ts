import { describe, expect, it } from 'vitest';
import { Cores } from '../../../src/llm/llama/cores.ts';

/** Work that is over when the test says so. */
function held() {
  let finish = (): void => undefined;
  const over = new Promise<void>((done) => (finish = done));
  return { work: () => over, finish };
}

describe('the cores', () => {
  it('serve a chat before every batch that waits', async () => {
    const cores = new Cores();
    const order: string[] = [];
    const first = held();
    const all = [
      cores.use('batch', first.work),
      ...['b1', 'b2'].map((name) => cores.use('batch', () => Promise.resolve(order.push(name)))),
      cores.use('chat', () => Promise.resolve(order.push('chat'))),
    ];
    first.finish();
    await Promise.all(all);
    expect(order).toEqual(['chat', 'b1', 'b2']);
  });

  it('let a batch in while a chat goes on and on', async () => {
    const cores = new Cores();
    let batches = 0;
    let tokens = 0;
    const seen: number[] = [];
    const chat = cores.use('chat', async () => {
      for (; tokens < 100; tokens += 1) await cores.pause();
    });
    await Promise.all([
      chat,
      ...Array.from({ length: 4 }, () =>
        cores.use('batch', () => {
          batches += 1;
          seen.push(tokens);
          return Promise.resolve();
        }),
      ),
    ]);
    expect(batches).toBe(4);
    expect(seen[0]).toBeLessThanOrEqual(24);
    expect(seen.filter((at) => at < 100).length).toBeGreaterThanOrEqual(3);
  });

  it('do not starve batches by many short chats', async () => {
    const cores = new Cores();
    const order: string[] = [];
    const short = async () => {
      for (let i = 0; i < 10; i += 1) await cores.pause();
      order.push('chat');
    };
    const gate = held();
    const all = [
      cores.use('chat', gate.work),
      cores.use('batch', () => Promise.resolve(order.push('batch'))),
      ...Array.from({ length: 6 }, () => cores.use('chat', short)),
    ];
    gate.finish();
    await Promise.all(all);
    expect(order.indexOf('batch')).toBeLessThanOrEqual(3);
  });

  it('go on after work that failed', async () => {
    const cores = new Cores();
    const failed = cores.use('batch', () => Promise.reject(new Error('no')));
    const next = cores.use('batch', () => Promise.resolve('yes'));
    await expect(failed).rejects.toThrow('no');
    await expect(next).resolves.toBe('yes');
  });
});
