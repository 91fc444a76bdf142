// An app that takes webhooks, as Clerk's own library verifies them: reads requests from stdin, writes what it believes.
import { pathToFileURL } from 'node:url';
import { createRequire } from 'node:module';

const [folder, library] = process.argv.slice(2);
const { resolve } = createRequire(pathToFileURL(`${folder}/`));
const { verifyWebhook } = await import(pathToFileURL(resolve(`${library}/webhooks`)));

async function believed({ headers, body }) {
  const request = new Request('http://localhost:3000/webhooks', { method: 'POST', headers, body });
  try {
    const event = await verifyWebhook(request);
    return { type: event.type, id: event.data.id };
  } catch (error) {
    return { refused: error.message };
  }
}

let text = '';
for await (const chunk of process.stdin) text += chunk;
const answers = [];
for (const request of JSON.parse(text)) answers.push(await believed(request));
process.stdout.write(JSON.stringify(answers));
