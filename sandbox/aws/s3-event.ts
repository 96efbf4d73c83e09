/** What S3 sends to a queue when an object was saved; `at` as ISO 8601. */
export function s3Event(bucket: string, key: string, at: string): object {
  const object = { key: encodeKey(key), sequencer: '0055AED6DCD90281E5' };
  return {
    Records: [
      {
        eventVersion: '2.1',
        eventSource: 'aws:s3',
        awsRegion: 'us-east-1',
        eventTime: at,
        eventName: 'ObjectCreated:Put',
        s3: { s3SchemaVersion: '1.0', bucket: { name: bucket, arn: `arn:aws:s3:::${bucket}` }, object },
      },
    ],
  };
}

/** What S3 sends first, when it is told to notify a queue. */
export function s3TestEvent(bucket: string, at: string): object {
  return {
    Service: 'Amazon S3',
    Event: 's3:TestEvent',
    Time: at,
    Bucket: bucket,
    RequestId: '5582815E1AEA5ADF',
    HostId: '8cLeGAmw098X5cv4Zkwcmo8vvZa3eH3eKxsPzbB9wrR+YstdA6Knx4Ip8EXAMPLE',
  };
}

/** As a form does: a space is `+`; the slashes stay. */
function encodeKey(key: string): string {
  return key
    .split('/')
    .map((part) => encodeURIComponent(part).replaceAll('%20', '+'))
    .join('/');
}
