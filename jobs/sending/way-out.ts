import { config } from "#app/lib/config.ts";
import { parseWaysOut, type WayLimits } from "#app/lib/ways-out.ts";
import { Breaker } from "#jobs/sending/breaker.ts";
import { openMailroom } from "#jobs/mailroom.ts";
import { openWay, type Transport } from "#jobs/transport.ts";

/** A way out that is open: its connections, its limits, and whether it can be trusted just now. */
export interface OpenWay {
  name: string;
  limits: WayLimits;
  transport: Transport;
  breaker: Breaker;
}

let open: Promise<OpenWay[]> | null = null;

/** The servers of `SMTP_URL`, the main one first, or the mailroom while there is none. Made when first needed. */
export function openWays(): Promise<OpenWay[]> {
  return (open ??= openConfigured());
}

/** The first that lets letters through; null while all are away. One whose pause is over gets a trial before others. */
export function passableWay(ways: readonly OpenWay[]): OpenWay | null {
  return ways.find(({ breaker }) => breaker.state !== "open") ?? null;
}

/** Other ways out from now on; null: the configured ones again. */
export async function sendThrough(next: Transport | readonly OpenWay[] | null): Promise<void> {
  const before = open;
  open = next && Promise.resolve("send" in next ? [asWay(next)] : [...next]);
  for (const { transport } of (await before?.catch(() => null)) ?? []) transport.close();
}

export function asWay(
  transport: Transport,
  { name = "test", ...limits }: { name?: string } & Partial<WayLimits> = {},
): OpenWay {
  const none = {
    perSecond: null,
    perHour: null,
    perDay: null,
    perDomainConnections: null,
    perDomainPerMinute: null,
    warmup: null,
  };
  return {
    name,
    limits: { ...none, connections: transport.connections, ...limits },
    transport,
    breaker: new Breaker(),
  };
}

async function openConfigured(): Promise<OpenWay[]> {
  const { smtpUrl, waysOut } = config();
  const ways = smtpUrl === null ? parseWaysOut((await openMailroom()).url).ways : waysOut;
  return ways.map((way) => ({
    name: way.name,
    limits: way.limits,
    transport: openWay(way),
    breaker: new Breaker(),
  }));
}
