const hosts = new Map([
  ['aws', 'console.aws.amazon.com'],
  ['aws-cn', 'console.amazonaws.cn'],
  ['aws-us-gov', 'console.amazonaws-us-gov.com'],
]);

/** Where in AWS something is. */
interface Place {
  partition?: string | undefined;
  region?: string | undefined;
}

/** Makes links into the AWS console of this partition and region; no link where either is not a plain name. */
export function consoleOf({ partition, region }: Place): (service: string, page: string) => { url?: string } {
  const host = hosts.get(partition ?? 'aws');
  return (service, page) => {
    if (host === undefined || region === undefined || !/^[a-z]{2}(-[a-z]+)+-\d$/.test(region)) return {};
    if (service === 's3') return { url: `https://${host}/s3${page}?region=${region}` };
    return { url: `https://${host}/${service}/home?region=${region}#${page}` };
  };
}
