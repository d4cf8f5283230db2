package io.github.azuredevopsconnector.testing;

import static io.github.azuredevopsconnector.testing.Wire.quoted;

import io.github.azuredevopsconnector.TokenScope;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A resource of every organization, with its path, its scope, and its body in the shape and size of the service. */
enum FakeResource {
    CONNECTION_DATA("_apis/connectionData", null, FakeResource::connectionData),
    PROJECTS("_apis/projects", TokenScope.PROJECT_AND_TEAM_READ, organization -> countFirst(project(organization))),
    REPOSITORIES("_apis/git/repositories", TokenScope.CODE_READ, FakeResource::repositories),
    RELATION_TYPES("_apis/wit/workitemrelationtypes", TokenScope.WORK_ITEMS_READ, FakeResource::relationTypes),
    RESOURCE_USAGE(
            "_apis/build/resourceusage",
            TokenScope.BUILD_READ,
            organization -> "{\"distributedTaskAgents\":2,\"paidPrivateAgentSlots\":1,\"totalUsage\":3,"
                    + "\"xamlControllers\":0}"),
    POOLS("_apis/distributedtask/pools", TokenScope.AGENT_POOLS_READ, FakeResource::pools),
    ENDPOINT_TYPES(
            "_apis/serviceendpoint/types",
            TokenScope.SERVICE_CONNECTIONS_READ,
            organization -> countFirst("{\"inputDescriptors\":[],\"authenticationSchemes\":[{\"scheme\":"
                    + "\"UsernamePassword\",\"displayName\":\"Basic Authentication\",\"inputDescriptors\":[]}],"
                    + "\"dataSources\":[],\"name\":\"generic\",\"displayName\":\"Generic\",\"description\":"
                    + "\"Generic connection\",\"helpMarkDown\":\"\"}")),
    WIKIS("_apis/wiki/wikis", TokenScope.WIKI_READ, FakeResource::wikis);

    /** From {@code _apis/wit/workitemrelationtypes}: the names are those that Microsoft documents. */
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
    private final Function<FakeOrganization, String> body;

    FakeResource(String path, @Nullable TokenScope scope, Function<FakeOrganization, String> body) {
        this.path = path;
        this.scope = scope;
        this.body = body;
    }

    /** Returns the resource that proves a scope. */
    static FakeResource of(TokenScope scope) {
        return Arrays.stream(values())
                .filter(resource -> resource.scope == scope)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("the fake has no resource for " + scope));
    }

    /** Returns the resource at a path below an organization. */
    static Optional<FakeResource> at(String path) {
        return Arrays.stream(values())
                .filter(resource -> resource.path.equals(path))
                .findFirst();
    }

    String path() {
        return path;
    }

    /** Returns whether this is a list, which is empty for a user who may see no element. */
    boolean isList() {
        return this != CONNECTION_DATA && this != RESOURCE_USAGE;
    }

    /** Returns the body of a good answer. */
    String body(FakeOrganization organization) {
        return body.apply(organization);
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

    private static String repositories(FakeOrganization organization) {
        String project = project(organization);
        return IntStream.rangeClosed(1, organization.repositories())
                .mapToObj(number -> repository(organization, project, "Fabrikam-Fiber-" + number))
                .collect(Collectors.joining(",", "{\"value\":[", "],\"count\":" + organization.repositories() + '}'));
    }

    private static String repository(FakeOrganization organization, String project, String name) {
        UUID id = id(organization, name);
        String home = organization.url() + "/Fabrikam-Fiber/_git/" + name;
        return "{\"id\":\"" + id + "\",\"name\":\"" + name + "\",\"url\":\"" + organization.url()
                + "/_apis/git/repositories/" + id + "\",\"project\":" + project
                + ",\"defaultBranch\":\"refs/heads/main\",\"size\":728671,\"remoteUrl\":\"" + home
                + "\",\"sshUrl\":\"git@ssh.dev.azure.com:v3/" + organization.name() + "/Fabrikam-Fiber/" + name
                + "\",\"webUrl\":\"" + home + "\",\"isDisabled\":false,\"isInMaintenance\":false}";
    }

    private static String relationTypes(FakeOrganization organization) {
        return countFirst(Arrays.stream(RELATIONS)
                .map(name -> "{\"attributes\":{\"usage\":\"workItemLink\",\"editable\":false,\"enabled\":true,"
                        + "\"acyclic\":true,\"directional\":true,\"singleTarget\":false,\"topology\":\"dependency\","
                        + "\"remote\":false,\"isForward\":" + name.endsWith("Forward")
                        + ",\"oppositeEndReferenceName\":\"" + name + "\"},\"referenceName\":\"" + name
                        + "\",\"name\":\"" + name.substring(name.lastIndexOf('.') + 1) + "\",\"url\":\""
                        + organization.url() + "/_apis/wit/workItemRelationTypes/" + name + "\"}")
                .toArray(String[]::new));
    }

    private static String pools(FakeOrganization organization) {
        return countFirst(Stream.of("Default", "Azure Pipelines")
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

    private static String countFirst(String... elements) {
        return "{\"count\":" + elements.length + ",\"value\":[" + String.join(",", elements) + "]}";
    }

    private static UUID id(FakeOrganization organization, String thing) {
        return UUID.nameUUIDFromBytes((organization.name() + '/' + thing).getBytes(StandardCharsets.UTF_8));
    }
}
