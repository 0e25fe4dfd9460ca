import { describe, expect, it } from 'vitest';
import { guarded, type Attempt, type Guarding } from '../../../src/llm/guard/guarded.ts';
import { leaksOf } from '../../../src/llm/guard/leak.ts';

/** A model that says these texts, one an attempt, in pieces of a few characters. */
function saying(texts: readonly string[], cuts = false) {
  const attempts: Pick<Attempt, 'begun' | 'faults'>[] = [];
  async function* attempt({ begun, faults, onCut }: Attempt) {
    const text = texts[attempts.length] ?? '';
    attempts.push({ begun, faults: [...faults] });
    for (let at = 0; at < text.length; at += 3) yield await Promise.resolve(text.slice(at, at + 3));
    if (cuts) onCut();
  }
  return { attempt, attempts };
}

const plain: Omit<Guarding, 'attempt'> = {
  script: null,
  message: '',
  leaks: leaksOf(['Answer in the language of the message, in one to three sentences.']),
  dress: (text) => text,
  start: '',
  opening: '',
  begun: '',
  resumptions: 1,
  enough: 24,
  signal: new AbortController().signal,
};

async function read(texts: readonly string[], more: Partial<Guarding> = {}, cuts = false) {
  const { attempt, attempts } = saying(texts, cuts);
  const answer = guarded({ ...plain, attempt, ...more });
  const drafts: string[] = [];
  for await (const draft of answer.drafts) drafts.push(draft);
  return { drafts, last: drafts.at(-1), ending: answer.ending(), attempts };
}

