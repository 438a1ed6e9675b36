import { PublicPage, type PublicHost } from "./public-page.tsx";
import { useWords } from "./use-words.ts";
import { publicWords } from "#app/lib/public-words/index.ts";

/** A form was taken: nothing happens until the button in the letter is pressed. The same for every address. */
export function LookInInbox({ host, address, then }: { host: PublicHost; address: string; then: string }) {
  return (
    <PublicPage host={host} title={publicWords(host.reader.locale).follow.sentTitle}>
      <Words address={address} then={then} />
    </PublicPage>
  );
}

function Words({ address, then }: { address: string; then: string }) {
  const words = useWords().letter;
  return (
    <>
      <p className="font-letter text-lg" role="status">
        {words.onItsWay} <strong className="wrap-anywhere">{address}</strong>. {then}
      </p>
      <p className="mt-4 text-soft">{words.shows}</p>
    </>
  );
}
