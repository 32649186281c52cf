export function shout(word) {
  if (typeof word !== 'string') throw new TypeError(`word must be a string, got ${word}`);
  return `${word}!`;
}
