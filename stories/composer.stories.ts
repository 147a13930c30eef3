import type {Meta, StoryObj} from '@storybook/web-components-vite';
import type {SmsChatComposer} from '../src/components/composer/composer.js';
import '../src/define/leaves.js';
import {service} from '../test/helpers/data.js';
import {businessName, mergeFields, notReady, personal, senders, shared, templates} from './data/composing.js';
import {jane, optedOut, stranger} from './data/conversations.js';

const meta: Meta<SmsChatComposer> = {
  title: 'Leaves/Thread/sms-chat-composer',
  component: 'sms-chat-composer',
  parameters: {
    frame: 'composer',
    actions: {
      handles: ['sms-chat-send-request', 'sms-chat-draft-change', 'sms-chat-template-search-request'],
    },
  },
  args: {
    conversation: jane,
    draft: {body: '', senderId: null},
    senders,
    mergeFields,
    service,
    templates,
    templatesStatus: 'ready',
    locale: 'en',
  },
};
export default meta;

type Story = StoryObj<SmsChatComposer>;

export const Default: Story = {};

export const Written: Story = {args: {draft: {body: 'See you at ten then.', senderId: null}}};

/** Below stands what will be sent; the counter counts that. */
export const MergeFields: Story = {
  args: {draft: {body: 'Hi {{first_name}}, we are ready for you.', senderId: null}},
};

export const MergeFieldWithoutValue: Story = {
  args: {draft: {body: 'See you on {{appointment_date}}.', senderId: null}},
};

/** Merge fields have values only where the recipient is a contact. */
export const Stranger: Story = {args: {conversation: stranger}};

/** One character makes a message Unicode; where only typography is lost by it, it can be made plain. */
export const Unicode: Story = {
  args: {draft: {body: 'We’ll see you on Tuesday – bring your card.', senderId: null}},
};

/** Unicode that says something stays. */
export const Emoji: Story = {args: {draft: {body: 'Happy birthday 🎂', senderId: null}}};

export const TooManyParts: Story = {
  args: {draft: {body: 'No rinsing, no straws, no smoking. '.repeat(24), senderId: null}},
};

export const BusinessName: Story = {args: {draft: {body: 'Hello', senderId: businessName.id}}};

export const SharedNumber: Story = {args: {draft: {body: 'Hello', senderId: shared.id}}};

export const PersonalNumber: Story = {args: {draft: {body: 'Hello', senderId: personal.id}}};

export const NoSenderReady: Story = {
  args: {senders: [notReady], draft: {body: 'Hello', senderId: null}},
};

export const OptedOut: Story = {args: {conversation: optedOut, draft: {body: 'Hello', senderId: null}}};

export const Narrow: Story = {
  args: {draft: {body: 'We’ll see you on Tuesday.', senderId: null}},
  parameters: {frame: 'phone-composer'},
};

export const RightToLeft: Story = {
  args: {draft: {body: 'مرحبا، نراك غدا', senderId: null}},
  globals: {direction: 'rtl'},
};
