import vue from '@vitejs/plugin-vue';
import {defineConfig} from 'vite';

// `npm start` in the root of the repository serves both. As objects: where only the address is given, Vite asks in its
// name, and the host takes the page for one of another origin.
const target = 'http://localhost:8787';
const proxy = {'/graphql': {target, ws: true}, '/api': {target}};

export default defineConfig({
  plugins: [vue({template: {compilerOptions: {isCustomElement: (tag) => tag.startsWith('sms-chat')}}})],
  server: {proxy},
  preview: {proxy},
});
