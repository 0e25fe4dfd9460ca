// Events of invented servers: a plain summary, and one with hostile texts.
import type { DeliveryEvent } from '../../src/deliver/event.ts';
import { letterOf, type Letter, type Names } from '../../src/deliver/letter.ts';
import { guild } from '../contract/store/fixtures.ts';

/** 2026-05-05 13:00 UTC. */
export const ONE = Date.UTC(2026, 4, 5, 13);
const GENERAL = '1200000000000000001';

export const names: Names = {
  guild: 'Harbour',
  locale: 'en',
  timeZone: 'Asia/Shanghai',
  channel: (id) => (id === GENERAL ? 'general' : null),
  page: null,
};

export function summaryEvent(more: Partial<DeliveryEvent> = {}): DeliveryEvent {
  return {
    kind: 'summary',
    guildId: guild,
    key: `summary:${guild}:${ONE - 3_600_000}`,
    at: ONE,
    facts: {
      total: 42,
      positive: 9,
      neutral: 21,
      negative: 12,
      uncertain: 3,
      ratio: 0.2857,
      mood: { value: -7.1, interval: [-19, 5] },
      busiest: [{ channelId: GENERAL, total: 30 }],
    },
    message: {
      content: '',
      embeds: [
        {
          title: '📉 Mood falling: −7, down 12',
          color: 0xd83c3e,
          description: `<t:${ONE / 1000 - 3600}:t> – <t:${ONE / 1000}:t>\n🟩🟩⬜⬜⬜⬜⬜🟥🟥🟥`,
          fields: [
            { name: 'Mood', value: '**−7** (95 %: −19 to +5)', inline: true },
            { name: 'Busiest', value: `<#${GENERAL}> 30 messages, mood −4\n<#77> 12 messages, mood −15` },
            { name: 'Typical', value: '[🟥 13:05](https://discord.com/channels/1/2/3)' },
          ],
          footer: { text: 'Summary 20:00–21:00 (Asia/Shanghai) · 7K3F' },
        },
      ],
    },
    ...more,
  };
}

/** What a hostile person would write, where a report repeats it (escaped for Discord or not). */
export const TRAPS = [
  '<!channel> <@U024BE7LH> <@all> @everyone @here @channel',
  '[click](https://evil.example/a) <https://evil.example/b|ok>',
  '<script>alert(1)</script><img src=x onerror=alert(1)>"\'&',
  '**bold** __under__ `code` ```block``` > quote # head',
  '=HYPERLINK("https://evil.example","x")',
  'a\r\nBcc: victim@example.com\r\n\r\nbody',
  '\\*\\[\\]\\(\\) \u202etxt.exe \u0000 \ud800',
];

export function trapEvent(trap: string): DeliveryEvent {
  const { message, ...rest } = summaryEvent();
  const [embed] = message.embeds;
  return {
    ...rest,
    message: {
      content: trap,
      embeds: [
        {
          ...embed,
          title: trap,
          description: trap,
          fields: [{ name: trap, value: trap }],
          footer: { text: trap },
        },
      ],
    },
  };
}

export const letterFrom = (event: DeliveryEvent, more: Partial<Names> = {}): Letter =>
  letterOf(event, { ...names, ...more });
