import { type DomainRef, type TypeRef, WorkflowExecution, WorkflowType } from '@swf/models';
import { WorkflowExecutionAlreadyStartedError } from '@swf/settings/errors';
import type { RequestOptions } from '@swf/settings/request';
import { type Client, checkObject } from '@swf/settings/wire';
import type { HumanOptions, HumanStep } from '../calls/human.js';
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
  validated('input', input, schema);
  const payload = encode('input', input, ownCodec ?? codec);
  const execution = await inStartSpan(type, given.workflowId, (context) => {
    const all = { ...withDefaults(given, settings), input: propagateTrace ? wrapInput(payload, context) : payload };
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
  try {
    return await startRun(domain, type, defaults, options);
  } catch (error) {
    if (!WorkflowExecutionAlreadyStartedError.is(error)) throw error;
    const { client, signal, workflowId } = options;
    const open = await new WorkflowExecution(domain, workflowId).upstream({ client, signal });
    return handle(open, { ...options, ownCodec: defaults.codec });
  }
}

/** Implements `definition.run()`. */
export function openRun<Result, State>(
  domain: DomainRef,
  ref: RunRef,
  ownCodec: PayloadCodec | undefined,
): Run<Result, State> {
  const { workflowId, runId, client, codec } = checkObject('ref', ref);
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
      const { name, options: signalOptions } = definedAs<SignalOptions>('definition', definition, 'signal');
      const { codec: signalCodec = codec, schema } = signalOptions;
      validated('payload', payload, schema);
      await execution.signal(name, encode('payload', payload, signalCodec), withClient(options));
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
