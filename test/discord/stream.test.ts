import { describe, expect, it } from 'vitest';
import { streamTo } from '../../src/discord/stream.ts';
import { manualClock } from '../manualClock.ts';

/** A channel on paper: what was sent, what each message says now, how many edits it took. */
function paper() {
  const messages: string[] = [];
  const events: string[] = [];
  return {
    messages,
    events,
    send: (text: string) => {
      events.push('send');
      return Promise.resolve(messages.push(text) - 1);
    },
    edit: (index: number, text: string) => {
      events.push('edit');
      messages[index] = text;
      return Promise.resolve();
    },
  };
}

/** Drafts that grow when the test says so. */
function drafts() {
  const queue: string[] = [];
  let said = '';
  let wake = () => {};
  let ended: { error?: Error } | null = null;
  return {
    give(piece: string) {
      queue.push((said += piece));
      wake();
    },
    end(error?: Error) {
      ended = error ? { error } : {};
      wake();
    },
    async *[Symbol.asyncIterator]() {
      for (;;) {
        while (queue.length > 0) yield queue.shift()!;
        if (ended?.error) throw ended.error;
        if (ended) return;
        await new Promise<void>((resolve) => (wake = resolve));
      }
    },
  };
}

describe('a streamed answer', () => {
  it('is posted within a second of the first token and edited about once a second, with the newest words', async () => {
    const clock = manualClock();
    const target = paper();
    const source = drafts();
    const streaming = streamTo(target, source, clock);
    for (let second = 0; second < 50; second += 1) {
      source.give(`word${second} `);
      await clock.advance(100);
    }
    expect(target.events.filter((event) => event === 'send')).toHaveLength(1);
    expect(target.events.filter((event) => event === 'edit').length).toBeLessThanOrEqual(5);
    expect(target.messages[0]).toContain('word40');
    source.end();
    const { text } = await streaming;
    expect(target.messages[0]).toBe(text.trim() === '' ? '' : text);
  });

  it('goes on in a second message past 2,000 characters', async () => {
    const target = paper();
    const source = drafts();
    source.give('many words '.repeat(300));
    source.end();
    const { sent } = await streamTo(target, source, manualClock());
    expect(sent).toHaveLength(2);
  });

  it('is whole when its last words stand, though an edit before them failed', async () => {
    const clock = manualClock();
    const paperTarget = paper();
    let failures = 1;
    const target = {
      ...paperTarget,
      edit: (index: number, text: string) =>
        failures-- > 0 ? Promise.reject(new Error('502')) : paperTarget.edit(index, text),
    };
    const source = drafts();
    const streaming = streamTo(target, source, clock);
    source.give('One');
    await clock.advance(600);
    source.give(' two');
    await clock.advance(1100);
    source.give(' three');
    source.end();
    await expect(streaming).resolves.toMatchObject({ text: 'One two three', sent: [0] });
    expect(target.messages).toEqual(['One two three']);
  });

  it('keeps the words so far and says why when the model breaks', async () => {
    const target = paper();
    const source = drafts();
    source.give('So far so good');
    source.end(new Error('context lost'));
    await expect(streamTo(target, source, manualClock())).rejects.toThrow('context lost');
    expect(target.messages).toEqual(['So far so good']);
  });
});
