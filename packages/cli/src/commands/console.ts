import type { StartOptions } from '@swf/console';
import { listen } from '../console/listen.js';
import { openBrowser } from '../console/open-browser.js';
import { type ServeOptions, serveOptions } from '../console/serve-options.js';
import { note, untilInterrupted, write } from '../shell.js';
import type { Invocation } from '../tree/command.js';

interface CommandOptions extends ServeOptions {
  readonly open?: boolean;
}

/** Serves the web console until it is interrupted. */
export async function serveConsole({ shell, arguments: files, options }: Invocation<CommandOptions>): Promise<never> {
  const given = await serveOptions(shell, files, options);
  await using server = await listen(given, '--port');
  await write(shell.stdout, `swf console on ${server.url}\n`);
  for (const line of notes(given, server.isPublic)) await note(shell, `${line}\n`);
  await using _opened = options.open ? await openBrowser(server.url) : undefined;
  return await untilInterrupted(shell.signal);
}

/** What the user should know, besides the address. */
function notes({ client, target, changes = [] }: StartOptions, isPublic: boolean): readonly string[] {
  const lines: string[] = [];
  if (client === undefined) lines.push('offline: files are read by the page, and nothing is sent');
  else if (target?.service === 'aws') {
    lines.push(
      changes === false || changes.length === 0
        ? 'read-only: --allow-changes allows changes'
        : `changes are allowed: ${changes.join(', ')}`,
    );
  }
  if (isPublic) lines.push('put it behind a proxy with TLS: each request carries the token');
  return lines;
}
