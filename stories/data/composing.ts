import type {MergeField, Recipient, Sender, Template} from '../../src/state/model.js';
import {contactWith, senderWith} from '../../test/helpers/data.js';

export const desk = senderWith({id: 'desk', label: 'Front desk', isDefault: true});
export const dental = senderWith({id: 'dental', label: 'Dental desk'});
export const businessName = senderWith({
  id: 'business-name',
  kind: 'ALPHANUMERIC',
  label: 'LanternBay',
  canReceiveReplies: false,
});
export const shared = senderWith({id: 'shared', kind: 'SHARED', label: 'Shared number'});
export const personal = senderWith({
  id: 'personal',
  kind: 'PERSONAL',
  label: 'Dr Harlow’s mobile',
  canReceiveReplies: false,
});
export const notReady = senderWith({
  id: 'not-ready',
  kind: 'ALPHANUMERIC',
  label: 'LanternDent',
  canReceiveReplies: false,
  status: 'PENDING',
  statusReason: 'Waiting for the sender ID register to approve this name.',
});

export const senders: readonly Sender[] = [desk, dental, businessName, shared, personal, notReady];

export const mergeFields: readonly MergeField[] = [
  {key: 'first_name', label: 'First name'},
  {key: 'appointment_date', label: 'Appointment date'},
  {key: 'clinic', label: 'Clinic'},
];

export const templates: readonly Template[] = [
  {
    name: 'Appointment reminder',
    body: 'Hi {{first_name|there}}, a reminder of your visit at {{clinic|Harbour Street}}. Reply YES to confirm.',
  },
  {name: 'Running late', body: 'We are about 20 minutes behind today.'},
  {name: 'Thank you', body: 'Thank you, {{first_name|}}! That is very kind.'},
];

export const recipients: readonly Recipient[] = [
  {address: '+61491570160', formattedAddress: '0491 570 160', contact: null, conversation: null},
  {
    address: '+61491570156',
    formattedAddress: '0491 570 156',
    contact: contactWith(),
    conversation: {id: 'conversation-1', state: 'OPEN'},
  },
  {
    address: '+61491570157',
    formattedAddress: '0491 570 157',
    contact: contactWith({id: 'contact-2', displayName: 'Janek Nowak', address: '+61491570157'}),
    conversation: {id: 'conversation-2', state: 'CLOSED'},
  },
  {
    address: '+61491570158',
    formattedAddress: '0491 570 158',
    contact: contactWith({id: 'contact-3', displayName: 'Janet O’Rourke', address: '+61491570158'}),
    conversation: null,
  },
];
