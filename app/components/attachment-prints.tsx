export interface Print {
  id: string;
  filename: string;
  /** Lets whoever came by a link of their letter have it, without a sign-in. */
  token?: string;
  blob: { id: string; mediaType: string; byteSize: number; width: number | null; height: number | null };
}

/** What came with a post: pictures as small prints, the rest by name and size. */
export function AttachmentPrints({ attachments }: { attachments: readonly Print[] }) {
  if (attachments.length === 0) return null;
  return (
    <ul className="mt-4 flex flex-wrap items-end gap-3">
      {attachments.map(({ id, filename, blob, token }) => (
        <li key={id}>
          <a
            href={`/files/${id}${token === undefined ? "" : `?token=${token}`}`}
            className="block text-xs text-soft"
          >
            {blob.width && blob.height ? (
              <img
                src={`/photos/${blob.id}/320`}
                alt={filename}
                loading="lazy"
                height={112}
                width={Math.round((112 * blob.width) / blob.height)}
                className="h-28 w-auto rounded-small border border-line bg-shade"
              />
            ) : (
              <span className="block rounded-small border border-line-strong bg-sheet px-3 py-2">
                <span className="font-semibold text-ink">{filename}</span> {sizeWords(blob.byteSize)}
              </span>
            )}
          </a>
        </li>
      ))}
    </ul>
  );
}

function sizeWords(bytes: number): string {
  if (bytes < 1024) return `${bytes} bytes`;
  if (bytes < 1024 * 1024) return `${Math.round(bytes / 1024)} kB`;
  return `${(bytes / 1024 / 1024).toFixed(1)} MB`;
}
