import { LIMITS } from '@swf/settings/wire';
import { jsonText, parseJson } from './json/parse-json.js';

/** The input of the signal that answers a step of `@swf/flow`, or what is wrong with it. */
export type AnswerInput = { readonly input: string } | { readonly error: string };

/**
 * Returns the input that answers a question: `{"id":...,"answer":...}`. JSON is taken as written,
 * so that no digit is lost; anything else is a string.
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

/** Returns the answer in the input of a signal, every digit as it was written; undefined if it has none. */
export function answerIn(input: string | undefined): string | undefined {
  const node = parseJson(input ?? '');
  const answer = node?.kind === 'object' ? node.members.find(([name]) => name === 'answer')?.[1] : undefined;
  if (answer === undefined) return undefined;
  return answer.kind === 'string' ? answer.text : jsonText(answer);
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
