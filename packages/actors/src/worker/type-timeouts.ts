import { ActivityType, type DomainRef, type TypeRef } from '@swf/models';
import { isOfCredentials, OperationNotPermittedError } from '@swf/settings/errors';
import type { Client } from '@swf/settings/request';
import { fullJitter, LONGEST_REST_IN_SECONDS } from '../requests/backoff.js';
import { withSignal } from '../requests/bounded.js';
import { failureKind } from '../requests/failure-kind.js';
import type { Retry } from '../requests/retry.js';
import { attempt } from '../tasks/attempt.js';
import { secondsSince, sleep } from '../time/timers.js';
import type { ActivityTimeouts } from './activities.js';

/** What the cache needs of its worker. */
export interface TypeTimeoutsOptions {
  readonly domain: DomainRef;
  readonly client: () => Client;
  /** The timeouts of a type that need not be requested. */
  readonly known: (type: TypeRef) => ActivityTimeouts | undefined;
  readonly onRetry: (retry: Retry, type: string) => void;
  readonly onAnswer: (type: string) => void;
  /** Called when no task needs the timeouts of a type any more. */
  readonly onUnfollowed: (type: string) => void;
}

const LONGEST_TRY_IN_SECONDS = 10;

/** One type: known, or requested as long as a task follows it. */
interface Entry {
  readonly key: string;
  readonly type: TypeRef;
  readonly followers: Set<(timeouts: ActivityTimeouts) => void>;
  timeouts?: ActivityTimeouts | undefined;
  asking?: AbortController | undefined;
  failures: number;
  failedAt: number;
  delayInSeconds: number;
}

/**
 * The timeouts that tasks of a type have by default: those of the registered type, requested until
 * they are known, as types never change, unless the worker knows others.
 */
export class TypeTimeoutsCache {
  readonly #options: TypeTimeoutsOptions;
  readonly #entries = new Map<string, Entry>();

  constructor(options: TypeTimeoutsOptions) {
    this.#options = options;
  }

  /** Calls `onKnown` with the timeouts of a type, at once or later; returns what ends the wait. */
  follow({ name, version }: TypeRef, onKnown: (timeouts: ActivityTimeouts) => void): () => void {
    // Neither may contain control characters.
    const key = `${name}\n${version}`;
    const entry = this.#entries.get(key) ?? {
      key,
      type: { name, version },
      followers: new Set(),
      failures: 0,
      failedAt: 0,
      delayInSeconds: 0,
    };
    this.#entries.set(key, entry);
    entry.timeouts ??= this.#options.known(entry.type);
    if (entry.timeouts) {
      onKnown(entry.timeouts);
      return () => {};
    }
    const follower = (timeouts: ActivityTimeouts) => onKnown(timeouts);
    entry.followers.add(follower);
    if (!entry.asking) void this.#ask(entry);
    return () => {
      entry.followers.delete(follower);
      if (entry.followers.size > 0) return;
      entry.asking?.abort();
      entry.asking = undefined;
      this.#options.onUnfollowed(key);
    };
  }

  async #ask(entry: Entry): Promise<void> {
    const asking = new AbortController();
    entry.asking = asking;
    const { signal } = asking;
    for (;;) {
      // A later task does not request it sooner than this one would have.
      await sleep(entry.delayInSeconds - secondsSince(entry.failedAt), signal);
      if (signal.aborted) return;
      const asked = await attempt(() =>
        withSignal(signal, (each) => this.#describe(entry.type, each), LONGEST_TRY_IN_SECONDS),
      );
      if ('result' in asked) {
        this.#options.onAnswer(entry.key);
        entry.timeouts = asked.result;
        for (const follower of entry.followers) follower(asked.result);
        return;
      }
      if (signal.aborted) return;
      this.#failed(entry, asked.error);
    }
  }

  #failed(entry: Entry, error: unknown): void {
    const kind = failureKind(error);
    entry.failures += 1;
    entry.failedAt = performance.now();
    entry.delayInSeconds = fullJitter(entry.failures, LONGEST_REST_IN_SECONDS[kind === 'final' ? 'refused' : kind]);
    const { key, failures, delayInSeconds } = entry;
    this.#options.onRetry({ error: withCures(error), failures, delayInSeconds }, key);
  }

  async #describe({ name, version }: TypeRef, signal: AbortSignal): Promise<ActivityTimeouts> {
    const { domain, client } = this.#options;
    const type = await new ActivityType(domain, name, version).upstream({ client: client(), signal });
    const { defaultTaskHeartbeatTimeout, defaultTaskStartToCloseTimeout } = type;
    return { heartbeatTimeout: defaultTaskHeartbeatTimeout, startToCloseTimeout: defaultTaskStartToCloseTimeout };
  }
}

/** Returns the error, with the remedies if it is a missing permission. */
function withCures(error: unknown): unknown {
  if (!OperationNotPermittedError.is(error) || isOfCredentials(error)) return error;
  const { fault, requestId, resource } = error;
  const cures =
    'allow swf:DescribeActivityType, or give the activity its heartbeatTimeout and startToCloseTimeout; ' +
    'until then heartbeats go out every 5 seconds, and a shorter heartbeat timeout is missed';
  return new OperationNotPermittedError(`${error.message} (${cures})`, { cause: error, fault, requestId, resource });
}
