/** Returns a count with its noun, in the plural unless it is one: `1 task`, `14 tasks`. */
export function counted(count: number, noun: string, plural = `${noun}s`): string {
  return `${count.toLocaleString('en-US')} ${count === 1 ? noun : plural}`;
}
