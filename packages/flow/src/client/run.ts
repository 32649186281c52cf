import { type DomainRef, type TypeRef, WorkflowExecution, WorkflowType } from '@swf/models';
import { openOrStart, openRunId, type RequestOptions } from '@swf/settings/request';
import { type Client, checkObject } from '@swf/settings/wire';
import type { HumanOptions, HumanStep } from '../calls/human.js';
import { checkCodec } from '../definitions/checks.js';
import { definedAs } from '../definitions/definition.js';
import { decode, encode, type PayloadCodec } from '../definitions/payload.js';
import { validated } from '../definitions/schema.js';
import type { SignalDefinition, SignalOptions } from '../definitions/signal.js';
import type { Passing } from '../definitions/wire.js';
import { withDefaults } from '../definitions/with-defaults.js';
import type { WorkflowOptions, WorkflowStartOptions } from '../definitions/workflow-options.js';
import { type TraceContext, wrapInput } from '../telemetry/envelope.js';
import { activeTraceContext, inClientSpan, openTelemetry } from '../telemetry/open-telemetry.js';
import { type Codecs, type ResultOptions, resultOf } from './result.js';

/** How to start one execution; what is not given comes from the definition. */
export interface StartRunSettings extends WorkflowStartOptions, RequestOptions {
  /** The id that no other open execution of the domain has. */
  readonly workflowId: string;
  readonly tagList?: readonly string[] | undefined;
  /**
   * Whether the execution joins the active trace: its input then carries the trace context, which
   * other deciders would see. Default: false.
   */
  readonly propagateTrace?: boolean | undefined;
}

/** How to start one execution; a workflow without input needs none. */
export type StartRunOptions<Input> = StartRunSettings &
  (undefined extends Input ? { readonly input?: Input } : { readonly input: Input });

/** How an execution is started with a signal. */
export type SignalWithStartOptions<Input, Payload> = Omit<StartRunOptions<Input>, 'signal'> & {
  readonly signal: SignalDefinition<Payload, unknown>;
  readonly abortSignal?: AbortSignal | undefined;
} & (undefined extends Payload ? { readonly payload?: Payload } : { readonly payload: Payload });

/** An execution, and one of its runs; a `WorkflowExecution` is one. */
export interface RunRef {
  readonly workflowId: string;
  /**
   * Default: the open run, or the latest closed one. Listings lag: a run that has just started
   * needs its run id, or an earlier one may be taken.
   */
  readonly runId?: string | undefined;
  /** The client of its requests. Default: the settings'. */
  readonly client?: Client | undefined;
  /** Default: the definition's. */
  readonly codec?: PayloadCodec | undefined;
}

