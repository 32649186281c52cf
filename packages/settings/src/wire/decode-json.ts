const STRINGS = /"[^"\\]*(?:\\.[^"\\]*)*"/g;
const NUMBERS = /-?\d[\d.eE+-]*/g;
const NUMBER = /^(-?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/;

/**
 * Returns the value of a JSON text, or the text itself if it is not JSON or its value would lose
 * something.
 */
export function decodeJson(text: string): unknown {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return text;
  }
  return isLossless(text, value) ? value : text;
}

function isLossless(text: string, value: unknown): boolean {
  if (typeof value === 'string') return true;
  // A bare number or word may be somebody's text: it is decoded only if JavaScript writes it the
  // same way.
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) === text;
  const rest = text.replace(STRINGS, '');
  return rest.split(':').length - 1 === countKeys(value) && (rest.match(NUMBERS) ?? []).every(keepsNumber);
}

/** Counts the keys of an object and of all it holds: fewer than in its text if a key came twice. */
function countKeys(value: object): number {
  let count = 0;
  // Not recursive: the text may nest deeper than the stack.
  const open = [value];
  for (let holder = open.pop(); holder !== undefined; holder = open.pop()) {
    const members = Object.values(holder);
    if (!Array.isArray(holder)) count += members.length;
    for (const member of members) if (typeof member === 'object' && member !== null) open.push(member);
  }
  return count;
}

/** Whether the number that JavaScript reads is the one that was written, to the last digit. */
function keepsNumber(token: string): boolean {
  const read = String(Number(token));
  return read === token || decimalOf(read) === decimalOf(token);
}

/**
 * The one way to write a decimal number: its digits without zeros at either end, and their
 * exponent.
 */
function decimalOf(token: string): string {
  const [number, sign = '', whole = '', fraction = '', exponent = '0'] = NUMBER.exec(token) ?? [];
  if (number === undefined) return token;
  const digits = (whole + fraction).replace(/^0+/, '');
  let end = digits.length;
  while (digits[end - 1] === '0') end -= 1;
  if (end === 0) return '0';
  return `${sign}${digits.slice(0, end)}e${Number(exponent) - fraction.length + digits.length - end}`;
}
