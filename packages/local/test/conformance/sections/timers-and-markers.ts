import { describe, expect } from 'vitest';
import { fault } from '../account.js';
import type { Section } from '../claim.js';
import { cancelTimer, recordMarker, startTimer } from '../decisions.js';

export const timersAndMarkers: Section = (claim) => {
  describe('11.4 StartTimer', () => {
    claim('a timer fires when its time is over, in a transaction with a decision task', async (swf) => {
      const run = await swf.start();
      await swf.decide(startTimer('t1', '10', 'why'));
      await swf.advance(9.999);
      expect(await swf.lines(run)).toHaveLength(5);
      await swf.advance(0.001);
      expect(await swf.lines(run, 5)).toEqual(['5 TimerStarted', '6 TimerFired(5)', '7 DecisionTaskScheduled']);
      expect((await swf.event(run, 5)).timerStartedEventAttributes).toEqual({
        control: 'why',
        decisionTaskCompletedEventId: 4,
        startToFireTimeout: '10',
        timerId: 't1',
      });
      expect((await swf.event(run, 6)).timerFiredEventAttributes).toEqual({ startedEventId: 5, timerId: 't1' });
    });

    claim('a timer of 0 seconds fires in a later transaction', async (swf) => {
      const run = await swf.start();
      await swf.decide(startTimer('t1', '0'), recordMarker());
      expect(await swf.lines(run, 5)).toEqual([
        '5 TimerStarted',
        '6 MarkerRecorded',
        '7 TimerFired(5)',
        '8 DecisionTaskScheduled',
      ]);
    });

    claim('timers fire in the order in which they fall due, then in the order of their start', async (swf) => {
      const run = await swf.start();
      await swf.decide(startTimer('late', '20'), startTimer('b', '10'), startTimer('a', '10'));
      await swf.advance(30);
      expect(await swf.lines(run, 8)).toEqual([
        '8 TimerFired(6)',
        '9 DecisionTaskScheduled',
        '10 TimerFired(7)',
        '11 TimerFired(5)',
      ]);
      const times = (await swf.history(run)).slice(7).map(({ eventTimestamp }) => Number(eventTimestamp));
      expect(times.map((time) => (time - (times[0] ?? 0)) / 1000)).toEqual([0, 0, 0, 10]);
    });

    claim('the id of an open timer fails with TIMER_ID_ALREADY_IN_USE, also within one batch', async (swf) => {
      const run = await swf.start();
      await swf.decide(startTimer(), startTimer());
      expect(await swf.lines(run, 5)).toEqual([
        '5 TimerStarted',
        '6 StartTimerFailed(TIMER_ID_ALREADY_IN_USE)',
        '7 DecisionTaskScheduled',
      ]);
      expect((await swf.event(run, 6)).startTimerFailedEventAttributes).toEqual({
        cause: 'TIMER_ID_ALREADY_IN_USE',
        decisionTaskCompletedEventId: 4,
        timerId: 't1',
      });
    });

    claim('the id of a fired timer may be used again', async (swf) => {
      const run = await swf.start();
      await swf.decide(startTimer('t1', '0'));
      await swf.decide(startTimer('t1', '5'));
      expect((await swf.lines(run)).at(-1)).toBe('10 TimerStarted');
    });

    claim(
      'more open timers than allowed fail with OPEN_TIMERS_LIMIT_EXCEEDED',
      async (swf) => {
        const run = await swf.start();
        await swf.decide(startTimer('t1'), startTimer('t2'), startTimer('t3'));
        expect(await swf.lines(run, 7)).toEqual([
          '7 StartTimerFailed(OPEN_TIMERS_LIMIT_EXCEEDED)',
          '8 DecisionTaskScheduled',
        ]);
      },
      { limits: { openTimers: 2 } },
    );

    claim('a timer of NONE, of less than 0 or of no number is refused', async (swf) => {
      await swf.start();
      const task = await swf.pollForDecisionTask();
      for (const startToFireTimeout of ['NONE', '-1', '1.5', 'soon', '']) {
        const refusal = await fault(swf.respond(task, [startTimer('t1', startToFireTimeout)]));
        expect([startToFireTimeout, refusal.name]).toEqual([startToFireTimeout, 'ValidationException']);
      }
    });
  });

  describe('11.5 CancelTimer', () => {
    claim('a canceled timer never fires, and no decision task follows', async (swf) => {
      const run = await swf.start();
      await swf.decide(startTimer());
      await swf.signal(run);
      await swf.decide(cancelTimer());
      await swf.advance(600);
      expect(await swf.lines(run, 9)).toEqual(['9 DecisionTaskCompleted(7,8)', '10 TimerCanceled(5)']);
      expect((await swf.event(run, 10)).timerCanceledEventAttributes).toEqual({
        decisionTaskCompletedEventId: 9,
        startedEventId: 5,
        timerId: 't1',
      });
    });

    claim('a timer may be canceled and started again under its id in one batch', async (swf) => {
      const run = await swf.start();
      await swf.decide(startTimer('t1', '100'));
      await swf.signal(run);
      await swf.decide(cancelTimer('t1'), startTimer('t1', '10'));
      await swf.advance(10);
      expect(await swf.lines(run, 10)).toEqual([
        '10 TimerCanceled(5)',
        '11 TimerStarted',
        '12 TimerFired(11)',
        '13 DecisionTaskScheduled',
      ]);
    });

    claim('an id without an open timer fails with TIMER_ID_UNKNOWN', async (swf) => {
      const run = await swf.start();
      await swf.decide(startTimer(), cancelTimer(), cancelTimer(), cancelTimer('never'));
      expect(await swf.lines(run, 5)).toEqual([
        '5 TimerStarted',
        '6 TimerCanceled(5)',
        '7 CancelTimerFailed(TIMER_ID_UNKNOWN)',
        '8 CancelTimerFailed(TIMER_ID_UNKNOWN)',
        '9 DecisionTaskScheduled',
      ]);
      expect((await swf.event(run, 7)).cancelTimerFailedEventAttributes).toEqual({
        cause: 'TIMER_ID_UNKNOWN',
        decisionTaskCompletedEventId: 4,
        timerId: 't1',
      });
    });

    claim('a timer that fires while the decider thinks cannot be canceled any more', async (swf) => {
      const run = await swf.start();
      await swf.decide(startTimer('t1', '10'));
      await swf.signal(run);
      const task = await swf.pollForDecisionTask();
      await swf.advance(10);
      await swf.respond(task, [cancelTimer('t1')]);
      expect(await swf.lines(run, 9)).toEqual([
        '9 TimerFired(5)',
        '10 DecisionTaskScheduled',
        '11 DecisionTaskCompleted(7,8)',
        '12 CancelTimerFailed(TIMER_ID_UNKNOWN)',
      ]);
    });
  });

  describe('11.6 RecordMarker', () => {
    claim('a marker records its details; names need not be unique', async (swf) => {
      const run = await swf.start();
      await swf.decide(recordMarker('m', 'one'), recordMarker('m'));
      expect((await swf.event(run, 5)).markerRecordedEventAttributes).toEqual({
        decisionTaskCompletedEventId: 4,
        details: 'one',
        markerName: 'm',
      });
      expect(await swf.lines(run, 5)).toEqual(['5 MarkerRecorded', '6 MarkerRecorded']);
    });
  });
};
