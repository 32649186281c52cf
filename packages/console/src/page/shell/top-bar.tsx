import { Icon } from '../components/icon.js';
import { MenuButton } from '../components/menu-button.js';
import { isReadOnly, session } from '../data/session.js';
import { DomainSwitcher } from './domain-switcher.js';
import { showHelp } from './help/help.js';
import { LivePill } from './live-pill.js';
import { type Theme, theme } from './theme.js';

/** Which SWF this is, whether it can be changed, how live the page is, theme and help. */
export function TopBar() {
  const target = session.value?.target;
  return (
    <header class={`top-bar ${target?.protected ? 'is-protected' : ''}`}>
      <div class="target">
        <Mark />
        {target && target.service !== 'offline' && <DomainSwitcher />}
        {target && <TargetChip />}
        {isReadOnly.value && target?.service !== 'offline' && (
          <span class="badge" title="No changes are allowed. Start the console with --allow-changes to allow them.">
            <Icon name="lock" />
            <span class="badge-word">read-only</span>
          </span>
        )}
      </div>
      <div class="top-bar-end">
        <LivePill />
        <ThemeMenu />
        <button
          type="button"
          class="quiet square"
          aria-label="Help and keys"
          title="Help and keys (?)"
          onClick={showHelp}
        >
          <Icon name="help" />
        </button>
      </div>
    </header>
  );
}

function TargetChip() {
  const target = session.value?.target;
  if (!target) return null;
  const { service, region, context } = target;
  const parts = service === 'offline' ? ['offline'] : [context, region, service === 'aws' ? 'AWS' : 'local'];
  return (
    <span
      class={`target-chip is-${service}`}
      title={target.protected ? 'Protected: each change must be confirmed.' : undefined}
    >
      {parts.filter((part) => part !== undefined).join(' · ')}
      {target.protected && <strong class="protected-word">protected</strong>}
    </span>
  );
}

/** The mark of the console: a run that goes on. */
function Mark() {
  return (
    <svg class="mark" viewBox="0 0 24 24" width="22" height="22" aria-hidden="true">
      <rect class="mark-ground" x="1" y="1" width="22" height="22" rx="6" />
      <path class="mark-line" d="M6 8h7M6 12h11M6 16h4" />
      <circle class="mark-dot" cx="15.5" cy="16" r="2" />
    </svg>
  );
}

const THEME_TITLES: Readonly<Record<Theme, string>> = { system: 'As the system', light: 'Light', dark: 'Dark' };

function ThemeMenu() {
  return (
    <MenuButton
      label={`Theme: ${THEME_TITLES[theme.value].toLowerCase()}`}
      class="quiet square"
      alignsEnd
      items={(['system', 'light', 'dark'] as const).map((each) => ({
        id: each,
        title: THEME_TITLES[each],
        isChecked: theme.value === each,
        onSelect: () => {
          theme.value = each;
        },
      }))}
    >
      <Icon name={theme.value} />
    </MenuButton>
  );
}
