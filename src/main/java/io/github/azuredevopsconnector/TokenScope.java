package io.github.azuredevopsconnector;

/**
 * A scope of a personal access token that one read-only request to {@code https://dev.azure.com} proves.
 *
 * <p>Each constant names the request. Microsoft documents which scope a request needs, operation by operation (<a
 * href="https://learn.microsoft.com/rest/api/azure/devops/">Azure DevOps Services REST API</a>), and what each scope
 * includes (<a href="https://learn.microsoft.com/azure/devops/integrate/get-started/authentication/oauth#scopes">Scopes
 * </a>): a token with a higher level of the same group, such as "Code: Read &amp; write", proves the scope, too.
 *
 * <p>Constants may be added in minor releases.
 */
public enum TokenScope {

    /**
     * {@code _apis/projects}. Many other scopes include this request: it proves that the token may read projects, and
     * says nothing about teams.
     */
    PROJECT_AND_TEAM_READ(
            "Project and Team: Read", "vso.project", "_apis/projects?$top=1&api-version=7.1", Probe.Proof.LIST),

    /** {@code _apis/git/repositories}: repositories, commits and pull requests. */
    CODE_READ("Code: Read", "vso.code", "_apis/git/repositories?api-version=7.1"),

    /** {@code _apis/wit/workitemrelationtypes}: work items, queries and boards. */
    WORK_ITEMS_READ("Work Items: Read", "vso.work", "_apis/wit/workitemrelationtypes?api-version=7.1"),

    /** {@code _apis/build/resourceusage}: builds, their definitions, logs and artifacts. */
    BUILD_READ("Build: Read", "vso.build", "_apis/build/resourceusage?api-version=7.1-preview.2"),

    /** {@code _apis/distributedtask/pools}: agent pools, their agents and queues. */
    AGENT_POOLS_READ(
            "Agent Pools: Read", "vso.agentpools", "_apis/distributedtask/pools?poolType=automation&api-version=7.1"),

    /** {@code _apis/serviceendpoint/types}: service connections. */
    SERVICE_CONNECTIONS_READ(
            "Service Connections: Read",
            "vso.serviceendpoint",
            "_apis/serviceendpoint/types?type=generic&api-version=7.1"),

    /** {@code _apis/wiki/wikis}: wikis and their pages. */
    WIKI_READ("Wiki: Read", "vso.wiki", "_apis/wiki/wikis?api-version=7.1");

    private final String label;
    private final String id;

    @SuppressWarnings("ImmutableEnumChecker")
    private final Probe probe;

    TokenScope(String label, String id, String path) {
        this(label, id, path, Probe.Proof.OBJECT);
    }

    TokenScope(String label, String id, String path, Probe.Proof proof) {
        this.label = label;
        this.id = id;
        this.probe = new Probe(path, proof);
    }

    /** {@return group and level, as the token page of Azure DevOps names them: {@code Code: Read}} */
    public String label() {
        return label;
    }

    /** {@return the identifier that Microsoft documents: {@code vso.code}} */
    public String id() {
        return id;
    }

    /** Returns the group of the label: {@code Code}. */
    String group() {
        return label.substring(0, label.indexOf(':'));
    }

    /** Returns the request that proves the scope. */
    Probe probe() {
        return probe;
    }
}
