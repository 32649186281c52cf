import { SwfError, type SwfErrorOptions } from '@swf/settings/errors';
import type { Client } from '@swf/settings/request';
import { checkObject, checkOptions, type OptionNames } from '@swf/settings/wire';
import { type Kind, kindOf } from './kinds.js';

/** A change was refused here, before it was sent: its kind is not allowed. */
export class ReadOnlyError extends SwfError {
  constructor(message: string, options?: SwfErrorOptions) {
    super('READ_ONLY', message, options);
    this.name = 'ReadOnlyError';
  }

  static override is(value: unknown): value is ReadOnlyError {
    return SwfError.is(value) && value.code === 'READ_ONLY';
  }
}

/** What a restricted client sends. */
export interface Restriction {
  /** The kinds of changes that are sent; `work` stands for the operations of workers. */
  readonly kinds: readonly (Kind | 'work')[];
  /** What refuses, as errors say it: `the console`, `context "prod"`. */
  readonly owner: string;
  /** How to allow changes. */
  readonly remedy: string;
}

const RESTRICTION: OptionNames<Restriction> = { kinds: true, owner: true, remedy: true };

/**
 * Wraps a client that sends reads and changes of the allowed kinds only, whatever its caller does.
 *
 * Any other command rejects with a {@link ReadOnlyError} before it is sent.
 *
 * @example
 * const client = restrictChanges(connect(), { kinds: [], owner: 'the report', remedy: 'run it as admin' });
 */
export function restrictChanges(client: Client, restriction: Restriction): Client {
  const { kinds, owner, remedy } = checkOptions('restriction', checkObject('restriction', restriction), RESTRICTION);
  const send = async (command: object, ...rest: readonly unknown[]): Promise<unknown> => {
    const operation = command.constructor.name.replace(/Command$/, '');
    const kind = kindOf(operation);
    if (kind !== undefined && !kinds.includes(kind)) {
      throw new ReadOnlyError(`${refusal(owner, kinds, kind)}: ${operation} is not sent (to allow it: ${remedy})`);
    }
    return Reflect.apply(client.send, client, [command, ...rest]);
  };
  return { send } as Client;
}

/**
 * Checks that changes of a kind are allowed.
 *
 * @throws `ReadOnlyError` if they are not.
 */
export function checkKind(kind: Kind | 'work', { kinds, owner, remedy }: Restriction): void {
  if (!kinds.includes(kind)) throw new ReadOnlyError(`${refusal(owner, kinds, kind)} (to allow changes: ${remedy})`);
}

function refusal(owner: string, kinds: Restriction['kinds'], kind: Kind | 'work'): string {
  if (kinds.length === 0) return `${owner} is read-only`;
  return kind === 'work' ? `${owner} refuses the operations of workers` : `${owner} refuses changes of kind "${kind}"`;
}
