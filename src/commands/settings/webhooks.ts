// /settings webhooks: other places that receive reports and alerts. Addresses are never shown in full, a new secret once.
import { randomBytes } from 'node:crypto';
import {
  type APIActionRowComponent,
  type APIButtonComponent,
  type ApplicationCommandOptionChoiceData,
  ButtonStyle,
  type ChatInputCommandInteraction,
  ComponentType,
  type InteractionEditReplyOptions,
  MessageFlags,
} from 'discord.js';
import { z } from 'zod';
import { shownTarget, targetProblem } from '../../deliver/target.ts';
import { guildId, type GuildId } from '../../ids.ts';
import { moment } from '../../report/times.ts';
import type { Words } from '../../report/words.ts';
import { EVENT_CHOICES, FORMS, MOST_WEBHOOKS, type Webhook } from '../../store/webhooks.ts';
import { Refusal, type Button, type CommandContext } from '../command.ts';
import { linksOf, type Link } from '../links.ts';
import { MANAGERS } from '../rights.ts';
import { saveSettings } from '../saving.ts';
import { offerUndo, SETTINGS_UNDO } from '../undo.ts';
import { quoted, wordsFor } from '../wording.ts';

const TEST = 'webhook-test';
const LEAST_SECRET = 16;

interface WebhooksRequest {
  readonly interaction: ChatInputCommandInteraction<'cached'>;
  readonly context: CommandContext;
  readonly guild: GuildId;
  readonly held: readonly Webhook[];
  readonly words: Words;
  readonly link: Link;
}

type Answer = Pick<InteractionEditReplyOptions, 'content' | 'embeds' | 'components'>;

/** Answers a subcommand of the group. The reply is already deferred, and only the person sees it. */
export async function runWebhooks(
  interaction: ChatInputCommandInteraction<'cached'>,
  context: CommandContext,
): Promise<void> {
  const guild = guildId.parse(interaction.guildId);
  const held = (await context.store.settings.get(guild)).webhooks;
  const words = wordsFor(interaction);
  const answer = SUBCOMMANDS[interaction.options.getSubcommand()];
  if (!answer) throw new Refusal(words('error.gone'));
  const link = linksOf(interaction.client);
  const said = await answer({ interaction, context, guild, held, words, link });
  await interaction.editReply({ ...said, allowedMentions: { parse: [] } });
}

export const testButton: Button = {
  id: TEST,
  need: MANAGERS,
  async run(interaction, context, subject) {
    await interaction.deferReply({ flags: MessageFlags.Ephemeral });
    const words = wordsFor(interaction);
    const guild = guildId.parse(interaction.guildId);
    const { webhooks } = await context.store.settings.get(guild);
    const webhook = found(webhooks, subject, words, linksOf(interaction.client));
    await interaction.editReply({ content: await sendTest(webhook, guild, context, words) });
  },
};

/** The server's webhooks, to choose from. */
export async function suggestWebhooks(
  guild: GuildId,
  typed: string,
  { store }: CommandContext,
): Promise<ApplicationCommandOptionChoiceData<string>[]> {
  const { webhooks } = await store.settings.get(guild);
  return webhooks
    .map((webhook) => ({ name: `${webhook.id} ${shownTarget(webhook)}`.slice(0, 100), value: webhook.id }))
    .filter(({ name }) => name.toLowerCase().includes(typed.trim().toLowerCase()));
}

const SUBCOMMANDS: Readonly<Record<string, (request: WebhooksRequest) => Promise<Answer> | Answer>> = {
  list: ({ held, words, link }) => shown(held, words, link),

  async add(request) {
    const { words, link } = request;
    const webhook = wanted(request);
    const added = await change(request, (held) => [...withRoom(held, webhook, words), webhook]);
    const { secret } = webhook;
    const content = [
      words('webhooks.added'),
      ...(secret === null ? [] : [words('webhooks.secret', { secret: `||\`${secret}\`||` })]),
    ].join('\n');
    const components = [rowOf([...testsOf([webhook], words), undoOf(request, added)])];
    return { ...shown(added.after.webhooks, words, link), content, components };
  },

  async remove(request) {
    const { words, link } = request;
    const gone = chosen(request);
    const removed = await change(request, (held) => held.filter(({ id }) => id !== gone.id));
    const content = words('webhooks.removed', { where: quoted(shownTarget(gone)) });
    const components = [rowOf([undoOf(request, removed)])];
    return { ...shown(removed.after.webhooks, words, link), content, components };
  },

  test: async (request) => ({
    content: await sendTest(chosen(request), request.guild, request.context, request.words),
  }),
};

