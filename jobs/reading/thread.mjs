// The thread that reads large mail, where it is read from the sources; bundled, it is thread.ts itself.
import { register } from "tsx/esm/api";

register();
await import("./thread.ts");
