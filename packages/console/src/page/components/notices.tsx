import type { ComponentChildren } from 'preact';
import { Icon, type IconName } from './icon.js';

interface EmptyStateProps {
  readonly icon?: IconName;
  readonly title: string;
  /** What to do next. */
  readonly children?: ComponentChildren;
}

/** What a page shows when there is nothing to show. */
export function EmptyState({ icon = 'search', title, children }: EmptyStateProps) {
  return (
    <div class="empty">
      <span class="empty-icon">
        <Icon name={icon} />
      </span>
      <h2>{title}</h2>
      <div class="prose">{children}</div>
    </div>
  );
}

/** A problem in one line, above or beside what is shown. */
export function Notice({
  tone = 'info',
  children,
}: {
  readonly tone?: 'info' | 'failed';
  readonly children: ComponentChildren;
}) {
  return <p class={`notice is-${tone}`}>{children}</p>;
}

/** Gray lines in place of rows that are being loaded. */
export function Loading({ rows = 6, label = 'Loading' }: { readonly rows?: number; readonly label?: string }) {
  return (
    <div class="loading" role="status" aria-label={label}>
      {Array.from({ length: rows }, (_, index) => (
        <span key={index} class="loading-row" />
      ))}
    </div>
  );
}
