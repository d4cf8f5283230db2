package io.github.azuredevopsconnector.testing;

import static io.github.azuredevopsconnector.testing.Wire.bodyOf;
import static io.github.azuredevopsconnector.testing.Wire.exception;
import static io.github.azuredevopsconnector.testing.Wire.json;
import static io.github.azuredevopsconnector.testing.Wire.quoted;

import io.github.azuredevopsconnector.TokenScope;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import mockwebserver3.MockResponse;
import org.jspecify.annotations.Nullable;

/**
 * What a request to an organization can ask for: its host, its path, its scope, and an answer with the shape and size
 * of the service's answer.
 */
enum FakeResource {
    CONNECTION_DATA("_apis/connectionData", null, FakeResource::connectionData),
    PROJECTS("_apis/projects", TokenScope.PROJECT_AND_TEAM_READ, organization -> listOf(project(organization))),
    REPOSITORY(
            "_apis/git/repositories/" + Missing.ID,
            TokenScope.CODE_READ,
            404,
            "GitRepositoryNotFoundException",
            Missing.REPOSITORY),
    REFS(
            "_apis/git/repositories/" + Missing.ID + "/refs",
            TokenScope.CODE_WRITE,
            404,
            "GitRepositoryNotFoundException",
            Missing.REPOSITORY),
    RELATION_TYPES("_apis/wit/workitemrelationtypes", TokenScope.WORK_ITEMS_READ, FakeResource::relationTypes),
    WORK_ITEM(
            "_apis/wit/workitems/0",
            TokenScope.WORK_ITEMS_WRITE,
            404,
            "WorkItemUnauthorizedAccessException",
            "TF401232: Work item 0 does not exist, or you do not have permissions to read it."),
    BUILD_CONTROLLERS("_apis/build/controllers", TokenScope.BUILD_READ, organization -> listOf()),
    RELEASES("_apis/release/releases", TokenScope.RELEASE_READ, organization -> listOf()),
    TEST_SUITES("_apis/testplan/suites", TokenScope.TEST_MANAGEMENT_READ, organization -> listOf()),
    FEEDS("_apis/packaging/feeds", TokenScope.PACKAGING_READ, organization -> listOf()),
    POOLS("_apis/distributedtask/pools", TokenScope.AGENT_POOLS_READ, FakeResource::pools),
    VARIABLE_GROUPS(
            Missing.ID + "/_apis/distributedtask/variablegroups",
            TokenScope.VARIABLE_GROUPS_READ,
            404,
            "ProjectDoesNotExistException",
            Missing.PROJECT),
    ENVIRONMENTS(
            Missing.ID + "/_apis/pipelines/environments",
            TokenScope.ENVIRONMENT_READ,
            400,
            "ProjectDoesNotExistException",
            Missing.PROJECT),
    ENDPOINT_TYPES(
            "_apis/serviceendpoint/types",
            TokenScope.SERVICE_CONNECTIONS_READ,
            organization -> listOf("{\"inputDescriptors\":[],\"authenticationSchemes\":[{\"scheme\":"
                    + "\"UsernamePassword\",\"displayName\":\"Basic Authentication\",\"inputDescriptors\":[]}],"
                    + "\"dataSources\":[],\"name\":\"generic\",\"displayName\":\"Generic\",\"description\":"
                    + "\"Generic connection\",\"helpMarkDown\":\"\"}")),
    WIKIS("_apis/wiki/wikis", TokenScope.WIKI_READ, FakeResource::wikis),
    USERS("_apis/graph/users", TokenScope.GRAPH_READ, FakeResource::users),
    IDENTITIES("_apis/identities", TokenScope.IDENTITY_READ, organization -> listOf()),
    ENTITLEMENTS(
            "_apis/userentitlements",
            TokenScope.MEMBER_ENTITLEMENT_MANAGEMENT_READ,
            organization -> "{\"members\":[],\"continuationToken\":null,\"totalCount\":0,\"items\":[]}"),
    ANALYTICS(
            "_odata/v4.0-preview/Projects",
            TokenScope.ANALYTICS_READ,
            organization -> "{\"@odata.context\":\"https://analytics.dev.azure.com/" + organization.name()
                    + "/_odata/v4.0-preview/$metadata#Projects(ProjectSK)\",\"value\":[{\"ProjectSK\":\""
                    + id(organization, "project") + "\"}]}"),
    AUDITED_ACTIONS("_apis/audit/actions", TokenScope.AUDIT_LOG_READ, organization -> listOf());

