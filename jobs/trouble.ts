import { log } from "#app/lib/log.ts";
import { OperatorError } from "#app/lib/operator-error.ts";

/** What stopped us, for the operator: what can be mended in words and with what to do, anything else with its stack. */
export function tellTrouble(
  error: unknown,
  write: (text: string) => void = (text) => process.stderr.write(text),
): void {
  const mendable = asOperatorError(error);
  if (mendable) write(`\n${mendable.words}\n`);
  else
    write(
      `\nThis should not happen: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
    );
  log.debug({ error: error instanceof Error ? error.name : "unknown" }, "stopped by an error");
}

/** Errors of the system that an operator meets, in words. */
const known: Record<string, (error: NodeJS.ErrnoException) => OperatorError> = {
  EADDRINUSE: (error) =>
    new OperatorError(`Port ${portOf(error)} is taken by another program.`, [
      "Stop that program (is Roundletter running already?), or choose another port with PORT or INBOUND_SMTP_PORT.",
    ]),
  EACCES: (error) =>
    new OperatorError(`This account may not use ${error.path ?? `port ${portOf(error)}`}.`, [
      "Choose a port above 1023 with PORT or INBOUND_SMTP_PORT, or a folder of its own with DATA_DIR.",
    ]),
  ENOSPC: () =>
    new OperatorError("The disk is full.", ["Make room, then start again: nothing was half written."]),
  EROFS: (error) =>
    new OperatorError(`${error.path ?? "The data folder"} cannot be written.`, [
      "Choose another folder with DATA_DIR.",
    ]),
  ERR_MODULE_NOT_FOUND: (error) =>
    error.message.includes("build/server")
      ? new OperatorError("The pages have not been built yet.", ["Run: npm run build"])
      : new OperatorError(`A package is missing: ${error.message.split("\n", 1)[0] ?? ""}`, ["Run: npm ci"]),
};

function asOperatorError(error: unknown): OperatorError | null {
  if (error instanceof OperatorError) return error;
  if (!(error instanceof Error)) return null;
  return known[(error as NodeJS.ErrnoException).code ?? ""]?.(error) ?? null;
}

function portOf(error: NodeJS.ErrnoException): string {
  const { port } = error as { port?: number };
  return port === undefined ? "" : String(port);
}
