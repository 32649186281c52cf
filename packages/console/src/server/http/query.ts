import { InvalidArgumentError } from '@swf/settings/errors';
import { checkInteger, checkOneOf, unknownName } from '@swf/settings/wire';

/** The parameters of a request's URL. */
export class Query {
  readonly #values: URLSearchParams;

  /** @throws `InvalidArgumentError` for a parameter that is unknown or given twice. */
  constructor(values: URLSearchParams, names: readonly string[]) {
    for (const name of values.keys()) {
      if (!names.includes(name)) {
        throw new InvalidArgumentError(
          names.length === 0
            ? `unknown parameter "${name}"; this route takes none`
            : unknownName('parameter', name, names),
        );
      }
      if (values.getAll(name).length > 1) throw new InvalidArgumentError(`${name} must be given only once`);
    }
    this.#values = values;
  }

  /** Returns a parameter; undefined if it is absent or empty. */
  text(name: string): string | undefined {
    return this.#values.get(name) || undefined;
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
