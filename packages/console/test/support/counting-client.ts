import type { SWFClient } from '@aws-sdk/client-swf';

/** A client, and the operations that it has sent. */
export interface CountingClient {
  readonly client: Pick<SWFClient, 'send'>;
  readonly sent: readonly string[];
  /** Returns how often an operation was sent. */
  count(operation?: string): number;
}

/** Wraps a client that keeps the names of the operations that it sends. */
export function countingClient(inner: Pick<SWFClient, 'send'>): CountingClient {
  const sent: string[] = [];
  const send = (command: object, ...rest: readonly unknown[]): unknown => {
    sent.push(command.constructor.name.replace(/Command$/, ''));
    return Reflect.apply(inner.send, inner, [command, ...rest]);
  };
  return {
    client: { send } as Pick<SWFClient, 'send'>,
    sent,
    count: (operation) => sent.filter((name) => operation === undefined || name === operation).length,
  };
}