/** A typed handle on one execution. */
export interface Run<Result, State = unknown> {
  readonly execution: WorkflowExecution;
  /**
   * Waits for the result, over every run that it continues as. Throttling and 5xx answers only
   * slow it down, and so does a lost connection once SWF has answered.
   *
   * @throws `RunFailedError` if the execution does not complete; `WaitTimeoutError` after
   * `maxWaitTime`; `ConnectionError` if SWF cannot be reached at first
   */
  result(options?: ResultOptions): Promise<Result>;
  /** The state that the workflow published last; one request. */
  state(options?: RequestOptions): Promise<State | undefined>;
  /** The questions that wait for people. */
  waiting(options?: RequestOptions): Promise<readonly OpenQuestion[]>;
  signal<Payload>(
    definition: SignalDefinition<Payload, unknown>,
    ...payload: Passing<Payload, RequestOptions>
  ): Promise<void>;
  /** Answers a question that a human step asked. */
  answer<Answer>(step: HumanStep<Answer, unknown>, id: string, answer: Answer, options?: RequestOptions): Promise<void>;
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

/** Implements `definition.start()`. */
export async function startRun<Result, State>(
  domain: DomainRef,
  type: TypeRef,
  defaults: WorkflowOptions,
  options: StartRunOptions<unknown>,
): Promise<Run<Result, State>> {
  const { codec: ownCodec, input: schema, result: _result, ...settings } = defaults;
  const { codec, input, propagateTrace = false, ...given } = checkObject('options', options);
  checkCodec(codec);
  validated('input', input, schema);
  const payload = encode('input', input, ownCodec ?? codec);
  const execution = await inStartSpan(type, given.workflowId, (context) => {
    const all = { ...withDefaults(given, settings), input: wrapInput(payload, propagateTrace ? context : undefined) };
    return new WorkflowType(domain, type.name, type.version).startExecution(all);
  });
  return handle(execution, { ...options, ownCodec });
}

/** Starts an execution within a span, if the program has OpenTelemetry. */
async function inStartSpan(
  { name, version }: TypeRef,
  workflowId: string,
  start: (context: TraceContext | undefined) => Promise<WorkflowExecution>,
): Promise<WorkflowExecution> {
  const telemetry = await openTelemetry();
  if (telemetry === undefined) return start(undefined);
  const attributes = { workflowType: `${name}@${version}`, workflowId };
  return inClientSpan(
    telemetry,
    `StartWorkflowExecution ${name}`,
    attributes,
    () => start(activeTraceContext(telemetry)),
    ({ runId = '' }) => ({ runId }),
  );
}

/** Implements `definition.startOrGet()`. */
export async function startOrGetRun<Result, State>(
  domain: DomainRef,
  type: TypeRef,
  defaults: WorkflowOptions,
  options: StartRunOptions<unknown>,
): Promise<Run<Result, State>> {
  const { client, signal, workflowId } = checkObject('options', options);
  const [execution] = await openOrStart({
    start: async () => (await startRun(domain, type, defaults, options)).execution,
    open: async () => {
      const runId = await openRunId({ domain: domain.name, workflowId }, { client, signal });
      if (runId === undefined) return undefined;
      return new WorkflowExecution(domain, workflowId, { runId }).upstream({ client, signal });
    },
    signal,
  });
  return handle(execution, { ...options, ownCodec: defaults.codec });
}

/** Implements `definition.signalWithStart()`. */
export async function signalWithStartRun<Result, State>(
  domain: DomainRef,
  type: TypeRef,
  defaults: WorkflowOptions,
  options: SignalWithStartOptions<unknown, unknown>,
): Promise<Run<Result, State>> {
  const { signal: definition, payload, abortSignal: signal, ...given } = checkObject('options', options);
  const { client, codec } = given;
  // Before the start: a run whose signal cannot be sent would stay open without it.
  const { name, input } = checkedSignal('signal', definition, payload, codec);
  const run = await startOrGetRun<Result, State>(domain, type, defaults, { ...given, signal });
  await run.execution.signal(name, input, { client, signal });
  return run;
}

/** Implements `definition.run()`. */
export function openRun<Result, State>(
  domain: DomainRef,
  ref: RunRef,
  ownCodec: PayloadCodec | undefined,
): Run<Result, State> {
  const { workflowId, runId, client, codec } = checkObject('ref', ref);
  checkCodec(codec);
  return handle(new WorkflowExecution(domain, workflowId, { runId }), { client, codec, ownCodec });
}

interface HandleOptions extends RequestOptions, Codecs {}

/** A handle whose requests use the client that it was made with, unless they are given another. */
function handle<Result, State>(
  execution: WorkflowExecution,
  { client, codec, ownCodec }: HandleOptions,
): Run<Result, State> {
  const withClient = <Options extends RequestOptions>(options = {} as Options) =>
    withDefaults<RequestOptions>(checkObject('options', options), { client }) as Options;
  return {
    execution,
    result: async (options) => resultOf(execution, { codec, ownCodec }, withClient(options)),
    state: async (options) => (await shownBy(execution, codec, withClient(options))).state as State | undefined,
    waiting: async (options) => (await shownBy(execution, codec, withClient(options))).$waiting ?? [],
    async signal(definition, ...[payload, options]) {
      const { name, input } = checkedSignal('definition', definition, payload, codec);
      await execution.signal(name, input, withClient(options));
    },
    async answer(step, id, answer, options) {
      const { name, options: stepOptions } = definedAs<HumanOptions>('step', step, 'human');
      validated('payload', answer, stepOptions.schema);
      await execution.signal(name, encode('answer', { id, answer }, codec), withClient(options));
    },
    requestCancel: async (options) => execution.requestCancel(withClient(options)),
    terminate: async (options) => execution.terminate(withClient(options)),
  };
}

/** Checks a signal, and returns how it is sent. */
function checkedSignal(field: string, definition: unknown, payload: unknown, programCodec: PayloadCodec | undefined) {
  const { name, options } = definedAs<SignalOptions>(field, definition, 'signal');
  const { codec = programCodec, schema } = options;
  validated('payload', payload, schema);
  return { name, input: encode('payload', payload, codec) };
}

interface Shown {
  readonly state?: unknown;
  readonly $waiting?: readonly OpenQuestion[];
}

async function shownBy(
  execution: WorkflowExecution,
  codec: PayloadCodec | undefined,
  options: RequestOptions,
): Promise<Shown> {
  const { latestExecutionContext } = await execution.upstream(options);
  return (decode(latestExecutionContext, codec) ?? {}) as Shown;
}
