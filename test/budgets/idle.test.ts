import {it} from 'node:test';
import assert from 'node:assert/strict';
import type {Page} from 'playwright-core';
import {addThread, stranger} from '../e2e/helpers/content.js';
import {eventually} from '../e2e/helpers/eventually.js';
import {startWorld} from '../e2e/helpers/world.js';

const world = await startWorld({settings: {heartbeatSeconds: 1}});
const BOTH = `<sms-chat-badge endpoint="/graphql" href="/"></sms-chat-badge>
  <sms-chat endpoint="/graphql"></sms-chat>`;

/** What goes over the wire from now on: requests, frames that are sent, frames that come. */
function listen(page: Page) {
  const wire = {requests: [] as string[], sent: [] as string[], heartbeats: 0};
  page.on('request', (request) => wire.requests.push(request.postData() ?? request.url()));
  page.on('websocket', (socket) => {
    socket.on('framesent', ({payload}) => wire.sent.push(payload.toString()));
    socket.on('framereceived', ({payload}) => {
      if (payload.toString().includes('"events":[]')) wire.heartbeats++;
    });
  });
  return wire;
}

it('while nothing happens, nothing is sent, and nothing but heartbeats comes', async () => {
  const account = await world.account();
  await addThread(account, {with: stranger(), messages: [{body: 'Hello'}]});
  const inbox = await world.open(account.kim, {body: BOTH});
  const wire = listen(inbox.page);
  await inbox.page.reload(); // the socket is listened to from its first frame
  await inbox.live();
  await inbox.openThread('Hello');
  await eventually(async () => assert.equal((await account.kim.counters()).unreadMessages, 0));
  await eventually(() => assert.ok(wire.heartbeats > 0));
  const [requests, sent, heartbeats] = [wire.requests.length, wire.sent.length, wire.heartbeats];

  await eventually(() => assert.ok(wire.heartbeats >= heartbeats + 5));

  assert.deepEqual(wire.requests.slice(requests), []);
  assert.deepEqual(wire.sent.slice(sent), []);
  assert.ok(sent > 0, 'no socket was heard');
});
