// Draws timelines and incidents as PNG.
import { createCanvas } from '@napi-rs/canvas';
import { Chart } from 'chart.js';
import { drawable, familiesFor } from './fonts.ts';
import { graphConfig, textsIn, type GraphSpec } from './graph.ts';
import { LOOK, SCALE, SIZES } from './look.ts';

/** A PNG. */
export async function drawGraph(spec: GraphSpec): Promise<Uint8Array> {
  const { width, height } = SIZES[spec.kind === 'timeline' && spec.detail ? 'wide' : spec.kind];
  const canvas = createCanvas(width, height);
  const written = (text: string) => drawable(text, spec.locale);
  const family = familiesFor(textsIn(spec).map(written), spec.locale);
  const config = graphConfig(spec, { look: LOOK, family, written });
  const chart = new Chart(canvas, {
    ...config,
    options: { ...config.options, responsive: false, devicePixelRatio: SCALE },
  });
  try {
    return await canvas.encode('png');
  } finally {
    chart.destroy();
  }
}
