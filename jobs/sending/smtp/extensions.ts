/** What a server said to EHLO (RFC 5321, 4.1.1.1) of what we ask for. */
export interface Extensions {
  pipelining: boolean;
  startTls: boolean;
  smtpUtf8: boolean;
  eightBitMime: boolean;
  /** Octets; null: no limit was told (RFC 1870). */
  size: { most: number | null } | null;
  /** SASL mechanisms, in capitals. */
  auth: ReadonlySet<string>;
}

export const NO_EXTENSIONS: Extensions = {
  pipelining: false,
  startTls: false,
  smtpUtf8: false,
  eightBitMime: false,
  size: null,
  auth: new Set(),
};

/** The first line greets; each further one names an extension. Old servers write `AUTH=LOGIN` instead of `AUTH LOGIN`. */
export function readExtensions(lines: readonly string[]): Extensions {
  const told = new Map<string, string[]>();
  for (const line of lines.slice(1)) {
    const [name = "", ...values] = line
      .trim()
      .toUpperCase()
      .split(/[\s=]+/);
    told.set(name, [...(told.get(name) ?? []), ...values]);
  }
  const most = Number(told.get("SIZE")?.[0] ?? 0);
  return {
    pipelining: told.has("PIPELINING"),
    startTls: told.has("STARTTLS"),
    smtpUtf8: told.has("SMTPUTF8"),
    eightBitMime: told.has("8BITMIME"),
    size: told.has("SIZE") ? { most: Number.isSafeInteger(most) && most > 0 ? most : null } : null,
    auth: new Set(told.get("AUTH") ?? []),
  };
}
