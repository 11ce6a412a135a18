// The Python environment of `end2end/setup`, with the libraries of service/requirements.txt.

import { homedir } from "node:os";
import { join } from "node:path";

export const PYTHON = join(
  process.env.CHAT_CONSOLE_CACHE ?? join(homedir(), ".cache/chat-console"),
  "python/bin/python",
);
