import {start} from '../../../server/start.js';
import type {Place} from './host-process.js';
import {noLimits} from './no-limits.js';
import {tokenSecret} from './secret.js';

/*
 * A host on the folder or database given as argument, with one account, thread and agent on first start. Its carrier takes a
 * moment to answer, so that a crash meets sends in every state. Prints its address.
 */
const host = await start({
  ...(JSON.parse(process.argv[2]!) as Place),
  tokenSecret,
  simulator: {acceptMs: 5, deliverMs: 5},
  settings: noLimits,
  async seed(db) {
    const id = 'clinic';
    await db
      .insertInto('account')
      .values({
        id,
        name: 'Harbour Clinic',
        country: 'AU',
        balance_parts: 100_000,
        cursor_tag: 'harbourclinic',
      })
      .execute();
    await db.insertInto('agent').values({account_id: id, id: 'kim', display_name: 'Kim'}).execute();
    await db
      .insertInto('sender')
      .values({
        account_id: id,
        id: 'main',
        kind: 'VIRTUAL',
        label: 'Reception',
        address: '+61491570006',
        status: 'READY',
      })
      .execute();
    await db
      .insertInto('conversation')
      .values({account_id: id, id: 'thread', address: '+61491570156', last_activity_at: new Date()})
      .execute();
  },
});
process.on('SIGTERM', () => void host.stop().then(() => process.exit(0)));
console.log(host.url);
