import { copyFileSync, mkdirSync, rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { writeThirdParty } from './third-party.mjs';

const source = fileURLToPath(new URL('../src/page/', import.meta.url));
const target = fileURLToPath(new URL('../dist/page/', import.meta.url));

// With --source, the page is built from the sources of all packages: nothing else is built first.
const conditions = process.argv.includes('--source') ? ['@swf/source'] : [];

// Chunks are named by what they contain: those of earlier builds would stay.
rmSync(target, { recursive: true, force: true });
mkdirSync(target, { recursive: true });
copyFileSync(`${source}index.html`, `${target}index.html`);
const { metafile } = await build({
  entryPoints: { app: `${source}main.tsx`, worker: `${source}worker.ts`, style: `${source}styles/index.css` },
  outdir: target,
  bundle: true,
  splitting: true,
  minify: true,
  format: 'esm',
  target: 'es2022',
  jsx: 'automatic',
  jsxImportSource: 'preact',
  chunkNames: 'chunks/[name]-[hash]',
  conditions,
  // The chunk of `@swf/history` that sends requests is never loaded in a browser.
  external: ['node:*', '@aws-sdk/*'],
  metafile: true,
  logLevel: 'warning',
});
writeThirdParty(Object.keys(metafile.inputs), fileURLToPath(new URL('../dist/THIRD-PARTY.txt', import.meta.url)));
