// Interactions: each has a token, a first answer within 3 s, and follow-ups for 15 minutes.
import { randomBytes } from 'node:crypto';
import {
  type APIApplicationCommandOptionChoice,
  type APIInteraction,
  type APIModalInteractionResponseCallbackData,
  InteractionType,
} from 'discord-api-types/v10';
import { alreadyAcknowledged, invalidWebhookToken, unknownInteraction, unknownWebhook } from '../apiError.ts';
import { guildPermissions, permissionsIn } from '../permissions.ts';
import type { Channel, Post } from '../world/entities.ts';
import { channelPayload, memberPayload } from '../world/payloads.ts';
import type { World } from '../world/world.ts';
import type { Owners } from './installs.ts';

const FIRST_ANSWER_MS = 3_000;
const TOKEN_MS = 15 * 60_000;

export type Answer =
  | { readonly outcome: 'message' | 'deferred'; readonly post: Post }
  | { readonly outcome: 'updated'; readonly post: Post }
  | { readonly outcome: 'modal'; readonly modal: APIModalInteractionResponseCallbackData }
  | { readonly outcome: 'choices'; readonly choices: APIApplicationCommandOptionChoice[] }
  | { readonly outcome: 'failed' };

export interface Pending {
  readonly id: string;
  readonly token: string;
  readonly type: InteractionType;
  readonly channel: Channel;
  readonly userId: string;
  readonly at: number;
  readonly owners: Owners;
  /** Messages after the first answer. */
  followUps: number;
  readonly command?: { readonly name: string; readonly id: string };
  /** The message whose button or menu was used. */
  readonly source?: Post;
  answer: Answer | undefined;
  /** The message that "@original" means. */
  original: Post | undefined;
  readonly settle: (answer: Answer) => void;
}

export interface Begin {
  readonly type: InteractionType;
  readonly channel: Channel;
  readonly userId: string;
  readonly data: object;
  readonly owners: Owners;
  readonly command?: { readonly name: string; readonly id: string };
  readonly source?: Post;
  readonly message?: object;
}

export class Interactions {
  readonly #world: World;
  readonly #pending = new Map<string, Pending>();

  constructor(world: World) {
    this.#world = world;
  }

  /** Tells the bot and waits for its first answer, 3 s at most. */
  async begin(wish: Begin): Promise<{ id: string; answer: Answer }> {
    this.#forgetOld();
    const id = this.#world.ids.next();
    const given = new AbortController();
    const first = new Promise<Answer>((settle) => {
      const pending: Pending = {
        id,
        token: randomBytes(32).toString('base64url'),
        type: wish.type,
        channel: wish.channel,
        userId: wish.userId,
        at: this.#world.clock.now(),
        owners: wish.owners,
        followUps: 0,
        ...(wish.command && { command: wish.command }),
        ...(wish.source && { source: wish.source }),
        answer: undefined,
        original: wish.type === InteractionType.MessageComponent ? wish.source : undefined,
        settle,
      };
      this.#pending.set(id, pending);
      this.#world.emit({
        type: 'interaction',
        interaction: this.#payload(pending, wish),
        ...(wish.channel.guildId !== undefined && { guildId: wish.channel.guildId }),
      });
    });
    const late = this.#world.clock.wait(FIRST_ANSWER_MS, given.signal).then(
      (): Answer => ({ outcome: 'failed' }),
      (): Answer => ({ outcome: 'failed' }),
    );
    const answer = await Promise.race([first, late]);
    given.abort();
    // An answer that comes later finds no interaction, as on Discord.
    if (answer.outcome === 'failed') this.#pending.delete(id);
    return { id, answer };
  }

  /** The interaction that has no answer yet. Throws "Unknown interaction", or "already acknowledged". */
  unanswered(id: string, token: string): Pending {
    const pending = this.#pending.get(id);
    if (pending?.token !== token) throw unknownInteraction();
    if (pending.answer) throw alreadyAcknowledged();
    return pending;
  }

  /** Marks it answered before anything is awaited, so that two answers cannot both pass. */
  acknowledge(pending: Pending, answer: Answer): void {
    pending.answer = answer;
    if ('post' in answer) pending.original = answer.post;
  }

  /** The answered interaction, for follow-ups and "@original". */
  answered(applicationId: string, token: string): Pending {
    if (applicationId !== this.#world.botId) throw unknownWebhook();
    const pending = [...this.#pending.values()].find((one) => one.token === token);
    if (!pending || this.#world.clock.now() - pending.at > TOKEN_MS) throw invalidWebhookToken();
    if (!pending.answer) throw unknownWebhook();
    return pending;
  }

  /** The modal that this person's interaction was answered with. */
  modalOf(id: string, userId: string): { modal: APIModalInteractionResponseCallbackData; pending: Pending } {
    const pending = this.#pending.get(id);
    if (pending?.userId !== userId || pending.answer?.outcome !== 'modal') throw unknownInteraction();
    return { modal: pending.answer.modal, pending };
  }

  #forgetOld(): void {
    const now = this.#world.clock.now();
    for (const [id, { at }] of this.#pending) if (now - at > TOKEN_MS) this.#pending.delete(id);
  }

  #payload(pending: Pending, wish: Begin): APIInteraction {
    const world = this.#world;
    const { channel, userId } = wish;
    const person = world.person(userId);
    const guild = channel.guildId === undefined ? undefined : world.guild(channel.guildId);
    const member = guild && world.member(guild, userId);
    return {
      id: pending.id,
      application_id: world.botId,
      type: wish.type,
      token: pending.token,
      version: 1,
      data: wish.data,
      channel_id: channel.id,
      channel: {
        ...channelPayload(world, channel),
        permissions: permissionsIn(world, channel, userId).toString(),
      },
      ...(wish.message && { message: wish.message }),
      ...(guild && member
        ? {
            guild_id: guild.id,
            guild: { id: guild.id, locale: guild.preferredLocale, features: [] },
            guild_locale: guild.preferredLocale,
            member: {
              ...memberPayload(world, member),
              permissions: (
                permissionsIn(world, channel, userId) || guildPermissions(guild, userId)
              ).toString(),
            },
          }
        : { user: person.user }),
      locale: person.locale,
      app_permissions: permissionsIn(world, channel, world.botId).toString(),
      entitlements: [],
      authorizing_integration_owners: pending.owners,
      context: guild ? 0 : 1,
      attachment_size_limit: 10_485_760,
    } as unknown as APIInteraction;
  }
}
