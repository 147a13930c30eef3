import type {Meta, StoryObj} from '@storybook/web-components-vite';
import {html} from 'lit';
import '../src/define/sms-chat.js';
import '../src/define/sms-chat-badge.js';
import compact from '../themes/compact.css?raw';
import material from '../themes/material.css?raw';
import warm from '../themes/warm.css?raw';
import {auth, startHost} from './host/index.js';

interface Args {
  /** The style sheet of the page. */
  css: string;
}

/** The style sheets of `themes/`, as they are. */
const meta: Meta<Args> = {
  title: 'Themes',
  loaders: [startHost],
  parameters: {frame: 'inbox', controls: {disable: true}},
  render: ({css}, {loaded}) => {
    const {conversationId} = loaded as Awaited<ReturnType<typeof startHost>>;
    // eslint-disable-next-line lit/prefer-static-styles -- of the page, and not of an element
    return html`<style>
        ${css}
      </style>
      <sms-chat
        endpoint="/graphql"
        persistence="none"
        conversation-id=${conversationId}
        .auth=${auth.demo}
      ></sms-chat>`;
  },
};
export default meta;

type Story = StoryObj<Args>;

export const Material: Story = {args: {css: material}};

export const MaterialDark: Story = {args: {css: material}, globals: {colorScheme: 'dark'}};

export const Compact: Story = {args: {css: compact}};

export const CompactDark: Story = {args: {css: compact}, globals: {colorScheme: 'dark'}};

export const Warm: Story = {args: {css: warm}};

export const WarmDark: Story = {args: {css: warm}, globals: {colorScheme: 'dark'}};
