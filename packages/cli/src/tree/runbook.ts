// Generated from docs/runbook.md by `npx vitest run --project cli reference -u`.

/** Each code of a finding with its meaning, the most important first. */
export const FINDING_LIST = `  HISTORY_INVALID            the history breaks SWF's rules; the other
                             findings are about the part before
  CLOSED_BECAUSE             how and why a run has closed, after which
                             failures, and what was open then
  DECISION_WAITS             no decider has started the decision task
  DECISION_TIMES_OUT         deciders let decision tasks time out, one after
                             another
  DECIDES_IN_CIRCLES         the decider repeats itself, or makes a refused
                             decision again and again
  LIMIT_REACHED              SWF refused decisions because of a limit
  THROTTLED                  SWF refused decisions because of a rate
  DECISION_REFUSED           SWF refused decisions for another reason
  CHILD_MISSING              a child was refused, or has not started
  LAMBDA_CANNOT_START        a Lambda function was refused, or has not started
  EXTERNAL_FAILED            a signal or cancel request did not reach its
                             execution
  ACTIVITY_WAITS             no worker has started an activity
  ACTIVITY_WITHOUT_DEADLINE  an activity runs, and nothing would bring it back
                             if its worker had died
  CHILD_BLOCKS               a child is open
  CANCEL_UNANSWERED          a cancellation was requested, and the execution
                             or the activity goes on
  NO_PENDING_WORK            nothing is open that wakes the run
  HISTORY_NEARLY_FULL        the history comes near 25,000 events
  EXECUTION_TIMEOUT          the execution times out within the hour, or
                             within the last tenth of its time
  DECISION_RUNS              a decider works on the decision task
  ACTIVITY_RUNS              a worker works on an activity
  LAMBDA_RUNS                a Lambda function runs
  WAITS_FOR_SIGNAL           a person or another program has to answer
  WAITS_FOR_TIMER            a timer has to fire`;

