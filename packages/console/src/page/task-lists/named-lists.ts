import type { RegistrationPage, TypeRegistration } from '../../api/registrations.js';
import { get } from '../data/api.js';
import { allTypes } from '../types/all-types.js';

/** A registered type, and where it is described. */
export interface NamedType {
  readonly path: 'types/workflow' | 'types/activity';
  readonly name: string;
  readonly version: string;
}

/** Returns the registered types of a domain. */
export async function registeredTypes(domain: string, signal: AbortSignal): Promise<readonly NamedType[]> {
  const pages = await Promise.all(
    (['types/workflow', 'types/activity'] as const).map(async (path) => {
      const types = await allTypes(path, { domain, status: 'REGISTERED' }, signal);
      return types.map(({ name, version }) => ({ path, name, version }));
    }),
  );
  return pages.flat();
}

/**
 * Yields after each type the task lists found so far: only its description names the default one.
 */
export async function* listsNamedBy(
  types: readonly NamedType[],
  domain: string,
  signal: AbortSignal,
): AsyncIterable<ReadonlySet<string>> {
  const lists = new Set<string>();
  for (const { path, name, version } of types) {
    const { items } = await get<RegistrationPage<TypeRegistration>>(path, { domain, name, version }, signal);
    const list = items[0]?.['defaultTaskList'];
    if (typeof list === 'string') lists.add(list);
    yield new Set(lists);
  }
}
