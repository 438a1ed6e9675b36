import type { ReactNode } from "react";
import { LetterPage } from "../letter-page.tsx";
import type { RhythmWords } from "../words.ts";
import { rhythmWords } from "../words.ts";

interface Host {
  name: string;
  tagline: string;
  address: string;
}

interface Joined {
  kind: "joined";
  name: string;
  rhythm: RhythmWords;
  preferencesUrl: string;
}

interface Waiting {
  kind: "waiting";
  name: string;
  place: number;
}

interface InboxFirst {
  kind: "confirm";
  address: string;
}

export type Arrival = Joined | Waiting | InboxFirst;

/** What came of it, and what comes next. */
export function Arrived({ arrival, host, children }: { arrival: Arrival; host: Host; children?: ReactNode }) {
  if (arrival.kind === "confirm") return <LookInInbox address={arrival.address} host={host} />;
  if (arrival.kind === "joined") return <Welcome joined={arrival} host={host} />;
  return (
    <InLine waiting={arrival} host={host}>
      {children}
    </InLine>
  );
}

function Welcome({ joined, host }: { joined: Joined; host: Host }) {
  return (
    <LetterPage
      community={host}
      title={`Welcome, ${joined.name}`}
      foot="You can close this page: from here on, everything is in your inbox."
    >
      <p className="font-letter text-lg">You are a member of {host.name}.</p>
      <ol className="mt-8">
        <Step title="Now">
          A letter of welcome is on its way. Put its sender into your address book, so that none is lost.
        </Step>
        <Step title={upper(rhythmWords(joined.rhythm))}>
          The digest tells what the others make, say and plan. Answer it like any letter: that is taking part.
        </Step>
        <Step title="Whenever you like">
          Write to{" "}
          <a className="link break-all" href={`mailto:${host.address}`}>
            {host.address}
          </a>
          , and it starts a thread. A few lines about yourself are a good beginning.
        </Step>
      </ol>
      <p className="mt-8">
        <a className="link" href={joined.preferencesUrl}>
          Choose your rhythm, and tell who you are
        </a>
      </p>
    </LetterPage>
  );
}

function InLine({ waiting, host, children }: { waiting: Waiting; host: Host; children: ReactNode }) {
  return (
    <LetterPage community={host} title="Every seat is taken just now">
      <p className="font-letter text-lg">
        {waiting.place > 0 ? (
          <>
            {waiting.name}, you are <strong>number {waiting.place}</strong> in the waiting list.
          </>
        ) : (
          <>{waiting.name}, a seat is held for you: the letter about it is on its way.</>
        )}
      </p>
      <p className="mt-4">
        {host.name} stays small on purpose. As soon as a seat is free, a letter offers it to you, and it is
        held for three days. There is nothing else to do.
      </p>
      {children}
    </LetterPage>
  );
}

function LookInInbox({ address, host }: { address: string; host: Host }) {
  return (
    <LetterPage community={host} title="Now look into your inbox">
      <p className="font-letter text-lg">
        A letter is on its way to <strong className="break-all">{address}</strong>. Press the button in it,
        and you are in.
      </p>
      <p className="mt-4 text-soft">
        It shows that the address is yours, and is good for three days. If it does not come within some
        minutes, look among the unwanted mail, or go back and check the address.
      </p>
    </LetterPage>
  );
}

function Step({ title, children }: { title: string; children: ReactNode }) {
  return (
    <li className="border-t border-line py-4 sm:grid sm:grid-cols-[10rem_minmax(0,1fr)] sm:gap-6">
      <span className="block font-semibold text-accent">{title}</span>
      <span className="block">{children}</span>
    </li>
  );
}

function upper(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}
