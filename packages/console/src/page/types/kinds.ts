import { type Attribute, activityTypeDefaults, workflowTypeDefaults } from '../components/attributes/attributes.js';

/** What the page of types shows. */
export type RegistrationKind = 'workflow' | 'activity' | 'domains';

/** How each kind reads, and where it is on the server. */
export const KINDS: Readonly<
  Record<
    RegistrationKind,
    { readonly title: string; readonly thing: string; readonly path: string; readonly defaults: readonly Attribute[] }
  >
> = {
  workflow: {
    title: 'Workflow types',
    thing: 'workflow type',
    path: 'types/workflow',
    defaults: workflowTypeDefaults,
  },
  activity: {
    title: 'Activity types',
    thing: 'activity type',
    path: 'types/activity',
    defaults: activityTypeDefaults,
  },
  domains: { title: 'Domains', thing: 'domain', path: 'domains', defaults: [] },
};

/** A registered type or domain; a domain has no version. */
export interface Registration {
  readonly name: string;
  readonly version?: string | undefined;
  readonly status: 'REGISTERED' | 'DEPRECATED';
  readonly description?: string | undefined;
  readonly creationDate?: string | undefined;
  readonly deprecationDate?: string | undefined;
  readonly [attribute: string]: unknown;
}

/** Formats a registration as `name@version`, or the name of a domain. */
export function registrationText({ name, version }: Pick<Registration, 'name' | 'version'>): string {
  return version === undefined ? name : `${name}@${version}`;
}

/** Returns the kind that an address names. */
export function kindFrom(text: string | undefined): RegistrationKind {
  return text === 'activity' || text === 'domains' ? text : 'workflow';
}
