import { Form } from "@remix-run/react";
import { lazy, Suspense, useState } from "react";
import type { PercentCrop } from "react-image-crop";
import { Button } from "./button.tsx";
import { Fold } from "./fold.tsx";
import type { Picture } from "./photo.tsx";

const ReactCrop = lazy(async () => ({ default: (await import("react-image-crop")).ReactCrop }));

interface CropFormProps {
  photoId: string;
  alt: string;
  /** As it came. */
  whole: Picture;
  isCropped: boolean;
}

/** Draws a box on the picture, with the pointer, a finger or the arrow keys; what lies in it is shown. Needs a script. */
export function CropForm({ photoId, alt, whole, isCropped }: CropFormProps) {
  const [isOpen, setOpen] = useState(false);
  return (
    <div className="hidden scripted:block">
      <Fold line="Crop it" onOpen={() => setOpen(true)}>
        {isOpen ? (
          <Suspense>
            <CropBox photoId={photoId} alt={alt} whole={whole} isCropped={isCropped} />
          </Suspense>
        ) : null}
      </Fold>
    </div>
  );
}

const begin: PercentCrop = { unit: "%", x: 10, y: 10, width: 80, height: 80 };

function CropBox({ photoId, alt, whole, isCropped }: CropFormProps) {
  const [crop, setCrop] = useState<PercentCrop>(begin);
  const fields = { left: crop.x, top: crop.y, width: crop.width, height: crop.height };
  return (
    <div className="mt-3">
      <ReactCrop crop={crop} onChange={(_, percent) => setCrop(percent)} keepSelection ruleOfThirds>
        <img src={`/photos/${whole.id}/1200`} alt={alt} width={whole.width ?? 4} height={whole.height ?? 3} />
      </ReactCrop>
      <Form method="post" preventScrollReset className="mt-2 flex flex-wrap gap-2">
        <input type="hidden" name="photo" value={photoId} />
        {Object.entries(fields).map(([name, percent]) => (
          <input key={name} type="hidden" name={name} value={(percent / 100).toFixed(4)} />
        ))}
        <Button small name="intent" value="crop-photo">
          Show only this part
        </Button>
        {isCropped ? (
          <Button small look="quiet" name="intent" value="uncrop-photo">
            Show the whole picture
          </Button>
        ) : null}
      </Form>
    </div>
  );
}
