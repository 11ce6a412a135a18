// The measurement that clients written for Node share: pushes until the time is over, after some that are not counted.

const WORKERS = 2;

/** The tokens of so many devices. */
export const tokens = (count) => Array.from({ length: count }, (_, n) => `c0ffee${n.toString(16).padStart(58, "0")}`);

/** `send` sends a push to each device, and answers with how many were accepted. Prints what the bench reads. */
export async function measure({ seconds, in_flight: inFlight }, send) {
  const devices = tokens(inFlight / WORKERS);
  const once = async () => {
    const accepted = await send(devices);
    if (accepted !== devices.length) throw new Error(`${accepted} of ${devices.length} were accepted`);
    return accepted;
  };
  const warmed = (await once()) + (await once());
  const started = performance.now();
  const before = process.cpuUsage();
  let sent = 0;
  const work = async () => {
    while (performance.now() < started + seconds * 1000) {
      const accepted = await once();
      sent += accepted;
    }
  };
  await Promise.all(Array.from({ length: WORKERS }, work));
  const { user, system } = process.cpuUsage(before);
  const lasted = (performance.now() - started) / 1000;
  process.stdout.write(JSON.stringify({ sent, warmed, seconds: lasted, processor_micros: user + system }));
}
