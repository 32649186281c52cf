const UNITS = [
  [86_400, 'd'],
  [3600, 'h'],
  [60, 'min'],
  [1, 's'],
] as const;

/**
 * Formats seconds for people, in their two largest units: `7.5 s`, `2 min 5 s`, `3 h`.
 *
 * @example
 * formatDuration(7080); // 1 h 58 min
 */
export function formatDuration(seconds: number): string {
  if (!Number.isFinite(seconds)) return String(seconds);
  if (seconds < 0) return `-${formatDuration(-seconds)}`;
  if (seconds < 9.95) return `${Math.round(seconds * 10) / 10} s`;
  let rest = Math.round(seconds);
  const first = UNITS.findIndex(([size]) => rest >= size);
  const parts: string[] = [];
  for (const [size, name] of UNITS.slice(first, first + 2)) {
    const count = Math.floor(rest / size);
    rest -= count * size;
    if (count > 0) parts.push(`${count} ${name}`);
  }
  return parts.join(' ');
}
