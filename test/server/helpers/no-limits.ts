import type {Settings} from '../../../server/domain/environment.js';

const rate = {burst: 1_000_000, perMinute: 60_000_000};

/** For tests that are about something else. */
export const noLimits = {
  requestRate: rate,
  mutationRate: rate,
  sendRate: rate,
  connectRate: rate,
  failedSignInRate: rate,
  socketsPerAgent: 100_000,
  operationsPerSocket: 1_000,
} satisfies Partial<Settings>;
