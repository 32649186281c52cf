import { InvalidArgumentError } from '@swf/settings/errors';
import { checkLength, checkOptions, LIMITS, type OptionNames } from '@swf/settings/wire';
import { checkFunction, checkOwnOptions } from '../definitions/checks.js';
import { define } from '../definitions/definition.js';
import { decode, encode } from '../definitions/payload.js';
import { type Given, type Received, type Schema, validated } from '../definitions/schema.js';
import type { Wire } from '../definitions/wire.js';
import { HumanTimeoutError } from '../errors/index.js';
import { currentScope } from '../scopes/scope.js';
import { race, withTimeout } from '../scopes/scopes.js';
import { derivedId, hexHashOf } from '../turns/ids.js';
import type { Question, Run } from '../turns/run.js';
import type { SignalEvent } from '../turns/signal-buffer.js';
import { callSite } from './call-site.js';
import { openIn } from './deferred.js';
import { checkSeconds, sleep } from './sleep.js';

/** The options of a question. */
export interface AskOptions {
  /** Seconds after which the question rejects with a `HumanTimeoutError`. Default: never. */
  readonly timeout?: number | undefined;
  /** Seconds between two calls of `remind`, which it needs. Default: it is not called. */
  readonly remindEvery?: number | undefined;
  /**
   * Reminds the person, by an activity for example, every `remindEvery` seconds, which it needs.
   */
  readonly remind?: (() => Promise<unknown>) | undefined;
}

const ASK_OPTIONS: OptionNames<AskOptions> = { timeout: true, remindEvery: true, remind: true };

// An id ends with a hash of the run id: a late answer may reach the run after the one that asked.
const RUN_HASH = /:[0-9a-f]{8}$/;

declare const ANSWERED: unique symbol;

/** A step of a workflow that a person does: a question that is open until it is answered. */
export interface HumanStep<Answer, Received = Wire<Answer>> {
  /** The step's name, which is the name of the signals that answer it. */
  readonly stepName: string;
  /** Asks, and resolves to the answer. Open questions are published as `$waiting`. */
  ask(details?: unknown, options?: AskOptions): Promise<Received>;
  readonly [ANSWERED]?: Answer;
}

/** How the answers of a human step are checked. */
export interface HumanOptions {
  /** Validates answers: one that does not match is logged, and the question stays open. */
  readonly schema?: Schema | undefined;
}

const HUMAN_OPTIONS: OptionNames<HumanOptions> = { schema: true };

/**
 * Defines a step that a person does.
 *
 * @throws `InvalidArgumentError` for a name that SWF refuses for signals
 *
 * @example
 * const approval = human<{ approved: boolean }>('approval');
 * const { approved } = await approval.ask({ amount }, { timeout: 7 * 86_400 });
 */
export function human<Of extends Schema>(
  name: string,
  options: HumanOptions & { readonly schema: Of },
): HumanStep<Given<Of>, Received<Of>>;
export function human<Answer>(name: string, options?: HumanOptions): HumanStep<Answer>;
export function human<Answer>(name: string, options: HumanOptions = {}): HumanStep<Answer> {
  checkLength('name', name, { min: 1, max: LIMITS.signalName });
  const { schema } = checkOptions('options', options, HUMAN_OPTIONS);
  checkOwnOptions({ schema });
  const step: HumanStep<Answer> = {
    stepName: name,
    ask: (details, askOptions = {}) => ask(name, schema, details, askOptions) as Promise<Wire<Answer>>,
  };
  return define(step, { kind: 'human', name, version: '', options });
}

async function ask(name: string, schema: Schema | undefined, details: unknown, options: AskOptions): Promise<unknown> {
  const scope = currentScope(`human step ${name}`);
  if (scope.reason !== undefined) throw scope.reason;
  const { run } = scope;
  const { timeout, remindEvery, remind } = checkOptions('options', options, ASK_OPTIONS);
  const seconds = timeout === undefined ? undefined : checkSeconds('timeout', timeout);
  if (remindEvery !== undefined && checkSeconds('remindEvery', remindEvery) === 0) {
    throw new InvalidArgumentError('remindEvery must be more than 0 seconds, got 0');
  }
  if (remind !== undefined) checkFunction('remind', remind);
  if ((remindEvery === undefined) !== (remind === undefined)) {
    throw new InvalidArgumentError('remindEvery and remind must be given together');
  }
  encode('details', details, undefined);
  const call = run.ids.next(scope.path, name);
  const id = knowsRun(run) ? derivedId(call, `:${hexHashOf(run.identity.runId)}`) : call;
  const until = seconds === undefined ? undefined : new Date(run.now.getTime() + 1000 * seconds);
  const at = callSite(run);
  listen(run, name);
  const asking = () =>
    answered(run, call, { step: name, id, details, schema, since: run.now, until, at, resolve: () => {} });
  const reminded =
    remindEvery === undefined || remind === undefined
      ? asking
      : () => race(asking, () => reminding(remindEvery, remind));
  if (seconds === undefined) return reminded();
  const onTimeout = () => {
    throw new HumanTimeoutError(call, seconds);
  };
  return withTimeout<unknown>(scope, { seconds }, reminded, onTimeout);
}

async function reminding(seconds: number, remind: () => Promise<unknown>): Promise<never> {
  for (;;) {
    await sleep(seconds);
    await remind();
  }
}

async function answered(run: Run, call: string, question: Question): Promise<unknown> {
  const what = `human step ${call}`;
  const { promise, resolve } = openIn<unknown>(currentScope(what), what, () => {});
  run.questions.set(question.id, { ...question, resolve });
  try {
    return await promise;
  } finally {
    run.questions.delete(question.id);
  }
}

/** Whether the run has an id: a replay may not know it, and takes an answer to any run. */
function knowsRun({ identity }: Run): boolean {
  return identity.runId !== '';
}

/** Hands each answer to its question; one handler for all questions of a step. */
function listen(run: Run, name: string): void {
  if (run.steps.has(name)) return;
  run.steps.add(name);
  run.signals.add(name, {
    isOnce: false,
    read: (event: SignalEvent) => {
      const fields = { step: name, eventId: event.id };
      try {
        const { id, answer } = answerIn(decode(event.attributes.input, run.settings.codec));
        const question = run.questions.get(knowsRun(run) ? id : String(id).replace(RUN_HASH, ''));
        if (question?.step !== name) return run.warn({ ...fields, id }, 'dropped an answer to an unknown question');
        question.resolve(validated('payload', answer, question.schema));
      } catch (error) {
        run.warn(fields, `dropped an answer: ${String(error)}`);
      }
    },
  });
}

/** What a signal answers: an answer without an id is one to an unknown question. */
function answerIn(payload: unknown): { readonly id: string; readonly answer?: unknown } {
  return Object(payload) as { readonly id: string; readonly answer?: unknown };
}
