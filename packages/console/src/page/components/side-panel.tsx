import type { ComponentChildren } from 'preact';
import { useKeys } from '../shell/keys.js';
import { Icon } from './icon.js';

interface SidePanelProps {
  readonly title: string;
  readonly onClose: () => void;
  readonly children: ComponentChildren;
}

/** What is shown beside a list: an event, or a payload. Esc closes it. */
export function SidePanel({ title, onClose, children }: SidePanelProps) {
  useKeys({ Escape: { title: 'Close the panel', run: onClose } });
  return (
    <aside class="side-panel" aria-label={title}>
      <header class="side-panel-header">
        <h2 class="truncate" title={title}>
          {title}
        </h2>
        <button type="button" class="quiet square" aria-label="Close the panel" onClick={onClose}>
          <Icon name="close" />
        </button>
      </header>
      <div class="side-panel-body">{children}</div>
    </aside>
  );
}
