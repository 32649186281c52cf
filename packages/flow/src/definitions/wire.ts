/**
 * What JSON leaves of a type: a `Date` arrives as a string, functions vanish. Equal to the type if
 * it is JSON already.
 */
export type Wire<Value> = unknown extends Value
  ? Value
  : Value extends { toJSON(): infer Written }
    ? Wire<Written>
    : Value extends (...given: never[]) => unknown
      ? undefined
      : Value extends readonly unknown[]
        ? // Without an `as` clause, which would make an object of an array.
          { [Index in keyof Value]: Wire<Value[Index]> }
        : Value extends object
          ? {
              [Member in keyof Value as Value[Member] extends (...given: never[]) => unknown ? never : Member]: Wire<
                Value[Member]
              >;
            }
          : Value;

/** The arguments that pass a value, which may be left out if it can be undefined. */
export type Passing<Value, Options extends object | undefined = undefined> = undefined extends Value
  ? [value?: Value, options?: Options]
  : [value: Value, options?: Options];

declare const IMPLEMENTED: unique symbol;
declare const RECEIVED: unique symbol;

/**
 * What a call of a definition returns: a promise, and for `implement` what an implementation
 * returns and receives.
 */
export interface Pending<Result, Implemented = Result, Received = never> extends Promise<Result> {
  readonly [IMPLEMENTED]?: Implemented;
  readonly [RECEIVED]?: Received;
}
