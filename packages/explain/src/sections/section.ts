import type { CompiledHistory } from '@swf/history';

/** A part of the explanation: its title, and the cells of its rows. */
export interface Section {
  readonly title: string;
  readonly rowsOf: (state: CompiledHistory) => readonly (readonly string[])[];
}
