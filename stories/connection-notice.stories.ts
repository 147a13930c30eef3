import type {Meta, StoryObj} from '@storybook/web-components-vite';
import type {SmsChatConnectionNotice} from '../src/components/connection-notice/connection-notice.js';
import '../src/define/leaves.js';
import {ChatError} from '../src/state/api/chat-error.js';
import type {SystemErrorCode} from '../src/state/api/chat-error.js';
import type {ConnectionState} from '../src/state/model.js';

const meta: Meta<SmsChatConnectionNotice> = {
  title: 'Leaves/Notices/sms-chat-connection-notice',
  component: 'sms-chat-connection-notice',
  parameters: {frame: 'bar', actions: {handles: ['sms-chat-try-now-request']}},
  args: {connection: {status: 'waiting', retryAt: null, error: null}, storage: 'durable', locale: 'en'},
  argTypes: {storage: {control: 'select', options: ['durable', 'memory', 'off']}},
};
export default meta;

type Story = StoryObj<SmsChatConnectionNotice>;

export const Default: Story = {};

/** Says it only after a second: most starts are over by then. */
export const Connecting: Story = {args: {connection: {status: 'connecting', retryAt: null, error: null}}};

export const CatchingUp: Story = {args: {connection: {status: 'replaying', retryAt: null, error: null}}};

/** Nothing needs saying. */
export const Live: Story = {args: {connection: {status: 'live', retryAt: null, error: null}}};

export const Delayed: Story = {args: {connection: {status: 'polling', retryAt: null, error: null}}};

export const Countdown: Story = {
  render: () => {
    const notice = document.createElement('sms-chat-connection-notice');
    notice.connection = {status: 'waiting', retryAt: Date.now() + 30_000, error: null};
    return notice;
  },
};

export const Offline: Story = {args: {connection: {status: 'offline', retryAt: null, error: null}}};

export const SignedOut: Story = {args: {connection: {status: 'signed-out', retryAt: null, error: null}}};

export const Unreachable: Story = {args: {connection: failedWith('NETWORK')}};

export const NotAnEndpoint: Story = {args: {connection: failedWith('NOT_GRAPHQL')}};

export const WrongSchema: Story = {args: {connection: failedWith('UNSUPPORTED_HOST')}};

export const SignInFailed: Story = {args: {connection: failedWith('AUTH_FAILED')}};

export const ServerInTrouble: Story = {args: {connection: failedWith('UNAVAILABLE')}};

export const NothingIsKept: Story = {
  args: {connection: {status: 'live', retryAt: null, error: null}, storage: 'memory'},
};

function failedWith(code: SystemErrorCode): ConnectionState {
  return {status: 'failed', retryAt: null, error: new ChatError(code, code)};
}
