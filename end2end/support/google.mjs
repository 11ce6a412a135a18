// Access to the simulated FCM, by Google's own library.

import { JWT } from "google-auth-library";

/** An access token for the service account of the vendors' folder, changed by `changes`. */
export async function accessToken(vendors, changes = {}) {
  const account = { ...JSON.parse(await vendors.file("fcm-service-account.json")), ...changes };
  const client = new JWT({
    email: account.client_email,
    key: account.private_key,
    keyId: account.private_key_id,
    scopes: ["https://www.googleapis.com/auth/firebase.messaging"],
  });
  // It takes the address of its tokens from nobody.
  client.transporter.interceptors.request.add({
    resolved: async (config) => Object.assign(config, { url: new URL(vendors.plain("FCM_TOKEN")) }),
  });
  return (await client.authorize()).access_token;
}
