import type { PayloadCodec } from '../definitions/payload.js';

/** What happens to calls whose version, duration or input the history shows otherwise. */
export type CheckInputs = 'error' | 'warn' | 'off';

/** How to play a run. */
export interface RunSettings {
  /** Whether the clock and randomness are replaced, and foreign awaits found. */
  readonly isGuarded: boolean;
  /** Whether calls note their source lines: for the second replay, which explains a mismatch. */
  readonly isTraced?: boolean | undefined;
  /** The program's codec, of every payload whose definition has none. */
  readonly codec?: PayloadCodec | undefined;
  /**
   * Whether versions, durations and inputs are compared with the history, and what happens to a
   * difference. Default: `'off'`.
   */
  readonly checkInputs?: CheckInputs | undefined;
  /**
   * How side effects ended that the history does not hold yet, by marker name: for a second replay.
   */
  readonly values?: ReadonlyMap<string, string | undefined> | undefined;
  /** The number of events from which `continueAsNewSuggested` is true. Default: 10,000. */
  readonly suggestContinueAsNewAt?: number | undefined;
}
