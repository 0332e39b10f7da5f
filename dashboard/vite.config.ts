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
  test: { include: ['src/**/*.test.{ts,tsx}'], environment: 'node' },
});
