// A server as people write it: Express with Clerk's middleware, set up by environment variables alone.
const express = require('express');
const { clerkClient, clerkMiddleware, getAuth, requireAuth } = require('@clerk/express');
const { verifyWebhook } = require('@clerk/express/webhooks');

const app = express();
const heard = [];

// Before the middleware: webhooks bring a signature and no session.
app.post('/webhooks', express.raw({ type: 'application/json' }), async (request, response) => {
  try {
    const event = await verifyWebhook(request);
    heard.push({ type: event.type, id: event.data.id });
    response.json({ heard: event.type });
  } catch (error) {
    response.status(400).json({ error: error.message });
  }
});
app.get('/heard', (request, response) => response.json(heard));

app.use(clerkMiddleware());

app.get('/who', (request, response) => {
  const { userId, orgSlug, orgRole, sessionId } = getAuth(request);
  response.json({ userId, orgSlug, orgRole, sessionId });
});
app.get('/profile', requireAuth({ signInUrl: '/sign-in' }), async (request, response) => {
  const user = await clerkClient.users.getUser(getAuth(request).userId);
  response.json({ name: user.fullName, plan: user.publicMetadata.plan ?? null });
});
app.get('/invoices', (request, response) => {
  const auth = getAuth(request);
  if (!auth.isAuthenticated) return response.status(401).json({});
  if (!auth.has({ role: 'org:admin' })) return response.status(403).json({});
  response.json([{ of: auth.orgSlug }]);
});
app.get('/reports', (request, response) => {
  const { isAuthenticated, tokenType, userId, scopes } = getAuth(request, { acceptsToken: ['api_key', 'session_token'] });
  response.status(isAuthenticated ? 200 : 401).json({ tokenType, userId, scopes });
});

const server = app.listen(0, '127.0.0.1', () => console.log(server.address().port));
