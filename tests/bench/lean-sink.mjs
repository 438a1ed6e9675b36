// The leanest SMTP server there can be: it answers what it must and throws every letter away, so that as little as
// possible of what is measured is the other side's. Prints its port, then counts on demand, as sink.mjs does.
import { Buffer } from "node:buffer";
import { createServer } from "node:net";
import { createInterface } from "node:readline";

const END = Buffer.from("\r\n.\r\n");
const answers = {
  EHLO: "250-sink\r\n250-PIPELINING\r\n250 SIZE 0\r\n",
  DATA: "354 go on\r\n",
  QUIT: "221 bye\r\n",
};

let taken = 0;
const server = createServer((socket) => {
  let inContent = false;
  let rest = Buffer.alloc(0);
  socket.setNoDelay(true);
  socket.on("error", () => undefined);
  socket.write("220 sink\r\n");
  socket.on("data", (chunk) => {
    let heard = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    let said = "";
    for (;;) {
      const end = heard.indexOf(inContent ? END : "\r\n");
      if (end < 0) break;
      if (inContent) {
        taken++;
        said += "250 2.0.0 taken\r\n";
        inContent = false;
        heard = heard.subarray(end + 5);
      } else {
        const verb = heard.toString("latin1", 0, 4).toUpperCase();
        said += answers[verb] ?? "250 2.0.0 ok\r\n";
        inContent = verb === "DATA";
        heard = heard.subarray(end + (inContent ? 0 : 2));
      }
    }
    rest = inContent ? heard.subarray(Math.max(0, heard.length - 4)) : heard;
    if (said !== "") socket.write(said);
  });
});
server.listen(0, "127.0.0.1", () => process.stdout.write(`${server.address().port}\n`));
createInterface({ input: process.stdin })
  .on("line", () => process.stdout.write(`${taken}\n`))
  .on("close", () => process.exit(0));
