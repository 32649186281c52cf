/** Those of the parts that there are, in a row. */
export function words(...parts: readonly (string | false | undefined)[]): string {
  return parts.filter(Boolean).join(', ');
}
