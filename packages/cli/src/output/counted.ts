/** Returns a count with its noun, in the plural unless it is one: `1 run`, `14 runs`. */
export function counted(count: number, noun: string): string {
  return `${count} ${count === 1 ? noun : `${noun}s`}`;
}
