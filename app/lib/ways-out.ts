/**
 * `SMTP_URL`: the ways on which letters leave the house, separated by white space. The first is the main one, the
 * others stand in while it is away.
 */
export type WayOut = SmtpWay | SesWay | PostmarkWay | MailgunWay;

export type WayLimits = Record<Limit, number | null> & {
  /** Letters under way at once. */
  connections: number;
  /** The first day of a new sender: how much it may send grows by the plan from there. */
  warmup: string | null;
};

interface Way {
  /** By which limits are counted and logs speak of it: no credentials in it. */
  name: string;
  limits: WayLimits;
}

export interface SmtpWay extends Way {
  kind: "smtp";
  host: string;
  port: number;
  /** `smtps`: encrypted from the first byte (RFC 8314). */
  implicitTls: boolean;
  /** required: with a certificate that is valid for the host. opportunistic: whatever the server can (RFC 7435). */
  tls: TlsPolicy;
  credentials: { name: string; secret: string } | null;
  /** null: the best that the server offers. */
  auth: AuthMethod | null;
  /** Where a refresh token (the password) is exchanged for the token that signs in, for OAuth 2. */
  tokenUrl: string | null;
  client: { id: string; secret: string } | null;
  /** nodemailer instead of our own client. */
  engine: "own" | "nodemailer";
}

export interface SesWay extends Way {
  kind: "ses";
  key: string;
  secret: string;
  region: string;
  endpoint: string;
}

export interface PostmarkWay extends Way {
  kind: "postmark";
  token: string;
  stream: string | null;
  endpoint: string;
}

export interface MailgunWay extends Way {
  kind: "mailgun";
  key: string;
  domain: string;
  endpoint: string;
}

export type TlsPolicy = "required" | "opportunistic" | "off";
export type AuthMethod = "plain" | "login" | "xoauth2" | "oauthbearer";
type Limit = (typeof counted)[number];

const counted = ["perSecond", "perHour", "perDay", "perDomainConnections", "perDomainPerMinute"] as const;
const tlsPolicies: readonly TlsPolicy[] = ["required", "opportunistic", "off"];
const authMethods: readonly AuthMethod[] = ["plain", "login", "xoauth2", "oauthbearer"];

const common = ["connections", "warmup", ...counted];
/** Which options each scheme knows: another one is a slip of the pen, and is told. */
const options: Record<string, readonly string[]> = {
  smtp: [...common, "tls", "auth", "tokenUrl", "clientId", "clientSecret", "engine"],
  smtps: [...common, "tls", "auth", "tokenUrl", "clientId", "clientSecret", "engine"],
  ses: [...common, "endpoint"],
  postmark: [...common, "endpoint", "stream"],
  mailgun: [...common, "endpoint", "region"],
};

const DEFAULT_CONNECTIONS = 10;

/** All ways and all that is wrong with them, in words that name no password. */
export function parseWaysOut(text: string): { ways: WayOut[]; mistakes: string[] } {
  const read = text
    .split(/\s+/)
    .filter(Boolean)
    .map((written, at) => readWay(written, at + 1));
  return { ways: read.flatMap(({ way }) => way ?? []), mistakes: read.flatMap(({ mistakes }) => mistakes) };
}

function readWay(written: string, place: number): { way: WayOut | null; mistakes: string[] } {
  const url = URL.canParse(written) ? new URL(written) : null;
  const scheme = url?.protocol.slice(0, -1) ?? "";
  const known = options[scheme];
  if (!url || !known)
    return {
      way: null,
      mistakes: [`must begin with smtp://, smtps://, ses://, postmark:// or mailgun:// (address ${place})`],
    };

  const slips: string[] = [];
  const asked = new Options(url, slips, known);
  const way = { ...readers[scheme]?.(url, asked), limits: readLimits(asked) } as WayOut;
  return { way, mistakes: slips.map((slip) => `${slip} (address ${place}, ${scheme}://…)`) };
}

/** What the query of an address asks for; mistakes are gathered. */
class Options {
  constructor(
    private readonly url: URL,
    private readonly slips: string[],
    known: readonly string[],
  ) {
    for (const name of new Set(url.searchParams.keys()))
      if (!known.includes(name)) slips.push(`knows no option "${name}" (only ${known.join(", ")})`);
  }

  text(name: string): string | null {
    return this.url.searchParams.get(name);
  }

  need(value: string, what: string): string {
    if (value === "") this.slips.push(`must say ${what}`);
    return this.decode(value);
  }

  decode(value: string): string {
    try {
      return decodeURIComponent(value);
    } catch {
      this.slips.push("has a % in its name or password that must be written as %25");
      return value;
    }
  }

