/**
 * Returns an operand by its position.
 *
 * @throws Error if it is missing
 */
export function operand(operands: readonly string[], place: number, what: string): string {
  const given = operands[place];
  if (given === undefined) throw new Error(`missing operand: ${what}`);
  return given;
}
