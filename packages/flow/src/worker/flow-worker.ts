import {
  type ActivityContext,
  type ActivityTimeouts,
  ActivityWorker,
  type ActivityWorkerOptions,
  CompleteLater,
  type ConfiguredActivity,
  type RegisteredDifferentlyError,
} from '@swf/actors';
import { type ActivityTask, ActivityType, type DomainRef, type TypeRef } from '@swf/models';
import { InvalidArgumentError } from '@swf/settings/errors';
import { BOOLEAN, checkObject, preview } from '@swf/settings/wire';
import { describeFailure } from '../calls/failure.js';
import type { ActivityCallOptions, ActivityOptions } from '../definitions/activity-options.js';
import { checkCodec } from '../definitions/checks.js';
import { define, definedAs } from '../definitions/definition.js';
import type { Implementation } from '../definitions/implementation.js';
import { decode, encode, type PayloadCodec } from '../definitions/payload.js';
import { encodeResult, validated } from '../definitions/schema.js';
import type { Pending } from '../definitions/wire.js';
import { type TraceContext, unwrapInput } from '../telemetry/envelope.js';

interface ActivityImplementation {
  readonly name: string;
  readonly version: string;
  readonly options: ActivityOptions;
  readonly activity: ConfiguredActivity;
}

/** The code of an activity. */
export type Perform<Input, Result> = (
  input: Input,
  context: ActivityContext,
) => Result | CompleteLater | Promise<Result | CompleteLater>;

/**
 * Gives an activity definition its code: a function, or one that `isolated()` runs elsewhere.
 *
 * @example
 * const charging = implement(charge, async (input, { signal }) => pay(input.amount, signal));
 */
export function implement<Input, Result>(
  definition: (input: never, options?: ActivityCallOptions) => Pending<unknown, Result, Input>,
  perform: Perform<Input, NoInfer<Result>> | ConfiguredActivity,
): Implementation {
  const { name, version, options } = definedAs<ActivityOptions>('definition', definition, 'activity');
  const activity = typeof perform === 'function' ? { perform: perform as ConfiguredActivity['perform'] } : perform;
  if (typeof activity?.perform !== 'function')
    throw new InvalidArgumentError(`perform must be a function, got ${preview(perform)}`);
  const implementation: ActivityImplementation = { name, version, options, activity };
  return define({}, { kind: 'implementation', name, version, options: implementation });
}

/** What a flow worker can be given. */
export interface FlowWorkerOptions extends Omit<ActivityWorkerOptions, 'activities' | 'types'> {
  /** Whether the types are registered before the first poll. Default: true. */
  readonly register?: boolean | undefined;
  /** Writes the payloads of activities whose definitions have no codec. Default: JSON. */
  readonly codec?: PayloadCodec | undefined;
}

/**
 * Makes a worker for implemented activities; it registers their types.
 *
 * @example
 * const payments = flowWorker(domain, 'payments', [implement(charge, pay)]);
 */
export function flowWorker(
  domain: DomainRef,
  taskList: string,
  implementations: readonly Implementation[],
  options: FlowWorkerOptions = {},
): ActivityWorker {
  if (!Array.isArray(implementations))
    throw new InvalidArgumentError(
      `implementations must be a list of implementations, got ${preview(implementations)}`,
    );
  const checked = implementations.map(
    (each, index) => definedAs<ActivityImplementation>(`implementations[${index}]`, each, 'implementation').options,
  );
  const keys = checked.map(keyOf);
  const twice = keys.find((key, index) => keys.indexOf(key) < index);
  if (twice !== undefined) {
    throw new InvalidArgumentError(`implementations must be of different activities, got ${twice} twice`);
  }
  const { codec, register } = checkObject('options', options);
  checkCodec(codec);
  if (register !== undefined) BOOLEAN.check('register', register);
  return new FlowWorker(domain, taskList, checked, options);
}

/** Performs the activities of definitions, whose payloads it reads and writes. */
class FlowWorker extends ActivityWorker {
  readonly #codec: PayloadCodec | undefined;
  /** By `name@version`. */
  readonly #definitions: ReadonlyMap<string, ActivityOptions>;

  constructor(
    domain: DomainRef,
    taskList: string,
    implementations: readonly ActivityImplementation[],
    { register = true, codec, ...options }: FlowWorkerOptions,
  ) {
    super(domain, taskList, {
      ...options,
      register,
      types: register ? implementations.map((each) => registered(domain, taskList, each)) : [],
      activities: Object.fromEntries(implementations.map((each) => [keyOf(each), performed(each, codec)])),
    });
    this.#codec = codec;
    this.#definitions = new Map(implementations.map((each) => [keyOf(each), each.options]));
  }

  /** Tasks carry the settings of their definitions, whatever is registered. */
  protected override registeredDifferently(error: RegisteredDifferentlyError): void {
    this.logger.warn({ ...this.fields(), err: error }, 'type is registered with other defaults');
  }

  /** A call may have others, which SWF does not tell the worker. */
  protected override timeoutsOf(type: TypeRef): ActivityTimeouts | undefined {
    return this.#definitions.get(keyOf(type));
  }

  protected override traceContextOf({ input }: ActivityTask): TraceContext | undefined {
    return unwrapInput(input).context;
  }

  protected override describeFailure(error: unknown, { activityType }: ActivityTask) {
    return describeFailure(error, this.#definitions.get(keyOf(activityType))?.codec ?? this.#codec);
  }
}

/** The activity as a worker runs it, whose payloads the codec and the schemas have passed. */
function performed(
  { activity, options: { codec: ownCodec, input: schema, result } }: ActivityImplementation,
  programCodec: PayloadCodec | undefined,
): ConfiguredActivity {
  const codec = ownCodec ?? programCodec;
  const perform = async (_input: unknown, context: ActivityContext): Promise<unknown> => {
    const heartbeat = (details: unknown) => context.heartbeat(encode('details', details, codec));
    const input = validated('input', decode(unwrapInput(context.task.input).payload, codec), schema);
    const value = await activity.perform(input, { ...context, heartbeat });
    return value instanceof CompleteLater ? value : encodeResult(value, { schema: result, codec });
  };
  return { ...activity, perform };
}

function keyOf({ name, version }: { readonly name: string; readonly version: string }): string {
  return `${name}@${version}`;
}

function registered(
  domain: DomainRef,
  taskList: string,
  { name, version, options }: ActivityImplementation,
): ActivityType {
  return new ActivityType(domain, name, version, {
    defaultTaskList: options.taskList ?? taskList,
    defaultTaskPriority: options.taskPriority,
    defaultTaskStartToCloseTimeout: options.startToCloseTimeout,
    defaultTaskHeartbeatTimeout: options.heartbeatTimeout ?? 'NONE',
    defaultTaskScheduleToStartTimeout: options.scheduleToStartTimeout ?? 'NONE',
    defaultTaskScheduleToCloseTimeout: options.scheduleToCloseTimeout ?? 'NONE',
  });
}
