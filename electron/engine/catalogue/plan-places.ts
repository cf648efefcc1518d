import { now } from '../base/index.ts';
import type { Db } from './database.ts';

/**
 * What a place is to a plan. `primary`: where its runs go. `rotation`: one of several disks that take turns instead of one primary
 * place. `copy`: sets are copied there. `failover`: runs go there while the primary place is absent.
 */
export type PlaceRole = 'primary' | 'rotation' | 'copy' | 'failover';

/** The volume that a vault was last seen on, as the system tells it. */
export interface KnownVolume {
  /** Stays the same wherever the volume is connected; undefined where the system has none. */
  readonly id: string | undefined;
  /** As its owner called it. */
  readonly label: string | undefined;
  /** The vault's folder below the root of the volume, with `/`; empty where it is the root. */
  readonly inside: string;
}

/** One place of a plan: a vault that this computer knows, and what it is to the plan. */
export interface PlanPlace {
  readonly plan: string;
  readonly vaultId: string;
  readonly place: string;
  /** Path of the file that holds what the place asks for. */
  readonly credentials: string | null;
  readonly volume: KnownVolume | undefined;
  readonly role: PlaceRole;
  /** As people call it ("Friday disk B"); empty where nobody has named it. */
  readonly name: string;
  /** How long sets stay there, of a copy: empty for all. The plan's own rule is for the other roles. */
  readonly keep: string;
  /** Order among the places of a plan. */
  readonly position: number;
  /** ISO times. */
  readonly addedAt: string;
  readonly usedAt: string | undefined;
}

type PlaceRow = Omit<PlanPlace, 'volume' | 'usedAt'> & {
  readonly volume: string | null;
  readonly usedAt: string | null;
};

/** The places of all plans of this computer. A place goes with its plan; its vault stays known. */
export class PlanPlaces {
  readonly #db: Db;

  constructor(db: Db) {
    this.#db = db;
  }

  /** In their order. */
  of(plan: string): PlanPlace[] {
    return this.all().filter((place) => place.plan === plan);
  }

  all(): PlanPlace[] {
    const rows = this.#db
      .prepare(
        `SELECT plan, vault AS vaultId, place, credentials, volume, role, name, keep, position, added_at AS addedAt, used_at AS usedAt
         FROM plan_places JOIN vaults ON vaults.id = vault ORDER BY plan, position, vault`,
      )
      .all() as PlaceRow[];
    return rows.map(({ volume, usedAt, ...row }) => ({
      ...row,
      volume: volume === null ? undefined : (JSON.parse(volume) as KnownVolume),
      usedAt: usedAt ?? undefined,
    }));
  }

  /** Behind those that are there. For a vault that the plan has already, its role and name change. */
  put(
    plan: string,
    vault: string,
    { role, name, keep = '' }: { readonly role: PlaceRole; readonly name: string; readonly keep?: string },
  ): void {
    this.#db
      .prepare(
        `INSERT INTO plan_places (plan, vault, role, name, keep, position, added_at)
         SELECT ?, ?, ?, ?, ?, coalesce(max(position) + 1, 0), ? FROM plan_places WHERE plan = ?
         ON CONFLICT (plan, vault) DO UPDATE SET role = excluded.role, name = excluded.name, keep = excluded.keep`,
      )
      .run(plan, vault, role, name, keep, now().toISOString(), plan);
  }

  /**
   * A copy and the place that runs went to change places; its name and rule go with each. Of the former nobody knows any more what is there until it
   * is seen again.
   */
  exchange(
    plan: string,
    copy: string,
    former: { readonly vault: string; readonly name: string; readonly keep: string },
  ): void {
    const [up, down] = [this.#one(plan, copy), this.#one(plan, former.vault)];
    if (!up || !down) return;
    const name = up.name === up.place ? '' : up.name;
    const at = now().toISOString();
    const change = this.#db.prepare(
      'UPDATE plan_places SET role = ?, name = ?, keep = ?, position = ?, added_at = ?, used_at = ? WHERE plan = ? AND vault = ?',
    );
    this.#db
      .transaction(() => {
        change.run(down.role, name, '', down.position, up.addedAt, up.usedAt ?? at, plan, copy);
        change.run(up.role, former.name, former.keep, up.position, at, null, plan, former.vault);
        this.use(plan, copy);
      })
      .immediate();
  }

  #one(plan: string, vault: string): PlanPlace | undefined {
    return this.of(plan).find(({ vaultId }) => vaultId === vault);
  }

  remove(plan: string, vault: string): void {
    this.#db.prepare('DELETE FROM plan_places WHERE plan = ? AND vault = ?').run(plan, vault);
  }

  /** Its runs go there until another place is used. */
  use(plan: string, vault: string): void {
    this.#db.prepare('UPDATE plans SET vault = ? WHERE id = ?').run(vault, plan);
  }

  /** A run has sealed a set there. */
  noteUsed(plan: string, vault: string, at: string): void {
    this.#db.prepare('UPDATE plan_places SET used_at = ? WHERE plan = ? AND vault = ?').run(at, plan, vault);
  }

  rememberVolume(vault: string, volume: KnownVolume | undefined): void {
    this.#db
      .prepare('UPDATE vaults SET volume = ? WHERE id = ?')
      .run(volume === undefined ? null : JSON.stringify(volume), vault);
  }
}
