import { createCanvas, loadImage } from '@napi-rs/canvas';
import { expect, it } from 'vitest';
import { silentLog } from '../../../src/log.ts';
import { createPainter } from '../../../src/report/charts/painter.ts';
import { manualClock } from '../../manualClock.ts';
import type { Mark } from '../../../src/report/charts/spec.ts';
import { graphConfig } from '../../../src/report/charts/graph.ts';
import { LIGHT } from '../../../src/report/charts/look.ts';
import { timeline } from './samples.ts';

it('a wide timeline draws moods on the upper scale, from −100 to +100, and messages on the lower', () => {
  const { spec } = timeline('en');
  const detail = {
    volume: spec.points.map(() => ({ positive: 3, neutral: 2, negative: 1 })),
    usual: spec.points.map(() => ({ low: -90, high: 90 })),
    marks: [],
    names: { usual: 'usual', neutral: 'neutral', messages: 'messages' },
  };
  const { data, options } = graphConfig(
    { ...spec, detail },
    { look: LIGHT, family: 'sans-serif', written: (text) => text },
  );
  const axes = data.datasets.map(({ type, ...one }) => [type, 'yAxisID' in one ? one.yAxisID : null]);
  expect(new Set(axes.map((axis) => axis.join()))).toEqual(new Set(['line,y', 'bar,messages']));
  expect(Object.keys(options?.scales ?? {})).toEqual(['x', 'messages', 'y']);
  expect(options?.scales?.['y']).toMatchObject({ min: -100, max: 100 });
});

it('an event that goes on is drawn as a stretch up to its end, and one of a moment as a line', async () => {
  const painter = createPainter({ log: silentLog, clock: manualClock() });
  const { spec } = timeline('en');
  const last = spec.points.length - 1;
  const drawn = async (marks: readonly Mark[]) => {
    const detail = {
      volume: spec.points.map(() => ({ positive: 3, neutral: 2, negative: 1 })),
      usual: spec.points.map(() => null),
      marks,
      names: { usual: 'usual', neutral: 'neutral', messages: 'messages' },
    };
    const picture = await painter.draw({ ...spec, detail });
    const image = await loadImage(Buffer.from(picture!.png));
    const context = createCanvas(image.width, image.height).getContext('2d');
    context.drawImage(image, 0, 0);
    const { data } = context.getImageData(0, 0, image.width, image.height);
    return { data, width: image.width };
  };
  const bare = await drawn([]);
  /** The part of the columns that the mark changes. */
  const touched = async (from: number, to: number) => {
    const { data, width } = await drawn([{ kind: 'event', from, to, sign: '1' }]);
    const columns = new Set<number>();
    for (let n = 0; n < data.length; n += 4) if (data[n] !== bare.data[n]) columns.add((n / 4) % width);
    return columns.size / width;
  };
  expect(await touched(1, 1)).toBeLessThan(0.05);
  const [half, whole] = [await touched(1, Math.floor(last / 2)), await touched(1, last)];
  expect(half).toBeGreaterThan(0.25);
  expect(whole).toBeGreaterThan(half + 0.25);
  await painter.close();
});
