/** What a page answered, however its loader or action said it. */
export interface Answered {
  status: number;
  /** What the page is made of. */
  page: Record<string, unknown>;
  location: string | null;
  headers: Headers;
  response: Response | null;
}

interface RouteArguments {
  request: Request;
  params: Record<string, string>;
  context: { nonce: string };
}

type Route = (given: RouteArguments) => unknown;

interface Asked {
  params?: Record<string, string>;
  cookie?: string;
}

const SITE = "http://roundletter.test";

/** A GET. */
export function openPage(loader: Route, path: string, asked: Asked = {}): Promise<Answered> {
  return ask(loader, new Request(SITE + path, { headers: headersOf(asked) }), asked);
}

/** A button pressed on the page, or a form sent from it. */
export function press(
  action: Route,
  path: string,
  fields: Record<string, string>,
  asked: Asked = {},
): Promise<Answered> {
  const request = new Request(SITE + path, {
    method: "POST",
    body: new URLSearchParams(fields),
    headers: headersOf(asked),
  });
  return ask(action, request, asked);
}

async function ask(route: Route, request: Request, { params = {} }: Asked): Promise<Answered> {
  try {
    return read(await route({ request, params, context: { nonce: "" } }));
  } catch (thrown) {
    if (thrown instanceof Response) return read(thrown);
    throw thrown;
  }
}

function read(answer: unknown): Answered {
  if (answer instanceof Response) {
    const { status, headers } = answer;
    return { status, headers, location: headers.get("location"), page: {}, response: answer };
  }
  const { data, init } = isWithInit(answer) ? answer : { data: answer, init: null };
  return {
    status: init?.status ?? 200,
    headers: new Headers(init?.headers),
    location: null,
    page: data as Record<string, unknown>,
    response: null,
  };
}

function isWithInit(answer: unknown): answer is { data: unknown; init: ResponseInit | null } {
  return (
    typeof answer === "object" &&
    answer !== null &&
    "type" in answer &&
    answer.type === "DataWithResponseInit"
  );
}

function headersOf({ cookie }: Asked): HeadersInit {
  return cookie === undefined ? {} : { cookie };
}
