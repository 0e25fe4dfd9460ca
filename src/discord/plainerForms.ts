// Sends a post in the fullest form that Discord accepts: plainer forms are tried after a refusal of the content.
import { isDeepStrictEqual } from 'node:util';
import { isContentRefusal } from './contentRefusal.ts';

/**
 * Makes and sends the forms in turn, fullest first, until one is taken; `index` tells them apart.
 * A form that equals the one before it is skipped. Throws what `send` throws; the last refusal where all are refused.
 */
export async function sendPlainest<Form, Sent>(
  forms: readonly (() => Promise<Form>)[],
  send: (form: Form, index: number) => Promise<Sent>,
): Promise<Sent> {
  let refusal: unknown = new RangeError('a post needs a form');
  let before: Form | undefined;
  for (const [index, make] of forms.entries()) {
    const form = await make();
    if (isDeepStrictEqual(form, before)) continue;
    before = form;
    try {
      return await send(form, index);
    } catch (error) {
      if (!isContentRefusal(error)) throw error;
      refusal = error;
    }
  }
  throw refusal;
}
