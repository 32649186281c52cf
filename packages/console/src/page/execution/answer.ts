import { LIMITS } from '@swf/settings/wire';

/** The input of the signal that answers a step of `@swf/flow`, or what is wrong with it. */
export type AnswerInput = { readonly input: string } | { readonly error: string };

/**
 * Returns the input that answers a question: `{"id":...,"answer":...}`. JSON is taken as written, so
 * that no digit is lost; anything else is a string.
 */
export function answerInput(id: string, text: string): AnswerInput {
  const written = text.trim();
  if (written === '') return { error: 'The answer must not be empty; an empty text is "".' };
  if (/^[{["]/.test(written) && !isJson(written)) {
    return { error: 'The answer begins like JSON, but is not JSON. Put text that begins so in quotes.' };
  }
  const answer = isJson(written) ? written : JSON.stringify(text);
  const input = `{"id":${JSON.stringify(id)},"answer":${answer}}`;
  return input.length > LIMITS.data
    ? { error: `The answer must be at most ${LIMITS.data} characters with its id, got ${input.length}.` }
    : { input };
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
