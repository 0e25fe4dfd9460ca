import { describe, expect, it } from 'vitest';
import { withShipped, SHIPPED } from '../../src/compose/shippedVerdicts.ts';
import { CALM } from '../../src/demo/story.ts';
import { calibrationOf } from '../../src/llm/calibration.ts';
import { createJudge, type Judge } from '../../src/llm/judge.ts';
import { openPrompts } from '../../src/llm/prompts.ts';
import { silentLog } from '../../src/log.ts';

/** A judge that says of itself what is given, and counts what it is asked. */
function judgeOf(version: string, calibration: string | null) {
  const asked: string[] = [];
  const batches: number[] = [];
  const judge: Judge = {
    judge(texts) {
      batches.push(texts.length);
      asked.push(...texts);
      const probabilities = { positive: 0, neutral: 0, negative: 1 };
      const verdict = { label: 'negative', probabilities, uncertain: false } as const;
      return Promise.resolve(
        texts.map(() => ({ verdict, asked: null, truncated: false, promptVersion: 'p', model: 'm' })),
      );
    },
    calibration: () => (calibration === null ? null : ({ version: calibration } as never)),
    version: () => version,
    stats: () => ({ read: 0, hits: 0 }),
  };
  return { judge, asked, batches };
}

const fitted = SHIPPED.promptVersion.split('.').at(-1) ?? '';
const [first] = SHIPPED.verdicts;

describe('the verdicts that come with the demo', () => {
  it('are one for each message of the calm day', () => {
    expect(SHIPPED.verdicts.map(({ text }) => text)).toEqual(CALM.map(({ text }) => text));
  });

  it('are of the default model, and of the prompt and the calibration that ship with it', async () => {
    const prompts = await openPrompts({ directory: 'prompts', log: silentLog, watch: false });
    const calibration = calibrationOf('qwen2.5-coder-0.5b', true);
    expect(SHIPPED.model, 'run npm run demo:verdicts').toMatch(/^qwen2\.5-coder-0\.5b\//);
    expect(SHIPPED.promptVersion, 'run npm run demo:verdicts').toBe(
      `${prompts.analyst().version}.${calibration?.version}`,
    );
    const model = { id: SHIPPED.model, preset: 'qwen2.5-coder-0.5b', manyWords: true } as never;
    expect(createJudge({ model, prompts }).version(), 'run npm run demo:verdicts').toBe(SHIPPED.judge);
    prompts.close();
  });

  it('are what the same judge says of these messages at once, also with mentions; all others it reads', async () => {
    const { judge, asked } = judgeOf(SHIPPED.judge, fitted);
    const mentioning = CALM.find(({ text }) => text.includes('{laozhou}'))?.text ?? '';
    const onServer = mentioning.replace('{laozhou}', '<@1300000000000000042>');
    const said = await withShipped(judge, SHIPPED).judge(['new', first?.text ?? '', onServer, 'newer']);
    expect(asked).toEqual(['new', 'newer']);
    expect(said.map(({ model }) => model)).toEqual(['m', SHIPPED.model, SHIPPED.model, 'm']);
    expect(said[1]?.verdict.label).toBe(first?.label);
    expect(said[1]?.promptVersion).toBe(SHIPPED.promptVersion);
  });

  it('leave the judge to get ready, which it is asked for without a text', async () => {
    const { judge, batches } = judgeOf(SHIPPED.judge, fitted);
    const said = await withShipped(judge, SHIPPED).judge([]);
    expect(said).toEqual([]);
    expect(batches).toEqual([0]);
  });

  it.each([
    ['another model or prompt', 'other', fitted],
    ['another calibration', SHIPPED.judge, 'other'],
    ['no calibration', SHIPPED.judge, null],
  ])('are not shown where the judge has %s: it reads all', async (_, version, calibration) => {
    const { judge, asked } = judgeOf(version, calibration);
    const texts = CALM.map(({ text }) => text);
    const said = await withShipped(judge, SHIPPED).judge(texts);
    expect(asked).toEqual(texts);
    expect(said.every(({ model }) => model === 'm')).toBe(true);
  });
});
