// How fast pushes are accepted and delivered: `make bench`. The release binary with SQLite on disk, the simulated
// vendors and whatever asks beside it on the same machine, which take part of its processors. One `name: value unit` a
// line. `node bench_delivery.mjs growth refused` measures these alone.

import { measureAlone } from "./bench/delivery/alone.mjs";
import { measureBacklog } from "./bench/delivery/backlog.mjs";
import { measureClients } from "./bench/delivery/clients.mjs";
import { measureEndToEnd } from "./bench/delivery/end_to_end.mjs";
import { measureGrowth } from "./bench/delivery/growth.mjs";
import { measureRefused } from "./bench/delivery/refused.mjs";
import { measureStopping } from "./bench/delivery/stopping.mjs";

const MEASUREMENTS = {
  clients: measureClients,
  alone: measureAlone,
  end_to_end: measureEndToEnd,
  refused: measureRefused,
  stopping: measureStopping,
  growth: measureGrowth,
  backlog: measureBacklog,
};

const asked = process.argv.slice(2);
for (const name of asked.length > 0 ? asked : Object.keys(MEASUREMENTS)) await MEASUREMENTS[name]();
