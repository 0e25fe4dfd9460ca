// Text that one side pushes while the other iterates over it.
export class Pieces implements AsyncIterable<string> {
  readonly #waiting: string[] = [];
  #over = false;
  #failure: { readonly error: unknown } | undefined;
  #wake: (() => void) | undefined;

  push(piece: string): void {
    this.#waiting.push(piece);
    this.#wake?.();
  }

  end(): void {
    this.#over = true;
    this.#wake?.();
  }

  /** What was pushed before is still delivered; then the iteration throws `error`. */
  fail(error: unknown): void {
    this.#failure = { error };
    this.end();
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<string, void, undefined> {
    for (;;) {
      const piece = this.#waiting.splice(0).join('');
      if (piece !== '') yield piece;
      else if (this.#failure) throw this.#failure.error;
      else if (this.#over) return;
      else await new Promise<void>((wake) => (this.#wake = wake));
    }
  }
}
