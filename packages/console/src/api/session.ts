import type { Kind } from '../changes/kinds.js';

/** Which SWF the console is for, as the top bar shows it. */
export interface TargetInfo {
  /** `offline` if the console was started with files and without a domain: no client exists. */
  readonly service: 'local' | 'aws' | 'offline';
  /** The domain that a page opens without one in its URL. */
  readonly domain?: string | undefined;
  readonly region?: string | undefined;
  /** The name of the context, as on the command line. */
  readonly context?: string | undefined;
  /**
   * The options of `swf` that choose it, such as `['--profile', 'ops']`, for commands to copy.
   * Default: by context, service and region.
   */
  readonly options?: readonly string[] | undefined;
  /** Whether each change must be confirmed by typing the domain's name. */
  readonly protected?: boolean | undefined;
}

/** `GET /api/session`: what the page needs to know before it shows anything. */
export interface Session {
  readonly target: TargetInfo;
  readonly version: string;
  /** The changes that are allowed; empty if the console is read-only. */
  readonly kinds: readonly Kind[];
  readonly features: {
    /** Whether queries can be saved. */
    readonly queries: boolean;
    /** Whether the service runs on a virtual clock. */
    readonly time: boolean;
    /** Whether payloads are decoded by a module of the user. */
    readonly decode: boolean;
    /** Whether it is known who polls. */
    readonly pollers: boolean;
  };
  /** The names of the files that the console was started with, to be read at `GET /api/files?name=`. */
  readonly files: readonly string[];
  /** The tokens left in each operation's bucket. */
  readonly budget: Readonly<Record<string, number>>;
}

/** A filter with a name, of `GET /api/queries`. */
export interface SavedQuery {
  readonly name: string;
  readonly q: string;
}
