package io.github.azuredevopsconnector;

import java.util.Collection;
import java.util.EnumSet;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A scope of a personal access token. One request shows whether a token has the scope. The request changes nothing.
 *
 * <p>Each constant describes what the scope allows, the request, and Microsoft's host that receives it. "Documented"
 * means that Microsoft's <a href="https://learn.microsoft.com/rest/api/azure/devops/">REST API reference</a> names the
 * scope of the request. The scopes of the other requests are known from the REST API definitions of Azure DevOps
 * Server, which shares most of its code with the service. The hosts are in Microsoft's list of <a
 * href="https://learn.microsoft.com/azure/devops/organizations/security/allow-list-ip-url">Allowed IP addresses and
 * domain URLs</a>.
 *
 * <p>A higher level of a group includes the lower levels, so a token with "Code: Read &amp; write" has {@link
 * #CODE_READ} (Microsoft, <a
 * href="https://learn.microsoft.com/azure/devops/integrate/get-started/authentication/oauth#scopes">Scopes</a>). See
 * also <a href="https://azuredevopsconnector.github.io/azure-devops-connector/scopes.html">Scopes</a> in the guide.
 *
 * <p>Constants may be added in minor releases.
 */
public enum TokenScope {

    /**
     * "Project and Team: Read": projects. Proved by a request for the list of projects on {@code dev.azure.com}.
     * Documented, but many other scopes allow this request, too. The request therefore proves that the token can read
     * projects, but nothing about teams.
     */
    PROJECT_AND_TEAM_READ(
            "Project and Team: Read", "vso.project", OrganizationUrl.HOST, "_apis/projects?$top=1&api-version=7.1"),

    /**
     * "Code: Read": repositories, commits, branches and pull requests. Proved by a request to {@code dev.azure.com} for
     * a repository that cannot exist. Documented.
     */
    CODE_READ(
            "Code: Read", "vso.code", OrganizationUrl.HOST, "_apis/git/repositories/" + Probe.NIL + "?api-version=7.1"),

    /**
     * "Code: Read &amp; write": pushes, branches and pull requests. Proved by a {@code POST} to {@code dev.azure.com}
     * of an empty list of branches, for a repository that cannot exist. Not documented, but known from the REST API
     * definitions of Azure DevOps Server.
     */
    CODE_WRITE(
            "Code: Read & write",
            "vso.code_write",
            CODE_READ,
            "POST",
            "_apis/git/repositories/" + Probe.NIL + "/refs?api-version=7.1",
            "application/json"),

    /**
     * "Work Items: Read": work items, queries, boards and backlogs. Proved by a request for the list of relation types
     * on {@code dev.azure.com}. Documented.
     */
    WORK_ITEMS_READ(
            "Work Items: Read", "vso.work", OrganizationUrl.HOST, "_apis/wit/workitemrelationtypes?api-version=7.1"),

    /**
     * "Work Items: Read &amp; write": creating and changing work items. Proved by an empty {@code PATCH} on {@code
     * dev.azure.com} of work item 0, which does not exist. The request has the parameter {@code validateOnly}, so
     * nothing is saved. Not documented, but known from the REST API definitions of Azure DevOps Server.
     */
    WORK_ITEMS_WRITE(
            "Work Items: Read & write",
            "vso.work_write",
            WORK_ITEMS_READ,
            "PATCH",
            "_apis/wit/workitems/0?validateOnly=true&api-version=7.1",
            "application/json-patch+json"),

    /**
     * "Build: Read": pipelines, builds, their logs and artifacts. Proved by a request for the list of build controllers
     * on {@code dev.azure.com}. Documented.
     */
    BUILD_READ("Build: Read", "vso.build", OrganizationUrl.HOST, "_apis/build/controllers?api-version=7.1"),

    /**
     * "Release: Read": classic releases and their definitions. Proved by a request for the list of releases on {@code
     * vsrm.dev.azure.com}. Documented.
     */
    RELEASE_READ("Release: Read", "vso.release", "vsrm.dev.azure.com", "_apis/release/releases?$top=1&api-version=7.1"),

    /**
     * "Test Management: Read": test plans, suites and results. Proved by a request for the test suites of one test case
     * on {@code dev.azure.com}. Documented.
     */
    TEST_MANAGEMENT_READ(
            "Test Management: Read",
            "vso.test",
            OrganizationUrl.HOST,
            "_apis/testplan/suites?testCaseId=1&api-version=7.1"),

    /**
     * "Packaging: Read": feeds and packages. Proved by a request for the list of feeds on {@code feeds.dev.azure.com}.
     * Documented.
     */
    PACKAGING_READ("Packaging: Read", "vso.packaging", "feeds.dev.azure.com", "_apis/packaging/feeds?api-version=7.1"),

    /**
     * "Agent Pools: Read": agent pools and agents. Proved by a request for the list of pools on {@code dev.azure.com}.
     * Documented.
     */
    AGENT_POOLS_READ(
            "Agent Pools: Read",
            "vso.agentpools",
            OrganizationUrl.HOST,
            "_apis/distributedtask/pools?poolType=automation&api-version=7.1"),

    /**
     * "Variable Groups: Read": variable groups of pipelines. Proved by a request to {@code dev.azure.com} for the
     * groups of a project that cannot exist. Documented. The REST API definitions of Azure DevOps Server show that the
     * scope is checked before the project.
     */
    VARIABLE_GROUPS_READ(
            "Variable Groups: Read",
            "vso.variablegroups_read",
            OrganizationUrl.HOST,
            Probe.NIL + "/_apis/distributedtask/variablegroups?api-version=7.1"),

