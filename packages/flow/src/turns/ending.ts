import { ContinueAsNew } from './continue-as-new.js';

/** How a run ends: what its function returned or threw, or a continue-as-new. */
export type Outcome =
  | { readonly kind: 'completed'; readonly result: string | undefined }
  | { readonly kind: 'failed'; readonly error: unknown }
  | {
      readonly kind: 'continued';
      readonly compute: () => string | undefined;
      /** What was computed when the close was called for last. */
      readonly input?: string | undefined;
      readonly options: object;
    };

/** How a run ends whose function throws that. */
export function outcomeBy(thrown: unknown): Outcome {
  if (!ContinueAsNew.is(thrown)) return { kind: 'failed', error: thrown };
  return { kind: 'continued', compute: thrown.input, options: thrown.options };
}
