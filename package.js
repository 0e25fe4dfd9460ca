// Makes the folder that is published: `node package.js FOLDER`. The program as it is built, its prompts, the rows that it
// calibrates itself on, and the local server bundled inside, whose libraries become those of the program.
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import './build.js';

const root = dirname(fileURLToPath(import.meta.url));
const target = resolve(process.argv[2] ?? join(root, 'dist-package'));
const SERVER = 'local-discord';
const inServer = join('packages', SERVER);
const bundled = join('node_modules', SERVER);

/** Only building needs it. */
const BUILDING = ['esbuild', SERVER];
const ROWS = ['chat.jsonl', 'hard.jsonl', 'more.jsonl'].map((name) => join('bench', 'data', name));
const PAPERS = ['README.md', 'README.zh-CN.md', 'CHANGELOG.md', 'LICENSE', '.env.example'];

const manifest = (folder) => JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8'));
const writeManifest = (folder, content) =>
  writeFileSync(join(target, folder, 'package.json'), `${JSON.stringify(content, null, 2)}\n`);
/** Builds leave what older sources made; papers and types are for those who have the sources. */
function isPublished(path) {
  if (/(\.built|tsconfig\.json|\.d\.ts|[/\\]dist[/\\].*README\.md)$/.test(path)) return false;
  const source = path.replace(/([/\\])dist(?=[/\\]|$)/, '$1src');
  return existsSync(source) || existsSync(source.replace(/\.js$/, '.ts'));
}

const copy = (from, to = from) =>
  cpSync(join(root, from), join(target, to), { recursive: true, filter: isPublished });

rmSync(target, { recursive: true, force: true });
mkdirSync(target, { recursive: true });
for (const path of ['bin', 'dist', 'prompts', ...ROWS, ...PAPERS]) copy(path);
for (const path of ['bin', 'dist', 'page', 'README.md']) copy(join(inServer, path), join(bundled, path));

const own = manifest('.');
const server = manifest(inServer);
const exported = Object.entries(server.exports).flatMap(([name, { default: file }]) =>
  file && name !== './testing' ? [[name, file]] : [],
);
writeManifest(bundled, {
  ...{ name: server.name, version: server.version, description: server.description },
  ...{ license: server.license, type: server.type, engines: server.engines, bin: server.bin },
  exports: Object.fromEntries(exported),
});
rmSync(join(target, bundled, 'dist', 'testing'), { recursive: true });

const libraries = Object.entries({ ...server.dependencies, ...own.dependencies });
const used = libraries.filter(([name]) => !BUILDING.includes(name)).sort();
writeManifest('.', {
  ...{ name: own.name, version: own.version, description: own.description },
  ...{ license: own.license, type: own.type, engines: own.engines },
  bin: { barometer: 'bin/barometer.js' },
  files: ['bin', 'dist', 'prompts', 'bench', 'CHANGELOG.md', 'README.zh-CN.md', '.env.example'],
  dependencies: { ...Object.fromEntries(used), [SERVER]: server.version },
  bundleDependencies: [SERVER],
  allowScripts: Object.fromEntries(
    Object.entries(own.allowScripts).filter(([name]) => !BUILDING.includes(name)),
  ),
});
process.stdout.write(`${target}: run npm pack or npm publish there.\n`);
