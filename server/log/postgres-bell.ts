import type {PostgresChannel} from '../db/postgres-channel.js';
import {createLocalBell} from './bell.js';
import type {Bell} from './bell.js';

/** A bell for all processes on one PostgreSQL database; rings of the same process do not go by the database. */
export function createPostgresBell(channel: PostgresChannel): Bell {
  const local = createLocalBell();
  channel.on('bell', local.ring);
  return {
    ring(accountId) {
      local.ring(accountId);
      channel.publish('bell', accountId);
    },
    onRing: local.onRing,
  };
}
