import type {Meta, StoryObj} from '@storybook/web-components-vite';
import type {SmsChatThreadHeader} from '../src/components/thread-header/thread-header.js';
import '../src/define/leaves.js';
import {jane, longNames, stranger} from './data/conversations.js';

const meta: Meta<SmsChatThreadHeader> = {
  title: 'Leaves/Thread/sms-chat-thread-header',
  component: 'sms-chat-thread-header',
  parameters: {
    frame: 'bar',
    actions: {handles: ['sms-chat-back-request', 'sms-chat-add-contact-request', 'sms-chat-close-request']},
  },
  args: {conversation: jane, narrow: false, canCreateContact: true, canClose: true},
};
export default meta;

type Story = StoryObj<SmsChatThreadHeader>;

export const Default: Story = {};

/** Only while the recipient is no contact, it can be saved as one. */
export const Stranger: Story = {args: {conversation: stranger}};

export const Narrow: Story = {args: {conversation: stranger, narrow: true}, parameters: {frame: 'phone-bar'}};

export const LongName: Story = {args: {conversation: longNames[0]!}};

export const RightToLeftName: Story = {args: {conversation: longNames[2]!}};

/** The thread is off the list already, and the host cannot save contacts. */
export const NothingToDo: Story = {args: {canCreateContact: false, canClose: false}};
