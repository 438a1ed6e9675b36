import { type AddressInfo, createServer, type Socket } from "node:net";

export interface MoodyServer {
  url: string;
  /** How often it took each letter, by its Message-ID. */
  took: ReadonlyMap<string, number>;
  /** Letters whose content has begun to come, so far. */
  begun: () => number;
  close(): Promise<void>;
}

/** What it does with a letter, and how often (in a thousand). The rest is taken in good manners. */
const moods = [
  { mood: "later at rcpt", often: 30 },
  { mood: "never at rcpt", often: 5 },
  { mood: "later at end", often: 20 },
  { mood: "cut before content", often: 10 },
  { mood: "cut within content", often: 10 },
  { mood: "cut instead of an answer", often: 10 },
  { mood: "take and cut", often: 10 },
] as const;

type Mood = (typeof moods)[number]["mood"] | "well";

/** A mail server that fails at random, and remembers what it took. Each letter takes it some milliseconds. */
export async function aMoodyServer({
  random,
  slowest = 12,
}: {
  random: () => number;
  slowest?: number;
}): Promise<MoodyServer> {
  const took = new Map<string, number>();
  const open = new Set<Socket>();
  let begun = 0;
  const server = createServer((socket) => {
    open.add(socket);
    socket.on("close", () => open.delete(socket));
    socket.on("error", () => undefined);
    serve(socket, {
      mood: () => pick(random()),
      pause: () => random() * slowest,
      begin: () => (begun += 1),
      take: (id) => took.set(id, (took.get(id) ?? 0) + 1),
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `smtp://127.0.0.1:${String((server.address() as AddressInfo).port)}`,
    took,
    begun: () => begun,
    close: () => {
      for (const socket of open) socket.destroy();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

function pick(chance: number): Mood {
  let left = chance * 1_000;
  for (const { mood, often } of moods) if ((left -= often) < 0) return mood;
  return "well";
}

interface Temper {
  mood: () => Mood;
  pause: () => number;
  begin: () => void;
  take: (id: string) => void;
}

function serve(socket: Socket, temper: Temper): void {
  let heard = "";
  let inContent = false;
  let isBusy = false;
  let mood: Mood = "well";
  const say = (words: string) => {
    if (!socket.destroyed) socket.write(`${words}\r\n`);
  };

  const obey = (line: string) => {
    const verb = line.slice(0, 4).toUpperCase();
    if (verb === "EHLO") say("250-moody.example.org\r\n250-PIPELINING\r\n250 SIZE 1000000");
    else if (verb === "MAIL") {
      mood = temper.mood();
      say("250 2.1.0 ok");
    } else if (verb === "RCPT") {
      if (mood === "later at rcpt") say("451 4.7.1 later");
      else if (mood === "never at rcpt") say("550 5.1.1 never heard of them");
      else say("250 2.1.5 ok");
    } else if (verb === "DATA") {
      if (mood === "cut before content") socket.destroy();
      else if (mood.endsWith("rcpt")) say("503 5.5.1 to whom?");
      else {
        inContent = true;
        temper.begin();
        say("354 go on");
      }
    } else if (verb === "QUIT") socket.end("221 2.0.0 bye\r\n");
    else say("250 2.0.0 ok");
  };
  const end = (letter: string) => {
    const id = /^Message-ID: (\S+)/im.exec(letter)?.[1] ?? "";
    if (mood === "later at end") say("451 4.3.0 later");
    else if (mood === "cut instead of an answer") socket.destroy();
    else {
      temper.take(id);
      if (mood === "take and cut") socket.destroy();
      else say("250 2.0.0 kept");
    }
  };
  const read = () => {
    while (!isBusy && !socket.destroyed) {
      const mark = inContent ? "\r\n.\r\n" : "\r\n";
      const at = heard.indexOf(mark);
      if (inContent && at < 0 && mood === "cut within content" && heard !== "") socket.destroy();
      if (at < 0) return;
      const part = heard.slice(0, at);
      heard = heard.slice(at + mark.length);
      if (!inContent) obey(part);
      else {
        inContent = false;
        isBusy = true;
        setTimeout(() => {
          isBusy = false;
          end(part);
          read();
        }, temper.pause());
      }
    }
  };
  say("220 moody.example.org");
  socket.on("data", (chunk) => {
    heard += chunk.toString("latin1");
    read();
  });
}
