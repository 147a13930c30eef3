import type {Meta, StoryObj} from '@storybook/web-components-vite';
import type {SmsChatToast} from '../src/components/toast/toast.js';
import '../src/define/leaves.js';

const meta: Meta<SmsChatToast> = {
  title: 'Leaves/Notices/sms-chat-toast',
  component: 'sms-chat-toast',
  parameters: {
    frame: 'toast',
    actions: {handles: ['sms-chat-toast-action', 'sms-chat-dismiss-toast-request']},
  },
  args: {text: 'Chat closed.', actionLabel: 'Undo'},
};
export default meta;

type Story = StoryObj<SmsChatToast>;

export const Default: Story = {};

export const WithoutAction: Story = {args: {text: 'The server cannot be reached.', actionLabel: ''}};

export const LongText: Story = {
  args: {
    text: 'This message was not sent, because the account has no message parts left. Ask whoever manages it.',
  },
};
