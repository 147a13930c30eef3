import type {Meta, StoryObj} from '@storybook/web-components-vite';
import type {SmsChatMessageList} from '../src/components/message-list/message-list.js';
import '../src/define/leaves.js';
import {ChatError} from '../src/state/api/chat-error.js';
import {
  allDeliveryStates,
  allOutboxStates,
  longTexts,
  manyMessages,
  manyScripts,
  talk,
  threadOf,
  viewerId,
} from './data/messages.js';

const meta: Meta<SmsChatMessageList> = {
  title: 'Leaves/Thread/sms-chat-message-list',
  component: 'sms-chat-message-list',
  parameters: {
    frame: 'thread',
    actions: {
      handles: [
        'sms-chat-load-older-request',
        'sms-chat-load-newer-request',
        'sms-chat-jump-request',
        'sms-chat-reload-thread-request',
        'sms-chat-seen-request',
        'sms-chat-retry-request',
        'sms-chat-edit-request',
        'sms-chat-discard-request',
        'sms-chat-resend-request',
      ],
    },
  },
  args: {
    thread: threadOf(talk),
    outbox: [],
    retried: new Set<string>(),
    viewerId,
    locale: 'en',
    recipientName: 'Jane Citizen',
  },
  argTypes: {retried: {control: false}, outbox: {control: false}},
};
export default meta;

type Story = StoryObj<SmsChatMessageList>;

export const Default: Story = {};

export const Loading: Story = {args: {thread: threadOf([], {status: 'loading'})}};

export const Empty: Story = {args: {thread: threadOf([])}};

export const Failed: Story = {
  args: {
    thread: threadOf([], {
      status: 'failed',
      error: new ChatError('NETWORK', 'fetch failed', {retryable: true}),
    }),
  },
};

export const DeliveryStates: Story = {args: {thread: threadOf(allDeliveryStates)}};

/** What the host has not confirmed stands at the end, and nothing of it looks sent. */
export const OutboxStates: Story = {args: {outbox: allOutboxStates}};

/** A thread opens at the first message that is unread. */
export const Unread: Story = {args: {thread: threadOf(talk, {openedAtReadPosition: 2})}};

export const LongTexts: Story = {args: {thread: threadOf(longTexts)}};

export const ManyScripts: Story = {args: {thread: threadOf(manyScripts)}};

/** Rows are there only while they are near to what is seen. */
export const Many: Story = {args: {thread: threadOf(manyMessages, {hasOlder: true})}};

export const OlderFailed: Story = {
  args: {thread: threadOf(talk, {hasOlder: true, older: 'failed'})},
  play: ({canvasElement}) => {
    canvasElement.querySelector('sms-chat-message-list')!.shadowRoot!.querySelector('.log')!.scrollTop = 0;
  },
};

/** A link led to this message. */
export const Target: Story = {args: {thread: threadOf(manyMessages, {target: {position: 500}})}};

export const RightToLeft: Story = {globals: {direction: 'rtl'}};
