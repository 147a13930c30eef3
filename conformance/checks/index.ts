import type {Check} from '../check.js';
import {ruleIds} from '../rules.js';
import {accessChecks} from './access.js';
import {addressChecks} from './addresses.js';
import {batchChecks} from './batches.js';
import {conversationChecks} from './conversations.js';
import {counterChecks} from './counters.js';
import {cursorChecks} from './cursors.js';
import {cutChecks} from './cuts.js';
import {deliveryChecks} from './delivery.js';
import {httpChecks} from './http.js';
import {logChecks} from './log.js';
import {mutationChecks} from './mutations.js';
import {optOutChecks} from './opt-out.js';
import {partChecks} from './parts.js';
import {schemaChecks} from './schema.js';
import {sendChecks} from './sends.js';
import {snapshotChecks} from './snapshot.js';
import {tenantChecks} from './tenants.js';
import {webSocketChecks} from './websocket.js';

/** R6 comes after R7: its checks trim the log and restore a backup, and what was there before cannot be replayed. */
const order = ruleIds.filter((id) => id !== 'R6').flatMap((id) => (id === 'R7' ? ['R7', 'R6'] : [id]));

/** Every check, in the order in which they run. */
export const checks: readonly Check[] = [
  ...accessChecks,
  ...addressChecks,
  ...batchChecks,
  ...conversationChecks,
  ...counterChecks,
  ...cursorChecks,
  ...cutChecks,
  ...deliveryChecks,
  ...httpChecks,
  ...logChecks,
  ...mutationChecks,
  ...optOutChecks,
  ...partChecks,
  ...schemaChecks,
  ...sendChecks,
  ...snapshotChecks,
  ...tenantChecks,
  ...webSocketChecks,
].sort((a, b) => order.indexOf(a.rule) - order.indexOf(b.rule));
