/** One of SWF's wire types: the rule for its values, and both ways to write one. */
export interface Codec<Value, Wire = Value> {
  /**
   * Returns the value if SWF accepts it.
   *
   * @throws `InvalidArgumentError` naming field, value and rule.
   */
  check(field: string, value: Value): Value;
  /**
   * Returns a value that SWF returned, which may predate the current rules.
   *
   * @throws `InvalidArgumentError` if it cannot be from SWF.
   */
  checkReceived(field: string, value: Value): Value;
  /**
   * Returns the value as it is sent.
   *
   * @throws `InvalidArgumentError` if {@link check} does.
   */
  format(field: string, value: Value): Wire;
  /** Returns the value that SWF sent, unchecked; undefined if it sent none. */
  parse(wire: Wire | null | undefined): Value | undefined;
  /** Whether a structure must have the member. */
  readonly isRequired?: boolean;
}

type Check<Value> = Codec<Value>['check'];

/** Returns the codec of values that are sent as they are. */
export function unchanged<Value>(check: Check<Value>, checkReceived: Check<Value> = check): Codec<Value> {
  return { check, checkReceived, format: check, parse: (wire) => wire ?? undefined };
}

/** Returns the codec for a member that a structure must have. */
export function required<Value, Wire>(codec: Codec<Value, Wire>): Codec<Value, Wire> {
  return { ...codec, isRequired: true };
}
