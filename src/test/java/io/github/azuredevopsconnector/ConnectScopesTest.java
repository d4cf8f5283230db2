package io.github.azuredevopsconnector;

import static io.github.azuredevopsconnector.Verdicts.verdictOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.azuredevopsconnector.testing.FakeAnswer;
import io.github.azuredevopsconnector.testing.FakeAzureDevOps;
import io.github.azuredevopsconnector.testing.FakeOrganization;
import io.github.azuredevopsconnector.testing.ReceivedRequest;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Specifies the results for required and for preferred scopes, over real HTTP and TLS. */
@Tag("network")
class ConnectScopesTest {

    private static final AtomicInteger ROWS = new AtomicInteger();

    @AutoClose
    private static final FakeAzureDevOps FAKE = FakeAzureDevOps.start();

    private static final HttpClient CLIENT = FAKE.httpClient();

    @ParameterizedTest
    @EnumSource
    void aMissingScopeIsNamedAndRejectsTheTokenOnlyIfItIsRequired(TokenScope scope) {
        FakeOrganization organization = organization().lacks(scope);

        Rejected rejected = (Rejected) requiring(scope).connect(organization.url(), FAKE.token());

        assertThat(rejected.missingScopes()).containsExactly(scope);
        assertThat(rejected.message()).contains("“" + scope.label() + "”");
        if (scope != TokenScope.PROJECT_AND_TEAM_READ) {
            Verified verified = (Verified) preferring(scope).connect(organization.url(), FAKE.token());
            assertThat(verified.provedScopes()).containsExactly(TokenScope.PROJECT_AND_TEAM_READ);
            assertThat(verified.message())
                    .endsWith("The token does not have the optional scope “" + scope.label()
                            + "”. You can add it to the token in Azure DevOps.");
        }
    }

    static Stream<TokenScope> scopesOnOtherHosts() {
        return Arrays.stream(TokenScope.values()).filter(scope -> !scope.host().equals("dev.azure.com"));
    }

    /** A firewall may allow only {@code dev.azure.com}. */
    @ParameterizedTest
    @MethodSource("scopesOnOtherHosts")
    void aHostThatCannotBeReachedMattersOnlyIfItsScopeIsRequired(TokenScope scope) {
        HttpClient client = FAKE.httpClientBuilder().proxy(new OnlyDevAzure()).build();
        FakeOrganization organization = organization();

        VerificationResult result = builder(client).requires(scope).build().connect(organization.url(), FAKE.token());

        assertThat(verdictOf(result)).isEqualTo("UNREACHABLE");
        assertThat(result.message()).contains(scope.host());
        VerificationResult preferred = builder(client).prefers(scope).build().connect(organization.url(), FAKE.token());
        assertThat(((Verified) preferred).provedScopes()).containsExactly(TokenScope.PROJECT_AND_TEAM_READ);
    }

    @Test
    void allScopesCanBeRequiredOrPreferred() {
        String url = organization().url();
        Set<TokenScope> all = EnumSet.allOf(TokenScope.class);

        assertThat(((Verified) requiring(TokenScope.values()).connect(url, FAKE.token())).provedScopes())
                .isEqualTo(all);
        assertThat(((Verified) preferring(TokenScope.values()).connect(url, FAKE.token())).provedScopes())
                .isEqualTo(all);
    }

    @Test
    void aMissingWriteLevelIsReportedWithoutItsReadLevelWhoseRequestIsNotSent() {
        FakeOrganization organization = organization().lacks(TokenScope.values());

        Rejected rejected = (Rejected) requiring(TokenScope.values()).connect(organization.url(), FAKE.token());

        assertThat(rejected.missingScopes())
                .isEqualTo(EnumSet.complementOf(EnumSet.of(TokenScope.CODE_READ, TokenScope.WORK_ITEMS_READ)));
        assertThat(FAKE.requests())
                .filteredOn(request -> request.organization().equals(organization.name()))
                .extracting(ReceivedRequest::path)
                .contains("_apis/wit/workitems/0")
                .doesNotContain("_apis/wit/workitemrelationtypes");
    }

    @Test
    void aPreferredScopeWhoseRequestIsNotAnsweredLeavesTheResultVerified() {
        FakeOrganization organization = organization().answers(TokenScope.WIKI_READ, FakeAnswer.SILENT);

        VerificationResult result = builder(CLIENT)
                .prefers(TokenScope.WIKI_READ, TokenScope.BUILD_READ)
                .timeout(Duration.ofSeconds(5))
                .build()
                .connect(organization.url(), FAKE.token());

        assertThat(((Verified) result).provedScopes())
                .containsExactly(TokenScope.PROJECT_AND_TEAM_READ, TokenScope.BUILD_READ);
    }

    private static FakeOrganization organization() {
        return FAKE.organization("row-" + ROWS.incrementAndGet());
    }

    private static AzureDevOpsConnector requiring(TokenScope... scopes) {
        return builder(CLIENT).requires(scopes).build();
    }

    private static AzureDevOpsConnector preferring(TokenScope... scopes) {
        return builder(CLIENT).prefers(scopes).build();
    }

    private static AzureDevOpsConnector.Builder builder(HttpClient client) {
        return AzureDevOpsConnector.builder().httpClient(client).timeout(Duration.ofSeconds(60));
    }

    private static final class OnlyDevAzure extends ProxySelector {

        @Override
        public List<Proxy> select(URI uri) {
            boolean allowed = uri.getHost().equals("dev.azure.com");
            return List.of(new Proxy(
                    Proxy.Type.HTTP,
                    allowed ? FAKE.proxyAddress() : InetSocketAddress.createUnresolved("proxy.invalid", 1)));
        }

        @Override
        public void connectFailed(URI uri, SocketAddress address, IOException failure) {}
    }
}
