// What the lock file promises: the same libraries, to the byte, wherever `npm ci` runs on Linux.
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

interface Locked {
  readonly version?: string;
  readonly integrity?: string;
  readonly link?: boolean;
  readonly optional?: boolean;
  readonly os?: readonly string[];
  readonly cpu?: readonly string[];
}

const { packages } = JSON.parse(readFileSync('package-lock.json', 'utf8')) as {
  packages: Record<string, Locked>;
};
const libraries = Object.entries(packages).filter(
  ([path, { link }]) => path.startsWith('node_modules/') && !link,
);
/** A runtime that some systems alone install. */
const isOfSome = (path: string, { optional = false, os, cpu }: Locked) =>
  path.startsWith('node_modules/@node-llama-cpp/') && optional && (os ?? cpu) !== undefined;

it('holds the SHA-512 of every library but for the model’s runtime of some systems', () => {
  expect(libraries.length).toBeGreaterThan(400);
  const bare = libraries.filter(([, { integrity = '' }]) => !/^sha512-[\w+/]{86}==$/.test(integrity));
  expect(bare.filter(([path, locked]) => !isOfSome(path, locked)).map(([path]) => path)).toEqual([]);
});

it('holds those of the parts for Linux on x64', () => {
  const parts = libraries.filter(([path]) =>
    /^node_modules\/(@napi-rs\/canvas|@node-llama-cpp\/|@esbuild\/)\S*linux-x64(-gnu)?$/.test(path),
  );
  expect(parts.map(([, { integrity }]) => typeof integrity)).toEqual(['string', 'string', 'string']);
});
