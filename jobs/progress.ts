/** What the terminal shows: a line for each step, with how long it took. */
export interface Progress {
  step: <Result>(words: string, work: (say: (words: string) => void) => Promise<Result>) => Promise<Result>;
  line: (words?: string) => void;
}

export function terminalProgress(
  write: (text: string) => void = (text) => process.stdout.write(text),
): Progress {
  return {
    async step(words, work) {
      const began = performance.now();
      write(`  … ${words}\n`);
      const result = await work((more) => write(`      ${more}\n`));
      const took = (performance.now() - began) / 1_000;
      write(`  ✓ ${words} (${took.toFixed(1)} s)\n`);
      return result;
    },
    line: (words = "") => write(`${words}\n`),
  };
}