    /** Types from {@code _apis/wit/workitemrelationtypes}, with the names that Microsoft documents. */
    private static final String[] RELATIONS = {
        "Microsoft.VSTS.Common.TestedBy-Forward",
        "Microsoft.VSTS.Common.TestedBy-Reverse",
        "Microsoft.VSTS.TestCase.SharedParameterReferencedBy-Forward",
        "Microsoft.VSTS.TestCase.SharedParameterReferencedBy-Reverse",
        "Microsoft.VSTS.TestCase.SharedStepReferencedBy-Forward",
        "Microsoft.VSTS.TestCase.SharedStepReferencedBy-Reverse",
        "System.LinkTypes.Duplicate-Forward",
        "System.LinkTypes.Duplicate-Reverse",
        "System.LinkTypes.Hierarchy-Forward",
        "System.LinkTypes.Hierarchy-Reverse",
        "System.LinkTypes.Dependency-Forward",
        "System.LinkTypes.Dependency-Reverse",
        "System.LinkTypes.Remote.Dependency-Forward",
        "System.LinkTypes.Remote.Dependency-Reverse",
        "System.LinkTypes.Remote.Related",
        "System.LinkTypes.Related",
        "AttachedFile",
        "Hyperlink",
        "ArtifactLink"
    };

    private final String path;
    private final @Nullable TokenScope scope;

    @SuppressWarnings("ImmutableEnumChecker") // the functions have no state
    private final Function<FakeOrganization, MockResponse.Builder> response;

    FakeResource(String path, @Nullable TokenScope scope, Function<FakeOrganization, String> body) {
        this.path = path;
        this.scope = scope;
        this.response = organization -> json(200).body(body.apply(organization));
    }

    /** A resource that does not exist. Only a token with the scope receives this answer. */
    FakeResource(String path, TokenScope scope, int status, String type, String message) {
        this.path = path;
        this.scope = scope;
        this.response = organization -> exception(status, type, message);
    }

