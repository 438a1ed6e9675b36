import { redirect, type ActionFunctionArgs } from "@remix-run/node";
import { endSession } from "#app/models/session.ts";
import { endedSessionCookie, readSessionToken } from "#app/web/session-cookie.ts";
import { redirectWithToast } from "#app/web/toast.ts";

export function loader() {
  return redirect("/");
}

export async function action({ request }: ActionFunctionArgs) {
  const token = readSessionToken(request);
  if (token !== null) await endSession(token);

  const response = await redirectWithToast("/", { words: "You are signed out." });
  response.headers.append("Set-Cookie", endedSessionCookie());
  return response;
}
