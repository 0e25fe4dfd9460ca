import { describe, expect, it } from 'vitest';
import { streamTo, type Page } from '../../src/discord/stream.ts';
import { manualClock } from '../manualClock.ts';

/** A channel on paper: what was sent, what each message says now, how many edits it took. */
function paper() {
  const messages: string[] = [];
  const events: string[] = [];
  const tails: Page['tail'][] = [];
  return {
    messages,
    events,
    /** What the last page of each says of itself. */
    tails,
    send: ({ text, tail }: Page) => {
      events.push('send');
      tails.push(tail);
      return Promise.resolve(messages.push(text) - 1);
    },
    edit: (index: number, { text, tail }: Page) => {
      events.push('edit');
      messages[index] = text;
      tails[index] = tail;
      return Promise.resolve();
    },
    remove: (index: number) => {
      events.push('remove');
      messages.splice(index, 1);
      tails.splice(index, 1);
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
    /** Its end is taken back. */
    shorten(to: number) {
      queue.push((said = said.slice(0, to)));
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
      edit: (index: number, page: Page) =>
        failures-- > 0 ? Promise.reject(new Error('502')) : paperTarget.edit(index, page),
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

  it('says of its last page alone whether more is being written', async () => {
    const clock = manualClock();
    const target = paper();
    const source = drafts();
    const streaming = streamTo(target, source, clock);
    source.give('many words '.repeat(300));
    await clock.advance(600);
    expect(target.tails).toEqual([null, 'running']);
    source.end();
    await streaming;
    expect(target.tails).toEqual([null, 'ended']);
  });

  it('takes back what its drafts take back, and removes a page that is not needed once it is over', async () => {
    const clock = manualClock();
    const target = paper();
    const source = drafts();
    const streaming = streamTo(target, source, clock);
    source.give('many words '.repeat(300));
    await clock.advance(600);
    source.shorten(900);
    await clock.advance(1100);
    expect(target.events).not.toContain('remove');
    source.give(' and an end.');
    source.end();
    expect((await streaming).sent).toEqual([0]);
    expect(target.messages).toEqual([`${'many words '.repeat(300).slice(0, 900)} and an end.`]);
    expect(target.tails).toEqual(['ended']);
  });

  it('takes over the messages of an earlier answer, and leaves them where it says nothing', async () => {
    const target = paper();
    target.messages.push('old one', 'old two');
    const source = drafts();
    source.give('new');
    source.end();
    await streamTo(target, source, manualClock(), { earlier: [0, 1] });
    expect(target.messages).toEqual(['new']);
    const silent = drafts();
    silent.end();
    const { text, sent } = await streamTo(target, silent, manualClock(), { earlier: [0] });
    expect([text, sent]).toEqual(['', [0]]);
    expect(target.messages).toEqual(['new']);
  });

  it('shows nothing more once it was left', async () => {
    const clock = manualClock();
    const target = paper();
    const source = drafts();
    const left = new AbortController();
    const streaming = streamTo(target, source, clock, { left: left.signal });
    source.give('One');
    await clock.advance(600);
    source.give(' two');
    left.abort();
    source.end();
    await streaming;
    expect(target.messages).toEqual(['One']);
  });
});
