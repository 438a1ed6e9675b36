import { isRefusal } from "#app/lib/refusal.ts";
import type { NewLetter, SentLetter } from "#app/models/mailroom.ts";

type Files = NonNullable<NewLetter["attachments"]>;

export async function readFiles(form: FormData): Promise<Files> {
  const files = form.getAll("files").filter((file): file is File => file instanceof File && file.size > 0);
  return Promise.all(
    files.map(async (file) => ({ filename: file.name, content: Buffer.from(await file.arrayBuffer()) })),
  );
}

/** Where one sees what came of it, with the sender's letters beside it. */
export function sentPath({ inboundId, from }: SentLetter): string {
  const theirs = `person=${encodeURIComponent(from)}`;
  return inboundId === null ? `/mailroom?${theirs}` : `/mailroom/sent/${inboundId}?${theirs}`;
}

/** What the door for mail said, as the mail program of a sender would show it. Anything else is thrown on. */
export function doorWords(error: unknown): Record<string, string> {
  if (isRefusal(error)) return { body: error.message };
  const { code, response } = (error ?? {}) as { code?: unknown; response?: unknown };
  if (typeof response === "string") return { "": `The mail server did not take it: ${response}` };
  if (code === "ECONNREFUSED" || code === "ESOCKET" || code === "ECONNECTION" || code === "ETIMEDOUT") {
    return { "": "The door for mail does not answer. Is a process with the role “ingress” running?" };
  }
  throw error;
}
