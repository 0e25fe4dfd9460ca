// The chart of the mood view as a picture.
import { loadImage } from '@napi-rs/canvas';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { silentLog } from '../../src/log.ts';
import { MINUTE } from '../../src/mood/window.ts';
import { createPainter } from '../../src/report/charts/painter.ts';
import { keep, open, stage } from '../pipeline/alerts/rig.ts';
import { openMood } from './rig.ts';

beforeEach(async () => {
  await open();
  await keep(
    Array.from({ length: 20 }, (_, n) => ({
      ...{ at: stage.clock.now() - (n + 1) * MINUTE, author: stage.people.ann },
      label: n % 3 === 0 ? ('negative' as const) : ('positive' as const),
    })),
  );
});
afterEach(() => stage.close());

const asked = (more = '') =>
  new Request(`http://127.0.0.1/mood/api/export/png?as=${stage.people.ann}&guild=${stage.guild}${more}`);

it('is a PNG, named by its server and period, and another one for another period', async () => {
  const painter = createPainter({ log: silentLog, clock: stage.clock });
  const mood = openMood({ painter });
  const answer = await mood.fetch(asked());
  expect(answer.headers.get('content-type')).toBe('image/png');
  expect(answer.headers.get('content-disposition')).toContain(`mood-${stage.guild}-day.png`);
  const day = Buffer.from(await answer.arrayBuffer());
  expect((await loadImage(day)).width).toBeGreaterThan(800);
  const hour = await mood.fetch(asked('&period=hour'));
  expect(Buffer.from(await hour.arrayBuffer()).equals(day)).toBe(false);
  mood.close();
  await painter.close();
});

it('is refused where charts cannot be drawn, and says what to take instead', async () => {
  const mood = openMood({ painter: null });
  const answer = await mood.fetch(asked());
  expect(answer.status).toBe(503);
  expect(await answer.json()).toEqual({ error: 'The chart cannot be drawn now: try again, or take CSV.' });
  mood.close();
});
