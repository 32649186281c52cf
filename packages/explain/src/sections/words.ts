/** Joins the parts that are not empty. */
export function words(...parts: readonly (string | false | undefined)[]): string {
  return parts.filter(Boolean).join(', ');
}
