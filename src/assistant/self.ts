// What the bot says of itself: written by people, filled with the facts of this server and this copy.
import type { Place } from '../discord/place.ts';
import type { SelfTopic } from '../llm/heads/asked.ts';
import type { Key, Words } from '../report/words.ts';
import type { GuildSettings } from '../store/settings.ts';
import type { Copy } from './question.ts';
import { alertsText, reportsText } from './reporting.ts';
import { readText } from './reading.ts';
import { paragraph, type Wording } from './wordings.ts';

export interface SelfFacts {
  readonly words: Words;
  readonly wording: Wording;
  readonly link: (path: string) => string;
  /** Null in direct messages. */
  readonly place: Place | null;
  /** Of the server; the defaults in direct messages. */
  readonly settings: GuildSettings;
  readonly copy: Copy;
}

/** One to three sentences; a list for "commands". */
export function selfText(topic: SelfTopic, facts: SelfFacts): string {
  return TEXTS[topic](facts);
}

const TEXTS: Readonly<Record<SelfTopic, (facts: SelfFacts) => string>> = {
  who: ({ words, wording }) => words(`assistant.self.who.${wording}`),
  program: ({ words, wording }) => words(`assistant.self.program.${wording}`),
  maker: ({ words, wording }) => words(`assistant.self.maker.${wording}`),
  model,
  abilities,
  commands,
  reads,
  keeps,
  shares,
  optout,
  judging,
  memory: ({ words, wording, link }) =>
    words(`assistant.self.memory.${wording}`, { reset: link('chat reset') }),
  secrets: ({ words, wording }) => words(`assistant.self.secrets.${wording}`),
};

function voice({ words, copy }: SelfFacts): string {
  return words(`assistant.self.voice.${copy.hearsVoice ? 'yes' : 'no'}`);
}

function reads(facts: SelfFacts): string {
  return paragraph([readText(facts), voice(facts)]);
}

function model({ words, wording, copy }: SelfFacts): string {
  const { id, calibrated } = copy.model();
  return words(`assistant.self.model.${wording}`, {
    model: `\`${id}\``,
    kind: words(`assistant.self.kind.${copy.isRemote ? 'remote' : 'local'}`),
    calibrated: words(`assistant.self.calibrated.${calibrated ? 'yes' : 'no'}`),
  });
}

function abilities(facts: SelfFacts): string {
  const { words, wording, link, place } = facts;
  const help = link('help');
  if (!place) return paragraph([words(`assistant.self.abilities.direct.${wording}`, { help }), voice(facts)]);
  const here = words(`assistant.self.abilities.here.${wording}`, {
    mood: link('mood server'),
    reports: reportsText(facts, place),
    alerts: alertsText(facts),
    help,
  });
  return paragraph([here, voice(facts)]);
}

const FOR_EVERYONE = [
  ['mood channel', 'command.mood.channel.description'],
  ['mood server', 'command.mood.server.description'],
  ['mood me', 'command.mood.me.description'],
  ['privacy show', 'command.privacy.show.description'],
  ['privacy opt-out', 'command.privacy.optOut.description'],
  ['chat reset', 'assistant.self.commands.reset'],
] as const satisfies readonly (readonly [string, Key])[];

const FOR_MANAGERS = [
  ['settings show', 'command.settings.show.description'],
  ['report daily', 'command.report.daily.description'],
  ['alerts history', 'command.alerts.history.description'],
  ['status', 'command.status.description'],
] as const satisfies readonly (readonly [string, Key])[];

function commands({ words, link, place }: SelfFacts): string {
  const listed = (lines: readonly (readonly [string, Key])[]) =>
    lines.map(([path, key]) => `- ${link(path)} ${words(key)}`);
  return [
    words(`assistant.self.commands.${place ? 'here' : 'direct'}`, { help: link('help') }),
    ...listed(FOR_EVERYONE),
    words('assistant.self.commands.managers'),
    ...listed(FOR_MANAGERS),
  ].join('\n');
}

function keeps({ words, wording, link, place, copy }: SelfFacts): string {
  const { storeContent, contentDays, historyDays } = copy;
  const kept = storeContent
    ? words(`assistant.self.keeps.text.${wording}`, { content: contentDays, history: historyDays })
    : words(`assistant.self.keeps.noText.${wording}`, { history: historyDays });
  return place
    ? paragraph([kept, words('assistant.self.keeps.here', { show: link('privacy show') })])
    : paragraph([words('assistant.self.keeps.direct'), kept]);
}

function shares(facts: SelfFacts): string {
  const { words, wording, place, settings, copy } = facts;
  const n = settings.webhooks.length;
  return paragraph([
    words(`assistant.self.shares.${copy.isRemote ? 'remote' : 'local'}.${wording}`),
    ...(copy.hearsVoice ? [voice(facts)] : []),
    words(`assistant.self.shares.${place ? 'here' : 'direct'}`),
    ...(place && n > 0 ? [words('assistant.self.shares.elsewhere', { n })] : []),
  ]);
}

function optout({ words, wording, link, place }: SelfFacts): string {
  const ways = words(`assistant.self.optout.${wording}`, {
    optOut: link('privacy opt-out'),
    export: link('privacy export'),
    delete: link('privacy delete'),
    optIn: link('privacy opt-in'),
  });
  return place ? ways : paragraph([words('assistant.self.optout.direct'), ways]);
}

function judging({ words, wording, copy }: SelfFacts): string {
  const { right, calibrated } = copy.model();
  const isMeasured = calibrated && right !== null;
  return words(`assistant.self.judging.${wording}`, {
    right: isMeasured
      ? words('assistant.judging.right', { n: Math.round(right) })
      : words('assistant.judging.unmeasured'),
  });
}
