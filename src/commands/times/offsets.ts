// Offsets from UTC as people write them (UTC+8, GMT-5, +05:30, 东八区), and the zones that keep such an offset.

const OFFSET = /^(?:(utc|gmt)\s*)?([+-])?\s*(\d{1,2})(?:[:.]?([0-5]\d))?$/;
const CHINESE = /^([东東西])([一二三四五六七八九十]{1,2})[区區]$/u;
const NUMERALS = ['零', '一', '二', '三', '四', '五', '六', '七', '八', '九', '十', '十一', '十二'];

/** Offsets that are not whole hours, and zones that use them; a zone that uses one all year is preferred. */
const PARTS_OF_HOURS: ReadonlyMap<number, readonly string[]> = new Map([
  [-570, ['Pacific/Marquesas']],
  [-210, ['America/St_Johns']],
  [210, ['Asia/Tehran']],
  [270, ['Asia/Kabul']],
  [330, ['Asia/Kolkata']],
  [345, ['Asia/Kathmandu']],
  [390, ['Asia/Yangon']],
  [525, ['Australia/Eucla']],
  [570, ['Australia/Darwin', 'Australia/Adelaide']],
  [630, ['Australia/Lord_Howe', 'Australia/Adelaide']],
  [765, ['Pacific/Chatham']],
]);

/** Minutes east of UTC, −720 to 840; null where the text is no offset. */
export function offsetIn(text: string): number | null {
  const plain = text.normalize('NFKC').trim().toLowerCase().replace(/[−–—]/g, '-');
  const chinese = CHINESE.exec(plain);
  if (chinese) {
    const hours = NUMERALS.indexOf(chinese[2] ?? '');
    return hours < 0 ? null : (chinese[1] === '西' ? -1 : 1) * hours * 60;
  }
  const [, prefix, sign, hours, minutes = '0'] = OFFSET.exec(plain) ?? [];
  if (hours === undefined || (prefix === undefined && sign === undefined)) return null;
  const offset = (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes));
  return offset >= -12 * 60 && offset <= 14 * 60 ? offset : null;
}

/** Zones with this offset (minutes east of UTC) all year, or the nearest to it; none where no place has it. */
export function zonesAt(offset: number): readonly string[] {
  if (offset === 0) return ['UTC'];
  if (offset % 60 !== 0) return PARTS_OF_HOURS.get(offset) ?? [];
  // The names of these zones count westward, as POSIX does: UTC+8 is Etc/GMT-8.
  return [`Etc/GMT${offset > 0 ? '-' : '+'}${Math.abs(offset) / 60}`];
}

/** "UTC+5:30" for 330 minutes east. */
export function offsetText(offset: number): string {
  const size = Math.abs(offset);
  const minutes = size % 60 === 0 ? '' : `:${String(size % 60).padStart(2, '0')}`;
  return offset === 0 ? 'UTC' : `UTC${offset > 0 ? '+' : '−'}${Math.floor(size / 60)}${minutes}`;
}
