import { hostname } from 'node:os';
import { type Client, checkRequestOptions } from '@swf/settings/request';
import { BOOLEAN, checkInteger, checkLength, checkOptions, LIMITS, NAME, type OptionNames } from '@swf/settings/wire';
import { truncate } from '../failures/truncate.js';
import { checkRegistrable, type Registrable } from '../lifecycle/register.js';
import { type ActorLogger, checkLogger, type SafeLogger } from './logger.js';

/** Options of all actors. */
export interface ActorOptions {
  /** The client for all requests. Default: the one of the current settings. */
  readonly client?: Client | undefined;
  /** The poller's name in histories, at most 256 characters. Default: `host:pid:ClassName`. */
  readonly identity?: string | undefined;
  /** Tasks in progress at once, 1 to 1000. Default: 10. */
  readonly concurrency?: number | undefined;
  /**
   * Long polls that stay open when idle, 1 to `concurrency`; under load there are more. Default: 1.
   */
  readonly minimumPollers?: number | undefined;
  /** Default: warnings and errors to the console. */
  readonly logger?: ActorLogger | undefined;
  /**
   * Whether `start` registers the domain and `types` if SWF does not know them. Default: false.
   *
   * A deprecated one is a warning in the log: its open executions continue, and need their actors.
   */
  readonly register?: boolean | undefined;
  /** The types that `register` registers. Default: none. */
  readonly types?: readonly Registrable[] | undefined;
}

export const ACTOR_OPTIONS: OptionNames<ActorOptions> = {
  client: true,
  identity: true,
  concurrency: true,
  minimumPollers: true,
  logger: true,
  register: true,
  types: true,
};

/** The fields of log lines and spans about an actor and its task. */
export type LogFields = Readonly<Record<string, string | number>>;

/** Options of one answer. */
export interface AnswerOptions {
  /** Aborts the request, which SWF may still have applied. */
  readonly signal?: AbortSignal | undefined;
}

export const ANSWER_OPTIONS: OptionNames<AnswerOptions> = { signal: true };

/** Options of one poll. */
export interface PollOptions {
  /** The task list to poll. Default: the actor's. */
  readonly taskList?: string | undefined;
  /** The poller's name in histories, at most 256 characters. Default: the actor's. */
  readonly identity?: string | undefined;
  /** Aborts the long poll. A task that SWF dispatches at that moment waits for its timeout. */
  readonly signal?: AbortSignal | undefined;
  /**
   * Aborts the requests that follow when a task was received, for its history. Default: `signal`.
   */
  readonly stopping?: AbortSignal | undefined;
  /**
   * Called with the duration of a poll that ended empty, if the service reports it, as `@swf/local`
   * does.
   */
  readonly onWaited?: ((seconds: number) => void) | undefined;
  /**
   * Called when the poll has brought a task, before its history is read: the poll has ended for
   * SWF. Aborting it from then on would only lose the task.
   */
  readonly onReceived?: (() => void) | undefined;
}

export const POLL_OPTIONS: OptionNames<PollOptions> = {
  taskList: true,
  identity: true,
  signal: true,
  stopping: true,
  onWaited: true,
  onReceived: true,
};

/** The options of an actor with all defaults filled in. */
export interface CheckedActorOptions {
  readonly client: Client | undefined;
  readonly identity: string;
  readonly concurrency: number;
  readonly minimumPollers: number;
  readonly logger: SafeLogger;
  readonly register: boolean | undefined;
  readonly types: readonly Registrable[];
}

/**
 * Returns the options with their defaults.
 *
 * @throws `InvalidArgumentError` for an unknown option, or a value that SWF would refuse.
 */
export function checkActorOptions(options: ActorOptions, className: string): CheckedActorOptions {
  const { client, register, ...given } = checkRequestOptions(checkOptions('options', options, ACTOR_OPTIONS));
  const identity = checkLength('identity', given.identity ?? defaultIdentity(className), { max: LIMITS.identity });
  const concurrency = checkInteger('concurrency', given.concurrency ?? 10, { min: 1, max: 1000 });
  const pollers = { min: 1, max: concurrency };
  const minimumPollers = checkInteger('minimumPollers', given.minimumPollers ?? 1, pollers);
  if (register !== undefined) BOOLEAN.check('register', register);
  const types = checkRegistrable('types', given.types);
  return { client, register, identity, concurrency, minimumPollers, logger: checkLogger(given.logger), types };
}

/** The options of a poll with all defaults filled in. */
export type CheckedPollOptions = PollOptions & { readonly taskList: string; readonly identity: string };

/**
 * Returns the options, with those of the actor as defaults.
 *
 * @throws `InvalidArgumentError` for an unknown option, or one that SWF would refuse.
 */
export function checkPollOptions(
  options: PollOptions,
  defaults: { readonly taskList: string; readonly identity: string },
): CheckedPollOptions {
  const given = checkOptions('options', options, POLL_OPTIONS);
  const {
    taskList = defaults.taskList,
    identity = defaults.identity,
    signal,
    stopping = signal,
    onWaited,
    onReceived,
  } = given;
  checkLength('identity', identity, { max: LIMITS.identity });
  return { taskList: NAME.check('taskList', taskList), identity, signal, stopping, onWaited, onReceived };
}

/** Returns `host:pid:actor`. */
function defaultIdentity(actor: string): string {
  return truncate(`${hostname()}:${process.pid}:${actor}`, LIMITS.identity);
}
