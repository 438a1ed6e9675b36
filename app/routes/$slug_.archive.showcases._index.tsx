import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { redirect } from "@remix-run/node";
import { Form, useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { ArchivePage } from "#app/components/archive/archive-page.tsx";
import { Button } from "#app/components/button.tsx";
import { privatePage } from "#app/components/letter-pages/private-page.ts";
import { PublicWall } from "#app/components/letter-pages/wall.tsx";
import { PublicPager } from "#app/components/public/public-pager.tsx";
import { publicWords } from "#app/lib/public-words/index.ts";
import { piecesToRead } from "#app/models/archive.ts";
import { asActor } from "#app/models/membership.ts";
import { makePrivate, makePublic } from "#app/models/public-mark.ts";
import { archiveHost } from "#app/web/archive-host.ts";
import { requireReader } from "#app/web/archive-reader.ts";
import { pageOf } from "#app/web/search.ts";

export const meta: MetaFunction = () => privatePage("Showcases");

/** What hangs among the members, and of one's own who sees it. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const reader = await requireReader(request, params.slug);
  const { community, membership } = reader;
  const page = pageOf(new URL(request.url).searchParams);
  const [hung, own] = await Promise.all([
    piecesToRead(community.id, { page }),
    page === 1 ? piecesToRead(community.id, { makerId: membership.id }) : null,
  ]);
  return {
    ...archiveHost(reader),
    pieces: hung.pieces.map(({ id, number, title, stock, priceMinor, currency, maker, photos }) => ({
      ...{ id, number, title, stock, priceMinor, currency, maker },
      photos: photos.slice(0, 1),
    })),
    page: hung.page,
    pages: hung.pages,
    own: own?.pieces.map(({ id, title, publicAt }) => ({ id, title, isPublic: publicAt !== null })) ?? [],
  };
}

const markForm = z.object({ intent: z.enum(["make-public", "make-private"]), id: z.uuid() });

export async function action({ request, params }: ActionFunctionArgs) {
  const { community, membership } = await requireReader(request, params.slug);
  const form = markForm.safeParse(Object.fromEntries(await request.formData()));
  if (!form.success) throw new Response(null, { status: 400 });
  const mark = form.data.intent === "make-public" ? makePublic : makePrivate;
  await mark(asActor(membership), "showcase", form.data.id);
  return redirect(`/${community.slug}/archive/showcases`);
}

export default function Showcases() {
  const loaded = useLoaderData<typeof loader>();
  const { community, pieces, page, pages, own } = loaded;
  const words = publicWords(loaded.reader.locale).archive;
  return (
    <ArchivePage host={loaded} room="showcases" title={words.showcases} wide>
      {own.length > 0 ? <Own own={own} slug={community.slug} words={words} /> : null}
      {pieces.length === 0 ? <p className="text-soft">{words.noShowcases}</p> : null}
      <PublicWall showcases={pieces} to={({ number }) => `/${community.slug}/archive/showcases/${number}`} />
      <PublicPager page={page} pages={pages} />
    </ArchivePage>
  );
}

interface OwnProps {
  own: readonly { id: string; title: string; isPublic: boolean }[];
  slug: string;
  words: ReturnType<typeof publicWords>["archive"];
}

function Own({ own, slug, words }: OwnProps) {
  return (
    <section className="mb-10 max-w-measure border-b border-line pb-6">
      <h2 className="text-lg">{words.mine}</h2>
      <ul className="mt-2">
        {own.map(({ id, title, isPublic }) => (
          <li key={id} className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1 py-2">
            <span className="min-w-0 wrap-anywhere">
              <span dir="auto">{title}</span>{" "}
              <span className="text-sm text-quiet">{isPublic ? words.isPublic : words.isPrivate}</span>
            </span>
            <Form method="post" action={`/${slug}/archive/showcases?index`}>
              <input type="hidden" name="id" value={id} />
              <Button
                small
                name="intent"
                value={isPublic ? "make-private" : "make-public"}
                aria-label={`${isPublic ? words.makePrivate : words.makePublic}: ${title}`}
              >
                {isPublic ? words.makePrivate : words.makePublic}
              </Button>
            </Form>
          </li>
        ))}
      </ul>
    </section>
  );
}
