import type {Meta, StoryObj} from '@storybook/web-components-vite';
import type {SmsChatAddContactDialog} from '../src/components/add-contact-dialog/add-contact-dialog.js';
import '../src/define/leaves.js';
import {ChatError} from '../src/state/api/chat-error.js';

const meta: Meta<SmsChatAddContactDialog> = {
  title: 'Leaves/Thread/sms-chat-add-contact-dialog',
  component: 'sms-chat-add-contact-dialog',
  parameters: {
    frame: 'dialog',
    actions: {handles: ['sms-chat-create-contact-request', 'sms-chat-dismiss-request']},
    docs: {story: {inline: false, height: '24rem'}},
  },
  args: {open: true, formattedAddress: '0491 570 156', busy: false, error: null},
  argTypes: {error: {control: false}},
};
export default meta;

type Story = StoryObj<SmsChatAddContactDialog>;

export const Default: Story = {};

export const Saving: Story = {args: {busy: true}};

/** Refusals are in the host's words, at the field that they are about. */
export const Refused: Story = {
  args: {
    error: new ChatError('INVALID_INPUT', 'A name has at most 100 characters.', {
      refusal: true,
      field: 'firstName',
    }),
  },
};

export const Failed: Story = {args: {error: new ChatError('NETWORK', 'fetch failed', {retryable: true})}};
