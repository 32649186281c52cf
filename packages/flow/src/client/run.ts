import { type DomainRef, type TypeRef, WorkflowExecution, WorkflowType } from '@swf/models';
import { WorkflowExecutionAlreadyStartedError } from '@swf/settings/errors';
import type { RequestOptions } from '@swf/settings/request';
import type { Client } from '@swf/settings/wire';
import type { HumanStep } from '../calls/human.js';
import { definedAs } from '../definitions/definition.js';
import { decode, encode, type PayloadCodec } from '../definitions/payload.js';
import type { SignalDefinition, SignalOptions } from '../definitions/signal.js';
import type { WorkflowOptions } from '../definitions/workflow-options.js';
import { type ResultOptions, resultOf } from './result.js';

/** How one execution is started; what is not given comes from the definition. */
export interface StartRunSettings extends WorkflowOptions, RequestOptions {
  /** The id that no other open execution of the domain has. */
  readonly workflowId: string;
  readonly tagList?: readonly string[] | undefined;
}

/** How one execution is started; a workflow without input needs none. */
export type StartRunOptions<Input> = StartRunSettings &
  (undefined extends Input ? { readonly input?: Input } : { readonly input: Input });

/** An execution, and one of its runs; a `WorkflowExecution` is one. */
export interface RunRef {
  readonly workflowId: string;
  /** Default: the open run, or the latest closed one. */
  readonly runId?: string | undefined;
  /** The client of its requests. Default: the settings'. */
  readonly client?: Client | undefined;
  /** Default: the definition's. */
  readonly codec?: PayloadCodec | undefined;
}

/** A typed handle on one execution. */
export interface Run<Result, State = unknown> {
  readonly execution: WorkflowExecution;
  /** Waits for the result, over every run that it continues as. */
  result(options?: ResultOptions): Promise<Result>;
  /** The state that the workflow published last; one request. */
  state(options?: RequestOptions): Promise<State | undefined>;
  /** The questions that wait for people. */
  waiting(options?: RequestOptions): Promise<readonly OpenQuestion[]>;
  signal<Payload>(definition: SignalDefinition<Payload>, payload: Payload, options?: RequestOptions): Promise<void>;
  /** Answers a question that a human step asked. */
  answer<Answer>(step: HumanStep<Answer>, id: string, answer: Answer, options?: RequestOptions): Promise<void>;
  requestCancel(options?: RequestOptions): Promise<void>;
  terminate(options?: Parameters<WorkflowExecution['terminate']>[0]): Promise<void>;
}

/** A question that waits for a person. */
export interface OpenQuestion {
  readonly step: string;
  readonly id: string;
  readonly details?: unknown;
  /** ISO 8601. */
  readonly since: string;
  readonly until?: string | undefined;
}

/** What `definition.start()` does. */
export async function startRun<Result, State>(
  domain: DomainRef,
  type: TypeRef,
  defaults: WorkflowOptions,
  options: StartRunOptions<unknown>,
): Promise<Run<Result, State>> {
  const { codec: defaultCodec, ...settings } = defaults;
  const { codec = defaultCodec, input, ...given } = options;
  const all = { ...settings, ...given, input: encode('input', input, codec) };
  return handle(await new WorkflowType(domain, type.name, type.version).startExecution(all), codec, options);
}

/** What `definition.startOrGet()` does. */
export async function startOrGetRun<Result, State>(
  domain: DomainRef,
  type: TypeRef,
  defaults: WorkflowOptions,
  options: StartRunOptions<unknown>,
): Promise<Run<Result, State>> {
  try {
    return await startRun(domain, type, defaults, options);
  } catch (error) {
    if (!WorkflowExecutionAlreadyStartedError.is(error)) throw error;
    const { client, signal, workflowId } = options;
    const open = await new WorkflowExecution(domain, workflowId).upstream({ client, signal });
    return handle(open, options.codec ?? defaults.codec, options);
  }
}

/** What `definition.run()` does. */
export function openRun<Result, State>(
  domain: DomainRef,
  ref: RunRef,
  defaultCodec: PayloadCodec | undefined,
): Run<Result, State> {
  const { workflowId, runId, client, codec = defaultCodec } = ref;
  return handle(new WorkflowExecution(domain, workflowId, { runId }), codec, { client });
}

/** A handle whose requests use the client that it was made with, unless they are given another. */
function handle<Result, State>(
  execution: WorkflowExecution,
  codec: PayloadCodec | undefined,
  { client }: RequestOptions,
): Run<Result, State> {
  return {
    execution,
    result: (options) => resultOf(execution, codec, { client, ...options }),
    state: async (options) => (await shownBy(execution, { client, ...options })).state as State | undefined,
    waiting: async (options) => (await shownBy(execution, { client, ...options })).$waiting ?? [],
    signal(definition, payload, options) {
      const { name, options: signalOptions } = definedAs<SignalOptions>('definition', definition, 'signal');
      return execution.signal(name, encode('payload', payload, signalOptions.codec), { client, ...options });
    },
    answer(step, id, answer, options) {
      const { name } = definedAs('step', step, 'human');
      return execution.signal(name, encode('answer', { id, answer }), { client, ...options });
    },
    requestCancel: (options) => execution.requestCancel({ client, ...options }),
    terminate: (options) => execution.terminate({ client, ...options }),
  };
}

interface Shown {
  readonly state?: unknown;
  readonly $waiting?: readonly OpenQuestion[];
}

async function shownBy(execution: WorkflowExecution, options?: RequestOptions): Promise<Shown> {
  const { latestExecutionContext } = await execution.upstream(options);
  return (decode(latestExecutionContext) ?? {}) as Shown;
}
