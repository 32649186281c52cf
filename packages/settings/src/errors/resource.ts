/** The resource that a request was about, for the message of its error. */
export interface ResourceContext {
  /** The service's noun: `Domain`, `ActivityType`, `WorkflowExecution`, ... */
  readonly kind: string;
  /** The name that tells it from its like: a domain's name, a type's `name@version`, a workflow id. */
  readonly name: string;
  /** The name of its domain; absent for a domain itself. */
  readonly domain?: string | undefined;
}

/**
 * How messages name a resource.
 *
 * @example
 * describeResource({ kind: 'WorkflowExecution', name: 'order-42', domain: 'orders' }); // WorkflowExecution "order-42" of domain "orders"
 */
export function describeResource({ kind, name, domain }: ResourceContext): string {
  return domain === undefined ? `${kind} "${name}"` : `${kind} "${name}" of domain "${domain}"`;
}
