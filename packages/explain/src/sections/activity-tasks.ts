import { formatDuration } from '@swf/history/timeline';
import { ending } from './ending.js';
import { label } from './label.js';
import type { Section } from './section.js';
import { words } from './words.js';

/** Each attempt of each activity: how long it waited and ran, on which worker, and how it ended. */
export const activityTasks: Section = {
  title: 'Activities',
  rowsOf: ({ activityTasks: tasks }) =>
    tasks.all().map((task) => {
      const { activityId, state, identity, scheduleToStartInSeconds: waited, startToCloseInSeconds: ran } = task;
      return [
        label(activityId, tasks.attempts(activityId), task),
        state,
        words(
          waited !== undefined && `waited ${formatDuration(waited)}`,
          ran !== undefined && `ran ${formatDuration(ran)}`,
          identity && `by ${identity}`,
        ),
        words(task.cancelRequested && 'cancel requested', ending(task)),
      ];
    }),
};
