import type { RegistrationPage, TypeRegistration } from '../../api/registrations.js';
import { get, type Query } from '../data/api.js';

/** Lists all types of one kind, page by page. */
export async function allTypes(
  path: 'types/workflow' | 'types/activity',
  query: Query,
  signal: AbortSignal,
): Promise<readonly TypeRegistration[]> {
  const found: TypeRegistration[] = [];
  let page: string | undefined;
  do {
    const { items, nextPage } = await get<RegistrationPage<TypeRegistration>>(
      path,
      { ...query, limit: 1000, page },
      signal,
    );
    found.push(...items);
    page = nextPage;
  } while (page !== undefined);
  return found;
}
