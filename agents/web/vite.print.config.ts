import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

/** The drawing of diagrams without a browser, as one file that needs Node alone. */
export default defineConfig({
  plugins: [react()],
  define: { "process.env.NODE_ENV": JSON.stringify("production") },
  ssr: { noExternal: true },
  publicDir: false,
  build: {
    ssr: "src/print/main.tsx",
    outDir: "../twin_agents/exchange/print",
    emptyOutDir: true,
    minify: true,
    rollupOptions: { output: { entryFileNames: "diagram.js" } },
  },
});
