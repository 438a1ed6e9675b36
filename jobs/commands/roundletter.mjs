#!/usr/bin/env node
// The command line is TypeScript: bundled when what is built is what the sources say, else read from the sources.
import { isBuilt } from "../../app/lib/build-state.mjs";

if (isBuilt()) {
  await import("../../build/processes/commands.js");
} else {
  const { register } = await import("tsx/esm/api");
  register();
  await import("./index.ts");
}
