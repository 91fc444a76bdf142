// What a Playwright project runs before its tests: Clerk's own set-up, told by environment variables where Clerk is.
const { clerkSetup, createAgentTestingTask } = require('@clerk/testing/playwright');

async function main() {
  await clerkSetup();
  const task = await createAgentTestingTask({
    onBehalfOf: { identifier: process.env.SOMEBODY },
    permissions: '*',
    agentName: 'tests',
    taskDescription: 'Looks around',
    redirectUrl: 'http://localhost:3000/',
  });
  const { CLERK_FAPI, CLERK_TESTING_TOKEN } = process.env;
  console.log(JSON.stringify({ host: CLERK_FAPI, token: CLERK_TESTING_TOKEN, task: task.agentTaskId ?? null, url: task.url }));
}

main();
