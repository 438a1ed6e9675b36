/** Something only the operator can mend: told in words and with what to do, never with a stack. */
export class OperatorError extends Error {
  readonly remedies: readonly string[];

  constructor(what: string, remedies: readonly string[] = [], options?: ErrorOptions) {
    super(what, options);
    this.name = "OperatorError";
    this.remedies = remedies;
  }

  /** The message as the terminal shows it. */
  get words(): string {
    return [this.message, ...this.remedies.map((remedy) => `  - ${remedy}`)].join("\n");
  }
}
