import type {Meta, StoryObj} from '@storybook/web-components-vite';
import {html, nothing} from 'lit';
import '../src/define/sms-chat.js';
import type {SmsChat} from '../src/components/sms-chat/sms-chat.js';
import {accountNames} from './host/accounts.js';
import {auth, startHost, unsteadyNetwork} from './host/index.js';
import './sms-chat.css';

const meta: Meta = {
  title: 'Elements/sms-chat',
  component: 'sms-chat',
  loaders: [startHost],
  render: () => html`<div class="inbox"><sms-chat endpoint="/graphql" .auth=${auth.demo}></sms-chat></div>`,
};
export default meta;
export const Default: StoryObj = {};
