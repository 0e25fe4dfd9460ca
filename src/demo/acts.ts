// What the moderator does about the alert, by its buttons, as a person would.
import type { APIMessage } from 'discord-api-types/v10';
import type { Answer } from './control.ts';
import { caption, pause, post, press, type Scene } from './scene.ts';
import { buttonOf } from './seen.ts';

const ANSWER_MS = 60_000;
/** To see what was pressed, and to read what came of it. */
const LOOK_MS = 2_500;
const READ_MS = 6_500;

/** Acknowledges the alert, sets slow mode for a quarter of an hour, and asks why; leaves out what is done already. */
export async function handleAlert(scene: Scene, alert: APIMessage): Promise<void> {
  const until = (answer: Answer | undefined, has: string, hasNot: string) => {
    const isNow = (message: APIMessage) =>
      message.id === alert.id &&
      buttonOf(message, has) !== undefined &&
      buttonOf(message, hasNot) === undefined;
    return isTaken(answer) ? post(scene, isNow, ANSWER_MS) : undefined;
  };

  await caption(scene, 'acts', alert, 'end');
  await pause(scene, LOOK_MS);
  await until(await press(scene, alert, 'ack'), 'why', 'ack');
  await pause(scene, LOOK_MS);

  const question = (await press(scene, alert, 'slow'))?.message;
  if (question) {
    await caption(scene, 'acts', question);
    await pause(scene, LOOK_MS);
    await until(await press(scene, question, 'slow15'), 'unslow', 'slow');
    await pause(scene, LOOK_MS);
  }

  const why = await press(scene, alert, 'why');
  if (!why) return;
  const isAnswer = ({ interaction_metadata: by, content, embeds }: APIMessage) =>
    by?.id === why.interactionId && (content !== '' || embeds.length > 0);
  const answer = why.outcome === 'message' ? why.message : await post(scene, isAnswer, ANSWER_MS);
  if (!answer) return;
  await caption(scene, 'acts', answer);
  await pause(scene, READ_MS);
}

/** The bot does what was pressed: where it says no, it does so in a message. */
const isTaken = (answer: Answer | undefined): boolean => answer !== undefined && answer.outcome !== 'message';
