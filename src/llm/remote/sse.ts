// Server-sent events: the data of each event from bytes in chunks of any size.

/** The `data` of every event in order; an event that was not ended by an empty line is not delivered. */
export async function* eventData(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<string, void, undefined> {
  const decoder = new TextDecoder();
  let rest = '';
  let data: string[] = [];
  for await (const chunk of chunks) {
    rest += decoder.decode(chunk, { stream: true });
    // A \r at the end may be the first half of \r\n: it waits for what follows.
    const lines = rest.split(/\r\n|\n|\r(?!$)/);
    rest = lines.pop() ?? '';
    for (const line of lines) {
      if (line !== '') data = withField(data, line);
      else if (data.length > 0) {
        yield data.join('\n');
        data = [];
      }
    }
  }
  if (/^\r$/.test(rest) && data.length > 0) yield data.join('\n');
}

function withField(data: readonly string[], line: string): string[] {
  const [, value] = /^data(?:: ?(.*))?$/s.exec(line) ?? [];
  return line === 'data' || value !== undefined ? [...data, value ?? ''] : [...data];
}
