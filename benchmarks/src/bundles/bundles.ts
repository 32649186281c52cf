import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';
import type { Outcome, Row } from '../harness/row.js';

/** The modules of the SDK. */
export const SDK = ['@aws-sdk/*', '@smithy/*', '@aws-crypto/*', 'aws-sdk'];
const PACKAGES = ['settings', 'models', 'querysets', 'history', 'decisions', 'actors'];

/** Measures the size of packages and typical programs, with and without the SDK. */
export async function measureBundles(): Promise<Outcome> {
  const rows: Row[] = [];
  for (const name of PACKAGES) rows.push(...(await rowsOf(`all of @swf/${name}`, `export * from '@swf/${name}';`)));
  for (const [name, contents] of programs()) rows.push(...(await rowsOf(name, contents)));
  return { title: 'Bundles (esbuild, minified, gzipped)', baseline: 'the bundle without the SDK', rows };
}

/** The typical programs, and those of other libraries, by name. */
export function programs(): ReadonlyMap<string, string> {
  const files = readdirSync(fileURLToPath(new URL('programs', import.meta.url)));
  return new Map(
    files.map((file) => {
      const path = fileURLToPath(new URL(`programs/${file}`, import.meta.url));
      return [file.replace(/\.\w+$/, ''), `import ${JSON.stringify(path)};`];
    }),
  );
}

async function rowsOf(what: string, contents: string): Promise<readonly Row[]> {
  const apart = await gzippedBytes(contents, SDK);
  const included = await gzippedBytes(contents, []);
  return [
    { case: what, subject: 'SDK apart', figure: formatBytes(apart) },
    { case: what, subject: 'SDK included', figure: formatBytes(included), ratio: included / apart },
  ];
}

/** Bundles a program on the built packages, without external modules; returns its gzipped size. */
export async function gzippedBytes(contents: string, external: readonly string[]): Promise<number> {
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: fileURLToPath(new URL('.', import.meta.url)) },
    bundle: true,
    minify: true,
    write: false,
    platform: 'node',
    target: 'node20',
    format: 'esm',
    external: [...external, '@opentelemetry/*'],
    logLevel: 'error',
  });
  return gzipSync(outputFiles[0]?.contents ?? '').length;
}

function formatBytes(bytes: number): string {
  return `${(bytes / 1024).toFixed(1)} KiB`;
}
