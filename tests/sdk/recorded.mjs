// What each method of Clerk's server libraries asks for: every one is called with names for values, and no network.
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';

const [folder] = process.argv.slice(2);
const { resolve } = createRequire(pathToFileURL(`${folder}/`));
const PACKAGES = { 2: '@clerk/backend-2', 3: '@clerk/backend' };
const OPTIONS = { secretKey: 'sk_test_x', machineSecretKey: 'ak_x', apiUrl: 'http://mock.test', telemetry: { disabled: true } };
// No calls of the API.
const BEYOND = ['constructor', 'requireId', 'request'];

let asked = [];
globalThis.fetch = async (url, init) => {
  asked.push(`${init?.method ?? 'GET'} ${decodeURIComponent(new URL(url).pathname)}`);
  return new Response('{"data":[],"total_count":0}', { headers: { 'content-type': 'application/json' } });
};
console.warn = () => {};

// Whatever is read from it is its own name in braces.
const anything = () =>
  new Proxy({}, { get: (_, name) => (typeof name === 'string' && !['then', 'toJSON'].includes(name) ? `{${name}}` : undefined) });
const message = { to: { userId: 'u' }, subject: 's', body: 'b' };
const TRIES = () => [['{id}', '{other}', '{third}'], ['{id}', anything()], [anything(), anything()], [message], [[message]]];
// What it asks for depends on whether the last value is there.
const SHORT = { 'sessions.getToken': [['{id}']] };

function methodsOf(api) {
  const names = new Set();
  for (let it = api; it && it !== Object.prototype; it = Object.getPrototypeOf(it)) Object.getOwnPropertyNames(it).forEach(name => names.add(name));
  return [...names].filter(name => !BEYOND.includes(name) && !name.startsWith('_') && typeof api[name] === 'function');
}

const whole = request => !/undefined|\[object/.test(request);
const placed = request => request.includes('{');

async function requestsOf(api, group, method) {
  asked = [];
  for (const given of [...TRIES(), ...(SHORT[`${group}.${method}`] ?? [])]) {
    // A refusal of these values is no news: the next ones may do.
    await Promise.resolve().then(() => api[method](...given)).catch(() => {});
  }
  const found = [...new Set(asked.filter(whole))];
  // A path with its ids in place tells more than one that lacks them.
  return found.some(placed) ? found.filter(placed) : found;
}

const found = {};
for (const [edition, name] of Object.entries(PACKAGES)) {
  const { createClerkClient } = await import(pathToFileURL(resolve(name)));
  const clerk = createClerkClient(OPTIONS);
  found[edition] = {};
  for (const group of Object.keys(Object.getOwnPropertyDescriptors(clerk))) {
    if (typeof clerk[group] !== 'object' || !clerk[group] || group === 'telemetry') continue;
    for (const method of methodsOf(clerk[group])) found[edition][`${group}.${method}`] = await requestsOf(clerk[group], group, method);
  }
}
process.stdout.write(JSON.stringify(found));
