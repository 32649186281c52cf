import { onTestFinished } from 'vitest';

/** The warnings of this process about listeners, from now on. */
export function listenerWarnings(): readonly Error[] {
  const warnings: Error[] = [];
  const keep = (warning: Error) => void (warning.name === 'MaxListenersExceededWarning' && warnings.push(warning));
  process.on('warning', keep);
  onTestFinished(() => void process.off('warning', keep));
  return warnings;
}
