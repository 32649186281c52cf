import { readFile, stat } from 'node:fs/promises';
import type { DumpFile, StartOptions } from '@swf/console';
import { messageOf } from '@swf/settings/errors';
import { usageError } from '../failures.js';
import { importDecoder } from '../histories/user-module.js';
import { type Shell, unlessInterrupted } from '../shell.js';
import { type LocalPoller, readPollers } from '../target/pollers.js';
import { queryStore } from '../target/queries.js';
import { findTarget, type Target, targetSources } from '../target/target.js';
import type { TargetOptions } from '../target/target-options.js';
import { allowedChanges, type ChangeOptions } from './allowed-changes.js';
import { auditFile } from './audit-file.js';
import { commandOptions } from './command-options.js';

/** The options of a console that is served for a target. */
export interface ServeOptions extends TargetOptions, ChangeOptions {
  readonly port: number;
  readonly host: string;
  readonly allowHost?: readonly string[];
  readonly budget: number;
  readonly decoder?: string;
  readonly audit?: string;
}

const LOOPBACK = /^(?:localhost|127(?:\.\d+){3}|::1)$/;

/**
 * Returns the console of a target, or with files and no domain an offline one, without a client.
 */
export async function serveOptions(
  shell: Shell,
  paths: readonly string[],
  options: ServeOptions,
): Promise<StartOptions> {
  const files = await Promise.all(paths.map(dumpFile));
  const { decoder } = options;
  const decode = decoder === undefined ? undefined : await unlessInterrupted(shell.signal, importDecoder(decoder));
  const { port, host, allowHost } = options;
  if (!LOOPBACK.test(host) && allowHost === undefined) {
    throw usageError(`--host ${host} needs --allow-host: a name that it is reached by`);
  }
  const shared = { port, host, allowHosts: allowHost, files, decode, queries: queryStore(shell) };
  const { domain, context } = await targetSources(shell, options);
  if (files.length > 0 && domain === undefined) return shared;
  const target = await findTarget(shell, options);
  // What a live update misses, the next one brings: it is not retried.
  const live = await findTarget(shell, options, { maxAttempts: 1 });
  const isLocal = await target.isLocal();
  return {
    ...shared,
    client: target.client,
    liveClient: live.client,
    domain,
    target: {
      service: isLocal ? 'local' : 'aws',
      domain,
      region: target.region,
      context: target.context,
      options: commandOptions(target, context),
      protected: target.isProtected,
    },
    changes: allowedChanges(options, target, isLocal),
    budget: isLocal ? undefined : options.budget,
    audit: options.audit === undefined ? undefined : await auditFile(options.audit),
    ...(isLocal && { localEndpoint: target.endpoint, pollers: () => pollersOf(target) }),
  };
}

async function pollersOf(target: Target): Promise<readonly LocalPoller[]> {
  const pollers = await readPollers(target);
  // Without an answer it is not known that nobody polls.
  if (pollers === undefined) throw new Error(`${target.endpoint} does not say who polls`);
  return pollers;
}

async function dumpFile(path: string): Promise<DumpFile> {
  try {
    // A name that is mistyped is found now, not in the browser.
    if (!(await stat(path)).isFile()) throw new Error(`${path} is not a file`);
  } catch (error) {
    throw usageError(messageOf(error));
  }
  return { name: path, read: async () => new Uint8Array(await readFile(path)) };
}
