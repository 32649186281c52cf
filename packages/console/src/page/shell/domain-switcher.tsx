import { useState } from 'preact/hooks';
import type { DomainInfo, RegistrationPage } from '../../api/registrations.js';
import { Icon } from '../components/icon.js';
import { MenuButton, type MenuItem } from '../components/menu-button.js';
import { get } from '../data/api.js';
import { usePageUrl, withQuery } from '../data/page-url.js';
import { useRequest } from '../data/use-request.js';
import { placesHere } from './rail.js';

/** Shows the domain, and switches to another. */
export function DomainSwitcher() {
  const { domain, path, open } = usePageUrl();
  const [opened, setOpened] = useState(0);
  const { data, error } = useRequest(opened === 0 ? undefined : `domains ${opened}`, (signal) =>
    get<RegistrationPage<DomainInfo>>('domains', {}, signal),
  );
  // What is open belongs to the domain, so another one starts at the top of its place.
  const place = placesHere().find((each) => each.path === path)?.path ?? '/executions';
  const items: MenuItem[] = (data?.items ?? []).map(({ name, status }) => ({
    id: name,
    title: status === 'DEPRECATED' ? `${name} (deprecated)` : name,
    isChecked: name === domain,
    onSelect: () => open(withQuery(place, { domain: name })),
  }));
  return (
    <MenuButton
      label={domain === undefined ? 'Choose a domain' : `Domain ${domain}: choose another`}
      class="domain-switcher"
      items={items}
      onOpen={() => setOpened(opened + 1)}
      empty={error ? error.message : data ? 'No domain is registered yet.' : 'Loading…'}
    >
      <span class="domain-name">{domain ?? 'choose a domain'}</span>
      <Icon name="chevron" />
    </MenuButton>
  );
}
