/** Actions that lead nowhere here, and why. */
export interface NoEdge {
  readonly why: string;
  readonly actions: readonly string[];
}

const of = (service: string, names: string): readonly string[] =>
  names
    .trim()
    .split(/\s+/)
    .map((name) => `${service}:${name}`);

/**
 * Each action that could change who may, weaken something, take it out, read it or hand a role to a service, that no
 * path goes through, and that is no end on anything here.
 */
export const noEdge: readonly NoEdge[] = [
  {
    why: "no policy here decides by these tags",
    actions: [
      ...of("backup", "TagResource UntagResource"),
      ...of("cloudformation", "TagResource UntagResource"),
      ...of("events", "TagResource UntagResource"),
      ...of("iam", "TagInstanceProfile TagMFADevice TagOpenIDConnectProvider TagPolicy TagRole TagSAMLProvider"),
      ...of("iam", "TagServerCertificate TagUser UntagInstanceProfile UntagMFADevice UntagOpenIDConnectProvider"),
      ...of("iam", "UntagPolicy UntagRole UntagSAMLProvider UntagServerCertificate UntagUser"),
      ...of("ram", "TagResource UntagResource"),
      ...of("rolesanywhere", "TagResource UntagResource"),
      ...of("s3", "DeleteJobTagging DeleteObjectTagging DeleteObjectVersionTagging PutBucketTagging PutJobTagging"),
      ...of("s3", "PutObjectTagging PutObjectVersionTagging ReplicateTags TagResource UntagResource"),
      ...of("s3", "DeleteStorageLensConfigurationTagging PutStorageLensConfigurationTagging"),
      ...of("sns", "TagResource UntagResource"),
      ...of("sso", "TagResource UntagResource"),
    ],
  },
  {
    why: "no policy here decides by what a session is tagged with or says of itself",
    actions: of("sts", "SetContext SetSourceIdentity TagGetWebIdentityToken TagSession"),
  },
  {
    why: "it takes something away, or turns it away, and gives nobody more",
    actions: [
      ...of(
        "iam",
        "DeleteAccessKey DeleteCloudFrontPublicKey DeleteLoginProfile DeleteSAMLProvider DeleteSSHPublicKey",
      ),
      ...of("iam", "DeleteServerCertificate DeleteServiceSpecificCredential DeleteSigningCertificate DeleteUser"),
      ...of("iam", "DeleteGroup RemoveUserFromGroup DisableOutboundWebIdentityFederation RejectDelegationRequest"),
      ...of("iam", "DisableOrganizationsRootCredentialsManagement DisableOrganizationsRootSessions"),
      ...of("identitystore", "DeleteGroup DeleteGroupMembership DeleteIdentityStore DeleteUser RemoveRegion"),
      ...of(
        "sso",
        "DeleteAccountAssignment DeleteApplication DeleteApplicationAccessScope DeleteInstance RemoveRegion",
      ),
      ...of("sso", "DeleteApplicationAssignment DeleteApplicationAuthenticationMethod DeleteApplicationGrant"),
      ...of("sso", "DeleteInstanceAccessControlAttributeConfiguration DeletePermissionSet DeleteTrustedTokenIssuer"),
      ...of("ram", "DeletePermission DeletePermissionVersion RejectResourceShareInvitation"),
      ...of("ram", "DeleteResourceShare DisassociateResourceShare DisassociateResourceSharePermission"),
    ],
  },
  {
    why: "nobody here begins with a group's or a permission set's policy that denies: an administrator begins with everything",
    actions: [
      ...of("iam", "DeleteGroupPolicy DetachGroupPolicy"),
      ...of("sso", "DeleteInlinePolicyFromPermissionSet DeletePermissionsBoundaryFromPermissionSet"),
      ...of("sso", "DetachCustomerManagedPolicyReferenceFromPermissionSet DetachManagedPolicyFromPermissionSet"),
    ],
  },
  {
    why: "no trust that is synthesized names SAML, a certificate or a web identity but GitHub's; who lets people in is asked",
    actions: [
      ...of("iam", "CreateOpenIDConnectProvider CreateSAMLProvider EnableOutboundWebIdentityFederation"),
      ...of("sts", "AssumeRoleWithSAML GetWebIdentityToken"),
      ...of("rolesanywhere", "CreateProfile CreateTrustAnchor DeleteAttributeMapping DeleteCrl DeleteProfile"),
      ...of("rolesanywhere", "DeleteTrustAnchor DisableCrl DisableProfile DisableTrustAnchor EnableCrl EnableProfile"),
      ...of("rolesanywhere", "EnableTrustAnchor ImportCrl PutAttributeMapping PutNotificationSettings UpdateCrl"),
      ...of("rolesanywhere", "ResetNotificationSettings UpdateProfile UpdateTrustAnchor"),
    ],
  },
  {
    why: "its caller's own session, or less, under the same account's policies",
    actions: of("sts", "GetFederationToken GetServiceBearerToken GetSessionToken"),
  },
  {
    // source: IAM user guide, access_policies-temporary-delegation
    why: "a provider's session does what whoever approves it may do themselves; only AWS and its partners ask for one",
    actions: [
      ...of("iam", "AcceptDelegationRequest AssociateDelegationRequest CreateDelegationRequest SendDelegationToken"),
      ...of("sts", "GetDelegatedAccessToken"),
    ],
  },
  {
    why: "a credential for another service, or one that is worth something only to whoever has its secret already",
    actions: [
      ...of("iam", "ChangePassword CreateServiceSpecificCredential ResetServiceSpecificCredential UpdateAccessKey"),
      ...of("iam", "UpdateCloudFrontPublicKey UpdateSSHPublicKey UpdateServiceSpecificCredential"),
      ...of("iam", "UpdateSigningCertificate UploadCloudFrontPublicKey UploadSSHPublicKey UploadServerCertificate"),
      ...of("iam", "UploadSigningCertificate"),
    ],
  },
  {
    why: "a user is taken by `iam:EnableMFADevice`, which is asked: it adds a device beside those that are there",
    actions: of("iam", "CreateVirtualMFADevice DeactivateMFADevice DeleteVirtualMFADevice ResyncMFADevice"),
  },
  {
    why: "it needs another step that is asked without it",
    actions: [
      // `sts:AssumeRoot`
      ...of("iam", "EnableOrganizationsRootCredentialsManagement EnableOrganizationsRootSessions"),
      // `account:AcceptPrimaryEmailUpdate`, which asks for both
      ...of("iam", "UpdateAccountEmailAddress"),
      // attaching the policy
      ...of("iam", "CreatePolicy"),
      ...of("organizations", "CreatePolicy"),
    ],
  },
  {
    why: "a setting of the account by which no policy here decides",
    actions: [
      ...of("iam", "DeleteAccountPasswordPolicy PutAccountProperties SetSTSRegionalEndpointStatus"),
      ...of("iam", "SetSecurityTokenServicePreferences UpdateAccountPasswordPolicy"),
    ],
  },
  {
    why: "no policy knows a group by its name",
    actions: of("iam", "UpdateGroup"),
  },
  {
    why: "it works with a role that its caller has to be allowed to pass (`iam:PassRole` is asked), or with the caller's own permissions",
    actions: [
      ...of("backup", "CreateBackupPlan CreateBackupSelection CreateRestoreTestingPlan"),
      ...of("cloudformation", "ActivateType CancelUpdateStack ContinueUpdateRollback CreateResource CreateStack"),
      ...of("cloudformation", "CreateStackRefactor ExecuteStackRefactor RegisterType RollbackStack TestType"),
      ...of("cloudformation", "UpdateResource"),
      ...of("events", "CreateEndpoint UpdateEndpoint DeleteEndpoint"),
      ...of("iam", "AddRoleToInstanceProfile DeleteInstanceProfile RemoveRoleFromInstanceProfile"),
      ...of("s3", "CreateJob UpdateJobStatus CreateAccessGrantsLocation UpdateAccessGrantsLocation"),
    ],
  },
  {
    why: "AWS's own role with AWS's own policy and trust; AWS deletes none that is in use",
    actions: of("iam", "CreateServiceLinkedRole DeleteServiceLinkedRole"),
  },
  {
    // source: Organizations user guide, backup policies; restore testing and reports have service-linked roles
    why: "plans here come from backup policies, which accounts cannot change; other plans, frameworks and reports are their account's",
    actions: [
      ...of("backup", "DeleteBackupPlan DeleteBackupSelection UpdateBackupPlan CreateFramework DeleteFramework"),
      ...of("backup", "UpdateFramework CreateReportPlan DeleteReportPlan UpdateReportPlan StartReportJob"),
      ...of("backup", "DeleteRestoreTestingPlan DeleteRestoreTestingSelection UpdateRestoreTestingPlan"),
    ],
  },
  {
    why: "what an access point had paused goes on: the recovery point expires when its plan said",
    actions: of("backup", "DeleteBackupAccessPoint"),
  },
  {
    why: "AWS Backup alone stores and reads by these; no recovery point can be named in them",
    actions: of(
      "backup-storage",
      "DeleteObjects GetBaseBackup GetChunk GetIncrementalBaseBackup GetObjectMetadata ListChunks ListObjects",
    ),
  },
  {
    why: "Lockstep's keys are in no custom key store",
    actions: of("kms", "DeleteCustomKeyStore DisconnectCustomKeyStore UpdateCustomKeyStore"),
  },
  {
    why: "who pays, and units that are empty: AWS deletes no other (Organizations API reference)",
    actions: of("organizations", "DeleteOrganizationalUnit TerminateResponsibilityTransfer"),
  },
  {
    why: "Lockstep shares nothing by RAM, and what it keeps cannot be shared so: neither vaults that are not air-gapped, nor buckets, keys, buses or topics",
    actions: [
      ...of("ram", "AcceptResourceShareInvitation AssociateResourceShare AssociateResourceSharePermission"),
      ...of("ram", "CreatePermissionVersion PromotePermissionCreatedFromPolicy PromoteResourceShareCreatedFromPolicy"),
      ...of("ram", "ReplacePermissionAssociations SetDefaultPermissionVersion UpdateResourceShare"),
    ],
  },
  {
    why: "it is about access points and grants that are there, and Lockstep has none; making an access point is asked",
    actions: [
      ...of("s3", "AssociateAccessGrantsIdentityCenter CreateAccessGrant CreateAccessGrantsInstance DeleteAccessGrant"),
      ...of("s3", "DeleteAccessGrantsInstance DeleteAccessGrantsInstanceResourcePolicy DeleteAccessGrantsLocation"),
      ...of("s3", "DissociateAccessGrantsIdentityCenter GetDataAccess PutAccessGrantsInstanceResourcePolicy"),
      ...of("s3", "DeleteAccessPoint DeleteAccessPointPolicy DeleteMultiRegionAccessPoint PutAccessPointPolicy"),
      ...of("s3", "PutAccessPointPublicAccessBlock PutMultiRegionAccessPointPolicy SubmitMultiRegionAccessPointRoutes"),
    ],
  },
  {
    why: "it needs an access point beneath it, and what its caller may do there; making one is asked",
    actions: [
      ...of(
        "s3",
        "CreateAccessPointForObjectLambda DeleteAccessPointForObjectLambda PutAccessPointPolicyForObjectLambda",
      ),
      ...of("s3", "DeleteAccessPointPolicyForObjectLambda PutAccessPointConfigurationForObjectLambda"),
    ],
  },
  {
    why: "it gives out names, sizes and figures, and no content",
    actions: [
      ...of("s3", "CreateBucketMetadataTableConfiguration DeleteStorageLensConfiguration DeleteStorageLensGroup"),
      ...of("s3", "PutStorageLensConfiguration UpdateStorageLensGroup"),
    ],
  },
  {
    why: "the state's bucket has a block of its own, and opens to nobody without a policy, which is asked",
    actions: of("s3", "PutAccountPublicAccessBlock"),
  },
  {
    why: "alarms go by e-mail and HTTPS, not to telephones",
    actions: [
      ...of("sns", "CreatePlatformApplication DeleteEndpoint DeletePlatformApplication DeleteSMSSandboxPhoneNumber"),
      ...of("sns", "SetEndpointAttributes SetPlatformApplicationAttributes SetSMSAttributes"),
    ],
  },
  {
    why: "the way of an alarm is a rule, a bus and a topic: it has no archive, connection, partner or subscriber of a bus",
    actions: [
      ...of("events", "CancelReplay CreateConnection CreateSubscriber DeactivateEventSource DeauthorizeConnection"),
      ...of("events", "DeleteApiDestination DeleteArchive DeleteConnection DeleteEventSource DeletePartnerEventSource"),
      ...of("events", "DeleteResourcePolicy DeleteSubscriber PutResourcePolicy RetrieveConnectionCredentials"),
      ...of("events", "RevokeResource UpdateApiDestination UpdateArchive UpdateConnection UpdateEventSource"),
      ...of("events", "UpdateSubscriber"),
    ],
  },
];