function wanted({ interaction, context, words }: WebhooksRequest): Webhook {
  const { options } = interaction;
  const form = z.enum(FORMS).parse(options.getString('form', true));
  const to = options.getString('address', true).trim();
  const events = z.enum(EVENT_CHOICES).parse(options.getString('events') ?? 'all');
  const own = options.getString('secret');
  const problem = targetProblem(form, to, context.targetRules);
  if (problem) throw new Refusal(words(`webhooks.bad.${problem}`));
  if (own !== null && own.length < LEAST_SECRET) throw new Refusal(words('webhooks.shortSecret'));
  const secret = form === 'json' ? (own ?? randomBytes(24).toString('base64url')) : null;
  return { id: randomBytes(3).toString('hex'), form, to, secret, events };
}

/** The stored webhooks. Throws Refusal where the new one is there already or the list is full. */
function withRoom(held: readonly Webhook[], { form, to }: Webhook, words: Words): readonly Webhook[] {
  if (held.length >= MOST_WEBHOOKS) throw new Refusal(words('webhooks.full', { n: MOST_WEBHOOKS }));
  if (held.some((other) => other.form === form && other.to === to))
    throw new Refusal(words('webhooks.twice'));
  return held;
}

const change = ({ context, guild }: WebhooksRequest, next: (held: readonly Webhook[]) => Webhook[]) =>
  saveSettings(context, guild, (held) => ({ ...held, webhooks: next(held.webhooks) }));

const undoOf = (
  { interaction, context, words }: WebhooksRequest,
  saved: Awaited<ReturnType<typeof saveSettings>>,
) => offerUndo(SETTINGS_UNDO, interaction, saved, context, words);

async function sendTest(webhook: Webhook, guild: GuildId, { deliveries }: CommandContext, words: Words) {
  const result = await deliveries.test(guild, webhook);
  if (!result) throw new Refusal(words('webhooks.tooSoon'));
  const facts = { where: quoted(shownTarget(webhook)), ms: result.ms, said: quoted(result.said) };
  return words(result.arrived ? 'webhooks.arrived' : 'webhooks.refused', facts);
}

const chosen = ({ interaction, held, words, link }: WebhooksRequest) =>
  found(held, interaction.options.getString('webhook', true).trim(), words, link);

function found(held: readonly Webhook[], id: string, words: Words, link: Link): Webhook {
  const webhook = held.find((one) => one.id === id);
  if (webhook) return webhook;
  throw new Refusal(words('webhooks.unknown', { id: quoted(id), command: link('settings webhooks list') }));
}

function shown(held: readonly Webhook[], words: Words, link: Link): Answer {
  const lines = held.map((webhook) => {
    const line = words('webhooks.line', {
      id: quoted(webhook.id),
      form: words(`choice.form.${webhook.form}`),
      where: quoted(shownTarget(webhook)),
      events: words(`choice.events.${webhook.events}`),
    });
    const { diedAt } = webhook;
    return diedAt === undefined ? line : `${line}\n${words('webhooks.dead', { when: moment(diedAt, 'f') })}`;
  });
  const none = words('webhooks.none', { command: link('settings webhooks add') });
  return {
    embeds: [{ title: words('webhooks.title'), description: lines.join('\n') || none }],
    components: held.length === 0 ? [] : [rowOf(testsOf(held, words))],
  };
}

/** One for each webhook: a row holds five, which is also the most that a server may have. */
const testsOf = (webhooks: readonly Webhook[], words: Words): APIButtonComponent[] =>
  webhooks.map(({ id }) => ({
    type: ComponentType.Button,
    style: ButtonStyle.Secondary,
    label: words('webhooks.testButton', { id }),
    custom_id: `${TEST}:${id}`,
  }));

const rowOf = (components: APIButtonComponent[]): APIActionRowComponent<APIButtonComponent> => ({
  type: ComponentType.ActionRow,
  components,
});
