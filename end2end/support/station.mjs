// An application with credentials at the simulated vendors, devices, and a back end that sends pushes.

import { BackEnd } from "./back_end.mjs";
import { BUNDLE, TEAM } from "./vendors.mjs";

/** A token of Apple's form. */
export const appleToken = (number) => `c0ffee${number.toString(16).padStart(58, "0")}`;

export class Station {
  static async create(owner, vendors, name, bundle = BUNDLE) {
    const station = new Station();
    station.sdkappid = await owner.create(name);
    station.vendors = vendors;
    station.key = await owner.key(station.sdkappid);
    station.connect(owner.console);
    station.apns = await save(owner, station.sdkappid, {
      platform: "apns",
      certificate_name: "Apple",
      credential_kind: "p8",
      team_id: TEAM,
      bundle_id: bundle,
      environment: "production",
      file: await vendors.upload("AuthKey_FAKEKEY001.p8"),
    });
    station.fcm = await save(owner, station.sdkappid, {
      platform: "fcm",
      certificate_name: "Google",
      click_action: "application",
      file: await vendors.upload("fcm-service-account.json"),
    });
    return station;
  }

  /** After the console has been started again, perhaps on another port. */
  connect(console) {
    this.backEnd = new BackEnd(console, this.sdkappid, this.key);
  }

  /** The same application, reached by way of another server. */
  at(console) {
    const station = Object.assign(new Station(), this);
    station.connect(console);
    return station;
  }

  /** Calls a service; the answer, whatever its code. */
  async call(path, body, headers = {}) {
    const address = this.backEnd.address().replace("/v4/usersig/verify", path);
    return this.backEnd.post(JSON.stringify(body), { address, headers });
  }

  async device(user, token) {
    const isApple = /^[0-9a-f]+$/.test(token);
    const { ErrorCode, RegistrationID } = await this.call("/v4/push/device_set", {
      UserID: user,
      Platform: isApple ? "apns" : "fcm",
      CertificateID: isApple ? this.apns : this.fcm,
      Token: token,
    });
    if (ErrorCode !== 0) throw new Error(`a device was refused: ${ErrorCode}`);
    return RegistrationID;
  }

  /** Sends a push; the answer. */
  push(targets, { random, info = {}, headers } = {}) {
    const body = {
      From_Account: "administrator",
      To_Account: targets,
      MsgRandom: random ?? Math.floor(Math.random() * 2 ** 32),
      OfflinePushInfo: { PushFlag: 0, Title: "Ward 3", Desc: "Bed 12 asks for you", ...info },
    };
    return this.call("/v4/timpush/batch", body, headers);
  }
}

async function save(owner, sdkappid, { file, ...fields }) {
  const answer = await owner.request("/rpc/save_certificate", {
    multipart: { sdkappid, ...fields, file: new File([file.buffer], file.name) },
    headers: { origin: owner.console.origin },
  });
  const [, id] = answer.location?.match(/#c-(\d+)$/) ?? [];
  if (!id) throw new Error(`a credential was refused: ${answer.status} ${answer.location}`);
  return Number(id);
}
