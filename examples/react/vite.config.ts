import react from '@vitejs/plugin-react';
import {defineConfig} from 'vite';

// `npm start` in the root of the repository serves both. As objects: where only the address is given, Vite asks in its
// name, and the host takes the page for one of another origin.
const target = 'http://localhost:8787';
const proxy = {'/graphql': {target, ws: true}, '/api': {target}};

export default defineConfig({
  plugins: [react()],
  server: {proxy},
  preview: {proxy},
});
