import { Worker } from 'node:worker_threads';
import { createCanvas, loadImage } from '@napi-rs/canvas';
import { afterEach, describe, expect, it } from 'vitest';
import { systemClock } from '../../../src/clock.ts';
import type { Log } from '../../../src/log.ts';
import { createPainter, type Painter, type PainterOptions } from '../../../src/report/charts/painter.ts';
import { wordCloud } from '../../../src/report/charts/wordCloud.ts';
import { manualClock } from '../../manualClock.ts';
import { cloud, timeline } from './samples.ts';

const complaints: string[] = [];
const log = {
  debug: () => undefined,
  info: () => undefined,
  error: () => undefined,
  warn: ({ reason }: { reason: string }) => void complaints.push(reason),
} as unknown as Log;

let painter: Painter | null = null;
const open = (options: Partial<PainterOptions> = {}): Painter =>
  (painter = createPainter({ log, clock: systemClock, ...options }));
afterEach(async () => {
  await painter?.close();
  complaints.length = 0;
});

const brokenOnce = () => {
  const codes = [
    `require('node:worker_threads').parentPort.once('message', () => process.exit(3))`,
    `const { parentPort } = require('node:worker_threads');
     parentPort.on('message', ({ id }) => parentPort.postMessage({ id, drawing: { png: new Uint8Array([1]) } }))`,
  ];
  return () => new Worker(codes.shift() ?? '', { eval: true });
};

describe('the painter', () => {
  it('draws a PNG at twice the size of a phone, on a ground of its own', async () => {
    const drawn = await open().draw(timeline('en').spec);
    const image = await loadImage(Buffer.from(drawn!.png));
    expect([image.width, image.height]).toEqual([840, 530]);
    const context = createCanvas(image.width, image.height).getContext('2d');
    context.drawImage(image, 0, 0);
    expect([...context.getImageData(0, 0, 1, 1).data]).toEqual([0x2b, 0x2d, 0x31, 255]);
  });

  it('draws the same picture of the same facts, so that nothing is posted anew in vain', async () => {
    const one = open();
    const [first, second] = [await one.draw(timeline('zh-CN').spec), await one.draw(timeline('zh-CN').spec)];
    expect(Buffer.from(first!.png).equals(Buffer.from(second!.png))).toBe(true);
  });

  it('goes without a chart, and says so, when the thread dies; the next is drawn by another', async () => {
    const one = open({ start: brokenOnce() });
    expect(await one.draw(cloud('en').spec)).toBeNull();
    expect(complaints).toEqual(['the cloud chart could not be drawn (the drawing thread ended)']);
    expect(await one.draw(cloud('en').spec)).toEqual({ png: new Uint8Array([1]) });
  });

  it('gives up a thread that hangs', async () => {
    const clock = manualClock();
    const one = open({ clock, start: () => new Worker('setInterval(() => {}, 1000)', { eval: true }) });
    const drawing = one.draw(cloud('en').spec);
    await clock.advance(10_000);
    expect(await drawing).toBeNull();
    expect(complaints).toEqual(['the cloud chart could not be drawn (it took too long)']);
  });

  it('breaks off at once when it is closed, so that no report goes without its chart for that', async () => {
    const one = open({ start: () => new Worker('setInterval(() => {}, 1000)', { eval: true }) });
    const drawing = expect(one.draw(cloud('en').spec)).rejects.toThrow('the program is stopping');
    await one.close();
    await drawing;
    await expect(one.draw(cloud('en').spec)).rejects.toThrow('the program is stopping');
    expect(complaints).toEqual([]);
  });

  it('writes hostile words into the SVG as text, and leaves out what there is no glyph for', async () => {
    const words = [
      { text: '<script>alert(1)</script>&"', weight: 9, mood: -50 },
      { text: '退款', weight: 8, mood: -50 },
      { text: '😀😀', weight: 7, mood: 50 },
    ];
    const drawn = await open().draw(wordCloud(words, { locale: 'zh-CN' }).spec);
    expect(drawn!.svg).toContain('&lt;script&gt;alert(1)&lt;/script&gt;&amp;&quot;');
    expect(drawn!.svg).toContain('退款');
    expect(drawn!.svg).not.toMatch(/<script|😀/);
  });
});
