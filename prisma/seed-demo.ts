import { disconnect } from "#app/db/client.ts";
import { seedDemo } from "./seed.ts";

/** The demo community, made in a process of its own: printing its pictures takes memory that the house need not keep. */
await seedDemo((words) => {
  console.log(words);
});
await disconnect();
process.exit(0);
