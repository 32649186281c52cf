import type { SWFClient } from '@aws-sdk/client-swf';
import { OperationNotPermittedError } from '@swf/settings/errors';
import { type Shell, write } from '../shell.js';
import { kindOf } from './changes.js';
import { nameOtherRegion } from './regions.js';

/** The part of an `SWFClient` that the packages send with. */
export type Client = Pick<SWFClient, 'send'>;

/** What the wrapped client does besides sending. */
export interface ClientOptions {
  /** The name of a context that can only read; undefined if changes are allowed. */
  readonly readOnlyContext: string | undefined;
  /** An endpoint that may be swf-local's; undefined for AWS's own. */
  readonly localEndpoint: string | undefined;
  /** Whether each request is logged on stderr. */
  readonly verbose: boolean;
}

interface Answered {
  readonly $metadata?: { readonly requestId?: string | undefined } | undefined;
}

/**
 * Wraps a client: the one place where a read-only context refuses changes, whatever a command does,
 * and where requests are logged, without their payloads.
 */
export function wrapClient(client: Client, shell: Shell, options: ClientOptions): Client {
  const send = async (command: object, sendOptions?: object): Promise<unknown> => {
    const operation = command.constructor.name.replace(/Command$/, '');
    const kind = kindOf(operation);
    if (kind !== undefined && options.readOnlyContext !== undefined) {
      // A `SwfError`, which the packages pass on as it is.
      throw new OperationNotPermittedError(
        `context "${options.readOnlyContext}" is read-only: ${operation} is not sent ` +
          `(to allow changes: swf context set ${options.readOnlyContext} --no-read-only)`,
      );
    }
    const begin = performance.now();
    let outcome = 'failed';
    try {
      const answer = (await sendTo(client, command, sendOptions)) as Answered | undefined;
      outcome = answer?.$metadata?.requestId ?? 'no request id';
      return answer;
    } catch (error) {
      outcome = `${error instanceof Error ? error.name : 'failed'}, ${requestId(error) ?? 'no request id'}`;
      if (options.localEndpoint !== undefined) await nameOtherRegion(error, options.localEndpoint);
      throw error;
    } finally {
      if (options.verbose) {
        await write(shell.stderr, `${operation} ${Math.round(performance.now() - begin)} ms ${outcome}\n`);
      }
    }
  };
  return { send } as Client;
}

function sendTo(client: Client, command: object, options: object | undefined): Promise<unknown> {
  const { send } = client as unknown as { send(command: object, options?: object): Promise<unknown> };
  return send.call(client, command, options);
}

function requestId(error: unknown): string | undefined {
  return (error as Answered | undefined)?.$metadata?.requestId;
}
