import { isMarked } from '@swf/settings/errors';

const BRAND = Symbol.for('@swf/flow/continue-as-new');

/**
 * What `continueAsNew` throws: not an error, but the end of the run, which passes through every
 * scope.
 */
export class ContinueAsNew {
  readonly input: () => string | undefined;
  readonly options: object;
  readonly [BRAND] = true;

  constructor(input: () => string | undefined, options: object) {
    this.input = input;
    this.options = options;
  }

  static is(value: unknown): value is ContinueAsNew {
    return isMarked(value, BRAND);
  }
}
