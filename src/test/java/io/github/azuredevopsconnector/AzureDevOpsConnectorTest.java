package io.github.azuredevopsconnector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.Authenticator;
import java.net.CookieManager;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.time.Duration;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Specifies what the builder accepts. */
class AzureDevOpsConnectorTest {

    private final AzureDevOpsConnector.Builder builder = AzureDevOpsConnector.builder();

    @Test
    void onlyTheProjectScopeIsRequiredByDefault() {
        assertThat(AzureDevOpsConnector.create().requiredScopes()).containsExactly(TokenScope.PROJECT_AND_TEAM_READ);
    }

    @Test
    void requiredScopesAccumulateAndAreInTheOrderOfTheEnum() {
        AzureDevOpsConnector connector = builder.requires(TokenScope.WIKI_READ, TokenScope.CODE_READ)
                .requires()
                .requires(TokenScope.CODE_READ, TokenScope.PROJECT_AND_TEAM_READ, TokenScope.BUILD_READ)
                .build();
        builder.requires(TokenScope.AGENT_POOLS_READ);

        assertThat(connector.requiredScopes())
                .containsExactly(
                        TokenScope.PROJECT_AND_TEAM_READ,
                        TokenScope.CODE_READ,
                        TokenScope.BUILD_READ,
                        TokenScope.WIKI_READ);
        assertThatThrownBy(() -> connector.requiredScopes().clear()).isInstanceOf(UnsupportedOperationException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a\nb", "a\tb", "a\r\nAuthorization: x", "ä", "a\u007F", "a\u0000"})
    void aUserAgentMustBePrintableAsciiAndNotBlank(String userAgent) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.userAgent(userAgent))
                .withMessageContaining("must not be blank");
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -1, Long.MIN_VALUE})
    void aTimeoutMustBePositive(long nanos) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.timeout(Duration.ofNanos(nanos)))
                .withMessage("the timeout must be positive");
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NEVER")
    void aClientThatFollowsRedirectsIsRefused(Redirect redirect) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> setClient(client -> client.followRedirects(redirect)))
                .withMessageContaining("must not follow redirects, which could carry the token to another host")
                .withMessageContaining("build it with followRedirects(Redirect.NEVER)");
    }

    @Test
    void aClientThatKeepsCookiesIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> setClient(client -> client.cookieHandler(new CookieManager())))
                .withMessageContaining("could accept a cookie in place of the token")
                .withMessageContaining("build another one without a cookieHandler");
    }

    @Test
    void aClientWithAnAuthenticatorIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> setClient(client -> client.authenticator(new Authenticator() {})))
                .withMessageContaining("must not have an Authenticator")
                .withMessageContaining("build another one without it");
    }

    private void setClient(UnaryOperator<HttpClient.Builder> setting) {
        builder.httpClient(setting.apply(HttpClient.newBuilder()).build());
    }
}
