import { stripVTControlCharacters } from 'node:util';
import type { Reporter, TestCase, TestModule } from 'vitest/node';

/** Prints what differs from `@swf/local`, on which every claim holds. */
export class DifferenceReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], errors: readonly { readonly message: string }[]): void {
    const tests = modules.flatMap((module) => [...module.children.allTests()]);
    const inState = (state: string) => tests.filter((test) => test.result().state === state);
    const [differing, untried] = [inState('failed'), inState('skipped')];
    for (const test of differing)
      process.stdout.write(`\ndiffers: ${test.fullName}\n${indented(differenceOf(test))}\n`);
    const failures = [...errors, ...modules.flatMap((module) => module.errors())];
    for (const { message } of failures) process.stdout.write(`\nfailed: ${message}\n`);
    process.stdout.write(
      `\n${inState('passed').length} claims hold, ${differing.length} ${differing.length === 1 ? 'differs' : 'differ'} from @swf/local, ${untried.length} need more than an account gives\n`,
    );
  }
}

function differenceOf(test: TestCase): string {
  // Each attempt has an error: the last one waited the longest.
  const error = test.result().errors?.at(-1);
  return stripVTControlCharacters(error?.diff ?? error?.message ?? 'no error');
}

function indented(text: string): string {
  return text
    .trim()
    .split('\n')
    .map((line) => `  ${line}`)
    .join('\n');
}
