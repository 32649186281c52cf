import {
  type DescribeActivityTypeCommandInput,
  type DescribeActivityTypeCommandOutput,
  SWFClient,
} from '@aws-sdk/client-swf';
import { type ActivityHandler, ActivityWorker, type ActivityWorkerOptions } from '@swf/actors';
import { ActivityTask } from '@swf/models';
import { vi } from 'vitest';
import { silent } from './silent.js';
import { domain } from './workflow.js';

/** What the worker would send to SWF. */
export interface LoneRequests {
  readonly heartbeat?: (details: string | undefined, signal: AbortSignal) => Promise<boolean>;
  /** An answer of any kind. */
  readonly answer?: (signal: AbortSignal) => Promise<void>;
  /** Describes the registered type of that name; without it, that hangs. */
  readonly describe?: (type: string) => Promise<DescribeActivityTypeCommandOutput>;
}

/**
 * A worker without a service: the test provides its tasks and answers its requests.
 */
export class LoneWorker extends ActivityWorker {
  readonly #tasks: ActivityTask[];
  readonly #requests: LoneRequests;

  constructor(activity: ActivityHandler, requests: LoneRequests, count = 1, options: ActivityWorkerOptions = {}) {
    const client = new SWFClient({ region: 'us-east-1', credentials: { accessKeyId: 'a', secretAccessKey: 's' } });
    const { describe = () => new Promise(() => {}) } = requests;
    const answer = async ({ input }: { readonly input: object }) => {
      const { name } = (input as DescribeActivityTypeCommandInput).activityType ?? {};
      return { output: await describe(`${name}`), response: {} };
    };
    client.middlewareStack.add(() => answer, { step: 'initialize' });
    const { activities = { activity } } = options;
    super(domain, 'activities', { client, logger: silent, concurrency: count, activities, ...options });
    this.#requests = requests;
    const types = Object.keys(activities);
    this.#tasks = Array.from({ length: count }, (_, index) => taskOf(`${index}`, types[index % types.length]));
  }

  override poll({ signal }: Parameters<ActivityWorker['poll']>[0] = {}): Promise<ActivityTask | undefined> {
    const task = this.#tasks.shift();
    if (task) return Promise.resolve(task);
    return new Promise((resolve) => signal?.addEventListener('abort', () => resolve(undefined)));
  }

  override async heartbeat(...[, details, options]: Parameters<ActivityWorker['heartbeat']>) {
    const { heartbeat = async () => false } = this.#requests;
    const text = details === undefined ? undefined : String(details);
    return { cancelRequested: await heartbeat(text, signalOf(options)) };
  }

  override complete(...[, , options]: Parameters<ActivityWorker['complete']>): Promise<void> {
    return this.#answer(signalOf(options));
  }

  override fail(...[, , options]: Parameters<ActivityWorker['fail']>): Promise<void> {
    return this.#answer(signalOf(options));
  }

  override cancel(...[, , options]: Parameters<ActivityWorker['cancel']>): Promise<void> {
    return this.#answer(signalOf(options));
  }

  async #answer(signal: AbortSignal): Promise<void> {
    await this.#requests.answer?.(signal);
  }
}

/** Stops a worker on fake timers, and its task with it. */
export async function stopLone(worker: LoneWorker): Promise<void> {
  const stopped = worker.stop({ polls: 'abort', graceInSeconds: 0 });
  await vi.advanceTimersByTimeAsync(5000);
  await stopped;
}

/** The answer of DescribeActivityType for a type with such timeouts. */
export function describedType(
  heartbeatTimeout: number | 'NONE',
  startToCloseTimeout: number | 'NONE' = 'NONE',
): DescribeActivityTypeCommandOutput {
  return {
    $metadata: {},
    typeInfo: { activityType: { name: 'activity', version: '1.0' }, status: 'REGISTERED', creationDate: new Date(0) },
    configuration: {
      defaultTaskHeartbeatTimeout: String(heartbeatTimeout),
      defaultTaskStartToCloseTimeout: String(startToCloseTimeout),
    },
  };
}

/** A request that hangs until it is cut. */
export function hung(signal: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(signal.reason)));
}

function taskOf(id: string, type = 'activity'): ActivityTask {
  const task = ActivityTask.fromPoll(domain, 'activities', {
    taskToken: id,
    activityId: id,
    startedEventId: 6,
    workflowExecution: { workflowId: `w${id}`, runId: 'r' },
    activityType: { name: type, version: '1.0' },
  });
  if (!task) throw new Error('a poll with a token has a task');
  return task;
}

function signalOf(options: { readonly signal?: AbortSignal | undefined } | undefined): AbortSignal {
  return options?.signal ?? new AbortController().signal;
}
