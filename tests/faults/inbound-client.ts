import { connect, type Socket } from "node:net";

export interface Mail {
  from: string;
  to: string;
  raw: string;
}

/** What the door said to the end of a message: its code; 0 when the line was cut before. */
export type Answer = number;

/** One connection, which delivers message after message, and is told of each answer. Ends when `next` has none, or when it is cut. */
export async function deliver(
  port: number,
  next: () => Mail | null,
  hear: (mail: Mail, answer: Answer) => void,
): Promise<void> {
  const line = await open(port).catch(() => null);
  if (!line) return;
  let mail: Mail | null = null;
  try {
    await line.answer();
    await line.say("EHLO client.example");
    for (mail = next(); mail !== null; mail = next()) {
      line.write(`MAIL FROM:<${mail.from}>\r\nRCPT TO:<${mail.to}>\r\nDATA\r\n`);
      const codes = [await line.answer(), await line.answer(), await line.answer()];
      hear(mail, codes.every((code) => code < 400) ? await line.say(`${mail.raw}\r\n.`) : Math.max(...codes));
    }
    await line.say("QUIT");
  } catch {
    if (mail !== null) hear(mail, 0);
  } finally {
    line.close();
  }
}

export interface Line {
  write(text: string): void;
  answer(): Promise<number>;
  say(text: string): Promise<number>;
  close(): void;
  onCut(hear: () => void): void;
}

/** `as`: from which address, said by the PROXY protocol; a neighbour when it is left out. @throws when it is cut */
export function open(port: number, as = "127.0.0.1"): Promise<Line> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, "127.0.0.1");
    socket.once("error", reject);
    socket.once("connect", () => {
      socket.write(`PROXY TCP4 ${as} 127.0.0.1 4000 25\r\n`);
      resolve(talkOver(socket));
    });
  });
}

function talkOver(socket: Socket): Line {
  const answers: number[] = [];
  let waiting: { resolve: (code: number) => void; reject: (error: Error) => void } | null = null;
  let heard = "";
  let isCut = false;
  const cut = (): void => {
    isCut = true;
    waiting?.reject(new Error("cut"));
    waiting = null;
  };
  socket.on("error", cut);
  socket.on("close", cut);
  socket.on("data", (bytes: Buffer) => {
    heard += bytes.toString("latin1");
    for (let end = heard.indexOf("\r\n"); end !== -1; end = heard.indexOf("\r\n")) {
      const text = heard.slice(0, end);
      heard = heard.slice(end + 2);
      if (text[3] === "-") continue;
      const code = Number(text.slice(0, 3));
      if (waiting) waiting.resolve(code);
      else answers.push(code);
      waiting = null;
    }
  });
  const answer = (): Promise<number> => {
    const code = answers.shift();
    if (code !== undefined) return Promise.resolve(code);
    return new Promise((resolve, reject) => {
      if (isCut) reject(new Error("cut"));
      else waiting = { resolve, reject };
    });
  };
  return {
    answer,
    write: (text) => void socket.write(text),
    say: (text) => {
      socket.write(`${text}\r\n`);
      return answer();
    },
    close: () => socket.destroy(),
    onCut: (hear) => void socket.once("close", hear),
  };
}
