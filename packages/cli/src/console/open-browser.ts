import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const OPENERS: Readonly<Partial<Record<NodeJS.Platform, readonly string[]>>> = {
  darwin: ['open'],
  win32: ['cmd', '/c', 'start', ''],
};

/** Opens a URL in the browser of this desktop; disposing of the result removes what it left. */
export async function openBrowser(url: string): Promise<AsyncDisposable> {
  // Everybody on this machine can read the arguments of a process, and the URL may have a token.
  const folder = await mkdtemp(join(tmpdir(), 'swf-console-'));
  const file = join(folder, 'open.html');
  await writeFile(file, `<meta http-equiv="refresh" content="0;url=${url}">\n`, { mode: 0o600 });
  const [program = '', ...args] = OPENERS[process.platform] ?? ['xdg-open'];
  const opener = spawn(program, [...args, pathToFileURL(file).href], {
    stdio: 'ignore',
    detached: true,
    windowsHide: true,
  });
  // Without a desktop there is no opener; the address is printed anyway.
  opener.on('error', () => {});
  opener.unref();
  return { [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }) };
}
