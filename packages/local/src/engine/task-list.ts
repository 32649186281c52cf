/** A task list. A decision task list and an activity task list of the same name are distinct. */
export interface TaskListReference {
  readonly kind: 'decision' | 'activity';
  readonly region: string;
  readonly domain: string;
  readonly name: string;
}

/** Returns the key of a task list in maps. */
export function taskListKey({ kind, region, domain, name }: TaskListReference): string {
  return JSON.stringify([kind, region, domain, name]);
}
