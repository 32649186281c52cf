import type { ComponentChildren } from 'preact';
import { useId, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { Icon, type IconName } from './icon.js';

/** An entry of a menu. */
export interface MenuItem {
  readonly id: string;
  readonly title: ComponentChildren;
  readonly icon?: IconName;
  /** Why it cannot be chosen; shown under it. */
  readonly refusal?: string | undefined;
  readonly isChecked?: boolean | undefined;
  readonly isDangerous?: boolean;
  readonly onSelect: () => void;
}

interface MenuButtonProps {
  readonly label: string;
  readonly children: ComponentChildren;
  readonly items: readonly MenuItem[];
  readonly class?: string;
  /** Called when the menu opens, to load its items. */
  readonly onOpen?: (() => void) | undefined;
  /** Shown in place of the items if there are none. */
  readonly empty?: ComponentChildren;
  readonly alignsEnd?: boolean;
}

/** A button that opens a menu. Arrows, Home and End move in it; Esc closes it. */
export function MenuButton({ label, children, items, onOpen, empty, alignsEnd, ...rest }: MenuButtonProps) {
  const [isOpen, setOpen] = useState(false);
  const root = useRef<HTMLDivElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  const menu = useRef<HTMLDivElement>(null);
  const id = useId();
  // Before the next paint: a quick reader's next key moves on from the first item.
  useLayoutEffect(() => {
    if (!isOpen) return undefined;
    const leave = (event: Event) => {
      if (event.target instanceof Node && !root.current?.contains(event.target)) setOpen(false);
    };
    document.addEventListener('pointerdown', leave);
    document.addEventListener('focusin', leave);
    focusItem(menu.current, 0);
    return () => {
      document.removeEventListener('pointerdown', leave);
      document.removeEventListener('focusin', leave);
    };
  }, [isOpen]);
  const toggle = () => {
    if (!isOpen) onOpen?.();
    setOpen(!isOpen);
  };
  const close = () => {
    setOpen(false);
    button.current?.focus();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape' && isOpen) {
      event.stopPropagation();
      close();
    } else if (event.key === 'ArrowDown' && !isOpen) toggle();
    else if (!isOpen || !moveInMenu(menu.current, event.key)) return;
    event.preventDefault();
  };
  return (
    <div class="menu-root" ref={root} onKeyDown={onKeyDown}>
      <button
        ref={button}
        type="button"
        class={rest.class ?? ''}
        aria-haspopup="menu"
        aria-expanded={isOpen}
        aria-controls={isOpen ? id : undefined}
        aria-label={label}
        title={label}
        onClick={toggle}
      >
        {children}
      </button>
      {isOpen && (
        <div ref={menu} id={id} class={`menu ${alignsEnd ? 'is-end' : ''}`} role="menu" aria-label={label}>
          {items.length === 0 && <div class="menu-empty">{empty ?? 'Nothing to choose.'}</div>}
          {items.map((item) => (
            <MenuEntry
              key={item.id}
              item={item}
              onSelect={() => {
                close();
                item.onSelect();
              }}
            />
          ))}
        </div>
      )}
    </div>
  );
}

function MenuEntry({ item, onSelect }: { readonly item: MenuItem; readonly onSelect: () => void }) {
  const { title, icon, refusal, isChecked, isDangerous } = item;
  return (
    <button
      type="button"
      class={`menu-item ${isDangerous ? 'is-dangerous' : ''}`}
      {...(isChecked === undefined ? { role: 'menuitem' } : { role: 'menuitemcheckbox', 'aria-checked': isChecked })}
      aria-disabled={refusal !== undefined}
      tabIndex={-1}
      onClick={() => {
        if (refusal === undefined) onSelect();
      }}
    >
      {isChecked === undefined ? (
        icon && <Icon name={icon} />
      ) : (
        <span class="tick">{isChecked && <Icon name="check" />}</span>
      )}
      <span>
        {title}
        {refusal !== undefined && <small>{refusal}</small>}
      </span>
    </button>
  );
}

function itemsOf(menu: HTMLElement | null): readonly HTMLElement[] {
  return [...(menu?.querySelectorAll<HTMLElement>('.menu-item') ?? [])];
}

function focusItem(menu: HTMLElement | null, index: number): void {
  itemsOf(menu).at(index)?.focus();
}

/** Moves the focus as a key says, and returns whether the key has a meaning in a menu. */
function moveInMenu(menu: HTMLElement | null, key: string): boolean {
  const items = itemsOf(menu);
  const active = document.activeElement;
  const index = active instanceof HTMLElement ? items.indexOf(active) : -1;
  const target = { ArrowDown: (index + 1) % Math.max(1, items.length), ArrowUp: index - 1, Home: 0, End: -1 }[key];
  if (target !== undefined) focusItem(menu, target);
  else if (key.length === 1)
    items.find((item) => item.textContent?.toLowerCase().startsWith(key.toLowerCase()))?.focus();
  return target !== undefined || /^[\p{L}\p{N}]$/u.test(key);
}
