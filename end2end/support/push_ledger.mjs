// What back ends and vendors know about pushes, and whether that and what the console has written down agree.

export class PushLedger {
  /** Tasks whose acceptance was answered. */
  acknowledged = new Set();
  /** When nothing may arrive, in microseconds. */
  silences = [];
  wrong = [];
  repeats = 0;
  /** The ids that the vendors were given, by device token and overlay id. */
  #ids = new Map();
  #overlays = new Set();
  #last = 0;

  /** Reads what the vendors have accepted since it was read before: they do not keep everything. */
  async read(vendors) {
    const deliveries = await vendors.deliveries(this.#last);
    if (deliveries.length > 0 && deliveries[0].n !== this.#last + 1) this.wrong.push("the vendors have forgotten some");
    for (const { n, token, overlay, id, vendor, at_micros: at } of deliveries) {
      this.#last = n;
      this.#overlays.add(overlay);
      const key = `${token} ${overlay}`;
      if (this.#ids.has(key)) {
        this.repeats += 1;
        const first = this.#ids.get(key);
        // FCM has no field for our id; the overlay id is what makes a repeat the same there.
        if (vendor === "apns" && first !== id) this.wrong.push(`${key} came with ${first} and ${id}`);
      }
      this.#ids.set(key, id);
      if (this.silences.some(({ from, to }) => from < at && at < to)) {
        this.wrong.push(`${key} arrived while it was disabled`);
      }
    }
  }

  /** Compares all of it with `kept`, of `Fleet.pushes`; answers with the number of targets by state. */
  compare(kept) {
    const { acknowledged, wrong } = this;
    if (kept.integrity.join() !== "ok") wrong.push(`integrity: ${kept.integrity}`);
    const tasks = new Set(kept.pushes.map(({ task }) => task));
    for (const task of acknowledged) if (!tasks.has(task)) wrong.push(`${task} was acknowledged and is gone`);
    const asked = new Set(kept.pushes.map(({ overlay }) => overlay));
    for (const overlay of this.#overlays) if (!asked.has(overlay)) wrong.push(`nobody asked for ${overlay}`);
    const states = {};
    for (const { task, overlay, devices } of kept.pushes) {
      for (const { token, state } of devices) {
        states[state] = (states[state] ?? 0) + 1;
        if (state === "accepted" && !this.#ids.has(`${token} ${overlay}`)) {
          wrong.push(`${task}: accepted by the vendor for ${token}, but the vendor does not know`);
        }
      }
    }
    return states;
  }
}

/** How many targets of `kept` have one of these states. */
export function count(kept, ...states) {
  const devices = kept.pushes.flatMap(({ devices }) => devices);
  return devices.filter(({ state }) => states.includes(state)).length;
}
