import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { hashOfSources, isBuilt, markBuilt, root } from "./lib/build-state.mjs";

/*
 * Builds what runs: the pages (build/client, build/server) and the processes (build/processes). Started from their
 * sources the processes need three times the memory and as much longer to start. Nothing is built twice.
 */
if (isBuilt()) {
  console.log("Everything is built already.");
} else {
  console.log("Building pages and processes (about a quarter of a minute, once) …");
  const state = hashOfSources();
  run("node_modules/@remix-run/dev/dist/cli.js", ["vite:build", "--logLevel", "warn"]);
  run("node_modules/vite/bin/vite.js", ["build", "--config", "jobs/vite.config.ts", "--logLevel", "warn"]);
  markBuilt(state);
  console.log("Built.");
}

function run(script, args) {
  const env = { ...process.env, NODE_ENV: "production" };
  const command = [join(root, script), ...args];
  const { status, stdout, stderr } = spawnSync(process.execPath, command, {
    cwd: root,
    env,
    encoding: "utf8",
  });
  if (status === 0) return;
  console.error(`This could not be built:\n${stdout}${stderr}`);
  process.exit(1);
}
