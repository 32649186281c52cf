type Given<Options> = { readonly [Name in keyof Options]?: Options[Name] | undefined };

/** Returns options over their defaults: one that is undefined is not given. */
export function withDefaults<Options extends object>(options: Given<Options>, defaults: Options): Options {
  const given = Object.entries(options).filter(([, value]) => value !== undefined);
  return { ...defaults, ...Object.fromEntries(given) };
}
