import { isMarked } from './any-value.js';

const BRAND = Symbol.for('@swf/SwfError');

/** The details of a failed request. */
export interface SwfErrorOptions extends ErrorOptions {
  /** The id of the request, to quote to AWS support. */
  readonly requestId?: string | undefined;
  /**
   * SWF's own name of the fault, for example `UnknownResourceFault`; undefined if SWF sent none.
   */
  readonly fault?: string | undefined;
  /** The resource that the error is about; undefined if it is about none. */
  readonly resource?: Resource | undefined;
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
  readonly resource: Resource | undefined;

  constructor(code: string, message: string, options?: SwfErrorOptions) {
    // Node prints even a cause that is undefined.
    super(message, options?.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'SwfError';
    this.code = code;
    this.requestId = options?.requestId;
    this.fault = options?.fault;
    this.resource = options?.resource;
    // Hidden from logs and `Object.keys`.
    Object.defineProperty(this, BRAND, {});
  }

  static is(value: unknown): value is SwfError {
    return isMarked(value, BRAND);
  }
}

/** Something in SWF: a domain, or what a domain has. */
export interface Resource {
  /** The service's noun: `Domain`, `ActivityType`, `WorkflowExecution`, ... */
  readonly kind: string;
  /** Its unique name: a domain's name, a type's `name@version`, a workflow id. */
  readonly name: string;
  /** The name of its domain; absent for a domain itself. */
  readonly domain?: string | undefined;
}

/** The resource that a request is about, named in the message of its error. */
export interface ResourceContext extends Resource {
  /**
   * Whether SWF takes the request only while the resource is open, so that unknown may mean closed.
   */
  readonly mustBeOpen?: boolean | undefined;
}

/**
 * Returns the name of a resource as messages show it.
 *
 * @example
 * describeResource({ kind: 'WorkflowExecution', name: 'order-42', domain: 'orders' });
 * // WorkflowExecution "order-42" of domain "orders"
 */
export function describeResource({ kind, name, domain }: Resource): string {
  return domain === undefined ? `${kind} "${name}"` : `${kind} "${name}" of domain "${domain}"`;
}

/**
 * Resolves to the answer, or to undefined if it fails with an error of this class.
 *
 * @throws any other error.
 *
 * @example
 * const known = await undefinedOn(DoesNotExistError, domain.upstream());
 */
export async function undefinedOn<Answer>(
  kind: { is(error: unknown): boolean },
  answer: Promise<Answer>,
): Promise<Answer | undefined> {
  try {
    return await answer;
  } catch (error) {
    if (kind.is(error)) return undefined;
    throw error;
  }
}
