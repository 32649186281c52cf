import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';
import type { Outcome, Row } from '../harness/row.js';

const SDK = ['@aws-sdk/*', '@smithy/*', '@aws-crypto/*', 'aws-sdk'];
const PACKAGES = ['settings', 'models', 'querysets', 'history', 'decisions', 'actors'];

/** Bytes, minified and gzipped, of each whole package and of typical programs, with the SDK left out and included. */
export async function measureBundles(): Promise<Outcome> {
  const programs = readdirSync(fileURLToPath(new URL('programs', import.meta.url)));
  const rows: Row[] = [];
  for (const name of PACKAGES)
    rows.push(...(await rowsOf(`all of @swf/${name}`, { contents: `export * from '@swf/${name}';` })));
  for (const program of programs) {
    const path = fileURLToPath(new URL(`programs/${program}`, import.meta.url));
    rows.push(...(await rowsOf(program.replace(/\.\w+$/, ''), { contents: `import ${JSON.stringify(path)};` })));
  }
  return { title: 'Bundles (esbuild, minified, gzipped)', baseline: 'the bundle without the SDK', rows };
}

async function rowsOf(what: string, source: { readonly contents: string }): Promise<readonly Row[]> {
  const apart = await gzippedBytes(source.contents, SDK);
  const included = await gzippedBytes(source.contents, []);
  return [
    { case: what, subject: 'SDK apart', figure: formatBytes(apart) },
    { case: what, subject: 'SDK included', figure: formatBytes(included), ratio: included / apart },
  ];
}

async function gzippedBytes(contents: string, external: readonly string[]): Promise<number> {
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: fileURLToPath(new URL('.', import.meta.url)) },
    bundle: true,
    minify: true,
    write: false,
    platform: 'node',
    target: 'node20',
    format: 'esm',
    external: [...external, '@opentelemetry/*', 'tinypool'],
    logLevel: 'error',
  });
  return gzipSync(outputFiles[0]?.contents ?? '').length;
}

function formatBytes(bytes: number): string {
  return `${(bytes / 1024).toFixed(1)} KiB`;
}
