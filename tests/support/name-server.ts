import { createSocket } from "node:dgram";
import { type Answer, AUTHORITATIVE_ANSWER, decode, encode, type Packet } from "dns-packet";

export interface NameServer {
  /** `127.0.0.1:port` */
  address: string;
  /** How often each name was asked for: `TXT example.org`. */
  asked: Map<string, number>;
  /** From now on a name answers nothing at all. */
  silence(name: string): void;
  close(): Promise<void>;
}

/** `TXT name` or `A name` to what it says; what is not in the zone does not exist (NXDOMAIN). */
export type Zone = Record<`${"TXT" | "A" | "AAAA" | "MX" | "PTR"} ${string}`, readonly string[]>;

/** A real name server (RFC 1035, over UDP) on loopback, for domains that tests make up. */
export async function startNameServer(zone: Zone): Promise<NameServer> {
  const socket = createSocket("udp4");
  const asked = new Map<string, number>();
  const silent = new Set<string>();
  socket.on("message", (bytes, from) => {
    const query = decode(bytes);
    const question = query.questions?.[0];
    if (!question || silent.has(question.name)) return;
    const key = `${question.type} ${question.name.toLowerCase()}`;
    asked.set(key, (asked.get(key) ?? 0) + 1);
    socket.send(encode(answerTo(query, zone[key as keyof Zone])), from.port, from.address);
  });
  await new Promise<void>((resolve) => socket.bind(0, "127.0.0.1", resolve));
  return {
    address: `127.0.0.1:${socket.address().port}`,
    asked,
    silence: (name) => silent.add(name),
    close: () => new Promise((resolve) => socket.close(() => resolve())),
  };
}

const NAME_DOES_NOT_EXIST = 3;

function answerTo(query: Packet, records: readonly string[] | undefined): Packet {
  const [question] = query.questions ?? [];
  const answers = question
    ? (records ?? []).map(
        (words) =>
          ({
            name: question.name,
            type: question.type,
            ttl: 60,
            data: shaped(question.type, words),
          }) as Answer,
      )
    : [];
  return {
    type: "response",
    ...(query.id === undefined ? {} : { id: query.id }),
    flags: AUTHORITATIVE_ANSWER | (records ? 0 : NAME_DOES_NOT_EXIST),
    questions: query.questions ?? [],
    answers,
  };
}

/** A TXT record is made of strings of at most 255 octets; an MX record has a preference. */
function shaped(type: string, words: string): unknown {
  if (type === "TXT") return words.match(/.{1,255}/gs) ?? [""];
  return type === "MX" ? { preference: 10, exchange: words } : words;
}
