/** For a program (`--json`: one line) or for a person. */
export interface Told {
  json: unknown;
  words: string;
}

export interface ReportOptions {
  json?: boolean;
}

export function report({ json = false }: ReportOptions, told: Told): void {
  process.stdout.write(json ? `${JSON.stringify(told.json)}\n` : `${told.words}\n`);
}
