import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { Link, useLoaderData } from "@remix-run/react";
import { Chip } from "#app/components/chip.tsx";
import { EmptyState } from "#app/components/empty-state.tsx";
import { PageHead, Section } from "#app/components/page-head.tsx";
import { Pager } from "#app/components/pager.tsx";
import { RelativeTime } from "#app/components/relative-time.tsx";
import { count } from "#app/components/words.ts";
import { listHeld, listInbound } from "#app/models/inbound-message.ts";
import { requireActor } from "#app/web/current.ts";
import { pageOf } from "#app/web/search.ts";

const PAGE = 50;

export const meta: MetaFunction = () => [{ title: "Held mail" }];

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { community } = await requireActor(request, params.slug, "judge-held");
  const page = pageOf(new URL(request.url).searchParams);
  const [held, rejected] = await Promise.all([
    listHeld(community.id),
    listInbound(community.id, { status: "rejected", page }),
  ]);
  return { held, rejected: rejected.messages, page, pages: Math.ceil(rejected.total / PAGE) };
}

export default function Held() {
  const { held, rejected, page, pages } = useLoaderData<typeof loader>();
  return (
    <div className="max-w-184">
      <PageHead
        title="Held mail"
        line={
          held.length === 0
            ? undefined
            : `${count(held.length, "mail waits", "mails wait")} for somebody to decide.`
        }
      />
      {held.length === 0 ? (
        <EmptyState>
          Nothing is held. Whatever cannot be placed with certainty waits here, and nobody’s words are lost.
        </EmptyState>
      ) : null}
      <ul>
        {held.map((message) => (
          <MailRow key={message.id} message={message} />
        ))}
      </ul>
      {rejected.length > 0 ? (
        <div className="mt-12">
          <Section title="Not taken" line="Kept, and can be taken back.">
            <ul>
              {rejected.map((message) => (
                <MailRow key={message.id} message={message} quiet />
              ))}
            </ul>
            <Pager page={page} pages={pages} />
          </Section>
        </div>
      ) : null}
    </div>
  );
}

type Mail = ReturnType<typeof useLoaderData<typeof loader>>["held"][number];

function MailRow({ message, quiet = false }: { message: Mail; quiet?: boolean }) {
  return (
    <li className="group relative border-t border-line py-5">
      <p className="flex flex-wrap items-baseline justify-between gap-x-4 text-sm text-quiet">
        <span className="min-w-0 [overflow-wrap:anywhere]">
          <span className={quiet ? "text-soft" : "text-base font-semibold text-ink"}>
            {message.fromName ?? message.fromAddress ?? "An unnamed sender"}
          </span>
          {message.fromName && message.fromAddress ? ` ${message.fromAddress}` : null}
        </span>
        <RelativeTime at={message.receivedAt} />
      </p>
      <h2 className={quiet ? "font-plain text-base" : "font-letter text-lg leading-7"} dir="auto">
        <Link
          to={message.id}
          prefetch="intent"
          className="group-hover:text-accent after:absolute after:inset-0"
        >
          {message.subject ?? "Without a subject"}
        </Link>
      </h2>
      {message.preview && !quiet ? (
        <p className="line-clamp-2 text-soft" dir="auto">
          {message.preview}
        </p>
      ) : null}
      <p className="mt-1 text-sm text-soft">
        {message.status === "shunted" ? (
          <Chip tone="bad">could not be read</Chip>
        ) : (
          <span className="text-accent">{message.why}</span>
        )}
      </p>
    </li>
  );
}
