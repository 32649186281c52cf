import type { Event } from './event.js';

/** Collects what is wrong with a history, one line for each broken rule. */
export class Report {
  readonly violations: string[] = [];

  /** Notes `rule` against the event unless `holds`. */
  expect(holds: boolean, event: Event, rule: string): void {
    if (!holds) this.violations.push(`${event.id} ${event.type}: ${rule}`);
  }
}
