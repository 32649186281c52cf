import { copyFileSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build as buildStyle } from 'esbuild';
import { build } from 'rolldown';
import { librariesOf, thirdParty } from './third-party.mjs';

const source = fileURLToPath(new URL('../src/page/', import.meta.url));
const target = fileURLToPath(new URL('../dist/page', import.meta.url));

// A console that serves the last build goes on meanwhile, and another build does not disturb this one.
const built = `${target}-${process.pid}`;

/** What all pages are made of. It is one file: a hundred small ones would be larger together. */
const COMMON = /\/src\/page\/(components|data|shell)\/[^/]+$|\/node_modules\/@?preact/;

/**
 * Bundles the page into `dist/page/`, with the licenses of its libraries beside it.
 *
 * @param fromSources whether to read the sources of all packages: nothing is built first.
 */
export async function buildPage(fromSources) {
  mkdirSync(built, { recursive: true });
  copyFileSync(`${source}index.html`, `${built}/index.html`);
  await buildStyle({
    entryPoints: {
      style: `${source}styles/index.css`,
      lists: `${source}styles/lists.css`,
      histories: `${source}styles/histories.css`,
    },
    outdir: built,
    bundle: true,
    minify: true,
    logLevel: 'warning',
  });
  const libraries = await bundle(fromSources, true);
  writeFileSync(fileURLToPath(new URL('../dist/THIRD-PARTY.txt', import.meta.url)), thirdParty(libraries));
  putInPlace();
}

/** Chunks are named by what they contain, so those of the last build would stay: it goes as a whole. */
function putInPlace() {
  rmSync(target, { recursive: true, force: true });
  try {
    renameSync(built, target);
  } catch (error) {
    // Another build of the same sources was put there meanwhile.
    if (error.code !== 'ENOTEMPTY' && error.code !== 'EEXIST') throw error;
    rmSync(built, { recursive: true });
  }
}

/** Returns the libraries in the page: name, version, license and its text. */
export function librariesOfPage() {
  return bundle(true, false);
}

async function bundle(fromSources, write) {
  const scripts = (input, output) =>
    build({
      input,
      platform: 'browser',
      resolve: { conditionNames: [...(fromSources ? ['@swf/source'] : []), 'browser', 'import', 'default'] },
      transform: { target: 'es2022', jsx: { runtime: 'automatic', importSource: 'preact' } },
      // The part of `@swf/history` that sends requests is never loaded in a browser.
      external: [/\/history-pages/],
      write,
      output: { dir: built, format: 'esm', minify: true, entryFileNames: '[name].js', ...output },
    });
  const page = await scripts(
    { app: `${source}main.tsx` },
    {
      chunkFileNames: 'chunks/[name]-[hash].js',
      hashCharacters: 'base36',
      codeSplitting: { groups: [{ name: 'common', test: COMMON }] },
    },
  );
  // Apart from the page, which needs little of what it contains.
  const worker = await scripts({ worker: `${source}worker.ts` }, { codeSplitting: false });
  return librariesOf([...page.output, ...worker.output]);
}
