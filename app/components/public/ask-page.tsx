import { Link, useActionData } from "@remix-run/react";
import { publicWords } from "#app/lib/public-words/index.ts";
import { Photo, type Picture } from "../photo.tsx";
import { AskForm } from "./ask-form.tsx";
import { LookInInbox } from "./look-in-inbox.tsx";
import { PublicPage, type PublicHost } from "./public-page.tsx";
import { useWords } from "./use-words.ts";

interface AskPageProps {
  host: PublicHost;
  maker: string;
  /** The piece that is asked about, or null for a maker's work as a whole. */
  piece: { title: string; to: string; photo: Picture | null } | null;
}

/** The way to ask a maker: from a piece's page, or from their own. */
export function AskPage({ host, maker, piece }: AskPageProps) {
  const given = useActionData<{ ok?: boolean; address?: string }>();
  const words = publicWords(host.reader.locale).ask;
  if (given?.ok === true && given.address)
    return <LookInInbox host={host} address={given.address} then={words.sent(maker)} />;
  return (
    <PublicPage host={host} title={words.title(maker)} line={words.how(maker)}>
      {piece ? <About piece={piece} /> : null}
      <AskForm />
    </PublicPage>
  );
}

function About({ piece }: { piece: NonNullable<AskPageProps["piece"]> }) {
  return (
    <div className="mb-8 flex items-center gap-5 border-y border-line py-4">
      {piece.photo ? (
        <div className="w-20 shrink-0">
          <Photo picture={piece.photo} alt="" sizes="5rem" eager />
        </div>
      ) : null}
      <p className="min-w-0">
        <span className="block text-sm text-quiet">{useWords().ask.about}</span>
        <Link to={piece.to} className="link font-letter text-lg" dir="auto">
          {piece.title}
        </Link>
      </p>
    </div>
  );
}
