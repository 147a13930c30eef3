import type {Meta, StoryObj} from '@storybook/web-components-vite';
import type {SmsChatNewChatDialog} from '../src/components/new-chat-dialog/new-chat-dialog.js';
import '../src/define/leaves.js';
import {ChatError} from '../src/state/api/chat-error.js';
import {recipients} from './data/composing.js';

const meta: Meta<SmsChatNewChatDialog> = {
  title: 'Leaves/List/sms-chat-new-chat-dialog',
  component: 'sms-chat-new-chat-dialog',
  parameters: {
    frame: 'dialog',
    actions: {
      handles: ['sms-chat-recipient-search-request', 'sms-chat-open-request', 'sms-chat-dismiss-request'],
    },
    docs: {story: {inline: false, height: '30rem'}},
  },
  args: {open: true, initialSearch: '', recipients: [], searching: false, error: null, busy: false},
  argTypes: {error: {control: false}},
};
export default meta;

type Story = StoryObj<SmsChatNewChatDialog>;

export const Default: Story = {};

/** A match whose chat is closed carries a button that puts it back on the list. */
export const Matches: Story = {args: {initialSearch: 'jan', recipients: recipients.slice(1)}};

/** The host offers a number that it can send to as the first match. */
export const Number: Story = {args: {initialSearch: '0491 570 160', recipients: recipients.slice(0, 1)}};

export const Searching: Story = {args: {initialSearch: 'jan', searching: true}};

export const NoMatch: Story = {args: {initialSearch: 'zanzibar'}};

/** Refusals are in the host's words, at the field. */
export const InvalidNumber: Story = {
  args: {
    initialSearch: '0491 570',
    error: new ChatError('INVALID_ADDRESS', 'The number is too short.', {refusal: true, field: 'address'}),
  },
};

export const Opening: Story = {
  args: {initialSearch: '0491 570 160', recipients: recipients.slice(0, 1), busy: true},
};
