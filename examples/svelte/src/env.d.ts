import type {CustomElements} from 'sms-chat-elements/jsx';

declare module 'svelte/elements' {
  interface SvelteHTMLElements extends CustomElements {}
}
