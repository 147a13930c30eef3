import type {Meta, StoryObj} from '@storybook/web-components-vite';
import {html, nothing} from 'lit';
import {ifDefined} from 'lit/directives/if-defined.js';
import type {Persistence} from '../src/state/browser-storage.js';
import type {ConnectionStatus} from '../src/state/model.js';
import '../src/define/sms-chat.js';
import {auth, startHost, unsteadyNetwork} from './host/index.js';

interface Args {
  /** Whose token `auth` returns. */
  account: keyof typeof auth;
  endpoint: string;
  'ws-endpoint': string;
  credentials: RequestCredentials;
  'conversation-id': string;
  'message-position': number | null;
  persistence: Persistence;
  notifications: boolean;
  sounds: boolean;
  'title-count': boolean;
  shortcuts: boolean;
  emoji: boolean;
  copying: boolean;
  empty: string;
  'header-actions': string;
  'composer-actions': string;
  /** Whether the unsteady network of a story works, once the inbox is live. */
  isConnected: boolean;
}

const meta: Meta<Args> = {
  title: 'Elements/sms-chat',
  component: 'sms-chat',
  // Its page is sms-chat.mdx.
  tags: ['!autodocs'],
  loaders: [startHost],
  parameters: {
    frame: 'inbox',
    actions: {
      handles: [
        'sms-chat-unread-changed',
        'sms-chat-conversation-changed',
        'sms-chat-message-sent',
        'sms-chat-message-received',
        'sms-chat-before-send',
        'sms-chat-status-changed',
        'sms-chat-signed-out',
        'sms-chat-error',
      ],
    },
  },
  argTypes: {
    account: {
      control: 'select',
      options: Object.keys(auth),
      description: 'Whose token `auth` returns, in these stories.',
    },
    credentials: {control: 'select', options: ['same-origin', 'include', 'omit']},
    persistence: {control: 'select', options: ['full', 'drafts', 'none']},
    'message-position': {control: 'number'},
    empty: {control: 'text'},
    'header-actions': {control: 'text'},
    'composer-actions': {control: 'text'},
    isConnected: {table: {disable: true}},
  },
  args: {
    account: 'demo',
    endpoint: '/graphql',
    'ws-endpoint': '',
    credentials: 'same-origin',
    'conversation-id': '',
    'message-position': null,
    // The host in the page forgets all with the page, and so must the browser.
    persistence: 'none',
    notifications: false,
    sounds: false,
    'title-count': false,
    shortcuts: false,
    emoji: false,
    copying: false,
    empty: '',
    'header-actions': '',
    'composer-actions': '',
  },
  render: (args, {loaded}) => renderInbox(args, loaded as Loaded),
};
export default meta;

type Story = StoryObj<Args>;
type Loaded = Awaited<ReturnType<typeof startHost>>;

/** Answer somebody: the message is delivered as one looks. */
export const Default: Story = {};

/** One pane at a time, by the width of the element and not of the window. */
export const Narrow: Story = {
  parameters: {frame: 'phone'},
  render: (args) => renderInbox(args),
};

export const Dark: Story = {globals: {colorScheme: 'dark'}};

export const RightToLeft: Story = {globals: {direction: 'rtl'}};

/** Nobody has written yet. */
export const EmptyAccount: Story = {args: {account: 'empty'}, render: (args) => renderInbox(args)};

/** What a page puts in place of ours. */
export const Slots: Story = {
  args: {'header-actions': 'Open the record', 'composer-actions': 'Ask a colleague'},
};

/** All that a page can switch on: emoji, copies, `?` for the shortcuts, and what is under More options. */
export const SwitchedOn: Story = {
  args: {notifications: true, sounds: true, 'title-count': true, shortcuts: true, emoji: true, copying: true},
};

/** The host refuses the token. Pick another account to sign in. */
export const SignedOut: Story = {
  args: {account: 'nobody'},
  render: (args) => renderInbox(args),
};

/** Nothing answers at the endpoint. */
export const Unreachable: Story = {
  args: {endpoint: '/unreachable/graphql'},
  render: (args) => renderInbox(args),
};

/** The connection is lost as soon as it is live. What is sent now waits, and goes out once `isConnected` is set. */
export const Reconnecting: Story = {
  args: {endpoint: '/unsteady/graphql', isConnected: false},
  argTypes: {isConnected: {control: 'boolean', table: {disable: false}}},
  loaders: [() => unsteadyNetwork.restore()],
  render: (args, {loaded}) => {
    if (args.isConnected) unsteadyNetwork.restore();
    const follow = ({detail}: CustomEvent<{status: ConnectionStatus}>) => {
      if (detail.status === 'live' && !args.isConnected) unsteadyNetwork.cut();
    };
    return html`<div class="whole" @sms-chat-status-changed=${follow}>
      ${renderInbox(args, loaded as Loaded)}
    </div>`;
  },
};

function renderInbox(args: Args, loaded?: Loaded) {
  const conversationId = args['conversation-id'] || loaded?.conversationId;
  return html`<sms-chat
    endpoint=${args.endpoint}
    ws-endpoint=${args['ws-endpoint'] || nothing}
    credentials=${args.credentials}
    conversation-id=${ifDefined(conversationId)}
    message-position=${args['message-position'] ?? nothing}
    persistence=${args.persistence}
    ?notifications=${args.notifications}
    ?sounds=${args.sounds}
    ?title-count=${args['title-count']}
    ?shortcuts=${args.shortcuts}
    ?emoji=${args.emoji}
    ?copying=${args.copying}
    .auth=${auth[args.account]}
  >
    ${args.empty ? html`<p slot="empty">${args.empty}</p>` : nothing}
    ${
      args['header-actions']
        ? html`<button slot="header-actions" type="button">${args['header-actions']}</button>`
        : nothing
    }
    ${
      args['composer-actions']
        ? html`<button slot="composer-actions" type="button">${args['composer-actions']}</button>`
        : nothing
    }
  </sms-chat>`;
}
