import react from "@vitejs/plugin-react";
import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const exchange = process.env["TWIN_EXCHANGE"] ?? "http://127.0.0.1:9290";

export default defineConfig({
  plugins: [react()],
  base: "./",
  // @pmndrs/xr brings an emulated headset along, which no page of a plant may offer.
  resolve: {
    alias: [
      {
        find: /^\.\/emulate\.js$/,
        replacement: fileURLToPath(new URL("src/xr/noEmulator.ts", import.meta.url)),
      },
    ],
  },
  build: {
    outDir: "../twin_agents/exchange/static",
    emptyOutDir: true,
    chunkSizeWarningLimit: 1100,
  },
  server: { proxy: { "/v1": { target: exchange, ws: true } } },
  test: {
    include: ["test/**/*.test.{ts,tsx}"],
    environment: "happy-dom",
    css: true,
    testTimeout: 60_000,
  },
});