    /**
     * "Environment: Read &amp; manage": environments of pipelines. There is no lower level. Proved by a request to
     * {@code dev.azure.com} for the environments of a project that cannot exist. Documented. The REST API definitions
     * of Azure DevOps Server show that the scope is checked before the project.
     */
    ENVIRONMENT_READ(
            "Environment: Read & manage",
            "vso.environment_manage",
            OrganizationUrl.HOST,
            Probe.NIL + "/_apis/pipelines/environments?api-version=7.1"),

    /**
     * "Service Connections: Read": service connections. Proved by a request for the service connection type {@code
     * generic} on {@code dev.azure.com}. Documented.
     */
    SERVICE_CONNECTIONS_READ(
            "Service Connections: Read",
            "vso.serviceendpoint",
            OrganizationUrl.HOST,
            "_apis/serviceendpoint/types?type=generic&api-version=7.1"),

    /**
     * "Wiki: Read": wikis and their pages. Proved by a request for the list of wikis on {@code dev.azure.com}.
     * Documented.
     */
    WIKI_READ("Wiki: Read", "vso.wiki", OrganizationUrl.HOST, "_apis/wiki/wikis?api-version=7.1"),

    /**
     * "Graph: Read": users, groups and memberships. Proved by a request for the first page of users on {@code
     * vssps.dev.azure.com}. Documented.
     */
    GRAPH_READ("Graph: Read", "vso.graph", "vssps.dev.azure.com", "_apis/graph/users?api-version=7.1-preview.1"),

    /**
     * "Identity: Read": identities and groups. Proved by a search on {@code vssps.dev.azure.com} for an identity that
     * cannot exist. Documented.
     */
    IDENTITY_READ(
            "Identity: Read",
            "vso.identity",
            "vssps.dev.azure.com",
            "_apis/identities?searchFilter=General&filterValue=" + Probe.NIL + "&api-version=7.1"),

    /**
     * "Member Entitlement Management: Read": users, their access levels and projects. Proved by a request for the first
     * entitlement on {@code vsaex.dev.azure.com}. Documented. The token's owner must be an administrator of the
     * organization.
     */
    MEMBER_ENTITLEMENT_MANAGEMENT_READ(
            "Member Entitlement Management: Read",
            "vso.memberentitlementmanagement",
            "vsaex.dev.azure.com",
            "_apis/userentitlements?top=1&api-version=7.1-preview.3"),

    /**
     * "Analytics: Read": data for reports. Proved by a request for the first project of the Analytics service on {@code
     * analytics.dev.azure.com}. Documented.
     */
    ANALYTICS_READ(
            "Analytics: Read",
            "vso.analytics",
            "analytics.dev.azure.com",
            "_odata/v4.0-preview/Projects?$select=ProjectSK&$top=1"),

    /**
     * "Audit Log: Read": the organization's audit log. Proved by a request for the list of audited actions on {@code
     * auditservice.dev.azure.com}. Documented. The token's owner must be an administrator of the organization.
     */
    AUDIT_LOG_READ(
            "Audit Log: Read",
            "vso.auditlog",
            "auditservice.dev.azure.com",
            "_apis/audit/actions?api-version=7.1-preview.1");

    private final String label;
    private final String id;
    private final @Nullable TokenScope lower;

    @SuppressWarnings("ImmutableEnumChecker") // a probe is immutable
    private final Probe probe;

    /** A scope that a {@code GET} proves. */
    TokenScope(String label, String id, String host, String path) {
        this.label = label;
        this.id = id;
        this.lower = null;
        this.probe = Probe.get(this, host, path);
    }

    /** A scope that includes a lower level of its group. A write request with an empty list as its body proves it. */
    TokenScope(String label, String id, TokenScope lower, String method, String path, String contentType) {
        this.label = label;
        this.id = id;
        this.lower = lower;
        this.probe = Probe.writeNothing(this, lower.host(), method, path, contentType);
    }

    /** {@return the group and the level, as on the tokens page of Azure DevOps, such as {@code Code: Read}} */
    public String label() {
        return label;
    }

    /** {@return the identifier that Microsoft documents, such as {@code vso.code}} */
    public String id() {
        return id;
    }

    /**
     * {@return the host that receives the request and the token} It is {@code dev.azure.com} or one of its subdomains,
     * such as {@code vssps.dev.azure.com}.
     */
    public String host() {
        return probe.host();
    }

    /** Returns the group of the label, such as {@code Code}. */
    String group() {
        return label.substring(0, label.indexOf(':'));
    }

    /** Returns the lower level of the same group that this scope includes, or empty if the enum has none. */
    Optional<TokenScope> lower() {
        return Optional.ofNullable(lower);
    }

    /** Returns the request that proves the scope. Every call returns the same instance. */
    Probe probe() {
        return probe;
    }

    /** Lists labels in declaration order, such as {@code “Code: Read”, “Build: Read” and “Wiki: Read”}. */
    static String labels(Collection<TokenScope> scopes) {
        String labels = EnumSet.copyOf(scopes).stream()
                .map(scope -> '\u201C' + scope.label + '\u201D')
                .collect(Collectors.joining(", "));
        int last = labels.lastIndexOf(", ");
        return last < 0 ? labels : labels.substring(0, last) + " and " + labels.substring(last + 2);
    }
}
