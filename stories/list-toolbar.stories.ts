import type {Meta, StoryObj} from '@storybook/web-components-vite';
import type {SmsChatListToolbar} from '../src/components/list-toolbar/list-toolbar.js';
import '../src/define/leaves.js';
import {dental, desk} from './data/composing.js';

const meta: Meta<SmsChatListToolbar> = {
  title: 'Leaves/List/sms-chat-list-toolbar',
  component: 'sms-chat-list-toolbar',
  parameters: {
    frame: 'list-bar',
    actions: {
      handles: [
        'sms-chat-search-request',
        'sms-chat-new-chat-request',
        'sms-chat-mark-all-read-request',
        'sms-chat-filter-request',
      ],
    },
  },
  args: {search: '', searching: false, senders: [desk, dental], senderId: null, canStart: true},
};
export default meta;

type Story = StoryObj<SmsChatListToolbar>;

export const Default: Story = {};

export const Searching: Story = {args: {search: 'jane', searching: true}};

export const Searched: Story = {args: {search: '0491 570'}};

/** The filter that is on shows below, and can be taken off there. */
export const Filtered: Story = {args: {senderId: dental.id}};

/** With one number there is nothing to filter by; a host without START_CONVERSATION has no New. */
export const Sparse: Story = {args: {senders: [desk], canStart: false}};
