const UNITS = [
  [86_400, 'd'],
  [3600, 'h'],
  [60, 'min'],
  [1, 's'],
] as const;

/**
 * Formats seconds for people, in at most two units: `237 ms`, `7.5 s`, `2 min 5 s`, `3 h`.
 *
 * @example
 * formatDuration(7080); // 1 h 58 min
 */
export function formatDuration(seconds: number): string {
  if (!Number.isFinite(seconds)) return String(seconds);
  if (seconds < 0) return `-${formatDuration(-seconds)}`;
  const milliseconds = Math.round(seconds * 1000);
  if (milliseconds === 0) return '0 s';
  if (milliseconds < 1000) return `${milliseconds} ms`;
  if (milliseconds < 59_950) return `${Math.round(seconds * 10) / 10} s`;
  const whole = Math.round(seconds);
  const largest = UNITS.findIndex(([size]) => whole >= size);
  const smallest = UNITS[largest + 1]?.[0] ?? 1;
  // Rounding may fill up the larger unit: 59 min 59.6 s is 1 h.
  let rest = Math.round(whole / smallest) * smallest;
  const parts = UNITS.map(([size, name]) => {
    const count = Math.floor(rest / size);
    rest -= count * size;
    return count > 0 ? `${count} ${name}` : '';
  });
  return parts.filter((part) => part !== '').join(' ');
}
