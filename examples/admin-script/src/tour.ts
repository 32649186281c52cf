/** The command lines to run if none is given. */
export const TOUR: readonly (readonly string[])[] = [
  ['diff'],
  ['register'],
  ['diff'],
  ['types'],
  ['deprecate', 'order@1.0'],
  ['types', '--status', 'DEPRECATED'],
  ['describe', 'shop'],
  ['list'],
  ['list', '--status', 'CLOSED', '--tag', 'eu'],
  ['list', '--status', 'CLOSED', '--tag', 'eu', '--close-status', 'TIMED_OUT', '--limit', '50', '--explain'],
  ['count', '--status', 'OPEN'],
  ['count', '--tag', 'eu', '--started-after', '2026-03-01T09:30:00Z'],
  ['signal', 'order-4', 'approve', '{"by":"ops"}'],
  ['terminate', 'order-4', '--reason', 'withdrawn'],
];
