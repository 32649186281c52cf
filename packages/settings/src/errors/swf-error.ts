const BRAND = Symbol.for('@swf/SwfError');

/** The details of a failed request. */
export interface SwfErrorOptions extends ErrorOptions {
  /** The id of the request, to quote to AWS support. */
  readonly requestId?: string | undefined;
  /**
   * SWF's own name of the fault, for example `UnknownResourceFault`; undefined if SWF sent none.
   */
  readonly fault?: string | undefined;
}

/**
 * The base of all errors of the `@swf` packages: a stable `code`, a message that names the
 * resource, and the `cause`.
 *
 * Recognize it with `SwfError.is(error)` and branch on `error.code`: unlike `instanceof`, both work
 * if a program has two copies of a package.
 *
 * @example
 * try {
 *   await domain.save();
 * } catch (error) {
 *   if (SwfError.is(error) && error.code === 'ALREADY_EXISTS') return;
 *   throw error;
 * }
 */
export class SwfError extends Error {
  readonly code: string;
  readonly requestId: string | undefined;
  readonly fault: string | undefined;

  constructor(code: string, message: string, options?: SwfErrorOptions) {
    super(message, options);
    this.name = 'SwfError';
    this.code = code;
    this.requestId = options?.requestId;
    this.fault = options?.fault;
    Object.defineProperty(this, BRAND, { value: true });
  }

  static is(value: unknown): value is SwfError {
    return typeof value === 'object' && value !== null && BRAND in value;
  }
}
