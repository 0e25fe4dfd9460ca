// Message menus on a stage: people's messages are really posted, and stored and judged as the bot would.
import type { APIMessage, ComponentType } from 'discord.js';
import { channelId, guildId, messageId, userId } from '../../../src/ids.ts';
import type { Verdict } from '../../../src/mood/verdict.ts';
import type { Tag } from '../../../src/store/store.ts';
import type { Stage } from '../stage.ts';

export const NEGATIVE: Verdict = {
  label: 'negative',
  probabilities: { positive: 0.02, neutral: 0.06, negative: 0.92 },
  uncertain: false,
};

interface MenuStage {
  /** A message of a person that is stored and waits for its verdict. */
  readonly said: (who: string, where: string, text: string) => Promise<APIMessage>;
  /** The same, judged. */
  readonly judged: (
    who: string,
    where: string,
    text: string,
    verdict?: Verdict,
    more?: Partial<Tag>,
  ) => Promise<APIMessage>;
  /** Uses the menu on the message; resolves with what the person sees of the answer at last. */
  readonly use: (who: string, name: string, message: APIMessage) => ReturnType<Stage['ask']>;
  /** Chooses from a list. */
  readonly choose: (
    who: string,
    message: Pick<APIMessage, 'id' | 'channel_id'>,
    customId: string,
    value: string,
  ) => ReturnType<Stage['ask']>;
}

export function menusOn(stage: () => Stage): MenuStage {
  const said: MenuStage['said'] = async (who, where, text) => {
    const posted = await stage().acting.post(who, where, text);
    await stage().store.intake.add([
      {
        id: messageId.parse(posted.id),
        guildId: guildId.parse(stage().guild),
        channelId: channelId.parse(where),
        authorId: userId.parse(who),
        createdAt: stage().clock.now(),
        content: text,
      },
    ]);
    return posted;
  };
  return {
    said,
    async judged(who, where, text, verdict = NEGATIVE, more = {}) {
      const posted = await said(who, where, text);
      const from = { model: 'tiny', promptVersion: '1', truncated: false, judgedAt: stage().clock.now() };
      await stage().store.queue.tag([
        { id: messageId.parse(posted.id), revision: 1, verdict, ...from, ...more },
      ]);
      return posted;
    },
    use: (who, name, message) => stage().ask(who, message.channel_id, name, undefined, message.id),
    choose: (who, message, customId, value) => stage().press(who, message, customId, [value]),
  };
}

/** The custom_id of the component of a kind; fails where there is none. */
export function componentOf({ components = [] }: APIMessage, type: ComponentType): string {
  for (const row of components) {
    for (const one of 'components' in row ? row.components : []) {
      if (one.type === type && 'custom_id' in one) return one.custom_id;
    }
  }
  throw new Error(`no component of type ${type}`);
}
