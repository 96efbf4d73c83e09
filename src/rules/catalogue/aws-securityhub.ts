/** Known fields, written by `checks/catalogue.js`: of each the fields inside it, the outermost first. */
export const awsSecurityhub = `
: Action AwsAccountId AwsAccountName CompanyName Compliance Confidence CreatedAt Criticality Description FindingProviderFields FirstObservedAt GeneratorDetails GeneratorId Id LastObservedAt Malware Note Process ProcessedAt ProductArn ProductFields ProductName RecordState Region RelatedFindings Remediation Resources Sample SchemaVersion Severity SourceUrl ThreatIntelIndicators Title Types UpdatedAt UserDefinedFields VerificationState Vulnerabilities Workflow WorkflowState p_any_actor_ids p_any_aws_account_ids p_any_aws_arns p_any_ip_addresses p_any_trace_ids p_any_usernames p_event_time p_log_type p_parse_time p_row_id p_schema_version p_source_id p_source_label
Action: ActionType AwsApiCallAction DnsRequestAction NetworkConnectionAction PortProbeAction
Action.AwsApiCallAction: Api CallerType DomainDetails RemoteIpDetails ServiceName
Action.AwsApiCallAction.RemoteIpDetails: City Country GeoLocation IpAddressV4 Organization
Action.NetworkConnectionAction: LocalPortDetails RemotePortDetails
Compliance: AssociatedStandards RelatedRequirements SecurityControlId SecurityControlParameters Status StatusReasons
Compliance.AssociatedStandards: StandardsId
Compliance.StatusReasons: Description ReasonCode
FindingProviderFields: Confidence Criticality RelatedFindings Severity Types
FindingProviderFields.Severity: Label Normalized
GeneratorDetails: Description Labels Name
Malware: Name Path State Type
Note: Text UpdatedAt UpdatedBy
Process: LaunchedAt Name ParentPid Path Pid TerminatedAt
ProductFields: ProviderName ProviderVersion additionalInfo archived count detectorId resource resourceRole
RelatedFindings: Id ProductArn
Remediation: Recommendation
Remediation.Recommendation: Text Url
Resources: DataClassification Details Id Partition Region ResourceRole Tags Type
Resources.Details: AwsEc2Instance AwsEcrContainerImage AwsIamAccessKey AwsRdsDbInstance AwsS3Bucket Other
Resources.Details.AwsEc2Instance: IamInstanceProfileArn ImageId IpV4Addresses LaunchedAt SubnetId Type VpcId
Resources.Details.AwsEcrContainerImage: Architecture ImageDigest ImagePublishedAt ImageTags RegistryId RepositoryName
Resources.Details.AwsIamAccessKey: AccessKeyId AccountId PrincipalId PrincipalType SessionContext UserName
Resources.Details.AwsRdsDbInstance: AllocatedStorage AvailabilityZone BackupRetentionPeriod CACertificateIdentifier DBClusterIdentifier DBInstanceClass DBInstanceIdentifier DbiResourceId Engine EngineVersion Iops KmsKeyId LicenseModel MasterUsername OptionGroupMemberships PreferredBackupWindow PreferredMaintenanceWindow PromotionTier StorageEncrypted StorageType VpcSecurityGroups
Resources.Details.AwsS3Bucket: OwnerId
Resources.Details.Other: AvailabilityZones CanonicalHostedZoneId CodeSha256 CodeSize CreateDate CreatedTime DNSName Description Encrypted FunctionArn FunctionName Handler InstanceProfileId InstanceProfileName IpAddressType LastModified LoadBalancerArn LoadBalancerName MemorySize OwnerId Progress RevisionId Role Runtime Scheme SecurityGroups SnapshotId StartTime State Tags Timeout TracingConfig Type UserId Version VolumeId VolumeSize VpcId account_name
Resources.Tags: AutoPatch CreatorName Name Test test-backup
Severity: Label Normalized Original Product
ThreatIntelIndicators: Category LastObservedAt Source SourceUrl Type Value
Vulnerabilities: CodeVulnerabilities Cvss EpssScore ExploitAvailable FixAvailable Id LastKnownExploitAt ReferenceUrls Vendor VulnerablePackages
Vulnerabilities.Cvss: Adjustments BaseScore BaseVector Source Version
Vulnerabilities.Vendor: Name Url VendorCreatedAt VendorSeverity VendorUpdatedAt
Vulnerabilities.VulnerablePackages: Architecture Epoch Name Release Version
Workflow: Status
`;
