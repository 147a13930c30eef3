import type {Meta, StoryObj} from '@storybook/web-components-vite';
import type {SmsChatMenu} from '../src/components/menu/menu.js';
import '../src/define/leaves.js';

const meta: Meta<SmsChatMenu> = {
  title: 'Leaves/Shared/sms-chat-menu',
  component: 'sms-chat-menu',
  parameters: {frame: 'popup', actions: {handles: ['sms-chat-menu-select']}},
  args: {
    label: 'More options',
    labelled: false,
    align: 'start',
    side: 'below',
    items: [
      {kind: 'action', id: 'read', label: 'Mark all as read'},
      {
        kind: 'group',
        label: 'Filter messages to Virtual Number',
        items: [
          {kind: 'radio', id: 'all', label: 'All numbers', checked: true},
          {kind: 'radio', id: 'desk', label: 'Front desk', checked: false},
          {kind: 'radio', id: 'dental', label: 'Dental desk', checked: false},
        ],
      },
    ],
  },
  argTypes: {
    align: {control: 'radio', options: ['start', 'end']},
    side: {control: 'radio', options: ['below', 'above']},
    icon: {control: false},
  },
};
export default meta;

type Story = StoryObj<SmsChatMenu>;

export const Default: Story = {};

export const Open: Story = {play: open};

export const Labelled: Story = {args: {label: 'Merge fields', labelled: true}};

/** A second, quieter line says more. */
export const WithHints: Story = {
  args: {
    label: 'Merge fields',
    labelled: true,
    items: [
      {kind: 'action', id: 'first_name', label: 'First name', hint: 'Mia'},
      {kind: 'action', id: 'clinic', label: 'Clinic', hint: 'No value for this contact'},
    ],
  },
  play: open,
};

function open({canvasElement}: {canvasElement: HTMLElement}) {
  canvasElement.querySelector('sms-chat-menu')!.shadowRoot!.querySelector('button')!.click();
}
