import { describe, expect, it } from 'vitest';
import { parseAddress, printAddress, type S3Address } from '../../../../electron/engine/place/address.ts';
import { presetOf } from '../../../../electron/engine/place/s3-presets.ts';

const ask = (query: string) => presetOf(parseAddress(`s3://bucket/prefix${query}`) as S3Address);
const at = (endpoint: string, more = '') => ask(`?endpoint=${encodeURIComponent(endpoint)}${more}`);
const once = { 'if-none-match': '*' };

describe('What an object store asks for', () => {
  it('is told by its endpoint', () => {
    const told = [
      ask(''),
      at('https://s3.eu-west-3.amazonaws.com'),
      at('https://s3.cn-north-1.amazonaws.com.cn'),
      at('https://s3.oss-cn-hangzhou.aliyuncs.com'),
      at('https://oss-cn-shanghai-internal.aliyuncs.com'),
      at('https://cos.ap-guangzhou.myqcloud.com'),
      at('https://minio.office.example:9000'),
      at('http://192.168.1.20:7480'),
      at('http://[fd00::20]:7480'),
    ].map(({ name, region, pathStyle }) => ({ name, region, pathStyle }));

    expect(told).toEqual([
      { name: 'aws', region: 'us-east-1', pathStyle: false },
      { name: 'aws', region: 'eu-west-3', pathStyle: false },
      { name: 'aws', region: 'cn-north-1', pathStyle: false },
      { name: 'aliyun-oss', region: 'cn-hangzhou', pathStyle: false },
      { name: 'aliyun-oss', region: 'cn-shanghai', pathStyle: false },
      { name: 'tencent-cos', region: 'ap-guangzhou', pathStyle: false },
      { name: 'own-server', region: 'us-east-1', pathStyle: true },
      { name: 'own-server', region: 'us-east-1', pathStyle: true },
      { name: 'own-server', region: 'us-east-1', pathStyle: true },
    ]);
  });

  it('is what the address says where it says something', () => {
    expect(at('https://s3.office.example', '&region=north&style=host')).toMatchObject({
      region: 'north',
      pathStyle: false,
    });
    expect(at('https://s3.eu-west-3.amazonaws.com', '&region=eu-west-1&style=path')).toMatchObject({
      region: 'eu-west-1',
      pathStyle: true,
    });
    expect(at('http://192.168.1.20:7480', '&style=host').pathStyle).toBe(true);
  });

  it('is another header where If-None-Match is not known', () => {
    expect(ask('').putOnce).toEqual(once);
    expect(at('http://192.168.1.20:7480').putOnce).toEqual(once);
    expect(at('https://s3.oss-accelerate.aliyuncs.com').putOnce).toEqual({ 'x-oss-forbid-overwrite': 'true' });
    expect(at('https://cos.ap-beijing.myqcloud.com').putOnce).toEqual({ 'x-cos-forbid-overwrite': 'true' });
  });

  it('survives being printed', () => {
    for (const place of ['s3://b/p?style=host', 's3://b/p?style=path', 's3://b/p']) {
      expect(parseAddress(place)).toMatchObject({ style: new URL(place).searchParams.get('style') ?? undefined });
    }
  });

  it('is a lock of some days where the address asks for one, in its one spelling', () => {
    expect(parseAddress('s3://b/p?lock=30')).toMatchObject({ lockDays: 30 });
    expect(printAddress(parseAddress('s3://b/p?lock=30&region=north'))).toBe('s3://b/p?region=north&lock=30');
    expect(printAddress(parseAddress('s3://b/p'))).toBe('s3://b/p');
    for (const lock of ['', '0', '-1', '1.5', 'x', '36501'])
      expect(() => parseAddress(`s3://b/p?lock=${lock}`), lock).toThrow(/place-unsupported/);
  });
});
