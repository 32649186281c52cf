import {
  DeprecateDomainCommand,
  ListOpenWorkflowExecutionsCommand,
  RegisterDomainCommand,
  SWFClient,
  TerminateWorkflowExecutionCommand,
} from '@aws-sdk/client-swf';

/** Registers a throw-away domain, and returns its name and what removes it with all that is in it. */
export async function registerDomain({ region, endpoint }) {
  const client = new SWFClient({ region, ...(endpoint !== undefined && { endpoint }), maxAttempts: 8 });
  const name = `swf-smoke-${new Date().toISOString().replaceAll(/\D/g, '').slice(0, 14)}`;
  await client.send(
    new RegisterDomainCommand({
      name,
      description: 'Throw-away domain of npm run aws-smoke',
      workflowExecutionRetentionPeriodInDays: '1',
    }),
  );
  const remove = async () => {
    const terminated = await terminateAll(client, name);
    // Deprecates its types, too.
    await client.send(new DeprecateDomainCommand({ name }));
    client.destroy();
    return terminated;
  };
  return { name, remove };
}

/** Terminates what is open, until SWF lists nothing more; returns the number of executions. */
async function terminateAll(client, domain) {
  let terminated = 0;
  for (;;) {
    const { executionInfos } = await client.send(
      new ListOpenWorkflowExecutionsCommand({ domain, startTimeFilter: { oldestDate: new Date(0) } }),
    );
    if (executionInfos.length === 0) return terminated;
    for (const { execution } of executionInfos) {
      try {
        await client.send(new TerminateWorkflowExecutionCommand({ domain, ...execution, childPolicy: 'TERMINATE' }));
        terminated += 1;
      } catch (error) {
        // Listings lag behind: it may be closed by now.
        if (error.name !== 'UnknownResourceFault') throw error;
      }
    }
  }
}
