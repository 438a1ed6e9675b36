import { log } from "#app/lib/log.ts";

type Stop = () => Promise<void> | void;

/** Whatever happens, the process ends this long after it was asked to. */
const LONGEST = 45_000;

/** What has been started, to be stopped in the opposite order. */
export class Running {
  readonly #stops: { name: string; stop: Stop }[] = [];
  #stopping: Promise<void> | null = null;

  add(name: string, stop: Stop): void {
    this.#stops.push({ name, stop });
  }

  stop(): Promise<void> {
    return (this.#stopping ??= this.#stopAll());
  }

  async #stopAll(): Promise<void> {
    for (const { name, stop } of this.#stops.toReversed()) {
      try {
        await stop();
      } catch (error) {
        log.error(
          { part: name, error: error instanceof Error ? error.name : "unknown" },
          "did not stop cleanly",
        );
      }
    }
  }
}

/** Ctrl-C and SIGTERM stop everything in order; a second Ctrl-C does not wait. */
export function stopOnSignal(running: Running, tell: (words: string) => void): void {
  let asked = false;
  const end = (signal: NodeJS.Signals): void => {
    if (asked) process.exit(130);
    asked = true;
    tell(signal === "SIGINT" ? "Stopping (once more: at once)" : "Stopping");
    setTimeout(() => process.exit(1), LONGEST).unref();
    void running.stop().then(() => process.exit(0));
  };
  process.on("SIGINT", end);
  process.on("SIGTERM", end);
}
