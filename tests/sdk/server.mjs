// A server of an app, as Clerk's own library makes one: reads questions from stdin, writes what it decides.
import { pathToFileURL } from 'node:url';
import { createRequire } from 'node:module';

const [folder] = process.argv.slice(2);
const { resolve } = createRequire(pathToFileURL(`${folder}/`));
const { createClerkClient, verifyToken } = await import(pathToFileURL(resolve('@clerk/backend')));

async function decide({ options, url, cookie }) {
  const clerk = createClerkClient(options);
  const headers = { accept: 'text/html', host: new URL(url).host, ...(cookie ? { cookie } : {}) };
  const state = await clerk.authenticateRequest(new Request(url, { headers }), options);
  const auth = state.status === 'signed-in' ? state.toAuth() : null;
  return {
    status: state.status,
    reason: state.reason,
    location: state.headers.get('location'),
    cookies: state.headers.getSetCookie(),
    user: auth?.userId ?? null,
    organization: auth?.orgId ?? null,
    role: auth?.orgRole ?? null,
    may: auth ? ['org:posts:delete', 'org:billing:manage', 'org:magic_links:manage'].map(permission => auth.has({ permission })) : [],
  };
}

// What the library makes of a machine's bearer.
async function admit({ options, bearer }) {
  const clerk = createClerkClient(options);
  const request = new Request('http://localhost:3000/', { headers: { authorization: `Bearer ${bearer}` } });
  const state = await clerk.authenticateRequest(request, options);
  const { tokenType, id, subject, userId, orgId, scopes, claims, machineId } = state.toAuth() ?? {};
  return { status: state.status, reason: state.reason, tokenType, id, subject, userId, orgId, scopes, claims, machineId };
}

async function verify({ token, options }) {
  try {
    return { claims: await verifyToken(token, options) };
  } catch (error) {
    return { reason: error.reason ?? String(error) };
  }
}

let text = '';
for await (const chunk of process.stdin) text += chunk;
const question = JSON.parse(text);
const work = question.token ? verify : question.bearer ? admit : decide;
const answer = await work(question);
process.stdout.write(JSON.stringify(answer));
