import { hostname } from 'node:os';
import { type Client, checkRequestOptions } from '@swf/settings/request';
import { checkInteger, checkLength, checkOptions, LIMITS, NAME, type OptionNames } from '@swf/settings/wire';
import { truncate } from '../failures/truncate.js';
import { checkRegistrable, type Registrable } from '../lifecycle/register.js';
import { type ActorLogger, checkLogger, type SafeLogger } from './logger.js';

/** The options that all actors share. */
export interface ActorOptions {
  /** The client to send with. Default: the one of the settings in force. */
  readonly client?: Client | undefined;
  /** Who polls, as histories show it; at most 256 characters. Default: `host:pid:ClassName`. */
  readonly identity?: string | undefined;
  /** How many tasks to do at once, 1 to 1000. Default: 10. */
  readonly concurrency?: number | undefined;
  /**
   * How many long polls stay open while there is nothing to do, 1 to `concurrency`; under load
   * there are more. Default: 1.
   */
  readonly minimumPollers?: number | undefined;
  /** Where to log. Default: warnings and errors to the console. */
  readonly logger?: ActorLogger | undefined;
  /**
   * Whether `start` registers the domain and the `types` that SWF does not know yet. Default:
   * false.
   */
  readonly register?: boolean | undefined;
  /** The types that this actor works with, for `register`. */
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

/** What log lines and spans say of an actor and its task. */
export type LogFields = Readonly<Record<string, string | number>>;

/** One answer. */
export interface AnswerOptions {
  /** Ends the wait for SWF: cuts the request, which may have been applied all the same. */
  readonly signal?: AbortSignal | undefined;
}

export const ANSWER_OPTIONS: OptionNames<AnswerOptions> = { signal: true };

/** One poll. */
export interface PollOptions {
  /** The task list to poll. Default: the actor's. */
  readonly taskList?: string | undefined;
  /** Who polls, as the history shows it; at most 256 characters. Default: the actor's. */
  readonly identity?: string | undefined;
  /** Cuts the long poll; a task that SWF hands over at that moment waits for its timeout. */
  readonly signal?: AbortSignal | undefined;
  /**
   * Cuts the requests that follow once a task was received, such as those for its history. Default:
   * `signal`.
   */
  readonly stopping?: AbortSignal | undefined;
  /** Hears how long a poll that ended empty waited, if the service says so: `@swf/local` does. */
  readonly onWaited?: ((seconds: number) => void) | undefined;
}

export const POLL_OPTIONS: OptionNames<PollOptions> = {
  taskList: true,
  identity: true,
  signal: true,
  stopping: true,
  onWaited: true,
};

/** The options of an actor with every default filled in. */
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
 * @throws `InvalidArgumentError` for an unknown option, or one that SWF would refuse.
 */
export function checkActorOptions(options: ActorOptions, className: string): CheckedActorOptions {
  const { client, register, ...given } = checkRequestOptions(checkOptions('options', options, ACTOR_OPTIONS));
  const identity = checkLength('identity', given.identity ?? defaultIdentity(className), { max: LIMITS.identity });
  const concurrency = checkInteger('concurrency', given.concurrency ?? 10, { min: 1, max: 1000 });
  const pollers = { min: 1, max: concurrency };
  const minimumPollers = checkInteger('minimumPollers', given.minimumPollers ?? 1, pollers);
  const types = checkRegistrable('types', given.types);
  return { client, register, identity, concurrency, minimumPollers, logger: checkLogger(given.logger), types };
}

/** The options of a poll with every default filled in. */
export type CheckedPollOptions = PollOptions & { readonly taskList: string; readonly identity: string };

/**
 * Returns the options with their defaults, those of the actor.
 *
 * @throws `InvalidArgumentError` for an unknown option, or one that SWF would refuse.
 */
export function checkPollOptions(
  options: PollOptions,
  defaults: { readonly taskList: string; readonly identity: string },
): CheckedPollOptions {
  const given = checkOptions('options', options, POLL_OPTIONS);
  const { taskList = defaults.taskList, identity = defaults.identity, signal, stopping = signal, onWaited } = given;
  checkLength('identity', identity, { max: LIMITS.identity });
  return { taskList: NAME.check('taskList', taskList), identity, signal, stopping, onWaited };
}

/** The identity that SWF records for a poller unless another is given: `host:pid:actor`. */
function defaultIdentity(actor: string): string {
  return truncate(`${hostname()}:${process.pid}:${actor}`, LIMITS.identity);
}
