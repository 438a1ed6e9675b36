import {
  data,
  redirect,
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
} from "@remix-run/node";
import { Form, useLoaderData } from "@remix-run/react";
import { Button, ButtonSummary } from "#app/components/button.tsx";
import { LetterPage } from "#app/components/letter-page.tsx";
import { ClosedDoor, notOurs } from "#app/components/letter-pages/closed-door.tsx";
import { privatePage } from "#app/components/letter-pages/private-page.ts";
import { OnePress } from "#app/components/public/one-press.tsx";
import { PublicDay } from "#app/components/public/public-day.tsx";
import { useWords } from "#app/components/public/use-words.ts";
import { ReaderProvider } from "#app/components/reader.tsx";
import { WrittenText } from "#app/components/written-text.tsx";
import { publicPath } from "#app/lib/public-paths.ts";
import { publicWords } from "#app/lib/public-words/index.ts";
import { isRefusal } from "#app/lib/refusal.ts";
import {
  blockInquiry,
  confirmInquiry,
  finishInquiry,
  inquiryByLink,
  reportInquiry,
  type LinkedInquiry,
} from "#app/models/inquiry.ts";
import { hostOf } from "#app/web/arrival.ts";

export const meta: MetaFunction = () => privatePage("A question");

/** A talk between a visitor and a maker, for one of them: what was said, and the ways to end it. Opening it changes nothing. */
export async function loader({ params }: LoaderFunctionArgs) {
  const found = await inquiryByLink(params.token ?? "");
  if (!found) return data({ inquiry: null }, { status: 410 });
  const { inquiry, side } = found;
  const { community, maker, showcase, askerName, askerAddress, state, reportedAt, timeZone } = inquiry;
  return data({
    community: hostOf(community),
    reader: {
      timeZone: timeZone ?? community.timeZone,
      locale: inquiry.locale,
      now: new Date(0).toISOString(),
    },
    side,
    inquiry: {
      state,
      isReported: reportedAt !== null,
      maker: maker.name,
      asker: askerName,
      // Only to themselves, for they are to say whether it is theirs.
      address: side === "asker" ? askerAddress : "",
      piece: showcase && { title: showcase.title, to: publicPath(community.slug, "showcases", showcase) },
      said: inquiry.messages.map(({ id, side: by, text, createdAt, filesLeftOut }) => ({
        id,
        by,
        text,
        createdAt,
        filesLeftOut,
      })),
    },
  });
}

const deeds = {
  confirm: (inquiry: LinkedInquiry) => confirmInquiry(inquiry),
  done: finishInquiry,
  block: blockInquiry,
  report: reportInquiry,
} as const;

export async function action({ request, params }: ActionFunctionArgs) {
  const found = await inquiryByLink(params.token ?? "");
  if (!found) throw new Response(null, { status: 404 });
  const { inquiry, side } = found;
  const intent = (await request.formData()).get("intent");
  const deed = intent === null && inquiry.state === "asked" && side === "asker" ? "confirm" : intent;
  try {
    if (isDeed(deed)) await deeds[deed](inquiry, side);
  } catch (error) {
    // It expired meanwhile: the page tells.
    if (!isRefusal(error)) throw error;
  }
  return redirect(new URL(request.url).pathname);
}

function isDeed(deed: unknown): deed is keyof typeof deeds {
  return typeof deed === "string" && Object.hasOwn(deeds, deed);
}

export default function Inquiry() {
  const loaded = useLoaderData<typeof loader>();
  if (!loaded.inquiry) return <ClosedDoor refused={notOurs} />;
  const { inquiry, community, reader, side } = loaded;
  const words = publicWords(reader.locale).ask;
  if (inquiry.state === "asked") {
    if (side !== "asker") return <ClosedDoor refused={notOurs} />;
    return (
      <OnePress
        {...{ community, reader }}
        address={inquiry.address}
        title={words.confirmTitle(inquiry.maker)}
        wasGiven={words.wasGiven}
        button={words.confirm}
      >
        <blockquote className="mt-6 border-l-[3px] border-line-strong pl-5">
          <WrittenText text={inquiry.said[0]?.text ?? ""} />
        </blockquote>
        <p className="mt-4 text-sm text-quiet">{words.edit}</p>
      </OnePress>
    );
  }
  return (
    <ReaderProvider value={reader}>
      <div lang={reader.locale}>
        <Talk {...loaded} />
      </div>
    </ReaderProvider>
  );
}

type Loaded = Extract<ReturnType<typeof useLoaderData<typeof loader>>, { community: object }>;

function Talk({ inquiry, community, side }: Loaded) {
  const words = useWords().ask;
  const isNew = side === "asker" && inquiry.said.length === 1 && inquiry.state === "open";
  return (
    <LetterPage community={community} title={isNew ? words.goneTitle : words.talk} foot={words.until}>
      <p className="font-letter text-lg" role="status">
        {stateWords(inquiry, words) ?? (isNew ? words.gone(inquiry.maker) : words.reply)}
      </p>
      {inquiry.piece ? (
        <p className="mt-3 text-soft">
          {words.about}{" "}
          <a className="link" href={inquiry.piece.to} dir="auto">
            {inquiry.piece.title}
          </a>
        </p>
      ) : null}
      <ol className="mt-8 divide-y divide-line border-y border-line">
        {inquiry.said.map((said) => (
          <li key={said.id} className="py-5">
            <p className="text-sm text-quiet">
              <span className="text-base font-semibold text-ink" dir="auto">
                {said.by === side ? words.you : said.by === "maker" ? inquiry.maker : inquiry.asker}
              </span>
              , <PublicDay at={said.createdAt} />
            </p>
            <div className="mt-2">
              <WrittenText text={said.text} />
            </div>
            {said.filesLeftOut > 0 ? (
              <p className="mt-2 text-sm text-quiet">{words.filesLeftOut(said.filesLeftOut)}</p>
            ) : null}
          </li>
        ))}
      </ol>
      <Endings inquiry={inquiry} />
    </LetterPage>
  );
}

function stateWords(
  { state, isReported }: Loaded["inquiry"],
  words: ReturnType<typeof useWords>["ask"],
): string | null {
  if (isReported) return words.reported;
  if (state === "blocked") return words.isBlocked;
  return state === "done" ? words.isDone : null;
}

function Endings({ inquiry: { state, isReported } }: Pick<Loaded, "inquiry">) {
  const words = useWords().ask;
  if (isReported) return null;
  return (
    <Form method="post" className="mt-6 flex flex-wrap items-start gap-3">
      {state === "open" ? (
        <Button name="intent" value="done">
          {words.done}
        </Button>
      ) : null}
      {state === "blocked" ? null : (
        <details className="group">
          <ButtonSummary look="quiet">{words.block}</ButtonSummary>
          <div className="mt-3">
            <Button look="danger" name="intent" value="block">
              {words.blockSure}
            </Button>
          </div>
        </details>
      )}
      <details className="group">
        <ButtonSummary look="quiet">{words.report}</ButtonSummary>
        <p className="mt-3 mb-3 max-w-measure text-soft">{words.reportLine}</p>
        <Button look="danger" name="intent" value="report">
          {words.reportSure}
        </Button>
      </details>
    </Form>
  );
}
