import { copyFileSync, mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const source = fileURLToPath(new URL('../src/page/', import.meta.url));
const target = fileURLToPath(new URL('../dist/page/', import.meta.url));

mkdirSync(target, { recursive: true });
copyFileSync(`${source}index.html`, `${target}index.html`);
await build({
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
  // The chunk of `@swf/history` that sends requests is never loaded in a browser.
  external: ['node:*', '@aws-sdk/*'],
  logLevel: 'warning',
});
