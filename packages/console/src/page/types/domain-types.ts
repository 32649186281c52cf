import { type Catalog, type CatalogType, catalogOf, catalogType } from '@swf/explain';
import type { RegistrationPage, TypeRegistration } from '../../api/registrations.js';
import { get } from '../data/api.js';
import { allTypes } from './all-types.js';

/** The types of a domain by their names, as SWF lists them. */
export type ListedTypes = Readonly<Record<keyof Catalog, readonly TypeRegistration[]>>;

const PATHS = { activityTypes: 'types/activity', workflowTypes: 'types/workflow' } as const;

/** Lists the types of a domain, registered and deprecated. */
export async function listTypes(domain: string, signal: AbortSignal): Promise<ListedTypes> {
  const [activityTypes, workflowTypes] = await Promise.all([
    allTypes(PATHS.activityTypes, { domain }, signal),
    allTypes(PATHS.workflowTypes, { domain }, signal),
  ]);
  return { activityTypes, workflowTypes };
}

/** Returns the types whose defaults must be known to compare them: those on both sides. */
export function typesToDescribe(file: Catalog, listed: ListedTypes): ListedTypes {
  const shared = (member: keyof Catalog) => {
    const names = new Set(file[member].map(({ name, version }) => JSON.stringify([name, version])));
    return listed[member].filter(
      ({ name, version, status }) => status === 'REGISTERED' && names.has(JSON.stringify([name, version])),
    );
  };
  return { activityTypes: shared('activityTypes'), workflowTypes: shared('workflowTypes') };
}

/** Describes types, one by one; the others stay as they were listed. */
export async function describeTypes(
  domain: string,
  listed: ListedTypes,
  wanted: ListedTypes,
  { signal, onDescribed }: { readonly signal: AbortSignal; readonly onDescribed: () => void },
): Promise<Catalog> {
  const describe = async (member: keyof Catalog): Promise<readonly CatalogType[]> => {
    const described = new Map<TypeRegistration, CatalogType>();
    for (const type of wanted[member]) {
      const query = { domain, name: type.name, version: type.version };
      const { items } = await get<RegistrationPage<TypeRegistration>>(PATHS[member], query, signal);
      if (items[0]) described.set(type, items[0]);
      onDescribed();
    }
    return listed[member].map((type) => described.get(type) ?? type);
  };
  return { activityTypes: await describe('activityTypes'), workflowTypes: await describe('workflowTypes') };
}

/**
 * Reads a catalog from a file, here in the browser.
 *
 * @throws `Error` with a sentence for the user.
 */
export async function readCatalog(file: File): Promise<Catalog> {
  let content: unknown;
  try {
    content = JSON.parse(await file.text());
  } catch (cause) {
    throw new Error(`${file.name} is not JSON. Make one with "swf types dump > types.json".`, { cause });
  }
  const catalog = catalogOf(content);
  if (!catalog)
    throw new Error(`${file.name} is not what "swf types dump" prints. It must have activityTypes and workflowTypes.`);
  return {
    activityTypes: catalog.activityTypes.map(catalogType),
    workflowTypes: catalog.workflowTypes.map(catalogType),
  };
}
