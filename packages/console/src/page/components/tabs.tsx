import type { ComponentChildren } from 'preact';
import { counted, grouped } from './format.js';

/** A tab. */
interface Tab {
  readonly id: string;
  readonly title: string;
  /** What it is, for its tooltip. */
  readonly note?: string | undefined;
  /** A number beside the title. */
  readonly count?: number | undefined;
  /** How many terms are added to what it stands for. */
  readonly more?: number | undefined;
}

interface TabsProps {
  readonly label: string;
  readonly tabs: readonly Tab[];
  readonly selected: string | undefined;
  readonly onSelect: (id: string) => void;
  /** Called when the pointer or the focus is on a tab, which may be the next one. */
  readonly onNear?: (id: string) => void;
  /** The id of the element that the tabs switch; its panel has the id `${panel}`. */
  readonly panel: string;
  readonly children?: ComponentChildren;
}

/** A row of tabs; arrows move between them. What they show is an element with `role="tabpanel"`. */
export function Tabs({ label, tabs, selected, onSelect, onNear, panel, children }: TabsProps) {
  const current = tabs.some(({ id }) => id === selected) ? selected : tabs[0]?.id;
  const move = (event: KeyboardEvent) => {
    const index = tabs.findIndex(({ id }) => id === current);
    const target = { ArrowRight: index + 1, ArrowLeft: index - 1, Home: 0, End: tabs.length - 1 }[event.key];
    const tab = target === undefined ? undefined : tabs[(target + tabs.length) % tabs.length];
    if (!tab) return;
    event.preventDefault();
    onSelect(tab.id);
    const list = event.currentTarget as HTMLElement;
    list.querySelector<HTMLElement>(`[data-tab="${CSS.escape(tab.id)}"]`)?.focus();
  };
  return (
    <div class="tabs">
      <div class="tab-list" role="tablist" aria-label={label} onKeyDown={move} tabIndex={-1}>
        {tabs.map(({ id, title, note, count, more }) => (
          <button
            key={id}
            type="button"
            role="tab"
            class={`tab ${more === undefined ? '' : 'is-begun'}`}
            data-tab={id}
            title={
              more === undefined
                ? note
                : `${note}, and ${counted(more, 'more term')}: a click drops ${more === 1 ? 'it' : 'them'}`
            }
            aria-selected={id === current && selected !== undefined}
            aria-controls={panel}
            tabIndex={id === current ? 0 : -1}
            onClick={() => onSelect(id)}
            onPointerEnter={() => onNear?.(id)}
            onFocus={() => onNear?.(id)}
          >
            {title}
            {more !== undefined && <span class="tab-more">+{more}</span>}
            {count !== undefined && <span class="tab-count">{grouped(count)}</span>}
          </button>
        ))}
      </div>
      {children}
    </div>
  );
}
