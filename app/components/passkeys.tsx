import { useRevalidator } from "@remix-run/react";
import { type ReactNode, useState } from "react";
import { TextField } from "./field.tsx";

const look =
  "inline-flex min-h-11 items-center justify-center rounded-base border border-line-strong bg-sheet px-5 py-2 font-semibold hover:border-quiet hover:bg-shade disabled:opacity-60";

/** The device's own way in: a finger, a face, a key. */
export function PasskeySignIn({ to }: { to: string }) {
  const { act, words, busy } = useDevice(async () => {
    const { startAuthentication } = await import("@simplewebauthn/browser");
    const options = await ask("/sign-in/passkey");
    await ask("/sign-in/passkey", await startAuthentication({ optionsJSON: options as never }));
    window.location.assign(to);
  });
  return (
    <Device words={words}>
      <button type="button" className={look} disabled={busy} onClick={act}>
        Sign in with a passkey
      </button>
    </Device>
  );
}

export function AddPasskey() {
  const [name, setName] = useState("");
  const { revalidate } = useRevalidator();
  const { act, words, busy } = useDevice(async () => {
    const { startRegistration } = await import("@simplewebauthn/browser");
    const options = await ask("/account/passkeys");
    const passkey = await startRegistration({ optionsJSON: options as never });
    await ask("/account/passkeys", { name, passkey });
    setName("");
    revalidate();
  });
  return (
    <Device words={words}>
      <div className="flex flex-wrap items-end gap-3">
        <div className="min-w-56 flex-1">
          <TextField
            label="A name for it"
            hint="Which device it is on."
            maxLength={80}
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
          />
        </div>
        <button type="button" className={look} disabled={busy} onClick={act}>
          Add a passkey
        </button>
      </div>
    </Device>
  );
}

/** Devices are asked by a script: without one, a mailed link is the way in. */
function Device({ words, children }: { words: string | null; children: ReactNode }) {
  return (
    <div className="hidden scripted:block">
      {children}
      <p role="status" className={words ? "mt-3 text-bad" : ""}>
        {words}
      </p>
    </div>
  );
}

function useDevice(doIt: () => Promise<void>) {
  const [words, setWords] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const act = () => {
    setBusy(true);
    setWords(null);
    doIt()
      .catch((error: unknown) => setWords(troubleWords(error)))
      .finally(() => setBusy(false));
  };
  return { act, words, busy };
}

class Declined extends Error {}

async function ask(path: string, answer: unknown = null): Promise<unknown> {
  const response = await fetch(path, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(answer),
  });
  const said = (await response.json()) as { words?: string };
  if (!response.ok) throw new Declined(said.words ?? "That did not work.");
  return said;
}

function troubleWords(error: unknown): string | null {
  if (error instanceof Declined) return error.message;
  const name = error instanceof Error ? error.name : "";
  if (name === "NotAllowedError" || name === "AbortError") return "Nothing was chosen.";
  if (name === "InvalidStateError") return "This device has a passkey for you already.";
  return "This device could not do it. A letter to your address always lets you in.";
}
