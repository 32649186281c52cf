import type { SWFClient } from '@aws-sdk/client-swf';
import { type Restriction, restrictChanges } from '@swf/console/changes';
import { note, type Shell } from '../shell.js';
import { shellWord } from './command-line.js';
import { explainUnknownDomain, type Place } from './regions.js';

/** The part of an `SWFClient` that the packages send with. */
export type Client = Pick<SWFClient, 'send'>;

/** What the wrapped client does besides sending. */
export interface ClientOptions {
  /** The name of a context that can only read; undefined if changes are allowed. */
  readonly readOnlyContext: string | undefined;
  readonly place: Place;
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
  const { readOnlyContext } = options;
  const permitted =
    readOnlyContext === undefined ? client : restrictChanges(client, readOnlyRestriction(readOnlyContext));
  const send = async (command: object, sendOptions?: object): Promise<unknown> => {
    const operation = command.constructor.name.replace(/Command$/, '');
    const begin = performance.now();
    let outcome = 'failed';
    try {
      const answer = (await sendTo(permitted, command, sendOptions)) as Answered | undefined;
      outcome = answer?.$metadata?.requestId ?? 'no request id';
      return answer;
    } catch (error) {
      outcome = `${error instanceof Error ? error.name : 'failed'}, ${requestId(error) ?? 'no request id'}`;
      throw await explainUnknownDomain(error, options.place);
    } finally {
      if (options.verbose) {
        await note(shell, `${operation} ${Math.round(performance.now() - begin)} ms ${outcome}\n`);
      }
    }
  };
  return { send } as Client;
}

/** Returns what a read-only context allows: reads alone. */
export function readOnlyRestriction(context: string): Restriction {
  return { kinds: [], owner: `context "${context}"`, remedy: `swf context set ${shellWord(context)} --no-read-only` };
}

function sendTo(client: Client, command: object, options: object | undefined): Promise<unknown> {
  const { send } = client as unknown as { send(command: object, options?: object): Promise<unknown> };
  return send.call(client, command, options);
}

function requestId(error: unknown): string | undefined {
  return (error as Answered | undefined)?.$metadata?.requestId;
}
