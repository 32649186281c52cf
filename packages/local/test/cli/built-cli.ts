import { execFile as execFileCallback } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const execFile = promisify(execFileCallback);
const packageRoot = fileURLToPath(new URL('../..', import.meta.url));

/**
 * Builds the command as it is published, from the current sources, into a folder outside of the
 * checkout. Returns the path of `swf-local.js`, which `node` runs.
 */
export async function builtCli(): Promise<string> {
  const root = mkdtempSync(join(tmpdir(), 'swf-local-'));
  const tsup = join(packageRoot, 'node_modules/tsup/dist/cli-default.js');
  const options = ['--config', '../../tsup.base.ts', '--out-dir', join(root, 'dist')];
  await execFile(process.execPath, [tsup, ...options], { cwd: packageRoot });
  cpSync(join(packageRoot, 'package.json'), join(root, 'package.json'));
  mkdirSync(join(root, 'bin'));
  cpSync(join(packageRoot, 'bin/swf-local.js'), join(root, 'bin/swf-local.js'));
  symlinkSync(join(packageRoot, 'node_modules'), join(root, 'node_modules'));
  return join(root, 'bin/swf-local.js');
}
