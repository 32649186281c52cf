import { InvalidArgumentError } from '@swf/settings/errors';
import { checkInteger, checkOneOf, unknownName } from '@swf/settings/wire';

/** The parameters of a request's URL. */
export class Query {
  readonly #values: URLSearchParams;

  /** @throws `InvalidArgumentError` for an unknown parameter. */
  constructor(values: URLSearchParams, names: readonly string[]) {
    for (const name of values.keys()) {
      if (!names.includes(name)) {
        throw new InvalidArgumentError(
          names.length === 0
            ? `unknown parameter "${name}"; this route takes none`
            : unknownName('parameter', name, names),
        );
      }
    }
    this.#values = values;
  }

  /**
   * Returns a parameter; undefined if it is absent or empty.
   *
   * @throws `InvalidArgumentError` if it is given twice.
   */
  text(name: string): string | undefined {
    const values = this.#values.getAll(name);
    if (values.length > 1) throw new InvalidArgumentError(`${name} must be given only once`);
    return values[0] || undefined;
  }

  /** Returns every value of a parameter that may be given several times. */
  all(name: string): readonly string[] {
    return this.#values.getAll(name);
  }

  /** @throws `InvalidArgumentError` if it is absent or empty. */
  required(name: string): string {
    const value = this.text(name);
    if (value === undefined) throw new InvalidArgumentError(`${name} must be given`);
    return value;
  }

  /** @throws `InvalidArgumentError` unless it is absent or an integer within the bounds. */
  integer(name: string, { otherwise, max }: { readonly otherwise: number; readonly max: number }): number {
    const value = this.text(name);
    const min = Math.min(otherwise, 1);
    return value === undefined ? otherwise : checkInteger(name, Number(value), { min, max });
  }

  /** @throws `InvalidArgumentError` unless it is absent or one of the allowed words. */
  oneOf<Word extends string>(name: string, allowed: readonly Word[]): Word | undefined {
    const value = this.text(name);
    return value === undefined ? undefined : checkOneOf(name, value as Word, allowed);
  }
}
