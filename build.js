// Compiles src to dist, one file each, when src is newer: `npm start` runs JavaScript, which starts sooner and holds
// 65 MB less than compiling as it loads. Needs no write access once dist is there.
import { cpSync, readdirSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(fileURLToPath(import.meta.url));
const from = join(root, 'src');
const to = join(root, 'dist');
const stamp = join(to, '.built');

/** Imports of our own files stay imports; JSON comes along inside. */
const oneFileEach = {
  name: 'one file each',
  setup({ onResolve }) {
    onResolve({ filter: /^\..*\.ts$/ }, ({ path, kind }) =>
      kind === 'entry-point' ? undefined : { path: path.replace(/\.ts$/, '.js'), external: true },
    );
  },
};

function isNewer(files) {
  const built = statSync(stamp, { throwIfNoEntry: false })?.mtimeMs ?? 0;
  return files.some((file) => statSync(file).mtimeMs >= built);
}

const files = readdirSync(from, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile())
  .map((entry) => join(entry.parentPath, entry.name));
const locales = readdirSync(join(root, 'locales')).map((name) => join(root, 'locales', name));

if (isNewer([...files, ...locales])) {
  const began = new Date();
  const { build } = await import('esbuild');
  await build({
    entryPoints: files.filter((file) => file.endsWith('.ts') && !file.endsWith('.d.ts')),
    outdir: to,
    outbase: from,
    bundle: true,
    packages: 'external',
    format: 'esm',
    platform: 'node',
    target: 'node20',
    logLevel: 'error',
    plugins: [oneFileEach],
  });
  // Workers, and the page, which browsers get as it is.
  for (const file of files.filter((name) => !/\.(ts|json)$/.test(name))) {
    cpSync(file, join(to, file.slice(from.length)));
  }
  writeFileSync(stamp, '');
  utimesSync(stamp, began, began); // what is saved while it runs is newer
}
