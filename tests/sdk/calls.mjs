// Clerk's server libraries as a program that tests talk to: a call a line on stdin, its outcome a line on stdout.
import { createInterface } from 'node:readline';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';

const [folder] = process.argv.slice(2);
const { resolve } = createRequire(pathToFileURL(`${folder}/`));
const PACKAGES = { 2: '@clerk/backend-2', 3: '@clerk/backend' };

async function client({ edition, options }) {
  const { createClerkClient } = await import(pathToFileURL(resolve(PACKAGES[edition])));
  return createClerkClient({ ...options, telemetry: { disabled: true } });
}

// Pictures travel as base64.
function revived(key, value) {
  return value?.$blob ? new Blob([Buffer.from(value.$blob, 'base64')], { type: value.type }) : value;
}

async function outcome(question) {
  const [group, method] = question.method.split('.');
  try {
    const api = (await client(question))[group];
    return { value: (await api[method](...question.args)) ?? null };
  } catch (error) {
    if (error.status === undefined) return { broken: String(error.stack ?? error) };
    const { status, errors, clerkTraceId, retryAfter } = error;
    return { refused: { status, errors, clerkTraceId, retryAfter } };
  }
}

for await (const line of createInterface({ input: process.stdin })) {
  process.stdout.write(JSON.stringify(await outcome(JSON.parse(line, revived))) + '\n');
}
