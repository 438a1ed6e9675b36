// An SMTP server that throws every message away: the ceiling for taking mail, and where the benches send to.
// Prints its port on the first line, then counts on demand: a line on standard input asks, the answer is the count.
import { createInterface } from "node:readline";
import { SMTPServer } from "smtp-server";

let taken = 0;
const server = new SMTPServer({
  disabledCommands: ["AUTH", "STARTTLS"],
  logger: false,
  onData(stream, _session, done) {
    stream.on("data", () => undefined);
    stream.on("end", () => {
      taken++;
      done();
    });
  },
});
server.on("error", () => undefined); // a client that hangs up ends its own message only
server.listen(0, "127.0.0.1", () => {
  process.stdout.write(`${server.server.address().port}\n`);
});
createInterface({ input: process.stdin })
  .on("line", () => process.stdout.write(`${taken}\n`))
  .on("close", () => process.exit(0));
