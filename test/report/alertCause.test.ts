// What an alert says of the cause, advises, and tells of its snooze and its end.
import { describe, expect, it } from 'vitest';
import { NO_KINDS } from '../../src/mood/kind.ts';
import { HOUR } from '../../src/mood/window.ts';
import type { AlertCause } from '../../src/report/alertCause.ts';
import { alertButtonId } from '../../src/report/alertButtons.ts';
import { alertMessage } from '../../src/report/alertMessage.ts';
import { wordsIn } from '../../src/report/words.ts';
import { start, mod, open, resolved, acted, idsOf, login } from './alertSamples.ts';
import { textOf } from './reader.ts';

describe('what an alert is about and what is to be done', () => {
  it('names the cause with counts and links, and a draft of what to say', () => {
    const message = alertMessage({ ...open, cause: login }, wordsIn('en'));
    expect(message.content).toBe(
      '<@&222> ⚠️ <#111>: 14 of 22 messages clearly negative, mostly `login` · `503` · `saves`',
    );
    const said = textOf(message);
    expect(said).toContain('`login`: 9 messages, 6 people');
    expect(said).toContain(
      'Together: 12 messages by 7 people [↗1](https://discord.com/channels/1/111/9) [↗2]',
    );
    // Two people's word is named to moderators, but not announced.
    expect(said).toContain('We see your messages about login and 503.');
    const chinese = textOf(alertMessage({ ...open, cause: login }, wordsIn('zh-TW')));
    expect(chinese).toContain('我們看到大家在講登入和503的問題了');
  });

  it.each([
    ['quarrel', 'two people arguing', 'ask both to pause'],
    ['person', 'mostly one person', 'talk to them in private'],
    ['repeated', 'the same text again and again', 'check those accounts'],
    ['hostility', 'messages against people', 'Step in: ask for calm'],
    ['complaints', 'mostly complaints', 'ask what is wrong'],
  ] as const)('of kind %s says so and advises by it', (kind, short, advice) => {
    const cause: AlertCause = { ...login, kind, words: [], about: null };
    const message = alertMessage({ ...open, cause }, wordsIn('en'));
    expect(message.content).toContain(short);
    expect(textOf(message)).toContain(advice);
    expect(textOf(message)).toContain('```');
  });

  it.each([
    [{ complaint: 9, hostility: 2 }, 'Mostly complaints; 2 messages against people'],
    [{ complaint: 9, hostility: 1, worry: 3 }, 'Mostly complaints; 1 message against people'],
    [{ worry: 5 }, 'Mostly worry'],
    [{ complaint: 4, worry: 4 }, 'Negative messages: 4 complaints, 4 worried'],
    [{ complaint: 4 }, null],
  ])('says what the negative messages mostly are, and how many are against people: %o', (some, line) => {
    const cause = { ...login, kinds: { ...NO_KINDS, ...some } };
    const [field] = alertMessage({ ...open, cause }, wordsIn('en')).embeds[0]!.fields!.filter(
      ({ name }) => name === 'What it is about',
    );
    if (line !== null) expect(field?.value.split('\n')[0]).toBe(line);
    else expect(field?.value).not.toMatch(/complaint|against/);
  });

  it('says how many of the negative messages are against people where they make the trouble', () => {
    const cause: AlertCause = {
      ...login,
      kind: 'hostility',
      part: { messages: 6, people: 3, of: 14 },
      kinds: { ...NO_KINDS, complaint: 8, hostility: 6 },
    };
    const said = textOf(alertMessage({ ...open, cause }, wordsIn('en')));
    expect(said).toContain('6 of the 14 negative messages are against people, by 3 people');
    expect(said).not.toContain('Mostly complaints');
  });

  it('after an announcement says so; of nothing in common it claims nothing', () => {
    const event = { text: 'Patch 2.4 ``` @everyone', at: start - HOUR };
    const said = textOf(alertMessage({ ...open, cause: { ...login, kind: 'event', event } }, wordsIn('en')));
    expect(said).toContain(`announcement: \`Patch 2.4 @everyone\` (<t:${(start - HOUR) / 1000}:R>)`);
    expect(said).toContain('what you say about this: Patch 2.4 everyone.');
    const unclear = { ...login, kind: 'unclear', words: [], about: null } as const;
    const message = alertMessage({ ...open, cause: unclear }, wordsIn('en'));
    expect(message.content).toBe('<@&222> ⚠️ <#111>: 14 of 22 messages clearly negative');
    expect(textOf(message)).not.toContain('```');
  });

  it('that only silence ended does not say that all is well, and says what is still switched on', () => {
    const silent = { ...resolved, end: 'silence', slowMode: 10 } as const;
    const said = textOf(alertMessage(silent, wordsIn('en')));
    expect(said).toContain('Over: nobody wrote for an hour');
    expect(said).not.toContain('calm');
    expect(said).toContain('Slow mode is still on: 10 s');
    expect(textOf(alertMessage({ ...silent, isSlow: false }, wordsIn('en')))).not.toContain('still on');
  });

  it('says of a snooze until which day, and how long that is', () => {
    const until = start + 24 * HOUR;
    const facts = {
      ...acted({ act: 'snoozed', at: start, by: mod }),
      state: 'snoozed',
      snoozedUntil: until,
    } as const;
    const said = textOf(alertMessage(facts, wordsIn('en')));
    expect(said).toContain(`snoozed it until <t:${until / 1000}:f> (<t:${until / 1000}:R>)`);
    expect(idsOf(facts)).toContain(alertButtonId('unsnooze', '7'));
  });
});
