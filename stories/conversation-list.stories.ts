import type {Meta, StoryObj} from '@storybook/web-components-vite';
import type {SmsChatConversationList} from '../src/components/conversation-list/conversation-list.js';
import '../src/define/leaves.js';
import {ChatError} from '../src/state/api/chat-error.js';
import {conversations, longNames, manyConversations, misleading} from './data/conversations.js';
import {allOutboxStates, viewerId} from './data/messages.js';

const meta: Meta<SmsChatConversationList> = {
  title: 'Leaves/List/sms-chat-conversation-list',
  component: 'sms-chat-conversation-list',
  parameters: {
    frame: 'list',
    actions: {
      handles: [
        'sms-chat-select-request',
        'sms-chat-load-more-request',
        'sms-chat-reload-request',
        'sms-chat-new-chat-request',
        'sms-chat-search-request',
        'sms-chat-filter-request',
      ],
    },
  },
  args: {
    conversations,
    selectedId: null,
    status: 'ready',
    error: null,
    hasMore: false,
    more: 'idle',
    search: '',
    filtered: false,
    drafts: new Map(),
    outbox: new Map(),
    viewerId,
    locale: 'en',
    canStart: true,
  },
  argTypes: {drafts: {control: false}, outbox: {control: false}, error: {control: false}},
};
export default meta;

type Story = StoryObj<SmsChatConversationList>;

export const Default: Story = {args: {selectedId: 'mei'}};

/** What is being written, and what is not confirmed, stands in place of the last message. */
export const DraftsAndUnsent: Story = {
  args: {
    drafts: new Map([['sven', {body: 'I will ask and come back to', senderId: null}]]),
    outbox: new Map([['ida', allOutboxStates.slice(2, 3)]]),
  },
};

export const Loading: Story = {args: {conversations: [], status: 'loading'}};

export const Empty: Story = {args: {conversations: []}};

/** Says so, and offers to start a chat with what was searched for. */
export const NoMatch: Story = {args: {conversations: [], search: 'zanzibar'}};

export const NoneWithThisNumber: Story = {args: {conversations: [], filtered: true}};

export const Failed: Story = {
  args: {conversations: [], status: 'failed', error: new ChatError('UNAVAILABLE', 'Service unavailable')},
};

export const LongNames: Story = {args: {conversations: longNames}};

/** Text from outside stays text. */
export const Misleading: Story = {args: {conversations: misleading}};

export const RightToLeft: Story = {globals: {direction: 'rtl'}};

/** Rows are there only while they are near to what is seen. */
export const Many: Story = {args: {conversations: manyConversations, hasMore: true}};

export const LoadingMore: Story = {
  args: {conversations: manyConversations.slice(0, 12), hasMore: true, more: 'loading'},
  play: scrollToEnd,
};

export const MoreFailed: Story = {
  args: {conversations: manyConversations.slice(0, 12), hasMore: true, more: 'failed'},
  play: scrollToEnd,
};

function scrollToEnd({canvasElement}: {canvasElement: HTMLElement}) {
  const list = canvasElement.querySelector('sms-chat-conversation-list')!;
  const scroller = list.shadowRoot!.querySelector('.scroller')!;
  scroller.scrollTop = scroller.scrollHeight;
}
