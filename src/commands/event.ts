// /event: what a server announced: the daily report says what changed after it, and while it goes on alerts mention nobody.
import {
  ApplicationCommandOptionType as Type,
  type ChatInputCommandInteraction,
  InteractionContextType,
  type InteractionEditReplyOptions,
  MessageFlags,
} from 'discord.js';
import { guildId } from '../ids.ts';
import { DAY, EVER, HOUR, type Window } from '../mood/window.ts';
import { LONGEST_EVENT } from '../pipeline/alerts/hushing.ts';
import { harmless } from '../report/citing.ts';
import { dayMoment, moment, zoneName } from '../report/times.ts';
import type { Words } from '../report/words.ts';
import type { AnnouncedEvent } from '../store/store.ts';
import { Refusal, type CommandContext, type GuildCommand } from './command.ts';
import { linksOf } from './links.ts';
import { parseMoment } from '../periods/moment.ts';
import { MANAGERS } from './rights.ts';
import { quoted, subcommand, localized, wordsFor } from './wording.ts';

const LONGEST = 100;
const SHOWN = 25;
const MOST = 200;
const PAST = 90 * DAY;

export const event = {
  where: 'guild',
  need: MANAGERS,
  data: {
    ...localized('command.event'),
    contexts: [InteractionContextType.Guild],
    options: [
      subcommand('command.event.add', [
        { type: Type.String, ...localized('option.eventText'), required: true, max_length: LONGEST },
        { type: Type.String, ...localized('option.eventAt'), max_length: 40 },
        {
          type: Type.Integer,
          ...localized('option.eventHours'),
          min_value: 1,
          max_value: LONGEST_EVENT / HOUR,
        },
      ]),
      subcommand('command.event.list'),
      subcommand('command.event.remove', [
        { type: Type.String, ...localized('option.event'), required: true, autocomplete: true },
      ]),
    ],
  },

  async run(interaction, context) {
    await interaction.deferReply({ flags: MessageFlags.Ephemeral });
    const answer = ANSWERS[interaction.options.getSubcommand()];
    const words = wordsFor(interaction);
    if (!answer) throw new Refusal(words('error.gone'));
    await interaction.editReply({
      allowedMentions: { parse: [] },
      ...(await answer(interaction, context, words)),
    });
  },

  async autocomplete(interaction, { store, clock }) {
    const typed = interaction.options.getFocused().toLowerCase();
    const events = await store.events.list(guildId.parse(interaction.guildId), recent(clock.now()), MOST);
    return events
      .filter(({ text }) => text.toLowerCase().includes(typed))
      .slice(0, SHOWN)
      .map(({ id, text }) => ({ name: text.slice(0, LONGEST), value: id }));
  },
} satisfies GuildCommand;

type Answer = (
  interaction: ChatInputCommandInteraction<'cached'>,
  context: CommandContext,
  words: Words,
) => Promise<InteractionEditReplyOptions>;

const ANSWERS: Readonly<Record<string, Answer>> = {
  async add({ guildId: guild, options, client }, { store, clock }, words) {
    const id = guildId.parse(guild);
    const text = options.getString('text', true).normalize('NFC').replace(/\s+/g, ' ').trim();
    if (!/[\p{L}\p{N}]/u.test(text)) throw new Refusal(words('event.empty'));
    const { timeZone } = await store.settings.get(id);
    const typed = options.getString('at');
    const at = typed === null ? clock.now() : parseMoment(typed, timeZone, clock.now())?.from;
    if (at === undefined) {
      throw new Refusal(
        words('error.period.unreadable', { zone: zoneName(timeZone), text: quoted(typed ?? '') }),
      );
    }
    if ((await store.events.list(id, EVER, MOST)).length >= MOST) {
      throw new Refusal(words('event.full', { n: MOST, command: linksOf(client)('event remove') }));
    }
    const lasts = (options.getInteger('hours') ?? 0) * HOUR;
    await store.events.add({ guildId: id, text, at, lasts });
    const added = words('event.added', { text: harmless(text, LONGEST), at: moment(at, 'f') });
    return { content: [added, ...hushLine({ at, lasts }, clock.now(), words)].join('\n') };
  },

  async list({ guildId: guild, client }, { store, clock }, words) {
    const events = await store.events.list(guildId.parse(guild), recent(clock.now()), SHOWN);
    if (events.length === 0)
      return { content: words('event.none', { command: linksOf(client)('event add') }) };
    const lines = events.map(({ text, at, lasts }) => {
      const facts = { text: harmless(text, LONGEST), at: moment(at, 'f') };
      return lasts === 0
        ? words('event.line', facts)
        : words('event.lineLasting', { ...facts, until: moment(at + lasts, 'f') });
    });
    return { embeds: [{ title: words('event.title'), description: lines.join('\n') }] };
  },

  async remove({ guildId: guild, options }, { store }, words) {
    const removed = await store.events.remove(guildId.parse(guild), options.getString('event', true));
    if (!removed) throw new Refusal(words('event.gone'));
    return { content: words('event.removed') };
  },
};

/** When alerts mention nobody because of it; nothing where it has no length or is over. */
function hushLine({ at, lasts }: Pick<AnnouncedEvent, 'at' | 'lasts'>, now: number, words: Words): string[] {
  if (lasts === 0 || at + lasts <= now) return [];
  const until = dayMoment(at + lasts);
  return [
    at > now
      ? words('event.hushesLater', { from: moment(at, 'f'), until })
      : words('event.hushes', { until }),
  ];
}

/** The last 90 days, and everything that is planned. */
const recent = (now: number): Window => ({ from: now - PAST, to: EVER.to });
