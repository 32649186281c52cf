/** Returns the registration statuses to list. */
export function statusesOf(status: 'registered' | 'deprecated' | 'all'): readonly ('REGISTERED' | 'DEPRECATED')[] {
  if (status === 'all') return ['REGISTERED', 'DEPRECATED'];
  return [status === 'registered' ? 'REGISTERED' : 'DEPRECATED'];
}
