import { type Forwarder, startForwarder } from './forwarder.js';

interface Statement {
  readonly Effect: string;
  readonly Action: readonly string[];
  readonly Resource: string;
}

/** An identity-based policy, as far as those of `docs/policies/` go. */
export interface Policy {
  readonly Version: string;
  readonly Statement: readonly Statement[];
}

/** What a request of SWF names that decides about its permission. */
interface Body {
  readonly domain?: string;
  readonly name?: string;
  readonly resourceArn?: string;
  readonly decisions?: readonly { readonly decisionType: string }[];
}

/** An address that answers as a service does whose caller has a policy. */
export interface Gateway extends Forwarder {
  /** The actions that were allowed, without `swf:`. */
  readonly used: ReadonlySet<string>;
  /** The actions that were denied, each as often as it was tried. */
  readonly denied: readonly string[];
}

/** Whether a pattern with asterisks matches the whole text. */
export function matches(pattern: string, text: string): boolean {
  const escaped = pattern.split('*').map((part) => part.replaceAll(/[\\^$.+?()[\]{}|]/g, '\\$&'));
  return new RegExp(`^${escaped.join('.*')}$`).test(text);
}

function isAllowed({ Statement }: Policy, action: string, resource: string | undefined): boolean {
  return Statement.some(
    ({ Effect, Action, Resource }) =>
      Effect === 'Allow' &&
      Action.some((pattern) => matches(pattern, `swf:${action}`)) &&
      // An answer to a task names no domain: its token does.
      (resource === undefined || matches(Resource, resource)),
  );
}

/** The resource that an operation is about, in the region and account of the policies. */
function resourceOf(operation: string, { domain, name, resourceArn }: Body): string | undefined {
  const named = domain ?? (operation.endsWith('Domain') ? name : undefined);
  if (operation === 'ListDomains') return 'arn:aws:swf:eu-west-1:123456789012:/domain/*';
  return named === undefined ? resourceArn : `arn:aws:swf:eu-west-1:123456789012:/domain/${named}`;
}

/**
 * Forwards to a service what a policy allows, and denies the rest as AWS does. The decisions of a
 * decider count as actions.
 */
export async function iamGateway(service: { readonly endpoint: string }, policy: Policy): Promise<Gateway> {
  const used = new Set<string>();
  const denied: string[] = [];
  const refuse = (operation: string, text: string) => {
    const body = JSON.parse(text) as Body;
    const actions = [operation, ...(body.decisions ?? []).map(({ decisionType }) => decisionType)];
    const resource = resourceOf(operation, body);
    const refused = actions.filter((action) => !isAllowed(policy, action, resource));
    if (refused.length > 0) {
      denied.push(...refused);
      const message = `not authorized to perform: swf:${refused[0]}`;
      return { __type: 'com.amazon.coral.service#AccessDeniedException', message };
    }
    for (const action of actions) used.add(action);
    return undefined;
  };
  return { ...(await startForwarder(service, { refuse })), used, denied };
}
