// Draws a word cloud, as PNG and as SVG.
import { createCanvas, type SKRSContext2D } from '@napi-rs/canvas';
import { placeWords, type Measured, type Placed } from './cloudLayout.ts';
import { drawable, familiesFor, isDrawable } from './fonts.ts';
import { LOOK, SCALE, SIZES } from './look.ts';
import type { CloudSpec, CloudWord, Drawing } from './spec.ts';

/** A word counts as positive or negative from this mood on (+ or −). */
const SIDED = 20;
const PAD = 12;
const HEAD = 28;
const FOOT = 24;
const WEIGHT = 600;

type Word = Measured & CloudWord & { readonly family: string };

interface Label {
  readonly text: string;
  readonly x: number;
  readonly y: number;
  readonly size: number;
  readonly weight: number;
  readonly colour: string;
}

export async function drawCloud(spec: CloudSpec): Promise<Drawing> {
  const { width, height } = SIZES.cloud;
  const { locale } = spec;
  const canvas = createCanvas(width * SCALE, height * SCALE);
  const context = canvas.getContext('2d');
  context.scale(SCALE, SCALE);
  context.fillStyle = LOOK.ground;
  context.fillRect(0, 0, width, height);
  const words = spec.words
    .filter(({ text }) => isDrawable(text, locale))
    .map((word) => measured(context, word, spec));
  const box = { width: width - 2 * PAD, height: height - HEAD - FOOT - PAD };
  const placed = placeWords(words, box).map((one) => ({ ...one, x: one.x + PAD, y: one.y + HEAD + 4 }));
  const named = legendOf(context, spec);
  const labels = [...placed.map(labelOf), ...named];
  for (const { text, x, y, size, weight, colour } of labels) {
    context.font = `${weight} ${size}px ${familiesFor([text], locale)}`;
    context.fillStyle = colour;
    context.fillText(text, x, y);
  }
  return { png: await canvas.encode('png'), svg: svgOf(labels) };
}

function measured(context: SKRSContext2D, word: CloudWord, { locale }: CloudSpec): Word {
  const size = 100;
  const family = familiesFor([word.text], locale);
  context.font = `${WEIGHT} ${size}px ${family}`;
  const { width, actualBoundingBoxAscent, actualBoundingBoxDescent } = context.measureText(word.text);
  return {
    ...word,
    family,
    width: width / size,
    ascent: actualBoundingBoxAscent / size,
    descent: Math.max(0, actualBoundingBoxDescent / size),
  };
}

const labelOf = ({ word, x, y, size }: Placed<Word>): Label => ({
  text: word.text,
  x,
  y,
  size,
  weight: WEIGHT,
  colour: word.mood >= SIDED ? LOOK.positive : word.mood <= -SIDED ? LOOK.negative : LOOK.neutral,
});

/** The title above; below, what the colours mean. */
function legendOf(context: SKRSContext2D, { title, names, locale }: CloudSpec): Label[] {
  const clean = drawable(title, locale);
  const labels: Label[] = [
    { text: clean, x: PAD, y: HEAD - 6, size: LOOK.title, weight: 600, colour: LOOK.ink },
  ];
  let x = PAD;
  for (const [side, colour] of [
    ['positive', LOOK.positive],
    ['mixed', LOOK.neutral],
    ['negative', LOOK.negative],
  ] as const) {
    const text = drawable(`■ ${names[side]}`, locale);
    context.font = `400 ${LOOK.text}px ${familiesFor([text], locale)}`;
    labels.push({ text, x, y: SIZES.cloud.height - 10, size: LOOK.text, weight: 400, colour });
    x += context.measureText(text).width + 14;
  }
  return labels;
}

function svgOf(labels: readonly Label[]): string {
  const { width, height } = SIZES.cloud;
  const texts = labels.map(
    ({ text, x, y, size, weight, colour }) =>
      `<text x="${x.toFixed(1)}" y="${y.toFixed(1)}" font-size="${size.toFixed(1)}" font-weight="${weight}" fill="${colour}">${escaped(text)}</text>`,
  );
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" font-family="'Noto Sans SC', 'Noto Sans TC', sans-serif">`,
    `<rect width="${width}" height="${height}" fill="${LOOK.ground}"/>`,
    ...texts,
    '</svg>',
    '',
  ].join('\n');
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

const escaped = (text: string): string => text.replace(/[&<>"]/g, (sign) => ENTITIES[sign] ?? '');
