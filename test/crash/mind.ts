// A model server that decides verdicts by a word, for rounds without weights.
import { setTimeout as sleep } from 'node:timers/promises';
import { paperModel } from '../llm/remote/paperModel.ts';
import { startServer, type TestServer } from '../llm/remote/server.ts';

/** A preset without a calibration. */
export const PRESET = 'qwen2.5-0.5b';
/** Messages that hold this word are negative, all others neutral. */
export const ANGRY = 'awful';

/** The environment of a bot that judges by this model: the verdict is the label that the model says. */
export const byMind = ({ url }: Pick<TestServer, 'url'>) => ({
  MODEL: PRESET,
  LLM_URL: url,
  SELF_CALIBRATION: 'false',
});

const ANSWER = ['Thank', ' you', ' for', ' asking', ',', ' it', ' is', ' well', '.'];
/** In milliseconds; slow enough that a kill can hit the middle of an answer. */
const BETWEEN_WORDS = 70;

/** `isAngry` gets the bytes of the message, each as one character. */
export function startMind(
  isAngry = (message: string): boolean => message.includes(ANGRY),
): Promise<TestServer> {
  const angry = paperModel({ ' negative': 9, ' neutral': 1, ' positive': 0 });
  const calm = paperModel({ ' negative': 0, ' neutral': 9, ' positive': 1 });
  return startServer({
    ...calm,
    logits(tokens) {
      const text = String.fromCharCode(...tokens.slice(-600).filter((token) => token < 256));
      const message = text.slice(text.lastIndexOf('Message:'));
      return (isAngry(message) ? angry : calm).logits(tokens);
    },
    async chat(_history, { signal, onText }) {
      for (const word of ANSWER) {
        if (signal.aborted) break;
        onText(word);
        await sleep(BETWEEN_WORDS);
      }
      return 'stop';
    },
  });
}
