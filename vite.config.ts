import { vitePlugin as remix } from "@remix-run/dev";
import tailwindcss from "@tailwindcss/vite";
import { defineConfig } from "vite";
import remixConfig from "./remix.config.js";

declare module "@remix-run/node" {
  interface Future {
    v3_singleFetch: true;
  }
}

export default defineConfig({
  plugins: [tailwindcss(), remix(remixConfig)],
  // React goes into the server's bundle, so that it is the production React whatever NODE_ENV says.
  ssr: {
    noExternal: [
      "react",
      "react-dom",
      "react-router",
      "react-router-dom",
      "@remix-run/react",
      // What brings hooks must see that same React.
      /^@dnd-kit\//,
      "react-image-crop",
    ],
  },
  build: { target: "es2022", assetsInlineLimit: 0 },
});
