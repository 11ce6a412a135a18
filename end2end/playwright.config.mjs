// Journeys in a real browser, each of them twice: with the client hydrated, and with JavaScript off.

import { defineConfig } from "@playwright/test";

export default defineConfig({
  testDir: "journeys",
  testMatch: "**/*.spec.mjs",
  outputDir: "test-results",
  fullyParallel: true,
  workers: 2,
  // A journey on a machine that has other work to do may take three times as long as usual.
  timeout: 60_000,
  expect: { timeout: 10_000 },
  // Without the names of project and platform: outlines are of hydrated pages alone.
  snapshotPathTemplate: "{testDir}/outlines/{arg}{ext}",
  // A machine that has other work to do may miss a deadline. A journey that passes at the second attempt is listed as flaky:
  // it may have found a race, and is to be looked at.
  retries: 1,
  forbidOnly: true,
  reporter: [["dot"], ["html", { open: "never" }]],
  use: {
    browserName: "chromium",
    locale: "en-US",
    // Not UTC, so that a time that the browser formats differs from the server's.
    timezoneId: "Asia/Seoul",
    viewport: { width: 1440, height: 900 },
    // Recording takes a quarter of the time; `--trace=on` shows a journey that failed.
    trace: "off",
    launchOptions: {
      // Chromium without windows: the same engine in half the time.
      executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium-headless-shell",
      args: [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
      ],
    },
  },
  projects: [
    { name: "hydrated", grepInvert: /@noscripts|@small/ },
    { name: "nojs", use: { javaScriptEnabled: false }, grepInvert: /@scripts|@small/ },
    {
      name: "mobile",
      use: { viewport: { width: 360, height: 780 }, hasTouch: true, isMobile: true },
      grep: /@mobile|@small/,
    },
  ],
});
