/** The operand at that place; throws where it is missing. */
export function operand(operands: readonly string[], place: number, what: string): string {
  const given = operands[place];
  if (given === undefined) throw new Error(`say ${what}`);
  return given;
}
