/** Services that the rules call otherwise than CloudFormation does. */
const services = new Map([
  ['elasticloadbalancing', 'elb'],
  ['elasticloadbalancingv2', 'elbv2'],
  ['certificatemanager', 'acm'],
  ['elasticsearch', 'es'],
]);

/** `AWS::EC2::SecurityGroup` → `ec2.security_group`, `AWS::RDS::DBInstance` → `rds.db_instance`. */
export function resourceTypeOf(type: string): string {
  const [vendor, service, ...rest] = type.split('::');
  if (vendor !== 'AWS' || service === undefined || rest.length === 0) return type;
  const lower = service.toLowerCase();
  return [services.get(lower) ?? lower, ...rest.map(snakeCase)].join('.');
}

function snakeCase(name: string): string {
  return name
    .replace(/([A-Z]+)([A-Z][a-z])/g, '$1_$2')
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .toLowerCase();
}
