import vue from '@vitejs/plugin-vue';
import {defineConfig} from 'vite';

// `npm start` in the root of the repository serves both.
const proxy = {'/graphql': {target: 'http://localhost:8787', ws: true}, '/api': 'http://localhost:8787'};

export default defineConfig({
  plugins: [vue({template: {compilerOptions: {isCustomElement: (tag) => tag.startsWith('sms-chat')}}})],
  server: {proxy},
  preview: {proxy},
});
