/** One message of an mbox file. `raw` is null when it is larger than a message may be. */
export interface MboxMessage {
  raw: Uint8Array | null;
  /** How far the file has been read, in octets. */
  octets: number;
}

const LARGEST = 25 * 1024 * 1024;
const LF = 10;
const FROM = Buffer.from("From ");

/**
 * The messages of an mbox file (RFC 4155) as they come, chunk by chunk, in all its dialects. A line that begins with
 * "From ", follows an empty line (or begins the file) and has a time of day in it parts them; ">From " within a
 * message gets its sign taken off again (mboxrd). Never holds more than one message.
 */
export async function* readMbox(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<MboxMessage> {
  let lines: Buffer[] = [];
  let size = 0;
  let octets = 0;
  let begun = false;
  let isAfterEmpty = true;

  for await (const line of linesOf(chunks)) {
    if (isAfterEmpty && isSeparator(line)) {
      if (begun) yield { raw: joined(lines, size), octets };
      [lines, size, begun] = [[], 0, true];
    } else if (begun) {
      size += line.length;
      if (size <= LARGEST) lines.push(unescaped(line));
      else lines = [];
    }
    octets += line.length;
    isAfterEmpty = isEmpty(line);
  }
  if (begun) yield { raw: joined(lines, size), octets };
}

/** Each with its end; the last may have none. A line longer than a message may be is cut. */
async function* linesOf(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer> {
  let open: Buffer[] = [];
  let size = 0;
  for await (const chunk of chunks) {
    const bytes = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
    let from = 0;
    for (let end = bytes.indexOf(LF); end !== -1; end = bytes.indexOf(LF, from)) {
      const part = bytes.subarray(from, end + 1);
      yield open.length === 0 ? part : Buffer.concat([...open, part]);
      [open, size, from] = [[], 0, end + 1];
    }
    if (from === bytes.length) continue;
    open.push(Buffer.from(bytes.subarray(from)));
    size += bytes.length - from;
    if (size > LARGEST) {
      yield Buffer.concat(open);
      [open, size] = [[], 0];
    }
  }
  if (open.length > 0) yield Buffer.concat(open);
}

function isSeparator(line: Buffer): boolean {
  return (
    line.length > FROM.length &&
    line.subarray(0, FROM.length).equals(FROM) &&
    /\d:\d\d/.test(line.subarray(0, 300).toString("latin1"))
  );
}

function isEmpty(line: Buffer): boolean {
  return line.length <= 2 && (line[0] === LF || (line[0] === 13 && line[1] === LF));
}

function unescaped(line: Buffer): Buffer {
  return line[0] === 62 && /^>+From /.test(line.subarray(0, 100).toString("latin1"))
    ? line.subarray(1)
    : line;
}

/** The empty line before the next separator is the file's, not the message's. */
function joined(lines: readonly Buffer[], size: number): Uint8Array | null {
  if (size > LARGEST) return null;
  const last = lines.at(-1);
  return Buffer.concat(last && isEmpty(last) ? lines.slice(0, -1) : [...lines]);
}
