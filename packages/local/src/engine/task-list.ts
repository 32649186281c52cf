/**
 * A list that tasks are handed out from. A decision and an activity list of one name are distinct.
 */
export interface TaskListReference {
  readonly kind: 'decision' | 'activity';
  readonly region: string;
  readonly domain: string;
  readonly name: string;
}

/** Returns a key that no other task list has. */
export function taskListKey({ kind, region, domain, name }: TaskListReference): string {
  return JSON.stringify([kind, region, domain, name]);
}
