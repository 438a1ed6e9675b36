import { Form, Link, NavLink, useNavigation } from "@remix-run/react";
import type { ReactNode } from "react";
import { classNames } from "./class-names.ts";
import { Face } from "./face.tsx";
import { Keys } from "./keys.tsx";
import { useClosingMenus } from "./closing-menus.ts";

interface ConsoleShellProps {
  community: { slug: string; name: string };
  /** The person who looks, as this community knows them. */
  me: { id: string; name: string; photoId: string | null };
  /** Every community of theirs that has a console for them. */
  communities: readonly { slug: string; name: string }[];
  /** How much mail is held; told beside the word. */
  heldCount: number;
  /** Outside production: letters can be read and answered there. */
  mailroom: boolean;
  /** Another community can be made from here. */
  mayFound: boolean;
  /** They look after the whole deployment. */
  isOperator: boolean;
  children: ReactNode;
}

interface Word {
  words: string;
  path: string;
  key: string;
  /** Stands in the line at the bottom of a phone; the rest is behind "More". */
  daily?: true;
}

/** The quiet line of words: where everything is. */
const line: readonly Word[] = [
  { words: "Today", path: "", key: "t", daily: true },
  { words: "Threads", path: "/threads", key: "r", daily: true },
  { words: "Digests", path: "/digests", key: "d", daily: true },
  { words: "Showcases", path: "/showcases", key: "s" },
  { words: "Events", path: "/events", key: "e" },
  { words: "Members", path: "/members", key: "m" },
  { words: "Inbox", path: "/held", key: "h", daily: true },
];

const besides: readonly Word[] = [
  { words: "Newsletter", path: "/newsletters", key: "n" },
  { words: "Inquiries", path: "/inquiries", key: "q" },
  { words: "Invitations", path: "/invitations", key: "i" },
  { words: "Letters", path: "/deliveries", key: "l" },
  { words: "Insight", path: "/insight", key: "p" },
  { words: "Settings", path: "/settings", key: "," },
  { words: "What was done", path: "/audit", key: "w" },
];

/** The console's frame: the line of words above, on a phone below where the thumb is. */
export function ConsoleShell({
  community,
  me,
  communities,
  heldCount,
  mailroom,
  mayFound,
  isOperator,
  children,
}: ConsoleShellProps) {
  useClosingMenus();
  const base = `/console/${community.slug}`;
  const places = [...line, ...besides].map(({ words, path, key }) => ({ words, key, to: base + path }));
  return (
    <>
      <a
        href="#content"
        className="sr-only focus:not-sr-only focus:absolute focus:z-50 focus:bg-sheet focus:px-4 focus:py-2"
      >
        To the content
      </a>
      <OnItsWay />
      <header className="border-b border-line">
        <div className="mx-auto flex max-w-page items-center gap-x-6 px-4 sm:px-8">
          <CommunityName community={community} communities={communities} mayFound={mayFound} />
          <nav aria-label="Console" className="hidden min-w-0 flex-1 justify-end gap-x-5 md:flex">
            {line.map((word) => (
              <TopWord
                key={word.path}
                word={word}
                base={base}
                count={word.path === "/held" ? heldCount : 0}
              />
            ))}
          </nav>
          <OwnMenu base={base} me={me} mailroom={mailroom} isOperator={isOperator} />
        </div>
      </header>
      <main
        id="content"
        tabIndex={-1}
        className="mx-auto max-w-page px-4 pt-8 pb-32 outline-none sm:px-8 sm:pt-12 md:pb-24"
      >
        {children}
      </main>
      <PhoneLine base={base} heldCount={heldCount} mailroom={mailroom} isOperator={isOperator} />
      <Keys places={places} />
    </>
  );
}

function CommunityName({
  community,
  communities,
  mayFound,
}: Pick<ConsoleShellProps, "community" | "communities" | "mayFound">) {
  const others = communities.filter(({ slug }) => slug !== community.slug);
  const name = "font-letter text-lg font-medium text-ink";
  if (others.length === 0 && !mayFound) {
    return (
      <Link
        to={`/console/${community.slug}`}
        className={`${name} min-w-0 flex-1 truncate py-4 md:flex-initial`}
      >
        {community.name}
      </Link>
    );
  }
  return (
    <details data-menu className="relative min-w-0 flex-1 md:flex-initial">
      <summary className={`${name} flex items-center gap-2 py-4`}>
        <span className="truncate">{community.name}</span>
        <span aria-hidden="true" className="text-quiet">
          ▾
        </span>
        <span className="sr-only">: another community</span>
      </summary>
      <ul className="absolute top-full left-0 z-30 min-w-56 rounded-base border border-line-strong bg-sheet py-2">
        {others.map((other) => (
          <li key={other.slug}>
            <Link to={`/console/${other.slug}`} reloadDocument className="block px-4 py-2 hover:bg-shade">
              {other.name}
            </Link>
          </li>
        ))}
        {mayFound ? (
          <li className={others.length > 0 ? "mt-2 border-t border-line pt-2" : ""}>
            <Link to="/console/new" className="block px-4 py-2 text-soft hover:bg-shade">
              A new community
            </Link>
          </li>
        ) : null}
      </ul>
    </details>
  );
}

