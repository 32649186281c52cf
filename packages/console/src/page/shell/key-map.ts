/** What a key does on a page. */
export interface KeyAction {
  readonly title: string;
  readonly run: () => void;
}

/** Keys, each as `f` or, one after the other, as `g e`. */
export type KeyMap = Readonly<Record<string, KeyAction>>;

/** What follows from a key: an action, waiting for a second key, or nothing. */
export interface KeyStep {
  readonly action?: KeyAction | undefined;
  readonly prefix?: string | undefined;
}

/**
 * Returns what a key does; of several maps, the last that has the key decides.
 *
 * @param prefix the key before it, if that one waits for another.
 */
export function stepOf(maps: readonly KeyMap[], key: string, prefix: string | undefined): KeyStep {
  const chord = prefix === undefined ? key : `${prefix} ${key}`;
  const action = maps.findLast((map) => Object.hasOwn(map, chord))?.[chord];
  if (action) return { action };
  if (prefix !== undefined) return stepOf(maps, key, undefined);
  return maps.some((map) => Object.keys(map).some((each) => each.startsWith(`${key} `))) ? { prefix: key } : {};
}