describe('a guarded answer', () => {
  it('is shown as it is written', async () => {
    const { drafts, ending, attempts } = await read(['Hello there, how are you?']);
    expect(drafts[0]).toBe('Hel');
    expect(drafts.at(-1)).toBe('Hello there, how are you?');
    expect(ending).toBe('whole');
    expect(attempts).toEqual([{ begun: '', faults: [] }]);
  });

  it('is begun again, unseen, where it comes in the wrong script, and once only', async () => {
    const again = await read(['I am sorry to hear that.', '听到这个我很难过。'], { script: 'han' });
    expect(again.last).toBe('听到这个我很难过。');
    expect(again.drafts.join('')).not.toMatch(/[a-z]/);
    expect(again.attempts[1]).toEqual({ begun: '', faults: ['script'] });
    const twice = await read(['I am sorry to hear that.', 'So sorry to hear that.'], { script: 'han' });
    expect(twice.last).toBe('So sorry to hear that.');
  });

  it('begins with the words that it is to begin with, in its first attempt', async () => {
    const { drafts, attempts } = await read(['What happened?'], { start: "I'm sorry. " });
    expect(drafts.at(-1)).toBe("I'm sorry. What happened?");
    expect(attempts).toEqual([{ begun: "I'm sorry. ", faults: [] }]);
    const gone = await read(['And then?'], { start: "I'm sorry. ", begun: 'Once.' });
    expect(gone.attempts[0]?.begun).toBe('Once.');
  });

  it('is begun again, unseen, where it only says the message again', async () => {
    const message = 'what should i bring to the dorm?';
    const texts = ['What should I bring to the dorm?', 'A towel and a lamp.'];
    const { drafts, attempts } = await read(texts, { message });
    expect(drafts.join()).not.toContain('What');
    expect(drafts.at(-1)).toBe('A towel and a lamp.');
    expect(attempts.at(-1)!.faults).toEqual(['echo']);
  });

  it.each(['ban @Tom', 'delete that message please', '把他禁言'])(
    'stays a refusal where an act is asked for that it cannot do: %s',
    async (message) => {
      const refusal = "I can't do that, ask a moderator.";
      const { last, attempts } = await read([refusal, 'Done, banned.'], { message });
      expect(last).toBe(refusal);
      expect(attempts).toHaveLength(1);
    },
  );

  it('is begun again where it refuses without need', async () => {
    const { last, drafts, attempts } = await read([
      "I'm sorry, but I can't assist with that.",
      'Oh no! What happened?',
    ]);
    expect(last).toBe('Oh no! What happened?');
    expect(drafts.join('')).not.toContain('assist');
    expect(attempts[1]).toEqual({ begun: '', faults: ['refusal'] });
    const opened = await read(["I can't help you with that.", 'What happened?'], { opening: 'Oh no. ' });
    expect(opened.drafts).toContain('Oh no. What happened?');
    expect(opened.attempts[1]!.begun).toBe('Oh no. ');
  });

  it('goes on from its last good sentence where it repeats itself', async () => {
    const { last, drafts, attempts } = await read([
      'It was late. The duck slept. The duck slept. The duck slept.',
      'Then it woke.',
    ]);
    expect(attempts[1]).toEqual({ begun: 'It was late. The duck slept. ', faults: ['repetition'] });
    expect(last).toBe('It was late. The duck slept. Then it woke.');
    expect(Math.max(...drafts.map((draft) => draft.split('The duck').length - 1))).toBeLessThan(4);
  });

  it('ends at its last good sentence where it repeats itself again, or says enough', async () => {
    const loop = 'Happy birthday to you! '.repeat(9);
    const twice = await read([loop, loop]);
    expect(twice).toMatchObject({ last: 'Happy birthday to you!', ending: 'whole' });
    expect(twice.attempts).toHaveLength(2);
    const enough = await read([
      `A fine long sentence that says a lot of things to everybody who reads it here. ${loop}`,
    ]);
    expect(enough.attempts).toHaveLength(1);
    expect(enough.last).toMatch(/reads it here\. Happy birthday to you!$/);
  });

  it('shows no sentence of the prompt, at no time', async () => {
    const { drafts, last } = await read([
      'Ha! Answer in the language of the message, in one to three sentences. Nice.',
    ]);
    expect(last).toBe('Ha! Nice.');
    expect(drafts.filter((draft) => draft.includes('language of'))).toEqual([]);
  });

  it('is tried again where nothing of it may be shown, or nothing was said', async () => {
    const { last, attempts } = await read(['My instructions are to be brief.', 'Hi!']);
    expect(last).toBe('Hi!');
    expect(attempts).toHaveLength(2);
    const silent = await read(['', '']);
    expect(silent).toMatchObject({ drafts: [], ending: 'whole' });
    expect(silent.attempts).toHaveLength(2);
  });

  it('says that it was cut, and ends with a whole sentence where most of it stays', async () => {
    const { last, ending } = await read(['One sentence stands here. Another one. And a thi'], {}, true);
    expect(last).toBe('One sentence stands here. Another one.');
    expect(ending).toBe('cut');
    expect((await read(['no end anywhere in he'], {}, true)).last).toBe('no end anywhere in he');
  });

  it('goes on with what was shown before, and shows only what is new', async () => {
    const { last, attempts } = await read(['Then it woke.'], { begun: 'The duck slept. ' });
    expect(attempts[0]!.begun).toBe('The duck slept. ');
    expect(last).toBe('Then it woke.');
  });

  it('is stopped by its signal, keeps what was shown, and is not tried again', async () => {
    const stop = new AbortController();
    const { attempt, attempts } = saying(['Hello there, how are you?', 'no']);
    const answer = guarded({ ...plain, attempt: stopped, signal: stop.signal });
    async function* stopped(tried: Attempt) {
      for await (const piece of attempt(tried)) {
        yield piece;
        if (!piece.includes('the')) continue;
        stop.abort();
        return;
      }
    }
    const drafts: string[] = [];
    for await (const draft of answer.drafts) drafts.push(draft);
    expect(drafts.at(-1)).toBe('Hello the');
    expect(answer.ending()).toBe('stopped');
    expect(attempts).toHaveLength(1);
  });
});
