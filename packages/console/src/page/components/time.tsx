import type { ComponentChildren } from 'preact';
import { now } from '../data/clock.js';
import { ago, elapsed, localTime, zoneText } from './format.js';

/** An instant, as how long ago it was; its title has the exact time. */
export function RelativeTime({ at }: { readonly at: string }) {
  const instant = Date.parse(at);
  return (
    <time dateTime={at} title={titleOf(instant)}>
      {ago(instant, now.value)}
    </time>
  );
}

/** An instant as a time of the reader's zone. */
export function LocalTime({ at }: { readonly at: string }) {
  const instant = Date.parse(at);
  return (
    <time dateTime={at} title={titleOf(instant)}>
      {localTime(instant, now.value)}
    </time>
  );
}

interface TimeTitleProps {
  readonly children: ComponentChildren;
  /** Whether the zone is named: once is enough. */
  readonly hasZone?: boolean;
}

/** The title of a column of local times; a tooltip says in which zone they are. */
export function TimeTitle({ children, hasZone }: TimeTitleProps) {
  const zone = zoneText(now.peek());
  return (
    <span title={`Times are local, ${zone}; the date is shown when it is not today`}>
      {children}
      {hasZone && `, ${zone}`}
    </span>
  );
}

/** How long something took, or has taken so far. */
export function Duration({ from, to }: { readonly from: string; readonly to?: string | undefined }) {
  return <span class="number">{elapsed(Date.parse(from), to === undefined ? now.value : Date.parse(to))}</span>;
}

function titleOf(instant: number): string {
  return Number.isNaN(instant)
    ? ''
    : `${localTime(instant, Number.POSITIVE_INFINITY)} here (${zoneText(instant)}), ${new Date(instant).toISOString()}`;
}