function TopWord({ word, base, count }: { word: Word; base: string; count: number }) {
  return (
    <NavLink
      to={base + word.path}
      end={word.path === ""}
      prefetch="intent"
      className={({ isActive }) =>
        classNames(
          "-mb-px border-b-2 py-5 text-sm whitespace-nowrap transition-colors",
          isActive ? "border-accent text-ink" : "border-transparent text-soft hover:text-ink",
        )
      }
    >
      {word.words}
      <Count of={count} />
    </NavLink>
  );
}

function OwnMenu({
  base,
  me,
  mailroom,
  isOperator,
}: { base: string } & Pick<ConsoleShellProps, "me" | "mailroom" | "isOperator">) {
  return (
    <details data-menu className="relative shrink-0">
      <summary className="flex min-h-11 items-center rounded-round">
        <Face id={me.id} name={me.name} photoId={me.photoId} />
        <span className="sr-only">{me.name}: settings and more</span>
      </summary>
      <div className="absolute top-full right-0 z-30 mt-1 w-56 rounded-base border border-line-strong bg-sheet py-2 text-base">
        <MoreWords words={besides} base={base} />
        {mailroom ? <MenuLink to="/mailroom">Mailroom</MenuLink> : null}
        {isOperator ? <MenuLink to="/operator">The house</MenuLink> : null}
        <MenuLink to={base.replace("/console", "")}>Public page</MenuLink>
        <MenuLink to="/account">You: passkeys, sign out everywhere</MenuLink>
        <SignOut />
      </div>
    </details>
  );
}

/** On a phone: the words of every day at the thumb, the rest behind one more. */
function PhoneLine({
  base,
  heldCount,
  mailroom,
  isOperator,
}: { base: string } & Pick<ConsoleShellProps, "heldCount" | "mailroom" | "isOperator">) {
  const cell = "flex min-h-14 items-center justify-center border-t-2 px-1 text-sm";
  return (
    <nav
      aria-label="Console, at the thumb"
      className="fixed inset-x-0 bottom-0 z-30 grid grid-cols-5 border-t border-line bg-paper pb-[env(safe-area-inset-bottom)] md:hidden"
    >
      {line
        .filter(({ daily }) => daily)
        .map((word) => (
          <NavLink
            key={word.path}
            to={base + word.path}
            end={word.path === ""}
            className={({ isActive }) =>
              classNames(cell, isActive ? "border-accent text-ink" : "border-transparent text-soft")
            }
          >
            {word.words}
            <Count of={word.path === "/held" ? heldCount : 0} />
          </NavLink>
        ))}
      <details data-menu className="group">
        <summary className={classNames(cell, "border-transparent text-soft")}>More</summary>
        <div className="absolute inset-x-0 bottom-full border-t border-line-strong bg-sheet py-2 text-base">
          <MoreWords words={[...line.filter(({ daily }) => !daily), ...besides]} base={base} />
          {mailroom ? <MenuLink to="/mailroom">Mailroom</MenuLink> : null}
          {isOperator ? <MenuLink to="/operator">The house</MenuLink> : null}
        </div>
      </details>
    </nav>
  );
}

function MoreWords({ words, base }: { words: readonly Word[]; base: string }) {
  return words.map((word) => (
    <MenuLink key={word.path} to={base + word.path}>
      {word.words}
    </MenuLink>
  ));
}

function MenuLink({ to, children }: { to: string; children: ReactNode }) {
  return (
    <Link
      to={to}
      className="block px-4 py-2 text-ink hover:bg-shade"
      onClick={(event) => event.currentTarget.closest("details")?.removeAttribute("open")}
    >
      {children}
    </Link>
  );
}

function SignOut() {
  return (
    <Form method="post" action="/sign-out" className="mt-2 border-t border-line pt-2">
      <button type="submit" className="block w-full px-4 py-2 text-left text-ink hover:bg-shade">
        Sign out
      </button>
    </Form>
  );
}

function Count({ of }: { of: number }) {
  if (of === 0) return null;
  return <span className="ml-1.5 rounded-round bg-tint px-1.5 text-xs font-semibold text-accent">{of}</span>;
}

/** Only what takes longer than 300 ms shows that it is on its way. */
function OnItsWay() {
  const navigation = useNavigation();
  return navigation.state === "idle" ? null : <div className="on-its-way" aria-hidden="true" />;
}
