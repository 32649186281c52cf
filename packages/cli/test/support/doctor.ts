import type { Ran } from './swf.js';

/** A row of `swf doctor`. */
export interface Check {
  readonly check: string;
  readonly status: string;
  readonly detail: string;
}

/** Returns the rows that `swf doctor -o json` printed. */
export function checksOf({ stdout }: Ran): readonly Check[] {
  return JSON.parse(stdout) as readonly Check[];
}

/** Returns the details that `swf doctor -o json` printed, by check. */
export function detailsOf(ran: Ran): Readonly<Record<string, string>> {
  return Object.fromEntries(checksOf(ran).map(({ check, detail }) => [check, detail]));
}
