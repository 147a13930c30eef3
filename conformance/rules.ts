/** The rules of schema/rules.md in a few words each, and the contract itself as SCHEMA. */
export const rules = {
  SCHEMA: 'The contract is served; it may have been added to, nothing else',
  R1: 'Every change that a viewer could see appends an event, in its transaction',
  R2: 'Events have one order, that of commits',
  R3: 'smsEvents yields every event after a cursor, in order, once, and stays open',
  R4: 'Batches chain, and stay within 200 events and 256 kB',
  R5: 'An idle stream sends an empty batch at least every heartbeatSeconds',
  R6: 'A cursor that cannot be replayed answers resync: never an error, never a fresh start',
  R7: 'A cursor younger than minReplaySeconds can be replayed',
  R8: 'Who loses sight of something is told; an agent whose access ends is cut off within 60 s',
  R9: 'Events carry state and version',
  R10: 'A removal is an event; nothing late brings the entity back',
  R11: 'smsSyncCursor is read before any data of its operation',
  R12: 'A mutation answers with the state after it and the cursor at which it shows',
  R13: 'Every mutation is safe to repeat',
  R14: 'Duplicates of a send name one message; other content is a mismatch',
  R15: 'position rises in commit order and decides the order',
  R16: 'One thread for each recipient; a campaign’s reply lands in it',
  R17: 'A message to or from a closed conversation opens it',
  R18: 'Closing over something newer is CONVERSATION_CHANGED',
  R19: 'lastSender is that of the newest message in either direction',
  R20: 'Delivery only moves up, whatever the order of receipts',
  R21: 'Counters are absolute, versioned, never negative, and shared by the agents',
  R22: 'Numbers are normalised to E.164',
  R23: 'Parts are counted on the text after merge fields',
  R24: 'Who opted out cannot be sent to, until START',
  R25: 'GraphQL over HTTP, with codes for system errors',
  R26: 'graphql-transport-ws; credentials, Origin and close codes',
  R27: 'A token that expires closes its socket with 4403 within 30 s',
  R28: 'Another account’s ids answer as ids that do not exist',
  R29: 'Clients can pass over events; the cursor advances',
} as const;

export type RuleId = keyof typeof rules;

export const ruleIds = Object.keys(rules) as RuleId[];
