import * as sdk from '@aws-sdk/client-swf';
import { kindOf } from '@swf/console/changes';
import { messageOf, translateError } from '@swf/settings/errors';
import { parseTimestamp, unknownName } from '@swf/settings/wire';
import { type ConfirmOptions, findTargetToChange } from '../batches/confirm.js';
import { usageError } from '../failures.js';
import { jsonText } from '../output/untrusted.js';
import { write } from '../shell.js';
import { findTarget } from '../target/target.js';
import type { Invocation } from '../tree/command.js';
import { type InputOptions, readInput } from '../values/payload.js';
import { checkMembers } from '../values/request-members.js';

interface ApiOptions extends ConfirmOptions, InputOptions {
  readonly paginate?: boolean;
}

type Members = Record<string, unknown>;
type CommandClass = new (input: Members) => { readonly schema?: readonly unknown[] };

const COMMANDS: ReadonlyMap<string, CommandClass> = new Map(
  Object.entries(sdk).flatMap(([name, value]) =>
    name.endsWith('Command') && name !== '$Command'
      ? [[name.slice(0, -'Command'.length), value as unknown as CommandClass] as const]
      : [],
  ),
);

/** Sends a request of any operation, and prints the answer. */
export async function api({ shell, arguments: args, options }: Invocation<ApiOptions>): Promise<undefined> {
  const [operation = ''] = args;
  const command = COMMANDS.get(operation);
  if (!command) throw usageError(unknownName('operation', operation, [...COMMANDS.keys()]));
  const members = parseMembers(await readInput(shell, options));
  const [, , , , input] = new command({}).schema ?? [];
  checkMembers(members, input);
  const target =
    kindOf(operation) === undefined
      ? await findTarget(shell, options)
      : await findTargetToChange(shell, options, changedDomain(operation, members));
  const client = target.client as unknown as { send(command: object, options: object): Promise<Members> };
  const pages: Members[] = [];
  let token: unknown;
  do {
    const page = token === undefined ? members : { ...members, nextPageToken: token };
    try {
      const { $metadata: _, ...answer } = await client.send(new command(page), { abortSignal: shell.signal });
      pages.push(answer);
      token = answer['nextPageToken'];
    } catch (error) {
      throw translateError(error, { kind: 'Operation', name: operation });
    }
  } while (options.paginate && token !== undefined);
  await write(shell.stdout, `${jsonText(options.paginate ? pages : pages[0], 2)}\n`);
}

/**
 * Returns the domain that a request names: a protected context asks for its name, not for its own.
 */
function changedDomain(operation: string, { domain, name, resourceArn }: Members): string | undefined {
  const [, ofResource] = /:\/domain\/(.+)$/.exec(String(resourceArn)) ?? [];
  const named = operation.endsWith('Domain') ? name : (domain ?? ofResource);
  return typeof named === 'string' ? named : undefined;
}

/** Returns the members of a request; the SDK wants instants as `Date`s, which JSON cannot hold. */
function parseMembers(text: string | undefined): Members {
  if (text === undefined) return {};
  const invalid: string[] = [];
  let members: unknown;
  try {
    members = JSON.parse(text, (name, value: unknown) => {
      if (name !== 'oldestDate' && name !== 'latestDate') return value;
      const instant = parseTimestamp(value) ?? new Date(Number.NaN);
      if (Number.isNaN(instant.getTime())) invalid.push(`${name} must be an ISO time or epoch seconds, got ${value}`);
      return instant;
    });
  } catch (error) {
    throw usageError(`--input must be JSON: ${messageOf(error)}`);
  }
  const [first] = invalid;
  if (first !== undefined) throw usageError(`--input: ${first}`);
  if (typeof members === 'object' && members !== null && !Array.isArray(members)) return members as Members;
  throw usageError('--input must be an object of JSON');
}
