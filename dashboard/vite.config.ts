import { defineConfig } from 'vitest/config';

// One page, hashed assets, nothing inlined: the server's policy is `default-src 'self'`.
export default defineConfig({
  esbuild: { jsx: 'automatic', jsxImportSource: 'preact' },
  build: {
    target: 'es2022',
    assetsInlineLimit: 0,
    modulePreload: false,
    chunkSizeWarningLimit: 300,
  },
  // `npx vite` beside a running `threeam serve`: pages from source, rounds from the server.
  server: { proxy: { '/api': { target: 'http://127.0.0.1:8080', ws: true } } },
  test: { include: ['src/**/*.test.{ts,tsx}'], environment: 'node' },
});
