package io.github.azuredevopsconnector;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Specifies the request that proves each scope. */
class TokenScopeTest {

    @ParameterizedTest
    @CsvSource({
        "PROJECT_AND_TEAM_READ, Project and Team: Read, Project and Team, vso.project, _apis/projects?$top=1&api-version=7.1, LIST",
        "CODE_READ, Code: Read, Code, vso.code, _apis/git/repositories?api-version=7.1, OBJECT",
        "WORK_ITEMS_READ, Work Items: Read, Work Items, vso.work, _apis/wit/workitemrelationtypes?api-version=7.1, OBJECT",
        "BUILD_READ, Build: Read, Build, vso.build, _apis/build/resourceusage?api-version=7.1-preview.2, OBJECT",
        "AGENT_POOLS_READ, Agent Pools: Read, Agent Pools, vso.agentpools, _apis/distributedtask/pools?poolType=automation&api-version=7.1, OBJECT",
        "SERVICE_CONNECTIONS_READ, Service Connections: Read, Service Connections, vso.serviceendpoint, _apis/serviceendpoint/types?type=generic&api-version=7.1, OBJECT",
        "WIKI_READ, Wiki: Read, Wiki, vso.wiki, _apis/wiki/wikis?api-version=7.1, OBJECT",
    })
    void oneReadOnlyRequestProvesAScope(
            TokenScope scope, String label, String group, String id, String path, Probe.Proof proof) {
        HttpRequest request = scope.probe().request(Findings.REQUEST).build();

        assertThat(scope.label()).isEqualTo(label);
        assertThat(scope.group()).isEqualTo(group);
        assertThat(scope.id()).isEqualTo(id);
        assertThat(scope.probe().proof()).isEqualTo(proof);
        assertThat(request.method()).isEqualTo("GET");
        assertThat(request.uri()).hasToString("https://dev.azure.com/contoso/" + path);
    }

    @Test
    void theRequestForConnectionDataIdentifiesTheCaller() {
        assertThat(Probe.CALLER.request(Findings.REQUEST).build().uri())
                .hasToString("https://dev.azure.com/contoso/_apis/connectionData?api-version=7.1-preview.1");
        assertThat(Probe.CALLER.proof()).isEqualTo(Probe.Proof.CALLER);
    }
}
