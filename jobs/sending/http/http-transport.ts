import { Agent, request as requestPlain, type RequestOptions } from "node:http";
import { Agent as TlsAgent, request as requestTls } from "node:https";
import type { WayLimits } from "#app/lib/ways-out.ts";
import type { SendResult } from "#jobs/sending/outcome.ts";
import type { Outgoing, Transport } from "#jobs/transport.ts";

/** What is asked of a provider for one letter. */
export interface ProviderRequest {
  url: string;
  headers: Record<string, string>;
  body: Buffer | string;
}

/** What it answered. `told` is its JSON, or null when it wrote none. */
export interface ProviderAnswer {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  told: Record<string, unknown> | null;
  text: string;
}

export interface Provider {
  ask(letter: Outgoing): Promise<ProviderRequest> | ProviderRequest;
  /** Only of answers in its own words; what HTTP says by itself is judged here. */
  judge(answer: ProviderAnswer): SendResult;
}

export interface HttpTransportOptions {
  patience?: { end?: number };
}

const PATIENCE_MS = 60_000;
const LONGEST_ANSWER = 64 * 1024;

/** Letters by HTTP: the same outcomes as by SMTP, and as many under way as there are connections. */
export function makeHttpTransport(
  { connections }: Pick<WayLimits, "connections">,
  provider: Provider,
  { patience }: HttpTransportOptions,
): Transport {
  const agents = { http: new Agent({ keepAlive: true }), https: new TlsAgent({ keepAlive: true }) };
  const stopping = new AbortController();
  const waiting: (() => void)[] = [];
  let under = 0;

  /** One of the connections is ours when this resolves, or the sender stops. */
  const turn = (): Promise<void> => {
    if (under >= connections) return new Promise((resolve) => waiting.push(resolve));
    under += 1;
    return Promise.resolve();
  };
  const handOn = () => {
    const next = waiting.shift();
    if (next) next();
    else under -= 1;
  };
  return {
    connections,
    async send(letter) {
      await turn();
      if (stopping.signal.aborted) return unsent;
      try {
        const answer = await post(await provider.ask(letter), {
          agents,
          signal: stopping.signal,
          patience: patience?.end ?? PATIENCE_MS,
        });
        return "outcome" in answer ? answer : (judgeStatus(answer) ?? provider.judge(answer));
      } finally {
        handOn();
      }
    },
    close() {
      stopping.abort();
      for (const go of waiting.splice(0)) go();
      agents.http.destroy();
      agents.https.destroy();
    },
  };
}

const unsent: SendResult = { outcome: "unsent", response: "the sender stops" };

/** Too many requests, a wrong key, a server in trouble: about no letter, whoever the provider is. */
function judgeStatus({ status, text }: ProviderAnswer): SendResult | null {
  const isAboutUs = status === 401 || status === 402 || status === 403 || status === 404 || status === 429;
  const response = `${status} ${text}`.slice(0, 500);
  return isAboutUs || status >= 500 || status < 200 || (status >= 300 && status < 400)
    ? { outcome: "away", response }
    : null;
}

interface Line {
  agents: { http: Agent; https: TlsAgent };
  signal: AbortSignal;
  patience: number;
}

/** Once the whole letter has gone over, a lost answer leaves it in doubt; before that, nothing was sent. */
function post({ url, headers, body }: ProviderRequest, line: Line): Promise<ProviderAnswer | SendResult> {
  const bytes = typeof body === "string" ? Buffer.from(body) : body;
  const isTls = url.startsWith("https:");
  const options: RequestOptions = {
    method: "POST",
    headers: { ...headers, "Content-Length": String(bytes.length) },
    agent: isTls ? line.agents.https : line.agents.http,
  };

  return new Promise((resolve) => {
    let hasBegun = false;
    const request = (isTls ? requestTls : requestPlain)(url, options);
    const timer = setTimeout(() => request.destroy(new Error("no answer in time")), line.patience);
    const stop = () => request.destroy(new Error("the sender stops"));
    line.signal.addEventListener("abort", stop, { once: true });
    const end = (result: ProviderAnswer | SendResult) => {
      clearTimeout(timer);
      line.signal.removeEventListener("abort", stop);
      resolve(result);
    };
    const lost = (error: Error) => {
      const outcome = hasBegun ? "uncertain" : line.signal.aborted ? "unsent" : "away";
      end({ outcome, response: error.message.slice(0, 500) });
    };

    // Headers and letter go out together once there is a connection.
    request.on("socket", (socket) => {
      const begin = () => (hasBegun = true);
      if (socket.connecting) socket.once(isTls ? "secureConnect" : "connect", begin);
      else begin();
    });
    request.on("error", lost);
    request.on("response", (answer) => {
      const chunks: Buffer[] = [];
      let octets = 0;
      answer.on("data", (chunk: Buffer) => {
        octets += chunk.length;
        if (octets <= LONGEST_ANSWER) chunks.push(chunk);
      });
      answer.on("error", lost);
      answer.on("aborted", () => lost(new Error("the answer was cut off")));
      answer.on("end", () => {
        const text = Buffer.concat(chunks).toString("utf8");
        end({ status: answer.statusCode ?? 0, headers: answer.headers, text, told: asObject(text) });
      });
    });
    request.end(bytes);
  });
}

function asObject(text: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : null;
  } catch {
    return null;
  }
}

/** What a provider says about one letter, short enough to be kept. */
export function wordsOf({ status, told, text }: ProviderAnswer): string {
  const message = told?.["message"] ?? told?.["Message"];
  return `${status} ${typeof message === "string" ? message : text}`.slice(0, 500);
}

export function accepted(answer: ProviderAnswer, id: unknown): SendResult {
  return { outcome: "accepted", response: `${answer.status} ${typeof id === "string" ? id : "taken"}` };
}
