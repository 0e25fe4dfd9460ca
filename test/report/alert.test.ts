import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { channelId, userId } from '../../src/ids.ts';
import { LOCALES } from '../../src/locale.ts';
import { HOUR, MINUTE } from '../../src/mood/window.ts';
import { alertButtonId } from '../../src/report/alertButtons.ts';
import type { AlertFacts, AlertState, ChannelAlert } from '../../src/report/alertFacts.ts';
import { worsenedMessage } from '../../src/report/alertCalls.ts';
import { alertForms } from '../../src/report/alertForms.ts';
import { alertMessage, foldedMessage } from '../../src/report/alertMessage.ts';
import { wordsIn } from '../../src/report/words.ts';
import {
  start,
  evidence,
  general,
  mod,
  cited,
  open,
  resolved,
  acted,
  idsOf,
  buttons,
  login,
} from './alertSamples.ts';
import { textOf } from './reader.ts';

describe('an alert', () => {
  it('says what is wrong, where, since when, who and what to do, and calls the role', () => {
    const message = alertMessage(open, wordsIn('en'));
    expect(message.content).toBe('<@&222> ⚠️ <#111>: 14 of 22 messages clearly negative');
    expect(message.allowedMentions).toEqual({ parse: [], roles: ['222'] });
    const said = textOf(message);
    expect(said).toContain('14 of 22 clearly negative; 3 expected (95 %: 1–6)');
    expect(said).toContain('<t:1791892800:t> (<t:1791892800:R>)');
    expect(said).toContain('6 people');
    expect(said).toContain('What to do');
    expect(said).not.toContain('mostly one person');
    expect(message.embeds[0]?.footer?.text).toBe('Incident 7K3F');
  });

  it('calls nobody where no role is set, nor once somebody is on it, it is snoozed or over', () => {
    const quiet = [
      { ...open, alertRoleId: null },
      { ...open, state: 'acknowledged' as const },
      { ...open, state: 'snoozed' as const },
      { ...open, state: 'false alarm' as const },
      resolved,
    ];
    for (const message of quiet.map((facts) => alertMessage(facts, wordsIn('en')))) {
      expect(message.allowedMentions).toEqual({ parse: [] });
      expect(message.content).not.toContain('<@&');
    }
  });

  it('says also without quotes and links who was asked to look into it', async () => {
    const to = userId.parse('444');
    const facts = {
      ...open,
      state: 'acknowledged' as const,
      acts: [{ act: 'assigned' as const, at: start, by: mod, to }],
    };
    const forms = alertForms(facts, () => Promise.resolve(null), wordsIn('en'));
    for (const form of forms.slice(0, 3))
      expect(textOf(await form())).toContain('<@333> asked <@444> to look into it');
  });

  it('ends with how long it took, and has nothing left to do', () => {
    const said = textOf(alertMessage(resolved, wordsIn('en')));
    expect(said).toContain('Resolved after 52 min');
    expect(said).not.toContain('What to do');
    expect(textOf(alertMessage(resolved, wordsIn('zh-CN')))).toContain('已恢复，历时 52 分钟');
    expect(idsOf(resolved)).toEqual(buttons('false', 'why'));
  });

  it('keeps the moment it began when the newest evidence starts later', () => {
    const later = { ...general, evidence: { ...evidence, since: start + 5 * HOUR } };
    const said = textOf(alertMessage({ ...open, channels: [later] }, wordsIn('en')));
    expect(said).toContain(`<t:${general.openedAt / 1000}:R>`);
  });

  it('says of one person’s raid that it is one, without naming them', () => {
    const raid = { ...open, channels: [{ ...general, mostlyOnePerson: true }] as const };
    expect(textOf(alertMessage(raid, wordsIn('en')))).toContain('6 people\nmostly one person');
    expect(textOf(alertMessage(raid, wordsIn('zh-TW')))).toContain('主要來自一個人');
  });

  it('links the worst messages, and shows hostile words as harmless code', () => {
    const worst = [
      cited('9', 'I hate `this` @everyone\n# [x](https://evil.example) \u202Eabc'),
      cited('8', null),
    ];
    const said = textOf(alertMessage({ ...open, worst }, wordsIn('en')));
    expect(said).toContain(
      '[Jump](https://discord.com/channels/1/111/9) `I hate this @everyone # [x](https://evil.example) abc`',
    );
    expect(said).toContain('[Jump](https://discord.com/channels/1/111/8)\n'.trim());
  });

  it('offers what can be done in its state', () => {
    expect(idsOf(open)).toEqual(buttons('ack', 'snooze', 'snoozeDay', 'false', 'slow', 'thread', 'why'));
    expect(idsOf({ ...open, state: 'acknowledged' })).toEqual(
      buttons('snooze', 'snoozeDay', 'false', 'slow', 'thread', 'why'),
    );
    expect(idsOf({ ...open, slowMode: 10 })).toContain(alertButtonId('unslow', '7'));
    expect(idsOf({ ...open, slowMode: 10 })).not.toContain(alertButtonId('slow', '7'));
    expect(idsOf({ ...resolved, slowMode: 10 })).toContain(alertButtonId('unslow', '7'));
    expect(idsOf({ ...open, state: 'false alarm' })).toEqual(buttons('slow', 'thread', 'why'));
  });

  it('tells who did what, the newest last', () => {
    const said = textOf(
      alertMessage(
        {
          ...acted(
            { act: 'snoozed', at: start, by: mod },
            { act: 'slow mode', at: start + MINUTE, by: mod },
            { act: 'acknowledged', at: start + 2 * MINUTE, by: null },
          ),
          slowMode: 10,
        },
        wordsIn('en'),
      ),
    );
    expect(said).toMatch(
      /<@333> snoozed it[^]*<@333> turned on slow mode: 10 s[^]*Someone is looking into it/,
    );
  });

  it('says of a false alarm why, and by how much the threshold moved', () => {
    const facts = {
      ...acted({ act: 'false alarm', at: start, by: mod, reason: 'match night `x`' }),
      strictness: 4,
    };
    const said = textOf(alertMessage({ ...facts, state: 'false alarm' }, wordsIn('en')));
    expect(said).toContain('<@333> marked it as a false alarm');
    expect(said).toContain('`match night x`');
    expect(said).toContain('sensitivity is reduced (4×)');
  });

  it('is one for several channels that turn together', () => {
    const support = { ...general, channelId: channelId.parse('112') };
    const calm = { ...general, channelId: channelId.parse('113'), resolvedAt: start + HOUR };
    const facts = { ...open, channels: [general, support, calm] as const };
    const message = alertMessage(facts, wordsIn('en'));
    expect(message.content).toBe('<@&222> ⚠️ The mood has turned in 3 channels');
    const said = textOf(message);
    expect(said).toContain('**<#111>** since');
    expect(said).toContain('**<#112>** since');
    expect(said).toContain('<#113>: calm again since');
    expect(idsOf(facts)).not.toContain(alertButtonId('slow', '7'));
    const left = foldedMessage(support.channelId, 'https://discord.com/channels/1/2/3', wordsIn('en'));
    expect(textOf(left)).toContain('[server-wide alert](https://discord.com/channels/1/2/3)');
    expect(left.components).toEqual([]);
  });

  it('calls the role once more where it got worse', () => {
    const message = worsenedMessage(open, wordsIn('en'));
    expect(message.content).toBe(
      '<@&222> Much worse since it was snoozed. ⚠️ <#111>: 14 of 22 messages clearly negative',
    );
    expect(message.allowedMentions.roles).toEqual(['222']);
  });

  it('carries a chart with its finding as alt text', () => {
    const chart = { name: 'incident.png', data: new Uint8Array([1]), alt: 'Negative share rose to 64 %' };
    const message = alertMessage({ ...open, chart }, wordsIn('en'));
    expect(message.embeds[0]?.image?.url).toBe('attachment://incident.png');
    expect(message.files?.[0]).toMatchObject({ name: 'incident.png', description: chart.alt });
  });

  const states: AlertState[] = ['open', 'acknowledged', 'snoozed', 'false alarm', 'resolved'];
  const anyChannel = fc
    .record({
      id: fc.bigInt(1n, 2n ** 63n - 1n),
      negative: fc.nat(1e6),
      more: fc.nat(1e6),
      over: fc.boolean(),
    })
    .map(({ id, negative, more, over }): ChannelAlert => ({
      ...general,
      channelId: channelId.parse(String(id)),
      evidence: { ...evidence, negative, total: negative + more + 1 },
      resolvedAt: over ? start + HOUR : null,
    }));
  const anyFacts = fc
    .record({
      state: fc.constantFrom(...states),
      channels: fc.array(anyChannel, { minLength: 1, maxLength: 60 }),
      texts: fc.array(fc.option(fc.string({ unit: 'binary', maxLength: 2000 })), { maxLength: 3 }),
      reason: fc.oneof(fc.string({ unit: 'binary', maxLength: 200 }), fc.constant('😀'.repeat(100))),
      slowMode: fc.option(fc.constant(10)),
      cause: fc.option(
        fc.record({
          kind: fc.constantFrom('repeated', 'person', 'quarrel', 'event', 'topic', 'unclear'),
          words: fc.array(fc.string({ unit: 'binary', minLength: 1, maxLength: 40 }), { maxLength: 4 }),
          event: fc.option(fc.string({ unit: 'binary', maxLength: 200 })),
        }),
      ),
    })
    .map(({ texts, reason, channels, cause, ...rest }): AlertFacts => ({
      ...open,
      ...rest,
      cause: cause && {
        ...login,
        kind: cause.kind,
        words: cause.words.map((word) => ({ ...login.words[1]!, word, people: 9 })),
        event: cause.event === null ? null : { text: cause.event, at: start },
      },
      channels: channels as [ChannelAlert, ...ChannelAlert[]],
      resolvedAt: channels.every((channel) => channel.resolvedAt !== null) ? start + HOUR : null,
      worst: texts.map((text, n) => cited(String(n + 1), text)),
      acts: Array.from({ length: 9 }, () => ({ act: 'false alarm', at: start, by: mod, reason })),
      strictness: 16,
    }));

  it.each(LOCALES)('fits Discord’s limits whatever people wrote, in %s', (locale) => {
    fc.assert(
      fc.property(anyFacts, (facts) => {
        const message = alertMessage(facts, wordsIn(locale));
        const [embed] = message.embeds;
        expect(message.content.length).toBeLessThanOrEqual(2000);
        expect(embed?.description?.length).toBeLessThanOrEqual(4096);
        for (const { value } of embed?.fields ?? []) {
          expect(value.length).toBeGreaterThan(0);
          expect(value.length).toBeLessThanOrEqual(1024);
        }
        expect(textOf(message).length).toBeLessThanOrEqual(6000);
        for (const { components } of message.components) expect(components.length).toBeLessThanOrEqual(5);
        expect(message.components.length).toBeLessThanOrEqual(5);
      }),
    );
  });
});
