// Clerk's server libraries as a program that tests talk to: a question a line on stdin, its outcome a line on stdout.
import { createInterface } from 'node:readline';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';

const [folder] = process.argv.slice(2);
const { resolve } = createRequire(pathToFileURL(`${folder}/`));
const PACKAGES = { 2: '@clerk/backend-2', 3: '@clerk/backend' };
const PERMISSIONS = ['org:posts:delete', 'org:billing:manage', 'org:magic_links:manage'];

// Pictures travel as base64.
function revived(key, value) {
  return value?.$blob ? new Blob([Buffer.from(value.$blob, 'base64')], { type: value.type }) : value;
}

async function call({ createClerkClient }, { method, args, options }) {
  const [group, name] = method.split('.');
  return (await createClerkClient(options)[group][name](...args)) ?? null;
}

// What a server decides about a request.
async function decide({ createClerkClient }, { options, url, headers }) {
  const clerk = createClerkClient(options);
  const request = new Request(url, { headers: { accept: 'text/html', host: new URL(url).host, ...headers } });
  const state = await clerk.authenticateRequest(request, options);
  const auth = state.status === 'signed-in' ? state.toAuth() : null;
  return {
    status: state.status,
    reason: state.reason,
    kind: state.tokenType,
    location: state.headers.get('location'),
    cookies: state.headers.getSetCookie(),
    user: auth?.userId ?? null,
    subject: auth?.subject ?? null,
    scopes: auth?.scopes ?? null,
    actor: auth?.actor ?? null,
    organization: auth?.orgId ?? null,
    role: auth?.orgRole ?? null,
    may: auth?.orgId ? PERMISSIONS.map(permission => auth.has({ permission })) : [],
  };
}

async function verify({ verifyToken }, { token, options }) {
  try {
    return { claims: await verifyToken(token, options) };
  } catch (error) {
    return { reason: error.reason ?? String(error) };
  }
}

async function outcome(question) {
  const library = await import(pathToFileURL(resolve(PACKAGES[question.edition])));
  question.options.telemetry = { disabled: true };
  const answer = question.method ? call : question.token ? verify : decide;
  try {
    return { value: await answer(library, question) };
  } catch (error) {
    if (error.status === undefined) return { broken: String(error.stack ?? error) };
    const { status, errors, clerkTraceId, retryAfter } = error;
    return { refused: { status, errors, clerkTraceId, retryAfter } };
  }
}

for await (const line of createInterface({ input: process.stdin })) {
  process.stdout.write(JSON.stringify(await outcome(JSON.parse(line, revived))) + '\n');
}
