// Writes the lists of known fields anew: node checks/catalogue.js FOLDER, where FOLDER holds samples of public projects.
// A field is listed when the documents of the product name it (below) or a sample has it.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/*
 * https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-record-contents.html
 * https://cloud.google.com/logging/docs/reference/v2/rest/v2/LogEntry
 * https://cloud.google.com/logging/docs/reference/audit/auditlog/rest/Shared.Types/AuditLog
 * https://docs.aws.amazon.com/securityhub/1.0/APIReference/API_AwsSecurityFinding.html
 */
const documented = {
  'aws-cloudtrail': `eventVersion eventTime eventSource eventName awsRegion sourceIPAddress userAgent errorCode errorMessage requestID eventID
    eventType eventCategory apiVersion managementEvent readOnly recipientAccountId sharedEventID vpcEndpointId vpcEndpointAccountId
    sessionCredentialFromConsole requestParameters responseElements additionalEventData serviceEventDetails annotation edgeDeviceDetails
    userIdentity.{type,principalId,arn,accountId,accessKeyId,userName,invokedBy,identityProvider,credentialId}
    userIdentity.onBehalfOf.{userId,identityStoreArn} userIdentity.inScopeOf.{sourceArn,sourceAccount,issuerType,credentialsIssuedTo}
    userIdentity.sessionContext.{sourceIdentity,ec2RoleDelivery,ec2IssuedInVpc,assumedRoot}
    userIdentity.sessionContext.sessionIssuer.{type,principalId,arn,accountId,userName}
    userIdentity.sessionContext.attributes.{creationDate,mfaAuthenticated}
    userIdentity.sessionContext.webIdFederationData.{federatedProvider,attributes}
    resources.{ARN,ARNPrefix,accountId,type} tlsDetails.{tlsVersion,cipherSuite,clientProvidedHostHeader,keyExchange}
    addendum.{reason,updatedFields,originalRequestID,originalEventID} eventContext.{requestContext,tagContext}
    insightDetails.{state,eventSource,eventName,insightType,errorCode,insightContext,sourceEventCategory}
    additionalEventData.{MFAUsed,MobileVersion,LoginTo,SamlProviderArn,MFAIdentifier,SignatureVersion,AuthenticationMethod}`,
  'gcp-audit': `logName insertId timestamp receiveTimestamp severity trace spanId traceSampled labels errorGroups
    resource.{type,labels} operation.{id,producer,first,last} split.{uid,index,totalSplits} sourceLocation.{file,line,function}
    httpRequest.{requestMethod,requestUrl,requestSize,status,responseSize,userAgent,remoteIp,serverIp,referer,latency,protocol}
    protoPayload.{@type,serviceName,methodName,resourceName,numResponseItems,request,response,metadata,serviceData,resourceOriginalState}
    protoPayload.resourceLocation.{currentLocations,originalLocations} protoPayload.status.{code,message,details}
    protoPayload.authenticationInfo.{principalEmail,principalSubject,authoritySelector,thirdPartyPrincipal,serviceAccountKeyName}
    protoPayload.authenticationInfo.serviceAccountDelegationInfo.{principalSubject,firstPartyPrincipal,thirdPartyPrincipal}
    protoPayload.authenticationInfo.serviceAccountDelegationInfo.firstPartyPrincipal.{principalEmail,serviceMetadata}
    protoPayload.authorizationInfo.{resource,permission,permissionType,granted,resourceAttributes}
    protoPayload.authorizationInfo.resourceAttributes.{service,name,type}
    protoPayload.requestMetadata.{callerIp,callerSuppliedUserAgent,callerNetwork,requestAttributes,destinationAttributes}
    protoPayload.requestMetadata.requestAttributes.{id,method,headers,path,host,scheme,query,time,size,protocol,reason,auth}
    protoPayload.policyViolationInfo.orgPolicyViolationInfo.{payload,resourceType,resourceTags,violationInfo}
    protoPayload.serviceData.policyDelta.bindingDeltas.{action,role,member,condition}
    protoPayload.serviceData.policyDelta.auditConfigDeltas.{action,service,exemptedMember,logType}
    protoPayload.serviceData.permissionDelta.{addedPermissions,removedPermissions}
    protoPayload.metadata.event.{eventName,eventType,eventId,parameter}`,
  'aws-securityhub': `SchemaVersion Id ProductArn ProductName CompanyName Region GeneratorId AwsAccountId AwsAccountName Types FirstObservedAt
    LastObservedAt ProcessedAt CreatedAt UpdatedAt Confidence Criticality Title Description SourceUrl ProductFields UserDefinedFields
    WorkflowState RecordState VerificationState Sample Severity.{Label,Normalized,Original,Product} Workflow.Status
    Compliance.{Status,RelatedRequirements,StatusReasons,SecurityControlId,AssociatedStandards,SecurityControlParameters}
    Compliance.StatusReasons.{ReasonCode,Description} Compliance.AssociatedStandards.StandardsId Note.{Text,UpdatedBy,UpdatedAt}
    Remediation.Recommendation.{Text,Url} Resources.{Type,Id,Partition,Region,ResourceRole,Tags,Details,DataClassification}
    Malware.{Name,Type,Path,State} Process.{Name,Path,Pid,ParentPid,LaunchedAt,TerminatedAt} RelatedFindings.{ProductArn,Id}
    ThreatIntelIndicators.{Type,Value,Category,LastObservedAt,Source,SourceUrl} Vulnerabilities.{Id,VulnerablePackages,Cvss,Vendor}
    Vulnerabilities.{ReferenceUrls,FixAvailable,EpssScore,ExploitAvailable,LastKnownExploitAt,CodeVulnerabilities}
    FindingProviderFields.{Confidence,Criticality,RelatedFindings,Severity,Types} Action.ActionType GeneratorDetails.{Name,Description,Labels}`,
};

