package io.github.azuredevopsconnector;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.BodySubscribers;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Flow;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Specifies the request that proves each scope, and which requests a connector sends. */
class TokenScopeTest {

    private static final String NIL = "00000000-0000-0000-0000-000000000000";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "PROJECT_AND_TEAM_READ | Project and Team: Read | vso.project | dev.azure.com | _apis/projects?$top=1&api-version=7.1",
                "CODE_READ | Code: Read | vso.code | dev.azure.com | _apis/git/repositories/" + NIL
                        + "?api-version=7.1",
                "CODE_WRITE | Code: Read & write | vso.code_write | dev.azure.com | POST _apis/git/repositories/" + NIL
                        + "/refs?api-version=7.1",
                "WORK_ITEMS_READ | Work Items: Read | vso.work | dev.azure.com | _apis/wit/workitemrelationtypes?api-version=7.1",
                "WORK_ITEMS_WRITE | Work Items: Read & write | vso.work_write | dev.azure.com | PATCH _apis/wit/workitems/0?validateOnly=true&api-version=7.1",
                "BUILD_READ | Build: Read | vso.build | dev.azure.com | _apis/build/controllers?api-version=7.1",
                "RELEASE_READ | Release: Read | vso.release | vsrm.dev.azure.com | _apis/release/releases?$top=1&api-version=7.1",
                "TEST_MANAGEMENT_READ | Test Management: Read | vso.test | dev.azure.com | _apis/testplan/suites?testCaseId=1&api-version=7.1",
                "PACKAGING_READ | Packaging: Read | vso.packaging | feeds.dev.azure.com | _apis/packaging/feeds?api-version=7.1",
                "AGENT_POOLS_READ | Agent Pools: Read | vso.agentpools | dev.azure.com | _apis/distributedtask/pools?poolType=automation&api-version=7.1",
                "VARIABLE_GROUPS_READ | Variable Groups: Read | vso.variablegroups_read | dev.azure.com | " + NIL
                        + "/_apis/distributedtask/variablegroups?api-version=7.1",
                "ENVIRONMENT_READ | Environment: Read & manage | vso.environment_manage | dev.azure.com | " + NIL
                        + "/_apis/pipelines/environments?api-version=7.1",
                "SERVICE_CONNECTIONS_READ | Service Connections: Read | vso.serviceendpoint | dev.azure.com | _apis/serviceendpoint/types?type=generic&api-version=7.1",
                "WIKI_READ | Wiki: Read | vso.wiki | dev.azure.com | _apis/wiki/wikis?api-version=7.1",
                "GRAPH_READ | Graph: Read | vso.graph | vssps.dev.azure.com | _apis/graph/users?api-version=7.1-preview.1",
                "IDENTITY_READ | Identity: Read | vso.identity | vssps.dev.azure.com | _apis/identities?searchFilter=General&filterValue="
                        + NIL + "&api-version=7.1",
                "MEMBER_ENTITLEMENT_MANAGEMENT_READ | Member Entitlement Management: Read | vso.memberentitlementmanagement | vsaex.dev.azure.com | _apis/userentitlements?top=1&api-version=7.1-preview.3",
                "ANALYTICS_READ | Analytics: Read | vso.analytics | analytics.dev.azure.com | _odata/v4.0-preview/Projects?$select=ProjectSK&$top=1",
                "AUDIT_LOG_READ | Audit Log: Read | vso.auditlog | auditservice.dev.azure.com | _apis/audit/actions?api-version=7.1-preview.1",
            })
    void oneRequestProvesAScope(TokenScope scope, String label, String id, String host, String methodAndPath) {
        HttpRequest request = scope.probe().request(Findings.REQUEST).build();

        assertThat(scope.label()).isEqualTo(label);
        assertThat(scope.group() + ": ").isEqualTo(label.replaceFirst("(.*: ).*", "$1"));
        assertThat(scope.id()).isEqualTo(id);
        assertThat(scope.host()).isEqualTo(host);
        assertThat(scope.probe()).isSameAs(scope.probe());
        assertThat(scope.probe().scope()).contains(scope);
        String[] words = methodAndPath.split(" ", -1);
        assertThat(request.method()).isEqualTo(words.length == 2 ? words[0] : "GET");
        assertThat(request.uri()).hasToString("https://" + host + "/contoso/" + words[words.length - 1]);
        assertThat(request.headers().firstValue("Authorization"))
                .contains(Findings.REQUEST.token().authorizationHeader());
    }

    /** The list is empty, and the repository or work item does not exist, so there is nothing to change. */
    @ParameterizedTest
    @CsvSource({"CODE_WRITE, application/json", "WORK_ITEMS_WRITE, application/json-patch+json"})
    void aRequestThatMayWriteHasNothingToWrite(TokenScope scope, String contentType) {
        HttpRequest request = scope.probe().request(Findings.REQUEST).build();

        assertThat(request.headers().allValues("Content-Type")).containsExactly(contentType);
        assertThat(textOf(request.bodyPublisher().orElseThrow())).isEqualTo("[]");
    }

    private static String textOf(BodyPublisher publisher) {
        BodySubscriber<String> text = BodySubscribers.ofString(StandardCharsets.UTF_8);
        publisher.subscribe(new Flow.Subscriber<>() {
            @Override
            public void onSubscribe(Flow.Subscription subscription) {
                text.onSubscribe(subscription);
            }

            @Override
            public void onNext(ByteBuffer buffer) {
                text.onNext(List.of(buffer));
            }

            @Override
            public void onError(Throwable failure) {
                text.onError(failure);
            }

            @Override
            public void onComplete() {
                text.onComplete();
            }
        });
        return text.getBody().toCompletableFuture().join();
    }

    @Test
    void theRequestForConnectionDataIdentifiesTheCaller() {
        HttpRequest request = Probe.CALLER.request(Findings.REQUEST).build();

        assertThat(request.uri())
                .hasToString("https://dev.azure.com/contoso/_apis/connectionData?api-version=7.1-preview.1");
        assertThat(Probe.CALLER.scope()).isEmpty();
        assertThat(Probe.CALLER.host()).isEqualTo("dev.azure.com");
    }

    /** The columns: required, preferred, and the probes in addition to the caller and projects. */
    @ParameterizedTest
    @CsvSource({
        "'', '', ''",
        "CODE_READ, '', CODE_READ",
        "PROJECT_AND_TEAM_READ, PROJECT_AND_TEAM_READ, ''",
        "WIKI_READ CODE_READ, BUILD_READ, CODE_READ BUILD_READ WIKI_READ",
        "CODE_READ CODE_WRITE, '', CODE_WRITE",
        "WORK_ITEMS_WRITE WORK_ITEMS_READ, CODE_READ, CODE_READ WORK_ITEMS_WRITE",
        "CODE_READ, CODE_WRITE, CODE_READ CODE_WRITE",
        "CODE_WRITE, CODE_READ, CODE_READ CODE_WRITE",
        "'', CODE_READ CODE_WRITE, CODE_READ CODE_WRITE",
        "CODE_READ, CODE_READ, CODE_READ",
    })
    void oneRequestProvesTwoLevelsOnlyIfBothAreRequired(String required, String preferred, String asked) {
        Probes probes = new Probes(scopes(required), scopes(preferred));

        assertThat(probes.all())
                .startsWith(Probe.CALLER, TokenScope.PROJECT_AND_TEAM_READ.probe())
                .extracting(probe -> probe.scope().map(Enum::name).orElse(""))
                .containsExactlyElementsOf(List.of(
                        (" PROJECT_AND_TEAM_READ " + asked).stripTrailing().split(" ", -1)));
        assertThat(probes.requiredScopes()).containsAll(scopes(required)).contains(TokenScope.PROJECT_AND_TEAM_READ);
        assertThat(probes.preferredScopes()).doesNotContainAnyElementsOf(probes.requiredScopes());
        assertThat(probes.all().stream()
                        .filter(probes::isPreferred)
                        .map(probe -> probe.scope().orElseThrow()))
                .containsExactlyElementsOf(probes.preferredScopes());
    }

    private static Set<TokenScope> scopes(String names) {
        return Arrays.stream(names.split(" ", -1))
                .filter(name -> !name.isEmpty())
                .map(TokenScope::valueOf)
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(TokenScope.class)));
    }
}
