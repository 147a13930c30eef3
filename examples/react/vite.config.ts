import react from '@vitejs/plugin-react';
import {defineConfig} from 'vite';

// `npm start` in the root of the repository serves both.
const proxy = {'/graphql': {target: 'http://localhost:8787', ws: true}, '/api': 'http://localhost:8787'};

export default defineConfig({
  plugins: [react()],
  server: {proxy},
  preview: {proxy},
});
