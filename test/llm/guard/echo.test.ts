import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { beginsAsEcho } from '../../../src/llm/guard/echo.ts';

describe('an echo', () => {
  it.each([
    ['What should I bring to the dorm?', 'what should i bring to the dorm'],
    ['你记得我在哪个城市读书吗', '我记得我在哪个城市读书吗？有什么好玩的事吗？'],
    ['一杯咖啡十八块，两杯多少', '一杯咖啡十八块，两杯多少？'],
    ["hi i'm Ada and I just moved to Oslo", 'Hi, I’m Ada and I just moved to Oslo! How are you?'],
  ])('says the message again: %s', (message, answer) => {
    expect(beginsAsEcho(answer, message, true)).toBe(true);
  });

  it.each([
    ['what is the capital of France?', 'The capital of France is Paris.'],
    ['火星是太阳系第几颗行星', '火星是太阳系第四颗行星。'],
    ['good night', 'Good night! Sleep well.'],
    ['lol', 'lol'],
    ['我好难过', '抱抱你。'],
  ])('is none where the answer says more or something else: %s', (message, answer) => {
    expect(beginsAsEcho(answer, message, true)).toBe(false);
  });

  it('is open while the first words could be one, and decided as soon as they are not', () => {
    const message = 'what should I bring to the dorm?';
    expect(beginsAsEcho('What should', message, false)).toBeNull();
    expect(beginsAsEcho('A towel', message, false)).toBe(false);
  });

  it('is never open for an answer that is whole', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (answer, message) => {
        expect(beginsAsEcho(answer, message, true)).not.toBeNull();
      }),
    );
  });
});
