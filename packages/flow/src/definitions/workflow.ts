import type { DomainRef } from '@swf/models';
import { checkOptions, checkStructure, NAME, VERSION } from '@swf/settings/wire';
import { type Child, type ChildOptions, callChild, startChild } from '../calls/child.js';
import {
  openRun,
  type Run,
  type RunRef,
  type SignalWithStartOptions,
  type StartRunOptions,
  signalWithStartRun,
  startOrGetRun,
  startRun,
} from '../client/run.js';
import { checkFunction, checkOwnOptions } from './checks.js';
import { define } from './definition.js';
import type { Implementation } from './implementation.js';
import type { Given, Received, Schema } from './schema.js';
import type { Wire } from './wire.js';
import { withDefaults } from './with-defaults.js';
import { WORKFLOW_DEFAULTS, WORKFLOW_OPTIONS, WORKFLOW_SETTINGS, type WorkflowOptions } from './workflow-options.js';

declare const SHOWN: unique symbol;

/** The type of the state that a definition's runs publish. */
export type StateOf<Definition> = Definition extends { readonly [SHOWN]?: infer State } ? State : unknown;

/** A workflow type: clients start it, parents run it as a child, deciders run its code. */
export interface WorkflowDefinition<Input, Result, State = unknown> {
  /** Starts an execution. */
  start(domain: DomainRef, options: StartRunOptions<Input>): Promise<Run<Wire<Result>, State>>;
  /**
   * Starts an execution, or finds the open one of that workflow id: SWF's listings lag, so it is
   * waited for up to about 6 s.
   *
   * @throws `WorkflowExecutionAlreadyStartedError` if one is open that SWF still does not list
   */
  startOrGet(domain: DomainRef, options: StartRunOptions<Input>): Promise<Run<Wire<Result>, State>>;
  /** Starts an execution unless it is open, and signals it: two requests, not a transaction. */
  signalWithStart<Payload>(
    domain: DomainRef,
    options: SignalWithStartOptions<Input, Payload>,
  ): Promise<Run<Wire<Result>, State>>;
  /** A handle on an execution that was started. */
  run(domain: DomainRef, ref: RunRef): Run<Wire<Result>, State>;
  /** Runs an execution as a child, and resolves to its result. */
  child(input: Input, options?: ChildOptions): Promise<Wire<Result>>;
  /** Starts an execution as a child; resolves when it has started. */
  startChild(input: Input, options?: ChildOptions): Promise<Child<Wire<Result>>>;
  /** The same definition, whose runs show a state of that type. */
  state<Shown>(): WorkflowDefinition<Input, Result, Shown> & this;
  readonly [SHOWN]?: State;
}

/**
 * Defines a workflow: an async function that SWF's history replays.
 *
 * Without a function it is a definition for clients and parents.
 *
 * @throws `InvalidArgumentError` for a name, a version or an option that SWF would refuse
 *
 * @example
 * const order = workflow('order', '1.0', { taskList: 'orders' }, async (input: Order) =>
 *   charge({ amount: input.total }),
 * );
 */
export function workflow<Input extends Schema, Result extends Schema>(
  name: string,
  version: string,
  options: WorkflowOptions & { readonly input: Input; readonly result: Result },
  run: (input: Received<Input>) => Promise<Given<Result>>,
): WorkflowDefinition<Given<Input>, Received<Result>> & Implementation;
export function workflow<Of extends Schema, Result>(
  name: string,
  version: string,
  options: WorkflowOptions & { readonly input: Of; readonly result?: undefined },
  run: (input: Received<Of>) => Promise<Result>,
): WorkflowDefinition<Given<Of>, Result> & Implementation;
export function workflow<Of extends Schema, Input = void>(
  name: string,
  version: string,
  options: WorkflowOptions & { readonly input?: undefined; readonly result: Of },
  run: (input: Input) => Promise<Given<Of>>,
): WorkflowDefinition<Input, Received<Of>> & Implementation;
export function workflow<Input = void, Result = void>(
  name: string,
  version: string,
  options: WorkflowOptions & { readonly input?: undefined; readonly result?: undefined },
  run: (input: Input) => Promise<Result>,
): WorkflowDefinition<Input, Result> & Implementation;
export function workflow<Input extends Schema, Result extends Schema>(
  name: string,
  version: string,
  options: WorkflowOptions & { readonly input: Input; readonly result: Result },
): WorkflowDefinition<Given<Input>, Received<Result>>;
export function workflow<Input = void, Result = void>(
  name: string,
  version: string,
  options?: WorkflowOptions,
): WorkflowDefinition<Input, Result>;
export function workflow<Input, Result>(
  name: string,
  version: string,
  options: WorkflowOptions = {},
  run?: (input: Input) => Promise<Result>,
): WorkflowDefinition<Input, Result> & Implementation {
  NAME.check('name', name);
  VERSION.check('version', version);
  checkStructure(WORKFLOW_SETTINGS, checkOptions('options', options, WORKFLOW_OPTIONS));
  checkOwnOptions(options);
  if (run !== undefined) checkFunction('run', run);
  const type = { name, version };
  const implementation = { name, version, options, run };
  const settings = withDefaults<WorkflowOptions>(options, WORKFLOW_DEFAULTS);
  const definition: WorkflowDefinition<Input, Result> = {
    start: (domain, startOptions) => startRun(domain, type, settings, startOptions),
    startOrGet: (domain, startOptions) => startOrGetRun(domain, type, settings, startOptions),
    signalWithStart: (domain, startOptions) => signalWithStartRun(domain, type, settings, startOptions),
    child: (input, childOptions = {}) => callChild(type, settings, input, childOptions),
    startChild: (input, childOptions = {}) => startChild(type, settings, input, childOptions),
    run: (domain, ref) => openRun(domain, ref, options.codec),
    state() {
      return this as never;
    },
  };
  return define(definition, { kind: 'workflow', name, version, options: implementation });
}
