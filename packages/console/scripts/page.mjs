import { copyFileSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { librariesOf, thirdParty } from './third-party.mjs';

const source = fileURLToPath(new URL('../src/page/', import.meta.url));
const target = fileURLToPath(new URL('../dist/page/', import.meta.url));

/**
 * Bundles the page into `dist/page/`, with the licenses of its libraries beside it.
 *
 * @param fromSources whether to read the sources of all packages: nothing is built first.
 */
export async function buildPage(fromSources) {
  // Chunks are named by what they contain: those of earlier builds would stay.
  rmSync(target, { recursive: true, force: true });
  mkdirSync(target, { recursive: true });
  copyFileSync(`${source}index.html`, `${target}index.html`);
  const libraries = await bundle(fromSources, true);
  writeFileSync(fileURLToPath(new URL('../dist/THIRD-PARTY.txt', import.meta.url)), thirdParty(libraries));
}

/** Returns the libraries in the page: name, version, license and its text. */
export function librariesOfPage() {
  return bundle(true, false);
}

async function bundle(fromSources, write) {
  const { metafile } = await build({
    entryPoints: { app: `${source}main.tsx`, worker: `${source}worker.ts`, style: `${source}styles/index.css` },
    outdir: target,
    write,
    bundle: true,
    splitting: true,
    minify: true,
    format: 'esm',
    target: 'es2022',
    jsx: 'automatic',
    jsxImportSource: 'preact',
    chunkNames: 'chunks/[name]-[hash]',
    conditions: fromSources ? ['@swf/source'] : [],
    // The chunk of `@swf/history` that sends requests is never loaded in a browser.
    external: ['node:*', '@aws-sdk/*'],
    metafile: true,
    logLevel: 'warning',
  });
  return librariesOf(metafile);
}
