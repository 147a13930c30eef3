/// <reference types="vite/client" />
/// <reference types="sms-chat-elements/vue" />
