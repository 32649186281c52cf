import type { DecideFunction, DeciderOptions } from '@swf/actors';
import { InvalidArgumentError } from '@swf/settings/errors';
import { BOOLEAN, checkInteger, checkOneOf, LIMITS, preview } from '@swf/settings/wire';
import { checkCodec, checkFunction } from '../definitions/checks.js';
import type { Implementation } from '../definitions/implementation.js';
import type { PayloadCodec } from '../definitions/payload.js';
import type { CheckInputs, RunSettings } from '../turns/run-settings.js';
import type { FailureAnswer } from './failure-policy.js';
import type { ResidentOptions } from './residents.js';

/** What a flow decider runs. */
export interface FlowDeciderOptions
  extends Omit<DeciderOptions, 'decide' | 'onDecideError' | 'cache' | 'history' | 'types'> {
  /** The workflows that it decides for. */
  readonly workflows: readonly Implementation[];
  /**
   * Decides for executions of every other type. Default: their tasks are reported and left to time
   * out.
   */
  readonly fallback?: DecideFunction | undefined;
  /** Whether the types of `workflows` are registered before the first poll. Default: true. */
  readonly register?: boolean | undefined;
  /** The runs that are kept in memory between their tasks. Default: 5,000, by last use. */
  readonly residents?: ResidentOptions | false | undefined;
  /**
   * The share of turns, from 0 to 1, that are also replayed from scratch and compared: it finds
   * state that does not belong to the function, at the cost of a replay. Default: 0; tests take 1.
   */
  readonly verify?: number | undefined;
  /**
   * Writes the payloads of everything whose definition has no codec, the state that runs publish,
   * the values of side effects, and failures. Default: JSON.
   */
  readonly codec?: PayloadCodec | undefined;
  /**
   * Whether activities, children and next runs join the trace of the run that called them: their
   * inputs then carry the trace context, which other programs would see. Default: false.
   */
  readonly propagateTrace?: boolean | undefined;
  /** From how many events on `info().continueAsNewSuggested` is true. Default: 10,000. */
  readonly suggestContinueAsNewAt?: number | undefined;
  /**
   * What happens to calls whose version, duration or input the history shows otherwise. Default:
   * `'warn'`, once for each call.
   */
  readonly checkInputs?: CheckInputs | undefined;
  /**
   * Whether the clock and randomness are replaced in turns, and foreign awaits found. Default:
   * `'replace'`.
   */
  readonly guard?: 'replace' | 'off' | undefined;
  /**
   * What happens to a run whose function throws. Default: what looks like a bug (`TypeError`,
   * `ReferenceError`, `RangeError`, `SyntaxError`, assertions) is reported and left to time out;
   * everything else fails the execution.
   */
  readonly onWorkflowError?: ((error: unknown) => FailureAnswer) | undefined;
  /** What happens to a run whose history and code disagree. Default: `'TIME_OUT'`. */
  readonly onNonDeterminism?: ((error: unknown) => FailureAnswer) | undefined;
}

// Of a decider's options, those that a flow decider sets itself.
const FORBIDDEN = ['decide', 'onDecideError', 'cache', 'history', 'types'];

/** Checks the options that the decider beneath does not, or would take. */
export function checkDeciderOptions(options: FlowDeciderOptions): void {
  const { fallback, register, propagateTrace, onWorkflowError, onNonDeterminism } = options;
  for (const name of FORBIDDEN) {
    if (Reflect.get(options, name) !== undefined) {
      throw new InvalidArgumentError(`option "${name}" must be absent: a flow decider sets it itself`);
    }
  }
  for (const [name, value] of Object.entries({ fallback, onWorkflowError, onNonDeterminism })) {
    if (value !== undefined) checkFunction(name, value);
  }
  for (const [name, value] of Object.entries({ register, propagateTrace })) {
    if (value !== undefined) BOOLEAN.check(name, value);
  }
}

/** Returns how runs are played by a decider, or a replay, with these options. */
export function runSettingsOf(
  options: Pick<FlowDeciderOptions, 'codec' | 'checkInputs' | 'guard' | 'suggestContinueAsNewAt'>,
): RunSettings {
  const { codec, checkInputs = 'warn', guard = 'replace', suggestContinueAsNewAt: length } = options;
  checkCodec(codec);
  return {
    codec,
    checkInputs: checkOneOf<CheckInputs>('checkInputs', checkInputs, ['error', 'warn', 'off']),
    isGuarded: checkOneOf('guard', guard, ['replace', 'off']) === 'replace',
    suggestContinueAsNewAt:
      length === undefined
        ? undefined
        : checkInteger('suggestContinueAsNewAt', length, { min: 1, max: LIMITS.historyEvents }),
  };
}

/** Returns the share of turns that are verified. */
export function checkShare(verify: number): number {
  if (typeof verify === 'number' && verify >= 0 && verify <= 1) return verify;
  throw new InvalidArgumentError(`verify must be from 0 to 1, got ${preview(verify)}`);
}
