import { cpSync, mkdirSync, mkdtempSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'tsup';

const packageRoot = fileURLToPath(new URL('../..', import.meta.url));

/**
 * Builds the command as it is published, from the present sources, into a folder of its own outside of the checkout.
 * Answers the path of `swf-local.js`, to be run by `node`.
 */
export async function builtCli(): Promise<string> {
  const root = mkdtempSync(join(tmpdir(), 'swf-local-'));
  await build({
    config: false,
    entry: [join(packageRoot, 'src/**/*.ts')],
    outDir: join(root, 'dist'),
    format: 'esm',
    target: 'node20',
    bundle: false,
    silent: true,
  });
  cpSync(join(packageRoot, 'package.json'), join(root, 'package.json'));
  mkdirSync(join(root, 'bin'));
  cpSync(join(packageRoot, 'bin/swf-local.js'), join(root, 'bin/swf-local.js'));
  symlinkSync(join(packageRoot, 'node_modules'), join(root, 'node_modules'));
  return join(root, 'bin/swf-local.js');
}