    /** Returns the resource that proves a scope. */
    static FakeResource of(TokenScope scope) {
        return Arrays.stream(values())
                .filter(resource -> resource.scope == scope)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("the fake has no resource for " + scope));
    }

    /** Returns the resource at the host and the path of a request. */
    static Optional<FakeResource> at(ReceivedRequest request) {
        return Arrays.stream(values())
                .filter(resource -> resource.host().equals(request.host()) && resource.path.equals(request.path()))
                .findFirst();
    }

    private String host() {
        return scope == null ? "dev.azure.com" : scope.host();
    }

    String path() {
        return path;
    }

    /** Returns the answer for a token that has the scope. It names the user. */
    MockResponse.Builder response(FakeOrganization organization) {
        return FakeAnswer.accepted(organization, response.apply(organization));
    }

    /** Returns the answer for a token whose owner cannot see any element of the list. */
    MockResponse.Builder emptyResponse(FakeOrganization organization) {
        MockResponse.Builder response = response(organization);
        boolean list = bodyOf(response.build()).readUtf8().contains("\"value\":[");
        return list ? response.body(listOf()) : response;
    }

    private static String connectionData(FakeOrganization organization) {
        return "{\"authenticatedUser\":{\"id\":\"" + organization.userId() + "\","
                + "\"descriptor\":\"Microsoft.IdentityModel.Claims.ClaimsIdentity;72f00000-0000-4000-8000-00000000db47\\\\"
                + quoted(organization.account()) + "\","
                + "\"subjectDescriptor\":\"aad.MDAwMDAwMDAtMDAwMC00MDAwLTgwMDAtMDAwMDAwMDAwMDAw\","
                + "\"providerDisplayName\":\"" + quoted(organization.displayName()) + "\",\"isActive\":true,"
                + "\"properties\":{\"Account\":{\"$type\":\"System.String\",\"$value\":\""
                + quoted(organization.account()) + "\"}},\"resourceVersion\":2,\"metaTypeId\":0},"
                + "\"authorizedUser\":{\"id\":\"" + organization.userId() + "\"},"
                + "\"instanceId\":\"" + organization.id() + "\","
                + "\"deploymentId\":\"13a19993-c6bc-326c-afb4-32c5519f46f0\",\"deploymentType\":\"hosted\","
                + "\"locationServiceData\":{\"serviceOwner\":\"00025394-6065-48ca-87d9-7f5672854ef7\","
                + "\"defaultAccessMappingMoniker\":\"PublicAccessMapping\",\"lastChangeId\":56789012,"
                + "\"lastChangeId64\":56789012}}";
    }

    private static String project(FakeOrganization organization) {
        UUID id = id(organization, "project");
        return "{\"id\":\"" + id + "\",\"name\":\"Fabrikam-Fiber\",\"url\":\"" + organization.url()
                + "/_apis/projects/" + id + "\",\"state\":\"wellFormed\",\"revision\":417,"
                + "\"visibility\":\"private\",\"lastUpdateTime\":\"2026-02-03T10:21:44.087Z\"}";
    }

    private static String relationTypes(FakeOrganization organization) {
        return listOf(Arrays.stream(RELATIONS)
                .map(name -> "{\"attributes\":{\"usage\":\"workItemLink\",\"editable\":false,\"enabled\":true,"
                        + "\"acyclic\":true,\"directional\":true,\"singleTarget\":false,\"topology\":\"dependency\","
                        + "\"remote\":false,\"isForward\":" + name.endsWith("Forward")
                        + ",\"oppositeEndReferenceName\":\"" + name + "\"},\"referenceName\":\"" + name
                        + "\",\"name\":\"" + name.substring(name.lastIndexOf('.') + 1) + "\",\"url\":\""
                        + organization.url() + "/_apis/wit/workItemRelationTypes/" + name + "\"}")
                .toArray(String[]::new));
    }

    private static String pools(FakeOrganization organization) {
        return listOf(Stream.of("Default", "Azure Pipelines")
                .map(name -> "{\"createdOn\":\"2024-05-06T07:08:09.1Z\",\"autoProvision\":true,\"autoUpdate\":true,"
                        + "\"autoSize\":true,\"targetSize\":null,\"agentCloudId\":null,\"createdBy\":{\"id\":\""
                        + organization.userId() + "\"},\"scope\":\"" + organization.id() + "\",\"id\":"
                        + name.length() + ",\"name\":\"" + name + "\",\"isHosted\":" + name.startsWith("Azure")
                        + ",\"poolType\":\"automation\",\"size\":1,\"isLegacy\":false,\"options\":\"none\"}")
                .toArray(String[]::new));
    }

    private static String wikis(FakeOrganization organization) {
        UUID id = id(organization, "wiki");
        return "{\"value\":[{\"id\":\"" + id + "\",\"versions\":[{\"version\":\"wikiMaster\"}],\"url\":\""
                + organization.url() + "/_apis/wiki/wikis/" + id + "\",\"type\":\"projectWiki\",\"name\":"
                + "\"Fabrikam-Fiber.wiki\",\"projectId\":\"" + id(organization, "project") + "\",\"repositoryId\":\""
                + id + "\",\"mappedPath\":\"/\"}],\"count\":1}";
    }

    private static String users(FakeOrganization organization) {
        return listOf(
                "{\"subjectKind\":\"user\",\"domain\":\"72f00000-0000-4000-8000-00000000db47\",\"principalName\":\""
                        + quoted(organization.account()) + "\",\"mailAddress\":\"" + quoted(organization.account())
                        + "\",\"origin\":\"aad\",\"displayName\":\"" + quoted(organization.displayName())
                        + "\",\"descriptor\":\"aad.MDAwMDAwMDAtMDAwMC00MDAwLTgwMDAtMDAwMDAwMDAwMDAw\"}");
    }

    private static String listOf(String... elements) {
        return "{\"count\":" + elements.length + ",\"value\":[" + String.join(",", elements) + "]}";
    }

    private static UUID id(FakeOrganization organization, String thing) {
        return UUID.nameUUIDFromBytes((organization.name() + '/' + thing).getBytes(StandardCharsets.UTF_8));
    }

    /** Resources that do not exist. Have their own class, because an enum constant cannot refer to a later field. */
    private static final class Missing {
        static final String ID = "00000000-0000-0000-0000-000000000000";
        static final String REPOSITORY = "TF401019: The Git repository with name or identifier " + ID
                + " does not exist or you do not have permissions for the operation you are attempting.";
        static final String PROJECT = "VS800075: The project with id '" + ID
                + "' does not exist, or you do not have permission to access it.";
    }
}
