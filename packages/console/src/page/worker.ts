import { messageOf } from '@swf/settings/errors';
import { Desk } from './worker/desk.js';
import type { Answered, Asked } from './worker/protocol.js';

const desk = new Desk();

addEventListener('message', ({ data }: MessageEvent<Asked>) => {
  void answer(data);
});

async function answer({ number, question, about }: Asked): Promise<void> {
  let answered: Answered;
  try {
    answered = { number, value: await desk.answer(question, about) };
  } catch (error) {
    answered = { number, error: messageOf(error) };
  }
  postMessage(answered);
}
