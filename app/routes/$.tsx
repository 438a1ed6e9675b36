import { TroublePage } from "#app/components/trouble-page.tsx";

/** Nothing is here: a page that says so, and the status that machines read. */
export function loader() {
  throw new Response(null, { status: 404 });
}

export default function NotHere() {
  return <TroublePage status={404} />;
}
