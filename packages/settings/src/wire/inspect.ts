/** The key of the method with which Node.js prints an object in logs. */
export const INSPECT: unique symbol = Symbol.for('nodejs.util.inspect.custom');

/** What Node.js passes to that method; the depth is what is left of that in the options. */
export type InspectArguments = readonly [
  depth: number,
  options: object,
  inspect: (value: unknown, options: object) => string,
];

/**
 * Prints an object as Node.js prints one of a class: a title and its members, or the title in
 * brackets where the depth ends.
 *
 * Passing the options on unchanged would print the members of a nested object deeper than those of
 * a plain one.
 */
export function printed(
  [depth, options, inspect]: InspectArguments,
  { title, members, short = title }: { readonly title: string; readonly members: unknown; readonly short?: string },
): string {
  return depth < 0 ? `[${short}]` : `${title} ${inspect(members, { ...options, depth })}`;
}
