import { describe, expect } from 'vitest';
import type { Section } from '../claim.js';
import { scheduleLambdaFunction } from '../decisions.js';

const ROLE = { lambdaRole: 'arn:aws:iam::123456789012:role/lambda' };

const received: unknown[] = [];
const functions = {
  lambda: {
    functions: {
      resize: (input: unknown) => {
        received.push(input);
        return { width: 5 };
      },
      broken: () => {
        throw new TypeError('no picture');
      },
      endless: () => new Promise(() => undefined),
    },
  },
};

export const lambdaFunctions: Section = (claim) => {
  describe('11.9 ScheduleLambdaFunction', () => {
    claim(
      'a function is scheduled, started and completed with the JSON text that it returned',
      async (swf) => {
        const run = await swf.start('w', ROLE);
        await swf.decide(
          scheduleLambdaFunction('l1', { input: '{"size":5}', control: 'c', startToCloseTimeout: '60' }),
        );
        expect(await swf.lines(run, 5)).toEqual([
          '5 LambdaFunctionScheduled',
          '6 LambdaFunctionStarted(5)',
          '7 LambdaFunctionCompleted(5,6)',
          '8 DecisionTaskScheduled',
        ]);
        expect((await swf.event(run, 5)).lambdaFunctionScheduledEventAttributes).toEqual({
          control: 'c',
          decisionTaskCompletedEventId: 4,
          id: 'l1',
          input: '{"size":5}',
          name: 'resize',
          startToCloseTimeout: '60',
        });
        expect((await swf.event(run, 7)).lambdaFunctionCompletedEventAttributes?.result).toBe('{"width":5}');
        expect((await swf.describe(run)).openCounts?.openLambdaFunctions).toBe(0);
      },
      functions,
    );

    claim(
      'a function that is given no input gets an empty object',
      async (swf) => {
        await swf.start('w', ROLE);
        received.length = 0;
        await swf.decide(scheduleLambdaFunction());
        expect(received).toEqual([{}]);
      },
      functions,
    );

    claim(
      'the timeout of a function defaults to 900 seconds',
      async (swf) => {
        const run = await swf.start('w', ROLE);
        await swf.decide(scheduleLambdaFunction());
        expect((await swf.event(run, 5)).lambdaFunctionScheduledEventAttributes?.startToCloseTimeout).toBe('900');
      },
      functions,
    );

    claim(
      'a function that throws is a LambdaFunctionFailed, with the error as details',
      async (swf) => {
        const run = await swf.start('w', ROLE);
        await swf.decide(scheduleLambdaFunction('l1', { name: 'broken' }));
        expect(await swf.lines(run, 7)).toEqual(['7 LambdaFunctionFailed(5,6)', '8 DecisionTaskScheduled']);
        const { reason, details } = (await swf.event(run, 7)).lambdaFunctionFailedEventAttributes ?? {};
        expect(reason).toMatch(/^(Handled|Unhandled)$/);
        expect(details).toContain('no picture');
      },
      functions,
    );

    claim(
      'an unknown function is a LambdaFunctionFailed with ResourceNotFoundException',
      async (swf) => {
        const run = await swf.start('w', ROLE);
        await swf.decide(scheduleLambdaFunction('l1', { name: 'nothing' }));
        expect(await swf.lines(run, 7)).toEqual(['7 LambdaFunctionFailed(5,6)', '8 DecisionTaskScheduled']);
        const { reason } = (await swf.event(run, 7)).lambdaFunctionFailedEventAttributes ?? {};
        expect(reason).toBe('ResourceNotFoundException');
      },
      functions,
    );

    claim(
      'a function that does not answer in time times out',
      async (swf) => {
        const run = await swf.start('w', ROLE);
        await swf.decide(scheduleLambdaFunction('l1', { name: 'endless', startToCloseTimeout: '10' }));
        expect((await swf.describe(run)).openCounts?.openLambdaFunctions).toBe(1);
        await swf.advance(10);
        expect(await swf.lines(run, 6)).toEqual([
          '6 LambdaFunctionStarted(5)',
          '7 LambdaFunctionTimedOut(5,6,START_TO_CLOSE)',
          '8 DecisionTaskScheduled',
        ]);
      },
      functions,
    );

    claim('without a role the function cannot be started', async (swf) => {
      const run = await swf.start();
      await swf.decide(scheduleLambdaFunction());
      expect(await swf.lines(run, 5)).toEqual([
        '5 LambdaFunctionScheduled',
        '6 StartLambdaFunctionFailed(5,ASSUME_ROLE_FAILED)',
        '7 DecisionTaskScheduled',
      ]);
      expect((await swf.event(run, 6)).startLambdaFunctionFailedEventAttributes?.message).toBe(
        'No IAM role is attached to the current workflow execution.',
      );
    });

    claim(
      'the id of an open function fails with ID_ALREADY_IN_USE',
      async (swf) => {
        const run = await swf.start('w', ROLE);
        const endless = scheduleLambdaFunction('l1', { name: 'endless' });
        await swf.decide(endless, endless);
        expect((await swf.lines(run)).slice(5, 7)).toEqual([
          '6 ScheduleLambdaFunctionFailed(ID_ALREADY_IN_USE)',
          '7 DecisionTaskScheduled',
        ]);
      },
      functions,
    );

    claim(
      'more open functions than allowed fail with OPEN_LAMBDA_FUNCTIONS_LIMIT_EXCEEDED',
      async (swf) => {
        const run = await swf.start('w', ROLE);
        const endless = (id: string) => scheduleLambdaFunction(id, { name: 'endless' });
        await swf.decide(endless('l1'), endless('l2'));
        expect((await swf.lines(run))[5]).toBe('6 ScheduleLambdaFunctionFailed(OPEN_LAMBDA_FUNCTIONS_LIMIT_EXCEEDED)');
      },
      { ...functions, limits: { openLambdaFunctions: 1 } },
    );
  });
};
