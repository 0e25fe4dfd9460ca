// What the mood view refuses, as HTTP answers: one line for people, and no word about what they may not see.
import { BarometerError } from '../errors.ts';

export class ViewRefusal extends BarometerError {
  constructor(
    readonly status: 400 | 401 | 403 | 404 | 409 | 413 | 503,
    message: string,
  ) {
    super(message);
  }
}

/** The same for what does not exist and for what the viewer may not see. */
export const notFound = () =>
  new ViewRefusal(404, 'Nothing here that you may see: choose another server or channel.');
export const notAllowed = () => new ViewRefusal(403, 'You lack the right to do this in Discord.');
