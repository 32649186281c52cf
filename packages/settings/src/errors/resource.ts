/** The resource that a request is about, named in the message of its error. */
export interface ResourceContext {
  /** The service's noun: `Domain`, `ActivityType`, `WorkflowExecution`, ... */
  readonly kind: string;
  /** Its unique name: a domain's name, a type's `name@version`, a workflow id. */
  readonly name: string;
  /** The name of its domain; absent for a domain itself. */
  readonly domain?: string | undefined;
  /**
   * Whether SWF takes the request only while the resource is open, so that unknown may mean closed.
   */
  readonly mustBeOpen?: boolean | undefined;
}

/**
 * Returns the name of a resource as messages show it.
 *
 * @example
 * describeResource({ kind: 'WorkflowExecution', name: 'order-42', domain: 'orders' }); // WorkflowExecution "order-42" of domain "orders"
 */
export function describeResource({ kind, name, domain }: ResourceContext): string {
  return domain === undefined ? `${kind} "${name}"` : `${kind} "${name}" of domain "${domain}"`;
}
