import type { Client } from '@swf/settings/request';
import type { OptionNames } from '@swf/settings/wire';
import type { SavedQuery, TargetInfo } from '../api/session.js';
import type { Kind } from '../changes/kinds.js';
import type { ConsoleClock } from './clock.js';

/** A poll that is open at a local service. */
export interface ConsolePoller {
  readonly domain: string;
  readonly taskList: string;
  readonly kind: 'activity' | 'decision';
  readonly identity?: string | undefined;
  readonly since: Date;
}

/** Where saved queries are kept. */
export interface QueryStore {
  list(): Promise<readonly SavedQuery[]>;
  /** Replaces one of the same name. */
  save(query: SavedQuery): Promise<void>;
  remove(name: string): Promise<void>;
}

/** A change that was made, or refused. */
export interface AuditRecord {
  /** An ISO time. */
  readonly time: string;
  readonly kind: Kind;
  readonly operation: string;
  readonly domain: string | undefined;
  /** What was changed: a workflow id, `name@version`, or a domain. */
  readonly target: string | undefined;
  readonly runId: string | undefined;
  /** `done`, or the code of the error. */
  readonly outcome: string;
  readonly identity: string | undefined;
}

/** The virtual clock of a local service, which the page may move. */
export interface MovableClock {
  now(): number;
  advance(duration: { readonly seconds: number }): Promise<void>;
  /** The next deadlines of the service, in milliseconds since 1970, the earliest first. */
  deadlines(): readonly number[];
}

/** A dumped history that the page opens. */
export interface DumpFile {
  readonly name: string;
  read(): Promise<Uint8Array>;
}

/** Options of {@link createConsole}. */
export interface ConsoleOptions {
  /** The client of the SWF that is shown; without one the console is offline. */
  readonly client?: Client | undefined;
  /** Sends live updates; best without retries. Default: `client`. */
  readonly liveClient?: Client | undefined;
  /** The domain that opens first. */
  readonly domain?: string | undefined;
  /** Which SWF it is, as the page shows it. Default: AWS; offline without a client. */
  readonly target?: TargetInfo | undefined;
  /** The changes that are allowed. Default: none. */
  readonly changes?: false | readonly Kind[] | undefined;
  /**
   * The share of SWF's request rates that the console may use, above 0 and up to 1. Default: 0.25;
   * a local service has no limit.
   */
  readonly budget?: number | undefined;
  /**
   * Names that the console may be reached by, with or without a port, besides those of this
   * machine.
   */
  readonly allowHosts?: readonly string[] | undefined;
  /**
   * Identifies the sender of a request; anything but a name refuses it. The page then holds the
   * token, so that whoever may open it can use it.
   */
  readonly auth?: ((request: Request) => Promise<string | undefined> | string | undefined) | undefined;
  /** Decodes a payload; its result is sent as JSON. */
  readonly decode?: ((text: string, field: string) => unknown) | undefined;
  /** Keeps saved queries. Without it, none can be saved. */
  readonly queries?: QueryStore | undefined;
  /** Records changes. */
  readonly audit?: ((record: AuditRecord) => Promise<void> | void) | undefined;
  /** Times intervals and the budget. Default: the machine's clock. */
  readonly clock?: ConsoleClock | undefined;
  /** The clock of a local service on virtual time. */
  readonly virtualClock?: MovableClock | undefined;
  /** Returns who polls, which only a local service knows. */
  readonly pollers?: (() => Promise<readonly ConsolePoller[]> | readonly ConsolePoller[]) | undefined;
  /** Dumped histories that the page opens at its start. */
  readonly files?: readonly DumpFile[] | undefined;
}

/** The names of the options, for options that extend them. */
export const CONSOLE_OPTIONS: OptionNames<ConsoleOptions> = {
  client: true,
  liveClient: true,
  domain: true,
  target: true,
  changes: true,
  budget: true,
  allowHosts: true,
  auth: true,
  decode: true,
  queries: true,
  audit: true,
  clock: true,
  virtualClock: true,
  pollers: true,
  files: true,
};
