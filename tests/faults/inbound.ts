import { inboundAbuse, isBorne } from "./inbound-abuse.ts";
import { inboundKills } from "./inbound-kills.ts";

/** Everything that can happen to mail that comes in, each with its figures and its pass line. True: all of them hold. */
export async function inboundFaults({
  databaseUrl,
  rounds,
  size,
}: {
  databaseUrl: string;
  rounds: number;
  /** 1: the long form. */
  size: number;
}): Promise<boolean> {
  const tell = (words: string): void => console.log(words);
  tell(
    `\nMail in: the door and its reader killed ${String(rounds)} times (lost 0, twice 0, unacknowledged not 0)`,
  );
  const kills = await inboundKills({ databaseUrl, rounds, tell });
  console.table(kills);

  tell(
    "\nMail in: abuse (stall below 50 ms, p99 at most twice, memory at most 64 MB more, nobody turned away)",
  );
  const abuses = await inboundAbuse({
    databaseUrl,
    size,
    tell: ({ abuse, met }) => tell(`  ${abuse}: ${met}`),
  });
  console.table(abuses.map((report) => ({ ...report, pass: isBorne(report) })));
  return kills.lost === 0 && kills.twice === 0 && kills.unacknowledged > 0 && abuses.every(isBorne);
}
