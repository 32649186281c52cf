import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

/**
 * Returns the path of a program of this package as JavaScript, for a process that measures.
 *
 * Under `tsx`, each `require` of a library passes through its hooks, also in the middle of a
 * request.
 */
export async function javaScriptOf(program: URL): Promise<string> {
  const source = fileURLToPath(program);
  // Within the package, so that the program finds its dependencies.
  const folder = fileURLToPath(new URL('../../node_modules/.programs', import.meta.url));
  const outfile = `${folder}/${basename(source, '.ts')}.mjs`;
  await build({
    entryPoints: [source],
    outfile,
    bundle: true,
    packages: 'external',
    platform: 'node',
    format: 'esm',
    target: 'node20',
    logLevel: 'error',
  });
  return outfile;
}
