// Compiles src to dist, here and in packages/, one file each, where src is newer: `npm start` runs JavaScript, which
// starts sooner and holds 65 MB less than compiling as it loads. Needs no write access once dist is there.
import { cpSync, readdirSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { dirname, join, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(fileURLToPath(import.meta.url));

/** Imports of our own files stay imports; JSON comes along inside. */
const oneFileEach = {
  name: 'one file each',
  setup({ onResolve }) {
    onResolve({ filter: /^\..*\.ts$/ }, ({ path, kind }) =>
      kind === 'entry-point' ? undefined : { path: path.replace(/\.ts$/, '.js'), external: true },
    );
  },
};

const filesIn = (folder) =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));

function isNewer(files, stamp) {
  const built = statSync(stamp, { throwIfNoEntry: false })?.mtimeMs ?? 0;
  return files.some((file) => statSync(file).mtimeMs >= built);
}

const PAGE = join(root, 'src/dashboard/page');

/** The page of the mood view: one script, and what goes with it as it is. */
async function bundlePage() {
  const to = join(root, 'dist/dashboard/page');
  const stamp = join(to, '.built');
  const files = filesIn(PAGE);
  if (!isNewer([...files, ...filesIn(join(root, 'src/report/charts'))], stamp)) return;
  const began = new Date();
  const { build } = await import('esbuild');
  await build({
    entryPoints: [join(PAGE, 'main.ts')],
    outdir: to,
    bundle: true,
    minify: true,
    format: 'esm',
    platform: 'browser',
    target: 'es2022',
    logLevel: 'error',
  });
  for (const file of files.filter((name) => /\.(html|css|svg)$/.test(name)))
    cpSync(file, join(to, file.slice(PAGE.length)));
  writeFileSync(stamp, '');
  utimesSync(stamp, began, began);
}

/** `besides`: files outside src that come along inside. */
async function compile(folder, besides = []) {
  const from = join(folder, 'src');
  const to = join(folder, 'dist');
  const stamp = join(to, '.built');
  // What runs in browsers is bundled below.
  const files = filesIn(from).filter((file) => !file.startsWith(PAGE + sep));
  if (!isNewer([...files, ...besides], stamp)) return;
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
  // Workers, and what browsers get as it is.
  for (const file of files.filter((name) => !/\.(ts|json)$/.test(name))) {
    cpSync(file, join(to, file.slice(from.length)));
  }
  writeFileSync(stamp, '');
  utimesSync(stamp, began, began); // what is saved while it runs is newer
}

for (const name of readdirSync(join(root, 'packages'))) await compile(join(root, 'packages', name));
await compile(root, filesIn(join(root, 'locales')));
await bundlePage();
