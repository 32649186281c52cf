/** Returns when an event happened; undefined if the history does not say. */
export function timeOf(event: { readonly timestamp: Date } | undefined): Date | undefined {
  return event === undefined || Number.isNaN(event.timestamp.getTime()) ? undefined : event.timestamp;
}
