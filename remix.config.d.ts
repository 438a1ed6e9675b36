import type { vitePlugin } from "@remix-run/dev";

declare const remixConfig: NonNullable<Parameters<typeof vitePlugin>[0]>;
export default remixConfig;
