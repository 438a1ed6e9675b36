import { Form } from "@remix-run/react";
import type { ReactNode } from "react";
import { Button } from "../button.tsx";
import { LetterPage } from "../letter-page.tsx";
import { ReaderProvider, type Reader } from "../reader.tsx";
import { useWords } from "./use-words.ts";

interface OnePressProps {
  reader: Reader;
  community: { name: string; tagline: string };
  title: string;
  address: string;
  /** What the address was given for: stands behind it. */
  wasGiven: string;
  button: string;
  children?: ReactNode;
}

/** Behind a letter that asks whether an address is somebody's: opening it answers nothing, the button does. */
export function OnePress({ reader, ...page }: OnePressProps) {
  return (
    <ReaderProvider value={reader}>
      <div lang={reader.locale}>
        <Asked {...page} />
      </div>
    </ReaderProvider>
  );
}

function Asked({ community, title, address, wasGiven, button, children }: Omit<OnePressProps, "reader">) {
  const words = useWords().letter;
  return (
    <LetterPage community={community} title={title}>
      <p>
        <strong className="wrap-anywhere">{address}</strong> {wasGiven}
      </p>
      {children}
      <Form method="post" className="mt-8">
        <Button look="primary" wide>
          {button}
        </Button>
      </Form>
      <p className="mt-8 text-soft">{words.notYou}</p>
    </LetterPage>
  );
}
