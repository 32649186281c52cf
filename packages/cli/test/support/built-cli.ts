import { cpSync, mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { emptyFolder } from './swf.js';

const packageRoot = fileURLToPath(new URL('../..', import.meta.url));

// What bundled CommonJS calls.
const REQUIRE =
  "import { createRequire as requireFrom } from 'node:module'; const require = requireFrom(import.meta.url);";

/**
 * Builds the command from the current sources of all packages, into a folder outside of the
 * checkout. Returns the path of `swf.js`, which `node` runs.
 */
export async function builtCli(): Promise<string> {
  const root = emptyFolder();
  await build({
    entryPoints: [join(packageRoot, 'src/cli.ts')],
    outdir: join(root, 'dist'),
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    conditions: ['@swf/source'],
    external: ['@aws-sdk/client-swf', '@photostructure/sqlite', '@opentelemetry/api', 'commander', 'string-width'],
    banner: { js: REQUIRE },
    logLevel: 'error',
  });
  for (const path of ['package.json', 'bin']) cpSync(join(packageRoot, path), join(root, path), { recursive: true });
  mkdirSync(join(root, 'bin'), { recursive: true });
  symlinkSync(join(packageRoot, 'node_modules'), join(root, 'node_modules'));
  return join(root, 'bin/swf.js');
}
