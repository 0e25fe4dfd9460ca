// Lists the licences of what is installed for running: `node licences.js [LOCK]`. Fails on one that nobody has agreed to.
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Free to ship with a program under MIT, if their texts come along; they do, in node_modules. */
const AGREED = new Set([
  '0BSD',
  'Apache-2.0',
  'BlueOak-1.0.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'CC0-1.0',
  'ISC',
  'MIT',
  'MIT-0',
  'OFL-1.1',
  'Python-2.0',
  'Unlicense',
  'WTFPL',
]);

const lockFile = process.argv[2] ?? 'package-lock.json';
const { packages } = JSON.parse(readFileSync(lockFile, 'utf8'));

/** "(MIT OR GPL-3.0)": one is enough; "(MIT AND Zlib)": each is needed. */
const isAgreed = (licence) =>
  licence
    .replace(/[()]/g, '')
    .split(' OR ')
    .some((choice) => choice.split(' AND ').every((one) => AGREED.has(one.trim())));

/** Packages of before 2015 say it only in their own manifest, some as an object or a list. */
function licenceOf(path, { license }) {
  if (license) return license;
  try {
    const own = JSON.parse(readFileSync(join(dirname(lockFile), path, 'package.json'), 'utf8'));
    const [first] = [own.license ?? own.licenses].flat();
    return (typeof first === 'object' ? first?.type : first) ?? 'none';
  } catch {
    return 'none';
  }
}

const used = Object.entries(packages).filter(
  ([path, { dev, link }]) => path.startsWith('node_modules/') && !dev && !link,
);
const by = new Map();
for (const [path, one] of used) {
  const licence = licenceOf(path, one);
  by.set(licence, [...(by.get(licence) ?? []), path]);
}

for (const [licence, found] of [...by].sort(([, a], [, b]) => b.length - a.length)) {
  console.log(`${String(found.length).padStart(4)} ${licence}`);
}
const refused = [...by].filter(([licence]) => !isAgreed(licence));
for (const [licence, found] of refused) {
  const names = found.map((path) => path.replace(/^.*node_modules\//, '')).join(', ');
  console.error(
    `${licence}: ${names}: read the licence, then add it to AGREED in licences.js or drop the package.`,
  );
}
process.exitCode = refused.length === 0 ? 0 : 1;