const [folder] = process.argv.slice(2);
if (folder === undefined) throw new Error('which folder holds the samples?');
const samples = {
  'aws-cloudtrail': ['cloudtrail'],
  'gcp-audit': ['gcp-audit'],
  'aws-securityhub': ['securityhub'],
};
const deepest = 4;

for (const [name, folders] of Object.entries(samples)) {
  const fields = new Set();
  for (const text of documented[name].split(/\s+/)) for (const field of spelledOut(text)) add(field.split('.'), fields);
  for (const file of folders.flatMap(filesIn)) for (const record of recordsIn(file)) addAll(record, [], fields);
  write(name, fields);
}

function spelledOut(text) {
  const [, before = '', names] = /^(.*)\{(.*)\}$/.exec(text) ?? [];
  return names === undefined ? [text] : names.split(',').map((each) => before + each);
}

function filesIn(name) {
  return readdirSync(join(folder, name))
    .filter((file) => file.endsWith('.jsonl') && !file.endsWith('.index.jsonl'))
    .map((file) => join(folder, name, file));
}

function recordsIn(file) {
  const lines = readFileSync(file, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  return lines.map((line) => ('src' in line ? (line.log ?? line.event ?? line.resource) : line));
}

function addAll(value, path, fields) {
  if (Array.isArray(value)) return value.forEach((each) => addAll(each, path, fields));
  if (typeof value !== 'object' || value === null) return undefined;
  for (const [key, each] of Object.entries(value)) {
    // keys that are no names are the user's own words: addresses, ids
    if (!/^@?[A-Za-z][A-Za-z0-9_-]{0,60}$/.test(key) || path.length >= deepest) continue;
    add([...path, key], fields);
    addAll(each, [...path, key], fields);
  }
  return undefined;
}

function add(path, fields) {
  for (let length = 1; length <= path.length; length += 1) fields.add(path.slice(0, length).join('.'));
}

function inOrder(a, b) {
  return a < b ? -1 : 1;
}

/** One line for the children of each field. */
function write(name, fields) {
  const children = new Map();
  for (const field of [...fields].toSorted(inOrder)) {
    const at = field.lastIndexOf('.');
    const parent = field.slice(0, Math.max(at, 0));
    children.set(parent, [...(children.get(parent) ?? []), field.slice(at + 1)]);
  }
  const lines = [...children]
    .toSorted(([a], [b]) => inOrder(a, b))
    .map(([parent, names]) => `${parent}: ${names.join(' ')}`);
  const exported = name.replace(/-([a-z])/g, (_, letter) => letter.toUpperCase());
  const about =
    '/** Known fields, written by `checks/catalogue.js`: of each the fields inside it, the outermost first. */';
  const text = `${about}\nexport const ${exported} = \`\n${lines.join('\n')}\n\`;\n`;
  writeFileSync(new URL(`../src/rules/catalogue/${name}.ts`, import.meta.url), text);
}
