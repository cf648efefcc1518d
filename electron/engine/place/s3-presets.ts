import { isIP } from 'node:net';
import type { S3Address } from './address.ts';

export type S3PresetName = 'aws' | 'aliyun-oss' | 'tencent-cos' | 'own-server';

/** What a kind of object store asks for. */
export interface S3Preset {
  readonly name: S3PresetName;
  /** Undefined for AWS itself, whose regions have an endpoint each. */
  readonly endpoint: string | undefined;
  readonly region: string;
  readonly pathStyle: boolean;
  /** The header by which a put is refused where an object of that name is there. Whether it is heeded is tried out. */
  readonly putOnce: Readonly<Record<string, string>>;
}

/** In this region buckets were made before there were others; servers of one's own accept it, whatever they call theirs. */
const FIRST_REGION = 'us-east-1';
const IF_NONE_MATCH = { 'if-none-match': '*' };

interface Cloud {
  readonly name: S3PresetName;
  /** Its first group is the region. */
  readonly hosts: readonly RegExp[];
  readonly putOnce: S3Preset['putOnce'];
}

/** Clouds that know a bucket by its host name. OSS and COS refuse `If-None-Match` and have a header of their own instead. */
const CLOUDS: readonly Cloud[] = [
  {
    name: 'aws',
    hosts: [/^s3[.-](?:dualstack\.)?([a-z0-9-]+)\.amazonaws\.com(?:\.cn)?$/, /^s3\.amazonaws\.com$/],
    putOnce: IF_NONE_MATCH,
  },
  {
    name: 'aliyun-oss',
    hosts: [/^(?:s3\.)?oss-(?!accelerate)([a-z0-9-]+?)(?:-internal)?\.aliyuncs\.com$/, /\.aliyuncs\.com$/],
    putOnce: { 'x-oss-forbid-overwrite': 'true' },
  },
  {
    name: 'tencent-cos',
    hosts: [
      /^cos(?:-internal)?\.(?!accelerate)([a-z0-9-]+)\.(?:myqcloud\.com|tencentcos\.cn)$/,
      /\.(?:myqcloud\.com|tencentcos\.cn)$/,
    ],
    putOnce: { 'x-cos-forbid-overwrite': 'true' },
  },
];

/** What the address leaves open is told by its endpoint: MinIO, Ceph and the like take the bucket from the path. */
export function presetOf({ endpoint, region, style }: S3Address): S3Preset {
  const host = endpoint === undefined ? 's3.amazonaws.com' : hostOf(endpoint);
  const cloud = CLOUDS.find(({ hosts }) => hosts.some((pattern) => pattern.test(host)));
  const told = cloud?.hosts.map((pattern) => pattern.exec(host)?.[1]).find((found) => found !== undefined);
  return {
    name: cloud?.name ?? 'own-server',
    endpoint,
    region: region ?? told ?? FIRST_REGION,
    pathStyle: style === undefined ? cloud === undefined : style === 'path' || isIP(host) !== 0,
    putOnce: cloud?.putOnce ?? IF_NONE_MATCH,
  };
}

function hostOf(endpoint: string): string {
  return new URL(endpoint).hostname.toLowerCase().replace(/^\[|\]$/g, '');
}
