import { type Catalogue, type CatalogueType, catalogueOf, catalogueType } from '@swf/explain';
import type { RegistrationPage, TypeRegistration } from '../../api/registrations.js';
import { get } from '../data/api.js';

/** The types of a domain by their names, as SWF lists them. */
export type ListedTypes = Readonly<Record<keyof Catalogue, readonly TypeRegistration[]>>;

const PATHS = { activityTypes: 'types/activity', workflowTypes: 'types/workflow' } as const;

/** Lists the types of a domain, registered and deprecated. */
export async function listTypes(domain: string, signal: AbortSignal): Promise<ListedTypes> {
  const list = async (path: string): Promise<readonly TypeRegistration[]> => {
    const found: TypeRegistration[] = [];
    let page: string | undefined;
    do {
      const query = { domain, limit: 1000, page };
      const { items, nextPage } = await get<RegistrationPage<TypeRegistration>>(path, query, signal);
      found.push(...items);
      page = nextPage;
    } while (page !== undefined);
    return found;
  };
  const [activityTypes, workflowTypes] = await Promise.all([list(PATHS.activityTypes), list(PATHS.workflowTypes)]);
  return { activityTypes, workflowTypes };
}

/** Returns the types whose defaults must be known to compare them: those on both sides. */
export function typesToDescribe(file: Catalogue, listed: ListedTypes): ListedTypes {
  const shared = (member: keyof Catalogue) => {
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
): Promise<Catalogue> {
  const describe = async (member: keyof Catalogue): Promise<readonly CatalogueType[]> => {
    const described = new Map<TypeRegistration, CatalogueType>();
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
 * Reads a catalogue from a file, here in the browser.
 *
 * @throws `Error` with a sentence for the user.
 */
export async function readCatalogue(file: File): Promise<Catalogue> {
  let content: unknown;
  try {
    content = JSON.parse(await file.text());
  } catch (cause) {
    throw new Error(`${file.name} is not JSON. Make one with "swf types dump > types.json".`, { cause });
  }
  const catalogue = catalogueOf(content);
  if (!catalogue)
    throw new Error(`${file.name} is not what "swf types dump" prints. It must have activityTypes and workflowTypes.`);
  return {
    activityTypes: catalogue.activityTypes.map(catalogueType),
    workflowTypes: catalogue.workflowTypes.map(catalogueType),
  };
}