  count(name: string): number | null {
    const value = this.text(name);
    if (value === null) return null;
    if (/^[1-9]\d{0,8}$/.test(value)) return Number(value);
    this.slips.push(`${name} must be a whole number above 0`);
    return null;
  }

  day(name: string): string | null {
    const value = this.text(name);
    if (value === null) return null;
    if (/^\d{4}-\d{2}-\d{2}$/.test(value) && !Number.isNaN(Date.parse(value))) return value;
    this.slips.push(`${name} must be a day such as 2026-12-01`);
    return null;
  }

  web(name: string, otherwise: string): string {
    const value = this.text(name);
    if (value === null) return otherwise;
    if (URL.canParse(value) && /^https?:$/.test(new URL(value).protocol)) return value.replace(/\/+$/, "");
    this.slips.push(`${name} must be an http or https address`);
    return otherwise;
  }

  oneOf<Word extends string>(name: string, words: readonly Word[]): Word | null {
    const value = this.text(name);
    if (value === null) return null;
    const found = words.find((word) => word === value.toLowerCase());
    if (found === undefined) this.slips.push(`${name} must be one of ${words.join(", ")}`);
    return found ?? null;
  }

  complain(slip: string): void {
    this.slips.push(slip);
  }
}

function readLimits(asked: Options): WayLimits {
  const limits = Object.fromEntries(counted.map((name) => [name, asked.count(name)])) as Record<
    Limit,
    number | null
  >;
  return {
    ...limits,
    connections: Math.min(asked.count("connections") ?? DEFAULT_CONNECTIONS, 200),
    warmup: asked.day("warmup"),
  };
}

type Reader = (url: URL, asked: Options) => DistributiveOmit<WayOut, "limits">;
type DistributiveOmit<T, K extends PropertyKey> = T extends unknown ? Omit<T, K> : never;

const readers: Record<string, Reader> = {
  smtp: readSmtp,
  smtps: readSmtp,
  ses(url, asked) {
    const region = asked.need(url.hostname, "the region, as in ses://KEY:SECRET@eu-west-1");
    return {
      kind: "ses",
      name: `ses:${region}`,
      region,
      key: asked.need(url.username, "the access key"),
      secret: asked.need(url.password, "the secret key"),
      endpoint: asked.web("endpoint", `https://email.${region}.amazonaws.com`),
    };
  },
  postmark(url, asked) {
    // `postmark://TOKEN` alone is as clear as `postmark://TOKEN@api.postmarkapp.com`.
    const token = asked.need(url.username || url.hostname, "the server token");
    return {
      kind: "postmark",
      name: "postmark",
      token,
      stream: asked.text("stream"),
      endpoint: asked.web("endpoint", "https://api.postmarkapp.com"),
    };
  },
  mailgun(url, asked) {
    const domain = asked.need(url.hostname, "the domain, as in mailgun://KEY@mg.example.org");
    const host =
      asked.oneOf("region", ["us", "eu"] as const) === "eu" ? "api.eu.mailgun.net" : "api.mailgun.net";
    return {
      kind: "mailgun",
      name: `mailgun:${domain}`,
      domain,
      key: asked.need(url.username, "the sending key"),
      endpoint: asked.web("endpoint", `https://${host}`),
    };
  },
};

function readSmtp(url: URL, asked: Options): Omit<SmtpWay, "limits"> {
  const implicitTls = url.protocol === "smtps:";
  const host = url.hostname.replace(/^\[(.*)\]$/, "$1");
  asked.need(host, "the mail server's name");
  const credentials =
    url.username === "" ? null : { name: asked.decode(url.username), secret: asked.decode(url.password) };
  const auth = asked.oneOf("auth", authMethods);
  if (auth !== null && credentials === null) asked.complain("auth wants a name and a password");
  const port = url.port === "" ? (implicitTls ? 465 : credentials ? 587 : 25) : Number(url.port);
  const clientId = asked.text("clientId");
  return {
    kind: "smtp",
    name: `${host}:${port}`,
    host,
    port,
    implicitTls,
    // A password is worth a certificate, unless the server is this machine.
    tls:
      asked.oneOf("tls", tlsPolicies) ??
      (implicitTls || (credentials && !isLoopback(host)) ? "required" : "opportunistic"),
    credentials,
    auth,
    tokenUrl: asked.text("tokenUrl") === null ? null : asked.web("tokenUrl", ""),
    client: clientId === null ? null : { id: clientId, secret: asked.text("clientSecret") ?? "" },
    engine: asked.oneOf("engine", ["own", "nodemailer"] as const) ?? "own",
  };
}

function isLoopback(host: string): boolean {
  return host === "localhost" || host === "::1" || /^127\./.test(host);
}
