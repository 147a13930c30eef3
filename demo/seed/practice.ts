import agents from '../agents.json' with {type: 'json'};
import {AUSTRALIAN} from './numbers.js';
import type {DemoAgent, DemoMergeField, DemoSender, DemoTemplate} from './types.js';

/** The business whose inbox this is: a group of clinics in a town by the sea. */

export const PRACTICE = {
  id: 'lantern-bay',
  name: 'Lantern Bay Health & Dental',
  country: 'AU',
  balanceParts: 12_480,
} as const;

export const CLINICS = ['Harbour Street', 'Melaleuca Park', 'Point Ansell'] as const;
export const DOCTORS = ['Dr Harlow', 'Dr Adeyemi', 'Dr Castellano', 'Dr Whitby', 'Dr Rao'] as const;
export const DENTISTS = ['Dr Kestrel', 'Dr Ferreira', 'Dr Lindgren'] as const;

/** The dashboard reads the same file, for its list of who one can sign in as. */
export const AGENTS: readonly DemoAgent[] = agents;

/** Our own numbers come off the same list as everyone's; these are never given to anybody else. */
const [mainNumber, dentalNumber, pointNumber, personalNumber, ...pool] = AUSTRALIAN.slice(-7) as [
  string,
  string,
  string,
  string,
  ...string[],
];
export const POOL_NUMBERS: readonly string[] = pool;
export const OWN_NUMBERS = [mainNumber, dentalNumber, pointNumber, personalNumber, ...pool];
/** Nobody has these: for whoever tries a new chat with a number that is not in the account yet. */
export const SPARE_NUMBERS: readonly string[] = ['+61491570156', '+61491570157'];

const ready = {status: 'READY', statusReason: null, isDefault: false} as const;

/** In the order in which the composer offers them. */
export const SENDERS: readonly DemoSender[] = [
  {id: 'sender-main', kind: 'VIRTUAL', label: 'Reception', address: mainNumber, ...ready, isDefault: true},
  {id: 'sender-dental', kind: 'VIRTUAL', label: 'Dental desk', address: dentalNumber, ...ready},
  {id: 'sender-point', kind: 'VIRTUAL', label: 'Point Ansell', address: pointNumber, ...ready},
  {id: 'sender-shared', kind: 'SHARED', label: 'Shared number', address: null, ...ready},
  {id: 'sender-name', kind: 'ALPHANUMERIC', label: 'LanternBay', address: 'LanternBay', ...ready},
  {
    id: 'sender-dental-name',
    kind: 'ALPHANUMERIC',
    label: 'LanternDent',
    address: 'LanternDent',
    status: 'PENDING',
    statusReason: 'Waiting for the sender ID register to approve this name.',
    isDefault: false,
  },
  {id: 'sender-personal', kind: 'PERSONAL', label: 'Dr Harlow’s mobile', address: personalNumber, ...ready},
  // Australian short codes begin with 19, so nobody has this one.
  {id: 'sender-short-code', kind: 'SHORT_CODE', label: 'Reminders', address: '55510', ...ready},
];

export const MERGE_FIELDS: readonly DemoMergeField[] = [
  {key: 'first_name', label: 'First name', example: 'Mia'},
  {key: 'last_name', label: 'Last name', example: 'Callaghan'},
  {key: 'appointment_date', label: 'Appointment date', example: 'Tuesday 14 April'},
  {key: 'appointment_time', label: 'Appointment time', example: '10:40 am'},
  {key: 'doctor', label: 'Doctor', example: 'Dr Adeyemi'},
  {key: 'clinic', label: 'Clinic', example: 'Harbour Street'},
  {key: 'company', label: 'Company', example: 'Reef Ceramics'},
];

const templates: Record<string, string> = {
  'Appointment reminder':
    'Hi {{first_name|there}}, a reminder of your visit to {{doctor|the doctor}} on {{appointment_date}} at {{appointment_time}}, {{clinic|Harbour Street}}. Reply YES to confirm or NO to change it.',
  'Running late':
    'Hi {{first_name|there}}, {{doctor|your doctor}} is about 20 minutes behind today. No need to hurry, we will text when you are next.',
  'Ready for you': 'We are ready for you, {{first_name}}. Please come straight in.',
  'Script ready':
    'Hello {{first_name|there}}, your prescription has gone to Pandanus Pharmacy and can be collected after 3 pm.',
  'Results are in':
    'Hi {{first_name|there}}, your results are in and {{doctor|the doctor}} would like to go through them with you. It is not urgent. Which days suit?',
  'Results normal': 'Hi {{first_name|there}}, your results are normal. There is nothing that you need to do.',
  'Missed appointment':
    'Hi {{first_name|there}}, we missed you today. Shall we find another time? Just reply here.',
  'After an extraction':
    'For the next 24 hours: no rinsing, no straws, no smoking. Bite on damp gauze for 20 minutes if it bleeds. Soft food on the other side. Paracetamol as on the packet. If pain grows after day three, text us here.',
  'Crown is back':
    'Good news {{first_name|}}: your crown is back from the lab. A short visit of 20 minutes will do. When could you come?',
  'Where to find us':
    '{{clinic|Harbour Street}}: https://lanternbay.example/find – parking is behind the building, the first two hours are free.',
  'Account sent':
    'Hi {{first_name|there}}, your account has been sent by email. You can pay at https://lanternbay.example/pay or at the desk.',
  Birthday: 'Happy birthday {{first_name}}! 🎂 From all of us at Lantern Bay.',
  'Thank you': 'Thank you, {{first_name|}}! That is very kind. I’ll pass it on to the team 💛',
  'Supplier order':
    'Hello {{company}}, could you let us know when to expect the order? Thank you, Lantern Bay.',
};

export const TEMPLATES: readonly DemoTemplate[] = Object.entries(templates).map(([name, body]) => ({
  id: `template-${name.toLowerCase().replaceAll(' ', '-')}`,
  name,
  body,
}));