/** What each code of a finding means, and what to do about it. */
export const FINDINGS: Readonly<Record<string, string>> = {
  HISTORY_INVALID: `The history breaks SWF's rules. The other findings are about the part before.

Fix: read the history again from SWF.

  $ swf dump order-42 > order-42.json
  $ swf verify order-42.json

Do not act on the other findings before the history verifies.`,
  CLOSED_BECAUSE: `The run has closed. The finding says how, after which failures, and what was
open then.

Fix: repair the cause, then start the work again with the same input.

  $ swf explain order-40
  $ swf restart order-40

Do not restart before you know which activities have completed: they are
performed again.`,
  DECISION_WAITS: `A decision task is scheduled, and no decider has started it. Decision tasks
wait without limit: only the execution timeout ends it.

Fix: start a decider on that list, or more of them.

  $ swf task-list show orders
  $ swf describe order-42

Do not terminate what waits, and do not start the runs again under other ids:
nothing is lost but time. If the list is wrong, a decider that polls the wrong
list for a while drains it.`,
  DECISION_TIMES_OUT: `Deciders take the decision task and do not answer in time, again and again.

Fix: read the decider's log for the workflow id, and roll the deploy back if
it began there. If the decider is written in JavaScript or TypeScript, decide
the history again on your machine.

  $ swf dump order-42 > order-42.json
  $ swf replay order-42.json --decider ./decider.js

It also decides the task that times out, and exits with 8 and the error if the
code throws there. Each task comes back after its timeout, so the run goes on
by itself once the code is right. If tasks of many runs time out and the
deciders have no CPU time left, start more processes or lower their
concurrency.

Do not terminate the runs, and do not make the decider fail executions to
quiet the alarm: they are intact.`,
  DECIDES_IN_CIRCLES: `The decider repeats itself, or makes a refused decision again and again. Each
round costs events, and at 25,000 SWF terminates the run.

Fix: stop the deciders of that list or roll them back. That stops the growth,
and nothing is lost while they are away. Then remove the cause, as in
DECISION_REFUSED.

  $ swf stats order-42
  $ swf history order-42 --view compact

Do not leave it overnight: "swf stats" shows when 25,000 events are reached.`,
  LIMIT_REACHED: `SWF refused decisions because of a limit: 1,000 open activities, timers or
children of a run, or 100,000 open executions of the domain.

Fix: let some close, and bound the fan-out (mapConcurrent, or children). For
the domain, count what is open, and close what is obsolete.

  $ swf count status:open
  $ swf terminate type:order@0.9 status:open --reason obsolete --dry-run

Do not let the decider retry at once: each refusal costs events.`,
  THROTTLED: `SWF refused decisions because of a rate of the account.

Fix: let the decider make the decision again after a timer; a flow does so by
itself. Spread the starts, or ask AWS for a higher rate.

  $ swf count status:open since:1h

Do not start more deciders: the rate is shared by all of them.`,
  DECISION_REFUSED: `SWF refused decisions for another reason, which the details name.

Fix: remove the cause. SWF has scheduled a decision task after the refusal; if
the decider did nothing in it, wake it by a signal that the workflow ignores.

  $ swf activity-type undeprecate charge-card@1.0
  $ swf activity-type register charge-card@1.1 --default-task-list payments
  $ swf signal order-42 wake

Do not change the settings of a type by deleting it: register a new version.`,
  CHILD_MISSING: `A child was refused, or has not started.

Fix: find who holds the id, and let the decider start the child again.

  $ swf describe order-42-shipment
  $ swf tree order-42

Do not terminate the execution that holds the id before you know whose it is.`,
  LAMBDA_CANNOT_START: `A Lambda function was refused, or has not started.

Fix: repair the role: it must trust swf.amazonaws.com, and may call
lambda:InvokeFunction. The role of an open run cannot be changed, only what it
allows.

  $ swf describe order-42

Do not restart the run for a role that you can repair.`,
  EXTERNAL_FAILED: `A signal or a cancel request of this run did not reach its execution.

Fix: look at the other execution; if it is open, send the signal yourself.

  $ swf describe order-41
  $ swf signal order-39 approve --input '{"by":"ops"}'

Do not send it twice without knowing that the workflow ignores the second.`,
  ACTIVITY_WAITS: `An activity is scheduled, and no worker has started it.

Fix: start workers on that list, or give them more slots (concurrency).

  $ swf task-list show payments-eu
  $ swf activity-type describe charge-card@1.0

If the list is a mistake, fix the decider as well. That helps later tasks:
this one stays on its list. Where no worker can poll it, let the decider
request the cancellation of the activity, which SWF grants at once while no
worker has it, and schedule it again; or restart the run.

Do not terminate the runs: a task waits for as long as its schedule-to-start
timeout says, and the details name the deadline.`,
  ACTIVITY_WITHOUT_DEADLINE: `An activity runs without a start-to-close, heartbeat or schedule-to-close
timeout. If its worker has died, nothing brings it back.

Fix: look for the worker by its identity. If it is gone, only its task token
can close the task (OpenActivityTask). Without a token, let the decider give
up on it, or end the run and start it again.

  $ swf terminate order-42 --reason "worker lost"
  $ swf restart order-42

Then schedule the activity with a timeout: a heartbeat timeout, or a
start-to-close timeout.

Do not restart the run while the worker lives: the activity would be performed
twice.`,
  CHILD_BLOCKS: `A child is open, and the run waits for it.

Fix: follow the section of the child's finding.

  $ swf why order-42 --deep 3
  $ swf tree order-42

Do not terminate the parent to get rid of a child: its child policy decides
what happens to the others, too.`,
  CANCEL_UNANSWERED: `A cancellation was requested, and the run or the activity goes on. SWF only
passes the request on.

Fix: give it time if it cleans up. To end it without its consent, terminate
it.

  $ swf why order-42
  $ swf terminate order-42 --reason "cancel ignored"

Do not send the request again: it is recorded.`,
  NO_PENDING_WORK: `No decision task is scheduled and nothing is open. Only a signal, a cancel
request or the timeout wakes the run.

Fix: send the signal that it waits for. If it waits for none, any signal
brings a decision task once the decider is repaired.

  $ swf signal order-42 approve --input '{"by":"ops"}'
  $ swf why order-42

Do not wake runs in a batch before the decider is repaired: it will only
answer with nothing again.`,
  HISTORY_NEARLY_FULL: `The history comes near 25,000 events, where SWF terminates the run.

Fix: let the decider continue the run as new. If that needs a deploy that
comes too late, stop the deciders, or ask the workflow to end by the signal
that it has for it.

  $ swf stats order-42
  $ swf count type:order@1.0 status:open

Do not send signals to a run that is nearly full: each costs four events.`,
  EXECUTION_TIMEOUT: `The execution times out soon, or should have by now.

Fix: remove what it waits for. The timeout of an open run cannot be changed:
let the decider continue it as new with a longer one, or plan to restart it.

  $ swf why order-42
  $ swf dump order-42 > order-42.json

Do not wait for the timeout if the child policy is TERMINATE and the children
matter.`,
  DECISION_RUNS: `A decider works on the decision task.

Fix: wait for the deadline. Without one, only the execution timeout or you end
the run.

  $ swf history order-42 --view compact

Do not restart healthy deciders: the task stays with the one that took it.`,
  ACTIVITY_RUNS: `A worker works on an activity that has a deadline.

Fix: nothing. It ends by itself, at the latest by its timeout.

  $ swf stats order-42

Do not kill the worker to hurry it: the task then waits for its timeout.`,
  LAMBDA_RUNS: `A Lambda function runs.

Fix: nothing; see the logs of the function.

  $ swf timeline order-42

Do not expect a cancellation to reach it: SWF has no decision for that.`,
  WAITS_FOR_SIGNAL: `A person or another program has to answer.

Fix: answer in the console, or send the signal that the hint names.

  $ swf signal order-42 approve --input '{"by":"ops"}'

Do not answer for somebody else to clear the list.`,
  WAITS_FOR_TIMER: `A timer has to fire.

Fix: nothing. A timer cannot be shortened from outside; a workflow may take a
signal instead.

  $ swf timeline order-42

Do not terminate a run only because it sleeps for long.`,
};
