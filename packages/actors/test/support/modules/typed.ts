/** An activity in TypeScript. */
export function greets(input: { readonly name: string }): string {
  return `hello ${input.name}`;
}
