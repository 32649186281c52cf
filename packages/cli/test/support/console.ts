import { Interruption } from '../../src/failures.js';
import { type Ran, type ShellChanges, swf } from './swf.js';

/** A console that a command of `swf` serves. */
export interface ServedConsole extends AsyncDisposable {
  /** Its address, without the token. */
  readonly origin: string;
  /** The token of the printed address; undefined if the page itself holds it. */
  readonly token: string | undefined;
  /** Sends a request; resolves to the status and the body, as the type that the caller expects. */
  api<T>(path: string, method?: string, body?: object): Promise<{ readonly status: number; readonly body: T }>;
  /** Interrupts the command; resolves to what it printed. */
  stop(): Promise<Ran>;
}

/** Runs a command that serves a console until it is stopped. */
export async function serve(argv: readonly string[], changes: ShellChanges = {}): Promise<ServedConsole> {
  const interruption = new AbortController();
  let onPrinted = (_text: string) => {};
  const listening = new Promise<string>((resolve) => {
    onPrinted = (text) => {
      const [, address] = /^swf console on (\S+)$/m.exec(text) ?? [];
      if (address !== undefined) resolve(address);
    };
  });
  const ended = swf(argv, { ...changes, signal: interruption.signal, onPrinted });
  const failed = ended.then(({ stderr }) => {
    throw new Error(`swf ${argv.join(' ')} ended: ${stderr}`);
  });
  // It ends when it is stopped, too.
  failed.catch(() => {});
  const url = await Promise.race([listening, failed]);
  const { origin, hash } = new URL(url);
  const token = /^#token=(.+)$/.exec(hash)?.[1];
  const stop = () => {
    interruption.abort(new Interruption('SIGINT'));
    return ended;
  };
  return {
    origin,
    token,
    async api<T>(path: string, method = 'GET', body?: object) {
      const answer = await fetch(`${origin}/api/${path}`, {
        method,
        headers: {
          authorization: `Bearer ${token ?? (await tokenOfPage(origin))}`,
          ...(body && { 'content-type': 'application/json' }),
        },
        ...(body && { body: JSON.stringify(body) }),
      });
      const text = await answer.text();
      return { status: answer.status, body: (text === '' ? undefined : JSON.parse(text)) as T };
    },
    stop,
    [Symbol.asyncDispose]: async () => void (await stop()),
  };
}

/** The token in the page of a console; undefined if it is not there. */
export async function tokenOfPage(origin: string): Promise<string | undefined> {
  const page = await (await fetch(origin)).text();
  return /name="swf-token" content="([^"]+)"/.exec(page)?.[1];
}
