import type {Meta, StoryObj} from '@storybook/web-components-vite';
import type {SmsChatTemplatePicker} from '../src/components/template-picker/template-picker.js';
import '../src/define/leaves.js';
import {templates} from './data/composing.js';

const meta: Meta<SmsChatTemplatePicker> = {
  title: 'Leaves/Thread/sms-chat-template-picker',
  component: 'sms-chat-template-picker',
  parameters: {
    frame: 'popup',
    actions: {handles: ['sms-chat-template-search-request', 'sms-chat-template-select']},
  },
  args: {templates, status: 'ready'},
};
export default meta;

type Story = StoryObj<SmsChatTemplatePicker>;

export const Default: Story = {};

export const Open: Story = {play: open};

export const Loading: Story = {args: {templates: [], status: 'loading'}, play: open};

export const None: Story = {args: {templates: []}, play: open};

export const Failed: Story = {args: {templates: [], status: 'failed'}, play: open};

function open({canvasElement}: {canvasElement: HTMLElement}) {
  canvasElement.querySelector('sms-chat-template-picker')!.shadowRoot!.querySelector('button')!.click();
}
