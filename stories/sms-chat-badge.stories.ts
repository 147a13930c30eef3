import type {Meta, StoryObj} from '@storybook/web-components-vite';
import {html, nothing} from 'lit';
import '../src/define/sms-chat-badge.js';
import '../src/define/sms-chat.js';
import {auth, startHost} from './host/index.js';
import './sms-chat-badge.css';

interface Args {
  /** Whose token `auth` returns. */
  account: keyof typeof auth;
  endpoint: string;
  'ws-endpoint': string;
  credentials: RequestCredentials;
  href: string;
  for: string;
  icon: string;
}

const meta: Meta<Args> = {
  title: 'Elements/sms-chat-badge',
  component: 'sms-chat-badge',
  // Its page is sms-chat-badge.mdx.
  tags: ['!autodocs'],
  loaders: [startHost],
  parameters: {frame: 'badge', actions: {handles: ['sms-chat-unread-changed']}},
  argTypes: {
    account: {
      control: 'select',
      options: Object.keys(auth),
      description: 'Whose token `auth` returns, in these stories.',
    },
    credentials: {control: 'select', options: ['same-origin', 'include', 'omit']},
    icon: {control: 'text'},
  },
  args: {
    account: 'demo',
    endpoint: '/graphql',
    'ws-endpoint': '',
    credentials: 'same-origin',
    href: '#sms-chat',
    for: '',
    icon: '',
  },
  render: renderBadge,
};
export default meta;

type Story = StoryObj<Args>;

export const Default: Story = {};

/** Nothing is unread: the icon alone. */
export const None: Story = {args: {account: 'empty'}};

/** Past 99, the exact number helps nobody. */
export const Many: Story = {args: {account: 'busy'}};

export const Dark: Story = {globals: {colorScheme: 'dark'}};

export const Icon: Story = {args: {icon: '💬'}};

/** Where a host puts it: at the top right of every page, next to the balance. */
export const InHeader: Story = {
  parameters: {frame: 'page'},
  render: (args) => renderHeader(args),
};

/** With the inbox on the same page, the badge brings it into view; both share one connection. */
export const WithInbox: Story = {
  args: {href: '', for: 'inbox'},
  parameters: {frame: 'page'},
  render: (args) =>
    html`${renderHeader(args)}
      <div class="page-inbox">
        <sms-chat
          id="inbox"
          endpoint=${args.endpoint}
          persistence="none"
          .auth=${auth[args.account]}
        ></sms-chat>
      </div>`,
};

function renderHeader(args: Args) {
  return html`<header class="page-header">
    <strong>Lantern Bay Health &amp; Dental</strong>
    <span>Balance: 12,480 message parts</span>
    ${renderBadge(args)}
  </header>`;
}

function renderBadge(args: Args) {
  return html`<sms-chat-badge
    endpoint=${args.endpoint}
    ws-endpoint=${args['ws-endpoint'] || nothing}
    credentials=${args.credentials}
    href=${args.href || nothing}
    for=${args.for || nothing}
    .auth=${auth[args.account]}
  >
    ${args.icon ? html`<span slot="icon">${args.icon}</span>` : nothing}
  </sms-chat-badge>`;
}
