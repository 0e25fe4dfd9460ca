import { describe, expect, it } from 'vitest';
import { ASKED, askedAfter, askedIn, routeOf, type Asked } from '../../../src/llm/heads/asked.ts';

const guess = (shares: Partial<Record<Asked, number>>) => askedIn(ASKED.map((label) => shares[label] ?? 0));

it('what is asked about the bot is plain where its topic is not', () => {
  const asked = guess({ 'self.keeps': 0.35, 'self.shares': 0.3, 'self.reads': 0.15, chat: 0.2 });
  expect(asked.label).toBe('self.keeps');
  expect(asked.probability).toBeCloseTo(0.8);
});

it('what may be meant as well is told where it is half as likely, on the same route', () => {
  expect(guess({ 'self.keeps': 0.5, 'self.shares': 0.3, chat: 0.2 }).also).toBe('self.shares');
  expect(guess({ 'self.keeps': 0.5, 'self.shares': 0.2, chat: 0.3 })).not.toHaveProperty('also');
  expect(guess({ 'self.keeps': 0.6, 'mood.now': 0.35, chat: 0.05 })).not.toHaveProperty('also');
});

it('other talk is one route, whatever is to be written', () => {
  const asked = guess({ write: 0.3, chat: 0.25, 'mood.now': 0.4 });
  expect(asked.label).toBe('write');
  expect(asked.probability).toBeCloseTo(0.55);
});

describe('in a running talk', () => {
  const unsure = guess({ 'self.shares': 0.25, 'mood.now': 0.2, chat: 0.55 });

  it('what is hardly about the bot by itself is about it after a question about it', () => {
    const asked = askedAfter(unsure, guess({ 'self.reads': 0.9, chat: 0.1 }));
    expect(asked.label).toBe('self.shares');
    expect(asked.probability).toBeCloseTo(1.5 / 2.25);
  });

  it('what is plainly something else stays so', () => {
    const plain = guess({ 'self.shares': 0.04, write: 0.96 });
    expect(askedAfter(plain, guess({ 'self.reads': 1 })).label).toBe('write');
  });

  it('says nothing more after other talk, or after what was not plain', () => {
    expect(askedAfter(unsure, guess({ chat: 1 }))).toEqual(unsure);
    expect(askedAfter(unsure, guess({ 'self.reads': 0.55, chat: 0.45 }))).toEqual(unsure);
  });
});

it('each label is on the route that its name says', () => {
  expect(routeOf('self.secrets')).toBe('self');
  expect(routeOf('mood.why')).toBe('mood');
  expect(routeOf('fact')).toBe('talk');
});
