// Where the words of a cloud stand: the heaviest in the middle, each next one as near to it as there is room.

export interface Measured {
  readonly text: string;
  readonly weight: number;
  /** At a size of one pixel: how wide, and how far above and below the line. */
  readonly width: number;
  readonly ascent: number;
  readonly descent: number;
}

export interface Placed<W extends Measured = Measured> {
  readonly word: W;
  /** Pixels: where its line begins, and how large its letters are. */
  readonly x: number;
  readonly y: number;
  readonly size: number;
}

export interface Box {
  readonly width: number;
  readonly height: number;
}

interface Rect {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

const [LARGEST, SMALLEST] = [42, 13.5];
/** Room between words, in pixels. */
const [GAP_X, GAP_Y] = [7, 4];
/** How far a try is from the one before, along a spiral. */
const STEP = 4;

/** `words`: the heaviest first; what finds no room is left out. The same words give the same places. */
export function placeWords<W extends Measured>(words: readonly W[], box: Box): Placed<W>[] {
  const heaviest = Math.max(...words.map(({ weight }) => weight), 0);
  const taken: Rect[] = [];
  return words.flatMap((word) => {
    const share = heaviest > 0 ? word.weight / heaviest : 0;
    const wanted = SMALLEST + (LARGEST - SMALLEST) * Math.sqrt(share);
    // A long word is as large as fits.
    const size = Math.min(wanted, (box.width * 0.9) / word.width);
    const place = size < SMALLEST * 0.8 ? null : roomFor(word, size, box, taken);
    return place ? [place] : [];
  });
}

function roomFor<W extends Measured>(word: W, size: number, box: Box, taken: Rect[]): Placed<W> | null {
  const [width, height] = [word.width * size, (word.ascent + word.descent) * size];
  const reach = Math.hypot(box.width, box.height);
  for (let along = 0, angle = 0; along < reach / 2; angle += STEP / Math.max(STEP, along)) {
    along = angle * 1.6;
    // The spiral is as flat as the box.
    const left = (box.width - width) / 2 + along * Math.cos(angle) * (box.width / box.height);
    const top = (box.height - height) / 2 + along * Math.sin(angle);
    const rect = { left, top, right: left + width, bottom: top + height };
    const fits = left >= 0 && top >= 0 && rect.right <= box.width && rect.bottom <= box.height;
    if (!fits || taken.some((other) => overlaps(rect, other))) continue;
    taken.push(rect);
    return { word, x: left, y: top + word.ascent * size, size };
  }
  return null;
}

const overlaps = (a: Rect, b: Rect): boolean =>
  a.left < b.right + GAP_X &&
  b.left < a.right + GAP_X &&
  a.top < b.bottom + GAP_Y &&
  b.top < a.bottom + GAP_Y;
