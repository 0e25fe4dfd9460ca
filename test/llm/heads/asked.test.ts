import { expect, it } from 'vitest';
import { ASKED, askedIn, routeOf, type Asked } from '../../../src/llm/heads/asked.ts';

const guess = (shares: Partial<Record<Asked, number>>) => askedIn(ASKED.map((label) => shares[label] ?? 0));

it('what is asked about the bot is plain where its topic is not', () => {
  const asked = guess({ 'self.keeps': 0.35, 'self.shares': 0.3, 'self.reads': 0.15, chat: 0.2 });
  expect(asked.label).toBe('self.keeps');
  expect(asked.probability).toBeCloseTo(0.8);
});

it('other talk is one route, whatever is to be written', () => {
  const asked = guess({ write: 0.3, chat: 0.25, 'mood.now': 0.4 });
  expect(asked.label).toBe('write');
  expect(asked.probability).toBeCloseTo(0.55);
});

it('each label is on the route that its name says', () => {
  expect(routeOf('self.secrets')).toBe('self');
  expect(routeOf('mood.why')).toBe('mood');
  expect(routeOf('fact')).toBe('talk');
});
