import { Fragment } from "react";

const link = /(https?:\/\/[^\s<>"]+[^\s<>".,;:!?)\]'’])/g;

/** Plain text as it was meant: a blank line parts paragraphs, a line break stays, addresses of pages are links. */
export function WrittenText({ text }: { text: string }) {
  const paragraphs = text.trim().split(/\n[ \t]*\n+/);
  return (
    <div className="letter" dir="auto">
      {paragraphs.map((paragraph, index) => (
        <p key={index} dir="auto">
          {paragraph.split("\n").map((line, at) => (
            <Fragment key={at}>
              {at > 0 ? <br /> : null}
              {linked(line)}
            </Fragment>
          ))}
        </p>
      ))}
    </div>
  );
}

/** HTML that was made safe when it was filed; without it, the text. */
export function WrittenHtml({ html, text }: { html: string | null; text: string }) {
  if (html === null) return <WrittenText text={text} />;
  return <div className="letter" dir="auto" dangerouslySetInnerHTML={{ __html: html }} />;
}

function linked(line: string) {
  return line.split(link).map((part, index) =>
    index % 2 === 1 ? (
      <a key={index} href={part} rel="nofollow noopener noreferrer">
        {part}
      </a>
    ) : (
      part
    ),
  );
}
